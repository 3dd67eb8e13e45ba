"""Which queries an item meets, how well, and by which names: pure, and linear in the text.

    topics, queries ──build_index──▶ Index ──match(document)──▶ query id → Match with its evidence
                                       └── changed(new queries) ──▶ another Index, in milliseconds

Title and text are folded, the names of all topics are found in one pass and judged in their
context, the terms of all queries in another, and only queries that have an anchor in the item are
evaluated.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial

from bot.model import Match, Topic
from bot.pipeline.match.document import Document, document_of, holds
from bot.pipeline.match.forms import words_of
from bot.pipeline.match.frequency import Frequency
from bot.pipeline.match.lexicon import Lexicon
from bot.pipeline.match.meet import Text, meet
from bot.pipeline.match.names import Names
from bot.pipeline.match.reading import read
from bot.pipeline.match.score import Scale, Weights, lead_end
from bot.pipeline.match.segment import Asking, Segment, build_segment
from bot.pipeline.text.query import Query

__all__ = ["Asking", "Document", "Index", "Weights", "build_index", "document_of", "match"]

SMALL = 4096  # queries; what has more is never built again for a change
NOTHING_SEEN = Frequency(0, {})


@dataclass(frozen=True, slots=True)
class Named:
    """The names of all topics, made ready."""

    lexicon: Lexicon
    names: Names
    ids: frozenset[str]

    def of(self, topic: str, home: int | None) -> str:
        """Give the id under which a community knows a topic: its own version if it has one."""
        own = f"{topic}@{home}"
        return own if own in self.ids else topic


KEPT = 3  # sets of topics that stay named, of some 10 MB each
_named: list[tuple[tuple[Topic, ...], Named]] = []  # the last that were asked for first


def name_topics(topics: Iterable[Topic]) -> Named:
    """Make the names of topics ready; the costly part of an index with few queries.

    The same topics, as one catalogue and one community's sense give them again and again, are made
    ready once: who changes a topic is asked, shown and told in the old sense, the new, and both.
    """
    there = tuple(topics)
    for known, named in tuple(_named):
        if known == there:
            _named[:] = [(known, named), *(one for one in _named if one[1] is not named)]
            return named
    lexicon = Lexicon()
    names = Names(there, lexicon)
    lexicon.close()
    named = Named(lexicon, names, frozenset(topic.id for topic in there))
    _named[:] = [(there, named), *_named[: KEPT - 1]]
    return named


@dataclass(frozen=True)
class Index:
    """All topics and queries made ready. It never changes: ``changed`` gives another one."""

    named: Named
    segments: tuple[Segment, ...]  # the largest first
    gone: frozenset[int]  # queries of segments that are asked no more
    weights: Weights
    frequency: Frequency

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The queries that are asked."""
        return frozenset().union(*(segment.asked for segment in self.segments)) - self.gone

    @cached_property
    def scale(self) -> Scale:
        """What places of names earn."""
        return Scale(self.weights)

    @property
    def is_worn(self) -> bool:
        """Whether so much changed that a new index would answer faster."""
        return len(self.segments) > 8 or 2 * len(self.gone) > len(self.numbers) + SMALL

    def changed(
        self,
        new: Mapping[int, Query],
        *,
        gone: Collection[int] = (),
        homes: Mapping[int, int] | None = None,
    ) -> "Index":
        """Give an index that asks ``new`` queries as well and leaves out those ``gone``.

        A number means one query for ever: one that was gone may come back. Small segments are
        put together, so that there are few of them.
        """
        left_out = (self.gone - new.keys()) | set(gone)
        kept = list(self.segments)
        there = {n for segment in kept for n in new.keys() & segment.asked.keys()}
        asked = _asking({n: query for n, query in new.items() if n not in there}, homes or {})
        while kept and asked and len(kept[-1].asked) <= min(2 * len(asked), SMALL):
            asked = _without(kept.pop().asked, left_out) | asked
        if asked:
            kept.append(_segment(asked, self.named, self.frequency))
        still = (left_out & segment.asked.keys() for segment in kept)
        return replace(self, segments=tuple(kept), gone=frozenset().union(*still))

    def with_topics(self, topics: Iterable[Topic]) -> "Index":
        """Give an index of the same queries over other topics."""
        named = name_topics(topics)
        # Where a query belongs to one community, its topics are looked up anew.
        segments = tuple(
            _segment(segment.asked, named, self.frequency)
            if any(asking.home is not None for asking in segment.asked.values())
            else segment
            for segment in self.segments
        )
        return replace(self, named=named, segments=segments)


def build_index(
    topics: Iterable[Topic] | Named,
    queries: Mapping[int, Query],
    weights: Weights | None = None,
    *,
    homes: Mapping[int, int] | None = None,
    frequency: Frequency = NOTHING_SEEN,
) -> Index:
    """Build an index; a topic's match counts for its parents. Order changes nothing.

    ``homes`` leads from a query to the community it belongs to, if to one alone: that one's own
    versions of topics are asked. ``frequency`` says which terms are rare.
    """
    named = topics if isinstance(topics, Named) else name_topics(topics)
    asked = _asking(queries, homes or {})
    own = {number: asking for number, asking in asked.items() if asking.home is not None}
    shared = {number: asking for number, asking in asked.items() if asking.home is None}
    segments = tuple(_segment(part, named, frequency) for part in (shared, own) if part)
    return Index(named, segments, frozenset(), weights or Weights(), frequency)


def _asking(queries: Mapping[int, Query], homes: Mapping[int, int]) -> dict[int, Asking]:
    return {
        number: Asking(query=queries[number], home=homes.get(number)) for number in sorted(queries)
    }


def _without(asked: Mapping[int, Asking], gone: Collection[int]) -> dict[int, Asking]:
    return {number: asking for number, asking in asked.items() if number not in gone}


def _segment(asked: Mapping[int, Asking], named: Named, frequency: Frequency) -> Segment:
    return build_segment(asked, named=named.of, weigh=frequency.of)


def match(index: Index, document: Document) -> dict[int, Match]:
    """Give the queries that a document meets; evidence points into its own title and text."""
    reading = read(document.title, document.text)
    names = index.named.names
    spots = index.named.lexicon.find(reading)
    text = Text(
        reading,
        words_of(reading, document.language),
        names.met(spots, len(reading.text.text)),
        names.accident(spots),
        lead_end(reading.text.text),
        index.scale,
        index.weights,
        partial(holds, document),
    )
    out: dict[int, Match] = {}
    for segment in index.segments:
        out.update(meet(text, segment))
    return {
        number: out[number] for number in sorted(out.keys() - index.gone if index.gone else out)
    }
