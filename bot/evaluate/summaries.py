"""How good summaries of a topic are: rows → summaries → scores; pure.

    row ──read_article──▶ Article ──summaries──▶ sentences of each topic ──score──▶ Figures

A topic's words and phrases are watched for like anybody's words, and what the matcher finds is
handed to the summariser of the bot. Nothing else of a row is looked at before scoring.
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.errors import RowError
from bot.evaluate.rouge import KINDS, rouge, rouge1
from bot.evaluate.rows import Row, id_of, text_of
from bot.model import Feed, Item, Match, Publisher, Told
from bot.pipeline.match import Document, Index, build_index, match
from bot.pipeline.match.stems import same_word
from bot.pipeline.query import parse_query
from bot.pipeline.summarise import summarise
from bot.pipeline.text import script_language, sentences, words
from bot.pipeline.text.clean import (
    is_dangling,
    is_of_the_page,
    is_whole,
    without_connective,
    without_dateline,
)
from bot.pipeline.text.meaning import carries
from bot.pipeline.text.quotes import quotations

_THEN = datetime(2000, 1, 1, tzinfo=UTC)
_LATER = 0.05  # by which each next word of a topic counts less: they stand by their weight
_LEAST = 0.2
_PHRASE = 0.5  # what a phrase counts beside a word
_LANGUAGE = "en"
_UNTITLED = "-"  # a short text would stand for a title that is not there

Texts = tuple[str, ...]  # the sentences of one summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A topic of a row: what is asked for, and beside it what a person wrote of it."""

    weights: Mapping[str, float]  # word → what it counts
    summary: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One row."""

    id: str | int
    text: str
    topics: tuple[Asked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """Sentences that should not stand in a summary, and how many there are in all."""

    sentences: int = 0
    dangling: int = 0  # need the one before
    cut: int = 0  # are none of the text's sentences, or half a quotation
    boilerplate: int = 0  # speak of the page, or begin with a wire's mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Means over all summaries that can be scored, 0…1."""

    rouge: Mapping[str, float]
    focus: float | None  # ROUGE-1 to the topic's summary less that to the other's
    scored: int


def read_article(row: Row) -> Article:
    """Read ``{"id", "article", "topics": [{"words", "phrases", "summary"}]}``. Raises RowError."""
    article, topics = text_of(row, "article"), row.get("topics")
    if article is None:
        raise RowError("has no `article`. Add the text that is to be summarised.")
    if not isinstance(topics, list) or not all(isinstance(topic, dict) for topic in topics):
        raise RowError(
            'has no `topics`. Write [{"words": "ship, reef", "phrases": "coast guard"}].'
        )
    return Article(id=id_of(row), text=article, topics=tuple(_asked(topic) for topic in topics))


def _asked(topic: Row) -> Asked:
    weights = weights_of(_listed(topic, "words"), _listed(topic, "phrases"))
    return Asked(weights=weights, summary=text_of(topic, "summary"))


def _listed(topic: Row, key: str) -> list[str]:
    value = topic.get(key) or ""
    parts = value if isinstance(value, list) else [value]
    if not all(isinstance(part, str) for part in parts):
        raise RowError(f'has `{key}` that are not text. Write them as "ship, reef".')
    return [found for part in parts for piece in part.split(",") if (found := piece.strip())]


def weights_of(asked: Iterable[str], phrases: Iterable[str]) -> dict[str, float]:
    """Say what each word counts: the first ones most, one of many in a phrase little.

    Forms of one word count as the first that came.
    """
    weights: dict[str, float] = {}
    for place, text in enumerate(asked):
        for word in filter(carries, _words_of(text)):
            known = _known(weights, word)
            weights[known] = max(weights.get(known, 0.0), max(_LEAST, 1 - _LATER * place))
    for text in phrases:
        parts = [word for word in _words_of(text) if carries(word)]
        for word in parts:
            known = _known(weights, word)
            weights[known] = weights.get(known, 0.0) + _PHRASE / len(parts) ** 0.5
    return weights


def _words_of(text: str) -> Sequence[str]:
    """Give the words of what is asked for; Chinese and Japanese as it stands, not in pairs."""
    return text.split() if script_language(text) in {"ja", "zh"} else words(text)


