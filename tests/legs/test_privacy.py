"""Two communities on one bot: what one reads in private, the other never hears of."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.memory import MemoryChat
from bot.commands.desk import Desk
from bot.commands.table import COMMANDS
from bot.store import record, stories
from tests.feedserver import FeedServer
from tests.linetest import NewsItem, World, close_world, open_world, rss

SENKAKU = "Patrol ships enter waters off the Senkaku Islands for third day"
SECRET = "Inner circle memo"


class Two(World):
    """The world of one community, and a second community on another platform."""

    far: MemoryChat
    private: list[NewsItem]

    def write(self, title: str, text: str = "The ministries confirmed it.", n: int = 0) -> None:
        """Let the private feed say something; ``n`` numbers it."""
        link = f"https://inner.example/{n or len(self.private) + 1}"
        number = len(self.private) + 1
        self.private.append(
            NewsItem(id=f"p{number}", title=title, text=text, link=link, at=self.now)
        )
        self.server.put("/inner.xml", rss("inner", self.private))

    @property
    def address(self) -> str:
        return self.server.url("/inner.xml")

    def far_posts(self, kind: str = "alert") -> list[str]:
        return [str(p.shown["title"]) for p in self.far.sent if p.payload["kind"] == kind]


@pytest.fixture
async def two(tmp_path: Path) -> AsyncIterator[Two]:
    with FeedServer() as server:
        world = await open_world(tmp_path, server)
        far = MemoryChat(community="elsewhere")
        far.name = "far"
        gear = replace(world.gear, chats={"memory": world.chat, "far": far})
        world.gear = gear
        for chat in (world.chat, far):
            await chat.start(COMMANDS, Desk(gear))
        world.__class__ = Two
        assert isinstance(world, Two)
        world.far, world.private = far, []
        world.write(SECRET)
        yield world
        await close_world(world)


async def test_what_a_private_feed_says_is_alerted_to_its_community_only(two: Two) -> None:
    await two.say(f"/feeds add {two.address}")
    await two.say("/watch senkaku")
    await two.far.say("square", "/watch senkaku")
    await two.later(minutes=30)
    two.write(SENKAKU)
    await two.later(minutes=30)
    assert two.titles() == [SENKAKU]
    assert two.far.sent == []


async def test_two_communities_that_read_one_private_feed_are_each_told_once(two: Two) -> None:
    await two.say(f"/feeds add {two.address}")
    await two.far.say("square", f"/feeds add {two.address}")
    await two.say("/watch senkaku")
    await two.far.say("square", "/watch senkaku")
    await two.later(minutes=30)
    two.write(SENKAKU)
    await two.later(minutes=30)
    assert two.titles() == [SENKAKU]
    assert two.far_posts() == [SENKAKU]


async def test_two_communities_that_read_one_private_feed_find_it_in_one_line(two: Two) -> None:
    await two.say(f"/feeds add {two.address}")
    await two.far.say("square", f"/feeds add {two.address}")
    await two.later(minutes=30)
    two.write(SENKAKU)
    await two.later(minutes=15)
    reply = await two.say("/watch senkaku mode:digest")
    assert "1 story" in reply.text
    assert (await two.far.say("square", "/watch senkaku mode:digest")).text.count("1 story") == 1
    assert "2. " not in (await two.say("/latest")).text
    await two.later(hours=2)
    (digest,) = [p.shown for p in two.far.sent if p.payload["kind"] == "digest"]
    assert len(digest["sections"][0]["lines"]) == 1


async def test_a_private_item_in_everybodys_story_leaves_no_trace_elsewhere(two: Two) -> None:
    await two.say(f"/feeds add {two.address} ")
    await two.say("/watch senkaku")
    await two.far.say("square", "/watch senkaku")
    await two.far.say("square", "/watch whaling")
    await two.later(minutes=30)
    two.item(SENKAKU)
    await two.later(minutes=15)
    assert len(two.far.sent) == 1
    two.write(SENKAKU, "Whaling was discussed in the inner circle. A memo is kept.")
    await two.later(hours=1)
    assert "Inner" in str(two.posts()[0]["also"]) or "inner" in str(two.posts()[0]["also"])
    (post,) = two.far.sent
    assert post.edits == ()
    said = json.dumps(post.shown).lower()
    assert "inner" not in said
    assert "whaling" not in said


async def test_a_private_outlet_does_not_make_a_story_big_enough_for_others(two: Two) -> None:
    await two.say(f"/feeds add {two.address}")
    await two.far.say("square", "/watch senkaku min-publishers:2")
    await two.say("/watch senkaku min-publishers:2")
    await two.later(minutes=30)
    two.item(SENKAKU)
    two.write(SENKAKU)
    await two.later(minutes=30)
    assert len(two.posts()) == 1
    assert two.far.sent == []
    await two.later(hours=2)
    assert two.far.sent == []


async def test_answers_to_commands_know_nothing_of_a_foreign_private_feed(two: Two) -> None:
    await two.say(f"/subscribe {two.address}")
    await two.say("/watch senkaku")
    await two.later(minutes=30)
    two.write(SENKAKU)
    await two.later(minutes=30)
    asked = [
        "/watch senkaku",
        "/latest",
        "/watches list",
        "/watches stats senkaku",
        "/digest preview",
        "/feeds list",
        "/status",
        "/why https://inner.example/2",
        f"/subscribe {two.address} mode:digest channel:nowhere",
        "/settings",
    ]
    for line in asked:
        text = (await two.far.say("square", line)).text
        assert SENKAKU not in text
        assert SECRET not in text
    for button in ("why", "mute", "yes", "no"):
        for number in range(1, 20):
            for kind in "si":
                reply = await two.far.press("square", f"{button}:{kind}{number}")
                assert SENKAKU not in reply.text
                assert SECRET not in reply.text


async def test_a_subscription_ends_with_the_sight_of_its_feed(two: Two) -> None:
    await two.say(f"/subscribe {two.address}")
    await two.far.say("square", f"/subscribe {two.address}")
    await two.later(minutes=30)
    async with two.gear.store.begin() as tx:
        from bot.store import feeds

        feed = await feeds.by_url(tx, two.address)
        assert feed is not None
        first, _ = await feeds.communities_of(tx, feed.id)
        assert await feeds.revoke(tx, feed.id, first)
    two.write(SENKAKU)
    await two.later(minutes=30)
    assert len([*two.posts(), *two.far_posts()]) == 1


async def test_why_shows_no_decision_of_another_community(two: Two) -> None:
    await two.say("/watch senkaku")
    await two.far.say("square", "/watch senkaku mode:digest")
    two.item(SENKAKU)
    await two.later(minutes=30)
    await two.press(f"hush:{two.posts()[0]['buttons'][0]['id'].partition(':')[2]}:story")
    two.item(SENKAKU, "kanto")
    await two.later(minutes=30)
    text = (await two.far.say("square", "/why https://harbour.example/2")).text
    assert "muted" not in text
    async with two.gear.store.read() as tx:
        made = await record.decisions_about(tx, range(1, 30))
        assert any(one.verdict == "muted" for one in made)
        assert await stories.told(tx, 10_000, 1) == ()


def threads(chat: MemoryChat) -> int:
    return sum(post.payload["kind"] == "update" for post in chat.sent)


async def test_what_only_a_private_feed_adds_to_a_story_is_in_one_thread_only(two: Two) -> None:
    await two.say(f"/feeds add {two.address}")
    await two.say("/watch senkaku")
    await two.far.say("square", "/watch senkaku")
    await two.later(minutes=30)
    two.item(SENKAKU)
    await two.later(minutes=15)
    two.write(SENKAKU, "The memo counts 17 boats off the Senkaku Islands.")
    await two.later(minutes=30)
    assert (threads(two.chat), threads(two.far)) == (1, 0)
    two.item(SENKAKU, "kanto", text="Now 17 boats were counted off the Senkaku Islands.")
    await two.later(hours=2)
    assert (threads(two.chat), threads(two.far)) == (1, 1)


async def test_what_a_private_feed_told_first_is_not_alerted_again_by_a_shared_one(
    two: Two,
) -> None:
    await two.say(f"/feeds add {two.address}")
    await two.say("/watch senkaku")
    await two.far.say("square", "/watch senkaku")
    await two.later(minutes=30)
    two.write(SENKAKU)
    await two.later(minutes=30)
    two.item(SENKAKU)
    await two.later(minutes=15)
    two.gear.memory.forget_window()
    two.item(f"{SENKAKU}, Tokyo says", "kanto")
    await two.later(minutes=30)
    assert two.titles() == [SENKAKU]
    assert "Harbour" in json.dumps(two.posts()[0])
    assert two.far_posts() == [SENKAKU]
    assert "inner" not in json.dumps([p.shown for p in two.far.sent])
