"""Laws of matching, over the topics as they ship and texts made of their names and filler."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.model import Alias, Match, Topic
from bot.pipeline.match import Document, Index, build_index, match
from bot.pipeline.match.reading import read
from bot.pipeline.query import Query, parse_query
from bot.pipeline.text import fold
from tests.shipped import shipped

FILLER = [
    *(" ", ", ", ". ", "。", "、", "\n", "-", "’s ", "s ", " near ", " and the ", "の", "は", "的"),
    *("Ministers said on Monday ", "船が港を出た", "船只离开港口", "배가 항구를 떠났다 ", "는 "),
    *("e\u0301", "\u200b", "ﬁ", "㍿", "İ", "ß", "\u0301", "🚢", "👩‍🚀"),
    *("2+2=4 ", "1,000 ", "<b>", "quad bike "),
]  # fmt: skip


@cache
def topics() -> tuple[Topic, ...]:
    return tuple(shipped().topics.values())


@cache
def names() -> tuple[str, ...]:
    """Every name of the catalogue, and of each class of context words a few."""
    aliases = [alias for topic in topics() for alias in topic.aliases]
    words = [word.rstrip("*") for a in aliases for word in (*a.needs[:3], *a.vetoes[:3])]
    return tuple(dict.fromkeys([alias.text for alias in aliases] + words))


def asked() -> dict[int, Query]:
    return {n: parse_query(f"topic:{topic.id}", None) for n, topic in enumerate(topics())}


@cache
def index() -> Index:
    return build_index(topics(), asked())


def met(built: Index, document: Document) -> dict[str, Match]:
    """Give what matched by the query as it is written."""
    return {found.query: found for found in match(built, document).values()}


WAYS: Sequence[Callable[[str], str]] = (
    str,
    str.upper,
    str.title,
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
    lambda text: text.replace("-", "\u2011").replace("'", "’"),
    lambda text: "\u00ad".join(text),
)  # fmt: skip
NAMES = st.builds(
    lambda name, way: way(name),
    st.deferred(lambda: st.sampled_from(names())),
    st.sampled_from(WAYS),
)
TEXTS = st.lists(NAMES | st.sampled_from(FILLER), max_size=14).map("".join)
DOCUMENTS = st.builds(lambda title, text: Document(title=title, text=text), TEXTS, TEXTS)
LAW = settings(max_examples=150, deadline=None)
ORDERS = 12  # of all topics, each met by a dozen texts: to make an index ready is what takes long


@LAW
@given(DOCUMENTS)
def test_evidence_lies_in_its_field_and_reads_as_the_name_that_matched(document: Document) -> None:
    fields = {"title": document.title, "text": document.text}
    for found in met(index(), document).values():
        assert found.evidence
        for one in found.evidence:
            assert 0 <= one.start < one.end <= len(fields[one.field])
            shown = fold(fields[one.field][one.start : one.end]).text
            assert fold(one.alias).text.strip() in shown


@LAW
@given(DOCUMENTS)
def test_what_a_topic_is_met_by_counts_for_those_above_it(document: Document) -> None:
    found = met(index(), document)
    for topic in topics():
        for parent in topic.parents:
            if below := found.get(f"topic:{topic.id}"):
                above = found[f"topic:{parent}"]
                for one in below.evidence:
                    assert any(
                        o.field == one.field and o.start < one.end and one.start < o.end
                        for o in above.evidence
                    )


@LAW
@given(DOCUMENTS)
def test_matching_again_gives_the_same(document: Document) -> None:
    assert match(index(), document) == match(index(), document)


@LAW
@given(DOCUMENTS, st.integers(0, ORDERS - 1))
def test_the_order_of_watches_topics_and_names_changes_nothing(
    document: Document, seed: int
) -> None:
    assert met(in_other_order(seed), document) == met(index(), document)


@cache
def in_other_order(seed: int) -> Index:
    chance = Random(seed)
    mixed = [replace(t, aliases=tuple(_mixed(chance, t.aliases))) for t in topics()]
    queries = dict(enumerate(_mixed(chance, asked().values())))
    return build_index(_mixed(chance, mixed), queries)


def _mixed(chance: Random, values: object) -> list:  # type: ignore[type-arg]
    out = list(values)  # type: ignore[call-overload]
    chance.shuffle(out)
    return out


RULES = st.sampled_from(["word", "case", "sub"])


def named_in(document: Document) -> tuple[Topic, ...]:
    """Give the topics of which any name is written there, in its context or not, and their parents.

    The others have no part in what is met, and an index without them is made at once.
    """
    named = index().named
    spots = named.lexicon.find(read(document.title, document.text))
    there = {name.topic for n in spots for name in named.names._by_term.get(n, ())}
    line = {above for topic in there for above in named.names._line[topic]}
    return tuple(topic for topic in topics() if topic.id in line)


@settings(max_examples=60, deadline=None)
@given(st.data(), DOCUMENTS)
def test_one_more_name_takes_no_match_from_a_topic(data: st.DataObject, document: Document) -> None:
    before = met(index(), document)
    assume(before)
    query = data.draw(st.sampled_from(sorted(before)))
    whole = f"{document.title} {document.text}"
    start = data.draw(st.integers(0, len(whole) - 1))
    piece = whole[start : start + data.draw(st.integers(1, 30))]
    context = st.lists(NAMES, max_size=2).map(tuple)
    more = Alias(
        text=data.draw(NAMES | st.just(piece)),
        language="en",
        match=data.draw(RULES),
        needs=data.draw(context),
        vetoes=data.draw(context),
    )
    few = named_in(document)
    assert met(build_index(few, asked()), document).keys() == before.keys()
    grown = [replace(t, aliases=(*t.aliases, more)) if f"topic:{t.id}" == query else t for t in few]
    assert query in met(build_index(grown, asked()), document)
