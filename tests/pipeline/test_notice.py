"""Which notices are due, which are over, and what they say."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Feed
from bot.pipeline.notice import (
    FEED,
    GONE,
    Event,
    Share,
    Standing,
    alarm_events,
    compare,
    feed_events,
    feed_fails,
    feed_well,
    many_fail,
    many_well,
)
from bot.words import marked_moment

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
DAY = timedelta(hours=24)


def feed(hours: float = 30, **values: Any) -> Feed:
    known = {
        "id": 7,
        "url": "https://csis.example/feed",
        "name": "csis.example",
        "interval": 600,
        "tried_at": NOW,
        "next_due_at": NOW + timedelta(hours=6),
        "failing_since": NOW - timedelta(hours=hours),
        "error": "the page asks for a login.",
    }
    return Feed(**{**known, **values})


def told(of: Feed, **values: Any) -> list[Event]:
    known: dict[str, Any] = {"alarms": (), "calm_since": {}, "now": NOW, "after": DAY}
    standing = values.pop("standing", ())
    return list(feed_events([of], {7: (1, 2)}, standing, **{**known, **values}))


def standing(event: Event, id_: int = 1) -> Standing:
    return Standing(
        id=id_,
        about=event.about,
        about_id=event.about_id,
        community_id=event.community_id,
        channel_id=1,
        opened_at=NOW,
        told_at=NOW,
    )


def test_a_failure_is_told_after_its_time_to_each_whom_it_concerns() -> None:
    assert told(feed(23.9)) == []
    assert [(e.about, e.community_id) for e in told(feed(24))] == [(FEED, 1), (FEED, 2)]


def test_a_feed_that_is_gone_is_told_at_once_even_under_an_alarm() -> None:
    events = told(feed(0, state="stopped"), alarms={1, 2})
    assert [e.about for e in events] == [GONE, GONE]


def test_no_single_feed_is_told_under_an_alarm_nor_until_it_was_tried_after_it() -> None:
    assert [e.community_id for e in told(feed(40), alarms={1})] == [2]
    over = {1: NOW - timedelta(hours=23), 2: NOW - timedelta(hours=24)}
    assert [e.community_id for e in told(feed(90), calm_since=over)] == [2]


def test_what_was_told_stays_told_whatever_alarm_comes() -> None:
    known = {(FEED, 7, 1)}
    assert [e.community_id for e in told(feed(40), alarms={1, 2}, standing=known)] == [1]


@pytest.mark.parametrize(
    ("failing", "total", "known", "alarm"),
    [
        (110, 220, False, True),
        (109, 220, False, False),
        (1, 2, False, False),
        (2, 4, False, True),
        (99, 220, True, True),
        (87, 220, True, False),
        (0, 0, False, False),
    ],
)
def test_half_of_all_feeds_raise_an_alarm_that_ends_well_below(
    failing: int, total: int, known: bool, alarm: bool
) -> None:
    share = {5: Share(failing=failing, total=total)}
    found = alarm_events(share, {5} if known else (), now=NOW)
    assert [e.community_id for e in found] == ([5] if alarm else [])


EVENTS = st.builds(
    Event,
    about=st.sampled_from(["feed", "gone"]),
    about_id=st.integers(1, 4),
    community_id=st.integers(1, 2),
    since=st.datetimes(timezones=st.just(UTC)),
)


@given(st.lists(EVENTS), st.lists(EVENTS))
def test_what_is_told_once_is_neither_new_nor_over_while_it_lasts(
    then: list[Event], now: list[Event]
) -> None:
    first, over = compare(then, [])
    assert not over
    known = [standing(event, n) for n, event in enumerate(first)]
    assert compare(then, known) == ((), ())
    new, over = compare(now, known)
    there = {event.subject for event in now}
    assert {one.subject for one in over} == {one.subject for one in known} - there
    assert {event.subject for event in new} == there - {one.subject for one in known}


def test_the_sentences_say_cause_and_next_step_in_the_readers_zone() -> None:
    failed = marked_moment(NOW - timedelta(hours=26), "yesterday 15:00")
    assert feed_fails(feed(26), "csis.example", now=NOW, zone="Asia/Tokyo") == (
        f"csis.example has failed since {failed}: the page asks for a login. "
        "I keep trying every 6 hours. `/feeds` shows more."
    )
    well = feed_well("A `b` *c*", since=NOW - DAY, now=NOW, zone=None)
    told = marked_moment(NOW - DAY, "yesterday 08:00")
    assert well == f"A ˋbˋ ∗c∗ can be read again; I told you of its failure {told}."
    just = NOW - timedelta(hours=1)
    well = feed_well("A", since=just, now=NOW, zone=None)
    assert well.endswith(f"its failure at {marked_moment(just, '07:00')}.")
    assert many_fail(Share(failing=3, total=5), ("Harbour", "no answer"), unanswered=2) == (
        "3 of 5 feeds cannot be read, such as Harbour: no answer. So many at once mean that the "
        "network of the machine I run on is down: look there first. I keep trying; `/feeds` shows "
        "which."
    )
    answered = many_fail(Share(failing=4, total=5), ("Harbour", "no answer"), unanswered=2)
    assert answered.endswith(
        "no answer. Most of their servers did answer, so it is not the network of the machine I "
        "run on. I keep trying; `/feeds` shows which and why."
    )
    assert many_well(Share(failing=0, total=5)) == (
        "Feeds can be read again, all 5 of them. What they showed meanwhile is being read."
    )
