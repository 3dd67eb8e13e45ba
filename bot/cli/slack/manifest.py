"""``tidings slack manifest``: what Slack is given to make the app."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import click


@click.command
@click.option(
    "--url",
    metavar="URL",
    default="",
    help="Where Slack and browsers reach the bot, https://…; without it, Socket Mode is used.",
)
@click.option("--org", is_flag=True, help="Let a whole organisation (Enterprise Grid) install it.")
def command(url: str, org: bool) -> None:
    """Print the manifest of the Slack app, made from the commands that there are.

    Paste it at api.slack.com/apps → Create New App → From a manifest. Print it anew after an
    update that brought commands, and paste it at App Manifest there.
    """
    from bot.chat.slack.manifest import manifest
    from bot.commands.table import commands_on

    parts = urlsplit(url)
    if url and (parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment):
        raise click.BadParameter(
            "is no https:// address of a host; Slack calls no other.", param_hint="--url"
        )
    made = manifest(commands_on("slack"), url=url, org=org)
    click.echo(json.dumps(made, ensure_ascii=False, indent=2))
