"""The local chat for the page: answers, buttons, completions, events, and a file that lasts."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.chat.local import LocalChat
from bot.errors import CommandError, SendLater, SendUnknown, StoreError
from bot.model import Command, Kind, Message, Option
from tests.chat.desk import COMMANDS, Desk

AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def local(path: Path) -> LocalChat:
    channels = [("general", "general"), ("c2", "east china sea")]
    return LocalChat(path, community="home", channels=channels, now=lambda: AT)


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[LocalChat]:
    made = local(tmp_path / "sub" / "local.db")
    await made.start(COMMANDS, Desk())
    yield made
    await made.stop()


async def test_messages_have_the_shape_of_the_api(chat: LocalChat, alert: Message) -> None:
    sent = await chat.send("general", chat.to_payload(alert), nonce="n")
    (message,) = await chat.messages("general")
    assert message["id"] == sent.external_id
    assert message["kind"] == "alert"
    assert message["at"] == "2026-11-24T08:30:00.000Z"
    assert message["edited"] is None
    assert message["thread"] is None
    assert message["text"].startswith(
        "Two ships turned back on Monday. [1]\n二隻が引き返した。 [2]"
    )
    assert message["sources"][0]["outlet"] == "Harbour Wire"
    assert message["buttons"][0] == {"id": "why:s1", "label": "Why"}


async def test_an_edit_keeps_kind_and_place_and_says_when(chat: LocalChat, alert: Message) -> None:
    sent = await chat.send("general", chat.to_payload(alert), nonce="n")
    await chat.send("general", chat.to_payload(alert), nonce="m")
    better = chat.to_payload(replace(alert, kind=Kind.EDIT, title="Four ships"))
    await chat.edit("general", sent.external_id, better)
    first, second = await chat.messages("general")
    assert (first["id"], first["kind"], first["title"]) == (sent.external_id, "alert", "Four ships")
    assert first["edited"] == "2026-11-24T08:30:00.000Z"
    assert second["edited"] is None


async def test_the_same_payload_again_is_no_edit(chat: LocalChat, alert: Message) -> None:
    sent = await chat.send("general", chat.to_payload(alert), nonce="n")
    await chat.edit("general", sent.external_id, chat.to_payload(alert))
    assert (await chat.messages("general"))[0]["edited"] is None


async def test_posts_and_nonces_outlive_the_process(tmp_path: Path, alert: Message) -> None:
    first = local(tmp_path / "local.db")
    sent = await first.send("general", first.to_payload(alert), nonce="n")
    # No stop: the process is gone without a word.
    second = local(tmp_path / "local.db")
    assert await second.send("general", second.to_payload(alert), nonce="n") == sent
    assert len(await second.messages("general")) == 1
    await first.stop()
    await second.stop()


async def test_messages_page_back(chat: LocalChat, alert: Message) -> None:
    for number in range(5):
        await chat.send("general", chat.to_payload(alert), nonce=str(number))
    newest = await chat.messages("general", limit=2)
    older = await chat.messages("general", limit=2, before=newest[0]["id"])
    assert [m["id"] for m in older + newest] == ["2", "3", "4", "5"]


async def test_an_answer_can_be_pressed_after_a_restart(tmp_path: Path) -> None:
    first = local(tmp_path / "local.db")
    await first.start(COMMANDS, Desk())
    reply = await first.command("general", "/watch quad")
    await first.stop()
    second = local(tmp_path / "local.db")
    await second.start(COMMANDS, Desk())
    pressed = await second.press(reply["id"], "undo:1")
    assert pressed["text"] == "pressed undo:1"
    kinds = [m["kind"] for m in await second.messages("general")]
    assert kinds == ["reply", "reply"]
    await second.stop()


async def test_a_persons_mistake_is_an_answer_with_ways_on(chat: LocalChat) -> None:
    reply = await chat.command("general", "/watch nothing")
    assert reply["error"] == reply["text"] == "There is nothing to watch."
    assert reply["buttons"] == [{"id": "help", "label": "Help"}]


async def test_a_bug_is_answered_without_its_trace(chat: LocalChat) -> None:
    reply = await chat.command("general", "/watch bug")
    assert "log" in reply["error"]
    assert "ZeroDivisionError" not in reply["text"]


async def test_a_line_that_is_too_long_is_refused(chat: LocalChat) -> None:
    reply = await chat.command("general", "/watch " + "x" * 20_000)
    assert "Shorten" in reply["error"]


async def test_before_the_start_it_says_to_wait(tmp_path: Path) -> None:
    chat = local(tmp_path / "local.db")
    assert "starting" in (await chat.command("general", "/watch x"))["error"]
    await chat.stop()


async def test_only_buttons_that_are_there_can_be_pressed(chat: LocalChat, alert: Message) -> None:
    sent = await chat.send("general", chat.to_payload(alert), nonce="n")
    for message, button in ((sent.external_id, "yes:s9"), ("77", "why:s1"), ("x", "why:s1")):
        with pytest.raises(CommandError, match="Reload"):
            await chat.press(message, button)


async def test_a_thread_whose_parent_is_gone_is_still_posted(
    chat: LocalChat, alert: Message
) -> None:
    await chat.send("general", chat.to_payload(alert), nonce="n", thread="999")
    assert len(await chat.messages("general")) == 1


async def test_a_reader_gets_what_it_missed_and_what_comes(chat: LocalChat, alert: Message) -> None:
    first = chat.events()
    hello = await anext(first)
    assert hello.data == {"resumed": False}
    sent = await chat.send("general", chat.to_payload(alert), nonce="n")
    seen = await asyncio.wait_for(anext(first), 5)
    assert (seen.name, seen.data["id"]) == ("message", sent.external_id)
    await chat.edit("general", sent.external_id, {"kind": "alert", "title": "new"})
    await chat.command("c2", "/watch quad")
    again = chat.events(after=seen.id)
    assert (await anext(again)).data == {"resumed": True}
    edited, reply = await anext(again), await anext(again)
    assert (edited.data["id"], edited.data["title"]) == (sent.external_id, "new")
    assert (reply.data["kind"], reply.data["channel"]) == ("reply", "c2")


@pytest.mark.parametrize("after", ["", "x", "0badf00d-3", "-", "٣-٣"])
async def test_a_reader_of_another_file_starts_anew(chat: LocalChat, after: str) -> None:
    assert (await anext(chat.events(after=after))).data == {"resumed": False}


async def test_a_reader_is_told_when_the_chat_hangs_up(chat: LocalChat) -> None:
    async def read() -> list[str]:
        return [event.name async for event in chat.events()]

    reading = asyncio.create_task(read())
    await asyncio.sleep(0.05)
    chat.hang_up()
    assert await asyncio.wait_for(reading, 5) == ["hello"]


async def test_what_the_table_knows_is_offered(chat: LocalChat) -> None:
    offered = await chat.complete("general", "/wa")
    assert offered == [{"text": "/watch ", "label": "/watch", "description": "Watch"}]
    (japanese,) = await chat.complete("general", "/wa", locale="ja-JP")
    assert japanese["description"] == "ウォッチ"


async def test_its_own_channels_are_offered(tmp_path: Path) -> None:
    chat = local(tmp_path / "local.db")
    where = Option(name="channel", description="Where", kind="channel")
    await chat.start([Command(name="quiet", summary="Hush", options=(where,))], Desk())
    offered = await chat.complete("general", "/quiet channel:#ea")
    assert [o["text"] for o in offered] == ['/quiet channel:"#east china sea"']
    await chat.stop()


async def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where a folder should be")
    with pytest.raises(StoreError, match=r"local\] path"):
        local(tmp_path / "taken" / "local.db")


async def test_after_the_stop_nothing_is_posted_and_it_may_be_tried_again(
    tmp_path: Path, alert: Message
) -> None:
    chat = local(tmp_path / "local.db")
    await chat.stop()
    with pytest.raises(SendLater):
        await chat.send("general", chat.to_payload(alert), nonce="n")
    with pytest.raises(SendUnknown):
        await chat.find("general", "n")


async def test_a_failing_disk_leaves_it_open_what_was_written(chat: LocalChat) -> None:
    broken = sqlite3.OperationalError("disk I/O error")
    broken.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
    assert isinstance(chat.error_from(broken), SendUnknown)
    assert isinstance(chat.error_from(sqlite3.OperationalError("locked")), SendLater)
    assert isinstance(chat.error_from(RuntimeError("?")), SendUnknown)
