"""Reports that are another's word for word, though nobody is credited: no source of their own.

Texts are compared by their runs of five words (shingles; Broder, "On the resemblance and
containment of documents", 1997): the shorter one is a copy when most of its runs stand in the
other. A story has few items, so each is compared with each, exactly.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bot.model import Told
from bot.pipeline.text import words
from bot.pipeline.text.origin import teller

RUN = 5  # words
LEAST = 20  # runs of a text; a shorter one may be what everybody says
COPIED = 0.8  # of the shorter text's runs, in the other
COMPARED = 40  # items of a story, the first
READ = 3000  # characters of a text


def with_origins(told: Sequence[Told]) -> tuple[Told, ...]:
    """Give the items with the origin of each uncredited copy: a wire's report, else the first."""
    if len(told) < 2:
        return tuple(told)
    runs = [_runs(one.item.text[:READ]) for one in told[:COMPARED]]
    # Whom others copy: wires first, then who came first.
    ranked = sorted(range(len(runs)), key=lambda n: (told[n].publisher.kind != "wire", n))
    found = list(told)
    for rank, place in enumerate(ranked):
        one = told[place]
        if teller(one) != one.publisher.family or one.publisher.kind == "wire":
            continue
        for other in ranked[:rank]:
            origin = teller(told[other])
            if origin != one.publisher.family and _is_copy(runs[place], runs[other]):
                found[place] = replace(one, item=replace(one.item, page_origin=origin))
                break
    return tuple(found)


def _is_copy(one: frozenset[int], other: frozenset[int]) -> bool:
    least = min(len(one), len(other))
    return least >= LEAST and len(one & other) >= COPIED * least


@lru_cache(maxsize=512)  # of each channel's view of a story it is asked again
def _runs(text: str) -> frozenset[int]:
    spoken = words(text)
    return frozenset(hash(spoken[n : n + RUN]) for n in range(len(spoken) - RUN + 1))
