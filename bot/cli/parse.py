"""``tidings parse``: what is read from feeds."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from bot.cli.arguments import private_option, sources_argument
from bot.cli.each import show_each
from bot.cli.show import complain, json_option, plain, table
from bot.evaluate.sources import Source, read_sources

if TYPE_CHECKING:
    from bot.model import Entry


@click.command
@sources_argument
@private_option
@json_option
def command(sources: Sequence[str], allow_private: Sequence[str], as_json: bool) -> int:
    """Show what is read from each feed: its format, title and items.

    Takes files and http(s) addresses; - is standard input. What cannot be read is reported, and
    the rest goes on; then the exit status is 1.
    """
    rows = (described(source) async for source in read_sources(sources, allow_private))
    return asyncio.run(show_each(rows, as_json=as_json, show=_show))


def described(source: Source) -> dict[str, Any]:
    """Turn one source into the JSON types of its row."""
    feed = source.feed
    return {
        "source": source.name,
        "format": feed.format if feed else None,
        "title": feed.title if feed else None,
        "language": feed.language if feed else None,
        "error": source.error,
        "items": [_item(entry) for entry in feed.entries] if feed else [],
    }


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.link,
        "title": entry.title,
        "text": entry.text,
        "language": entry.language,
        "published": _iso(entry.published),
        "updated": _iso(entry.updated),
        "author": entry.author,
    }


def _iso(when: datetime | None) -> str | None:
    """Write a time as ISO 8601 in UTC, to the second."""
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if when else None


def _show(row: Mapping[str, Any]) -> None:
    if row["error"]:
        complain(row["source"], row["error"])
    if row["format"] is None:
        return
    items = row["items"]
    lines = [
        (item["published"] or "no date", item["language"] or "", item["title"]) for item in items
    ]
    count = f"{len(items)} {'item' if len(items) == 1 else 'items'}"
    about = ", ".join(filter(None, (row["format"], row["language"], count)))
    table(f"{plain(row['title'] or row['source'])} ({about})", ("published", "", "title"), lines)
    click.echo()
