"""``tidings eval KIND``: how good the bot's judgement is, on files with the truth beside it."""

import click

from bot.cli.on_demand import OnDemand

KINDS = {"topics": "Which of twelve topics an item is about: precision, recall and F1."}


@click.group(cls=OnDemand, package="bot.cli.eval", table=KINDS)
def command() -> None:
    """Measure the bot's judgement on labelled files of your own.

    What the bot decided can be written to a file, so that anybody can score it again. Without
    the truth in the file, that is all that is done.
    """
