"""Three whole sentences about what was asked for, each with the source it was taken from.

Extractive: a sentence is a slice of its item's text. Sentences are ranked by the names that met
the watch, their place in the item and how they begin; near-copies and the title are left out
(a greedy form of Carbonell and Goldstein's MMR, 1998). Output is in reading order.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.model import Item, Match, Sentence, Summary, Told
from bot.pipeline.text import marks_in, script_language, sentences, words
from bot.pipeline.text.clean import is_dangling, is_whole, without_tails

SAME = 0.6  # share of common words from which two sentences say the same
READ = 40  # sentences of one item that are looked at
LONGEST_TAIL = 600  # characters that may be taken off a sentence: "The post … appeared first on …"


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    source: int
    place: int  # where it begins in its item's text
    language: str | None
    said: frozenset[str]
    worth: float


def summarise(
    told: Sequence[Told],
    matches: Mapping[int, Sequence[Match]],
    *,
    sentences: int,
    characters: int,
) -> Summary:
    """Choose up to ``sentences`` that together, with spaces, have at most ``characters``.

    ``told`` are a story's items in order; ``matches`` (item id → matches) say by their evidence
    where the topic stands, and it is marked there. Nothing is cut: where no sentence fits, the
    summary is empty.
    """
    titles = [frozenset(words(one.item.title)) for one in told]
    pool = [
        candidate
        for number, one in enumerate(told)
        for candidate in _of_item(number, one, matches.get(one.item.id, ()), titles, characters)
    ]
    main = next((c.language for c in pool if c.source == 0), None)
    ranked = sorted(pool, key=lambda c: (c.language != main, -c.worth, c.source, c.place))
    chosen = _choose(ranked, sentences, characters)
    return Summary(
        sentences=tuple(
            _sentence(c, told[c.source].item, matches)
            for c in sorted(chosen, key=lambda c: (c.source, c.place))
        )
    )


def _sentence(chosen: _Candidate, item: Item, matches: Mapping[int, Sequence[Match]]) -> Sentence:
    places = _places(matches.get(item.id, ()))
    end = chosen.place + len(chosen.text)
    return Sentence(
        text=chosen.text,
        source=chosen.source,
        language=chosen.language,
        marks=marks_in(item.text, places, chosen.place, end),
    )


def _places(matches: Sequence[Match]) -> list[tuple[int, int]]:
    return sorted({(e.start, e.end) for m in matches for e in m.evidence if e.field == "text"})


def _choose(ranked: Iterable[_Candidate], most: int, characters: int) -> list[_Candidate]:
    chosen: list[_Candidate] = []
    left = characters
    for candidate in ranked:
        if len(chosen) == most:
            break
        cost = len(candidate.text) + (1 if chosen else 0)
        if cost <= left and not any(_same(candidate.said, other.said) for other in chosen):
            chosen.append(candidate)
            left -= cost
    return chosen


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sentences say the same: much in common, or one within the other."""
    if not one or not other:
        return False
    return len(one & other) / min(len(one), len(other)) >= 0.8 or _likeness(one, other) >= SAME


def _says(sentence: frozenset[str], title: frozenset[str]) -> bool:
    """Whether a sentence says no more than a title does: equal, or hardly a word beyond it."""
    return bool(title) and (not sentence - title or _likeness(sentence, title) >= 0.8)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(len(one | other), 1)


# ── one item ────────────────────────────────────────────────────────────────────────────────


def _of_item(
    source: int,
    told: Told,
    matches: Sequence[Match],
    titles: Sequence[frozenset[str]],
    characters: int,
) -> Iterator[_Candidate]:
    places = _places(matches)
    language = script_language(told.item.text) or told.item.language or told.feed.language
    rank = 0
    for start, text in _whole_sentences(told, language, characters):
        said = frozenset(words(text))
        if any(_says(said, title) for title in titles):
            continue
        hits = sum(start <= first and last <= start + len(text) for first, last in places)
        yield _Candidate(text, source, start, language, said, _worth(text, hits, rank, source))
        rank += 1


def _whole_sentences(
    told: Told, language: str | None, characters: int
) -> Iterator[tuple[int, str]]:
    """Yield the sentences that may stand in a summary, each with its place in the text."""
    end = 0
    for sentence in sentences(told.item.text, language)[:READ]:
        start = told.item.text.index(sentence, end)
        end = start + len(sentence)
        if len(sentence) <= characters + LONGEST_TAIL:
            start, clean = without_tails(sentence, told.item.title, start)
            if len(clean) <= characters and is_whole(clean):
                yield start, clean


def _worth(text: str, hits: int, rank: int, source: int) -> float:
    """Rank: names of the topic first, then the beginning, the first sources, a clear start."""
    topic = 2.0 + 0.25 * min(hits - 1, 3) if hits else 0.0
    length = 0.3 if 40 <= len(text) <= 300 or not text.isascii() else 0.0
    return topic + 1.0 / (1 + rank) + length - 0.1 * min(source, 5) - 1.5 * is_dangling(text)
