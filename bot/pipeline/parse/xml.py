"""RSS 0.9x–2.0, RDF and Atom through feedparser, without its sanitising and resolving.

Both would take most of the time (a factor of 3) for markup that is taken out anyway.
"""

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from xml.sax import SAXParseException

import feedparser
from feedparser.mixin import _FeedParserMixin

from bot.errors import NotAFeed
from bot.model import Entry, ParsedFeed
from bot.pipeline.parse.dates import Dates
from bot.pipeline.parse.scan import ENTRIES, scan
from bot.pipeline.parse.text import from_html, from_plain, line
from bot.pipeline.text import script_language, tag

Link = Callable[[Any], str | None]

# A guid is an address by default, and feedparser would make "123" one; but ids stay as they are.
_FeedParserMixin.can_be_relative_uri = _FeedParserMixin.can_be_relative_uri - {"id"}

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,500}\?>")
_BEFORE = re.compile(r"[^<]*")
# Characters that XML 1.0 (2.2) does not allow, and references to them.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:0*(?:[0-8]|1[1245-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));", re.I)
_HEADERS = {"content-type": "application/xml; charset=utf-8"}
_WITH_ADDRESS = re.compile(r"\S+@\S+ \((.+)\)|([^@]+) \(\S+@\S+\)")
_DAY = 86400  # seconds
_TTL_LONGEST = 365 * _DAY
_PERIODS = {
    "hourly": 3600,
    "daily": _DAY,
    "weekly": 7 * _DAY,
    "monthly": 30 * _DAY,
    "yearly": 365 * _DAY,
}
_BROKEN_OFF = frozenset(  # what expat says where the text ends too early
    {"no element found", "unclosed token", "unclosed CDATA section", "partial character"}
)
_SAMPLE = 20  # entries whose titles tell a feed's language


def read_xml(text: str, link: Link, *, url: str) -> ParsedFeed:
    """Read a feed from the text that came from ``url``; ``link`` makes addresses absolute.

    Raises NotAFeed.
    """
    clean, damage = _clean(text)
    xml, dropped = scan(clean.encode("utf-8"))
    found = _feedparser(xml, url)
    if not found.get("version") and not any(e.get("title") or e.get("link") for e in found.entries):
        raise NotAFeed(
            "This is neither RSS, nor Atom, nor a JSON Feed. "
            "Check the address, or look on the site for a link called RSS, Atom or feed."
        )
    if found.bozo:
        damage = _damage(found.get("bozo_exception"))
        if _breaks_off(xml):
            del found.entries[-1:]
        if not found.entries:
            raise NotAFeed(f"{damage}, and no entry can be read. The publisher has to repair it.")
    return replace(_feed(found, link, dropped, damage), cut=_is_cut(found))


def _is_cut(found: Any) -> bool:
    """Whether the text ends before the feed does: entries below may be missing."""
    error = found.get("bozo_exception")
    return isinstance(error, SAXParseException) and error.getMessage() in _BROKEN_OFF


def _clean(text: str) -> tuple[str, str | None]:
    """Take out what makes XML unreadable wherever it stands, and what stands before the XML."""
    text = text[_BEFORE.match(text).end() :]  # type: ignore[union-attr]
    text = _DECLARATION.sub("", text, count=1)
    without, one = _FORBIDDEN.subn("", text)
    without, two = _REFERENCE.subn("", without)
    # With a declaration of its own feedparser adds no line, and its line numbers stay true.
    return f'<?xml version="1.0"?>{without}', "It holds control characters" if one + two else None


