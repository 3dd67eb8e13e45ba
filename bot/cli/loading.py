"""Settings and catalogue, read together so that all mistakes show at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.errors import ConfigError, QueryError

if TYPE_CHECKING:
    from bot.catalogue import Catalogue
    from bot.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])

config_option = click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="Folder with default.toml, topics/ … (default: $TIDINGS_CONFIG, else our own).",
)
files_option = click.option(
    "--settings",
    "files",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Settings file, instead of ./tidings.toml; may be given several times.",
)


def load_both(config: Path | None, files: Sequence[Path]) -> tuple[Settings, Catalogue]:
    """Read the settings and the catalogue. Raises ConfigError with the mistakes of both."""
    mistakes: list[str] = []
    settings = collect(lambda: read_settings(config, files), mistakes)
    catalogue = collect(lambda: read_catalogue(config), mistakes)
    if settings is not None and catalogue is not None:
        mistakes += unreadable(settings, catalogue)
    if settings is None or catalogue is None or mistakes:
        raise ConfigError(mistakes)
    return settings, catalogue


def unreadable(settings: Settings, catalogue: Catalogue) -> list[str]:
    """Name the watches of the settings that are no query: the catalogue is needed to read them."""
    from bot.pipeline.query import parse_query

    found = []
    for channel in settings.local.channels:
        for text in channel.watches:
            try:
                parse_query(text, catalogue.named)
            except QueryError as exc:
                found.append(f"local.channels: watches of {channel.id}: got {text!r}: {exc}")
    return found


def read_settings(config: Path | None, files: Sequence[Path]) -> Settings:
    """Read the settings. Raises ConfigError."""
    from bot.settings import load_settings

    return load_settings(config, files)


def right_settings(
    config: Path | None, files: Sequence[Path]
) -> tuple[Settings | None, list[str], frozenset[str]]:
    """Read what is right of the settings: these, the mistakes, and the tables they are in."""
    from bot.settings import load_what_is_right

    try:
        return load_what_is_right(config, files)
    except ConfigError as exc:
        return None, list(exc.mistakes), frozenset()


def read_catalogue(config: Path | None) -> Catalogue:
    """Read the catalogue of the folder, or of our own. Raises ConfigError."""
    from bot.catalogue import load_catalogue
    from bot.settings import config_dir

    return load_catalogue(config or config_dir())


def collect(read: Callable[[], Any], mistakes: list[str]) -> Any:
    """Read something; None where that cannot be, with why among the mistakes."""
    try:
        return read()
    except ConfigError as exc:
        mistakes.extend(exc.mistakes)
        return None
