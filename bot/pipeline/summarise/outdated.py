"""Sentences that a story has left behind: their figures were corrected, or told anew since.

A figure is a number with the words that follow it ("four … missing"). It is wrong from when an item
was given another number in its place, or an outlet said that it had been. It is old where a newer
item says the same in the same words with another number. Words about a correction ("an earlier
version said nine", "there were ten") are told as such, and stand in no summary.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from bot.model import Told
from bot.pipeline.summarise.candidates import Candidate, candidates
from bot.pipeline.summarise.superseded import is_older, superseded
from bot.pipeline.text import sentences, words
from bot.pipeline.text.corrections import (
    is_correction,
    may_correct,
    revised_from,
    says_what_it_said,
    says_what_was_wrong,
)
from bot.pipeline.text.facts import Number, numbers
from bot.pipeline.text.harm import denied
from bot.pipeline.text.harm import told as told_harm
from bot.pipeline.text.meaning import carries
from bot.pipeline.text.needed import sought
from bot.pipeline.text.reversals import reverses, stops
from bot.pipeline.text.stages import is_to_come
from bot.pipeline.text.tolls import dead, passing, risen_to, told_by, toll

FOLLOWING = 3  # words that carry meaning, by which a figure is known
COMPARED = 8  # sentences of an item whose figures are compared
READ = 12  # of those in which it may speak of a correction
SAME_WORDS = 0.6  # of two sentences' words, but for numbers, in both: they say one thing
MOST_AFTER = 2  # sentences after the one that says what was wrong
AGAIN = 2  # words of a title that is a correction, in what it corrects
SLOW = timedelta(hours=3)  # after a toll rose, in which outlets may still tell the old one
_FEWER = sought(
    r"\b(?:revis|lower|reduc|correct|down|another|more|further|korrigier|gesenkt|weitere|révis"
    r"|autres?|corrig|rebaj|otros?)\w*|修正|訂正|下方|さらに|新たに|下调|下調|更正|另|又有|추가|정정",
    re.IGNORECASE,
)
# Of people much is said at once; of money, how much changes: "1.2 billion", "120 million".
_NO_COUNTED = re.compile(
    r"people|persons|others|million(?:en|s|es)?|billion|trillion|thousand|bn|mn|milliarden?|mio|mrd"
    r"|milliards?|millones|millón|milioni|miliardi|milhões|mil"
)
_DIGITS = re.compile(r"\W?[\d.,]+")
REVERSED = 3  # sentences of an item in which it may take something back
TAKEN_BACK = 0.5  # of the shorter one's words, in what takes it back
_NOT = r"(?:\b(?:not|instead of|rather than|nicht|statt|et non|y no|au lieu de)\s+(?:the\s+)?)"
_DENIED_AFTER = r"\s?(?:ではなく|でなく|아닌|이 아니라|而非|而不是)"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it counts."""

    value: float
    kind: str
    counted: str  # the first of the words that follow
    follow: frozenset[str]

    def counts_the_same(self, other: "Figure") -> bool:
        """Whether both count one thing, whatever the numbers."""
        return (self.kind, self.counted) == (other.kind, other.counted)

    def is_said_as(self, wrong: "Figure") -> bool:
        """Whether it is a number that was wrong, with words that stood there as well."""
        numbers_agree = (self.value, self.kind) == (wrong.value, wrong.kind)
        return numbers_agree and bool(self.follow & wrong.follow)


@dataclass(frozen=True, slots=True)
class _Wrong:
    figure: Figure
    at: datetime  # when that was known
    by: int | None = None  # the item that denies it: others go on telling it for a while


def outdated(told: Sequence[Told], pool: Sequence[Candidate]) -> set[int]:
    """Give the places in ``pool`` of what is not to be shown; ``told``: the story's items."""
    notes = {n: note for n, one in enumerate(told) if _may_correct(one) and (note := _note(one))}
    of_notes = {n for n, one in enumerate(pool) if _is_noted(one, notes.get(one.source, ()))}
    wrong = [wrong for one in told for wrong in _replaced(one)]
    wrong += [_Wrong(figure, told[n].at, n) for n in notes for figure in _denied(notes[n])]
    if not wrong and len(told) < 2:
        return of_notes
    figured = [
        (n, one, figures(one.statement.text))
        for n, one in enumerate(pool)
        if one.shown and n not in of_notes and one.statement.rank < COMPARED
    ]
    corrected = {
        n
        for n, one, found in figured
        if any(f.is_said_as(w.figure) and _tells_still(told, one, w) for f in found for w in wrong)
    }
    return (
        of_notes
        | corrected
        | _told_anew(told, figured)
        | _passed(told, pool)
        | _revised(told, pool)
        | _corrected_by_titles(told, pool)
        | _reversed(told, pool)
        | _no_longer_unhurt(told, pool)
        | superseded(told, pool)
    )


