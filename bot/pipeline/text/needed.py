"""What has to stand in a text before a pattern can find anything in it: quick to look for.

A pattern of many words tries each of them at every place of a text, and most sentences have none.
Which words these are is read out of the pattern itself (as Cox does for files: "Regular Expression
Matching with a Trigram Index", 2012): of alternatives one of each branch, of parts in a row those
that are met the least. What is found is what the pattern finds.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import product
from math import prod
from string import digits
from typing import Any, NamedTuple

import regex
from ahocorasick_rs import AhoCorasick

SPELLED = 24  # ways to write some parts in a row that are followed
MOST = 2000  # words that are looked for, at most
DIGIT = "\\d"  # stands among the words for any digit
WIDE = "\u2e80"  # stands among them for any sign from here on, as those of East Asia are
# What is read out of a pattern is chosen by the time it takes: microseconds, roughly.
_LOOK, _TRY, _PLACES = 0.05, 40.0, 120
OFTEN = 3.0  # words that stand in a sentence by chance, from which on looking for them is in vain
_OPEN = frozenset("DwWsSpPXR0123456789")  # \w, \s …: anything may stand there
_EDGES = frozenset("bBAZmMG")  # \b …: between letters
_SHARES = {" ": 0.15, **dict.fromkeys(".,'\"-" + digits, 0.01)}
_EASTERN = frozenset({"Han", "Hiragana", "Katakana"})
_SIGNS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}
_CODES = {"x": 2, "u": 4, "U": 8}
_REPEAT = re.compile(r"(?:([*+?])|\{(\d*)(?:(,)(\d*))?\})[?+]?")
_GROUP = re.compile(r"\?(?:P?<\w+>|[imsu-]*:|>)|(?!\?)")
_ASIDE = re.compile(r"\?(?:<?[=!]|[imsu]+(?=\)))")
_ODD = re.compile("[\ud800-\udfff]|ı|i̇")
# Any digit, any wide sign; the tables of regex are newer than Python's, and have all of them.
_KINDS = {
    (True, False): regex.compile(r"\d"),
    (False, True): regex.compile(r"[\u2e80-\U0010ffff]"),
    (True, True): regex.compile(r"[\d\u2e80-\U0010ffff]"),
}


class Part(NamedTuple):
    """What a part of a pattern may find: each spelling, or words of which one is in it."""

    whole: frozenset[str] | None = None
    needs: frozenset[str] | None = None

    @property
    def words(self) -> frozenset[str] | None:
        """Words of which one stands in whatever is found, where some are known."""
        return self.needs if self.whole is None or "" in self.whole else self.whole


_ANY = Part()
_DIGITS = Part(None, frozenset({DIGIT}))
_WIDE = Part(None, frozenset({WIDE}))
_NOTHING = Part(frozenset({""}))


def needed(pattern: str, *, sets: bool = False) -> tuple[str, ...]:
    """Give words, case folded, of which one stands in whatever a pattern finds, folded too.

    None where that is not known. ``sets``: whether a set may have sets in it, as in `regex.V1`.
    """
    try:
        words = _Reader(pattern, sets=sets).read().words
    except (ValueError, IndexError):
        return ()
    if words is None or len(words) > MOST:
        return ()
    return tuple(sorted(w for w in words if not any(o != w and o in w for o in words)))


class _Reader:
    """Goes through a pattern from left to right."""

    def __init__(self, pattern: str, *, sets: bool) -> None:
        self._pattern = pattern
        self._at = 0
        self._sets = sets

    def read(self) -> Part:
        """Read the branches up to the end of a group, or of the pattern."""
        branches = [self._row()]
        while self._take("|"):
            branches.append(self._row())
        return _one_of(branches)

    def _take(self, sign: str) -> bool:
        found = self._pattern.startswith(sign, self._at)
        self._at += len(sign) * found
        return found

    def _row(self) -> Part:
        parts: list[Part] = []
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            part = self._one()
            if repeat := _REPEAT.match(self._pattern, self._at):
                self._at = repeat.end()
                part = _repeated(part, repeat)
            parts.append(part)
        return _in_a_row(parts)

    def _one(self) -> Part:
        sign = self._pattern[self._at]
        self._at += 1
        if sign == "(":
            return self._group()
        if sign == "[":
            return self._set()
        if sign == "\\":
            return self._escaped()
        if sign in "^$":
            return _NOTHING
        return _ANY if sign == "." else _letter(sign)

    def _group(self) -> Part:
        aside = _ASIDE.match(self._pattern, self._at)
        if not (begun := aside or _GROUP.match(self._pattern, self._at)):
            raise ValueError(self._pattern[self._at :])
        self._at = begun.end()
        inside = self.read()
        if not self._take(")"):
            raise ValueError(self._pattern)
        return _NOTHING if aside else inside

    def _escaped(self) -> Part:
        sign = self._pattern[self._at]
        self._at += 1
        if sign in _EDGES:
            return _NOTHING
        if sign == "d":
            return _DIGITS
        if sign in _OPEN:
            if sign in "pP":
                begun, self._at = self._at + 1, self._pattern.index("}", self._at) + 1
                return _WIDE if self._pattern[begun : self._at - 1] in _EASTERN else _ANY
            return _ANY
        if digits := _CODES.get(sign):
            self._at += digits
            return _letter(chr(int(self._pattern[self._at - digits : self._at], 16)))
        if sign.isalpha() and sign not in _SIGNS:
            raise ValueError(sign)
        return _letter(_SIGNS.get(sign, sign))

    def _set(self) -> Part:
        """Read [abc]; of what has ranges, kinds of letters or sets in it nothing is known."""
        known = plain = not self._take("^") and not self._sets
        letters: list[Part] = []
        while not letters or not self._take("]"):
            sign = self._pattern[self._at]
            self._at += 1
            if sign == "[" and self._sets:
                letters.append(self._set())
            else:
                letters.append(self._escaped() if sign == "\\" else _letter(sign))
            known = known and sign != "-" and letters[-1].whole not in (None, _NOTHING.whole)
        if known:
            return _one_of(letters)
        return _WIDE if plain and _are_wide(letters) else _ANY


def _are_wide(letters: Sequence[Part]) -> bool:
    """Whether letters, and what lies between them, are wide and have no other case."""
    if any(part.whole is None for part in letters if part is not _WIDE):
        return False
    signs = "".join(sign for part in letters for sign in part.whole or ()).replace("-", "")
    if not signs:
        return True
    first, last = min(signs), max(signs)
    return first >= WIDE and (last <= "\u9fff" or "\uac00" <= first <= last <= "\ud7af")


def _letter(sign: str) -> Part:
    return Part(frozenset({sign.casefold()}))


def _one_of(branches: Sequence[Part]) -> Part:
    wholes = [part.whole for part in branches if part.whole is not None]
    whole = frozenset().union(*wholes)
    if len(wholes) == len(branches) and len(whole) <= SPELLED:
        return Part(whole)
    words = [part.words for part in branches if part.words is not None]
    return Part(None, frozenset().union(*words)) if len(words) == len(branches) else _ANY


def _in_a_row(parts: Iterable[Part]) -> Part:
    row = [frozenset({""})]  # how parts that follow each other are written
    known: list[frozenset[str]] = []
    whole = True
    for part in parts:
        if part.whole is None:
            known += [part.needs] if part.needs else []
            row.append(frozenset({""}))
        elif len(part.whole) * len(row[-1]) <= SPELLED:
            row[-1] = frozenset(map("".join, product(row[-1], part.whole)))
            continue
        else:
            row.append(part.whole)
        whole = False
    if whole:
        return Part(row[0])
    known += [words for words in row if "" not in words]
    return Part(None, min(known, key=_time)) if known else _ANY


def _repeated(part: Part, repeat: re.Match[str]) -> Part:
    sign, least, several, most = repeat.groups()
    if sign == "?" or (least, several, most) == ("0", ",", "1"):
        return Part(part.whole | {""}) if part.whole is not None else _ANY
    if sign == "*" or (not sign and not int(least or 0)):
        return _ANY
    return Part(None, part.words)


def _time(words: frozenset[str]) -> float:
    """Give how long it takes to look for words, and for the pattern where one is there."""
    if not words.isdisjoint({DIGIT, WIDE}):
        return _TRY / 3 + len(words) * _LOOK
    return sum(_LOOK + _TRY * min(1.0, _PLACES * _chance(word)) for word in words)


def _chance(word: str) -> float:
    """Give about how likely a word stands at one place of a text."""
    return prod(map(_share, word))


def _share(sign: str) -> float:
    """Give about how often one sign stands in texts; another script's hardly ever."""
    if not sign.isascii():
        return 0.00005
    return 0.065 if sign.isalpha() else _SHARES.get(sign, 0.002)


