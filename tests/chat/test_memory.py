"""What tests can ask of the memory chat."""

import pytest

from bot.chat.memory import MemoryChat
from bot.errors import MessageGone, SendLater, SendUnknown
from bot.model import Message
from tests.chat.desk import COMMANDS, Desk


async def test_what_was_sent_and_edited_can_be_read(alert: Message) -> None:
    chat = MemoryChat()
    sent = await chat.send("any", chat.to_payload(alert), nonce="n")
    await chat.edit("any", sent.external_id, {"title": "new"})
    (post,) = chat.sent
    assert post.payload["title"] == "Two ships turn back"
    assert post.edits == ({"title": "new"},)
    assert post.shown == {"title": "new"}


async def test_it_fails_once_when_told_before_taking_the_post(alert: Message) -> None:
    chat = MemoryChat()
    chat.fail_next(SendLater("busy", after=5))
    with pytest.raises(SendLater):
        await chat.send("any", chat.to_payload(alert), nonce="n")
    assert await chat.find("any", "n") is None
    await chat.send("any", chat.to_payload(alert), nonce="n")
    assert len(chat.sent) == 1


async def test_it_can_lose_the_answer_after_taking_the_post(alert: Message) -> None:
    chat = MemoryChat()
    chat.fail_next(SendUnknown("cut off"), accepted=True)
    with pytest.raises(SendUnknown):
        await chat.send("any", chat.to_payload(alert), nonce="n")
    assert await chat.find("any", "n") is not None


async def test_edits_fail_when_told_too() -> None:
    chat = MemoryChat()
    sent = await chat.send("any", {"kind": "alert"}, nonce="n")
    chat.fail_next(SendUnknown("cut off"), accepted=True)
    with pytest.raises(SendUnknown):
        await chat.edit("any", sent.external_id, {"kind": "alert", "title": "t"})
    assert chat.sent[0].shown["title"] == "t"
    chat.fail_next(SendLater("busy", after=1))
    with pytest.raises(SendLater):
        await chat.edit("any", sent.external_id, {"kind": "alert"})


async def test_a_dialogue_can_be_played() -> None:
    chat = MemoryChat()
    await chat.start(COMMANDS, Desk())
    assert (await chat.say("sea", "/watch quad")).text == "watch quad in sea"
    assert (await chat.press("sea", "undo:1")).text == "pressed undo:1"
    wrong = await chat.say("sea", "/wacth quad")
    assert wrong.error
    assert "/watch" in wrong.text


async def test_a_post_that_was_deleted_can_be_neither_edited_nor_answered(alert: Message) -> None:
    chat = MemoryChat()
    payload = chat.to_payload(alert)
    first = await chat.send("desk", payload, nonce="1")
    chat.delete(first.external_id)
    with pytest.raises(MessageGone):
        await chat.edit("desk", first.external_id, payload)
    with pytest.raises(MessageGone):
        await chat.send("desk", payload, nonce="2", thread=first.external_id)
    assert await chat.find("desk", "1") is None
    assert (await chat.send("desk", payload, nonce="3")).external_id != first.external_id
