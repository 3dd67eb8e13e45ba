"""What one try of a post, and one search for it, leave behind: the row, the channel, the log."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.chat.base import Payload
from bot.chat.memory import MemoryChat
from bot.errors import ChannelClosed, MessageGone, SendLater, SendNever, SendUnknown
from bot.log import setup
from bot.model import Kind, Sent, State
from bot.store import channels, claims, deliveries
from tests.legs.outbox import START, Outbox, open_outbox


class Chat(MemoryChat):
    """Does what a test wishes while it is asked."""

    meanwhile: Any = None  # awaited while a post or an edit is under way
    searching: Any = None  # the same of a search
    together: asyncio.Barrier | None = None  # so many are under way before one is answered
    under_way = most = 0

    async def send(
        self, channel: str, payload: Payload, *, nonce: str, thread: str | None = None
    ) -> Sent:
        await self._together()
        if self.meanwhile:
            await self.meanwhile()
        return await super().send(channel, payload, nonce=nonce, thread=thread)

    async def find(self, channel: str, nonce: str) -> Sent | None:
        await self._together()
        if self.searching:
            await self.searching()
        return await super().find(channel, nonce)

    async def _together(self) -> None:
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        if self.together:
            await self.together.wait()
        self.under_way -= 1


@pytest.fixture
def chat() -> Chat:
    return Chat()


@pytest.fixture
async def box(tmp_path: Path, chat: Chat) -> AsyncIterator[Outbox]:
    async with open_outbox(tmp_path, chat) as box:
        yield box


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Write the log as JSON, a line an event."""
    root = logging.getLogger()
    before, level = root.handlers, root.level
    out = StringIO()
    setup("info", "json", out=out)
    yield out
    structlog.reset_defaults()
    root.handlers = before
    root.setLevel(level)


def told(log: StringIO, event: str) -> list[Mapping[str, Any]]:
    """Give the log's lines of one event without its name and time."""
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    left_out = ("event", "logger", "timestamp")
    return [
        {k: v for k, v in line.items() if k not in left_out}
        for line in lines
        if line["event"] == event
    ]


async def raise_(error: Exception) -> None:
    raise error


