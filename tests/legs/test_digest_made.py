"""What one digest looks like, and what making it leaves behind."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.chat.base import Payload
from bot.chat.memory import MemoryChat
from bot.errors import SendLater, SendNever
from bot.legs.deliver import deliver
from bot.legs.digest import plan_now, preview
from bot.model import Kind, Message, Sent, State
from bot.store import deliveries, lines, watches
from tests.legs.edition import BEGIN, Edition, titles_of


async def two_stories(paper: Edition) -> tuple[int, int]:
    """Tell two stories of two watches, the first one by two outlets, two hours before 08:00."""
    await paper.watch("Senkaku")
    await paper.watch("Quad")
    first = await paper.story(
        paper.told("Senkaku patrol grows", scores={"Senkaku": 0.9}),
        paper.told("Senkaku patrol grows", by="kanto", scores={"Senkaku": 0.6}),
    )
    second = await paper.story(paper.told("Quad ministers meet", scores={"Quad": 0.4}))
    return first, second


async def test_a_digest_says_what_its_channel_watched_for(paper: Edition) -> None:
    first, second = await two_stories(paper)
    paper.wait(hours=2)
    assert await paper.make() == 1
    assert paper.nudged == ["deliver"]
    (post,) = await paper.posts()
    assert (post.kind, post.key, post.state) == (
        Kind.DIGEST,
        "digest:1:2026-11-24T08:00",
        State.PENDING,
    )
    shown = post.payload
    assert shown["title"] == (
        "Digest, Tuesday 24 November, 08:00 UTC (zone not set) · 2 watches, 2 stories from 3 items"
    )
    assert (shown["label"], shown["footer"]) == ("DIGEST", "3 of 3 feeds fresh")
    assert shown["buttons"] == []
    assert [section["heading"] for section in shown["sections"]] == ["Senkaku", "Quad"]
    (line,) = shown["sections"][0]["lines"]
    assert line["number"] == 1
    assert (line["title"], line["title_marks"]) == ("Senkaku patrol grows", [[0, 7]])
    assert line["url"] == "https://harbour.example/1"
    assert line["sentence"] == "Harbour tells of Senkaku at length."
    assert (line["outlets"], line["at"]) == ("Harbour, Kanto", "2026-11-24T06:00:00.000Z")
    async with paper.gear.store.read() as tx:
        kept = await lines.of(tx, [post.id])
        about = await deliveries.told_stories(tx, 1, [first, second])
    assert [(one.story_id, one.heading, one.score) for one in kept] == [
        (first, "Senkaku", 0.9),
        (second, "Quad", 0.4),
    ]
    assert about == {first, second}


async def test_a_digest_is_made_once_and_the_next_covers_what_comes_after(paper: Edition) -> None:
    await two_stories(paper)
    paper.wait(hours=2, seconds=20)
    assert await paper.make() == 1
    assert (await paper.place()).digest_since == paper.now
    assert (await paper.place(2)).digest_since == paper.now  # nothing to tell there, yet made
    assert await paper.made("2026-11-24T08:00")
    assert await paper.made("2026-11-24T08:00", channel=2)
    assert await paper.make() == 0
    assert paper.nudged == ["deliver"]
    await deliver(paper.gear)
    paper.wait(hours=3)
    await paper.story(paper.told("Senkaku patrol ends"))
    paper.wait(hours=21)
    assert await paper.make() == 1
    assert await paper.titles() == [
        ["Senkaku patrol grows", "Quad ministers meet"],
        ["Senkaku patrol ends"],
    ]


async def test_before_its_time_and_where_nothing_watches_no_digest_is_made(paper: Edition) -> None:
    await two_stories(paper)
    paper.wait(hours=1, minutes=59)
    assert await paper.make() == 0
    assert (paper.nudged, await paper.posts()) == ([], [])
    paper.wait(minutes=1)
    assert await paper.make() == 1
    assert await paper.posts(channel=2) == []


async def test_two_makers_at_once_make_one(paper: Edition) -> None:
    await two_stories(paper)
    paper.wait(hours=2)
    assert sorted(await asyncio.gather(paper.make(), paper.make())) == [0, 1]
    assert len(await paper.posts()) == 1


async def test_two_channels_are_counted_and_told_each_its_own(paper: Edition) -> None:
    await two_stories(paper)
    await paper.watch("Quad", channel=2)
    paper.wait(hours=2)
    assert await paper.make() == 2
    assert await paper.titles(2) == [["Quad ministers meet"]]
    (post,) = await paper.posts(2)
    assert "1 watch, 1 story from 1 item" in post.payload["title"]


async def test_a_channel_of_a_platform_that_is_not_connected_waits(paper: Edition) -> None:
    await two_stories(paper)
    chats, paper.gear = paper.gear.chats, replace(paper.gear, chats={})
    paper.wait(hours=2)
    assert await paper.make() == 0
    assert not await paper.made("2026-11-24T08:00")
    paper.gear = replace(paper.gear, chats=chats)
    assert await paper.make() == 1


async def test_a_channel_in_trouble_waits_until_it_is_to_be_tried_again(paper: Edition) -> None:
    await two_stories(paper)
    trouble = {"state": "paused", "trouble": "I may not write there.", "trouble_at": paper.now}
    await paper.place(probe_at=paper.now + timedelta(hours=3), **trouble)
    paper.wait(hours=2)
    assert await paper.make() == 0
    paper.wait(hours=1)
    assert await paper.make() == 1
    await deliver(paper.gear)
    assert (await paper.place()).trouble is None
    assert [post.state for post in await paper.posts()] == [State.SENT]


async def test_digests_do_not_pile_up_in_a_channel_that_stays_shut(paper: Edition) -> None:
    await two_stories(paper)
    paper.gear = replace(paper.gear, chats={"memory": MemoryChat(channels=["two"])})
    for _ in range(4):
        paper.wait(hours=24)
        await paper.make()
        await deliver(paper.gear)
    assert len(await paper.posts()) == 1


class Down(MemoryChat):
    """A platform that takes nothing until it is ``up``."""

    up = False

    async def send(
        self, channel: str, payload: Payload, *, nonce: str, thread: str | None = None
    ) -> Sent:
        if not self.up:
            raise SendLater("It is out of order.", after=60.0)
        return await super().send(channel, payload, nonce=nonce, thread=thread)


@pytest.mark.parametrize("own", [False, True])
async def test_what_days_of_an_outage_kept_back_comes_in_one_digest(
    paper: Edition, own: bool
) -> None:
    chat = Down()
    paper.gear = replace(paper.gear, chats={"memory": chat})
    times = {"digest_times": ["08:00"], "digest_since": BEGIN} if own else {}
    await paper.watch("Senkaku", **times)
    days = ["Monday", "Tuesday", "Wednesday", "Thursday"]
    for number, day in enumerate(days):
        await paper.story(paper.told(f"Senkaku patrol of {day}"))
        paper.wait(hours=24 if number else 2)
        await paper.make()
        await deliver(paper.gear)
    assert chat.sent == []
    chat.up = True
    paper.wait(hours=1)
    await deliver(paper.gear)
    (post,) = chat.sent
    assert sorted(titles_of(post.payload)) == sorted(f"Senkaku patrol of {day}" for day in days)
    *late, last = await paper.posts()
    assert [one.state for one in (*late, last)] == [*[State.EXPIRED] * 3, State.SENT]
    assert [one.merged_into for one in late] == [one.id for one in (*late[1:], last)]
    paper.wait(hours=23)
    await paper.make()
    await deliver(paper.gear)
    assert len(chat.sent) == 1


async def test_a_digest_that_waits_for_an_hour_is_left_to_come(paper: Edition) -> None:
    chat = Down()
    paper.gear = replace(paper.gear, chats={"memory": chat})
    await paper.place(digest_times=("08:00", "09:00"))
    await two_stories(paper)
    paper.wait(hours=2)
    await paper.make()
    await paper.story(paper.told("Quad ministers part", scores={"Quad": 0.4}))
    paper.wait(hours=1)
    await paper.make()
    assert [one.state for one in await paper.posts()] == [State.PENDING, State.PENDING]


async def test_ten_stories_are_shown_and_a_button_leads_to_the_others(paper: Edition) -> None:
    await paper.watch("Senkaku")
    for number in range(12):
        await paper.story(paper.told(f"Senkaku case {number}"))
    paper.wait(hours=2)
    await paper.make()
    (post,) = await paper.posts()
    assert len(titles_of(post.payload)) == 10
    assert "1 watch, 12 stories from 12 items" in post.payload["title"]
    (more,) = post.payload["buttons"]
    assert (more["id"], more["label"]) == (f"more:{post.id}:10", "2 more")
    async with paper.gear.store.read() as tx:
        assert await lines.count(tx, post.id) == 12


async def test_exactly_ten_stories_need_no_button(paper: Edition) -> None:
    await paper.watch("Senkaku")
    for number in range(10):
        await paper.story(paper.told(f"Senkaku case {number}"))
    paper.wait(hours=2)
    await paper.make()
    (post,) = await paper.posts()
    assert (len(titles_of(post.payload)), post.payload["buttons"]) == (10, [])


# ── asked for ───────────────────────────────────────────────────────────────────────────────


async def previewed(paper: Edition) -> Message | None:
    place = await paper.place()
    async with paper.gear.store.read() as tx:
        return await preview(paper.gear, tx, place, now=paper.now)


async def test_a_preview_shows_what_would_be_posted_and_changes_nothing(paper: Edition) -> None:
    await paper.watch("Senkaku")
    assert await previewed(paper) is None
    for number in range(11):
        await paper.story(paper.told(f"Senkaku case {number}"))
    paper.wait(hours=1)
    message = await previewed(paper)
    assert message is not None
    assert (message.label, message.at) == ("PREVIEW", paper.now)
    assert message.footer == (
        "1 more, shown by a button of what /digest now posts · 3 of 3 feeds fresh"
    )
    assert sum(len(section.lines) for section in message.sections) == 10
    assert message.sections[0].lines[0].age == "1 h"
    assert await paper.posts() == []
    assert (await paper.place()).digest_since == BEGIN


async def test_a_channel_without_a_last_digest_can_ask_for_one(paper: Edition) -> None:
    await paper.watch("Senkaku")
    await paper.story(paper.told("Senkaku patrol grows"))
    await paper.place(digest_since=None)
    message = await previewed(paper)
    assert message is not None
    assert await plan(paper) is not None


async def plan(paper: Edition, **span: float) -> int | None:
    """Ask for the digest at once, a span of time before the writing begins."""
    asked = paper.now
    paper.wait(**span)
    place = await paper.place()
    async with paper.gear.store.begin() as tx:
        return await plan_now(paper.gear, tx, place, now=asked)


async def test_a_digest_asked_for_tells_at_once_and_the_next_what_comes_after(
    paper: Edition,
) -> None:
    await paper.watch("Senkaku")
    assert await plan(paper) is None
    assert (await paper.place()).digest_since == BEGIN
    await paper.story(paper.told("Senkaku patrol grows"))
    asked = paper.now
    planned = await plan(paper, seconds=3)
    (post,) = await paper.posts()
    assert (post.id, post.key) == (planned, f"digest:1:now:{asked.isoformat()}")
    assert (post.payload["label"], post.due_at) == ("DIGEST", asked)
    assert titles_of(post.payload) == ["Senkaku patrol grows"]
    assert (await paper.place()).digest_since == paper.now
    paper.wait(hours=2)
    assert await paper.make() == 0  # at its time there is nothing more
    assert await paper.made("2026-11-24T08:00")


# ── a watch with times of its own ───────────────────────────────────────────────────────────


async def own(paper: Edition, label: str, at: str, **values: Any) -> int:
    watch = await paper.watch(label)
    async with paper.gear.store.begin() as tx:
        await watches.change(tx, watch.id, digest_times=[at], digest_since=paper.now, **values)
    return watch.id


async def test_a_watch_with_times_of_its_own_is_told_at_these_alone(paper: Edition) -> None:
    await paper.watch("Senkaku")
    number = await own(paper, "Quad", "12:00")
    await paper.story(paper.told("Senkaku patrol grows", scores={"Senkaku": 0.9}))
    await paper.story(paper.told("Quad ministers meet", scores={"Quad": 0.9}))
    paper.wait(hours=2)
    assert await paper.make() == 1
    paper.wait(hours=4)
    assert await paper.make() == 1
    assert await paper.titles() == [["Senkaku patrol grows"], ["Quad ministers meet"]]
    second = (await paper.posts())[1]
    assert second.key == f"digest:1:2026-11-24T12:00#{number}"
    assert await paper.made(f"2026-11-24T12:00#{number}")
    assert not await paper.made("2026-11-24T12:00")
    async with paper.gear.store.read() as tx:
        watch = await watches.get(tx, number)
    assert watch.digest_since == paper.now
    assert (await paper.place()).digest_since == paper.now - timedelta(hours=4)
    assert await paper.make() == 0


async def test_the_own_digest_of_a_watch_covers_what_came_after_its_last(paper: Edition) -> None:
    await own(paper, "Quad", "12:00")
    await paper.story(paper.told("Quad ministers meet", scores={"Quad": 0.9}))
    paper.wait(hours=6)
    assert await paper.make() == 1
    await deliver(paper.gear)
    paper.wait(hours=1)
    await paper.story(paper.told("Quad ministers leave", scores={"Quad": 0.9}))
    paper.wait(hours=23)
    assert await paper.make() == 1
    assert await paper.titles() == [["Quad ministers meet"], ["Quad ministers leave"]]


async def test_what_a_lost_digest_told_is_told_though_another_came_after_it(
    paper: Edition,
) -> None:
    await paper.watch("Senkaku")
    await own(paper, "Quad", "12:00")
    chat = MemoryChat()
    paper.gear = replace(paper.gear, chats={"memory": chat})
    await paper.story(paper.told("Senkaku patrol grows", scores={"Senkaku": 0.9}))
    await paper.story(paper.told("Quad ministers meet", scores={"Quad": 0.9}))
    chat.fail_next(SendNever("It is too large."))
    for hours in (2, 4, 20):
        paper.wait(hours=hours)
        assert await paper.make() == 1
        await deliver(paper.gear)
    posted = [titles_of(post.payload) for post in chat.sent]
    assert posted == [["Quad ministers meet"], ["Senkaku patrol grows"]]


async def test_a_watch_that_is_paused_or_removed_is_told_nowhere(paper: Edition) -> None:
    number = await own(paper, "Quad", "12:00")
    await paper.watch("Senkaku", state="paused")
    await paper.story(paper.told("Both", scores={"Senkaku": 0.9, "Quad": 0.9}))
    async with paper.gear.store.begin() as tx:
        await watches.change(tx, number, removed_at=paper.now)
    paper.wait(hours=7)
    assert await paper.make() == 0
