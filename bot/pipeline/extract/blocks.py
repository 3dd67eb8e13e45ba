"""A page as a row of blocks: each piece of running text with where it stands; pure.

A block ends where a reader sees a new line: at block elements, table cells and <br>. Scripts,
forms' fields and what the page itself hides are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from bot.pipeline.text.inline import without_inline

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PAGE = 5  # paragraphs that no hint for browsers without scripts has
DEEPEST = 400  # elements inside each other; what lies deeper is left out


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_OUT = _set(
    "script style noscript template svg math iframe object embed audio video canvas button select "
    "option textarea input map rt rp rtc head title meta link datalist dialog progress"
)
_FIELDS = _set("button select textarea input")
_FILMS = _set("video iframe object embed")
_INLINE = _set(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q rb "
    "ruby s samp small span label strike strong sub sup time tt u var wbr img"
)
_SPACE = re.compile(r"[\s\u200b\ufeff\u2060\xad]+")

# Words in class and id that say what an element is for, by the kind of it.
_PURPOSES = {
    "frame": "nav navbar navigation menu breadcrumb breadcrumbs footer foot masthead sidebar "
    "sidenav skip topbar toolbar pagination pager gnb lnb toc",
    "more": "related relate recommend recommended recommendation recommendations recirc "
    "recirculation popular trending mostread mostpopular readmore morefrom outbrain taboola "
    "teaser teasers promo promos promotion upnext ranking rank latest next prev previous "
    "suggestions suggested interlink readalso seealso alsoread",
    "share": "share sharing social sns socials addthis sharedaddy sharethis bookmark follow "
    "facebook twitter whatsapp",
    "ad": "ad ads advert advertisement advertising adsense sponsor sponsored dfp adslot adunit "
    "commercial",
    "subscribe": "newsletter subscribe subscription signup signin login register paywall piano "
    "meter donate donation membership regwall cta",
    "consent": "cookie cookies consent gdpr onetrust cmp",
    "comment": "comment comments commentlist disqus respond reply replies discussion livefyre",
    "caption": "caption captions figcaption credit credits photocredit wpcaption imagecaption "
    "gallery slideshow carousel lightbox imgbox imagebox photobox imgdesc photodesc"
    " imgarea photoarea photocaption",
    "by": "byline author authors bio writer reporter contributor dateline timestamp pubdate "
    "published",
    "tags": "tag tags tagged keyword keywords category categories topics filed postmeta meta "
    "breadcrumbs",
    "hidden": "hidden hide invisible visuallyhidden screenreader sronly",
    "copyright": "copyright legal disclaimer",
}
_PURPOSE = {word: kind for kind, words in _PURPOSES.items() for word in words.split()}
_TAGS = {
    "nav": "frame", "footer": "frame", "aside": "aside", "figcaption": "caption",
    "figure": "caption", "form": "form", "menu": "frame", "address": "by",
}  # fmt: skip
_ROLES = {
    "navigation": "frame", "contentinfo": "frame", "complementary": "aside", "banner": "frame",
    "menu": "frame", "menubar": "frame", "dialog": "consent", "alertdialog": "consent",
    "search": "form",
}  # fmt: skip
_CELLS = frozenset({"td", "th"})
_MOST_CELLS = 60  # elements of a row that is one line
_LINE = 400  # characters of one
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


Shape = tuple[int, str, str]  # depth, tag, classes: what elements of one kind have in common


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """An element that blocks stand in, and what it is for by its own name and classes."""

    parent: Place | None
    tag: str
    kinds: frozenset[str]
    depth: int
    names: str = ""  # its classes, as written
    fields: list[str] = field(default_factory=list)  # and buttons that stand right in it or below
    pictures: list[str] = field(default_factory=list)  # the same of pictures and films

    @property
    def asks(self) -> bool:
        """Whether there are fields or buttons in it."""
        return bool(self.fields)

    @property
    def shows(self) -> bool:
        """Whether there is a picture or a film in it."""
        return bool(self.pictures)

    @property
    def shape(self) -> Shape:
        """Say what it has in common with others of its kind."""
        return self.depth, self.tag, self.names

    def up(self) -> Iterator[Place]:
        """Yield this element and those around it, the outermost last."""
        place: Place | None = self
        while place is not None:
            yield place
            place = place.parent


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Block:
    """A piece of text in the order of the page; ``linked`` of its characters are links."""

    text: str
    place: Place
    linked: int = 0
    pictured: bool = False  # a picture stands in the same element, or right before

    @property
    def tag(self) -> str:
        """Name the element that it stands in."""
        return self.place.tag


def blocks_of(root: HtmlElement) -> list[Block]:
    """Give the blocks of a parsed page, in its order."""
    walk = _Walk()
    walk.go(root)
    return [_without_inline(block) for block in walk.blocks]


def _without_inline(block: Block) -> Block:
    told = without_inline(block.text)
    return block if told == block.text else replace(block, text=told)


class _Walk:
    """Goes through a page once, without recursion: pages can be deep on purpose."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._place = Place(None, "html", frozenset(), 0)
        self._pieces: list[str] = []
        self._links = 0  # how many links are open
        self._linked = 0  # characters of this block in them
        self._pictured: set[Place] = set()
        self._after_picture = False
        self._rows: set[Any] = set()  # rows of tables that are read as one line

    def go(self, root: HtmlElement) -> None:
        stack: list[tuple[Any, bool]] = [(root, False)]
        while stack:
            element, done = stack.pop()
            if done:
                self._leave(element)
            elif self._skips(element):
                self._note_field(element)
                self._add(element.tail)
            else:
                self._enter(element)
                stack.append((element, True))
                self._add(element.text)
                stack.extend((child, False) for child in reversed(element))
        self._flush()

    def _skips(self, element: Any) -> bool:
        tag = element.tag
        if tag == "noscript":  # one that is never closed swallows the page
            return sum(1 for _ in islice(element.iter("p"), _PAGE)) < _PAGE
        return not isinstance(tag, str) or tag in _OUT or self._place.depth > DEEPEST

    def _note_field(self, element: Any) -> None:
        if element.tag in _FIELDS and element.get("type") != "hidden":
            for place in self._place.up():
                if place.fields:
                    break  # those around it have been told
                place.fields.append(element.tag)
        elif element.tag in _FILMS:
            self._note_picture(element)

    def _note_picture(self, element: Any) -> None:
        for place in self._place.up():
            if place.pictures:
                break
            place.pictures.append(element.tag)

    def _enter(self, element: Any) -> None:
        tag = element.tag
        if tag == "a":
            self._links += 1
        elif tag == "img":
            self._pictured.add(self._place)
            self._after_picture = True
            self._note_picture(element)
        elif tag == "tr" and _is_line(element):
            self._rows.add(element)
        if self._is_inline(element):
            return
        self._flush()
        place = self._place
        names = element.get("class", "")
        self._place = Place(place, tag, _kinds(element), place.depth + 1, names)

    def _is_inline(self, element: Any) -> bool:
        return element.tag in _INLINE or (
            element.tag in _CELLS and element.getparent() in self._rows
        )

    def _leave(self, element: Any) -> None:
        if element.tag == "a":
            self._links -= 1
        if not self._is_inline(element):
            self._flush()
            self._place = self._place.parent or self._place
        elif element.tag in _CELLS:
            self._add(" ")
        self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if text:
            self._pieces.append(text)
            self._linked += len(text.strip()) if self._links else 0

    def _flush(self) -> None:
        text = _SPACE.sub(" ", "".join(self._pieces)).strip()
        linked, self._linked = self._linked, 0
        self._pieces.clear()
        if text:
            below = self._after_picture and self._place.tag != "p"
            pictured = below or self._place in self._pictured
            self._pictured.discard(self._place)  # where <br> parts lines, the first is beside it
            block = Block(text=text, place=self._place, linked=linked, pictured=pictured)
            self.blocks.append(block)
            self._after_picture = False


