"""How well items find their topics: rows → predictions → scores; pure.

    row ──labelled──▶ LabelledItem ──predict──▶ Prediction ──score──▶ Scores

What counts is the pair of an item and one of twelve topics. A pair that the labeller was unsure of
is never scored. The answer comes from the item's ``document`` alone, which holds title, summary
and source.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.errors import RowError
from bot.evaluate.rows import Row, id_of, names_of, text_of
from bot.model import Match, Topic
from bot.pipeline.match import Document, Index, build_index, match
from bot.pipeline.query import parse_query

TOPICS = (
    "quad", "senkaku", "china-coast-guard", "semiconductors", "batteries", "rare-earths",
    "two-plus-two", "us-japan-treaty", "taiwan-strait", "north-korea-missiles", "xinjiang-uyghur",
    "hong-kong",
)  # fmt: skip
NO_LANGUAGE = "not told"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledItem:
    """One row: what the bot may see (``document``), and beside it what a person says of it."""

    id: str | int
    document: Document
    language: str
    topics: frozenset[str] | None  # None: nobody says
    unsure: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """The topics that an item was found to be about, in the order of TOPICS, and why."""

    id: str | int
    topics: Mapping[str, Match]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An item and a topic that belong together by the bot (``said``), by the label, or both."""

    item: LabelledItem
    topic: str
    said: Match | None
    true: bool

    @property
    def wrong(self) -> bool:
        """Whether bot and label differ."""
        return (self.said is not None) != self.true


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Precision, recall and F1, each 0…1."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Pairs found rightly, found wrongly, and missed."""

    tp: int
    fp: int
    fn: int

    @property
    def rates(self) -> Rates | None:
        """Return the rates; None when no pair was found or was to be found.

        The precision of a topic that was missed each time, and the recall of one that was only
        found wrongly, count as 0.
        """
        if not self.tp + self.fp + self.fn:
            return None
        return Rates(
            precision=self.tp / max(self.tp + self.fp, 1),
            recall=self.tp / max(self.tp + self.fn, 1),
            f1=2 * self.tp / (2 * self.tp + self.fp + self.fn),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The counts over all pairs (micro), by topic and by language, and the pairs that are wrong."""

    micro: Counts
    topics: Mapping[str, Counts]
    languages: Mapping[str, Counts]
    items: Mapping[str, int]  # scored items by language
    wrong: tuple[Pair, ...]  # by topic, then in the order of the rows
    other_labels: tuple[str, ...]  # labels that are none of TOPICS: not scored

    @property
    def macro(self) -> Rates | None:
        """Return the mean of the topics' rates; topics without any pair are left out."""
        rates = [found for counts in self.topics.values() if (found := counts.rates)]
        if not rates:
            return None
        return Rates(
            precision=sum(rate.precision for rate in rates) / len(rates),
            recall=sum(rate.recall for rate in rates) / len(rates),
            f1=sum(rate.f1 for rate in rates) / len(rates),
        )


def labelled(row: Row) -> LabelledItem:
    """Read a row ``{"id", "title", "summary", "source", "lang", "topics", "unsure"}``.

    All but the id may be missing, but not title and summary both. Raises RowError.
    """
    title, summary = text_of(row, "title"), text_of(row, "summary")
    if title is None and summary is None:
        raise RowError("has neither `title` nor `summary`. Add what there is to judge.")
    return LabelledItem(
        id=id_of(row),
        document=Document(
            title=title or "", text=summary or "", source=text_of(row, "source") or ""
        ),
        language=text_of(row, "lang") or NO_LANGUAGE,
        topics=names_of(row, "topics"),
        unsure=names_of(row, "unsure") or frozenset(),
    )


def index_of(topics: Iterable[Topic]) -> Index:
    """Build the index that watches for TOPICS and knows all topics of the catalogue."""
    queries = {n: parse_query(f"topic:{topic}", None) for n, topic in enumerate(TOPICS)}
    return build_index(topics, queries)


def predict(index: Index, item: LabelledItem) -> Prediction:
    """Say what an item is about, as the bot would when all of TOPICS are watched."""
    found = match(index, item.document)
    return Prediction(id=item.id, topics={TOPICS[n]: found[n] for n in sorted(found)})


def score(items: Sequence[LabelledItem], predictions: Sequence[Prediction]) -> Scores | None:
    """Compare predictions with labels, one to one; None when no item has labels."""
    told = [
        (item, said)
        for item, said in zip(items, predictions, strict=True)
        if item.topics is not None
    ]
    if not told:
        return None
    pairs = [pair for topic in TOPICS for pair in _pairs(topic, told)]
    languages = Counter(item.language for item, _ in told)
    labels = {label for item, _ in told for label in (item.topics or ())}
    return Scores(
        micro=_counts(pairs),
        topics={topic: _counts(p for p in pairs if p.topic == topic) for topic in TOPICS},
        languages={
            language: _counts(p for p in pairs if p.item.language == language)
            for language in sorted(languages)
        },
        items=dict(languages),
        wrong=tuple(pair for pair in pairs if pair.wrong),
        other_labels=tuple(sorted(labels - set(TOPICS))),
    )


def _pairs(topic: str, told: Iterable[tuple[LabelledItem, Prediction]]) -> Iterator[Pair]:
    for item, prediction in told:
        said, true = prediction.topics.get(topic), topic in (item.topics or ())
        if (said or true) and topic not in item.unsure:
            yield Pair(item=item, topic=topic, said=said, true=true)


def _counts(pairs: Iterable[Pair]) -> Counts:
    kinds = Counter((pair.said is not None, pair.true) for pair in pairs)
    return Counts(tp=kinds[True, True], fp=kinds[True, False], fn=kinds[False, True])
