"""Which part of a page the article stands in; pure.

    weights of blocks → the innermost element that holds nearly all → elements that are its twins

What an element is for by its class counts only where it holds little of the article: pages have
bodies of class "has-sidebar" and articles of class "tag-politics".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.pipeline.extract.blocks import Block, Place, Shape

NEARLY_ALL = 0.9  # of the weight: what trafilatura takes from elsewhere is left out
MUCH = 0.3  # of the weight: an element that holds it is not for something else
PROSE = 0.6  # of a twin's text must be prose
_HEADS = frozenset({"h1", "h2", "h3", "h4"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much of the weight each element holds, and the shapes that hold much together."""

    of: dict[Place, float]
    total: float
    heavy: frozenset[Shape]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The article's element, its twins, and how much weight each element holds."""

    home: Place
    twins: frozenset[Place]
    weights: Weights

    def holds(self, block: Block) -> bool:
        """Whether a block stands in it."""
        return any(place is self.home or place in self.twins for place in block.place.up())

    def kinds(self, block: Block) -> set[str]:
        """Say what the elements around a block are for, within the region."""
        return kinds_of(block, self.weights, within=self.home)


def kinds_of(block: Block, weights: Weights, *, within: Place | None = None) -> set[str]:
    """Say what the elements around a block are for that hold little of the weight.

    Where an element holds much of it, those like it are for nothing else either.
    """
    kinds: set[str] = set()
    for place in block.place.up():
        if place is within:
            break
        if place.kinds and not (place.shape in weights.heavy or _is_heavy(place, weights)):
            kinds |= place.kinds
    return kinds


def _is_heavy(place: Place, weights: Weights) -> bool:
    return weights.of.get(place, 0.0) >= MUCH * weights.total


def weigh(blocks: Sequence[Block], values: Sequence[float]) -> Weights:
    """Add up the blocks' values by element; a text that stands there n times counts once."""
    times = Counter(block.text for block in blocks)
    weights: dict[Place, float] = defaultdict(float)
    total = 0.0
    for block, value in zip(blocks, values, strict=True):
        if value:
            total += value / times[block.text]
            for place in block.place.up():
                weights[place] += value / times[block.text]
    shapes: dict[Shape, float] = defaultdict(float)
    for place, weight in weights.items():
        if place.names:
            shapes[place.shape] += weight
    heavy = frozenset(shape for shape, weight in shapes.items() if weight >= MUCH * total)
    return Weights(of=weights, total=total, heavy=heavy)


def find_region(blocks: Sequence[Block], weights: Weights, prose: Sequence[float]) -> Region | None:
    """Find the article's element and its twins; None where nothing has weight."""
    least = NEARLY_ALL * weights.total
    holding = [place for place, weight in weights.of.items() if weight >= least]
    if not holding:
        return None
    home = max(holding, key=lambda place: place.depth)
    twins = _twins(blocks, prose, home)
    return Region(home=home, twins=twins, weights=weights)


def _twins(blocks: Sequence[Block], prose: Sequence[float], home: Place) -> frozenset[Place]:
    """Find the elements that go on with the article: a page may cut it into parts around its ads.

    They stand as deep as the article's element or one around it, with the same tag and classes,
    and hold running text. A teaser of another article has a title of its own or is one.
    """
    around = set(home.up())
    shapes = {p.shape for p in around if p.names and p.tag != "body"}
    groups: dict[Place, list[tuple[Block, float]]] = defaultdict(list)
    for block, value in zip(blocks, prose, strict=True):
        outside = []
        for place in block.place.up():
            if place in around:
                break
            outside.append(place)
        if place is not home:
            for one in outside:
                if one.shape in shapes:
                    groups[one].append((block, value))
    return frozenset(place for place, inside in groups.items() if _goes_on(place, inside))


def _goes_on(place: Place, inside: Sequence[tuple[Block, float]]) -> bool:
    length = sum(len(block.text) for block, _ in inside)
    prose = [value for _, value in inside if value]
    if len(prose) < 2 or sum(prose) < PROSE * length or place.tag == "article":
        return False
    return not any(_is_other(block, place) for block, _ in inside)


def _is_other(block: Block, place: Place) -> bool:
    """Whether a block shows that another article begins here."""
    if block.tag == "h1" or (block.tag in _HEADS and block.linked > 0.8 * len(block.text)):
        return True
    return any(up.tag == "article" for up in block.place.up() if up.depth > place.depth)
