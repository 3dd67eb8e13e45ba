"""Which blocks of a page are its article; pure.

    blocks ─ trafilatura's text vouches ─▶ weights ─▶ region ─▶ each block in it, one by one

trafilatura says where the article is. Within that place we are more generous than it is (heads,
list items, paragraphs full of links) and stricter (titles repeated, captions, prompts).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bot.pipeline.extract.asides import without_asides
from bot.pipeline.extract.blocks import Block, Place
from bot.pipeline.extract.boxes import (
    is_name,
    without_author,
    without_box_heads,
    without_links,
    without_pull_quotes,
)
from bot.pipeline.extract.dialogue import with_interviews
from bot.pipeline.extract.gates import before_gate
from bot.pipeline.extract.lists import Line, end_of, line_of, with_credits, with_lists
from bot.pipeline.extract.region import Region, Weights, find_region, kinds_of, weigh
from bot.pipeline.extract.strangers import strangers
from bot.pipeline.extract.witness import covered, key_of, runs_of, shares
from bot.pipeline.text.lines import Junk, ends_a_sentence, junk_in, size, trimmed

VOUCHED = 0.6  # of a block's runs of words stand in the witness
HEAVY = 25  # size of a vouched block that counts for its place
SENTENCE = 80  # size from which a block that ends as a sentence does is prose
ENOUGH = 200  # characters that trafilatura must have found to be a witness
REPEATED = 40  # size from which a text that comes twice is left out
MOSTLY = 0.8  # of a text is in sentences where its end has to be one
HALF = 0.5  # the same of its beginning
CAPTION = 120  # size of a line beside a picture that is no text
LABEL = 40  # size of a line that may be a label
LABELS = 2  # of them that an article may end with
TEASER = 320  # size of what stands under a title in a list of articles, at most
TEASERS = 4  # of them that such a list has at least
TITLE, ABOVE = 16, 3  # size of a title, at least; blocks above in which one is looked for
LONG = 700  # characters of a block that may be a summary of all the others
_ROW = re.compile(r"\s[|·•]\s.*\s[|·•]\s")  # labels beside each other
_PARAGRAPHS = frozenset({"p", "li", "blockquote", "dd", "dt", "pre", "td", "th", "tr"})
_HEADS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_JUDGED = frozenset({"p", "div", "span", "section", "article", "body", "td"})
_ELSE = frozenset(
    {
        "frame", "more", "share", "ad", "subscribe", "consent", "comment", "caption", "tags",
        "copyright", "aside", "form", "by", "hidden",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the choice goes by: the blocks, the titles, and two witnesses ("" for none)."""

    blocks: Sequence[Block]
    titles: frozenset[str]  # by key_of
    main: str  # trafilatura's
    said: str  # the page's own, for machines
    title: str = ""


def choose(page: Page) -> list[Block]:
    """Give the blocks of the article, in order; none where the page has no running text."""
    blocks = page.blocks
    texts = [block.text for block in blocks]
    vouched = shares(texts, page.main if size(page.main) >= ENOUGH else "")
    said = shares(texts, page.said if size(page.said) >= ENOUGH else "")
    values = [
        float(len(block.text)) if share >= VOUCHED and size(block.text) >= HEAVY else 0.0
        for block, share in zip(blocks, vouched, strict=True)
    ]
    weights = weigh(blocks, values)
    prose = [value or _prose(block, weights) for block, value in zip(blocks, values, strict=True)]
    if not weights.total:
        weights = weigh(blocks, prose)
    region = find_region(blocks, weights, prose)
    if region is None:
        return []
    sure = [max(one, other) >= VOUCHED for one, other in zip(vouched, said, strict=True)]
    chosen = without_links(_without_tail(_chosen(page, region, sure, prose)))
    chosen = _without_edges(before_gate(blocks, chosen), _often(texts))
    chosen = without_asides(blocks, _without_repeats(chosen), region, prose)
    chosen = without_pull_quotes(chosen)
    chosen = _without_strangers(without_author(texts, chosen), page.title)
    return without_box_heads(blocks, chosen, region.home)


def _without_strangers(chosen: list[Block], title: str) -> list[Block]:
    lines = [trimmed(block.text) for block in chosen]
    asked = with_interviews([line_of(line) for line in lines])
    first = next((n for n, block in enumerate(chosen) if _is_sentence(block)), len(chosen))
    known = {
        n for n, block in enumerate(chosen) if asked[n].said or _is_known(block, leads=n < first)
    }
    gone = strangers(lines, title=title, known=known)
    return [block for n, block in enumerate(chosen) if n not in gone]


def _is_known(block: Block, *, leads: bool) -> bool:
    """Whether a block is of a list, a table or a quotation, or a head; a row of buttons is none."""
    if leads and block.tag == "li" and not ends_a_sentence(block.text):
        return False
    return block.tag not in _JUDGED or any(up.tag == "blockquote" for up in block.place.up())


