"""``tidings eval KIND``: how good the bot's judgement is, on files with the truth beside it."""

import click

from bot.cli.on_demand import OnDemand

KINDS = {
    "topics": "Which of twelve topics an item is about: precision, recall and F1.",
    "stories": "Which items tell one event: BCubed precision, recall and F1, wrong merges.",
    "articles": "How much of an article is found in its page, and how much else.",
    "summaries": "How near summaries of a topic come to what people wrote: ROUGE and focus.",
}


@click.group(cls=OnDemand, package="bot.cli.eval", table=KINDS)
def command() -> None:
    """Measure the bot's judgement on labelled files of your own.

    What the bot decided can be written to a file, so that anybody can score it again. Without
    the truth in the file, that is all that is done.
    """
