"""The sentences of a report, each a slice of its text, and which of them may stand alone.

Left out: labels, words about the page, ends that are cut off. Read, and not to be shown: half a
quotation, and what needs the sentence before it ("He went on").
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.pipeline.text import sentences, words
from bot.pipeline.text.clean import (
    is_around,
    is_dangling,
    is_of_the_page,
    is_whole,
    without_connective,
    without_dateline,
    without_tails,
)
from bot.pipeline.text.meaning import carries
from bot.pipeline.text.quotes import Quotation, quotations
from bot.pipeline.text.turns import Turn, turn

READ = 60  # sentences of one text that are looked at
READ_CHARACTERS = 40_000  # of one text; what follows is no news
STEM = 6  # letters
LONGEST_TAIL = 600  # characters that may be taken off a sentence: "The post … appeared first on …"
LONGEST = 1_500  # characters of a sentence; the summary has its own limit
CAPTION = (" .", " !", " ?")  # a stop behind a space: a heading or caption that a program ended
_KEPT = 256  # texts whose sentences are remembered: each channel of a story asks for them
_ASKS = re.compile(r"[?？؟]\s*$")  # a question tells nothing; a quoted one ends in its mark
# Nothing but a quotation: nobody knows whose.
_SAID = re.compile(r"[\"“„«「『][^\"“”„«»「」『』]+[\"”“»」』][.。]?$")
_SPOKEN = re.compile(r"\b(?:I|we|my|our|us|you)\b")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with what it is weighed by."""

    text: str
    place: int  # where it begins in the text
    rank: int  # sentences of the report before it
    length: int  # words
    words: frozenset[str]  # folded
    said: Mapping[str, int]  # those that carry meaning, with how often they stand there
    stems: frozenset[str]  # of these how they begin: forms of one word are one
    numbers: int
    speaks: int  # 1 for a quotation first, 1 more for somebody who speaks of "we"
    stands: bool  # whether it may be shown without the one before it
    turn: Turn | None  # what it turns to, if it leaves the matter of those before it

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.place + len(self.text)


@lru_cache(maxsize=_KEPT)
def statements(text: str, title: str, language: str | None) -> tuple[Statement, ...]:
    """Give the sentences of the report in order; the title in front is no part of one."""
    quoted = quotations(text[:READ_CHARACTERS])
    return tuple(
        _statement(rank, place, said, quoted, language, turned)
        for rank, (place, said, turned) in enumerate(_of_the_report(text, title, language))
    )


def _statement(
    rank: int,
    place: int,
    text: str,
    quoted: Sequence[Quotation],
    language: str | None,
    turned: Turn | None,
) -> Statement:
    spoken = words(text)
    said = Counter(filter(carries, spoken))
    return Statement(
        text=text,
        place=place,
        rank=rank,
        length=len(spoken),
        words=frozenset(spoken),
        said=said,
        stems=frozenset(word[:STEM] if word.isalpha() else word for word in said),
        numbers=len(_NUMBER.findall(text)),
        speaks=(text[0] in "\"'“‘„‚»「『«") + bool(_SPOKEN.search(text)),
        stands=not (is_dangling(text, language) or _ASKS.search(text) or _SAID.match(text))
        and not _breaks(quoted, place, text),
        turn=turned,
    )


def _of_the_report(
    text: str, title: str, language: str | None
) -> Iterator[tuple[int, str, Turn | None]]:
    """Yield place and text of each sentence that is none of the page's or the feed's words.

    With what it turns to, which the link may say that is taken off it (「一方、」).

    What stands around articles is looked for in front alone: it takes time, and further down it
    matters only in what is shown.
    """
    in_front = True
    for start, sentence in _in_order(text, language):
        if len(sentence) > LONGEST + LONGEST_TAIL:
            continue
        start, clean = without_tails(sentence, title, start)
        start, clean = without_dateline(clean, start)
        turned = turn(clean)
        start, clean = without_connective(clean, start)
        if not is_whole(clean) or is_of_the_page(clean):
            continue
        in_front = in_front and is_around(clean)
        if not in_front:
            yield start, clean, turned


def _in_order(text: str, language: str | None) -> Iterator[tuple[int, str]]:
    """Yield the first sentences with their places; one that the limit cuts is left out."""
    read = text[:READ_CHARACTERS]
    end = 0
    for sentence in sentences(read, language)[:READ]:
        start = text.index(sentence, end)
        end = start + len(sentence)
        if end < len(read) or end == len(text):
            yield start, sentence


def _breaks(quoted: Sequence[Quotation], start: int, text: str) -> bool:
    """Whether a quotation goes on beyond the sentence, or began before it.

    Between one that was left open and the next is its rest, but for captions. How far one
    reaches that nothing ends nobody knows: only where it begins counts.
    """
    end = start + len(text)
    first = bisect_right(quoted, start, key=lambda q: q.end)
    for n, found in enumerate(quoted[first:], first):
        if found.start >= end:
            return False
        if found.start >= start and not (found.closed and found.end <= end):
            return True
        ends = found.closed or (n + 1 < len(quoted) and quoted[n + 1].start == found.end)
        if found.start < start and ends and (found.closed or not text.endswith(CAPTION)):
            return True
    return False
