"""OPML, the list of feeds that feed readers exchange (OPML 2.0, opml.org): read and written.

Only ``outline`` elements with an address count; those around them are folders, kept as tags.
Entities are not expanded and nothing is fetched, so a hostile file costs no more than its size.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from lxml import etree

from bot.errors import NotAFeed

MOST_OUTLINES = 5000
_WHERE = ("xmlUrl", "xmlurl", "xmlURL", "url")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One feed of a list; ``line`` is where it stands in the file, from 1."""

    url: str
    name: str
    tags: tuple[str, ...] = ()
    line: int = 0


def read_opml(body: bytes) -> tuple[Outline, ...]:
    """Read a list of feeds, each address once. Raises NotAFeed for what is no OPML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as exc:
        why = exc.msg if isinstance(exc, etree.XMLSyntaxError) else exc  # "(<string>, …)" left out
        raise NotAFeed(f"That file is no OPML: {why}.") from exc
    if root is None or not isinstance(root.tag, str) or etree.QName(root).localname != "opml":
        first = parser.error_log[0] if len(parser.error_log) else None
        where = f" (line {first.line}: {first.message})" if first else ""
        raise NotAFeed(f"That file is no OPML: it does not begin with <opml>{where}.")
    found: dict[str, Outline] = {}
    for element in root.iter("outline"):
        one = _outline(element)
        if one is not None and len(found) < MOST_OUTLINES:
            found.setdefault(one.url, one)
    return tuple(found.values())


def _outline(element: "etree._Element") -> Outline | None:
    url = next((str(element.get(name)).strip() for name in _WHERE if element.get(name)), "")
    if not url:
        return None
    name = " ".join(str(element.get("title") or element.get("text") or "").split())
    folders = [
        str(above.get("title") or above.get("text") or "")
        for above in element.iterancestors("outline")
    ]
    listed = str(element.get("category") or "").replace("/", " ").split(",")
    tags = [" ".join(tag.split()).lower() for tag in (*listed, *folders)]
    return Outline(
        url=url,
        name=name,
        tags=tuple(dict.fromkeys(tag for tag in tags if tag)),
        line=element.sourceline or 0,
    )


def write_opml(title: str, feeds: Iterable[Outline]) -> str:
    """Write a list of feeds; `read_opml` gives the same ones."""
    rows = [
        '    <outline type="rss" text={0} title={0} xmlUrl={1} category={2}/>'.format(
            _attribute(one.name), _attribute(one.url), _attribute(",".join(one.tags))
        )
        for one in feeds
    ]
    head = f"  <head><title>{_attribute(title)[1:-1]}</title></head>"
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<opml version="2.0">',
            head,
            "  <body>",
            *rows,
            "  </body>",
            "</opml>",
            "",
        ]
    )


def _attribute(text: str) -> str:
    """Quote a value; what XML cannot hold (control characters) is left out."""
    clean = "".join(c for c in text if c.isprintable())
    return quoteattr(clean)
