"""A quick look over XML before the real reading: what would cost too much is refused or cut.

feedparser needs more than 20 s for 200,000 attributes, and minutes of nesting are no feed. expat
reads what is well-formed; where it stops, a scan for tags goes on, as the tolerant parser would.
"""

import re
from typing import NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate

from bot.errors import NotAFeed

DEPTH = 100  # elements inside one another
ATTRIBUTES = 64  # of one element
ENTRIES = 20_000
_TAG = re.compile(rb"<(/?)([A-Za-z_][\w:.-]*)([^<>]*)>")
_VALUE = re.compile(rb"=\s*[\"']?")
_EMPTY_IN_HTML = frozenset({b"br", b"hr", b"img", b"input", b"meta", b"link", b"source", b"wbr"})


class Scanned(NamedTuple):
    """What is left to read, in UTF-8, and how many entries were cut off its end."""

    xml: bytes
    dropped: int


class _Stop(Exception):
    """Ends expat's run once an answer is known."""


class _Counter:
    """Handlers of expat, with the places where the entries beyond the cap begin and end."""

    def __init__(self) -> None:
        self.parser = ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.EntityDeclHandler = self.entity
        self.depth = 0
        self.level: int | None = None  # depth at which the entries stand
        self.entries = 0
        self.first_beyond = self.last_end = -1
        self.refusal: NotAFeed | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEPTH:
            self.refuse(_too_deep())
        if len(attributes) > ATTRIBUTES:
            self.refuse(_too_many_attributes())
        if name.rpartition(":")[2] in {"item", "entry"}:
            self.level = self.level or self.depth
            if self.depth == self.level:
                self.entries += 1
                if self.entries == ENTRIES + 1:
                    self.first_beyond = self.parser.CurrentByteIndex

    def end(self, name: str) -> None:
        if self.depth == self.level and name.rpartition(":")[2] in {"item", "entry"}:
            self.last_end = self.parser.CurrentByteIndex
        self.depth -= 1

    def entity(self, *_: object) -> None:
        self.refuse(_entities())

    def refuse(self, why: NotAFeed) -> None:
        """Remember why, and stop expat."""
        self.refusal = why
        raise _Stop


def scan(xml: bytes) -> Scanned:
    """Check a document, in UTF-8, and cut off what is beyond the cap. Raises NotAFeed."""
    counter = _Counter()
    try:
        counter.parser.Parse(xml, True)
    except _Stop:
        raise counter.refusal or _too_deep() from None
    except ExpatError:
        _scan_tags(xml)
        return Scanned(xml, 0)
    beyond = counter.entries - ENTRIES
    if beyond <= 0:
        return Scanned(xml, 0)
    end = xml.find(b">", counter.last_end) + 1
    return Scanned(xml[: counter.first_beyond] + xml[end:], beyond)


def _scan_tags(xml: bytes) -> None:
    """Check what is not well-formed: an end tag closes all that is open down to its like."""
    if re.search(rb"<!ENTITY\b", xml[: xml.find(b">", 4096) + 1 or None]):
        raise _entities()
    stack: list[bytes] = []
    place = 0
    while found := _TAG.search(xml, place):
        skipped = _hidden(xml, place, found.start())
        if skipped is not None:
            place = skipped
            continue
        place = found.end()
        closing, name, rest = found.groups()
        if len(rest) > 2 * ATTRIBUTES and len(_VALUE.findall(rest)) > ATTRIBUTES:
            raise _too_many_attributes()
        _follow(stack, name.lower(), closing=bool(closing), alone=rest.endswith(b"/"))


def _hidden(xml: bytes, start: int, tag: int) -> int | None:
    """Give where the CDATA section or comment ends that begins before a tag, if one does."""
    for opening, ending in ((b"<![CDATA[", b"]]>"), (b"<!--", b"-->")):
        begin = xml.find(opening, start, tag)
        if begin >= 0:
            end = xml.find(ending, begin)
            return len(xml) if end < 0 else end + len(ending)
    return None


def _follow(stack: list[bytes], name: bytes, *, closing: bool, alone: bool) -> None:
    if alone or name in _EMPTY_IN_HTML:
        return
    if not closing:
        stack.append(name)
        if len(stack) > DEPTH:
            raise _too_deep()
    elif name in stack:
        while stack.pop() != name:
            pass


def _too_deep() -> NotAFeed:
    return NotAFeed(
        f"Its elements are nested more than {DEPTH} deep, which no feed is. Check the address."
    )


def _too_many_attributes() -> NotAFeed:
    return NotAFeed(
        f"One of its elements has more than {ATTRIBUTES} attributes, which no feed has. "
        "Check the address."
    )


def _entities() -> NotAFeed:
    return NotAFeed(
        "It declares entities of its own in its DOCTYPE, which can be made to fill all memory, so "
        "it is not read. Ask the publisher for a feed without them."
    )
