"""What one try of a post leaves behind: the row, the channel, the log."""

import asyncio
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from bot.errors import ChannelClosed, MessageGone, SendLater, SendNever, SendUnknown
from bot.model import Kind, Sent, State
from bot.store import channels, claims, deliveries
from tests.legs.asked import AskChat, raise_, told
from tests.legs.outbox import START, Outbox, open_outbox


async def test_a_post_that_is_taken_is_sent_and_kept_and_logged(
    box: Outbox, chat: AskChat, log: StringIO
) -> None:
    post = await box.plan("Ferry turned back")
    assert await box.send() == 1
    assert (await box.row(post)).state is State.SENT
    (sent,) = chat.sent
    assert (sent.channel, sent.nonce) == ("one", (await box.row(post)).nonce)
    assert sent.payload["title"] == "Ferry turned back"
    async with box.gear.store.read() as tx:
        kept = await deliveries.sent_message(tx, post)
    assert kept == Sent(external_id=sent.external_id, thread_id=None, at=sent.at)
    assert told(log, "sent") == [
        {"delivery": post, "kind": "notice", "kept": True, "level": "info"}
    ]


async def test_twenty_channels_and_no_more_are_served_side_by_side(
    tmp_path: Path, chat: AskChat
) -> None:
    async with open_outbox(tmp_path, chat, names=[f"{n}" for n in range(40)]) as box:
        for number in range(40):
            chat.fail_next(SendUnknown("reset"), accepted=True)
            await box.plan(f"Line {number}", channel=number + 1)
        chat.together = asyncio.Barrier(20)
        for waited, handled in ((0, 40), (90, 40)):  # sent, then looked up
            box.wait(seconds=waited)
            assert await box.send() == handled
            assert chat.most == 20
        assert len(chat.sent) == 40


async def test_an_edit_and_an_answer_go_to_the_post_that_they_name(
    box: Outbox, chat: AskChat
) -> None:
    alert = await box.plan("Ferry turned back", kind=Kind.ALERT)
    await box.send()
    edit = await box.plan("Two ferries turned back", kind=Kind.EDIT, edits=alert)
    answer = await box.plan("A third one", kind=Kind.UPDATE, edits=alert)
    await box.send()
    first, second = chat.sent
    assert [shown["title"] for shown in first.edits] == ["Two ferries turned back"]
    assert (second.thread, second.payload["title"]) == (first.external_id, "A third one")
    assert (second.nonce, second.channel) == ((await box.row(answer)).nonce, "one")
    async with box.gear.store.read() as tx:
        assert await deliveries.sent_message(tx, edit) is None  # it has no post of its own
        assert await deliveries.sent_message(tx, answer) is not None


async def test_what_follows_no_post_is_given_up(box: Outbox, chat: AskChat) -> None:
    lonely = await box.plan("An edit", kind=Kind.EDIT)
    await box.send()
    row = await box.row(lonely)
    assert (row.state, row.reason) == (State.FAILED, "This names no post.")
    chat.fail_next(SendNever("too long"))
    alert = await box.plan("An alert", kind=Kind.ALERT)
    answer = await box.plan("An answer", kind=Kind.UPDATE, edits=alert)
    await box.send()
    row = await box.row(answer)
    assert (row.state, row.reason) == (State.FAILED, "The post that this follows was given up.")


async def test_not_now_is_tried_again_in_its_time_and_logged(
    box: Outbox, chat: AskChat, log: StringIO
) -> None:
    chat.fail_next(SendLater("busy", after=30))
    post = await box.plan("Ferry turned back")
    await box.send()
    row = await box.row(post)
    assert (row.state, row.reason) == (State.PENDING, "busy")
    assert row.due_at == START + timedelta(seconds=30)
    assert told(log, "not_sent") == [
        {"delivery": post, "state": "pending", "error": "busy", "level": "warning"}
    ]


async def test_a_platform_that_is_not_connected_is_asked_again_in_five_minutes(
    box: Outbox, chat: AskChat
) -> None:
    async def disconnect() -> None:
        box.gear.chats.clear()  # type: ignore[attr-defined]

    chat.meanwhile = disconnect
    await box.plan("Ferry turned back")
    late = await box.plan("Lighthouse repaired")
    await box.send()
    chat.meanwhile = None
    box.gear.chats["memory"] = chat  # type: ignore[index]
    assert (await box.row(late)).state is State.PENDING
    async with box.gear.store.begin() as tx:
        (mine,) = await claims.claim(tx, box.now, lease=timedelta(minutes=1), limit=1)
    assert mine.id == late


async def test_a_platform_that_goes_between_claim_and_try_is_waited_for(
    box: Outbox, chat: AskChat
) -> None:
    class Going(dict[str, Any]):
        def get(self, key: str, default: Any = None) -> Any:
            return default

    box.gear = box.gear.__class__(
        **{
            name: getattr(box.gear, name)
            for name in box.gear.__dataclass_fields__
            if name != "chats"
        },
        chats=Going(memory=chat),
    )
    post = await box.plan("Ferry turned back")
    await box.send()
    row = await box.row(post)
    assert row.state is State.PENDING
    assert row.due_at == START + timedelta(minutes=5)
    assert row.reason == "The platform of this channel is not connected."


