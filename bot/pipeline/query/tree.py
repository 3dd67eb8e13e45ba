"""The grammar's output before topics are looked up: what was typed, with its places."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lark import Token

GRAMMAR = r"""
start: any
any: all (_OR all)*
all: part (AND? part)*
?part: NOT part -> no
     | single
     | single NEAR single -> near
     | "(" any ")" -> group
     | FIELD "(" any ")" -> field
single: WORD -> word
      | QUOTED -> quoted
      | EXACT -> exact
      | FIELD (WORD | QUOTED | EXACT) -> field_of_one

AND.3: /AND(?=[\s()"]|$)/
_OR.3: /OR(?=[\s()"]|$)/
NOT.3: /NOT(?=[\s()"]|$)/
NEAR.3: /NEAR(?:\/\d*)?(?=[\s()"]|$)/
EXACT.2: /="[^"]*"|=[^\s()"]+/
FIELD.2: /[^\W\d_][\w-]*:/
QUOTED: /"[^"]*"/
WORD: /(?:[^\s()":=]|(?<=\d):(?=\d)|(?<=[^\s(]):(?=\/\/)|(?<=[^\s()":])=)+/
%ignore /\s+/
"""


@dataclass(frozen=True, slots=True)
class Raw:
    """A part as typed, characters [start, end) of the query.

    ``kind``: word, quoted, exact, field, near, no, all, any. ``parts`` of an ``all`` have None
    where AND was written out. A list of one is that one.
    """

    kind: str
    start: int
    end: int
    text: str = ""
    parts: tuple["Raw | None", ...] = ()
    depth: int = 0  # parts inside parts

    @property
    def whole(self) -> tuple["Raw", ...]:
        """The parts without the marks for AND."""
        return tuple(part for part in self.parts if part is not None)


def _leaf(kind: str, token: "Token") -> Raw:
    return Raw(kind, token.start_pos or 0, token.end_pos or 0, str(token))


def _around(
    kind: str, start: int, end: int, text: str = "", parts: tuple[Raw | None, ...] = ()
) -> Raw:
    depth = 1 + max((part.depth for part in parts if part is not None), default=0)
    return Raw(kind, start, end, text, parts, depth)


class Build:
    """Lark's callbacks, called while it parses, so that depth costs no recursion."""

    def start(self, children: list[Any]) -> Raw:
        """The whole: what is inside."""
        part: Raw = children[0]
        return part

    def group(self, children: list[Raw]) -> Raw:
        """What is inside; a word stays by itself, so that no name is read across the bracket."""
        part = children[0]
        return replace(part, kind="all", parts=(part,)) if part.kind == "word" else part

    def any(self, children: list[Raw]) -> Raw:
        """Parts with OR between."""
        return self._list("any", list(children))

    def all(self, children: "list[Raw | Token]") -> Raw:
        """Parts that must all be there."""
        return self._list("all", [c if isinstance(c, Raw) else None for c in children])

    def _list(self, kind: str, parts: "list[Raw | None]") -> Raw:
        raws = [part for part in parts if part is not None]
        if len(raws) == 1:
            return raws[0]
        return _around(kind, raws[0].start, raws[-1].end, parts=tuple(parts))

    def no(self, children: list[Any]) -> Raw:
        """NOT and its part."""
        mark, part = children
        return _around("no", mark.start_pos, part.end, parts=(part,))

    def near(self, children: list[Any]) -> Raw:
        """Two terms and NEAR/n between."""
        left, mark, right = children
        return _around("near", left.start, right.end, str(mark), (left, right))

    def field(self, children: list[Any]) -> Raw:
        """A field and its group."""
        name, part = children
        return _around("field", name.start_pos, part.end, str(name)[:-1], (part,))

    def field_of_one(self, children: "list[Token]") -> Raw:
        """A field and its one word or phrase."""
        name, value = children
        kind = {"WORD": "word", "QUOTED": "quoted", "EXACT": "exact"}[value.type]
        return self.field([name, _leaf(kind, value)])

    def word(self, children: "list[Token]") -> Raw:
        """A bare word."""
        return _leaf("word", children[0])

    def quoted(self, children: "list[Token]") -> Raw:
        """A phrase in quotes."""
        return _leaf("quoted", children[0])

    def exact(self, children: "list[Token]") -> Raw:
        """A spelling after =."""
        return _leaf("exact", children[0])
