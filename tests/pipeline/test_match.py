"""Matching: names in context, boolean queries, salience, evidence in the original text."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Alias, Evidence, Feed, Item, Match, Publisher, Salience, Topic
from bot.pipeline.match import Document, Weights, build_index, document_of, match
from bot.pipeline.query import parse_query
from bot.pipeline.text import fold


def alias(text: str, rule: str = "word", needs: str = "", vetoes: str = "") -> Alias:
    context = [tuple(filter(None, words.split(","))) for words in (needs, vetoes)]
    return Alias(text=text, language="en", match=rule, needs=context[0], vetoes=context[1])


def topic(id_: str, *aliases: Alias, parents: tuple[str, ...] = ()) -> Topic:
    return Topic(id=id_, name=id_, names={}, aliases=aliases, parents=parents)


TOPICS = (
    topic(
        "senkaku",
        *(alias("Senkaku"), alias("Senkaku Islands"), alias("Diaoyu"), alias("尖閣", "sub")),
        *(alias("钓鱼岛", "sub"), alias("釣魚台", "sub", vetoes="國賓館"), alias("센카쿠", "sub")),
        alias("Điếu Ngư"),
    ),
    topic("ccg", alias("海警", "sub"), alias("coast guard", needs="China,Chinese,中国")),
    topic("coast-guard-law", alias("Coast Guard Law"), alias("海警法", "sub"), parents=("ccg",)),
    topic("jcg", alias("Japan Coast Guard")),
    topic(
        "quad", alias("Quad", needs="India,Japan", vetoes="Sudan*,quad bike*"), alias("쿼드", "sub")
    ),
    topic("two-plus-two", alias("2+2"), alias("two-plus-two")),
    topic("tsmc", alias("TSMC", "case")),
    topic("north-korea", alias("북한", "word"), alias("평양", "sub")),
    topic("tariffs", alias("關稅", "sub")),
    topic("chips", alias("半導體", "sub"), alias("半導體關稅", "sub")),
)


def ask(query: str, title: str, text: str = "", **facts: object) -> Match | None:
    index = build_index(TOPICS, {7: parse_query(query, None)})
    return match(index, Document(title=title, text=text, **facts)).get(7)  # type: ignore[arg-type]


def met(title: str, text: str = "") -> set[str]:
    queries = {n: parse_query(f"topic:{t.id}", None) for n, t in enumerate(TOPICS)}
    return {
        TOPICS[n].id for n in match(build_index(TOPICS, queries), Document(title=title, text=text))
    }


@pytest.mark.parametrize(
    ("title", "topics"),
    [
        ("Ships near the Senkakus’ waters", {"senkaku"}),
        ("SENKAKU ISLANDS dispute", {"senkaku"}),
        ("Tranh chấp Điếu Ngư", {"senkaku"}),
        ("Tranh chap Dieu Ngu", {"senkaku"}),
        ("Câu cá điều ngự", set()),
        ("尖閣沖で中国海警船を確認", {"senkaku", "ccg"}),
        ("中国发布钓鱼岛公告", {"senkaku"}),
        ("保釣船駛向釣魚臺", {"senkaku"}),
        ("會談在釣魚台國賓館舉行", set()),
        ("中国海警法施行", {"ccg", "coast-guard-law"}),
        ("上海警方通报", set()),
        ("上海警方协助中国海警", {"ccg"}),
        ("Coast Guard Law takes effect", {"ccg", "coast-guard-law"}),
        ("coast guard rescues sailors", set()),
        ("Chinese coast guard ships sail", {"ccg"}),
        ("Japan Coast Guard tracks Chinese trawlers", {"jcg"}),
        ("India hosts the Quad’s talks", {"quad"}),
        ("India: quad bikes stolen", set()),
        ("India’s Quad meeting held beside a quad bike race", {"quad"}),
        ("Sudanese Quad meets in Japan", set()),
        ("Quadruple murder in India", set()),
        ("쿼드 정상회의 열린다", {"quad"}),
        ("대표팀 스쿼드 발표", set()),
        ("Japan and France hold 2+2 talks", {"two-plus-two"}),
        ("日仏が２＋２を開催", {"two-plus-two"}),
        ("Why 2+2=4 and 2+2+2 do not", set()),
        ("Two plus two ministers meet", {"two-plus-two"}),
        ("TSMCの工場", {"tsmc"}),
        ("tsmc in small letters", set()),
        ("북한은 미사일을", {"north-korea"}),
        ("성북한옥마을 축제", set()),
        ("태평양 도서국 회의", set()),
        ("美宣布半導體關稅", {"chips", "tariffs"}),
        ("", set()),
    ],
)
def test_names_are_told_from_what_only_looks_like_them(title: str, topics: set[str]) -> None:
    assert met(title) == topics


def test_context_of_a_long_text_must_stand_near_the_name() -> None:
    far = "The coast guard saved him. " + "Nothing else happened. " * 100 + "China won gold."
    assert "ccg" not in met("Rescue at sea", far)
    assert "ccg" in met("Rescue off China", far)


@pytest.mark.parametrize(
    ("query", "hit"),
    [
        ("fishery", True),
        ("fish", False),
        ("fish*", True),
        ("quota*", True),
        ('"fisheries quota"', True),
        ('"quota fisheries"', False),
        ("=Fisheries", True),
        ("=fisheries", False),
        ("rare-earth AND tuna", True),
        ("tuna AND NOT cod", True),
        ("tuna AND NOT topic:senkaku", False),
        ("title:tuna", False),
        ("body:tuna", True),
        ("title:(fisheries AND tuna)", False),
        ("(cod OR tuna) AND quotas", True),
        ("rare NEAR/1 minerals", True),
        ("rare NEAR/0 minerals", False),
        ("earth NEAR/0 rare", True),
        ("topic:senkaku NEAR/3 fisheries", True),
        ("topic:senkaku NEAR/3 tuna", False),
        ("tuna AND lang:ja", False),
        ("tuna AND lang:zh", True),
        ("tuna AND source:nhk AND country:JP", True),
        ("tuna AND source:wire", True),
        ("tuna AND publisher:nhk", True),
        ("tuna AND publisher:bbc", False),
        ("topic:unknown", False),
    ],
)
def test_queries_mean_what_they_say(query: str, hit: bool) -> None:
    found = ask(
        query,
        "Fisheries quota near Senkaku",
        "Tuna and rare-earth minerals.",
        language="zh-Hant",
        source="NHK World",
        publisher="nhk",
        country="jp",
        tags=("wire",),
    )
    assert (found is not None) == hit


def test_a_place_name_inside_another_is_no_keyword_hit() -> None:
    assert ask("京都", "東京都知事が会見") is None
    assert ask("京都", "京都で会談") is not None


@pytest.mark.parametrize(
    ("title", "text", "salience"),
    [
        ("Senkaku patrols", "", Salience.MAIN),
        ("Ships seen", "Ships sailed near the Senkaku Islands.", Salience.MENTIONED),
        ("Talks", "Talks began. " * 30 + "Senkaku came up.", Salience.PASSING),
        ("Talks", "Talks began. " * 30 + "Senkaku, Senkaku and Senkaku.", Salience.MENTIONED),
        ("Senkaku", "Senkaku in the lead. " + "More. " * 90 + "Senkaku.", Salience.MAIN),
    ],
)
def test_where_and_how_often_a_name_stands_says_how_much_it_is_about(
    title: str, text: str, salience: Salience
) -> None:
    found = ask("topic:senkaku", title, text)
    assert found is not None
    assert found.salience is salience


def test_the_limits_of_salience_are_settings() -> None:
    weights = Weights(main=0.3)
    index = build_index(TOPICS, {1: parse_query("topic:senkaku", None)}, weights)
    found = match(index, Document(title="Ships seen", text="Near the Senkaku Islands."))
    assert found[1].salience is Salience.MAIN


def test_evidence_points_into_the_original_text() -> None:
    found = ask(
        "topic:senkaku OR rare-earth", "Ｓｅｎｋａｋｕ’s", "釣魚臺:  the Rare–Earth\u200b deal"
    )
    assert found is not None
    assert found.query == "topic:senkaku OR rare-earth"
    assert found.evidence == (
        Evidence(field="title", start=0, end=7, alias="Senkaku", rule="word"),
        Evidence(field="text", start=0, end=3, alias="釣魚台", rule="sub"),
        Evidence(field="text", start=10, end=20, alias="rare-earth", rule="keyword"),
    )


def test_the_order_of_topics_and_queries_changes_nothing() -> None:
    queries = {n: parse_query(f"topic:{t.id} OR ships", None) for n, t in enumerate(TOPICS)}
    document = Document(title="尖閣沖で中国海警船", text="Ships and the Coast Guard Law")
    forth = match(build_index(TOPICS, queries), document)
    back = match(build_index(TOPICS[::-1], dict(reversed(queries.items()))), document)
    assert forth == back


NAMES = ["Senkaku", "尖閣", "上海警方", "海警", "Quad", "India", "quad bike", "2+2", "釣魚臺"]
ODD = ["Sudan", "’s", "é", "\u0301", " ", "-", "\u200b", "東京都", "쿼드", "ｶﾞ", "s", "."]
PIECES = st.lists(st.sampled_from(NAMES + ODD), max_size=12).map("".join)


@given(PIECES | st.text(max_size=40), PIECES | st.text(max_size=40))
def test_any_text_is_matched_and_evidence_holds_the_name(title: str, text: str) -> None:
    queries = {n: parse_query(f"topic:{t.id}", None) for n, t in enumerate(TOPICS)}
    queries[99] = parse_query("quad NEAR/3 sudan OR =Senkaku OR 京都 OR bik* OR 尖閣", None)
    for found in match(build_index(TOPICS, queries), Document(title=title, text=text)).values():
        assert 0 < found.score <= 1
        for at in found.evidence:
            original = title if at.field == "title" else text
            assert 0 <= at.start < at.end <= len(original)
            assert fold(at.alias).text in fold(original[at.start : at.end]).text


@given(PIECES, st.sampled_from(["India", "bike", "島"]))
def test_a_new_alias_never_takes_a_match_away_from_its_topic(text: str, new: str) -> None:
    query = {1: parse_query("topic:quad", None)}
    more = [topic(t.id, *t.aliases, alias(new, "sub")) if t.id == "quad" else t for t in TOPICS]
    document = Document(title=text, text="")
    before, after = (match(build_index(topics, query), document) for topics in (TOPICS, more))
    assert set(before) <= set(after)


@pytest.mark.parametrize("text", ["Quad India ", "海警", "東京都", "釣魚台國賓館", "quad bike "])
def test_a_megabyte_of_names_is_matched(text: str) -> None:
    document = Document(title="x", text=text * (500_000 // len(text)))
    index = build_index(TOPICS, {1: parse_query("topic:quad OR quad NEAR/2 india", None)})
    assert len(match(index, document)) <= 1


def test_a_document_takes_its_facts_from_item_feed_and_publisher() -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    feed = Feed(
        id=1, url="https://example.org/f", name="Wire", next_due_at=now, interval=600,
        language="en", tags=("asia",),
    )  # fmt: skip
    outlet = Publisher(id="w", name="Wire Co", family="wf", kind="wire", country="JP")
    item = Item(
        id=1, feed_id=1, key="k", link=None, canonical=None, title="尖閣で確認", text="",
        language=None, published=None, first_seen=now,
    )  # fmt: skip
    document = document_of(item, feed, outlet)
    assert (document.language, document.country, document.tags) == ("ja", "JP", ("asia",))
    assert (document.source, document.publisher, document.family) == ("Wire", "w", "wf")
