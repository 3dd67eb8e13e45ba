"""``tidings slack WHAT``: what is done once, when the bot comes to Slack."""

import click

from bot.cli.on_demand import OnDemand

WHAT = {
    "manifest": "Print the app's manifest, for api.slack.com/apps → Create New App.",
}


@click.group(cls=OnDemand, package="bot.cli.slack", table=WHAT)
def command() -> None:
    """Prepare Slack for the bot; docs/slack.md tells the whole way in a few steps."""
