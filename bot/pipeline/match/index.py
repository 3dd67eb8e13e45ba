"""Which queries an item meets, how well, and by which names: pure, and linear in the text.

    topics, queries ──build_index──▶ Index ──match(document)──▶ query id → Match with its evidence

Title and text are folded, every term of every topic and query is found in one pass
(Aho–Corasick), topics are judged in their context, and only queries that have a needed term in
the item are evaluated.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.model import Entry, Evidence, Feed, Item, Match, Publisher, Topic
from bot.pipeline.match.ask import Asked, Found
from bot.pipeline.match.edges import plurals
from bot.pipeline.match.names import Hit, Names
from bot.pipeline.match.score import Weights, lead_end, salience
from bot.pipeline.match.terms import TITLE, Lexicon, Spot, term_of
from bot.pipeline.text import Folded, fold, script_language
from bot.pipeline.text.query import (
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
    Query,
    TopicTerm,
    Word,
    leaves,
    normal_form,
)

__all__ = ["Document", "Index", "Weights", "build_index", "document_of", "match"]

MOST_EVIDENCE = 40  # places that a match keeps, the first ones
_RULES = {Word: "keyword", Phrase: "phrase", Exact: "exact", Prefix: "prefix"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is matched. ``source`` is the feed's name, ``publisher`` the outlet's id."""

    title: str
    text: str
    language: str | None = None
    source: str = ""
    publisher: str = ""
    outlet: str = ""  # the publisher's name
    family: str = ""
    country: str | None = None
    tags: tuple[str, ...] = ()


def document_of(item: Item | Entry, feed: Feed, publisher: Publisher) -> Document:
    """Put together what is matched and what filters ask for."""
    stated = item.language or feed.language or publisher.language
    return Document(
        title=item.title,
        text=item.text,
        language=_language(f"{item.title} {item.text}", stated),
        source=feed.name,
        publisher=publisher.id,
        outlet=publisher.name,
        family=publisher.family,
        country=feed.country or publisher.country,
        tags=feed.tags,
    )


def _language(text: str, stated: str | None) -> str | None:
    """Believe the script over the feed, save for Japanese that has only Chinese characters."""
    seen = script_language(text)
    base = (stated or "").split("-")[0].lower()
    if seen is None:
        return None if base in ("ja", "zh", "ko") else stated
    return stated if seen == base or (seen, base) == ("zh", "ja") else seen


@dataclass(frozen=True, slots=True)
class Index:
    """All topics and queries made ready; build a new one when they change."""

    lexicon: Lexicon
    names: Names
    queries: Mapping[int, tuple[Node, str]]  # with its normal form
    terms: Mapping[int, tuple[Leaf, ...]]  # lexicon number → terms of queries
    anchors: Mapping[Leaf, tuple[int, ...]]  # term → queries that cannot be met without it
    weights: Weights


def build_index(
    topics: Iterable[Topic],
    queries: Mapping[int, Query],
    weights: Weights | None = None,
    homes: Mapping[int, int] | None = None,
) -> Index:
    """Build an index; a topic's match counts for its parents. Order changes nothing.

    ``homes``: query → the community whose own topics (``quad@7``) it means where there are some.
    """
    topics = tuple(topics)
    roots = _at_home(queries, homes or {}, {topic.id for topic in topics})
    lexicon = Lexicon()
    names = Names(topics, lexicon)
    terms: dict[int, dict[Leaf, None]] = defaultdict(dict)
    anchors: dict[Leaf, list[int]] = defaultdict(list)
    for number, root in roots.items():
        for leaf in leaves(root):
            if not isinstance(leaf, TopicTerm) and (added := _add(lexicon, leaf)) is not None:
                terms[added][leaf] = None
        for leaf in _anchor(root):
            anchors[leaf].append(number)
    lexicon.close()
    return Index(
        lexicon=lexicon,
        names=names,
        queries={n: (roots[n], normal_form(query)) for n, query in queries.items()},
        terms={number: tuple(found) for number, found in terms.items()},
        anchors={leaf: tuple(found) for leaf, found in anchors.items()},
        weights=weights or Weights(),
    )


def _at_home(
    queries: Mapping[int, Query], homes: Mapping[int, int], topics: AbstractSet[str]
) -> dict[int, Node]:
    """Give the root of each query, its topics as its home knows them."""
    return {
        number: _own(query.root, f"@{homes[number]}", topics) if number in homes else query.root
        for number, query in queries.items()
    }


def _own(node: Node, mark: str, topics: AbstractSet[str]) -> Node:
    match node:
        case And(parts):
            return And(tuple(_own(part, mark, topics) for part in parts))
        case Or(parts):
            return Or(tuple(_own(part, mark, topics) for part in parts))
        case In(place, part):
            return In(place, _own(part, mark, topics))
        case Not(part):
            return Not(_own(part, mark, topics))
        case Near(left, right, distance):
            return Near(_own_leaf(left, mark, topics), _own_leaf(right, mark, topics), distance)
        case Fact():
            return node
        case _:
            return _own_leaf(node, mark, topics)


