"""Reports that are another's word for word, though nobody is credited: no source of their own.

Texts are compared by their runs of five words (shingles; Broder, "On the resemblance and
containment of documents", 1997): the shorter one is a copy when most of its runs stand in the
other. Of short ones the title has to be the same, too, word for word. A story has few items, so
each is compared with each, exactly.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.model import Told
from bot.pipeline.text import words
from bot.pipeline.text.origin import teller

RUN = 5  # words
LEAST = 20  # runs of a text; a shorter one may be what everybody says
LEAST_WHOLE = 12  # words of a title and its text that nobody else finds by chance
COPIED = 0.8  # of the shorter text's runs, in the other
COMPARED = 40  # items of a story, the first
READ = 3000  # characters of a text


def with_origins(told: Sequence[Told]) -> tuple[Told, ...]:
    """Give the items with the origin of each uncredited copy: a wire's report, else the first."""
    if len(told) < 2:
        return tuple(told)
    read = [_read(one.item.title, one.item.text[:READ]) for one in told[:COMPARED]]
    # Whom others copy: wires first, then who came first.
    ranked = sorted(range(len(read)), key=lambda n: (told[n].publisher.kind != "wire", n))
    found = list(told)
    for rank, place in enumerate(ranked):
        one = told[place]
        if teller(one) != one.publisher.family or one.publisher.kind == "wire":
            continue
        for other in ranked[:rank]:
            origin = teller(told[other])
            if origin != one.publisher.family and _is_copy(read[place], read[other]):
                found[place] = replace(one, item=replace(one.item, page_origin=origin))
                break
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Read:
    """A report as it is compared: the runs of its text, and all of its words."""

    runs: frozenset[int]
    whole: tuple[tuple[str, ...], tuple[str, ...]]  # of the title, and of the text


def _is_copy(one: _Read, other: _Read) -> bool:
    title, text = one.whole
    if one.whole == other.whole and len(title) + len(text) >= LEAST_WHOLE:
        return bool(text) and text != title
    least = min(len(one.runs), len(other.runs))
    return least >= LEAST and len(one.runs & other.runs) >= COPIED * least


@lru_cache(maxsize=512)  # of each channel's view of a story it is asked again
def _read(title: str, text: str) -> _Read:
    spoken = tuple(words(text))
    runs = frozenset(hash(spoken[n : n + RUN]) for n in range(len(spoken) - RUN + 1))
    return _Read(runs, (tuple(words(title)), spoken))
