"""What an item adds to what was told of its story: nothing, an outlet, a development, a correction.

A channel was told some items; each further one is compared with all of them, sentence by sentence.
What is new is a number, a name, a quotation, a topic of the catalogue that none of them had, or
words that they hardly had. A sentence that repeats one of theirs (all but a few of its words) is
no news, unless a number in it changed. Where the languages differ, only numbers, topics and what
turns a story (``novelty_turns``) can be compared. What cannot be judged is a development: better
one post too many than one too few.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from bot.model import Sentence, Told
from bot.pipeline.novelty_turns import turns
from bot.pipeline.text import fold, script_language, sentences, words
from bot.pipeline.text.clean import is_around, is_label, is_whole, without_dateline, without_tails
from bot.pipeline.text.corrections import (
    is_bracketed_note,
    is_correction,
    may_correct,
    says_what_was_wrong,
)
from bot.pipeline.text.facts import Name, Number, names, numbers, quotations
from bot.pipeline.text.meaning import carries
from bot.pipeline.text.tolls import toll

REHASH, OUTLETS, DEVELOPMENT, CORRECTION = "rehash", "outlets", "development", "correction"

SAME = 0.8  # of a sentence's words in one sentence that was told: it says the same
ALL_KNOWN = 0.9  # of its words in all that was told: nor does it say more
MOSTLY_NEW = 0.6  # of its words told nowhere: it says something, whatever that is
SEVERAL = 3  # words that say something, told nowhere: they do, among others that say little
ENOUGH_WORDS = 5  # fewer say too little for that
ENOUGH_LETTERS = 40  # of a script that is written without spaces
READ = 12  # sentences of an item that are looked at for news
HEARD = 100  # sentences of it that count as told
KEPT = 500  # items that are kept as they were read
LEAD = 2  # of them, in which words alone are news; further down they are background
LONGEST = 600  # characters of a sentence that can be shown
MOST_SHOWN = 2  # sentences of one item
MOST_AFTER = 2  # sentences after the one that says what was wrong
STEM = 4  # letters that "China" and "Chinese" share
SAID = 0.6  # of a quotation's words that were told: it was told

_DENSE = "\u2e80"  # from here on: scripts of East Asia
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An item, with the topics of the catalogue that it is about.

    ``topics``: id → its names, the one it is known by first: all of them are one thing.
    """

    told: Told
    topics: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Novelty:
    """What an item adds. ``sentences``: whole, of this item, their ``source`` is 0.

    ``facts`` say what is new: "number 12 ships", "actor Marcos", "topic Coast Guard Law".
    """

    kind: str  # REHASH, OUTLETS, DEVELOPMENT, CORRECTION
    sentences: tuple[Sentence, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """One sentence that can be compared."""

    text: str
    tokens: frozenset[str]
    numbers: tuple[Number, ...]
    stems: frozenset[str]  # how its words begin
    letters: str  # all of it, folded, without spaces
    turns: frozenset[str] = frozenset()  # what turns a story, in whatever language
    is_title: bool = False
    is_whole: bool = True  # else it is read, and not shown


def novelty(told: Iterable[Report], new: Report) -> Novelty:
    """Say what ``new`` adds to what was told."""
    heard = Heard()
    for report in told:
        heard.hear(report)
    return heard.novelty(new)


class Heard:
    """What a channel was told of a story so far; grows."""

    def __init__(self) -> None:
        self._families: set[str] = set()
        self._topics: set[str] = set()
        self._numbers: set[tuple[float, str]] = set()
        self._words: dict[str, set[str]] = {}  # by language
        self._sentences: dict[str, list[frozenset[str]]] = {}
        self._stems: set[str] = set()
        self._turns: set[str] = set()
        self._letters: list[str] = []
        self._topic_words: set[str] = set()
        self._tolls: list[tuple[float, datetime]] = []  # number of dead, when it was published

    def hear(self, report: Report) -> None:
        """Take an item in as told."""
        language = _language(report.told)
        self._families.add(report.told.publisher.family)
        for said in _read(report.told, language):
            self._sentences.setdefault(language, []).append(said.tokens)
            self._words.setdefault(language, set()).update(said.tokens)
            self._numbers |= {(n.value, n.kind) for n in said.numbers}
            self._stems |= said.stems
            self._turns |= said.turns
            self._letters.append(said.letters)
        published, told_dead = report.told.item.published, toll(report.told.item.title)
        if published is not None and told_dead is not None:
            self._tolls.append((told_dead, published))
        for topic in report.topics.keys() - self._topics:
            self._topic_words.update(*map(_tokens, report.topics[topic]))
            for name in report.topics[topic]:
                stems, letters = _named(name)
                self._stems |= stems
                self._letters.append(letters)
        self._topics |= report.topics.keys()

    def novelty(self, report: Report) -> Novelty:
        """Say what an item adds to what was told."""
        told = report.told
        language = _language(told)
        read = _read(told, language)[:READ]
        if correcting := _correcting(read, language):
            if len(correcting) == 1 and correcting[0].is_title:
                correcting += filter(None, [_right(read, correcting, language)])
            facts = tuple(fact for said in read for fact in self._facts(said, language))
            return Novelty(
                kind=CORRECTION,
                sentences=_shown(read, correcting, told, language),
                facts=tuple(dict.fromkeys(facts)),
            )
        read = self._without_passed_tolls(told, read)
        found = self._found(report, read, language)
        if not found:
            known = told.publisher.family in self._families
            return Novelty(kind=REHASH if known else OUTLETS)
        best = sorted(found, key=lambda said: (said.is_title, -len(found[said])))
        if (lead := self._untold_lead(read, language)) and lead not in best[:MOST_SHOWN]:
            best = [lead, *best]  # "Output will stop for three weeks": why, it says
        best = best[:MOST_SHOWN]
        return Novelty(
            kind=DEVELOPMENT,
            sentences=_shown(read, best, told, language),
            facts=tuple(fact for facts in found.values() for fact in facts),
        )

    def _without_passed_tolls(self, told: Told, read: Sequence[_Said]) -> tuple[_Said, ...]:
        """Leave out what tells of fewer dead than a report has that was published later."""
        published = told.item.published
        passed = [n for n, at in self._tolls if published is not None and published < at]
        most = max(passed, default=0.0)
        return tuple(said for said in read if not most or (toll(said.text) or most) >= most)

    def _found(
        self, report: Report, read: Sequence[_Said], language: str
    ) -> dict[_Said, tuple[str, ...]]:
        """Give the sentences that say something new, and what; each fact once."""
        found: dict[_Said, tuple[str, ...]] = {}
        seen: set[str] = set()
        # The title last: what the text says in a sentence is shown as the sentence.
        for place, said in enumerate(sorted(read, key=lambda s: s.is_title)):
            facts = [f for f in self._facts(said, language) if f not in seen]
            lead = said.is_title or place < LEAD
            if not facts and not found and lead and self._is_new(said, language):
                facts = ["words that were not told"]
            if facts:
                found[said] = tuple(dict.fromkeys(facts))
                seen.update(facts)
        for fact in self._new_topics(report):
            bearer = next(iter(found), None) or self._unlike(read, language)
            if bearer is not None:
                found[bearer] = (*found.get(bearer, ()), fact)
        return found

    def _facts(self, said: _Said, language: str) -> Iterator[str]:
        for number in said.numbers:
            if self._is_new_number(number, said, language):
                yield f"number {number.shown}"
        if language not in self._words and said.is_title:
            yield from (f"turn {turn}" for turn in sorted(said.turns - self._turns))
        if language not in self._words or self._is_told(said, language):
            return
        for name in names(said.text, language):
            if self._is_new_name(name):
                yield f"{name.kind} {name.shown}"
        for quoted in quotations(said.text):
            if self._known_part(_tokens(quoted), language) < SAID:
                yield f"quote “{quoted}”"

    def _is_new_number(self, number: Number, said: _Said, language: str) -> bool:
        if (number.value, number.kind) in self._numbers:
            return False
        if not any(number.value == value for value, _ in self._numbers):
            return True
        return language in self._words and not self._is_told(said, language)

    def _is_new_name(self, name: Name) -> bool:
        """Whether one of its words was told in no form: nor "Chinese" where "China" was."""
        return not all(
            any(word in letters for letters in self._letters)
            if word >= _DENSE
            else word[:STEM] in self._stems
            for word in name.words
        )

    def _new_topics(self, report: Report) -> list[str]:
        topics = report.topics.items()
        return [f"topic {named[0]}" for id_, named in topics if id_ not in self._topics]

    def _unlike(self, read: Sequence[_Said], language: str) -> _Said | None:
        """Give the first sentence that repeats none that was told."""
        return next((said for said in read if not self._is_told(said, language)), None)

    def _untold_lead(self, read: Sequence[_Said], language: str) -> _Said | None:
        """Give the first sentence of the text where it repeats none that was told."""
        if language not in self._words:
            return None
        lead = next((said for said in read if not said.is_title and _fits(said)), None)
        return lead if lead and not self._is_told(lead, language) else None

    def _is_told(self, said: _Said, language: str) -> bool:
        if not said.tokens or self._known_part(said.tokens, language) >= ALL_KNOWN:
            return True
        return any(
            len(said.tokens & other) >= SAME * len(said.tokens)
            for other in self._sentences.get(language, ())
        )

    def _is_new(self, said: _Said, language: str) -> bool:
        enough = len(said.tokens) >= ENOUGH_WORDS or len(said.text) >= ENOUGH_LETTERS
        if not enough or language not in self._words:
            return False
        if 1 - self._known_part(said.tokens, language) >= MOSTLY_NEW:
            return True
        # What the story is about stands in whatever is told of it, and so do "will" and "near".
        telling = {t for t in said.tokens if carries(t)} - self._topic_words
        new = telling - self._words[language]
        return len(new) >= max(SEVERAL, MOSTLY_NEW * len(telling))

    def _known_part(self, tokens: frozenset[str], language: str) -> float:
        return len(tokens & self._words.get(language, set())) / max(len(tokens), 1)


# ── reading an item ─────────────────────────────────────────────────────────────────────────


def correction(told: Told) -> str | None:
    """Give the whole sentences in which an item says what it corrects, and what is right; or None.

    They stand in its order, with a space between them.
    """
    if not may_correct(f"{told.item.title}\n{told.item.body}"):
        return None  # most say nothing of the kind: to know that, no sentence need be read
    language = _language(told)
    read = _read(told, language)[:READ]
    found = _correcting(read, language)
    shown = _shown(read, found, told, language) if found else ()
    return " ".join(sentence.text for sentence in shown) or None


def _correcting(read: Sequence[_Said], language: str) -> list[_Said]:
    """Give the sentences that tell of a correction, empty where none does.

    The text tells it better than the title. What only says what was wrong goes on in the next
    sentences, up to the one with a fact; what has none ("Corrects number of missing") is told
    with the sentence that has.
    """
    marked = [n for n, said in enumerate(read) if is_correction(said.text)]
    if not marked:
        return []
    first = next((n for n in marked if not read[n].is_title), marked[0])
    found = [read[first]]
    if says_what_was_wrong(read[first].text):
        for after in read[first + 1 : first + 1 + MOST_AFTER]:
            found.append(after)
            if _states(after, language):
                break
    short = is_bracketed_note(found[-1].text) or not _states(found[-1], language)
    if short and (right := _right(read, found, language)):
        found.append(right)
    return found


def _states(said: _Said, language: str) -> bool:
    """Whether a sentence states something that can have been wrong: a number, or a quotation."""
    return bool(said.numbers or quotations(said.text)) or (
        not said.is_title and bool(names(said.text, language))
    )


def _right(read: Sequence[_Said], note: Sequence[_Said], language: str) -> _Said | None:
    """Give the sentence that a correction is about: the one with most of its words, with facts."""
    of_the_note = {token for said in note for token in said.tokens if carries(token)}
    others = [said for said in read if said not in note and not said.is_title and said.is_whole]
    stating = [said for said in others if _states(said, language)] or others
    return max(stating, key=lambda said: len(said.tokens & of_the_note), default=None)


def _language(told: Told) -> str:
    item = told.item
    stated = item.language or told.feed.language or ""
    return script_language(f"{item.title} {item.body}") or stated.split("-")[0].lower()


def _read(told: Told, language: str) -> tuple[_Said, ...]:
    return _sentences(told.item.title.strip(), told.item.body, language)


@lru_cache(maxsize=KEPT)
def _sentences(title: str, text: str, language: str) -> tuple[_Said, ...]:
    """Give the title and the whole sentences of an item, as they stand there."""
    found = [_said(title, is_title=True)] if title else []
    for sentence in sentences(text, language or None)[:HEARD]:
        _, clean = without_dateline(without_tails(sentence, title, 0)[1], 0)
        if (whole := is_whole(clean) or is_bracketed_note(clean)) or _is_cut_off(clean):
            found.append(_said(clean, is_whole=whole))
    return tuple(found)


@lru_cache(maxsize=4096)
def _named(name: str) -> tuple[frozenset[str], str]:
    """Give how the words of a topic's name begin, and its letters; asked for with each item."""
    return frozenset(word[:STEM] for word in words(name)), "".join(fold(name).text.split())


def _said(text: str, *, is_title: bool = False, is_whole: bool = True) -> _Said:
    return _Said(
        text=text,
        tokens=_tokens(text),
        numbers=numbers(text),
        stems=frozenset(word[:STEM] for word in words(text)),
        letters="".join(fold(text).text.split()),
        turns=turns(text),
        is_title=is_title,
        is_whole=is_whole,
    )


def _is_cut_off(sentence: str) -> bool:
    """Whether it is the beginning of a sentence, as short feeds end: it can be read, not shown."""
    return len(sentence) >= ENOUGH_LETTERS and not is_label(sentence)


def _tokens(text: str) -> frozenset[str]:
    """Give the words of a text; Chinese, Japanese and Korean in pairs of letters."""
    out: set[str] = set()
    for word in words(text):
        if _HANGUL.match(word) and len(word) > 1:
            out.update(word[n : n + 2] for n in range(len(word) - 1))
        else:
            out.add(word)
    return frozenset(out)


def _shown(
    read: Sequence[_Said], best: Sequence[_Said], told: Told, language: str
) -> tuple[Sentence, ...]:
    """Give the best sentences in their order, whole ones only; the title where none is."""
    chosen = [said for said in read if said in best and _fits(said) and not is_around(said.text)]
    chosen = chosen or [said for said in read if said.is_title and _fits(said)]
    tag = told.item.language or language or None
    return tuple(Sentence(text=said.text, source=0, language=tag) for said in chosen)


def _fits(said: _Said) -> bool:
    return said.is_whole and len(said.text) <= LONGEST