class Sought:
    """A compiled pattern, of `re` or `regex`, tried only where it may find something."""

    def __init__(self, pattern: Any) -> None:
        sets = isinstance(pattern, regex.Pattern) and bool(pattern.flags & regex.V1)
        words = () if pattern.flags & re.VERBOSE else needed(pattern.pattern, sets=sets)
        plain = {*words} - {DIGIT, WIDE}
        self.pattern = pattern
        self.others: regex.Pattern[str] | None = None  # what else may stand there instead
        self.words: tuple[str, ...] = ()  # one stands in all that is found; none: not known
        if words and sum(_PLACES * _chance(word) for word in plain) < OFTEN:
            plain |= {*(digits if DIGIT in words else "")}
            self.words = tuple(sorted(plain))
            self.others = _KINDS.get((DIGIT in words, WIDE in words))
            self._automaton = AhoCorasick(self.words, store_patterns=False)

    def may_be_in(self, text: str) -> bool:
        """Whether the pattern may find something in a text."""
        if not (self.words or self.others):
            return True
        if text.isascii():
            return bool(self._automaton.find_matches_as_indexes(text.lower()))
        low = text.casefold()
        if _is_odd(low) or (self.others is not None and self.others.search(text)):
            return True
        return bool(self._automaton.find_matches_as_indexes(low))

    def search(self, text: str) -> Any:
        """Give the first place that the pattern finds."""
        return self.pattern.search(text) if self.may_be_in(text) else None

    def finditer(self, text: str) -> Iterable[Any]:
        """Give the places that the pattern finds, in order."""
        return self.pattern.finditer(text) if self.may_be_in(text) else ()

    def match(self, text: str) -> Any:
        """Give what the pattern finds at the start of a text."""
        return self.pattern.match(text) if self.may_be_in(text) else None

    def findall(self, text: str) -> list[Any]:
        """Give what the pattern finds, or its groups, as `re` does."""
        return self.pattern.findall(text) if self.may_be_in(text) else []

    def subn(self, by: str, text: str) -> tuple[str, int]:
        """Put something in the place of what the pattern finds; say how often."""
        return self.pattern.subn(by, text) if self.may_be_in(text) else (text, 0)

    def sub(self, by: str, text: str) -> str:
        """Put something in the place of what the pattern finds."""
        return str(self.pattern.sub(by, text)) if self.may_be_in(text) else text


