"""Salience: place and repetition decide how much an item is about what it names."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from bot.app import rules_of
from bot.model import Alias, Item, Match, Salience, Topic, Watch
from bot.pipeline.match import Document, Weights, build_index, match
from bot.pipeline.query import parse_query
from bot.pipeline.route import route
from bot.settings import load_settings
from tests.shipped import shipped

ARTICLES = Path(__file__).parent.parent / "data" / "articles"
BOTH = ("en", "ja")
# Named by both articles: the subject, one thing that comes up again and again, ten in passing.
SUBJECT, AGAIN = "quad", "rare-earths"
IN_PASSING = (
    *("senkaku", "taiwan-strait", "coast-guard-law", "china-coast-guard", "aukus"),
    *("two-plus-two", "north-korea"),
)


@cache
def found(language: str) -> dict[str, Match]:
    """Give what an article of a summit is found to name."""
    topics = shipped().topics
    queries = {n: parse_query(f"topic:{topic}", None) for n, topic in enumerate(topics)}
    path = ARTICLES / f"summit-{language}.txt"
    title, _, text = path.read_text(encoding="utf-8").partition("\n\n")
    index = build_index(topics.values(), queries)
    met = match(index, Document(title=title, text=text, language=language))
    return {one.query.removeprefix("topic:"): one for one in met.values()}


@pytest.mark.parametrize("language", BOTH)
def test_a_long_article_names_ten_topics_and_one_is_its_subject(language: str) -> None:
    met = found(language)
    named = {SUBJECT, AGAIN, *IN_PASSING}
    assert named <= met.keys()
    assert len(met) >= 10
    mains = {topic for topic, one in met.items() if one.salience is Salience.MAIN}
    assert mains == {SUBJECT, "indo-pacific"}  # the Quad lies below the Indo-Pacific


def test_deep_in_an_article_the_words_around_a_name_decide_and_in_a_summary_its_place() -> None:
    topics = shipped().topics
    index = build_index(topics.values(), {1: parse_query("topic:north-korea-missiles", None)})
    named = "Pyongyang fired two missiles on Sunday."
    met = match(index, Document(title="Ministers meet", text=FILLER * 20 + named))

    assert met[1].salience is Salience.PASSING
    assert not match(index, Document(title="Ministers meet", text=FILLER * 4 + named))
    assert not match(index, Document(title="Ministers meet", text=FILLER * 20 + "Two missiles."))


@pytest.mark.parametrize("language", BOTH)
def test_what_comes_up_again_is_mentioned_and_what_stands_once_is_passing(language: str) -> None:
    met = found(language)
    assert met[AGAIN].salience is Salience.MENTIONED
    assert {met[topic].salience for topic in IN_PASSING} == {Salience.PASSING}
    assert met[SUBJECT].score > met[AGAIN].score > max(met[t].score for t in IN_PASSING)


@pytest.mark.parametrize("language", BOTH)
def test_a_list_at_the_end_weighs_no_more_than_one_name_in_the_middle(language: str) -> None:
    met = found(language)
    assert met["aukus"].score == met["taiwan-strait"].score == met["senkaku"].score


TOPIC = Topic(
    id="t",
    name="T",
    names={},
    aliases=(
        Alias(text="Senkaku", language="en", match="word"),
        Alias(text="尖閣", language="ja", match="sub"),
    ),
)
FILLER = "The committee met again on Monday and spoke of the budget for roads and ports. "
DENSE = "委員会は月曜日に再び集まり、道路と港の予算について話し合った。"
NAME = "The Senkaku Islands were named. "


def weighed(title: str, text: str, weights: Weights | None = None) -> Match:
    index = build_index([TOPIC], {1: parse_query("topic:t", None)}, weights)
    return match(index, Document(title=title, text=text))[1]


def test_a_name_weighs_less_the_further_down_it_stands() -> None:
    title = weighed("Senkaku talks", FILLER * 9)
    lead = weighed("Talks", NAME + FILLER * 9)
    body = weighed("Talks", FILLER * 9 + NAME)
    assert title.score > lead.score > body.score
    assert [one.salience for one in (title, lead, body)] == list(Salience)


def test_the_lead_is_shorter_where_a_character_says_more() -> None:
    assert weighed("会議", DENSE * 2 + "尖閣の話も出た。").salience is Salience.MENTIONED
    assert weighed("会議", DENSE * 5 + "尖閣の話も出た。").salience is Salience.PASSING
    assert weighed("Talks", FILLER * 2 + NAME).salience is Salience.MENTIONED


@pytest.mark.parametrize(("head", "most"), [("", 0.5), ("Senkaku talks", 1.0)])
def test_repetition_raises_a_score_and_never_lowers_it(head: str, most: float) -> None:
    scores = [weighed(head or "Talks", FILLER * 9 + NAME * n).score for n in range(1, 12)]
    assert scores == sorted(scores)
    assert scores[0] < scores[2] <= scores[-1] <= most


def test_many_names_far_down_make_no_subject() -> None:
    assert weighed("Talks", FILLER * 9 + NAME * 30).salience is Salience.MENTIONED


NOW = datetime(2026, 11, 24, tzinfo=UTC)
ITEM = Item(
    id=2, feed_id=1, key="k", link=None, canonical=None, title="Talks", text=NAME, language="en",
    published=NOW, first_seen=NOW,
)  # fmt: skip
WATCH = Watch(
    id=1, channel_id=1, community_id=1, query_id=1, query="topic:t", label="T", created_at=NOW
)


@pytest.mark.parametrize(
    ("settings", "salience", "way"),
    [
        ("", Salience.MENTIONED, "alert"),
        ("[match]\nlead = 0.4\n", Salience.PASSING, "digest"),
        ("[match]\nmain = 0.3\n", Salience.MAIN, "alert"),
        ("[match]\nmain = 0.9\nmentioned = 0.5\n", Salience.PASSING, "digest"),
        ("[match]\nlead = 0\nbody = 1.0\n", Salience.PASSING, "digest"),
    ],
)
def test_weights_and_limits_of_the_settings_change_where_an_item_goes(
    tmp_path: Path, settings: str, salience: Salience, way: str
) -> None:
    path = tmp_path / "tidings.toml"
    path.write_text(settings)
    rules = rules_of(load_settings(None, [path], {}))
    met = weighed("Talks", NAME + FILLER * 9, rules.weights)
    assert met.salience is salience
    assert route(WATCH, met, ITEM, family="harbour").way == way