def _feedparser(xml: bytes, url: str) -> Any:
    # Links are made absolute afterwards, for half the time; but an xml:base in the midst of the
    # feed is left again only where there is a base to go back to.
    base = {"content-location": url} if b"xml:base" in xml else {}
    try:
        return feedparser.parse(
            io.BytesIO(xml),  # bytes as such would be tried as a file's name first
            response_headers=_HEADERS | base,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # it has no errors of its own: anything means unreadable
        raise NotAFeed(
            f"It is too damaged to be read ({type(error).__name__}). "
            "The publisher has to repair it."
        ) from error


def _damage(error: object) -> str:
    """Say what is wrong with a feed's XML, and where."""
    if isinstance(error, SAXParseException):
        place = error.getLineNumber()
        return f"It is not well-formed XML (line {place}: {error.getMessage()})"
    return "It is not well-formed XML"


def _breaks_off(xml: bytes) -> bool:
    """Whether the last entry never ends, so that half of it, or its id, may be missing."""
    begins = max(xml.rfind(b"<item"), xml.rfind(b"<entry"))
    ends = max(xml.rfind(b"</item>"), xml.rfind(b"</entry>"))
    return begins > ends and xml.find(b">", begins) >= 0


def _feed(found: Any, link: Link, dropped: int, damage: str | None) -> ParsedFeed:
    feed = found.feed
    kept = found.entries[:ENTRIES]
    said = tag(feed.get("language"))
    dates = Dates(said)
    atom = found.get("version", "").startswith("atom")
    entries = tuple(
        entry
        for entry in (_entry(one, said, dates, link, atom=atom) for one in kept)
        if entry.title or entry.text or entry.link
    )
    title = line(_marked(feed, "title"))
    words = " ".join([title, *(entry.title for entry in entries[:_SAMPLE])])
    return ParsedFeed(
        format=found.get("version") or "unknown",
        title=title,
        language=said or script_language(words),
        link=link(feed.get("link")),
        entries=entries,
        damage=damage,
        ttl=_ttl(feed),
        dropped=dropped + len(found.entries) - len(kept),
    )


def _entry(one: dict[str, Any], said: str | None, dates: Dates, link: Link, *, atom: bool) -> Entry:
    title = line(_marked(one, "title"))
    text = _body(one)
    published = dates.read(dict.get(one, "published"), dict.get(one, "published_parsed"))
    published = published or dates.read(dict.get(one, "created"), dict.get(one, "created_parsed"))
    updated = dates.read(dict.get(one, "updated"), dict.get(one, "updated_parsed"))
    if published is None and not atom:
        published = updated  # RSS 1.0's dc:date, which feedparser files under updated
    return Entry(
        id=one.get("id") or None,
        link=link(one.get("link")),
        title=title,
        text=text,
        language=_language(one) or said,
        published=published,
        updated=updated,
        author=_author(one),
    )


def _body(one: Mapping[str, Any]) -> str:
    """Give the longest of what the entry says of itself: its full text before its summary."""
    texts = [_of(content) for content in one.get("content", ())]
    texts.append(_marked(one, "summary"))
    return max(texts, key=len)


def _marked(holder: Mapping[str, Any], name: str) -> str:
    detail = holder.get(f"{name}_detail")
    return _of(detail) if detail else from_plain(holder.get(name) or "")


def _of(content: Mapping[str, Any]) -> str:
    text = content.get("value") or ""
    return from_plain(text) if content.get("type") == "text/plain" else from_html(text)


def _language(one: Mapping[str, Any]) -> str | None:
    """Give the entry's own language: dc:language, else xml:lang at its title."""
    return tag(one.get("language")) or tag((one.get("title_detail") or {}).get("language"))


def _author(one: Mapping[str, Any]) -> str | None:
    """Give the name; RSS writes "address (name)", and feedparser "name (address)" for Atom."""
    text = line(from_plain(one.get("author") or ""))
    if found := _WITH_ADDRESS.fullmatch(text):
        text = found[1] or found[2]
    return text or None


def _ttl(feed: Mapping[str, Any]) -> int | None:
    """Give the seconds between updates: RSS 2.0's ttl (minutes), or the syndication module's."""
    minutes = _number(feed.get("ttl"))
    if minutes:
        return min(minutes * 60, _TTL_LONGEST)
    period = _PERIODS.get(str(feed.get("sy_updateperiod", "")).strip().lower())
    if period is None:
        return None
    return max(1, period // (_number(feed.get("sy_updatefrequency")) or 1))


def _number(text: object) -> int | None:
    found = re.fullmatch(r"\s*([0-9]{1,9})\s*", str(text))
    return int(found[1]) if found else None
