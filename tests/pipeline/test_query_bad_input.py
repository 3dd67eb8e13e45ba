"""What people, programs and attackers type: read, or refused with a place and a next step."""

import re
import sys
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import QueryError
from bot.pipeline.match import Document, build_index, match
from bot.pipeline.query import Query, normal_form, parse_query
from bot.pipeline.query.errors import MOST_CHARACTERS, MOST_DEPTH, MOST_TERMS
from bot.pipeline.text.query import FACTS, PLACES, Exact, Node, TopicTerm, Word

NAMES = {"quad": ("quad",), "coast guard": ("ccg", "jcg"), "北京": ("beijing",)}
NEXT_STEP = re.compile(r"\b(?:Type|Add|Take|take|Put|put|Make|Join|Did you mean)\b")


def named(words: str) -> Sequence[str]:
    return NAMES.get(words.casefold(), ())


def alike(words: str) -> Sequence[str]:
    return ("quad",) if words.startswith("qua") else ()


def outcome(typed: str) -> Query | QueryError:
    try:
        return parse_query(typed, named, alike)
    except QueryError as error:
        return error


def check(typed: str) -> None:
    """Hold one input to the law: it is read for good, or refused so that one can go on."""
    found = outcome(typed)
    if isinstance(found, QueryError):
        assert 0 <= found.position <= len(typed)
        assert NEXT_STEP.search(str(found)), str(found)
        assert len(str(found)) < 400
    else:
        assert parse_query(normal_form(found), None) == found


@pytest.mark.parametrize(
    ("typed", "position", "says"),
    [
        ('"', 0, "never closed"),
        ('tuna "cod', 5, "never closed"),
        ("tuna “cod”” sole", 10, "never closed"),
        ("tilte:cod", 0, "Did you mean title:?"),
        ("tuna LANGUAGE:en", 5, "Did you mean lang:?"),
        ("tuna outlet:nhk", 5, "Did you mean publisher:?"),
        ("zzz:cod", 0, "There is no field zzz: here. Fields are title:, body:, source:,"),
        ("topic:quat", 6, "Did you mean topic:quad?"),
        ("entity:tuna", 7, "No topic is called tuna. Type"),
        ("tuna lang:japanese", 10, "no code of a language"),
        ("tuna country:japan", 13, "no code of a country"),
        ("", 0, "empty"),
        (" \t\n\u3000", 0, "empty"),
        ("\x00\x01\u202e", 0, "empty"),
        ("a" * 10_000, MOST_CHARACTERS, "10,000 characters, 1,000 are allowed"),
        (" ".join(f"w{n % 10}{n % 7}" for n in range(500)), MOST_CHARACTERS, "are allowed"),
        (" ".join(f"{n:x}" for n in range(250)), 284, "250 terms, 100 are allowed"),
        ("/tun[ae]/", 0, "regular expression"),
        ("fish tuna.*", 5, "regular expression"),
        (r"\bquad\b", 0, "regular expression"),
        ("tuna|cod", 0, "with OR between"),
        ("gr[a-z]y", 0, "regular expression"),
        ("^tuna", 0, "regular expression"),
        ("tuna | cod", 5, "Type OR"),
        ("tuna && cod", 5, "Type AND"),
        ("! cod", 0, "Type NOT"),
        ("(" * 499 + ")" * 499, 499, "Nothing stands before"),
        ("(" * 1000, 999, "never closed"),
        (")" * 1000, 0, "closes nothing"),
        ("tuna " + "NOT " * 100 + "cod", 5 + 4 * MOST_DEPTH - 4, "deep inside each other"),
        ("title:(" * 60 + "cod" + ")" * 60, 7 * MOST_DEPTH, "deep inside each other"),
        ("tuna NEAR/99999999999999999999 cod", 5, "NEAR needs a number of words up to 100"),
        ("tuna NEAR/" + "9" * 900 + " cod", 5, "NEAR needs a number"),
        ("tuna NEAR/-1 cod", 5, "NEAR needs a number"),
        ("tuna NEAR/101 cod", 5, "NEAR needs a number"),
        ("🚢🚢🚢", 0, "no letter or number"),
        ("👩‍🚀 🇯🇵", 0, "no letter or number"),
        ("🚢" * 500, 0, "no letter or number to look for in 🚢"),
        ("title:(", 6, "never closed"),
        ("title:source:x", 6, "cannot stand"),
    ],
)
def test_bad_input_is_pointed_at(typed: str, position: int, says: str) -> None:
    found = outcome(typed)
    assert isinstance(found, QueryError), normal_form(found)
    assert re.search(says.replace("?", r"\?"), str(found)), str(found)
    assert found.position == position
    check(typed)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("tu\x00na", "tuna"),
        ("tu\ud800na", "tuna"),
        ("\u202etuna\u202c", "tuna"),
        ('"tuna\x00"', '"tuna"'),
        ("(" * 498 + "cod" + ")" * 498, "cod"),
        ("(coast) (guard)", "coast AND guard"),
        ("the of and", "the AND of AND and"),
        ("tuna lang:EN-us country:JP", "tuna AND lang:en-US AND country:jp"),
        ("tuna lang:jp", "tuna AND lang:ja"),
        ("TITLE:tuna Body:cod", "title:tuna AND body:cod"),
        ('"^tuna|cod.*"', '"^tuna|cod.*"'),
        ("=tuna.*", '="tuna.*"'),
        ("tuna 🚢cod", "tuna AND 🚢cod"),
        ("cafe\u0301", "cafe\u0301"),
    ],
)
def test_what_is_only_odd_is_read(typed: str, printed: str) -> None:
    found = outcome(typed)
    assert isinstance(found, Query), str(found)
    assert normal_form(found) == printed
    check(typed)


