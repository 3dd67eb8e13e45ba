"""What is said about a name where it stands: that it counts, or what was missing or in the way."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Alias, Topic
from bot.pipeline.match import Document, Weights, build_index, match
from bot.pipeline.match.explain import MOST_PLACES, Explainer, Occurrence, Reason, weigh
from bot.pipeline.query import Query, normal_form, parse_query
from bot.pipeline.text import fold
from tests.shipped import shipped


def alias(
    text: str, rule: str = "word", needs: str = "", vetoes: str = "", title_vetoes: str = ""
) -> Alias:
    context = [tuple(filter(None, words.split(","))) for words in (needs, vetoes, title_vetoes)]
    return Alias(
        text=text,
        language="en",
        match=rule,
        needs=context[0],
        vetoes=context[1],
        title_vetoes=context[2],
    )


def topic(id_: str, *aliases: Alias, parents: tuple[str, ...] = ()) -> Topic:
    return Topic(id=id_, name=id_, names={}, aliases=aliases, parents=parents)


TOPICS = (
    topic(
        "quad",
        alias("Quad", "case", needs="India,Japan,foreign minister*", vetoes="Sudan*,quad bike*"),
        alias("Quad Leaders"),
        alias("쿼드", "sub", needs="인도"),
    ),
    topic("ccg", alias("海警", "sub"), alias("coast guard", needs="China,Chinese")),
    topic("law", alias("Coast Guard Law"), parents=("ccg",)),
    topic("jcg", alias("Japan Coast Guard")),
    topic("kyoto", alias("京都", "sub")),
    topic("chips", alias("chip", needs="China", title_vetoes="profit*")),
)
READY = Explainer(TOPICS)


def said(topic_id: str, title: str, text: str = "") -> list[tuple[str, str, str, str, str | None]]:
    """Give name, field, reason, the word that decided, and the longer name's topic."""
    fields = {"title": title, "text": text}
    found = READY.explain(Document(title=title, text=text), topic_id)
    return [(*_words(fields, one), one.other) for one in found]


def _words(fields: dict[str, str], one: Occurrence) -> tuple[str, str, str, str]:
    name, by = one.name, one.by
    word = fields[by.field][by.start : by.end] if by else ""
    return fields[name.field][name.start : name.end], name.field, one.reason.value, word


@pytest.mark.parametrize(
    ("topic_id", "title", "expected"),
    [
        ("quad", "Quad meets", [("Quad", "title", "needs", "", None)]),
        ("quad", "Quad meets in India", [("Quad", "title", "counts", "India", None)]),
        ("quad", "Quad foreign ministers", [("Quad", "title", "counts", "foreign minister", None)]),
        ("quad", "Quad leaders meet", [("Quad leaders", "title", "counts", "", None)]),
        ("quad", "India: Quad bikes sold", [("Quad", "title", "veto", "Quad bike", None)]),
        ("quad", "Sudan: India calls Quad", [("Quad", "title", "veto", "Sudan", None)]),
        ("quad", "the quad in India", []),
        ("ccg", "Japan Coast Guard sees Chinese ship",
         [("Coast Guard", "title", "inside", "Japan Coast Guard", "jcg")]),
        ("ccg", "A Coast Guard Law", [("Coast Guard Law", "title", "counts", "", None)]),
        ("ccg", "上海警方通报", [("海警", "title", "inside", "上海警方", None)]),
        ("kyoto", "東京都が発表、京都も",
         [("京都", "title", "inside", "東京都", None), ("京都", "title", "counts", "", None)]),
        ("quad", "대표팀 스쿼드 발표, 인도는",
         [("쿼드", "title", "inside", "스쿼드", None)]),
    ],
)  # fmt: skip
def test_each_place_of_a_name_says_what_decided(
    topic_id: str, title: str, expected: list[tuple[str, str, str, str, str | None]]
) -> None:
    assert said(topic_id, title) == expected


def test_the_nearest_word_that_is_near_enough_is_the_one_named() -> None:
    far = (
        "Japan. " + "Nothing happened here. " * 9 + "The Quad met. A Japanese guest of India left."
    )
    assert said("quad", "News", far) == [("Quad", "text", "counts", "India", None)]
    assert said("quad", "News", far.split(" A Japanese")[0]) == [
        ("Quad", "text", "needs", "", None)
    ]
    assert said("quad", "Japan", "The Quad met.") == [("Quad", "text", "counts", "Japan", None)]


def test_a_name_that_needs_context_is_only_mentioned_where_the_item_does_not_begin_with_it() -> (
    None
):
    far = "Nothing happened here. " * 20 + "The Quad met in India."
    assert said("quad", "News", far) == [("Quad", "text", "passing", "", None)]


