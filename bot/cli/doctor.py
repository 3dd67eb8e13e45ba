"""``tidings doctor``: what stands in the way of running, and how to get it out of the way."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.loading import config_option, files_option, load_both

if TYPE_CHECKING:
    from bot.settings import Settings

_OLD_EXPAT = (2, 6, 0)  # before it one huge token of a feed takes quadratic time (CVE-2023-52425)
_MARKS = {True: "ok  ", False: "FAIL", None: "    "}


@click.command
@config_option
@files_option
def command(config: Path | None, files: Sequence[Path]) -> int:
    """Look at settings, database, libraries and tokens; print what is wrong.

    Asks Discord and Slack about the tokens, changes nothing anywhere, and prints the link that adds
    the bot to a server. The exit status is 1 when something has to be mended.
    """
    settings, catalogue = load_both(config, files)
    feeds, topics = len(catalogue.feeds), len(catalogue.topics)
    found: list[tuple[bool | None, str]] = [
        (True, f"Settings and catalogue are right: {feeds} feeds, {topics} topics."),
        _database(settings),
        _parser(),
        *_discord(settings),
        *_slack(settings),
    ]
    for well, text in found:
        click.echo(f"{_MARKS[well]}  {text}")
    return int(any(well is False for well, _ in found))


def _database(settings: Settings) -> tuple[bool | None, str]:
    path = Path(str(settings.store.url).removeprefix("sqlite:///"))
    folder = next((one for one in path.absolute().parents if one.is_dir()), Path("/"))
    probe = folder / f".{path.name}.doctor"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as exc:
        return False, f"{folder} cannot be written ({exc.strerror}); choose another [store] url."
    there = "is there" if path.is_file() else "is made at the first start"
    return True, f"The database {path} {there}; its folder can be written."


def _parser() -> tuple[bool | None, str]:
    from pyexpat import EXPAT_VERSION, version_info

    if version_info < _OLD_EXPAT:
        old = ".".join(map(str, _OLD_EXPAT))
        return None, (
            f"{EXPAT_VERSION} reads feeds; from {old} on a hostile one takes less time. "
            "Feeds are parsed in children with a limit, so this is slow at worst."
        )
    return True, f"{EXPAT_VERSION} reads feeds, Python {sys.version.split()[0]} runs."


def _discord(settings: Settings) -> list[tuple[bool | None, str]]:
    discord = settings.discord
    if not discord.token:
        return [(None, "There is no DISCORD_TOKEN, so nothing is posted to Discord.")]
    from bot.chat.discord.check import look

    asked = look(str(discord.token), api_base=discord.api_base, gateway=discord.gateway_url)
    return [(one.well, one.text) for one in asyncio.run(asked)]


def _slack(settings: Settings) -> list[tuple[bool | None, str]]:
    if not settings.slack.on:
        return [(None, "There is no SLACK_BOT_TOKEN, so nothing is posted to Slack.")]
    from bot.chat.slack.check import look
    from bot.chat.slack.client import Access

    found = asyncio.run(look(Access.of(settings.slack)))
    return [(one.well, one.text) for one in found]