def _prose(block: Block, weights: Weights) -> float:
    """Give the length of a block of running text, 0 for any other."""
    text = block.text
    is_prose = (
        size(text) >= SENTENCE
        and block.linked < 0.3 * len(text)
        and ends_a_sentence(text)
        and not kinds_of(block, weights) & _ELSE
        and not junk_in(text)
    )
    return float(len(text)) if is_prose else 0.0


def _chosen(
    page: Page, region: Region, sure: Sequence[bool], prose: Sequence[float]
) -> list[Block]:
    """Give the blocks that are in the region and are no junk, each text once."""
    blocks = page.blocks
    lines = _read(blocks, region)
    held = [place in lines for place in range(len(blocks))]
    marks = [i for i, line in lines.items() if sure[i] or prose[i] or line.said]
    first, last = (marks[0], marks[-1]) if marks else (0, -1)
    title = _title_above(page, marks)
    points = _points(blocks, title, first)
    inside_keys = {key_of(blocks[i].text) for i in marks}
    chosen: list[Block] = []
    seen: set[str] = set()
    for i, block in enumerate(blocks):
        if held[i]:
            fits = (
                sure[i] or lines[i].said or (i <= last and _likely(block, region, leads=i < first))
            )
            fits = fits and (i > title or _is_sentence(block))  # above it stand a kicker, a menu
        else:
            fits = sure[i] and _is_sentence(block) and not region.kinds(block) & _ELSE
        if not fits and not (i in points and not region.kinds(block) & _ELSE):
            continue
        key = key_of(block.text)
        again = key in seen if held[i] else key in inside_keys | seen
        if (again and size(block.text) >= REPEATED) or _is_title(key, page.titles):
            continue
        if _leads_away(block) or _is_caption(block) or _is_unseen(block):
            continue
        line = lines.get(i) or line_of(block.text)
        if line.away or line.junk not in (None, Junk.SIGNED if i >= last else None):
            continue
        seen.add(key)
        chosen.append(block)
    return chosen


def _read(blocks: Sequence[Block], region: Region) -> dict[int, Line]:
    """Say what the region's blocks look like, up to where the article is over at the latest.

    What leads away is a link, save in pages from which all links were taken.
    """
    held = [place for place, block in enumerate(blocks) if region.holds(block)]
    inside = [blocks[place] for place in held]
    bare = not any(map(_is_link, inside))
    heads = {i for i, block in enumerate(inside) if block.tag in _HEADS and not block.linked}
    lines = with_credits([_line(block, region) for block in inside])
    lines = with_interviews(lines)
    ends = {i for i in heads if lines[i].junk is not Junk.MORE}
    lines = with_lists(lines, ends=set() if bare else ends)
    for i, (block, line) in enumerate(zip(inside, lines, strict=True)):
        goes_on = i in heads and i + 1 < len(lines) and lines[i + 1].prose
        if line.away and (goes_on or not (bare or block.linked >= 0.5 * len(block.text))):
            lines[i] = replace(line, away=False)
    return dict(zip(held, lines[: end_of(lines)], strict=False))


def _line(block: Block, region: Region) -> Line:
    line = line_of(block.text)
    if line.junk is Junk.RIGHTS and "caption" in region.kinds(block):
        return replace(line, junk=Junk.CREDIT)  # a picture's, and not where the article is over
    return line


def _likely(block: Block, region: Region, *, leads: bool) -> bool:
    """Whether a block that nobody vouches for is part of the article all the same.

    What leads, before anything else of the article, must be a sentence or a head.
    """
    if leads and block.tag != "h2" and not _is_sentence(block):
        return False
    links = block.linked / len(block.text)
    if block.tag in _HEADS:
        fits = links < 0.5
    elif block.tag in _PARAGRAPHS:
        fits = links < 0.6
    else:
        fits = links < 0.4 and size(block.text) >= HEAVY
    return fits and not region.kinds(block) & _ELSE


def _title_above(page: Page, marks: Sequence[int]) -> int:
    """Give the place of the last title above the first sentence of the article, -1 for none."""
    text = next((i for i in marks if _is_sentence(page.blocks[i])), 0)
    above = (i for i in reversed(range(text)) if page.blocks[i].tag == "h1")
    return next((i for i in above if _is_title(key_of(page.blocks[i].text), page.titles)), -1)


def _points(blocks: Sequence[Block], title: int, first: int) -> set[int]:
    """Give the places of lists between the title and the text of which each item is a sentence."""
    lists: dict[Place | None, list[int]] = {}
    for i in range(title + 1, first):
        if blocks[i].tag == "li":
            lists.setdefault(blocks[i].place.parent, []).append(i)
    return {
        i
        for places in lists.values()
        if len(places) > 1 and all(_is_point(blocks[i]) for i in places)
        for i in places
    }


def _is_point(block: Block) -> bool:
    return not block.linked and size(block.text) >= HEAVY and ends_a_sentence(block.text)


def _is_sentence(block: Block) -> bool:
    return size(block.text) >= SENTENCE and ends_a_sentence(block.text)


