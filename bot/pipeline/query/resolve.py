"""From what was typed to what is meant: names become topics, fields find their parts."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import bot.pipeline.query.errors as wrong
from bot.errors import QueryError
from bot.pipeline.query import codes
from bot.pipeline.query.tree import Raw
from bot.pipeline.text import fold
from bot.pipeline.text.query import (
    FACTS,
    PLACES,
    And,
    Exact,
    Fact,
    In,
    Leaf,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    TopicTerm,
    Word,
    all_of,
    any_of,
)

Resolve = Callable[[str], Sequence[str]]  # a name → the ids of the topics that have it
Alike = Callable[[str], Sequence[str]]  # what is no name → the ids of topics with one like it
LONGEST_NAME = 8  # words side by side that are tried as one name
FARTHEST = 100  # words between two terms of NEAR
_LETTERS = re.compile(r"\w")
# What only a regular expression has: /…/, .*, \d, [a-z], a|b, a?b, ^a.
_EXPRESSION = re.compile(r"^/.+/$|\.[*+]|\\[A-Za-z.]|\[\w-\w|\[\^|\w\|\w|\w\?\w|^\^")
_BRACKET = re.compile(r"[\[\]{}<>]")
_COMMA = re.compile(r"(?<!\d)[,;、，；]|[,;、，；](?!\d)")  # 1,000 is a number
_SHORTEST_PREFIX = 2  # letters before the star


@dataclass(frozen=True, slots=True)
class Settle:
    """Turns the tree of one query into nodes; ``place`` and ``fact`` are the field around."""

    typed: str
    resolve: Resolve | None
    alike: Alike | None = None
    place: str | None = None
    fact: str | None = None

    def node(self, raw: Raw) -> Node:
        """Give the node of a part. Raises QueryError with a position in ``typed``."""
        if raw.kind == "any":
            return any_of([self.node(part) for part in raw.whole])
        if raw.kind == "all":
            return all_of(list(self._all(raw)))
        if raw.kind == "no":
            part = self.node(raw.whole[0])
            return part.part if isinstance(part, Not) else Not(part)
        if raw.kind == "field":
            return self._field(raw)
        if raw.kind == "near":
            return self._beside(raw)
        return self._term(raw)

    def _all(self, raw: Raw) -> Iterator[Node]:
        """Yield the parts of an AND; bare words with no AND between are read together."""
        run: list[Raw] = []
        for part in (*raw.parts, None):
            if part is not None and part.kind == "word" and not part.text.endswith("*"):
                run.append(part)
                continue
            yield from self._run(run)
            run = []
            if part is not None:
                yield self.node(part)

    def _run(self, run: list[Raw]) -> Iterator[Node]:
        done = 0
        while done < len(run):
            for end in range(min(len(run), done + LONGEST_NAME), done, -1):
                name = " ".join(word.text for word in run[done:end])
                if topic := self._topic(name, run[done].start, run[end - 1].end):
                    yield topic
                    done = end
                    break
            else:
                yield self._term(run[done])
                done += 1

    def _topic(self, name: str, start: int, end: int) -> TopicTerm | None:
        if self.resolve is None or self.fact:
            return None
        ids = self.resolve(name)
        if len(ids) > 1:
            raise wrong.Ambiguous(self.typed[start:end], ids, position=start)
        return TopicTerm(ids[0]) if ids else None

    def _term(self, raw: Raw) -> Node:
        if self.fact:
            value = _inner(raw) or _nothing(raw)
            if self.resolve is not None and raw.kind == "word":
                _refuse_comma(raw, self.fact)
            return Fact(self.fact, value if self.resolve is None else _value(self.fact, value, raw))
        text = _checked(raw, typed=self.resolve is not None)
        if raw.kind == "exact":
            return Exact(text)
        if raw.kind == "word" and text.endswith("*"):
            return Prefix(_prefix(raw))
        if topic := self._topic(text, raw.start, raw.end):
            return topic
        return Phrase(text) if raw.kind == "quoted" else Word(text)

    def _field(self, raw: Raw) -> Node:
        name, part = raw.text.lower(), raw.whole[0]
        if name in ("topic", "entity") and not self.fact:
            return self._named(part)
        if self.fact or (name in FACTS and self.place):
            raise wrong.inside_another(f"{raw.text}:", raw.start)
        if name in FACTS:
            return replace(self, fact=name).node(part)
        if name not in PLACES:
            raise wrong.unknown_field(raw.text, raw.start)
        if self.place and self.place != name:
            raise QueryError(
                f"Nothing is in {self.place} and {name} at once. Join the two with AND.",
                position=raw.start,
            )
        inside = replace(self, place=name).node(part)
        return inside if self.place else In(name, inside)

    def _named(self, raw: Raw) -> Node:
        """Read what follows ``topic:``, a name or several in brackets."""
        if raw.kind == "any":
            return any_of([self._named(part) for part in raw.whole])
        if raw.kind == "all":
            raw = replace(raw, kind="word", text=self.typed[raw.start : raw.end])
        if raw.kind not in ("word", "quoted"):
            raise QueryError(
                "topic: needs a name. Type topic:name, or topic:(one OR other).", position=raw.start
            )
        name = _inner(raw) or _nothing(raw)
        if self.resolve is None:
            return TopicTerm(name)
        if topic := self._topic(name, raw.start, raw.end):
            return topic
        if raw.kind == "word":
            _refuse_comma(raw, "topic")
        raise wrong.no_topic(name, raw.start, self.alike(name) if self.alike else ())

    def _beside(self, raw: Raw) -> Node:
        left, right = (self._side(part) for part in raw.whole)
        digits = raw.text.removeprefix("NEAR").removeprefix("/")
        distance = int(digits) if 0 < len(digits) <= 3 else 0
        if not (digits == "0" * len(digits) != "") and not 0 < distance <= FARTHEST:
            at = raw.whole[0].end
            raise wrong.no_distance(self.typed.find("NEAR", at), FARTHEST)
        return Near(left, right, distance)

    def _side(self, raw: Raw) -> Leaf:
        node = self.node(raw)
        if self.fact or isinstance(node, In | Fact | Near | Not | And | Or):
            raise QueryError(
                "NEAR takes a word, a phrase or a topic on each side. Put the field around both: "
                "title:(one NEAR/5 other).",
                position=raw.start,
            )
        return node


def settle(raw: Raw, typed: str, resolve: Resolve | None, alike: Alike | None = None) -> Node:
    """Give the meaning of a whole query; some term of it must always be needed."""
    node = Settle(typed, resolve, alike).node(raw)
    if not is_anchored(node):
        loose = next(part for part in _ways(node) if not is_anchored(part))
        raise wrong.only_filters(raw.start, refuses=isinstance(loose, Not) or _refuses(loose))
    return node


def is_anchored(node: Node) -> bool:
    """Whether the node can only be met by a text that holds one of its terms."""
    match node:
        case And(parts):
            return any(map(is_anchored, parts))
        case Or(parts):
            return all(map(is_anchored, parts))
        case In(_, part):
            return is_anchored(part)
        case Fact() | Not():
            return False
        case _:
            return True


def _ways(node: Node) -> tuple[Node, ...]:
    return node.parts if isinstance(node, Or) else (node,)


def _refuses(node: Node) -> bool:
    match node:
        case And(parts) | Or(parts):
            return any(map(_refuses, parts))
        case In(_, part):
            return _refuses(part)
        case _:
            return isinstance(node, Not)


# ── what a single term says ─────────────────────────────────────────────────────────────────


def _inner(raw: Raw) -> str:
    """Give the words of a term without its marks, one space between them."""
    return " ".join(raw.text.removeprefix("=" if raw.kind == "exact" else "").strip('"').split())


def _checked(raw: Raw, *, typed: bool) -> str:
    text = _inner(raw)
    if not _LETTERS.search(fold(text).text):
        _nothing(raw)
    if typed and raw.kind == "word":
        _check_signs(text, raw)
    return text


def _check_signs(text: str, raw: Raw) -> None:
    """Refuse what means something to other searches and nothing here."""
    if text.startswith("-"):
        raise wrong.no_dash(text[1:], raw.start)
    if text.startswith("NEAR/"):
        raise wrong.no_distance(raw.start, FARTHEST)
    if _EXPRESSION.search(text):
        raise wrong.no_expressions(text, raw.start)
    if bracket := _BRACKET.search(text):
        raise wrong.no_bracket(bracket[0], raw.start + bracket.start())
    _refuse_comma(raw)
    if "*" in text[:-1]:
        raise wrong.no_star(_SHORTEST_PREFIX, raw.start + text.index("*"))


def _refuse_comma(raw: Raw, field: str = "") -> None:
    if comma := _COMMA.search(raw.text):
        words = [word for word in _COMMA.split(raw.text) if word]
        raise wrong.no_comma(comma[0], words, raw.start + comma.start(), field)


def _prefix(raw: Raw) -> str:
    text = _inner(raw)[:-1]
    if "*" in text or len(fold(text).text) < _SHORTEST_PREFIX:
        raise wrong.no_star(_SHORTEST_PREFIX, raw.start + _inner(raw).index("*"))
    return text


def _nothing(raw: Raw) -> str:
    raise wrong.no_letters(raw.text, raw.start)


def _value(fact: str, value: str, raw: Raw) -> str:
    """Give a filter's value in its one form. Raises QueryError for a code that is none."""
    if fact == "lang":
        if (language := codes.language(value)) is None:
            raise wrong.no_language(value, raw.start, codes.language_meant(value))
        return language
    if fact == "country":
        if (country := codes.country(value)) is None:
            raise wrong.no_country(value, raw.start, codes.country_meant(value))
        return country
    return value