class SoughtTogether:
    """Some patterns of which one is to be found; the words of all are looked for at once."""

    def __init__(self, each: Iterable[Sought]) -> None:
        self.each = tuple(each)
        owners: dict[str, list[int]] = {}
        for place, one in enumerate(self.each):
            for word in one.words:
                owners.setdefault(word, []).append(place)
        self._owners = list(owners.values())
        self._automaton = AhoCorasick(list(owners), store_patterns=False)
        self._always = {
            place for place, one in enumerate(self.each) if not (one.words or one.others)
        }

    def is_in(self, text: str) -> bool:
        """Whether one of the patterns finds something in a text."""
        return any(self.each[place].pattern.search(text) for place in self._possible(text))

    def _possible(self, text: str) -> Iterable[int]:
        """Give the places of the patterns that may find something."""
        possible = self._always
        low = text.lower() if text.isascii() else text.casefold()
        if not text.isascii():
            if _is_odd(low):
                return range(len(self.each))
            others = ((place, one.others) for place, one in enumerate(self.each))
            possible = possible | {n for n, kind in others if kind and kind.search(text)}
        found = self._automaton.find_matches_as_indexes(low, overlapping=True)
        return possible.union(*(self._owners[word] for word, _, _ in found))


def _is_odd(low: str) -> bool:
    """Whether a text has half a character, or what counts as "i" where case does not."""
    return _ODD.search(low) is not None


def sought(pattern: str, flags: int = 0) -> Sought:
    """Compile a pattern of `re` that is tried only where it may find something."""
    return Sought(re.compile(pattern, flags))