def _is_caption(block: Block) -> bool:
    """Whether a line stands beside a picture or right after one, and is no sentence."""
    if any(place.tag == "figcaption" for place in islice(block.place.up(), 3)):
        return True
    return (
        block.pictured
        and block.tag not in _HEADS | {"li", "tr"}
        and size(block.text) < CAPTION
        and not ends_a_sentence(block.text)
    )


def _is_unseen(block: Block) -> bool:
    """Whether a line is for those only who hear the page read, or for nobody."""
    return "hidden" in block.place.kinds and not _is_sentence(block)


def _leads_away(block: Block) -> bool:
    """Whether a paragraph is nothing but a link to another page."""
    return (
        block.tag in {"p", "div"}
        and block.linked >= 0.8 * len(block.text)
        and size(block.text) > 30
        and not ends_a_sentence(block.text)
    )


def _is_title(key: str, titles: frozenset[str]) -> bool:
    """Whether a line says the page's title once more, or most of it."""
    return any(
        key == title
        or (len(key) > 20 and title.startswith(key))
        or (len(key) > 20 and key.startswith(title) and len(key) < 1.3 * len(title))
        for title in titles
    )


def _without_tail(blocks: list[Block]) -> list[Block]:
    """Leave out the links to other pages that an article ends with."""
    last = len(blocks)
    while last > 1 and _is_link(blocks[last - 1]):
        last -= 1
    return blocks[:last]


def _is_link(block: Block) -> bool:
    return block.linked >= 0.8 * len(block.text) and not ends_a_sentence(block.text)


def _often(texts: Sequence[str]) -> frozenset[str]:
    """Give the labels that a page has more than once, as the name of its outlet."""
    times = Counter(text for text in texts if _is_label(text))
    return frozenset(text for text, count in times.items() if count > 1)


def _without_edges(blocks: list[Block], often: frozenset[str]) -> list[Block]:
    """Leave out what stands before the first sentence and after the last in no paragraph.

    What the page has more than once (``often``) is no more of it in a paragraph. Where little of
    the text is in sentences (tables, lists, code) all of it stays.
    """
    sentences = [i for i, block in enumerate(blocks) if _is_text(block)]
    text = sum(len(blocks[i].text) for i in sentences)
    share = text / max(sum(len(block.text) for block in blocks), 1)
    if not text or share < HALF:
        return blocks
    first, end = sentences[0], sentences[-1]
    last = end if share >= MOSTLY else len(blocks) - 1
    lines = Counter(block.place for block in blocks)  # more than one where <br> parts them
    before, after = _kept_tags(blocks[:first]), _kept_tags(blocks[last + 1 :])
    return [
        block
        for i, block in enumerate(blocks)
        if first <= i <= last
        or (
            block.tag in _HEADS | (before if i < first else after)
            and not (block.tag == "td" and lines[block.place] > 1)
        )
        or not _is_label(block.text)
        if first <= i <= end
        or block.tag in _HEADS
        or not (block.text in often or (i < first and is_name(block.text)))
    ]


def _kept_tags(edge: Sequence[Block]) -> frozenset[str]:
    """Give the tags whose labels stay at an edge: not paragraphs, if more of them are labels."""
    labels = sum(_is_label(block.text) for block in edge if block.tag == "p")
    return _PARAGRAPHS - {"p"} if labels > LABELS else _PARAGRAPHS


def _is_label(text: str) -> bool:
    short = size(text) < LABEL and not ends_a_sentence(text)
    return short or _ROW.search(text) is not None


def _is_text(block: Block) -> bool:
    return size(block.text) >= REPEATED and ends_a_sentence(block.text)


def _without_repeats(blocks: list[Block]) -> list[Block]:
    """Leave out long blocks that only say together what others say one by one."""
    return [block for block in blocks if not _says_all(block, blocks)]


def _says_all(block: Block, blocks: Sequence[Block]) -> bool:
    if len(block.text) < LONG:
        return False
    others = [b.text for b in blocks if b is not block and len(b.text) < len(block.text)]
    return covered(block.text, runs_of("\n".join(others))) > 0.7


def leads_to_articles(blocks: Sequence[Block], chosen: Sequence[Block]) -> bool:
    """Whether what was chosen are teasers, each under its title, which is a link, or a link."""
    told = [block for block in chosen if _is_text(block)]
    places = {id(block): place for place, block in enumerate(blocks)}
    teasers = [
        block
        for block in told
        if size(block.text) <= TEASER
        and (_links(block) or _is_headed(blocks[: places[id(block)]][-ABOVE:]))
    ]
    return len(teasers) >= TEASERS and len(teasers) >= MOSTLY * len(told)


def _links(block: Block) -> bool:
    return block.linked >= 0.8 * len(block.text)


def _is_headed(above: Sequence[Block]) -> bool:
    """Whether the nearest line above that is a title or a sentence is a title that is a link."""
    for block in reversed(above):
        if size(block.text) >= TITLE and junk_in(block.text) is None:
            return _links(block) and not ends_a_sentence(block.text)
    return False
