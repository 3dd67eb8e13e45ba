"""``tidings migrate``: the database's schema."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.loading import config_option, files_option, read_settings


@click.command
@config_option
@files_option
def command(config: Path | None, files: Sequence[Path]) -> None:
    """Bring the database of [store] url up to date.

    Copies the file beside itself first. `tidings run` does the same at its start.
    """
    from bot.store.migrate import migrate

    url = read_settings(config, files).store.url
    done = migrate(url, now=datetime.now(UTC))
    if done.before == done.after:
        click.echo(f"{url} is up to date ({done.after}).")
        return
    click.echo(f"{url}: from {done.before or 'nothing'} to {done.after}.")
    if done.backup:
        click.echo(f"The state before it is kept as {done.backup}")
