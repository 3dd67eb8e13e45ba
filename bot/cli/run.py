"""``tidings run``: the bot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from secrets import token_urlsafe
from typing import TYPE_CHECKING

import click

from bot.cli.loading import config_option, files_option, load_both
from bot.cli.loop import run_until_stopped

if TYPE_CHECKING:
    from bot.catalogue import Catalogue
    from bot.settings import Settings


@click.command
@config_option
@files_option
def command(config: Path | None, files: Sequence[Path]) -> None:
    """Run the bot until it is stopped.

    Reads config/ (or --config DIR) and ./tidings.toml (or --settings FILE), brings the database up
    to date, polls the feeds and posts: to Discord, where DISCORD_TOKEN is given, to Slack, where
    SLACK_BOT_TOKEN is, and to a local page, whose address is printed.
    """
    from bot.log import setup

    settings, catalogue = load_both(config, files)
    settings = with_key(settings)
    secrets = [settings.web.key, settings.discord.token, *settings.slack.secrets]
    setup(settings.log.level, settings.log.format, secrets=secrets)
    run_until_stopped(_run(settings, catalogue))


def with_key(settings: Settings) -> Settings:
    """Make a key for a page that others can reach, where the settings name none."""
    if settings.web.loopback or settings.web.key:
        return settings
    from bot.settings.fields import Secret

    web = settings.web.model_copy(update={"key": Secret(token_urlsafe(24))})
    return settings.model_copy(update={"web": web})


async def _run(settings: Settings, catalogue: Catalogue) -> None:
    from bot.app import build

    async with build(settings, catalogue=catalogue) as app:
        _greet(app.address, settings)
        await app.wait()


def _greet(address: str, settings: Settings) -> None:
    """Print where the page is; beyond loopback with the key that opens it."""
    if settings.web.loopback:
        click.echo(address)
        return
    click.echo(f"{address}/?key={settings.web.key!s}")
    click.echo(f"The page listens on {settings.web.listen}: whoever has the key can use it.")
