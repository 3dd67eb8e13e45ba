"""A digest with nothing to tell, and watches that find nothing."""

from datetime import timedelta
from typing import Any

import pytest

from bot.legs.digest import silent_watches
from bot.store import feeds, watches
from tests.legs.edition import BEGIN, Edition

# ── nothing to tell ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("rule", "of_all", "posts"),
    [
        (None, "monday", 0),  # it is a Tuesday, and all feeds are fresh
        (None, "always", 1),
        ("always", "monday", 1),
        ("never", "always", 0),
        ("monday", "always", 0),
    ],
)
async def test_a_channel_decides_whether_silence_is_said(
    paper: Edition, rule: str | None, of_all: str, posts: int
) -> None:
    await paper.watch("Senkaku")
    paper.rules(digest_empty=of_all)
    await paper.place(settings={"digest_empty": rule} if rule else {})
    paper.wait(hours=2)
    assert await paper.make() == posts
    assert len(await paper.posts()) == posts
    assert await paper.made("2026-11-24T08:00")
    assert paper.nudged == ["deliver"] * posts


async def test_a_line_says_that_nothing_came_and_how_the_feeds_are(paper: Edition) -> None:
    await paper.watch("Senkaku")
    await paper.watch("Quad")
    await paper.watch("Kestrel", state="paused")
    await paper.place(settings={"digest_empty": "always"}, timezone="Asia/Tokyo")
    paper.wait(hours=17)  # 08:00 on the 25th in Tokyo
    await paper.make()
    (post,) = await paper.posts()
    assert post.payload["title"] == "Digest, Wednesday 25 November: nothing new for 2 watches"
    assert post.payload["footer"] == "3 of 3 feeds fresh"
    assert (post.payload["sections"], post.payload["buttons"]) == ([], [])
    assert post.key == "digest:1:2026-11-25T08:00"


async def test_on_mondays_and_with_stale_feeds_a_line_is_posted(paper: Edition) -> None:
    await paper.watch("Senkaku")
    paper.wait(days=6, hours=2)  # the next Monday
    assert await paper.make() == 1
    paper.wait(days=1)
    assert await paper.make() == 0
    async with paper.gear.store.begin() as tx:
        await stale(tx, paper)
    paper.wait(days=1)
    assert await paper.make() == 1
    post = (await paper.posts())[-1]
    assert post.payload["footer"] == "2 of 3 feeds fresh; stale: Strait"


async def test_it_is_monday_where_the_channel_is(paper: Edition) -> None:
    await paper.watch("Senkaku")
    await paper.place(timezone="Asia/Tokyo")
    paper.wait(days=5, hours=17)  # Sunday 23:00 of UTC
    assert await paper.make() == 1
    (post,) = await paper.posts()
    assert post.payload["title"].startswith("Digest, Monday 30 November")


async def stale(tx: Any, paper: Edition) -> None:
    feed = await feeds.get(tx, paper.feeds["strait"].id)
    await feeds.save_poll(tx, feed, last_ok_at=BEGIN)


async def test_where_there_is_no_feed_at_all_that_is_said(paper: Edition) -> None:
    await paper.watch("Senkaku")
    async with paper.gear.store.begin() as tx:
        await feeds.sync_shared(tx, [], interval=600, now=BEGIN)
    paper.wait(hours=2)
    assert await paper.make() == 1
    (post,) = await paper.posts()
    assert post.payload["footer"] == "0 of 0 feeds fresh"


# ── watches that find nothing ───────────────────────────────────────────────────────────────

TWO_WEEKS = timedelta(days=14)


async def test_watches_without_a_hit_for_two_weeks_are_named_and_can_be_widened(
    paper: Edition,
) -> None:
    for label in ("Alpha", "Beta", "Gamma " * 20):
        await paper.watch(label, created_at=BEGIN)
    follow = await paper.watch("Strait", feed_id=paper.feeds["strait"].id, created_at=BEGIN)
    await paper.watch("Fresh", created_at=BEGIN + timedelta(days=10))
    paper.wait(days=20)
    await paper.story(paper.told("Fresh news", scores={"Fresh": 0.5}))
    paper.wait(hours=2)
    await paper.make()
    (post,) = await paper.posts()
    assert post.payload["footer"] == (
        f"3 of 3 feeds fresh · no hit in 14 days: Alpha, Beta, {'Gamma ' * 20} and 1 more"
    )
    assert [b["label"] for b in post.payload["buttons"]] == ["Broaden Alpha", "Broaden Beta"]
    assert [b["id"] for b in post.payload["buttons"]] == ["broaden:1", "broaden:2"]
    assert follow.query_id is None


async def test_the_line_that_says_nothing_came_names_them_too(paper: Edition) -> None:
    await paper.watch("Strait", feed_id=paper.feeds["strait"].id, created_at=BEGIN)
    await paper.watch("Word " * 20, created_at=BEGIN)
    await paper.place(settings={"digest_empty": "always"})
    paper.wait(days=15, hours=2)
    await paper.make()
    post = (await paper.posts())[-1]
    assert post.payload["footer"].startswith("3 of 3 feeds fresh · no hit in 14 days: Strait, Word")
    (button,) = post.payload["buttons"]
    assert button["id"] == "broaden:2"
    assert button["label"] == f"Broaden {'Word ' * 20}"[:80]
    assert len(button["label"]) == 80


async def silent(paper: Edition) -> list[str]:
    async with paper.gear.store.read() as tx:
        mine = await watches.of_channel(tx, 1)
        return [watch.label for watch in await silent_watches(tx, mine, paper.now)]


async def test_a_watch_is_silent_only_after_two_weeks_of_its_own_without_any_hit(
    paper: Edition,
) -> None:
    await paper.watch("Old", created_at=BEGIN)
    await paper.watch("Met", created_at=BEGIN)
    paper.wait(hours=1)
    await paper.story(paper.told("Met once", scores={"Met": 0.5}))
    paper.wait(days=13, hours=23)
    assert await silent(paper) == []  # two weeks to the second
    paper.wait(seconds=1)
    assert await silent(paper) == ["Old"]
    paper.wait(hours=1)
    assert await silent(paper) == ["Old", "Met"]
