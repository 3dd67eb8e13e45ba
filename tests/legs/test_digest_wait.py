"""A digest whose time passed while the bot was away comes when the feeds were read."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.store import feeds
from tests.legs.edition import Edition
from tests.legs.test_digest_made import two_stories


async def read_feeds(paper: Edition) -> None:
    async with paper.gear.store.begin() as tx:
        due = await feeds.due(tx, paper.now, limit=9)
        for feed in await feeds.claim(tx, due, paper.now, lease=timedelta(seconds=60)):
            await feeds.save_poll(tx, feed, last_ok_at=paper.now)


async def read_slowly(paper: Edition, title: str) -> None:
    """Let one feed be read while another is, and see that the digest waits for both."""
    assert await paper.make() == 0
    async with paper.gear.store.begin() as tx:
        (slow, *_) = await feeds.due(tx, paper.now, limit=1)
        (slow,) = await feeds.claim(tx, [slow], paper.now, lease=timedelta(seconds=60))
    await read_feeds(paper)
    assert await paper.make() == 0  # one is being read
    async with paper.gear.store.begin() as tx:
        await feeds.save_poll(tx, slow, last_ok_at=paper.now)
    await paper.story(paper.told(title))
    assert await paper.make() == 1
    assert title in (await paper.titles())[-1]


@pytest.mark.parametrize("late", [{"seconds": 5}, {"hours": 7}])
async def test_a_digest_of_before_the_start_waits_for_the_feeds_to_be_read(
    paper: Edition, late: Mapping[str, float]
) -> None:
    await two_stories(paper)
    paper.wait(hours=2)
    paper.sleep(**late)
    paper.start_again()
    await read_slowly(paper, "Senkaku patrol ended in the night")


@pytest.mark.parametrize("slept", [timedelta(minutes=16), timedelta(hours=9), timedelta(days=3)])
async def test_a_digest_that_the_machine_slept_over_waits_for_the_feeds_to_be_read(
    paper: Edition, slept: timedelta
) -> None:
    await two_stories(paper)
    await read_feeds(paper)
    paper.wait(hours=2)
    assert await paper.make() == 1
    paper.wait(hours=23, minutes=59)
    paper.sleep(seconds=slept.total_seconds())
    await read_slowly(paper, "Senkaku patrol ended while all slept")


async def test_a_digest_that_is_late_though_the_bot_was_up_waits_for_no_feed(
    paper: Edition,
) -> None:
    await two_stories(paper)
    assert await paper.make() == 0
    paper.wait(hours=2)
    paper.sleep(minutes=14)
    assert await paper.make() == 1


async def test_it_waits_for_ten_minutes_at_most(paper: Edition) -> None:
    await two_stories(paper)
    paper.sleep(hours=3)
    assert await paper.make() == 0
    paper.wait(minutes=9, seconds=59)
    assert await paper.make() == 0
    paper.wait(seconds=1)
    assert await paper.make() == 1


async def test_a_machine_that_wakes_for_moments_makes_it_when_the_feeds_were_read(
    paper: Edition,
) -> None:
    await two_stories(paper)
    paper.sleep(hours=3)
    assert await paper.make() == 0
    paper.wait(minutes=1)
    paper.sleep(hours=1)
    await read_slowly(paper, "Senkaku patrol ended while all slept")


async def test_a_machine_that_never_wakes_for_long_makes_it_in_the_end(paper: Edition) -> None:
    await two_stories(paper)
    for _ in range(12):
        paper.sleep(hours=3)
        assert await paper.make() == 0
        paper.wait(minutes=1)
    paper.sleep(hours=3)
    assert await paper.make() == 1


async def test_a_clock_that_is_set_back_makes_no_digest_wait_longer(paper: Edition) -> None:
    await two_stories(paper)
    awake = [paper.now]
    paper.gear = replace(paper.gear, steady=lambda: awake[0])
    paper.sleep(days=900)
    assert await paper.make() == 0
    paper.sleep(days=-899)
    assert await paper.make() == 0
    awake[0] += timedelta(minutes=10)
    assert await paper.make() == 1
