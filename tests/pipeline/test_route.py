"""Where a match goes, when a story is published, and what makes it urgent."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Feed, Item, Match, Mode, Publisher, Salience, Told, Watch
from bot.pipeline.route import ALERT, DIGEST, DROP, families_of, route, settle_until, why_urgent

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ITEM = Item(
    id=10,
    feed_id=1,
    key="id:10",
    link="https://a.example/10",
    canonical="https://a.example/10",
    title="Ships meet off the Senkaku Islands",
    text="",
    language="en",
    published=NOW,
    first_seen=NOW,
)
WATCH = Watch(
    id=1,
    channel_id=1,
    community_id=1,
    query_id=1,
    query="topic:senkaku",
    label="Senkaku Islands",
    created_at=NOW,
    after_item=5,
)
FEED = Feed(id=1, url="https://a.example/f", name="A", next_due_at=NOW, interval=600)


def met(salience: Salience = Salience.MAIN) -> Match:
    return Match(query="topic:senkaku", score=0.8, salience=salience, evidence=())


def told(family: str, *, minutes: int = 0, published: datetime | None = NOW, **more: bool) -> Told:
    """Let an outlet tell it so many minutes after ``published``; it is seen two hours later."""
    at = published + minutes * MINUTE if published else None
    item = replace(ITEM, first_seen=NOW + 120 * MINUTE, published=at, **more)  # type: ignore[arg-type]
    publisher = Publisher(id=family, name=family.upper(), family=family, kind="newspaper")
    return Told(item=item, feed=FEED, publisher=publisher)


@pytest.mark.parametrize("salience", [Salience.MAIN, Salience.MENTIONED])
def test_an_item_about_what_is_watched_becomes_an_alert(salience: Salience) -> None:
    assert route(WATCH, met(salience), ITEM, family="a").way == ALERT


def test_a_list_of_other_news_goes_to_the_digest() -> None:
    verdict = route(WATCH, met(), replace(ITEM, title="Morning briefing: ships meet"), family="a")
    assert (verdict.way, verdict.reason) == (DIGEST, "it is a list of other news")


def test_a_passing_mention_goes_to_the_digest() -> None:
    assert route(WATCH, met(Salience.PASSING), ITEM, family="a").way == DIGEST


def test_a_watch_in_digest_mode_never_alerts() -> None:
    assert route(replace(WATCH, mode=Mode.DIGEST), met(), ITEM, family="a").way == DIGEST


def test_what_was_there_at_the_first_reading_goes_nowhere() -> None:
    assert route(WATCH, met(), replace(ITEM, baseline=True), family="a").way == DROP


def test_what_came_before_the_watch_is_no_alert() -> None:
    assert route(WATCH, met(), replace(ITEM, id=5), family="a").way == DIGEST


def test_a_late_item_goes_to_the_digest() -> None:
    assert route(WATCH, met(), replace(ITEM, late=True), family="a").way == DIGEST


def test_a_muted_outlet_is_dropped() -> None:
    assert route(WATCH, met(), ITEM, family="a", muted={"a"}).way == DROP


@pytest.mark.parametrize(
    ("language", "way"), [("ja", DROP), ("en-GB", ALERT), ("EN", ALERT), (None, DROP)]
)
def test_a_watch_with_languages_takes_only_these(language: str | None, way: str) -> None:
    watch = replace(WATCH, languages=("en",))
    assert route(watch, met(), replace(ITEM, language=language), family="a").way == way


@pytest.mark.parametrize(("language", "way"), [("zh-Hant", ALERT), ("zh-Hans", DROP), ("zh", DROP)])
def test_a_watch_can_take_one_of_the_two_chinese_scripts(language: str, way: str) -> None:
    watch = replace(WATCH, languages=("zh-TW",))
    assert route(watch, met(), replace(ITEM, language=language), family="a").way == way


def reason(watch: Watch = WATCH, item: Item = ITEM, **more: object) -> str:
    match = met(Salience.PASSING if more.pop("passing", False) else Salience.MAIN)
    return route(watch, match, item, family="a", **more).reason  # type: ignore[arg-type]


def test_every_verdict_says_why() -> None:
    two = replace(WATCH, languages=("ja", "ko"))
    assert reason() == "the item is about it (main)"
    assert reason(item=replace(ITEM, baseline=True)) == (
        "it was there when the feed was first read"
    )
    assert reason(two) == "its language is en; the watch takes ja, ko"
    assert reason(two, replace(ITEM, language=None)) == (
        "its language is not known; the watch takes ja, ko"
    )
    assert reason(muted={"a"}) == "the outlet is muted in this channel"
    assert reason(item=replace(ITEM, id=5)) == "it came before the watch was made"
    assert reason(item=replace(ITEM, late=True)) == (
        "it was old, or may have been, when it was first seen"
    )
    assert reason(replace(WATCH, mode=Mode.DIGEST)) == "the watch is set to digest"
    assert reason(passing=True) == "the name is only mentioned in passing"


def settled(due: datetime | None, started: datetime | None, now: datetime) -> datetime:
    return settle_until(
        due, started=started, now=now, settle=1.5 * MINUTE, more=0.5 * MINUTE, most=5 * MINUTE
    )


def test_a_new_story_waits_for_its_settling_time() -> None:
    assert settled(None, None, NOW) == NOW + 1.5 * MINUTE


@pytest.mark.parametrize(("due", "started"), [(None, NOW), (NOW, None)])
def test_a_story_of_which_something_is_not_known_settles_anew(
    due: datetime | None, started: datetime | None
) -> None:
    assert settled(due, started, NOW + MINUTE) == NOW + 2.5 * MINUTE


def test_each_further_item_adds_a_little() -> None:
    assert settled(NOW + 1.5 * MINUTE, NOW, NOW + MINUTE) == NOW + 2 * MINUTE


def test_no_story_waits_longer_than_the_bound() -> None:
    due = NOW + 1.5 * MINUTE
    for second in range(0, 600, 5):
        due = settled(due, NOW, NOW + timedelta(seconds=second))
    assert due == NOW + 5 * MINUTE


def test_four_outlets_within_the_hour_make_a_story_urgent() -> None:
    many = [told(f, minutes=m) for f, m in (("a", 0), ("b", 10), ("c", 20), ("d", 59))]
    urgent = {"official": frozenset(), "publishers": 4, "within": 60 * MINUTE}
    why = why_urgent(many, [WATCH], **urgent)  # type: ignore[arg-type]
    assert why == "4 independent outlets within 60 minutes"
    assert why_urgent(many[:3], [WATCH], **urgent) is None  # type: ignore[arg-type]
    slow = [*many[:3], told("d", minutes=61)]
    assert why_urgent(slow, [WATCH], **urgent) is None  # type: ignore[arg-type]


def test_outlets_that_were_first_read_together_did_not_tell_it_together() -> None:
    rules = {"official": frozenset(), "publishers": 4, "within": 60 * MINUTE}
    old = [told(family, baseline=True) for family in "abc"]
    assert why_urgent([*old, told("d")], [WATCH], **rules) is None  # type: ignore[arg-type]
    late = [told(family, late=True) for family in "abcd"]
    assert why_urgent(late, [WATCH], **rules) is None  # type: ignore[arg-type]


def test_a_story_of_very_many_items_is_weighed_in_one_pass() -> None:
    many = [told("ab"[n % 2], minutes=n % 50) for n in range(60_000)]
    assert why_urgent(many, [WATCH], official=set(), publishers=4, within=60 * MINUTE) is None


def test_one_outlet_four_times_is_not_four_outlets() -> None:
    same = [told("a", minutes=m) for m in range(4)]
    assert why_urgent(same, [WATCH], official=set(), publishers=4, within=60 * MINUTE) is None


@given(
    st.lists(st.tuples(st.sampled_from("abcde"), st.integers(0, 100)), max_size=12),
    st.integers(1, 5),
)
def test_a_story_is_urgent_when_some_hour_has_enough_outlets(
    tellers: list[tuple[str, int]], publishers: int
) -> None:
    many = [told(family, minutes=minutes) for family, minutes in tellers]
    rules = {"official": frozenset(), "publishers": publishers, "within": 30 * MINUTE}
    most = max((len({f for f, m in tellers if 0 <= m - at <= 30}) for _, at in tellers), default=0)
    urgent = why_urgent(many, [WATCH], **rules) is not None  # type: ignore[arg-type]
    assert urgent == (most >= publishers)


def test_an_official_word_is_urgent_but_not_without_a_date() -> None:
    rules = {"official": {"mofa"}, "publishers": 4, "within": 60 * MINUTE}
    why = why_urgent([told("mofa")], [WATCH], **rules)  # type: ignore[arg-type]
    assert why == "MOFA is official here"
    undated = [told("mofa", published=None)]
    assert why_urgent(undated, [WATCH], **rules) is None  # type: ignore[arg-type]


def test_what_was_urgent_long_ago_and_is_not_any_more_says_nothing() -> None:
    rules = {"official": frozenset(), "publishers": 3, "within": 60 * MINUTE}
    many = [told(f, minutes=m) for f, m in (("a", 0), ("b", 10), ("c", 60))]
    for minute, urgent in ((0, True), (60, True), (61, False)):
        why = why_urgent(many, [WATCH], since=NOW + minute * MINUTE, **rules)  # type: ignore[arg-type]
        assert (why is not None) is urgent
    assert why_urgent(many, [WATCH], **rules) is not None  # type: ignore[arg-type]


def test_an_official_word_of_long_ago_is_not_urgent_any_more() -> None:
    rules = {"official": {"mofa"}, "publishers": 4, "within": 60 * MINUTE}
    word = [told("mofa", minutes=30)]
    for minute, urgent in ((29, True), (30, True), (31, False)):
        why = why_urgent(word, [WATCH], since=NOW + minute * MINUTE, **rules)  # type: ignore[arg-type]
        assert (why is not None) is urgent
    undated = [told("mofa", published=None)]
    assert why_urgent(undated, [WATCH], since=NOW, **rules) is None  # type: ignore[arg-type]


def test_a_watch_marked_urgent_is_urgent() -> None:
    marked = replace(WATCH, urgent="wake")
    why = why_urgent([told("a")], [marked], official=set(), publishers=4, within=60 * MINUTE)
    assert why == "the watch is marked urgent"


def test_outlets_are_counted_by_family() -> None:
    assert families_of([told("a"), told("b"), told("a")]) == ("a", "b")
