"""Channels go on side by side: none waits for another, and nobody writes for what cannot be had."""

import asyncio
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from sqlite3 import connect

import pytest

from bot.chat.base import Payload
from bot.errors import ChannelClosed, StoreError
from bot.model import Sent, State
from bot.store import channels
from tests.legs.asked import AskChat
from tests.legs.outbox import Outbox


class Slow(AskChat):
    """Answers in the channel "one" only when it ``may``."""

    def __init__(self) -> None:
        super().__init__()
        self.may = asyncio.Event()
        self.is_asked = asyncio.Event()

    async def send(
        self, channel: str, payload: Payload, *, nonce: str, thread: str | None = None
    ) -> Sent:
        if channel == "one":
            self.is_asked.set()
            await self.may.wait()
        return await super().send(channel, payload, nonce=nonce, thread=thread)


@pytest.fixture
def chat() -> Slow:
    return Slow()


def posted(chat: AskChat) -> list[str]:
    return [str(post.payload["title"]) for post in chat.sent]


async def test_a_channel_that_does_not_answer_keeps_no_other_waiting(
    box: Outbox, chat: Slow
) -> None:
    await box.plan("Ferry turned back")
    await box.plan("Ferry sails again")
    last = [await box.plan(f"Line {n}", channel=2) for n in range(3)][-1]
    sending = asyncio.create_task(box.send())
    while (await box.row(last)).state is not State.SENT:
        assert not sending.done()
        await asyncio.sleep(0)
    assert posted(chat) == ["Line 0", "Line 1", "Line 2"]  # each channel in its order
    chat.may.set()
    assert await sending == 5
    assert posted(chat)[3:] == ["Ferry turned back", "Ferry sails again"]


async def test_what_falls_due_while_a_channel_does_not_answer_is_posted(
    box: Outbox, chat: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.legs.deliver.BREATH", 0.0)
    await box.plan("Ferry turned back")
    sending = asyncio.create_task(box.send())
    await chat.is_asked.wait()
    new = await box.plan("Line 0", channel=2)
    while (await box.row(new)).state is not State.SENT:
        assert not sending.done()
        await asyncio.sleep(0)
    chat.may.set()
    assert await sending == 2


async def test_a_store_that_fails_ends_nothing_that_is_under_way(
    box: Outbox, chat: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.legs.deliver.BREATH", 0.0)
    full, met = [False], asyncio.Event()

    def clock() -> datetime:
        if full[0]:
            met.set()
            raise StoreError("the disk is full")
        return box.now

    box.gear = replace(box.gear, clock=clock)
    post = await box.plan("Ferry turned back")
    sending = asyncio.create_task(box.send())
    await chat.is_asked.wait()
    full[0] = True
    await met.wait()
    full[0] = False
    chat.may.set()
    with pytest.raises(StoreError, match="the disk is full"):
        await sending
    assert (await box.row(post)).state is State.SENT


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the database's write lock, as another program may."""
    with closing(connect(folder / "tidings.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.rollback()


@pytest.mark.parametrize("why", ["given up", "left", "paused"])
async def test_nobody_writes_for_what_is_due_where_nothing_can_be_posted(
    box: Outbox, tmp_path: Path, chat: Slow, why: str
) -> None:
    chat.may.set()
    post = await box.plan("Ferry turned back")
    async with box.gear.store.begin() as tx:
        home = (await channels.get_channel(tx, 1)).community_id
        if why == "left":
            await channels.update_community(tx, home, left_at=box.now)
        if why == "given up":
            await channels.give_up(tx, 1)
        if why == "paused":
            await channels.update_channel(tx, 1, paused_until=box.now.replace(year=2030))
    assert await box.send() == 0
    with writing(tmp_path):
        assert await box.send() == 0  # else it would wait for the lock, in vain
    async with box.gear.store.begin() as tx:
        await channels.update_community(tx, home, left_at=None)
        await channels.update_channel(tx, 1, paused_until=None, state="active")
    if why != "given up":
        assert await box.send() == 1
        assert (await box.row(post)).state is State.SENT


async def test_nobody_writes_while_a_channel_waits_to_be_tried_again(
    box: Outbox, tmp_path: Path, chat: Slow
) -> None:
    chat.may.set()
    chat.fail_next(ChannelClosed("I may not write there."))
    await box.plan("Ferry turned back")
    other = await box.plan("Ferry sails again")
    assert await box.send() == 1
    with writing(tmp_path):
        assert await box.send() == 0
    box.wait(minutes=15)
    assert await box.send() == 2
    assert (await box.row(other)).state is State.SENT