def test_as_much_as_may_be_typed_can_be_stored_and_read_back() -> None:
    words = " ".join(f"w{n:06d}" for n in range(MOST_TERMS))
    typed = f"quad OR {words[: MOST_CHARACTERS - 8].rsplit(' ', 1)[0]}"
    query = outcome(typed)
    assert isinstance(query, Query), str(query)
    assert len(normal_form(query)) > MOST_CHARACTERS
    check(typed)


SIGNS = '"()=*/:-&|+.^$[]{}\\ \t\u3000“”（）：＝＊«’'
PIECES = """AND OR NOT NEAR NEAR/3 NEAR/999 and title: body: lang:en source: publisher:nhk
country:jp topic:quad entity: tilte: coast guard tuna quad 北京 쿼드 Điếu 2+2 12:30 supply*
http://a.example/x?y=1"""
UNSEEN = "\x00\x1b\u202e\u2066\ud800\udfff\u200b\u00ad\ufeff🚢"
BITS = st.lists(st.sampled_from([*SIGNS, *PIECES.split(), *UNSEEN]), max_size=40)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(["", " "]), BITS)
def test_any_pieces_together_are_read_or_refused(between: str, pieces: list[str]) -> None:
    check(between.join(pieces))


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(), max_size=80))
def test_any_characters_are_read_or_refused(typed: str) -> None:
    check(typed)


@given(
    st.sampled_from([*PLACES, *FACTS, "topic", "entity"]),
    st.text(st.sampled_from("abé尖 :*=()/'12AND"), min_size=1, max_size=8),
)
def test_every_field_takes_any_value_in_quotes(field: str, value: str) -> None:
    check(f'tuna {field}:"{value}"')
    check(f'tuna {field}:("{value}" OR quad)')


ODD_WORDS = st.text(st.sampled_from("abZ尖가é+&'./12"), min_size=1, max_size=8).filter(
    lambda t: any(c.isalpha() for c in t)
)


@given(ODD_WORDS, st.sampled_from([Word, Exact, TopicTerm]))
def test_a_stored_term_is_never_refused_when_it_is_read_again(
    text: str, kind: Callable[[str], Node]
) -> None:
    query = Query(kind(text))
    assert parse_query(normal_form(query), None) == query


# ── work: counted in steps of Python, never in seconds ──────────────────────────────────────