def left_behind(told: Sequence[Told]) -> dict[int, frozenset[str]]:
    """Give the sentences of each item, by its place, that others of these have left behind."""
    pool = [c for n, one in enumerate(told) for c in candidates(n, one, (), (), None)]
    found: defaultdict[int, set[str]] = defaultdict(set)
    for place in outdated(told, pool):
        found[pool[place].source].add(pool[place].statement.text)
    return {n: frozenset(texts) for n, texts in found.items()}


def _tells_still(told: Sequence[Told], one: Candidate, wrong: _Wrong) -> bool:
    """Whether an item came before a figure was known to be wrong, or too soon after to have it."""
    slow = timedelta() if wrong.by in {None, one.source} else SLOW
    return told[one.source].at < wrong.at + slow


def _is_noted(one: Candidate, note: Sequence[str]) -> bool:
    """Whether a sentence speaks of a correction; one that tells the right thing whole may stand."""
    said = one.statement.text
    return said in note and (is_correction(said) or not one.met or says_what_was_wrong(said))


def _may_correct(told: Told) -> bool:
    return may_correct(told.item.body) or may_correct(told.item.title)


# ── corrections ─────────────────────────────────────────────────────────────────────────────


def _note(told: Told) -> list[str]:
    """Give the sentences in which an item speaks of a correction: so marked, and what is right."""
    found: list[str] = []
    going_on = 0
    titled = is_correction(told.item.title)
    for said in _read(told.item.body):
        if is_correction(said) or (titled and not found and says_what_was_wrong(said)):
            going_on = MOST_AFTER if says_what_was_wrong(said) else 0
            found.append(said)
        elif going_on:
            going_on = 0 if numbers(said) else going_on - 1
            found.append(said)
    return found


def _replaced(told: Told) -> Iterator[_Wrong]:
    """Yield the figures that another number took the place of in an item."""
    if not told.earlier:
        return
    now = _figures_of(told.item.text)
    for version in told.earlier:
        for old in _figures_of(version.text):
            alike = [figure for figure in now if figure.counts_the_same(old)]
            if alike and all(figure.value != old.value for figure in alike):
                yield _Wrong(old, version.until)


def _denied(note: Sequence[str]) -> Iterator[Figure]:
    """Yield what a correction says was wrong: in "an earlier version said nine", "not nine"."""
    for place, text in enumerate(note):
        found = list(_located(text))
        denied = [n for n, (number, _) in enumerate(found) if _is_denied(text, number)]
        right = [figure for n, (_, figure) in enumerate(found) if n not in denied]
        for n in denied:
            figure = found[n][1]
            # In "three ships, not four" the words after the first say what both count.
            follow = figure.follow.union(*(one.follow for one in right))
            yield Figure(figure.value, figure.kind, figure.counted, follow)
        after = any(numbers(later) for later in note[place + 1 :])
        after = after or (place + 1 < len(note) and says_what_it_said(text))
        if denied or not says_what_was_wrong(text):
            continue
        if after:
            yield from (figure for _, figure in found)
        elif len(found) > 1 and found[0][1].kind == found[-1][1].kind:
            yield found[0][1]  # "said that it was 25 million; it is 2.5 million"


def _is_denied(text: str, number: Number) -> bool:
    shown = re.escape(number.shown.strip())
    pattern = rf"{_NOT}{shown}|{shown}\w{{0,2}}{_DENIED_AFTER}"
    return bool(re.search(pattern, unicodedata.normalize("NFKC", text), re.IGNORECASE))


# ── tolls ───────────────────────────────────────────────────────────────────────────────────


def _passed(told: Sequence[Told], pool: Sequence[Candidate]) -> set[int]:
    """Give the sentences of fewer dead than a newer item says the toll rose to.

    Who tells of fewer in the hours after that has not heard of it, save with words for it.
    """
    tolls = [
        (told[one.source], risen)
        for one in pool
        if (risen := risen_to(one.statement.text)) is not None
    ]
    titled = {place for one in told for place in passing(told, one)}
    tolls += [(told[place], told_by(told[place]) or 0.0) for place in titled]
    if not tolls:
        return set()
    counted = ((n, one.source, dead(one.statement.text)) for n, one in enumerate(pool))
    knows = [_FEWER.search(one.statement.text) is not None for one in pool]

    def _has_not_heard(one: Told, other: Told, n: int) -> bool:
        late = timedelta() < one.at - other.at <= SLOW and not knows[n]
        return late or is_older(one, other)

    return {
        n
        for n, source, count in counted
        if count is not None
        and any(count < risen and _has_not_heard(told[source], one, n) for one, risen in tolls)
    }


def _revised(told: Sequence[Told], pool: Sequence[Candidate]) -> set[int]:
    """Give the sentences with a figure that a newer item says was changed to another."""
    changed = [
        (told[one.source], was, _plain_words(one.statement.text))
        for one in pool
        if one.statement.rank < COMPARED and (was := revised_from(one.statement.text)) is not None
    ]
    return {
        n
        for n, one in enumerate(pool)
        for item, was, said in changed
        if one.shown
        and is_older(told[one.source], item)
        and any(number.value == was for number in numbers(one.statement.text))
        and _plain_words(one.statement.text) & said
    }


