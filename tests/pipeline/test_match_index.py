"""The index: it says what asking every query by itself would say, and changes without a rebuild."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Alias, Match, Topic
from bot.pipeline.match import Document, Frequency, Index, build_index, counted, match
from bot.pipeline.match.index import SMALL, name_topics
from bot.pipeline.query import Query, normal_form, parse_query
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
    TopicTerm,
    Word,
)

WORDS = ("reef", "ships", "law", "coast", "guard", "islets", "tuna", "尖閣", "상륙", "Quad")


def topic(id_: str, *names: str, parents: tuple[str, ...] = ()) -> Topic:
    aliases = tuple(Alias(text=name, language="en", match="word") for name in names)
    return Topic(id=id_, name=id_, names={}, aliases=aliases, parents=parents)


TOPICS = (topic("sea", "tuna"), topic("islets", "islets", "reef", parents=("sea",)))
UNSEEN = Frequency(0, {})

leaf: st.SearchStrategy[Leaf] = st.one_of(
    st.sampled_from([Word(w) for w in WORDS]),
    st.sampled_from([Phrase("coast guard"), Exact("Quad"), Prefix("is"), Prefix("sh")]),
    st.sampled_from([TopicTerm("sea"), TopicTerm("islets"), TopicTerm("nobody-knows-it")]),
)
part: st.SearchStrategy[Node] = st.recursive(
    st.one_of(
        leaf,
        st.builds(Near, leaf, leaf, st.integers(0, 4)),
        st.builds(Fact, st.just("country"), st.sampled_from(["JP", "US"])),
    ),
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(In, st.sampled_from(["title", "body"]), leaf),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
    ),
    max_leaves=8,
)
query = st.builds(lambda needed, rest: Query(And((needed, rest))), leaf, part)
text = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
document = st.builds(
    lambda title, body, country: Document(title=title, text=body, country=country),
    *(text, text, st.sampled_from(["JP", None])),
)


def says(node: Node, index: Index, asked: Document) -> bool:
    """Ask a query as it is written, one part after the other."""
    match node:
        case And(parts):
            return all(says(one, index, asked) for one in parts)
        case Or(parts):
            return any(says(one, index, asked) for one in parts)
        case Not(one):
            return not says(one, index, asked)
        case _:
            return bool(alone(node, asked))


def alone(node: Node, asked: Document) -> Mapping[int, Match]:
    if isinstance(node, Fact):
        return {1: None} if asked.country == node.value else {}  # type: ignore[dict-item]
    return match(build_index(TOPICS, {1: Query(node)}), asked)


@settings(max_examples=150, deadline=None)
@given(query, document)
def test_a_query_is_met_when_its_parts_are(asked: Query, seen: Document) -> None:
    index = build_index(TOPICS, {1: asked})

    assert bool(match(index, seen)) == says(asked.root, index, seen)


@settings(max_examples=60, deadline=None)
@given(st.lists(query, min_size=1, max_size=8), document, st.lists(text, max_size=3))
def test_what_is_thought_to_be_rare_changes_nothing(
    queries: list[Query], seen: Document, sample: list[str]
) -> None:
    numbered = dict(enumerate(queries))
    plain = build_index(TOPICS, numbered)

    assert match(build_index(TOPICS, numbered, frequency=counted(sample)), seen) == match(
        plain, seen
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(query, min_size=2, max_size=12), st.data(), document)
def test_an_index_that_changed_says_what_a_new_one_says(
    queries: list[Query], data: st.DataObject, seen: Document
) -> None:
    gone = data.draw(st.sets(st.integers(0, len(queries) - 1)))
    steps = data.draw(st.lists(st.integers(1, 4), min_size=1, max_size=12))
    index, numbered = build_index(TOPICS, {0: queries[0]}), dict(enumerate(queries))
    left = list(numbered.items())[1:]
    for size in steps:
        index, left = index.changed(dict(left[:size])), left[size:]
    index = index.changed(dict(left), gone=gone)

    kept = {number: one for number, one in numbered.items() if number not in gone}
    assert match(index, seen) == match(build_index(TOPICS, kept), seen)
    assert index.numbers == kept.keys()


@settings(max_examples=40, deadline=None)
@given(st.lists(part, min_size=1, max_size=20), document)
def test_queries_under_one_rare_term_say_what_each_says_alone(
    others: list[Node], seen: Document
) -> None:
    queries = {n: Query(And((Word("reef"), other))) for n, other in enumerate(others)}
    index = build_index(TOPICS, queries, frequency=counted(WORDS[1:]))

    alone = {n: match(build_index(TOPICS, {n: one}), seen).get(n) for n, one in queries.items()}
    assert match(index, seen) == {n: met for n, met in alone.items() if met is not None}


def words(numbers: range) -> dict[int, Query]:
    return {n: parse_query(f"islets AND word{n}", None) for n in numbers}


def test_one_change_after_the_other_leaves_few_segments() -> None:
    index = build_index(TOPICS, words(range(5000)))
    for number in range(5000, 5200):
        index = index.changed(words(range(number, number + 1)), gone=[number - 5000])

    assert len(index.segments) <= 8
    assert len(index.segments[0].asked) == 5000 > SMALL  # the large one is never built again
    assert match(index, Document(title="Islets word5123 word7", text="")).keys() == {5123}


def test_an_index_that_has_lost_most_of_its_queries_is_worn() -> None:
    index = build_index(TOPICS, words(range(2 * SMALL)))

    assert not index.is_worn
    assert index.changed({}, gone=range(2 * SMALL - 10)).is_worn


def test_topics_that_say_the_same_are_made_ready_once() -> None:
    def sets(of: str) -> list[Topic]:
        return [Topic(id=of, name=of.title(), names={"en": (of,)}, aliases=())]

    first = name_topics(sets("quad"))
    assert name_topics(sets("aukus")) is not first
    assert name_topics(sets("quad")) is first
    for more in ("asean", "brics", "nato"):
        name_topics(sets(more))
    assert name_topics(sets("quad")) is not first


def test_a_community_means_its_own_version_of_a_topic_also_after_a_change() -> None:
    own = Topic(
        id="islets@7",
        name="islets",
        names={},
        aliases=(Alias(text="pebbles", language="en", match="word"),),
        community=7,
    )
    asked = parse_query("topic:islets", None)
    seen = Document(title="Pebbles", text="")
    index = build_index(TOPICS, {1: asked}).changed({2: asked}, homes={2: 7})

    assert not match(index, seen)
    changed = index.with_topics([*TOPICS, own])
    assert match(changed, seen).keys() == {2}
    assert match(changed, seen)[2].query == normal_form(asked)
    assert match(changed, Document(title="Islets", text="")).keys() == {1}
    assert match(changed.with_topics(TOPICS), Document(title="Islets", text="")).keys() == {1, 2}


@pytest.mark.parametrize(
    ("often", "rarely"), [("government", "Nagannu"), ("政府", "尖閣"), ("said on", "reef")]
)
def test_words_of_a_sample_are_weighed_by_the_texts_that_hold_them(often: str, rarely: str) -> None:
    sample = counted(
        ["The government said on Monday 政府 that", "government, said on"] * 5 + ["reef"]
    )

    assert sample.of(Phrase(often)) > sample.of(Phrase(rarely)) > 0
    assert sample.of(Phrase("a name never seen")) < sample.of(Word("seen"))
