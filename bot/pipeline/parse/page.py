"""What came instead of a feed, said so that a person can go on; and the feeds a page links to."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

from bot.errors import NotAFeed

_HEAD = 2048  # characters in which a page shows what it is
_PAGE = 1 << 19  # bytes or characters of a page that are searched
_LINKS = 50
_SHOWN = 3
_PROLOG = re.compile(r"(?:\s|<\?[^>]{0,500}\?>|<!--.{0,2000}?-->)*", re.DOTALL)
_HTML = re.compile(r"<!doctype\s+html|<(?:html|head|body|title|meta|script|div)\b", re.IGNORECASE)
_FEED_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
_LINK = re.compile(r"<(?:link|a)\b([^<>]{1,2000})>", re.IGNORECASE)
_BASE = re.compile(r"<base\b([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_TYPES = {
    "application/rss+xml": 0,
    "application/atom+xml": 0,
    "application/feed+json": 1,
    "application/rdf+xml": 1,
    "application/json": 2,
    "text/xml": 2,
    "application/xml": 2,
}
_COMMENTS = re.compile(r"comment|댓글|コメント|评论|kommentar|commentaire", re.IGNORECASE)
_CHALLENGE = re.compile(
    r"captcha|challenge-platform|just a moment|checking your browser|are you (?:a )?human|"
    r"verify you are|attention required|ddos|access denied|enable javascript and cookies",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"before you continue|consent\.|cookie consent|we use cookies|accept all|datenschutz|rgpd|gdpr",
    re.IGNORECASE,
)
_SIGNATURES = (
    (b"\x89PNG", "an image (PNG)"),
    (b"\xff\xd8\xff", "an image (JPEG)"),
    (b"GIF8", "an image (GIF)"),
    (b"\0\0\1\0", "an icon"),
    (b"%PDF", "a PDF document"),
    (b"PK\3\4", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file (MP3)"),
    (b"\x7fELF", "a program"),
)


def refuse_other_files(body: bytes) -> None:
    """Raises NotAFeed for nothing at all, and for files that are no text."""
    if not body.strip(b"\0\t\n\r "):
        raise NotAFeed("The answer is empty. Try again later; if it stays so, check the address.")
    kind = next((kind for mark, kind in _SIGNATURES if body.startswith(mark)), None)
    if body.startswith(b"RIFF") and body[8:12] == b"WEBP":
        kind = "an image (WebP)"
    if kind:
        raise NotAFeed(f"This is {kind}, not a feed. Check the address.")


def refuse_pages(text: str, *, url: str) -> None:
    """Raises NotAFeed for HTML, naming the feeds that the page links to."""
    head = text[: _HEAD * 4]
    start = head[(_PROLOG.match(head) or re.match("", head)).end() :][:_HEAD]  # type: ignore[union-attr]
    if not _HTML.match(start) or _FEED_ROOT.search(start[:200]):
        return
    raise NotAFeed(_why_page(text[:_PAGE], url=url))


def _why_page(text: str, *, url: str) -> str:
    links = [address for address, _ in links_in(text, url=url)][:_SHOWN]
    if links:
        found = " or ".join(links)
        return f"This is a web page, not a feed. It offers a feed at {found}: use that address."
    if _CHALLENGE.search(text):
        return (
            "This is a web page that checks for people, not a feed: the publisher keeps programs "
            "out. Ask the publisher for a feed that may be read, or use another source."
        )
    if _CONSENT.search(text):
        return (
            "This is a web page, not a feed: it asks for consent to cookies before anything else. "
            "Look for another address of the feed."
        )
    return (
        "This is a web page, not a feed, and it names none. "
        "Look on it for a link called RSS, Atom or feed, and use that address."
    )


def links_in(text: str, *, url: str) -> tuple[tuple[str, str], ...]:
    """Give (address, title) of the feeds that a page links to by rel=alternate, best first.

    Feeds of comments come last; of the others, RSS and Atom before JSON, in the page's order.
    Source: HTML Living Standard, 4.6.7.1 (alternate), and RSS Autodiscovery.
    """
    base = _base(text, url)
    found: dict[str, tuple[int, str]] = {}
    for values in _links(text):
        rank = _TYPES.get(values.get("type", "").partition(";")[0].strip().lower())
        rels = values.get("rel", "").lower().split()
        address = _joined(base, values.get("href", ""))
        if rank is None or address is None or not {"alternate", "feed"} & set(rels):
            continue
        title = " ".join(values.get("title", "").split())
        comments = 10 if _COMMENTS.search(f"{title} {address}") else 0
        found.setdefault(address, (rank + comments, title))
    ranked = sorted(found.items(), key=lambda item: item[1][0])
    return tuple((address, title) for address, (_, title) in ranked[:_LINKS])


def _links(text: str) -> Iterator[dict[str, str]]:
    return (_attributes(found[1]) for found in _LINK.finditer(text))


def _attributes(tag: str) -> dict[str, str]:
    pairs = ((f[1].lower(), f[2] or f[3] or f[4] or "") for f in _ATTRIBUTE.finditer(tag))
    return {name: unescape(value).strip() for name, value in pairs}


def _base(text: str, url: str) -> str:
    found = _BASE.search(text)
    return _joined(url, _attributes(found[1]).get("href", "") if found else "") or url


def _joined(base: str, href: str) -> str | None:
    try:
        address = urljoin(base, href.removeprefix("feed:") if href else "")
        return address if href and urlsplit(address).scheme in {"http", "https"} else None
    except ValueError:
        return None
