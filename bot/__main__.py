"""The command line: ``tidings run``, ``demo``, ``check-config`` …; each loaded when asked for.

Exit status: 0 all went well, 1 something did not, 2 the command line was wrong, 130 Ctrl-C.
"""

import os
import sys
from collections.abc import Sequence

import click

from bot import __version__
from bot.cli.on_demand import OnDemand
from bot.errors import TidingsError

COMMANDS = {
    "run": "Run the bot: poll, match, post to Discord, Slack and the local page.",
    "demo": "Show the whole bot on bundled feeds, without network or account.",
    "check-config": "List every mistake in settings and catalogue, or what is in force.",
    "doctor": "Look at settings, database and the tokens of Discord and Slack.",
    "migrate": "Bring the database up to date; makes a copy of it first.",
    "parse": "Show what is read from feeds.",
    "extract": "Show the article of pages and of saved text, without what stands around it.",
    "match": "Show which watches the items of feeds meet, and why.",
    "poll-once": "Take feeds through the whole line once, without sending.",
    "eval": "Measure the bot's judgement on labelled files.",
    "commands": "List the chat commands.",
    "slack": "Prepare Slack: print the manifest of the app.",
}


@click.group(
    cls=OnDemand,
    package="bot.cli",
    table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="tidings")
def tidings() -> None:
    """Watch news feeds and tell channels what matters: once, and with its sources.

    `tidings demo` shows it at work; `tidings COMMAND --help` tells more about one command.
    """


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit status."""
    sys.exit(run(args))


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status; errors of ours become one sentence."""
    try:
        status = tidings.main(args, prog_name="tidings", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except click.exceptions.Exit as exc:
        return exc.exit_code
    except click.ClickException as exc:
        exc.show()
        return exc.exit_code
    except (KeyboardInterrupt, click.Abort):
        return 130
    except BrokenPipeError:
        return _reader_left()
    except TidingsError as exc:
        return _tell(exc)


def _tell(error: TidingsError) -> int:
    from bot.cli.show import plain
    from bot.mask import mask_text

    for line in str(error).split("\n"):
        click.echo(f"tidings: {plain(mask_text(line))}", err=True)
    return 1


def _reader_left() -> int:
    """Go quietly when the program that reads our output has ended (``| head``)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


if __name__ == "__main__":
    main()
