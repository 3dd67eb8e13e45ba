"""What several commands take: addresses, hosts that are not public, and where to write."""

from pathlib import Path

import click

sources_argument = click.argument("sources", metavar="FILE_OR_URL...", nargs=-1, required=True)
private_option = click.option(
    "--allow-private",
    metavar="HOST",
    multiple=True,
    help="Read this host although it is not public (127.0.0.1); may be repeated.",
)
predictions_option = click.option(
    "--predictions",
    metavar="OUT.jsonl",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write here what was decided, before anything is scored.",
)


def keep_apart(predictions: Path | None, read: Path) -> None:
    """Refuse to write over the file that is read."""
    if predictions and predictions.exists() and read.exists() and predictions.samefile(read):
        raise click.BadParameter("is the file that is read.", param_hint="--predictions")
