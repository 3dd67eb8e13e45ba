"""JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/), read with a forgiving eye."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.errors import NotAFeed
from bot.model import Entry, ParsedFeed
from bot.pipeline.parse.dates import Dates
from bot.pipeline.parse.scan import ENTRIES
from bot.pipeline.parse.text import from_html, from_plain, line
from bot.pipeline.text import script_language, tag

_SAMPLE = 20  # entries whose titles tell a feed's language
_VERSION = "jsonfeed.org/version/1"


def is_json(text: str) -> bool:
    """Whether a document can only be JSON."""
    return text.lstrip()[:1] in {"{", "["}


def read_json(text: str, link: Callable[[Any], str | None]) -> ParsedFeed:
    """Read a JSON Feed; ``link`` makes addresses absolute. Raises NotAFeed."""
    feed = _load(text)
    items = [item for item in _list(feed.get("items")) if isinstance(item, Mapping)]
    said = tag(_text(feed.get("language")))
    dates = Dates(said)
    entries = tuple(_entry(item, feed, said, dates, link) for item in items[:ENTRIES])
    title = line(from_plain(_text(feed.get("title"))))
    words = " ".join([title, *(entry.title for entry in entries[:_SAMPLE])])
    return ParsedFeed(
        format="json11" if "1.1" in _text(feed.get("version")) else "json1",
        title=title,
        language=said or script_language(words),
        link=link(feed.get("home_page_url")),
        entries=entries,
        dropped=max(0, len(items) - ENTRIES),
    )


def _load(text: str) -> Mapping[str, Any]:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAFeed(
            "This looks like JSON but cannot be read as such. "
            "Try again later; if it stays so, the publisher has to repair it."
        ) from None
    known = isinstance(feed, Mapping) and isinstance(feed.get("items"), list)
    if not known or not (_VERSION in _text(feed.get("version")) or _looks_like_one(feed["items"])):
        raise NotAFeed(
            "This is JSON, but not a JSON Feed. Look for the site's feed in RSS, Atom or JSON Feed."
        )
    return feed  # type: ignore[no-any-return]


def _looks_like_one(items: Sequence[Any]) -> bool:
    """Whether entries without the version's line are those of a JSON Feed all the same."""
    return bool(items) and all(
        isinstance(item, Mapping) and {"content_html", "content_text"} & set(item) for item in items
    )


def _entry(
    item: Mapping[str, Any],
    feed: Mapping[str, Any],
    said: str | None,
    dates: Dates,
    link: Callable[[Any], str | None],
) -> Entry:
    title = line(from_plain(_text(item.get("title"))))
    text = (
        from_html(_text(item.get("content_html")))
        or from_plain(_text(item.get("content_text")))
        or from_plain(_text(item.get("summary")))
    )
    return Entry(
        id=_text(item.get("id")) or None,
        link=link(item.get("url")) or link(item.get("external_url")),
        title=title,
        text=text,
        language=tag(_text(item.get("language"))) or said,
        published=dates.read(_text(item.get("date_published"))),
        updated=dates.read(_text(item.get("date_modified"))),
        author=_author(item) or _author(feed),
    )


def _author(holder: Mapping[str, Any]) -> str | None:
    """Give the names in ``authors`` (1.1) or ``author`` (1)."""
    authors = [*_list(holder.get("authors")), holder.get("author")]
    names = [line(_text(one.get("name"))) for one in authors if isinstance(one, Mapping)]
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _text(value: Any) -> str:
    """Give a value as text; numbers too, since an id may be one (1.1: coerce it to a string)."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()  # lone surrogates become "?"
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
