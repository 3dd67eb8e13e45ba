"""Where a page asks for money or a login amid its text: what stands below, the article or others.

Some pages end at their gate and go on with offers and teasers of other articles; others have all
of the text and lay the gate over it, or have it between two paragraphs. What goes on with the
article stands where the paragraphs above stand, in sentences, and has some of their words.
"""

from collections.abc import Sequence

from bot.pipeline.extract.blocks import Block
from bot.pipeline.extract.lists import Line
from bot.pipeline.extract.strangers import PROSE, telling
from bot.pipeline.text.lines import ends_a_sentence, is_gate, size

FEW = 8  # blocks of what may be the beginning of an article only
BEGINNING = 1500  # size of the sentences above a gate that may be a beginning only
LINKED = 0.3  # of a paragraph is links, at most
SHARED = 2  # words that both sides have where the gate stands beside them as one more paragraph


def before_gate(blocks: Sequence[Block], chosen: list[Block]) -> list[Block]:
    """Leave out what stands below a gate, unless it goes on with the article or is most of it."""
    places = {id(block): place for place, block in enumerate(blocks)}
    if not chosen or len(chosen) > FEW:
        return chosen
    first, last = places[id(chosen[0])], places[id(chosen[-1])]
    gate = next((n for n in range(first + 1, last) if is_gate(blocks[n].text)), None)
    if gate is None:
        return chosen
    above = [block for block in chosen if places[id(block)] < gate]
    below = [block for block in chosen if places[id(block)] > gate]
    less = _length(below) < _length(above)
    return above if less and not _goes_on(above, below, blocks[gate]) else chosen


def end_at_gate(lines: Sequence[Line], start: int, end: int) -> int:
    """Give where a saved text ends that was found from ``start`` to ``end``: at its gate?

    It does where a title stands below, and no sentence below has a telling word of those above.
    """
    gates = (n for n in range(start, end) if lines[n].junk and is_gate(lines[n].text))
    gate = next(gates, end)
    above = [line.text for line in lines[start:gate] if line.prose]
    below = [line for line in lines[gate:end] if line.junk is None]
    if not above or not below or below[0].prose or sum(map(size, above)) > BEGINNING:
        return end
    told = frozenset().union(*map(telling, above))
    shared = frozenset().union(*(telling(line.text) for line in below if line.prose)) & told
    return end if shared else gate


def _goes_on(above: Sequence[Block], below: Sequence[Block], gate: Block) -> bool:
    """Whether paragraphs below stand beside those above, and tell of the same."""
    beside = [block for block in below if _is_paragraph(block) and _stands_with(block, above)]
    told = frozenset().union(*(telling(block.text) for block in above))
    shared = frozenset().union(*(telling(block.text) for block in beside)) & told
    return len(shared) >= (SHARED if _stands_with(gate, above) else 1)


def _is_paragraph(block: Block) -> bool:
    text = block.text
    long = size(text) >= PROSE and ends_a_sentence(text)
    return long and block.linked < LINKED * len(text)


def _stands_with(block: Block, others: Sequence[Block]) -> bool:
    return any(block.place.parent is other.place.parent for other in others)


def _length(blocks: Sequence[Block]) -> int:
    return sum(size(block.text) for block in blocks)