def _own_leaf(leaf: Leaf, mark: str, topics: AbstractSet[str]) -> Leaf:
    if isinstance(leaf, TopicTerm) and f"{leaf.id}{mark}" in topics:
        return TopicTerm(f"{leaf.id}{mark}")
    return leaf


def _add(lexicon: Lexicon, leaf: Word | Phrase | Exact | Prefix) -> int | None:
    term = term_of(leaf.text, _RULES[type(leaf)])
    if term is None:
        return None
    return lexicon.add(term, plurals(term.text) if isinstance(leaf, Word) else ())


def _anchor(node: Node) -> frozenset[Leaf]:
    """Give terms of which one must be there for the node to be met; empty if there are none.

    Of parts that must all be met the one with fewest terms is taken, then the one whose shortest
    term is longest: long words are rare.
    """
    match node:
        case And(parts):
            sets = [found for part in parts if (found := _anchor(part))]
            return min(sets, key=lambda s: (len(s), -min(map(_length, s))), default=frozenset())
        case Or(parts):
            each = [_anchor(part) for part in parts]
            return frozenset().union(*each) if all(each) else frozenset()
        case In(_, part):
            return _anchor(part)
        case Near(left, right, _):
            return frozenset([max(left, right, key=_length)])
        case Word() | Phrase() | Exact() | Prefix() | TopicTerm():
            return frozenset([node])
        case _:
            return frozenset()


def _length(leaf: Leaf) -> int:
    return len(leaf.id if isinstance(leaf, TopicTerm) else leaf.text)


def match(index: Index, document: Document) -> dict[int, Match]:
    """Give the queries that a document meets; evidence points into its own title and text."""
    folded = (fold(document.title), fold(document.text))
    spots = index.lexicon.find(*folded)
    if not spots:
        return {}
    hits = _hits(index, spots, len(folded[1].text))
    asked = Asked(
        folded, hits, lead_end(folded[1].text), index.weights, lambda n, v: _holds(document, n, v)
    )
    candidates = {number for leaf in hits for number in index.anchors.get(leaf, ())}
    out: dict[int, Match] = {}
    for number in sorted(candidates):
        root, written = index.queries[number]
        if found := asked.ask(root):
            out[number] = _match(written, found, folded, index.weights)
    return out


def _hits(index: Index, spots: Mapping[int, list[Spot]], length: int) -> dict[Leaf, list[Hit]]:
    hits: dict[Leaf, list[Hit]] = {}
    for topic, found in index.names.met(spots, length).items():
        hits[TopicTerm(topic)] = found
    for number, places in spots.items():
        for leaf in index.terms.get(number, ()):
            if kept := list(_of_leaf(index.names, leaf, spots, places)):
                hits[leaf] = kept
    return hits


def _of_leaf(
    names: Names, leaf: Leaf, spots: Mapping[int, list[Spot]], places: Sequence[Spot]
) -> Iterator[Hit]:
    text = "" if isinstance(leaf, TopicTerm) else leaf.text
    for spot in places:
        if not names.by_accident(spots, spot):
            yield Hit(spot, text, _RULES[type(leaf)])


def _match(written: str, found: Found, folded: tuple[Folded, Folded], weights: Weights) -> Match:
    ordered = sorted(found.hits, key=lambda hit: hit.spot)[:MOST_EVIDENCE]
    value = found.score or 0.0
    return Match(
        query=written,
        score=value,
        salience=salience(value, weights),
        evidence=tuple(_evidence(hit, folded) for hit in ordered),
    )


def _evidence(hit: Hit, folded: tuple[Folded, Folded]) -> Evidence:
    start, end = folded[hit.spot.field].span(hit.spot.start, hit.spot.end)
    field = "title" if hit.spot.field == TITLE else "text"
    return Evidence(field=field, start=start, end=end, alias=hit.alias, rule=hit.rule)


# ── filters ─────────────────────────────────────────────────────────────────────────────────


def _holds(document: Document, name: str, value: str) -> bool:
    """Whether a fact of the document has this value; case, width and dashes do not count."""
    wanted = fold(value).text.strip()
    if name == "lang":
        language = fold(document.language or "").text
        return language == wanted or language.startswith(f"{wanted} ")
    if name == "country":
        return wanted == fold(document.country or "").text
    outlet = {fold(text).text for text in (document.publisher, document.outlet, document.family)}
    if name == "publisher":
        return wanted in outlet
    feed = f" {fold(document.source).text} "
    return (
        wanted in outlet or f" {wanted} " in feed or wanted in {fold(t).text for t in document.tags}
    )
