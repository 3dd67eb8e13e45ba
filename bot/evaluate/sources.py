"""Reading the files and addresses that a command was given, the way the bot reads feeds."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.errors import AddressRefused, FeedError, RowError, TidingsError

if TYPE_CHECKING:
    from bot.catalogue import Catalogue
    from bot.evaluate.rows import Row
    from bot.model import Entry, Feed, ParsedFeed
    from bot.pipeline.fetch import Fetcher

MAX_FILE = 64 * 1024 * 1024  # bytes; a feed of this size is no feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What one argument held: a feed, or ``error``, a sentence naming cause and next step.

    Rows of which some are bad have both.
    """

    name: str  # as it was given
    url: str  # where it came from; a file's address starts with file:
    feed: ParsedFeed | None
    error: str | None = None


async def read_sources(names: Sequence[str], allow_private: Sequence[str]) -> AsyncIterator[Source]:
    """Yield what each file or address holds, in order; a bad one does not stop the others."""
    from bot.engine.parsers import Parsers

    parsers, fetcher = Parsers(), fetcher_for(names, allow_private)
    try:
        for name in names:
            if is_rows(name):
                yield _rows_of(name)
                continue
            try:
                body, url, content_type = await bytes_of(name, fetcher)
                feed = await parsers(body, url=url, content_type=content_type)
            except (FeedError, OSError) as exc:
                yield Source(name=name, url=name, feed=None, error=cause(name, exc))
            else:
                yield Source(name=name, url=url, feed=feed)
    finally:
        await parsers.close()
        if fetcher is not None:
            await fetcher.close()


def is_address(name: str) -> bool:
    """Tell an address from the name of a file."""
    return name.lower().startswith(("http://", "https://"))


def is_rows(name: str) -> bool:
    """Tell a file of items, one JSON object a line, from a feed."""
    return not is_address(name) and name.lower().endswith((".jsonl", ".ndjson"))


def _rows_of(name: str) -> Source:
    """Read rows as ``tidings eval`` takes them; bad ones are told, the rest is a feed."""
    from bot.evaluate.rows import read_rows
    from bot.model import ParsedFeed
    from bot.words import plural

    path = Path(name)
    try:
        entries, bad = read_rows(path, _entry)
    except TidingsError as exc:
        return Source(name=name, url=name, feed=None, error=str(exc))
    feed = ParsedFeed(
        format="jsonl", title=path.name, language=None, link=None, entries=tuple(entries)
    )
    others = plural(len(bad) - 1, "more row", "more rows")
    more = f" {others} cannot be used either." if len(bad) > 1 else ""
    error = f"line {bad[0].line} {bad[0].error}{more}" if bad else None
    return Source(name=name, url=path.absolute().as_uri(), feed=feed, error=error)


def _entry(row: Row) -> Entry:
    """Make an entry of a row ``{"id", "title", "summary", "lang", "url"}``. Raises RowError."""
    from bot.evaluate.rows import id_of, text_of
    from bot.model import Entry

    title, summary = text_of(row, "title"), text_of(row, "summary")
    if title is None and summary is None:
        raise RowError("has neither `title` nor `summary`. Add what there is to judge.")
    return Entry(
        id=str(id_of(row)),
        link=text_of(row, "url"),
        title=title or "",
        text=summary or "",
        language=text_of(row, "lang"),
    )


def fetcher_for(names: Sequence[str], allow_private: Sequence[str]) -> Fetcher | None:
    """Make what reads addresses, when there are any: it costs a third of a second to load."""
    if not any(map(is_address, names)):
        return None
    from bot.app import fetcher_of
    from bot.settings import Settings

    return fetcher_of(Settings(), tuple(allow_private))


async def bytes_of(name: str, fetcher: Fetcher | None) -> tuple[bytes, str, str | None]:
    """Return the body, the address it came from, and its content type where one was said."""
    if fetcher is not None and is_address(name):
        got = await fetcher(name)
        return got.body, got.url, got.content_type
    return _read_file(name)


def _read_file(name: str) -> tuple[bytes, str, None]:
    """Read a file, or standard input for ``-``."""
    if name == "-":
        return sys.stdin.buffer.read(MAX_FILE), "file:///dev/stdin", None
    path = Path(name)
    with path.open("rb") as file:
        body = file.read(MAX_FILE + 1)
    if len(body) > MAX_FILE:
        raise FeedError(f"The file has more than {MAX_FILE} bytes. Check its name, or split it.")
    return body, path.absolute().as_uri(), None


def cause(name: str, error: FeedError | OSError) -> str:
    """Say what was wrong with one argument, and what to do for this command."""
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror}. Check the name and the rights of the file."
    host = urlsplit(name).hostname
    if isinstance(error, AddressRefused) and host:
        return f"{error} For this command alone: --allow-private {host}"
    return str(error)


def feed_of(source: Source, catalogue: Catalogue) -> Feed:
    """Return the feed as the store would hold it: the catalogue's when the address is there."""
    from datetime import UTC, datetime

    from bot.model import Feed, FeedSource

    known = next((feed for feed in catalogue.feeds if feed.url == source.url), None)
    home, title, language = _told(source.feed)
    if known is None:
        known = FeedSource(url=home or source.url, name=title or source.name)
    return Feed(
        id=0,
        url=known.url,
        name=known.name,
        publisher=known.publisher,
        language=known.language or language,
        country=known.country,
        tags=known.tags,
        next_due_at=datetime.now(UTC),
        interval=0,
    )


def _told(feed: ParsedFeed | None) -> tuple[str | None, str, str | None]:
    return (feed.link, feed.title, feed.language) if feed else (None, "", None)
