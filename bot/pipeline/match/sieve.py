"""A quick look at many texts before one query is asked of them: most cannot meet it.

A query cannot be met without some letters: those of a name, a phrase, the beginning of a word.
The sieve looks for these letters alone; what passes may still not meet the query, what does not
pass cannot. Looking costs little more than folding the text.
"""

from collections.abc import Mapping, Sequence

from ahocorasick_rs import AhoCorasick

from bot.model import Topic
from bot.pipeline.match.edges import KINDS, SPACED, plurals
from bot.pipeline.match.endings import ROWS
from bot.pipeline.match.stems import SHORTEST, primary, shared_letters, stem
from bot.pipeline.match.terms import term_of
from bot.pipeline.match.unfolded import Unfolded
from bot.pipeline.text import folded_text
from bot.pipeline.text.query import (
    And,
    Exact,
    Fact,
    In,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    TopicTerm,
    Word,
)

Letters = frozenset[str]  # of which one must stand in the folded text
# In these a word's other forms begin differently, so its letters say nothing.
_PREFIXED = ("id", "ms")
_CHANGING = 2  # letters at the end of a stem that its forms may not share: fisher(i), fisher(y)
_FEWEST = 2  # letters that are worth looking for


class Sieve:
    """One query's letters. ``letters`` None: it may be met by any text."""

    def __init__(self, query: Query, topics: Mapping[str, Topic]) -> None:
        self.letters = _letters(query.root, _Below(topics))
        self._automaton = AhoCorasick(sorted(self.letters)) if self.letters else None
        self._unfolded = Unfolded(self.letters or ())
        self._has_words = any(isinstance(part, Word) for part in _parts(query.root))

    def may_meet(self, title: str, text: str, language: str | None) -> bool:
        """Whether a text may meet the query; False is certain."""
        if self.letters is None:
            return True
        if self._has_words and (language is None or primary(language) in _PREFIXED):
            return True
        if self._automaton is None:
            return False
        whole = f"{title}\n{text}"
        if self._unfolded.may_have(whole) is False:
            return False
        return bool(self._automaton.find_matches_as_indexes(folded_text(whole)))


class _Below:
    """The names of topics, with those of all topics below them."""

    def __init__(self, topics: Mapping[str, Topic]) -> None:
        self._topics = topics
        self._children: dict[str, list[str]] = {}
        for topic in topics.values():
            for parent in topic.parents:
                self._children.setdefault(parent, []).append(topic.id)

    def letters(self, id_: str) -> Letters:
        line = [id_]
        for one in line:  # grows while it is read
            line += [child for child in self._children.get(one, ()) if child not in line]
        known = (self._topics[one] for one in line if one in self._topics)
        terms = (term_of(name.text, name.match) for topic in known for name in topic.aliases)
        return frozenset(term.text for term in terms if term)


def _letters(node: Node, below: _Below) -> Letters | None:
    """Give letters of which one must be there; None where nothing is known."""
    match node:
        case And(parts):
            found = [some for part in parts if (some := _letters(part, below)) is not None]
            return max(found, key=_rarity) if found else None
        case Or(parts):
            each = [_letters(part, below) for part in parts]
            known = [some for some in each if some is not None]
            return frozenset().union(*known) if len(known) == len(each) else None
        case Near(left, right, _):
            return _letters(And((left, right)), below)
        case In(_, part):
            return _letters(part, below)
        case Not() | Fact():
            return None
        case TopicTerm(id_):
            return below.letters(id_)
        case Word(text):
            return _of_word(text)
        case Phrase(text) | Exact(text):
            return _of_term(text, "phrase" if isinstance(node, Phrase) else "exact")
    return _of_term(node.text, "prefix")


def _rarity(letters: Letters) -> tuple[int, int]:
    """Say how seldom letters will be found: the shortest is found most often."""
    return min(map(len, letters), default=99), -len(letters)


def _of_term(text: str, rule: str) -> Letters:
    term = term_of(text, rule)
    return frozenset([term.text] if term else [])


def _of_word(text: str) -> Letters | None:
    """Give what all forms of a word begin with, in every language whose endings are known."""
    term = term_of(text, "keyword")
    if term is None:
        return frozenset()
    word = term.text
    if len(word) < SHORTEST or any(KINDS[letter] != SPACED for letter in word):
        return frozenset([word, *plurals(word)])
    languages = [tag for tag in ROWS if tag not in _PREFIXED]
    shared = min(shared_letters(word, stem(word, tag)) for tag in languages) - _CHANGING
    return frozenset([word[:shared]]) if shared >= _FEWEST else None


def _parts(node: Node) -> Sequence[Node]:
    match node:
        case And(parts) | Or(parts):
            return [one for part in parts for one in _parts(part)]
        case Near(left, right, _):
            return [left, right]
        case In(_, part):
            return _parts(part)
    return [node]
