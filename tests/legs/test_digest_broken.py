"""A digest that cannot be made stops no other, is named, and is tried again."""

from dataclasses import replace
from io import StringIO

import pytest

from bot.chat.base import Payload
from bot.chat.memory import MemoryChat
from bot.errors import StoreError
from bot.model import Message
from tests.legs.asked import told
from tests.legs.edition import BEGIN, Edition
from tests.legs.test_digest_made import two_stories


class Choosy(MemoryChat):
    """A platform that cannot draw what stands under one heading."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def to_payload(self, message: Message) -> Payload:
        if any(section.heading == "Senkaku" for section in message.sections):
            raise self.error
        return super().to_payload(message)


async def test_a_digest_that_cannot_be_drawn_is_logged_and_stops_no_other(
    paper: Edition, log: StringIO
) -> None:
    await two_stories(paper)
    await paper.watch("Quad", channel=2)
    paper.gear = replace(paper.gear, chats={"memory": Choosy(ValueError("no such letter"))})
    paper.wait(hours=2)
    assert await paper.make() == 1
    assert (await paper.posts(), len(await paper.posts(2))) == ([], 1)
    (said,) = told(log, "digest_broke")
    assert (said["channel"], said["watch"], said["level"]) == (1, 0, "error")
    assert not await paper.made("2026-11-24T08:00")  # it is tried again


async def test_what_cannot_be_drawn_is_tried_again_after_a_rest_and_keeps_nobody_waiting(
    paper: Edition, log: StringIO
) -> None:
    await two_stories(paper)
    await paper.watch("Quad", channel=2)
    await paper.place(digest_times=["07:59"])
    paper.gear = replace(paper.gear, chats={"memory": Choosy(ValueError("no such letter"))})
    paper.wait(hours=1, minutes=59, seconds=30)
    assert await paper.make() == 0
    paper.wait(seconds=30)
    assert await paper.make() == 1  # the other channel's alone
    assert len(told(log, "digest_broke")) == 1
    paper.wait(seconds=30)
    assert await paper.make() == 0
    assert len(told(log, "digest_broke")) == 2


async def test_of_digests_that_broke_the_log_says_whose_watch_it_is(
    paper: Edition, log: StringIO
) -> None:
    own = {"digest_times": ["08:00"], "digest_since": BEGIN}
    await paper.watch("Senkaku", **own)
    other = await paper.watch("Quad", **own)
    await paper.story(paper.told("Senkaku patrol", scores={"Senkaku": 0.7}))
    await paper.story(paper.told("Quad talks", scores={"Quad": 0.7}))
    paper.gear = replace(paper.gear, chats={"memory": Choosy(ValueError("no such letter"))})
    paper.wait(hours=2)
    assert await paper.make() == 1
    (said,) = told(log, "digest_broke")
    assert (said["channel"], said["watch"]) == (1, other.id - 1)


async def test_a_channel_whose_digest_times_make_no_sense_is_named_and_stops_no_other(
    paper: Edition, log: StringIO
) -> None:
    await two_stories(paper)
    await paper.watch("Quad", channel=2)
    await paper.place(digest_times=["late"])
    paper.wait(hours=2)
    assert await paper.make() == 1
    assert len(await paper.posts(2)) == 1
    (said,) = told(log, "digest_due_broke")
    assert said["channel"] == 1


async def test_such_a_channel_is_asked_again_after_a_rest(paper: Edition, log: StringIO) -> None:
    await two_stories(paper)
    await paper.place(digest_times=["late"])
    paper.wait(hours=2)
    for _ in range(3):
        assert await paper.make() == 0
    assert len(told(log, "digest_due_broke")) == 1
    await paper.place(digest_times=["08:00"])
    assert await paper.make() == 0
    paper.wait(minutes=5)
    assert await paper.make() == 1


async def test_a_store_that_fails_ends_the_leg(paper: Edition) -> None:
    await two_stories(paper)
    paper.gear = replace(paper.gear, chats={"memory": Choosy(StoreError("the disk is full"))})
    paper.wait(hours=2)
    with pytest.raises(StoreError, match="the disk is full"):
        await paper.make()
