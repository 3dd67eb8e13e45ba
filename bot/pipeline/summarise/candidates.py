"""The sentences of an item that may stand in a summary, each a slice of the item's text.

Left out: what is cut off, half a quotation, labels and words about the page, what needs the
sentence before it ("He went on"), and what says no more than a title of the story.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.model import Item, Match, Told
from bot.pipeline.text import script_language, sentences, words
from bot.pipeline.text.clean import (
    is_dangling,
    is_of_the_page,
    is_whole,
    without_dateline,
    without_tails,
)
from bot.pipeline.text.meaning import carries
from bot.pipeline.text.quotes import Quotation, quotations

READ = 120  # sentences of one item that are looked at
READ_CHARACTERS = 60_000  # of one item; what follows is no news
LONGEST_TAIL = 600  # characters that may be taken off a sentence: "The post … appeared first on …"

Places = Sequence[tuple[int, int, str]]  # [start, end) of the text, and the name that stands there


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with what it is weighed by."""

    text: str
    source: int  # index of its item
    place: int  # where it begins in its item's text
    rank: int  # sentences before it in its item
    language: str | None
    length: int  # words
    said: Mapping[str, int]  # words that carry meaning, folded, with how often they stand there
    met: Mapping[str, int]  # names that met the watch

    @property
    def quotes(self) -> bool:
        """Whether it begins with a quotation."""
        return self.text[:1] in "\"'“‘「『«"


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


def candidates(
    source: int,
    told: Told,
    matches: Sequence[Match],
    titles: Sequence[frozenset[str]],
    characters: int | None,
) -> Iterator[Candidate]:
    """Yield what may be said of an item, in its order; ``characters`` is the most one may have."""
    item = told.item
    places = _places(matches)
    language = script_language(item.text) or item.language or told.feed.language
    for rank, start, text in _presentable(item, language, characters):
        spoken = words(text)
        if any(_says(frozenset(spoken), title) for title in titles):
            continue
        end = start + len(text)
        yield Candidate(
            text=text,
            source=source,
            place=start,
            rank=rank,
            language=language,
            length=len(spoken),
            said=Counter(word for word in spoken if carries(word)),
            met=Counter(name for first, last, name in places if start <= first and last <= end),
        )


def _presentable(
    item: Item, language: str | None, characters: int | None
) -> Iterator[tuple[int, int, str]]:
    """Yield rank, place and text of the sentences that may stand alone."""
    quoted = quotations(item.text[:READ_CHARACTERS])
    rank = 0
    for start, sentence in _in_order(item.text, language):
        if characters is not None and len(sentence) > characters + LONGEST_TAIL:
            rank += 1
            continue
        start, clean = without_tails(sentence, item.title, start)
        start, clean = without_dateline(clean, start)
        if not is_whole(clean) or is_of_the_page(clean):
            continue
        fits = characters is None or len(clean) <= characters
        if fits and not is_dangling(clean) and not _breaks(quoted, start, clean):
            yield rank, start, clean
        rank += 1


def _in_order(text: str, language: str | None) -> Iterator[tuple[int, str]]:
    """Yield the first sentences with their places; one that the limit cuts is left out."""
    found = sentences(text[:READ_CHARACTERS], language)
    whole = found[:-1] if len(text) > READ_CHARACTERS else found
    end = 0
    for sentence in whole[:READ]:
        start = text.index(sentence, end)
        end = start + len(sentence)
        yield start, sentence


def _breaks(quoted: Sequence[Quotation], start: int, text: str) -> bool:
    """Whether a quotation goes on beyond the sentence, or began before it."""
    end = start + len(text)
    for found in quoted[bisect_right(quoted, start, key=lambda q: q.end) :]:
        if found.start >= end:
            return False
        if not (found.closed and start <= found.start and found.end <= end):
            return True
    return False


def _says(sentence: frozenset[str], title: frozenset[str]) -> bool:
    """Whether a sentence says no more than a title does: equal, or hardly a word beyond it."""
    if not title:
        return False
    return not sentence - title or len(sentence & title) / len(sentence | title) >= 0.8
