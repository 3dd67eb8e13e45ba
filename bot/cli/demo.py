"""``tidings demo``: the whole bot on bundled feeds."""

from pathlib import Path

import click

from bot.cli.loop import run_until_stopped


@click.command
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".demo"),
    show_default=True,
    help="Where the demo keeps its state.",
)
@click.option("--fresh", is_flag=True, help="Forget what an earlier demo left, and start anew.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8080,
    show_default=True,
    help="Port of the page on this machine; 0 takes any free one.",
)
def command(folder: Path, fresh: bool, port: int) -> None:
    """Show the whole bot on bundled feeds, without network or account.

    Prints the address of a page with a small chat: alerts arrive within half a minute, and every
    command can be typed. A demo that was stopped goes on where it was; --fresh starts anew.
    """
    from bot.demo import run_demo

    run_until_stopped(run_demo(folder, fresh=fresh, port=port))
