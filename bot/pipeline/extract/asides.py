"""Boxes within an article that are none of it, by where they stand and what else is in them; pure.

An article's running text stands in few kinds of elements (its trunk: those that hold much of it, by
tag, classes and depth). What stands in an element of another kind beside them is a box. One is left
out with fields or buttons in it, with links or prompts beside little text, or without a sentence.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from bot.pipeline.extract.blocks import Block, Place, Shape
from bot.pipeline.extract.region import Region
from bot.pipeline.extract.strangers import telling
from bot.pipeline.text.lines import Junk, ends_a_sentence, junk_in, size

TRUNK = 0.2  # of the running text: an element of that kind is no box
SENTENCE, BRIEF = 50, 24  # size of a sentence; of one that speaks of what the article does
PARAGRAPH = 200  # size of what is more than a title, whatever it ends with
CAPTION, CAPTIONS = 320, 2  # size and number of blocks of what a picture shows, at most
LOOSE_ENDS = 0.3  # of an article may stand below its trunk and be none of it
LOOSE = 0.15  # of the telling words below an article are its own: they tell something else
LITTLE = 260  # size of all that was chosen of a box, beside links or fields
_TEXT = frozenset({"p", "li", "blockquote", "dd", "dt", "pre", "td", "th", "tr", "table", "tbody"})
_LISTS = frozenset({"ul", "ol", "dl", "thead", "tfoot"})
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INSIDE = _TEXT | _LISTS | _HEADS  # never a box
_BESIDE = frozenset({"aside", "more", "subscribe", "ad", "form", "share", "comment"})  # by name
_AWAY = frozenset(
    {Junk.PROMPT, Junk.CONSENT, Junk.AD, Junk.SHARE, Junk.MORE, Junk.COMMENTS, Junk.LABEL}
)


def without_asides(
    blocks: Sequence[Block], chosen: Sequence[Block], region: Region, prose: Sequence[float]
) -> list[Block]:
    """Leave out the boxes of an article that are none of its text."""
    trunk = _trunk(blocks, prose, region)
    boxes: dict[Place, list[Block]] = defaultdict(list)
    for block in chosen:
        if box := _box(block, region, trunk):
            boxes[box].append(block)
    held: dict[Place, list[Block]] = {box: [] for box in boxes}
    for block in blocks:
        for place in block.place.up():
            if place in held:
                held[place].append(block)
    alone = Counter(box.shape for box, inside in boxes.items() if len(inside) == 1)
    gone = {
        id(block)
        for box, inside in boxes.items()
        if not (_may_head(box, inside) and alone[box.shape] > 1)
        if _is_aside(box, held[box], inside, chosen)
        for block in inside
    }
    left = [block for block in chosen if id(block) not in gone]
    return _without_loose_ends(left, region, {id(b) for inside in boxes.values() for b in inside})


def _without_loose_ends(chosen: list[Block], region: Region, boxed: set[int]) -> list[Block]:
    """Leave out what stands below the article off its trunk and shares few of its words.

    ``boxed``: blocks in boxes, by id. What stands in one element is judged together.
    """
    trunk = [n for n, b in enumerate(chosen) if id(b) not in boxed and region.holds(b)]
    end = trunk[-1] + 1 if trunk else len(chosen)
    if _size(chosen[end:]) > LOOSE_ENDS * _size(chosen):
        return chosen
    told = frozenset().union(*(telling(block.text) for block in chosen[:end]))
    ends: dict[Place, list[Block]] = defaultdict(list)
    for block in chosen[end:]:
        ends[block.place.parent or block.place].append(block)
    gone = {id(block) for inside in ends.values() if _is_loose(inside, told) for block in inside}
    return [block for block in chosen if id(block) not in gone]


def _size(blocks: Sequence[Block]) -> int:
    return sum(size(block.text) for block in blocks)


def _is_loose(inside: Sequence[Block], told: frozenset[str]) -> bool:
    words = frozenset().union(*(telling(block.text) for block in inside))
    return len(words & told) <= LOOSE * len(words)


def _may_head(box: Place, inside: Sequence[Block]) -> bool:
    """Whether a box holds one line, by its tag a head, or in classes that may make it one."""
    if inside[0].tag in _HEADS:
        return len(inside) == 1
    return len(inside) == 1 and bool(box.names) and not box.shows


def _within(block: Block, region: Region) -> list[Place]:
    """Give the elements around a block within the article's, the innermost first."""
    around: list[Place] = []
    for place in block.place.up():
        if place is region.home or place in region.twins:
            return around
        around.append(place)
    return []


def _trunk(blocks: Sequence[Block], prose: Sequence[float], region: Region) -> set[Shape]:
    """Give the shapes of the elements that hold much of the running text."""
    weights: dict[Shape, float] = defaultdict(float)
    total = 0.0
    for block, value in zip(blocks, prose, strict=True):
        if value and region.holds(block):
            total += value
            for place in _within(block, region):
                weights[place.shape] += value
    return {shape for shape, weight in weights.items() if weight >= TRUNK * total}


def _box(block: Block, region: Region, trunk: set[Shape]) -> Place | None:
    """Give the outermost element around a block that is no part of the trunk; None without one."""
    outside = [
        place
        for place in _within(block, region)
        if place.tag not in _INSIDE and place.shape not in trunk
    ]
    return outside[-1] if outside else None


def _is_aside(
    box: Place, held: Sequence[Block], inside: Sequence[Block], chosen: Sequence[Block]
) -> bool:
    """Whether a box is none of the article; ``inside``: what was chosen of all that it ``held``."""
    if any(up.tag == "blockquote" for block in inside for up in block.place.up()):
        return False  # what somebody said elsewhere
    told = [size(block.text) for block in inside if _is_sentence(block.text)]
    if not told or (max(told) < SENTENCE and not _is_tied(inside, chosen)):
        return True
    if box.shows and len(inside) <= CAPTIONS and sum(told) <= CAPTION:
        return True
    if _size(inside) > LITTLE:
        return False
    if box.kinds & _BESIDE and not _is_tied(inside, chosen):
        return True
    others = [block for block in held if not any(block is one for one in inside)]
    return box.asks or any(_leads_away(block) for block in others)


def _is_tied(inside: Sequence[Block], chosen: Sequence[Block]) -> bool:
    """Whether a box has a telling word of what was chosen elsewhere."""
    here = {id(block) for block in inside}
    others = [telling(block.text) for block in chosen if id(block) not in here]
    return any(telling(block.text) & other for block in inside for other in others)


def _is_sentence(text: str) -> bool:
    asks = text.rstrip("\"'”’»」』) ").endswith(("?", "？"))
    return size(text) >= PARAGRAPH or (size(text) >= BRIEF and ends_a_sentence(text) and not asks)


def _leads_away(block: Block) -> bool:
    linked = block.linked >= 0.8 * len(block.text) and not ends_a_sentence(block.text)
    return linked or junk_in(block.text) in _AWAY
