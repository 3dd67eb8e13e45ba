"""What a search, a closed channel, a resting platform and a start leave behind."""

import asyncio
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest

from bot.errors import ChannelClosed, SendLater, SendNever, SendUnknown
from bot.model import Kind, State
from bot.store import channels, deliveries
from tests.legs.asked import AskChat, raise_, told
from tests.legs.outbox import START, Outbox


async def test_it_counts_what_was_sent_and_what_was_looked_up(box: Outbox, chat: AskChat) -> None:
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


async def test_a_post_of_which_nobody_knows_is_looked_up_after_the_quiet_time(
    box: Outbox, chat: AskChat, log: StringIO
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
    box: Outbox, chat: AskChat, log: StringIO
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
    box: Outbox, chat: AskChat
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
    chat: AskChat,
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


async def test_a_closed_channel_is_paused_probed_and_opened_by_the_next_post(
    box: Outbox, chat: AskChat, log: StringIO
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


async def test_neither_an_edit_nor_a_search_opens_a_closed_channel(
    box: Outbox, chat: AskChat
) -> None:
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


async def test_a_channel_that_is_closed_to_a_search_is_paused_too(
    box: Outbox, chat: AskChat
) -> None:
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


async def test_a_platform_that_asks_everybody_to_wait_is_asked_nothing_until_then(
    box: Outbox, chat: AskChat
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
    box: Outbox, chat: AskChat
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


async def test_the_nonce_of_a_repeat_is_trusted_only_for_its_time(
    box: Outbox, chat: AskChat
) -> None:
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


async def test_a_repeat_that_comes_too_late_is_looked_up_instead(
    box: Outbox, chat: AskChat
) -> None:
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


async def test_a_start_remembers_which_platform_asked_to_be_left_alone(
    box: Outbox, chat: AskChat
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


async def test_a_start_knows_nothing_of_a_channels_own_limit(box: Outbox, chat: AskChat) -> None:
    chat.fail_next(SendLater("slow down", after=40))
    await box.plan("Ferry turned back")
    await box.send()
    await box.plan("Lighthouse repaired", channel=2)
    box.start_again()
    assert await box.send() == 1


async def test_what_is_not_there_a_second_time_waits_a_little_longer(
    box: Outbox, chat: AskChat
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
    box: Outbox, chat: AskChat
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


async def test_a_clock_that_was_set_back_makes_no_nonce_younger(box: Outbox, chat: AskChat) -> None:
    chat.nonce_window = 60.0
    chat.fail_next(SendUnknown("reset"), accepted=True)
    post = await box.plan("Ferry turned back")
    await box.send()
    box.set_clock(minutes=-10)
    asked: list[int] = []

    async def meanwhile() -> None:
        asked.append(1)

    chat.meanwhile = meanwhile
    for _ in range(24):  # past the time that the clock showed when it was first tried
        box.wait(seconds=30)
        await box.send()
    assert asked == []
    assert (await box.row(post)).state is State.SENT  # it was looked up, and is there


async def test_a_clock_that_was_set_on_does_not_end_the_quiet_time(
    box: Outbox, chat: AskChat
) -> None:
    chat.fail_next(SendUnknown("reset"), accepted=True)
    post = await box.plan("Ferry turned back")
    await box.send()
    box.set_clock(hours=1)
    looked: list[datetime] = []

    async def searching() -> None:
        looked.append(box.now - box.leapt)

    chat.searching = searching
    for _ in range(30):
        box.wait(seconds=10)
        await box.send()
    assert len(looked) == 1
    assert looked[0] >= START + timedelta(seconds=90)
    assert (await box.row(post)).state is State.SENT


async def test_what_could_not_be_looked_for_is_looked_for_again_within_the_hour(
    box: Outbox, chat: AskChat
) -> None:
    chat.fail_next(SendUnknown("reset"), accepted=True)
    post = await box.plan("Ferry turned back")
    await box.send()
    hidden = [True]

    async def searching() -> None:
        if hidden[0]:
            raise SendUnknown("I may not read here.")

    chat.searching = searching
    box.wait(seconds=90)
    await box.send()
    assert (await box.row(post)).state is State.UNKNOWN
    box.wait(minutes=61)
    await box.send()
    assert (await box.row(post)).state is State.UNKNOWN  # still nobody may read there
    hidden[0] = False
    box.wait(minutes=61)
    await box.send()
    assert (await box.row(post)).state is State.SENT
    assert len(chat.sent) == 1
