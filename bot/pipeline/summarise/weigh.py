"""What a sentence is worth for a summary of one topic, before others are chosen.

A sum of: its place (news tells the main thing first), the names of the topic in it, how much it
says of what all sentences say (the centroid of Radev et al., 2004), its length, and how it reads.
The weights were fitted on half of the articles of `tidings eval summaries`
(docs/measured/texts.md).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.pipeline.summarise.candidates import Candidate
from bot.pipeline.summarise.statements import CAPTION

Vector = Mapping[str, float]  # of length 1

PLACE = 1.0
PLACE_FALLS = 0.7  # the power of its rank
TOPIC = 1.0
TOPIC_LENGTH = 0.25  # power of the length by which names count the less
CENTRE = 0.75
LENGTH, FULL = 0.4, 25  # words from which a sentence is long enough
LONG, TOO_LONG = 0.02, 35  # for each word beyond
SOURCE = 0.1  # for each item before its own, at most five
SPEAKS = 0.2  # a quotation first, or somebody who speaks of "we"
NUMBERS = 0.1  # for each, at most three
SPACED = 0.3  # a caption


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate, its worth, and its words as a vector to compare by."""

    candidate: Candidate
    worth: float
    vector: Vector


def weigh(pool: Sequence[Candidate], weights: Mapping[str, float]) -> list[Weighed]:
    """Weigh all candidates of a story beside each other, in their order.

    ``weights``: what a name that met the watch counts for; one that is not there counts 1.
    """
    rarity = _rarity(one.statement.said for one in pool)
    vectors = [_vector(one.statement.said, rarity) for one in pool]
    centre = _centre(vectors)
    topic = _topic(pool, weights)
    return [
        Weighed(one, _worth(one) + TOPIC * of_topic + CENTRE * likeness(vector, centre), vector)
        for one, vector, of_topic in zip(pool, vectors, topic, strict=True)
    ]


def likeness(one: Vector, other: Vector) -> float:
    """Give the cosine of two vectors, 0 … 1."""
    if len(other) < len(one):
        one, other = other, one
    return sum(value * other[word] for word, value in one.items() if word in other)


def _worth(one: Candidate) -> float:
    """Give the part that its own looks decide."""
    said = one.statement
    place: float = PLACE / (1 + said.rank) ** PLACE_FALLS
    return (
        place
        - SOURCE * min(one.source, 5)
        + LENGTH * min(said.length, FULL) / FULL
        - LONG * max(0, said.length - TOO_LONG)
        - SPEAKS * said.speaks
        + NUMBERS * min(said.numbers, 3)
        - SPACED * said.text.endswith(CAPTION)
    )


def _topic(pool: Sequence[Candidate], weights: Mapping[str, float]) -> list[float]:
    """Give how much each speaks of the topic: 1 for the one that does so most."""
    rarity = _rarity(one.met for one in pool)
    found = [
        sum(weights.get(name, 1.0) * rarity[name] for name in one.met)
        / max(len(one.statement.said), 6) ** TOPIC_LENGTH
        for one in pool
    ]
    most = max(found, default=0.0) or 1.0
    return [value / most for value in found]


def _rarity(bags: Iterable[Mapping[str, int]]) -> dict[str, float]:
    """Give the inverse frequency of each word among sentences."""
    counted: Counter[str] = Counter()
    total = 0
    for bag in bags:
        counted.update(bag.keys())
        total += 1
    return {word: math.log(1 + total / count) for word, count in counted.items()}


def _vector(said: Mapping[str, int], rarity: Mapping[str, float]) -> Vector:
    raw = {word: (1 + math.log(count)) * rarity[word] for word, count in said.items()}
    return _of_length_one(raw)


def _centre(vectors: Sequence[Vector]) -> Vector:
    total: defaultdict[str, float] = defaultdict(float)
    for vector in vectors:
        for word, value in vector.items():
            total[word] += value
    return _of_length_one(total)


def _of_length_one(raw: Mapping[str, float]) -> Vector:
    length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {word: value / length for word, value in raw.items()}