def test_a_word_in_a_name_that_a_sea_has_from_it_is_no_context() -> None:
    title = "Coast guard in the South China Sea"
    assert said("ccg", title) == [("Coast guard", "title", "needs", "", None)]


def test_places_stand_in_reading_order_and_tell_whose_name_it_is() -> None:
    found = READY.explain(Document(title="Coast Guard Law", text="海警 and a coast guard"), "ccg")
    assert [(one.topic, one.reason) for one in found] == [
        ("law", Reason.COUNTS), ("ccg", Reason.COUNTS), ("ccg", Reason.NEEDS),
    ]  # fmt: skip


def test_a_score_comes_apart_into_its_fields() -> None:
    index = build_index(TOPICS, {1: parse_query("topic:ccg", None)})
    text = "海警が来た。" + "船は港を出た。" * 30 + "海警は帰った。海警だった。"
    document = Document(title="海警と海警", text=text)
    met = match(index, document)[1]
    weighed = weigh(document, met.evidence, Weights())
    assert weighed.counts == (2, 1, 2)
    assert weighed.parts.score == met.score
    assert weighed.parts == (1.0, 0.36, pytest.approx(0.225))


@pytest.mark.parametrize(
    ("query", "lacks"),
    [
        ("coast AND (lang:en OR lang:fr) AND tuna", ["tuna"]),
        ("coast AND (lang:ja OR lang:fr) AND guard", ["lang:ja OR lang:fr"]),
        ("coast AND NOT (lang:en OR ships)", ["NOT (lang:en OR ships)"]),
        ("coast AND NOT (lang:ja OR ships)", []),
        ("coast AND NOT (guard AND NOT lang:fr)", ["NOT (guard AND NOT lang:fr)"]),
        ("coast AND (ships OR NOT title:guard)", ["ships OR NOT title:guard"]),
        ("coast AND (ships OR NOT body:guard)", []),
    ],
)
def test_what_a_query_lacks_is_told_of_facts_inside_it_too(query: str, lacks: list[str]) -> None:
    document = Document(title="Coast guard", text="", language="en")
    found = READY.lacking(document, parse_query(query, None))
    assert [normal_form(Query(part)) for part in found] == lacks


@pytest.mark.parametrize("unit", ["Quad bike ", "Quad India ", "Quad Leaders ", "Quad "])
def test_of_a_very_long_text_the_first_places_are_explained(unit: str) -> None:
    document = Document(title="", text=unit * (20_000 // len(unit)))
    found = READY.explain(document, "quad")
    assert len(found) == MOST_PLACES
    assert found[0].name.start == 0


@cache
def explained() -> tuple[Explainer, tuple[Topic, ...]]:
    topics = tuple(shipped().topics.values())
    return Explainer(topics), topics


PIECES = st.sampled_from(
    ["Quad ", "Japan ", "quad bike ", "foreign ministers ", "海警", "上海警方", "Coast Guard Law ",
     "Japan Coast Guard ", "釣魚臺國賓館", "尖閣", "batteries ", "artillery ", "Article 5 ",
     "NATO ", "쿼드 ", "스쿼드 ", "인도 ", "Taiwan Strait ", "rare earths ", "ｑｕａｄ ",
     "supply chain attack ", "半導體關稅", ". ", "。", "関税", "Xinjiang ", "e\u0301", "🚢"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(["quad", "china-coast-guard", "semiconductors", "batteries"]))
def test_what_is_said_to_count_is_what_matched(title: str, text: str, topic_id: str) -> None:
    ready, topics = explained()
    document = Document(title=title, text=text)
    index = build_index(topics, {1: parse_query(f"topic:{topic_id}", None)})
    found = ready.explain(document, topic_id)
    met = match(index, document).get(1)
    counted = [one.name for one in found if one.reason is Reason.COUNTS]
    assert counted == list(met.evidence if met else ())
    for one in found:
        assert bool(one.by) == (
            one.reason in (Reason.VETO, Reason.INSIDE)
            or (one.reason is Reason.COUNTS and bool(one.alias.needs))
        )
        if one.by and one.reason is not Reason.INSIDE:
            shown = {"title": title, "text": text}[one.by.field][one.by.start : one.by.end]
            assert fold(one.by.alias.rstrip("*")).text in fold(shown).text


def test_a_word_of_the_title_that_rules_out_the_text_is_named() -> None:
    found = said("chips", "Profits rise", "A chip from China sells.")
    assert found == [("chip", "text", "veto", "Profit", None)]
