"""What may be said of an item: its statements, with the names of the watch that stand in them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.model import Match, Told
from bot.pipeline.summarise.statements import Statement, statements
from bot.pipeline.text import script_language

SAYS = 0.8  # share of common words from which a sentence says what a title says


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement of one item of a story."""

    statement: Statement
    source: int  # index of its item
    language: str | None
    shown: bool  # whether it may be chosen; the others say what the story is about
    met: Mapping[str, int]  # names that met the watch, with how often they stand there


def candidates(
    source: int,
    told: Told,
    matches: Sequence[Match],
    titles: Sequence[frozenset[str]],
    characters: int | None,
) -> Iterator[Candidate]:
    """Yield what an item says, in its order; ``characters`` is the most that is shown of it.

    What says no more than one of the ``titles`` (their words) is not shown.
    """
    item = told.item
    places = _places(matches)
    language = script_language(item.body) or item.language or told.feed.language
    for one in statements(item.body, item.title, language):
        inside = (name for start, end, name in places if one.place <= start and end <= one.end)
        fits = characters is None or len(one.text) <= characters
        shown = one.stands and fits and not any(_says(one.words, title) for title in titles)
        yield Candidate(one, source, language, shown, Counter(inside))


def _places(matches: Sequence[Match]) -> list[tuple[int, int, str]]:
    """Give where names met the watch in an item's text, one of those that overlap, in order."""
    found = sorted(
        {(e.start, -e.end, e.alias) for m in matches for e in m.evidence if e.field == "text"}
    )
    out: list[tuple[int, int, str]] = []
    for start, end, alias in found:
        if not out or start >= out[-1][1]:
            out.append((start, -end, alias))
    return out


def _says(sentence: frozenset[str], title: frozenset[str]) -> bool:
    """Whether a sentence says no more than a title does: equal, or hardly a word beyond it."""
    if not title:
        return False
    return not sentence - title or len(sentence & title) / len(sentence | title) >= SAYS
