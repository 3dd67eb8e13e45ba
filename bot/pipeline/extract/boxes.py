"""What an article's boxes and its end leave among its blocks: pull quotes, heads, the author; pure.

Each is told by what stands elsewhere on the page: a quotation by the sentence it was pulled from,
a box's head by the rest of the box having been left out, the author by a line that names them.
"""

import re
from collections.abc import Iterable, Sequence

from bot.pipeline.extract.blocks import Block, Place
from bot.pipeline.extract.witness import key_of
from bot.pipeline.text.lines import Junk, ends_a_sentence, junk_in, size
from bot.pipeline.text.vocabulary.voice import AUTHORS

PULLED = 12  # size of a quotation, at least, that is known in a longer text
HEAD = 80  # size of a line that may be a box's head
LINKED = 0.6  # of a list that leads away
BIO = 280  # size of a line about the author, at most
_HEADS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_LISTED = frozenset({"li", "dd", "dt", "td", "th", "tr"})
_QUOTES = "\"'“”„«»「」『』‘’‹›〝〟 \u00a0—–-"
_QUOTED = re.compile(r"[\"“„«「『‹〝].*[\"”“»」』›〟][.。!！?？]?$", re.DOTALL)
_UPPER = r"[A-ZÀ-ÖØ-Þ]"
_NAME = rf"{_UPPER}[\w’'-]+(?: (?:{_UPPER}[\w.’'-]*|de|del|la|le|van|von|der|den|bin|al)){{0,4}}"
# "Lene Dahl writes about ports.", "Priya has covered …": what is said of who wrote.
_ABOUT = re.compile(
    rf"({_NAME}) (?:is|was|covers|covered|writes|wrote|reports|reported (?:from|on)|contributed"
    r"|edits|has (?:been|written|covered|worked|reported)|works|joined|lives|ist"
    r"|schreibt|berichtet|arbeitet|est|écrit|couvre|es|escribe|cubre)\b"
)
_PARTED = re.compile(r"\s[·•|｜]\s")  # as lines about who wrote are, and sentences are not
_SIGNED = re.compile(rf"{_NAME}(?: (?:in|aus|à|en|desde|da) | ?[|·,–—-] ){_NAME}$")
_STOPPED = re.compile(r"[.。]\W*$")  # titles of others' articles may ask and shout
_ALONE = re.compile(rf"{_NAME}$")


def without_pull_quotes(chosen: Sequence[Block]) -> list[Block]:
    """Leave out a quotation that stands by itself and once more in a sentence of the article."""
    whole = [(block, f" {key_of(block.text)} ") for block in chosen]
    return [block for block, key in whole if not _is_pulled(block, key, whole)]


def is_quoted(text: str) -> bool:
    """Whether a line is nothing but a quotation."""
    return _QUOTED.match(text) is not None


def _is_pulled(block: Block, key: str, whole: Iterable[tuple[Block, str]]) -> bool:
    apart = is_quoted(block.text) or any(up.tag == "blockquote" for up in block.place.up())
    if not apart or block.tag in _HEADS or size(block.text) < PULLED:
        return False
    return any(other is not block and len(text) > len(key) and key in text for other, text in whole)


def without_box_heads(blocks: Sequence[Block], chosen: Sequence[Block], home: Place) -> list[Block]:
    """Leave out the head of a box of which nothing else was chosen."""
    here = {id(block) for block in chosen}
    held: dict[Place, list[Block]] = {}
    for block in blocks:
        for place in _inside(block, home):
            held.setdefault(place, []).append(block)
    told = {
        place.shape
        for block in chosen
        if ends_a_sentence(block.text) and block.tag not in _HEADS
        for place in _inside(block, home)
    }  # elements that paragraphs stand in, each in one of its own
    boxes = {place: inside for place, inside in held.items() if place.shape not in told}
    return [block for block in chosen if not _heads_a_box(block, boxes, here, home)]


def _inside(block: Block, home: Place) -> list[Place]:
    """Give the elements around a block within the article's, its own not counted."""
    around: list[Place] = []
    for place in block.place.up():
        if place is home:
            return around
        if place is not block.place:
            around.append(place)
    return []


def _heads_a_box(block: Block, held: dict[Place, list[Block]], here: set[int], home: Place) -> bool:
    stopped = ends_a_sentence(block.text) and block.tag not in _HEADS  # a head may ask
    if block.tag in _LISTED or size(block.text) > HEAD or stopped:
        return False
    around = (place for place in _inside(block, home) if place in held)
    box = next((place for place in around if len(held[place]) > 1), None)
    if box is None:
        return False
    others = [one for one in held[box] if one is not block]
    return not any(id(one) in here and one.tag not in _HEADS for one in others)


def without_links(chosen: Sequence[Block]) -> list[Block]:
    """Leave out lists of which each item is a link: other articles, a contents."""
    lists: dict[Place | None, list[Block]] = {}
    for block in chosen:
        if block.tag == "li":
            lists.setdefault(block.place.parent, []).append(block)
    gone = {
        id(block)
        for inside in lists.values()
        if sum(block.linked for block in inside) >= LINKED * sum(len(b.text) for b in inside)
        and all(_leads(block) for block in inside)
        for block in inside
    }
    return [block for block in chosen if id(block) not in gone]


def _leads(block: Block) -> bool:
    whole = block.linked >= 0.9 * len(block.text)
    return whole or (block.linked >= 0.5 * len(block.text) and not _STOPPED.search(block.text))


def is_name(text: str) -> bool:
    """Whether a line is nothing but a person's name in Latin letters, and perhaps a place's."""
    return " " in text and (_ALONE.match(text) or _SIGNED.match(text)) is not None


def without_author(texts: Sequence[str], chosen: Sequence[Block]) -> list[Block]:
    """Leave out last lines that say who the author is, whom another line of the page names."""
    kept = list(chosen)
    while len(kept) > 1 and (
        AUTHORS.match(kept[-1].text)
        or is_under_authors(kept[-1].text, texts)
        or is_about_author(kept[-1].text, texts)
    ):
        kept.pop()
    return kept


def is_under_authors(text: str, texts: Sequence[str]) -> bool:
    """Whether a line stands right under a head that speaks of who wrote."""
    above = texts[texts.index(text) - 1] if text in texts[1:] else ""
    return size(text) <= BIO and AUTHORS.match(above) is not None


def is_about_author(text: str, texts: Sequence[str]) -> bool:
    """Whether a line tells of somebody whose name stands alone or in a byline elsewhere."""
    about = _ABOUT.match(text)
    if about is None or size(text) > BIO:
        return False
    name = about.group(1)
    return any(_names(other, name) for other in texts if other != text and name in other)


def _names(line: str, name: str) -> bool:
    if junk_in(line) is Junk.META or (size(line) < HEAD and _PARTED.search(line)):
        return True
    return _ALONE.match(line) is not None and line.startswith(name)