async def test_a_post_that_is_taken_is_sent_and_kept_and_logged(
    box: Outbox, chat: Chat, log: StringIO
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


async def test_it_counts_what_was_sent_and_what_was_looked_up(box: Outbox, chat: Chat) -> None:
    for number in range(3):
        await box.plan(f"Line {number}")
    await box.plan("Elsewhere", channel=2)
    assert await box.send() == 4
    chat.fail_next(SendUnknown("reset"), accepted=True)
    await box.plan("Doubtful")
    assert await box.send() == 1
    box.wait(seconds=90)
    await box.plan("And another", channel=2)
    assert await box.send() == 2


async def test_twenty_channels_and_no_more_are_served_side_by_side(
    tmp_path: Path, chat: Chat
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


async def test_an_edit_and_an_answer_go_to_the_post_that_they_name(box: Outbox, chat: Chat) -> None:
    alert = await box.plan("Ferry turned back", kind=Kind.ALERT)
    await box.send()
    edit = await box.plan("Two ferries turned back", kind=Kind.EDIT, edits=alert)
    answer = await box.plan("A third one", kind=Kind.UPDATE, edits=alert)
    await box.send()
    first, second = chat.sent
    assert [shown["title"] for shown in first.edits] == ["Two ferries turned back"]
    assert (second.thread, second.payload["title"]) == (first.external_id, "A third one")
    assert second.nonce == (await box.row(answer)).nonce
    async with box.gear.store.read() as tx:
        assert await deliveries.sent_message(tx, edit) is None  # it has no post of its own
        assert await deliveries.sent_message(tx, answer) is not None


async def test_what_follows_no_post_is_given_up(box: Outbox, chat: Chat) -> None:
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
    box: Outbox, chat: Chat, log: StringIO
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
    box: Outbox, chat: Chat
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
    box: Outbox, chat: Chat
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


async def test_a_post_of_which_nobody_knows_is_looked_up_after_the_quiet_time(
    box: Outbox, chat: Chat, log: StringIO
) -> None:
    chat.fail_next(SendUnknown("status 502"), accepted=True)
    post = await box.plan("Ferry turned back")
    await box.send()
    box.wait(seconds=89)
    assert await box.send() == 0
    row = await box.row(post)
    assert (row.state, row.reason) == (State.AMBIGUOUS, "status 502")
    box.wait(seconds=1)
    assert await box.send() == 1
    assert (await box.row(post)).state is State.SENT
    async with box.gear.store.read() as tx:
        assert await deliveries.sent_message(tx, post) is not None
    assert [line["state"] for line in told(log, "not_sent")] == ["ambiguous"]
    assert told(log, "sent") == [
        {"delivery": post, "kind": "notice", "kept": True, "level": "info"}
    ]
    assert len(chat.sent) == 1


async def test_what_is_not_there_is_sent_again_and_the_log_says_so(
    box: Outbox, chat: Chat, log: StringIO
) -> None:
    chat.fail_next(SendUnknown("status 502"))
    post = await box.plan("Ferry turned back")
    await box.send()
    box.wait(seconds=90)
    assert await box.send() == 2  # looked up, and sent
    assert told(log, "not_there") == [{"delivery": post, "state": "pending", "level": "info"}]
    assert len(chat.sent) == 1
    assert (await box.row(post)).attempt == 2


async def test_an_edit_of_unknown_fate_is_made_again_without_a_search(
    box: Outbox, chat: Chat
) -> None:
    alert = await box.plan("Ferry turned back", kind=Kind.ALERT)
    await box.send()
    chat.fail_next(SendUnknown("status 502"), accepted=True)
    edit = await box.plan("Two ferries turned back", kind=Kind.EDIT, edits=alert)
    await box.send()

    async def searching() -> None:
        raise AssertionError("nobody searches for an edit")

    chat.searching = searching
    box.wait(seconds=90)
    await box.send()
    assert (await box.row(edit)).state is State.SENT
    assert len(chat.sent[0].edits) == 1


@pytest.mark.parametrize(
    ("error", "state", "reason"),
    [
        (SendUnknown("hidden"), "unknown", "hidden"),
        (SendNever("hidden"), "unknown", "hidden"),
        (SendLater("busy", after=0), "ambiguous", "busy"),
        (ConnectionError("status 502"), "ambiguous", "status 502"),
        (TimeoutError("slow"), "ambiguous", "slow"),
    ],
)
async def test_a_search_that_tells_nothing(
    box: Outbox,
    chat: Chat,
    log: StringIO,
    error: Exception,
    state: str,
    reason: str,
) -> None:
    chat.fail_next(SendUnknown("status 502"))
    post = await box.plan("Ferry turned back")
    await box.send()
    box.wait(seconds=90)
    chat.searching = lambda: raise_(error)
    await box.send()
    row = await box.row(post)
    assert (row.state.value, row.reason) == (state, reason)
    if state == "ambiguous":
        assert row.quiet_until == box.now + timedelta(seconds=90)
    assert told(log, "not_looked_up") == [{"delivery": post, "state": state, "level": "warning"}]


async def test_a_platform_has_most_of_the_lease_to_answer(box: Outbox, chat: Chat) -> None:
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
    box: Outbox, chat: Chat
) -> None:
    post = await box.plan("Ferry turned back")
    chat.meanwhile = lambda: raise_(ValueError("what is this?"))
    await box.send()
    row = await box.row(post)
    assert (row.state, row.reason) == (State.AMBIGUOUS, "what is this?")


async def test_a_closed_channel_is_paused_probed_and_opened_by_the_next_post(
    box: Outbox, chat: Chat, log: StringIO
) -> None:
    chat.fail_next(ChannelClosed("I may not write there."))
    post = await box.plan("Ferry turned back")
    await box.send()
    place = await box.place()
    assert (place.state, place.trouble) == ("paused", "I may not write there.")
    assert (place.trouble_at, place.probe_at) == (START, START + timedelta(minutes=15))
    (line,) = told(log, "channel_closed")
    assert line == {
        "channel": 1,
        "since": "2026-11-24 06:00:00+00:00",
        "probe": "2026-11-24 06:15:00+00:00",
        "error": "I may not write there.",
        "level": "warning",
    }
    box.wait(minutes=14)
    assert await box.send() == 0
    chat.fail_next(ChannelClosed("There is no such channel."))
    box.wait(minutes=1)
    assert await box.send() == 1
    place = await box.place()
    assert (place.trouble_at, place.trouble) == (START, "There is no such channel.")
    assert place.probe_at == box.now + timedelta(minutes=30)
    assert told(log, "channel_open") == []
    box.wait(minutes=30)
    await box.send()
    assert told(log, "channel_open") == [{"channel": 1, "level": "info"}]
    place = await box.place()
    assert (place.state, place.trouble, place.trouble_at) == ("active", None, None)
    assert (await box.row(post)).state is State.SENT


async def test_neither_an_edit_nor_a_search_opens_a_closed_channel(box: Outbox, chat: Chat) -> None:
    alert = await box.plan("Ferry turned back", kind=Kind.ALERT)
    await box.send()
    chat.fail_next(SendUnknown("reset"), accepted=True)
    await box.plan("Lighthouse repaired")
    await box.send()
    async with box.gear.store.begin() as tx:
        await channels.shut(tx, 1, "I may not write there.", since=START, probe=START)
    await box.plan("Two ferries turned back", kind=Kind.EDIT, edits=alert)
    box.wait(seconds=90)
    assert await box.send() == 2
    assert len(chat.sent[0].edits) == 1
    assert (await box.place()).state == "paused"
    await box.plan("Buoys lost")
    await box.send()
    assert (await box.place()).state == "active"


async def test_a_channel_that_is_closed_to_a_search_is_paused_too(box: Outbox, chat: Chat) -> None:
    chat.fail_next(SendUnknown("reset"), accepted=True)
    post = await box.plan("Ferry turned back")
    await box.send()
    box.wait(seconds=90)
    chat.searching = lambda: raise_(ChannelClosed("There is no such channel."))
    await box.send()
    assert (await box.place()).trouble == "There is no such channel."
    assert (await box.row(post)).state is State.AMBIGUOUS
    chat.searching = None
    box.wait(minutes=15)
    await box.send()
    assert (await box.row(post)).state is State.SENT
    assert len(chat.sent) == 1


@pytest.mark.parametrize("error", [None, ChannelClosed("closed"), MessageGone("gone")])
async def test_who_was_overtaken_while_asking_writes_nothing(
    box: Outbox, chat: Chat, log: StringIO, error: Exception | None
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


async def test_a_platform_that_asks_everybody_to_wait_is_asked_nothing_until_then(
    box: Outbox, chat: Chat
) -> None:
    chat.fail_next(SendLater("slow down", after=40, everywhere=True))
    await box.plan("Ferry turned back")
    await box.send()
    await box.plan("Lighthouse repaired", channel=2)
    box.wait(seconds=39)
    assert await box.send() == 0
    box.wait(seconds=1)
    assert await box.send() == 2


async def test_a_post_that_meets_the_rest_of_its_platform_waits_for_its_end(
    box: Outbox, chat: Chat
) -> None:
    chat.fail_next(SendLater("slow down", after=40, everywhere=True))
    posts = [await box.plan(f"Line {n}", channel=n) for n in (1, 2)]
    first = asyncio.Event()

    async def meanwhile() -> None:
        first.set()

    chat.meanwhile = meanwhile
    await box.send()
    assert first.is_set()
    for post in posts:
        row = await box.row(post)
        assert (row.state, row.due_at) == (State.PENDING, START + timedelta(seconds=40))


async def test_the_nonce_of_a_repeat_is_trusted_only_for_its_time(box: Outbox, chat: Chat) -> None:
    chat.nonce_window = 60.0
    chat.fail_next(SendUnknown("reset"), accepted=True)
    post = await box.plan("Ferry turned back")
    await box.send()
    box.wait(seconds=4)
    assert await box.send() == 0
    box.wait(seconds=1)
    assert await box.send() == 1
    row = await box.row(post)
    assert (row.state, row.attempt) == (State.SENT, 2)


async def test_a_repeat_that_comes_too_late_is_looked_up_instead(box: Outbox, chat: Chat) -> None:
    chat.nonce_window = 60.0
    chat.fail_next(SendUnknown("reset"), accepted=True)
    post = await box.plan("Ferry turned back")
    await box.send()

    class Slow(dict[str, Any]):
        def get(self, key: str, default: Any = None) -> Any:
            box.wait(seconds=55)  # between the claim and the socket
            return super().get(key, default)

    quick = box.gear.chats
    fields = {name: getattr(box.gear, name) for name in box.gear.__dataclass_fields__}
    box.gear = box.gear.__class__(**{**fields, "chats": Slow(quick)})
    box.wait(seconds=5)
    asked: list[int] = []

    async def meanwhile() -> None:
        asked.append(1)

    chat.meanwhile = meanwhile
    await box.send()
    row = await box.row(post)
    assert asked == []
    assert (row.state, row.reason) == (
        State.AMBIGUOUS,
        "It is too late to repeat this without looking.",
    )
    box.gear = box.gear.__class__(**{**fields, "chats": quick})
    box.wait(seconds=90)
    await box.send()
    assert (await box.row(post)).state is State.SENT
    assert asked == []


async def test_what_breaks_one_post_does_not_stop_the_others(box: Outbox, chat: Chat) -> None:
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


async def test_a_start_remembers_which_platform_asked_to_be_left_alone(
    box: Outbox, chat: Chat
) -> None:
    chat.fail_next(SendLater("slow down", after=40, everywhere=True))
    post = await box.plan("Ferry turned back")
    await box.send()
    assert (await box.row(post)).reason == "everybody is asked to wait: slow down"
    await box.plan("Lighthouse repaired", channel=2)
    for seconds, handled in ((30, 0), (9, 0), (1, 2)):
        box.start_again()
        box.wait(seconds=seconds)
        assert await box.send() == handled


async def test_a_start_knows_nothing_of_a_channels_own_limit(box: Outbox, chat: Chat) -> None:
    chat.fail_next(SendLater("slow down", after=40))
    await box.plan("Ferry turned back")
    await box.send()
    await box.plan("Lighthouse repaired", channel=2)
    box.start_again()
    assert await box.send() == 1


async def test_a_post_that_is_not_taken_while_others_are_is_given_up(
    box: Outbox, chat: Chat
) -> None:
    box.rules(attempts=2)
    chat.fail_next(SendUnknown("status 500"))
    post = await box.plan("Ferry turned back")
    await box.send()
    box.wait(seconds=90)
    chat.fail_next(SendUnknown("status 500"))
    await box.send()
    await box.plan("Lighthouse repaired", channel=2)
    box.wait(seconds=90)
    await box.send()
    row = await box.row(post)
    assert row.state is State.FAILED
    assert row.reason == ("given up after 2 tries: the platform takes others, but not this one")


async def test_what_is_not_there_a_second_time_waits_a_little_longer(
    box: Outbox, chat: Chat
) -> None:
    post = await box.plan("Ferry turned back")
    for _ in range(2):
        chat.fail_next(SendUnknown("status 500"))
        await box.send()
        box.wait(seconds=90)
    await box.send()
    row = await box.row(post)
    assert (row.state, row.due_at) == (State.PENDING, box.now + timedelta(seconds=5))
    assert chat.sent == []


async def test_a_failed_search_means_what_the_platforms_adapter_says(
    box: Outbox, chat: Chat
) -> None:
    chat.fail_next(SendUnknown("reset"), accepted=True)
    post = await box.plan("Ferry turned back")
    await box.send()
    box.wait(seconds=90)
    chat.error_from = lambda exc: ChannelClosed("closed")  # type: ignore[method-assign]
    chat.searching = lambda: raise_(ValueError("403"))
    await box.send()
    assert (await box.place()).trouble == "closed"
    assert (await box.row(post)).reason == "closed"