def _corrected_by_titles(told: Sequence[Told], pool: Sequence[Candidate]) -> set[int]:
    """Give the sentences with what a newer title takes back: "to rise 2%, not 12%", 死者は2人.

    Of a title that is marked as a correction and counts dead, each other count of older items.
    """
    found: set[int] = set()
    for item in told:
        if not is_correction(item.item.title):
            continue
        title, said = item.item.title, _plain_words(item.item.title)
        wrong = {(n.value, n.kind) for n in numbers(title) if _is_denied(title, n)}
        right = toll(title) or dead(item.item.body)
        for n, one in enumerate(pool):
            text = one.statement.text
            if not one.shown or not is_older(told[one.source], item):
                continue
            again = len(_plain_words(text) & said) >= AGAIN
            denied = again and any((said_.value, said_.kind) in wrong for said_ in numbers(text))
            if denied or (right is not None and dead(text) not in {None, right}):
                found.add(n)
    return found


def _reversed(told: Sequence[Told], pool: Sequence[Candidate]) -> set[int]:
    """Give the sentences that a newer item takes back: called off, freed, denied."""
    news = [
        one
        for one in pool
        if one.shown
        and one.statement.rank < REVERSED
        and (reverses(one.statement.text) or stops(one.statement.text))
    ]
    return {
        n
        for n, one in enumerate(pool)
        if one.shown and not reverses(one.statement.text) and not stops(one.statement.text)
        for newer in news
        if reverses(newer.statement.text) or is_to_come(one.statement.text)
        if is_older(told[one.source], told[newer.source]) and _much_in_common(one, newer)
    }


def _much_in_common(one: Candidate, other: Candidate) -> bool:
    mine, theirs = one.statement.said.keys(), other.statement.said.keys()
    return len(mine & theirs) >= TAKEN_BACK * min(len(mine), len(theirs))


def _no_longer_unhurt(told: Sequence[Told], pool: Sequence[Candidate]) -> set[int]:
    """Give the sentences that say nobody was hurt, where a newer item counts some who were."""
    denying = [(n, one, harm) for n, one in enumerate(pool) if (harm := denied(one.statement.text))]
    if not denying:
        return set()
    hurt = [
        (told[one.source], _harm(one.statement.text))
        for one in pool
        if one.statement.rank < COMPARED
    ]
    hurt += [(one, _harm(one.item.title)) for one in told]
    return {
        n
        for n, one, harm in denying
        if any(worst >= harm and is_older(told[one.source], item) for item, worst in hurt)
    }


@lru_cache(maxsize=4096)
def _harm(text: str) -> int:
    return 0 if denied(text) else told_harm(text) or 0


# ── what was told anew ──────────────────────────────────────────────────────────────────────


def _told_anew(
    told: Sequence[Told], figured: Sequence[tuple[int, Candidate, Sequence[Figure]]]
) -> set[int]:
    """Give the sentences that a newer item repeats with another number."""
    counting: dict[str, list[tuple[int, Candidate, Figure]]] = defaultdict(list)
    for n, one, found in figured:
        for figure in found:
            counting[figure.counted].append((n, one, figure))
    old: set[int] = set()
    for alike in counting.values():
        for n, one, figure in alike:
            if n not in old and any(
                figure.value != newer.value
                and figure.kind == newer.kind
                and is_older(told[one.source], told[other.source])
                and _same_words(one, other)
                for _, other, newer in alike
            ):
                old.add(n)
    return old


def _same_words(one: Candidate, other: Candidate) -> bool:
    mine, theirs = _plain_words(one.statement.text), _plain_words(other.statement.text)
    return len(mine & theirs) >= SAME_WORDS * len(mine | theirs)


@lru_cache(maxsize=4096)
def _plain_words(text: str) -> frozenset[str]:
    """Give the words that carry meaning, without numbers."""
    counted = {word for number in numbers(text) for word in words(number.shown)[:1]}
    return frozenset(word for word in words(text) if carries(word)) - counted


# ── figures ─────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=4096)
def figures(text: str) -> tuple[Figure, ...]:
    """Give the numbers of a sentence with what they count; none that nothing follows."""
    return tuple(figure for _, figure in _located(text) if figure.follow)


def _located(text: str) -> Iterator[tuple[Number, Figure]]:
    at, text = 0, unicodedata.normalize("NFKC", text)  # as numbers are shown
    for number in numbers(text):
        start = text.find(number.shown, at)
        if start < 0:
            continue
        at = start + 1
        digits = _DIGITS.match(text, start)
        after = words(text[digits.end() :]) if digits else words(text[start:])[1:]
        telling = [w for w in after if carries(w) and not _NO_COUNTED.fullmatch(w)]
        counted = telling[0] if telling else ""
        yield number, Figure(number.value, number.kind, counted, frozenset(telling[:FOLLOWING]))


def _figures_of(text: str) -> list[Figure]:
    return [figure for sentence in _read(text) for figure in figures(sentence)]


def _read(text: str) -> Iterable[str]:
    return sentences(text, None)[:READ]