async def test_a_platform_has_most_of_the_lease_to_answer(box: Outbox, chat: AskChat) -> None:
    box.rules(lease=timedelta(seconds=0.2))
    post = await box.plan("Ferry turned back")
    chat.meanwhile = lambda: asyncio.sleep(9)
    await box.send()
    row = await box.row(post)
    assert row.state is State.AMBIGUOUS
    assert row.reason == "The platform did not answer in time; it is looked up later."
    chat.meanwhile, chat.searching = None, lambda: asyncio.sleep(9)
    box.wait(seconds=90)
    await box.send()
    row = await box.row(post)
    assert (row.state, row.reason) == (State.AMBIGUOUS, "The platform did not answer in time.")
    chat.searching = lambda: asyncio.sleep(0.1)  # within four fifths of the lease
    box.wait(seconds=90)
    await box.send()
    assert (await box.row(post)).state is State.SENT


async def test_an_unknown_exception_means_what_the_platforms_adapter_says(
    box: Outbox, chat: AskChat
) -> None:
    post = await box.plan("Ferry turned back")
    chat.meanwhile = lambda: raise_(ValueError("what is this?"))
    await box.send()
    row = await box.row(post)
    assert (row.state, row.reason) == (State.AMBIGUOUS, "what is this?")


@pytest.mark.parametrize("error", [None, ChannelClosed("closed"), MessageGone("gone")])
async def test_who_was_overtaken_while_asking_writes_nothing(
    box: Outbox, chat: AskChat, log: StringIO, error: Exception | None
) -> None:
    post = await box.plan("Ferry turned back")
    async with box.gear.store.begin() as tx:
        await channels.shut(tx, 1, "trouble", since=START, probe=START)

    async def overtaken() -> None:
        box.wait(seconds=60)
        async with box.gear.store.begin() as tx:
            await claims.lapse(tx, box.now, quiet=timedelta(seconds=90))
        if error:
            raise error

    chat.meanwhile = overtaken
    await box.send()
    assert (await box.row(post)).state is State.AMBIGUOUS
    place = await box.place()
    assert (place.state, place.trouble) == ("paused", "trouble")
    async with box.gear.store.read() as tx:
        assert await deliveries.sent_message(tx, post) is None
    assert [line["kept"] for line in told(log, "sent")] == ([] if error else [False])


async def test_what_breaks_one_post_does_not_stop_the_others(box: Outbox, chat: AskChat) -> None:
    broken = await box.plan("Ferry turned back")
    well = await box.plan("Lighthouse repaired", channel=2)
    calls: list[int] = []

    def error_from(exc: Exception) -> Any:
        calls.append(1)
        raise RuntimeError("the adapter is broken")

    chat.error_from = error_from  # type: ignore[method-assign]
    first = iter([True, False])

    async def meanwhile() -> None:
        if next(first):
            raise ValueError

    chat.meanwhile = meanwhile
    with pytest.raises(RuntimeError):
        await box.send()
    states = sorted([(await box.row(post)).state.value for post in (broken, well)])
    assert states == ["sending", "sent"]


async def test_a_post_that_is_not_taken_while_others_are_is_given_up(
    box: Outbox, chat: AskChat
) -> None:
    box.rules(attempts=2)
    chat.fail_next(SendUnknown("status 500"))
    post = await box.plan("Ferry turned back")
    await box.send()
    box.wait(seconds=90)
    chat.fail_next(SendUnknown("status 500"))
    await box.send()
    await box.plan("Lighthouse repaired", channel=2)
    await box.send()
    box.wait(seconds=90)
    await box.send()
    row = await box.row(post)
    assert row.state is State.FAILED
    assert row.reason == ("given up after 2 tries: the platform takes others, but not this one")


async def test_after_a_restart_a_platform_is_left_alone_as_long_as_it_said_last(
    box: Outbox, chat: AskChat
) -> None:
    await box.plan("Ferry turned back")
    for _ in range(9):  # by then this one waits for ten minutes of its own
        box.wait(seconds=900)
        chat.fail_next(SendLater("slow down", after=1, everywhere=True))
        assert await box.send() == 1
    box.wait(seconds=2)
    await box.plan("Lighthouse repaired", channel=2)
    chat.fail_next(SendLater("slow down", after=900, everywhere=True))
    assert await box.send() == 1
    box.start_again()
    box.wait(seconds=899)
    assert await box.send() == 0
    box.wait(seconds=1)
    assert await box.send() == 2


async def test_a_restart_with_another_token_ends_the_wait_for_one_that_was_refused(
    box: Outbox, chat: AskChat
) -> None:
    await box.plan("Ferry turned back")
    refused = SendLater("refuses the token", after=3600, everywhere=True, outlasts=False)
    chat.fail_next(refused)
    assert await box.send() == 1
    await box.plan("Lighthouse repaired", channel=2)
    box.wait(seconds=120)
    assert await box.send() == 0  # the same token would be refused again
    box.start_again()
    assert await box.send() == 2


@pytest.mark.parametrize("everywhere", [True, False])
async def test_a_clock_that_is_set_on_does_not_end_what_a_platform_asked_for(
    box: Outbox, chat: AskChat, everywhere: bool
) -> None:
    await box.plan("Ferry turned back")
    chat.fail_next(SendLater("slow down", after=600, everywhere=everywhere))
    assert await box.send() == 1
    box.wait(seconds=30)
    box.set_clock(hours=1)
    await box.send()
    assert chat.sent == []
    box.wait(seconds=569)
    await box.send()
    assert chat.sent == []
    box.wait(seconds=1)
    await box.send()
    assert len(chat.sent) == 1


async def test_a_clock_that_is_set_back_does_not_lengthen_what_a_platform_asked_for(
    box: Outbox, chat: AskChat
) -> None:
    await box.plan("Ferry turned back")
    chat.fail_next(SendLater("slow down", after=60, everywhere=True))
    assert await box.send() == 1
    box.set_clock(hours=-1)
    box.wait(seconds=61)
    await box.plan("Lighthouse repaired", channel=2)
    assert await box.send() == 1
