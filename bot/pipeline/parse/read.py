"""Bytes to a feed: RSS, RDF, Atom or JSON Feed in, plain text and exact ids out; pure.

    bytes → unpack → charset → JSON? page? XML → ParsedFeed

Only NotAFeed comes out besides; its text says what came instead and what to do. Hostile input can
cost memory and seconds all the same, so the running bot calls this in a process of its own
(bot.engine.parsers).
"""

import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from bot.errors import NotAFeed
from bot.model import ParsedFeed
from bot.pipeline.parse.json import is_json, read_json
from bot.pipeline.parse.page import links_in, refuse_other_files, refuse_pages
from bot.pipeline.parse.xml import read_xml
from bot.pipeline.text.charset import decode
from bot.pipeline.text.safe import safe_link

_WEB = ("http://", "https://")
_UNPACKED = 5 << 20  # bytes, as much as fetching lets through
_PAGE = 1 << 19  # bytes of a page that are searched for links
_GZIP = 31  # zlib's window bits for RFC 1952


def parse(body: bytes, *, url: str, content_type: str | None = None) -> ParsedFeed:
    """Read a feed.

    ``url`` is where it came from, which relative links start from; ``content_type`` the HTTP
    header. Links are absolute http(s) or None; times aware UTC or None, future ones as they are.
    Raises NotAFeed.
    """
    body = _unpack(body)
    refuse_other_files(body)
    text, damage = decode(body, content_type)
    feed = _read(text, url)
    if not url.startswith(_WEB) and feed.link and not all(entry.link for entry in feed.entries):
        # A saved file: its relative links start from the address that the feed itself names.
        feed = _read(text, feed.link)
    said = "; ".join(part for part in (damage, feed.damage) if part)
    return replace(feed, damage=f"{said}." if said else None)


def _read(text: str, url: str) -> ParsedFeed:
    link = _absolute(url)
    if is_json(text):
        return read_json(text, link)
    refuse_pages(text, url=url)
    return read_xml(text, link, url=url)


def find_feeds(body: bytes, *, url: str) -> tuple[tuple[str, str], ...]:
    """Give (address, title) of the feeds that a web page links to, best first."""
    return links_in(decode(body[:_PAGE], None).text, url=url)


def _unpack(body: bytes) -> bytes:
    """Unpack a gzip file that came without saying so. Raises NotAFeed."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpack = zlib.decompressobj(_GZIP)
    try:
        text = unpack.decompress(body, _UNPACKED + 1)
    except zlib.error:
        raise NotAFeed("This is a broken gzip file, not a feed. Check the address.") from None
    if len(text) > _UNPACKED:
        raise NotAFeed(
            f"This is a gzip file of more than {_UNPACKED >> 20} MiB, larger than any feed. "
            "Check the address."
        )
    return text


def _absolute(base: str) -> Callable[[Any], str | None]:
    """Make the function that makes links absolute; what is no safe http(s) link becomes None."""

    def link(said: Any) -> str | None:
        address = "".join(str(said or "").split("\n")).strip()
        try:
            if address and not address.startswith(_WEB):
                address = urljoin(base, address)
        except ValueError:
            return None
        return safe_link(address)

    return link
