"""``tidings doctor``: what stands in the way of running, and how to get it out of the way."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.loading import (
    collect,
    config_option,
    files_option,
    read_catalogue,
    right_settings,
    unreadable,
)
from bot.cli.show import plain
from bot.mask import mask_text

if TYPE_CHECKING:
    from bot.settings import Settings

_OLD_EXPAT = (2, 6, 0)  # before it one huge token of a feed takes quadratic time (CVE-2023-52425)
Found = tuple[bool | None, str]
_MARKS = {True: "ok  ", False: "FAIL", None: "    "}


@click.command
@config_option
@files_option
def command(config: Path | None, files: Sequence[Path]) -> int:
    """Look at settings, database, libraries and tokens; print what is wrong.

    Asks Discord and Slack about the tokens, changes nothing anywhere, and prints the link that adds
    the bot to a server. The exit status is 1 when something has to be mended.
    """
    found = _found(config, files)
    for well, text in found:
        click.echo(f"{_MARKS[well]}  {plain(mask_text(text))}")
    return int(any(well is False for well, _ in found))


def _found(config: Path | None, files: Sequence[Path]) -> list[Found]:
    """Look at everything, also where some settings are wrong; not at what these are about."""
    settings, mistakes, wrong = right_settings(config, files)
    catalogue = collect(lambda: read_catalogue(config), mistakes)
    if settings is not None and catalogue is not None and not mistakes:
        mistakes += unreadable(settings, catalogue)
    found: list[Found] = [(False, mistake) for mistake in mistakes]
    if catalogue is not None and not found:
        feeds, topics = len(catalogue.feeds), len(catalogue.topics)
        found = [(True, f"Settings and catalogue are right: {feeds} feeds, {topics} topics.")]
    if settings is None:
        return [*found, _parser()]
    database = [] if "store" in wrong else [_database(settings)]
    discord = _unasked("Discord") if "discord" in wrong else _discord(settings)
    slack = _unasked("Slack") if "slack" in wrong else _slack(settings)
    return [*found, *database, _parser(), *discord, *slack]


def _unasked(platform: str) -> list[Found]:
    return [(None, f"{platform} is asked nothing until what is wrong above is mended.")]


def _database(settings: Settings) -> Found:
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


def _parser() -> Found:
    from pyexpat import EXPAT_VERSION, version_info

    if version_info < _OLD_EXPAT:
        old = ".".join(map(str, _OLD_EXPAT))
        return None, (
            f"{EXPAT_VERSION} reads feeds; from {old} on a hostile one takes less time. "
            "Feeds are parsed in children with a limit, so this is slow at worst."
        )
    return True, f"{EXPAT_VERSION} reads feeds, Python {sys.version.split()[0]} runs."


def _discord(settings: Settings) -> list[Found]:
    discord = settings.discord
    if not discord.token:
        return [(None, "There is no DISCORD_TOKEN, so nothing is posted to Discord.")]
    from bot.chat.discord.check import look

    asked = look(str(discord.token), api_base=discord.api_base, gateway=discord.gateway_url)
    return [(one.well, one.text) for one in asyncio.run(asked)]


def _slack(settings: Settings) -> list[Found]:
    if not settings.slack.on:
        return [(None, "There is no SLACK_BOT_TOKEN, so nothing is posted to Slack.")]
    from bot.chat.slack.check import look
    from bot.chat.slack.client import Access

    found = asyncio.run(look(Access.of(settings.slack)))
    return [(one.well, one.text) for one in found]