def _known(weights: Mapping[str, float], word: str) -> str:
    return next((one for one in weights if same_word(one, word, _LANGUAGE)), word)


def summaries(article: Article, *, most: int, characters: int | None) -> tuple[Texts, ...]:
    """Summarise an article for each of its topics, as the bot does for somebody's watches."""
    told = _told(article.text)
    return tuple(
        tuple(
            sentence.text
            for sentence in summarise(
                [told],
                {told.item.id: found(article.text, asked.weights)},
                sentences=most,
                characters=characters,
                weights=asked.weights,
            ).sentences
        )
        for asked in article.topics
    )


def found(text: str, weights: Mapping[str, float]) -> list[Match]:
    """Find the words in a text as the matcher does: in their other forms, too."""
    index = _index(weights)
    return list(match(index, Document(title="", text=text, language=_LANGUAGE)).values())


def _index(weights: Mapping[str, float]) -> Index:
    return build_index([], {n: parse_query(word, None) for n, word in enumerate(weights)})


def is_kept(id_: str | int) -> bool:
    """Whether a row is of the half that was kept back while weights were fitted."""
    return zlib.crc32(str(id_).encode("utf-8", "surrogatepass")) % 2 == 0


def _told(text: str) -> Told:
    feed = Feed(id=1, url="", name="", next_due_at=_THEN, interval=0)
    item = Item(
        id=1, feed_id=1, key="", link=None, canonical=None, title=_UNTITLED, text=text,
        language=_LANGUAGE, published=None, first_seen=_THEN,
    )  # fmt: skip
    return Told(item=item, feed=feed, publisher=Publisher(id="", name="", family="", kind=""))


# ── scoring ─────────────────────────────────────────────────────────────────────────────────


def score(articles: Sequence[Article], said: Sequence[Sequence[Texts]]) -> Figures | None:
    """Compare summaries with those that people wrote; None when there is none of these.

    Raises TidingsError when the package that counts ROUGE is not there.
    """
    rates = [
        (rouge(" ".join(text), asked.summary), _other(article, place, text))
        for article, texts in zip(articles, said, strict=True)
        for place, (asked, text) in enumerate(zip(article.topics, texts, strict=True))
        if asked.summary
    ]
    if not rates:
        return None
    away = [found["rouge1"] - other for found, other in rates if other is not None]
    return Figures(
        rouge={kind: sum(found[kind] for found, _ in rates) / len(rates) for kind in KINDS},
        focus=sum(away) / len(away) if away else None,
        scored=len(rates),
    )


def _other(article: Article, place: int, text: Texts) -> float | None:
    """Give the mean ROUGE-1 to what was written of the article's other topics."""
    others = [a.summary for n, a in enumerate(article.topics) if n != place and a.summary]
    if not others:
        return None
    return sum(rouge1(" ".join(text), other) for other in others) / len(others)


def faults(articles: Sequence[Article], said: Sequence[Sequence[Texts]]) -> Faults:
    """Count the sentences that should not be there, in all summaries."""
    counted = [
        _faults_of(sentence, whole)
        for article, texts in zip(articles, said, strict=True)
        for whole in [_wholes(article.text)]
        for text in texts
        for sentence in text
    ]
    return Faults(
        sentences=len(counted),
        dangling=sum(one[0] for one in counted),
        cut=sum(one[1] for one in counted),
        boilerplate=sum(one[2] for one in counted),
    )


def _wholes(article: str) -> frozenset[str]:
    """Give the text's sentences, each with its wire's mark and its connective, and without."""
    plain = sentences(article, None)
    unmarked = {without_dateline(sentence, 0)[1] for sentence in plain}
    return frozenset(plain) | unmarked | {without_connective(one, 0)[1] for one in unmarked}


def _faults_of(sentence: str, whole: frozenset[str]) -> tuple[bool, bool, bool]:
    halved = any(not quotation.closed for quotation in quotations(sentence))
    page = is_of_the_page(sentence) or without_dateline(sentence, 0)[0] > 0
    return is_dangling(sentence), sentence not in whole or halved or not is_whole(sentence), page
