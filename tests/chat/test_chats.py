"""What every chat promises to the line, asked of each of ours."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.chat.base import Chat
from bot.chat.local import LocalChat
from bot.chat.memory import MemoryChat
from bot.errors import SendLater, SendNever
from bot.model import Message
from tests.chat.desk import COMMANDS, Desk


@pytest.fixture(params=["local", "memory"])
async def chat(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Any]:
    makes: dict[str, Callable[[], Chat]] = {
        "local": lambda: LocalChat(
            tmp_path / "local.db",
            community="home",
            channels=[("general", "general"), ("sea", "sea")],
            now=lambda: datetime.now(UTC),
        ),
        "memory": lambda: MemoryChat(channels=["general", "sea"]),
    }
    made = makes[request.param]()
    await made.start(COMMANDS, Desk())
    yield made
    await made.stop()


async def test_a_post_is_found_by_its_nonce(chat: Chat, alert: Message) -> None:
    sent = await chat.send("general", chat.to_payload(alert), nonce="n1")
    assert await chat.find("general", "n1") == sent


async def test_nothing_is_found_that_was_not_sent(chat: Chat, alert: Message) -> None:
    await chat.send("general", chat.to_payload(alert), nonce="n1")
    assert await chat.find("general", "n2") is None
    assert await chat.find("sea", "n1") is None


async def test_one_nonce_posts_once_and_gives_the_first(chat: Chat, alert: Message) -> None:
    first = await chat.send("general", chat.to_payload(alert), nonce="n1")
    again = replace(alert, title="Another")
    assert await chat.send("general", chat.to_payload(again), nonce="n1") == first
    other = await chat.send("general", chat.to_payload(alert), nonce="n2")
    assert other.external_id != first.external_id


async def test_one_nonce_in_two_channels_is_two_posts(chat: Chat, alert: Message) -> None:
    one = await chat.send("general", chat.to_payload(alert), nonce="n1")
    two = await chat.send("sea", chat.to_payload(alert), nonce="n1")
    assert one.external_id != two.external_id


async def test_many_sends_at_once_with_one_nonce_post_once(chat: Chat, alert: Message) -> None:
    payload = chat.to_payload(alert)
    sent = await asyncio.gather(*(chat.send("general", payload, nonce="n") for _ in range(8)))
    assert len({s.external_id for s in sent}) == 1


async def test_an_edit_keeps_the_id(chat: Chat, alert: Message) -> None:
    sent = await chat.send("general", chat.to_payload(alert), nonce="n1")
    better = chat.to_payload(replace(alert, title="Four ships turn back"))
    for _ in range(2):
        edited = await chat.edit("general", sent.external_id, better)
        assert edited.external_id == sent.external_id


async def test_a_message_that_is_not_there_cannot_be_edited(chat: Chat, alert: Message) -> None:
    sent = await chat.send("general", chat.to_payload(alert), nonce="n1")
    for channel, message in (("general", "999"), ("general", "x"), ("sea", sent.external_id)):
        with pytest.raises(SendNever):
            await chat.edit(channel, message, chat.to_payload(alert))


async def test_a_post_in_a_thread_says_which(chat: Chat, alert: Message) -> None:
    sent = await chat.send("general", chat.to_payload(alert), nonce="n1")
    update = await chat.send("general", chat.to_payload(alert), nonce="n2", thread=sent.external_id)
    assert update.thread_id == sent.external_id


async def test_a_channel_that_is_not_there_is_never_posted_to(chat: Chat, alert: Message) -> None:
    with pytest.raises(SendNever, match="no channel"):
        await chat.send("nowhere", chat.to_payload(alert), nonce="n1")


async def test_a_typed_line_becomes_an_invocation(chat: Chat) -> None:
    native = {"channel": "sea", "text": '/watch "rare earths" lang:ja'}
    invocation = chat.to_invocation(native)
    assert (invocation.command, invocation.channel) == ("watch", "sea")
    assert invocation.options == {"query": '"rare earths" lang:ja'}
    assert invocation.platform == chat.name
    assert invocation.actor.may_manage


async def test_errors_of_sending_keep_their_meaning(chat: Chat) -> None:
    later = SendLater("busy", after=3)
    assert chat.error_from(later) is later
