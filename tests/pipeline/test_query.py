"""Reading queries: what they mean, how they are printed, what is refused and where."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import QueryError
from bot.pipeline.query import Ambiguous, label, normal_form, parse_query, topics_in
from bot.pipeline.text.query import (
    FACTS,
    Exact,
    Fact,
    In,
    Near,
    Node,
    Not,
    Phrase,
    Prefix,
    Query,
    TopicTerm,
    Word,
    all_of,
    any_of,
)

NAMES = {
    "senkaku": ("senkaku",),
    "尖閣": ("senkaku",),
    "coast guard law": ("coast-guard-law",),
    "coast guard": ("china-coast-guard", "japan-coast-guard"),
    "quad": ("quad",),
}


def named(words: str) -> Sequence[str]:
    return NAMES.get(words.casefold(), ())


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("senkaku", "topic:senkaku"),
        ("尖閣", "topic:senkaku"),
        ("coast guard law", "topic:coast-guard-law"),
        ('"coast guard law"', "topic:coast-guard-law"),
        ("coast guard law fisheries", "topic:coast-guard-law AND fisheries"),
        ("coast AND guard AND law", "coast AND guard AND law"),
        ("=Quad", "=Quad"),
        ('="coast guard"', '="coast guard"'),
        ("fisheries dispute", "fisheries AND dispute"),
        ("a1 OR b1 c1 AND NOT (d1 OR e1)", "a1 OR b1 AND c1 AND NOT (d1 OR e1)"),
        ("(a1 OR b1) c1", "(a1 OR b1) AND c1"),
        ("salt and pepper or not", "salt AND and AND pepper AND or AND not"),
        ("supply* NEAR/5 chip", "supply* NEAR/5 chip"),
        ("title:(senkaku OR quad)", "title:(topic:senkaku OR topic:quad)"),
        ("entity:quad", "topic:quad"),
        ("topic:(senkaku OR quad)", "topic:senkaku OR topic:quad"),
        (
            'cable source:"Daily Mail" lang:(en OR ja)',
            'cable AND source:"Daily Mail" AND (lang:en OR lang:ja)',
        ),
        ("“rare earth” （mine OR 鉱山）", '"rare earth" AND (mine OR 鉱山)'),
        ("NOT NOT tuna", "tuna"),
        ("tuna country:UK lang:jp", "tuna AND country:gb AND lang:ja"),
        ("「rare earth」 mine", '"rare earth" AND mine'),
        ("1,000 tuna", "1,000 AND tuna"),
        ('"tuna, cod" ="[sole]"', '"tuna, cod" AND =[sole]'),
        ("tuna tuna", "tuna"),
        ("2+2 AT&T rare-earth 12:30", "2+2 AND AT&T AND rare-earth AND 12:30"),
        ("tu\u202ena\x00 cod", "tuna AND cod"),
        ("(" * 400 + "cod" + ")" * 400, "cod"),
    ],
)
def test_a_query_is_read_as_meant_and_printed_in_one_form(typed: str, printed: str) -> None:
    assert normal_form(parse_query(typed, named)) == printed


@pytest.mark.parametrize(
    ("typed", "position", "says"),
    [
        ("", 0, "empty"),
        ("   ", 0, "empty"),
        ('tuna "rare earth', 5, "never closed"),
        ("tuna (cod", 5, "never closed"),
        ("tuna )", 5, "closes nothing"),
        ("tuna ()", 6, "Nothing stands before"),
        ("tuna titel:cod", 5, "There is no field titel:"),
        ("NOT tuna", 0, "NOT alone"),
        ("tuna OR NOT cod", 0, "NOT alone"),
        ("lang:en", 0, "A filter alone"),
        ("tuna AND", 8, "Nothing follows AND"),
        ("OR tuna", 0, "needs a word on both sides"),
        ("title:", 6, "needs a value"),
        ("a1 NEAR/2 b1 NEAR/2 c1", 13, "only one of it"),
        ("a1 NEAR/2 (b1 OR c1)", 10, "type for example (tuna NEAR/2 quota) OR"),
        ("(b1 OR c1) NEAR a1", 11, "type for example (tuna NEAR/5 quota) OR"),
        ("tuna,cod", 4, "Type tuna OR cod, or tuna AND cod, or"),
        ("sole tuna, cod", 9, "joins nothing here. Take it out, or type OR or AND"),
        ("マグロ、タラ", 3, "Type マグロ OR タラ"),
        ("tuna lang:en,ja", 12, "Type lang:(en OR ja)"),
        ("topic:quad,senkaku", 10, "Type topic:(quad OR senkaku)"),
        ("sole [tuna]", 5, "Type ( and ) to group"),
        ("tuna{2}", 4, "Type ( and ) to group"),
        ("tu?na", 0, "regular expression"),
        ("tuna lang:qq", 10, "no code of a language"),
        ("tuna lang:japanese", 10, "Did you mean lang:ja?"),
        ("tuna country:japan", 13, "Did you mean country:jp?"),
        ("tuna country:qq", 13, "no code of a country"),
        ("a1 NEAR b1", 3, "needs a number"),
        ("a1 NEAR/5000 b1", 3, "needs a number"),
        ("-tuna", 0, "NOT tuna"),
        ("/tuna.*/", 0, "regular expression"),
        ("t*", 1, "after 2 letters"),
        ("tu*na*", 2, "end of a word"),
        ("sole *una", 5, "end of a word"),
        ("... ", 0, "no letter or number"),
        ("topic:tuna", 6, "No topic is called tuna"),
        ("title:(body:tuna)", 7, "at once"),
        ("x" * 1001, 1000, "1,001 characters"),
        (" ".join(f"w{n}" for n in range(101)), 390, "101 terms"),
        ("\u202etuna )", 6, "closes nothing"),
    ],
)
def test_what_cannot_be_read_is_pointed_at(typed: str, position: int, says: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(typed, named)
    assert says in str(caught.value)
    assert caught.value.position == position


@pytest.mark.parametrize(
    "typed", ["fish coast guard", 'fish "coast guard"', "fi\x00sh coast guard"]
)
def test_a_name_of_several_topics_can_be_replaced_in_place(typed: str) -> None:
    with pytest.raises(Ambiguous) as caught:
        parse_query(typed, named)
    error = caught.value
    assert error.choices == NAMES["coast guard"]
    start, end = error.position, error.position + len(error.word)
    assert typed[start:end] == error.word
    chosen = parse_query(f"{typed[:start]}topic:quad{typed[end:]}", named)
    assert normal_form(chosen) == "fish AND topic:quad"


def test_a_label_says_topics_by_name() -> None:
    query = parse_query("fisheries AND senkaku", named)
    assert label(query, str.upper) == "fisheries AND SENKAKU"
    assert topics_in(query) == ("senkaku",)


@st.composite
def words(draw: st.DrawFn, letters: str = "abcXYZ尖가é+&'./-12") -> str:
    made = draw(st.text(st.sampled_from(letters), min_size=2, max_size=6))
    return made if any(c.isalnum() for c in made) else f"a{made}"


@st.composite
def quoted(draw: st.DrawFn) -> str:
    odd = st.sampled_from(["AND", "NOT", "NEAR/3"]) | words("aX尖1 ()=*:|.'-").map(str.strip)
    return " ".join(" ".join(draw(st.lists(words() | odd, min_size=1, max_size=3))).split())


TEXT, SPACED = words(), quoted()
TOPICS = st.sampled_from(["quad", "us-japan"])
LEAVES = st.one_of(
    TEXT.map(Word), SPACED.map(Phrase), SPACED.map(Exact),
    st.text("abé", min_size=2, max_size=5).map(Prefix), TOPICS.map(TopicTerm),
)  # fmt: skip
NEARS = st.builds(Near, LEAVES, LEAVES, st.integers(0, 100))
PLACED = st.recursive(
    LEAVES | NEARS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map(all_of)
        | st.lists(inner, min_size=1, max_size=3).map(any_of)
        | inner.filter(lambda n: not isinstance(n, Not)).map(Not)
    ),
    max_leaves=6,
)
NODES = st.recursive(
    PLACED | st.builds(In, st.sampled_from(["title", "body"]), PLACED)
    | st.builds(Fact, st.sampled_from(FACTS), SPACED),
    lambda inner: st.lists(inner, min_size=1, max_size=3).map(all_of)
    | st.lists(inner, min_size=1, max_size=3).map(any_of)
    | inner.filter(lambda n: not isinstance(n, Not)).map(Not),
    max_leaves=8,
)  # fmt: skip


@given(NODES, LEAVES)
def test_reading_what_was_printed_gives_the_same_query(node: Node, needed: Node) -> None:
    query = Query(all_of([needed, node]))
    assert parse_query(normal_form(query), None) == query


SIGNS = st.sampled_from("ab \"()=:*-/&NEARORANDNOT1titlelang尖\u202e\x00'“（")


@given(st.text(SIGNS, max_size=60) | st.text())
def test_anything_typed_is_read_or_refused_with_a_place(typed: str) -> None:
    query, refusal = _read(typed)
    if refusal:
        assert 0 <= refusal.position <= len(typed)
        assert str(refusal)
    if query:
        assert parse_query(normal_form(query), None) == query


def _read(typed: str) -> tuple[Query | None, QueryError | None]:
    try:
        return parse_query(typed, named), None
    except QueryError as error:
        return None, error