def _is_line(row: Any) -> bool:
    """Whether a row of a table is short cells beside each other, and no layout of a page."""
    parts = list(islice(row.iter(), _MOST_CELLS))
    plain = all(part.tag in _INLINE | _CELLS or part is row for part in parts)
    return plain and len(parts) < _MOST_CELLS and len("".join(row.itertext())) < _LINE


def _kinds(element: Any) -> frozenset[str]:
    """Say what an element is for, by its tag, role, class and id."""
    kinds = {_TAGS.get(element.tag), _ROLES.get(element.get("role", "").lower())}
    for name in f"{element.get('class', '')} {element.get('id', '')}".split()[:40]:
        kinds |= _named(name[:100])
    style = element.get("style", "")
    if element.get("hidden") is not None or (style and _UNSEEN.search(style)):
        kinds.add("hidden")
    return frozenset(kinds - {None})  # type: ignore[arg-type]


@lru_cache(maxsize=4096)
def _named(name: str) -> frozenset[str]:
    """Say what a class or an id speaks of: by its words, and by two of them together."""
    words = [word.lower() for word in _TOKEN.findall(name)]
    pairs = [one + other for one, other in pairwise(words)]
    return frozenset(_PURPOSE[word] for word in (*words, *pairs) if word in _PURPOSE)
