"""``tidings check-config``: every mistake at once, or what is in force."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.loading import config_option, files_option, load_both
from bot.cli.show import emit, json_option, plain, table
from bot.errors import ConfigError

if TYPE_CHECKING:
    from bot.catalogue import Catalogue


@click.command
@config_option
@files_option
@json_option
def command(config: Path | None, files: Sequence[Path], as_json: bool) -> int:
    """List every mistake in settings and catalogue with its file and line.

    Without mistakes it shows every setting in force, secrets hidden. Exit status 1 means mistakes.
    """
    from bot.settings import effective

    try:
        settings, catalogue = load_both(config, files)
    except ConfigError as exc:
        return _report(exc.mistakes, as_json)
    counts = _counts(catalogue)
    if as_json:
        emit(
            {"ok": True, "mistakes": [], "settings": dict(effective(settings)), "catalogue": counts}
        )
        return 0
    table("Settings in force", ("setting", "value"), effective(settings))
    listed = ", ".join(f"{number} {name}" for name, number in counts.items())
    click.echo(f"\nCatalogue: {listed}. No mistakes.")
    return 0


def _report(mistakes: Sequence[str], as_json: bool) -> int:
    if as_json:
        emit({"ok": False, "mistakes": list(mistakes)})
        return 1
    for mistake in mistakes:
        click.echo(plain(mistake))
    noun = "mistake" if len(mistakes) == 1 else "mistakes"
    click.echo(f"{len(mistakes)} {noun}. Correct what is named and check again.", err=True)
    return 1


def _counts(catalogue: Catalogue) -> dict[str, int]:
    return {
        "topics": len(catalogue.topics),
        "packs": len(catalogue.packs),
        "feeds": len(catalogue.feeds),
        "publishers": len(catalogue.publishers),
    }