def steps(action: Callable[[], object]) -> int:
    """Count the lines that are run."""
    count = 0

    def line(_frame: FrameType, event: str, _arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        action()
    finally:
        sys.settrace(before)
    return count


GROWING: dict[str, Callable[[int], str]] = {
    "words": lambda n: "ab " * (n // 3),
    "words of one topic's length": lambda n: "coast " * (n // 6),
    "OR": lambda n: "ab OR " * (n // 6) + "ab",
    "brackets": lambda n: "(" * (n // 2 - 1) + "a" + ")" * (n // 2 - 1),
    "open brackets": lambda n: "(" * n,
    "nested OR": lambda n: "(a OR " * (n // 7) + "b" + ")" * (n // 7),
    "NOT": lambda n: "NOT " * (n // 4) + "a",
    "fields": lambda n: "a:" * (n // 2),
    "quotes": lambda n: '"' * n,
    "phrases": lambda n: '"a b" ' * (n // 6),
    "stars": lambda n: "*" * n,
    "equals": lambda n: "=" * n,
    "slashes": lambda n: "/" * n,
    "NEAR": lambda n: "a NEAR " * (n // 7),
    "one word": lambda n: "a" * n,
    "marks": lambda n: "e" + "\u0301" * (n - 1),
    "dots": lambda n: "a" + ".*" * (n // 2),
    "classes": lambda n: "[a-" * (n // 3),
}


@pytest.mark.parametrize("kind", GROWING)
def test_reading_takes_work_in_proportion_to_what_is_typed(kind: str) -> None:
    outcome("tuna")  # the grammar is built once
    small, large = (steps(lambda n=n: outcome(GROWING[kind](n))) for n in (100, 1000))  # type: ignore[misc]
    assert large <= 12 * small + 500


QUERIES = {
    "beginnings of each other": " OR ".join("a" * n + "*" for n in range(2, 40)),
    "near everywhere": "aa NEAR/100 bb",
    "near, many times": " OR ".join(f"aa NEAR/{n} bb" for n in range(1, 30)),
    "placed and refused": "title:(aa OR bb) OR body:(aa AND NOT cc)",
    "any of many": " OR ".join(f"{a}{b}" for a in "abcdef" for b in "abcdef"),
}
TEXTS = {"one letter": "a", "words": "aa bb ", "forms": "banned banning ", "names": "Quad bike "}


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("text", TEXTS)
def test_asking_takes_work_in_proportion_to_the_text(query: str, text: str) -> None:
    index = build_index((), {1: parse_query(QUERIES[query], None)})

    def ask(size: int) -> int:
        body = (TEXTS[text] * size)[:size]
        document = Document(title="aa", text=body, language="en")
        match(index, document)
        return steps(lambda: match(index, document))

    assert ask(3000) <= 12 * ask(300) + 500


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("quad?", "topic:quad"),
        ("quad!", "topic:quad"),
        ("北京？", "topic:beijing"),
        ("tuna!? cod…", "tuna AND cod"),
        ("tuna. (cod?)", "tuna AND cod"),
        ("title:tuna!", "title:tuna"),
        ("+tuna +cod", "tuna AND cod"),
        ("~quad~", "topic:quad"),
        ("~~tuna~~ ~12~", "tuna AND 12"),
        ("‘rare earth’ mine", '"rare earth" AND mine'),
        ("China’s tuna", "China’s AND tuna"),
        ("tuna near/5 cod", "tuna NEAR/5 cod"),
        ("near tuna", "near AND tuna"),
        ("tuna:", "tuna"),
        ("supply∗ cod", "supply* AND cod"),
        ("supply＊ cod", "supply* AND cod"),
        # What means something stays: an abbreviation, a name, a number, what stands in quotes.
        ("U.S.", "U.S."),
        ("C++", "C++"),
        ("+5", "+5"),
        ('"quad?"', '"quad?"'),
        ("=quad?", "=quad?"),
    ],
)
def test_signs_of_a_sentence_around_a_word_are_none_of_it(typed: str, read: str) -> None:
    assert normal_form(parse_query(typed, named, alike)) == read


def test_a_sign_taken_away_moves_no_mistake() -> None:
    with pytest.raises(QueryError) as caught:
        parse_query("tuna? tilte:cod", named, alike)
    assert caught.value.position == 6
