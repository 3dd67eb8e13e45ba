"""Posts over real sockets: found again by their mark, in threads, private, at Slack's pace."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.chat.slack import pace
from bot.chat.slack.chat import SlackChat
from bot.chat.slack.client import Access
from bot.errors import ChannelClosed, MessageGone, SendLater, SendNever, SendUnknown
from bot.model import DigestLine, Kind, Message, Section
from tests.chat.desk import COMMANDS, Keeps
from tests.chat.slack.heard import Desk
from tests.chat.slack.wire import BOT_TOKEN, Wire

NONCE, OTHER = "abcdefghij234567klmn", "zzzzefghij234567klmn"
AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
NEWS, SECOND = "T0HARBOUR/C0NEWSN0", "T0HARBOUR/C0NEWSN1"
ADA = "@T0HARBOUR/U0ADA"


@pytest.fixture
def no_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "GAP", 0.0)


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with Wire(limited=False) as made:
        yield made


@pytest.fixture
async def chat(wire: Wire, no_gap: None) -> AsyncIterator[SlackChat]:
    made = await started(wire)
    yield made
    await made.stop()


async def started(wire: Wire) -> SlackChat:
    made = SlackChat(Access(bot_token=BOT_TOKEN, api_base=wire.api), Keeps())
    await made.start(COMMANDS, Desk())
    return made


def long_digest() -> Message:
    lines = tuple(
        DigestLine(
            number=number,
            title="Long title " * 20,
            url=f"https://wire.example/{number}",
            sentence="Words " * 90,
            outlets="NHK",
            age="3 h",
            at=AT,
        )
        for number in range(1, 31)
    )
    section = Section(heading="Senkaku Islands", lines=lines)
    return Message(kind=Kind.DIGEST, label="DIGEST", title="Digest", sections=(section,), at=AT)


def update_of(chat: SlackChat, alert: Message, label: str = "DEVELOPMENT") -> Any:
    return chat.to_payload(replace(alert, kind=Kind.UPDATE, label=label, title=""))


def asked(wire: Wire) -> list[str]:
    """Give the methods that were asked, without those of the start."""
    return [r.method for r in wire.requests if r.method != "auth.test"]


# ── posted, changed, answered ───────────────────────────────────────────────────────────────


async def test_a_post_is_found_by_its_mark(wire: Wire, chat: SlackChat, alert: Message) -> None:
    sent = await chat.send(NEWS, chat.to_payload(alert), nonce=NONCE)
    assert await chat.find(NEWS, NONCE) == sent
    assert await chat.find(NEWS, OTHER) is None
    assert await chat.find(SECOND, NONCE) is None
    [post] = wire.posts()
    assert post.ts == sent.external_id
    assert "Two ships turn back" in post.said


async def test_a_post_is_found_where_a_server_keeps_no_metadata(
    wire: Wire, chat: SlackChat, alert: Message
) -> None:
    sent = await chat.send(NEWS, chat.to_payload(alert), nonce=NONCE)
    wire.posts()[0].metadata = None
    assert await chat.find(NEWS, NONCE) == sent


async def test_a_post_is_found_behind_many_others(
    wire: Wire, chat: SlackChat, alert: Message
) -> None:
    sent = await chat.send(NEWS, chat.to_payload(alert), nonce=NONCE)
    for number in range(250):
        wire.write(f"chatter {number}")
    assert await chat.find(NEWS, NONCE) == sent
    assert len(wire.called("conversations.history")) == 3


async def test_what_is_behind_too_many_others_is_not_called_absent(
    wire: Wire, chat: SlackChat, alert: Message
) -> None:
    await chat.send(NEWS, chat.to_payload(alert), nonce=NONCE)
    for number in range(1001):
        wire.write(f"chatter {number}")
    with pytest.raises(SendUnknown, match="too many messages"):
        await chat.find(NEWS, NONCE)


async def test_the_bot_joins_a_public_channel_before_its_first_post(
    wire: Wire, chat: SlackChat, alert: Message
) -> None:
    for nonce in (NONCE, OTHER):
        await chat.send(NEWS, chat.to_payload(alert), nonce=nonce)
    assert asked(wire) == ["conversations.join", "chat.postMessage", "chat.postMessage"]


async def test_joining_that_failed_for_now_is_tried_again_and_hinders_no_post(
    wire: Wire, chat: SlackChat, alert: Message
) -> None:
    wire.fault("conversations.join", status=503)
    await chat.send(NEWS, chat.to_payload(alert), nonce=NONCE)
    await chat.send(NEWS, chat.to_payload(alert), nonce=OTHER)
    assert [r.status for r in wire.called("conversations.join")] == [503, 200]
    assert len(wire.posts()) == 2


async def test_who_was_put_out_of_a_public_channel_comes_back(
    wire: Wire, chat: SlackChat, alert: Message
) -> None:
    wire.scopes = wire.scopes - {"chat:write.public"}
    await chat.send(NEWS, chat.to_payload(alert), nonce=NONCE)
    wire.place.rooms["C0NEWSN0"].members.discard(wire.place.bot)
    sent = await chat.send(NEWS, chat.to_payload(alert), nonce=OTHER)
    assert wire.posts()[-1].ts == sent.external_id


async def test_an_edit_replaces_the_post_and_keeps_its_mark(
    wire: Wire, chat: SlackChat, alert: Message
) -> None:
    sent = await chat.send(NEWS, chat.to_payload(alert), nonce=NONCE)
    better = chat.to_payload(replace(alert, title="Four ships turn back"))
    for _ in range(2):
        edited = await chat.edit(NEWS, sent.external_id, better)
        assert edited.external_id == sent.external_id
    [post] = wire.posts()
    assert "Four ships turn back" in post.said
    assert await chat.find(NEWS, NONCE) == sent


async def test_what_is_new_goes_into_the_thread_and_loud_news_to_the_channel_too(
    wire: Wire, chat: SlackChat, alert: Message
) -> None:
    sent = await chat.send(NEWS, chat.to_payload(alert), nonce=NONCE)
    thread = sent.external_id
    told = await chat.send(NEWS, update_of(chat, alert), nonce=OTHER, thread=thread)
    loud = update_of(chat, alert, "URGENT")
    await chat.send(NEWS, loud, nonce=OTHER[::-1], thread=thread)
    assert told.thread_id == thread
    assert [post.broadcast for post in wire.posts(thread=thread)] == [False, True]
    assert await chat.find(NEWS, OTHER, thread=thread) == told
    assert await chat.find(NEWS, NONCE[::-1], thread=thread) is None


async def test_a_thread_under_a_deleted_post_is_refused_as_gone(
    wire: Wire, chat: SlackChat, alert: Message
) -> None:
    sent = await chat.send(NEWS, chat.to_payload(alert), nonce=NONCE)
    del wire.place.rooms["C0NEWSN0"].messages[sent.external_id]
    with pytest.raises(MessageGone):
        await chat.send(NEWS, update_of(chat, alert), nonce=OTHER, thread=sent.external_id)
    with pytest.raises(MessageGone):
        await chat.edit(NEWS, sent.external_id, chat.to_payload(alert))
    assert await chat.find(NEWS, OTHER, thread=sent.external_id) is None


async def test_a_person_is_told_privately(wire: Wire, chat: SlackChat) -> None:
    notice = Message(kind=Kind.NOTICE, label="NOTICE", title="A feed fails. `/feeds list`", at=AT)
    sent = await chat.send(ADA, chat.to_payload(notice), nonce=NONCE)
    assert await chat.find(ADA, NONCE) == sent
    assert await chat.find(ADA, OTHER) is None
    await chat.edit(ADA, sent.external_id, chat.to_payload(notice))
    assert [post.channel for post in wire.posts("D0ADA")] == ["D0ADA"]
    assert len(wire.called("conversations.open")) == 1
    assert wire.called("conversations.join") == []


async def test_without_the_right_to_open_a_conversation_a_person_is_told_all_the_same(
    wire: Wire, chat: SlackChat, alert: Message
) -> None:
    wire.scopes = wire.scopes - {"im:write"}
    await chat.send(ADA, chat.to_payload(alert), nonce=NONCE)
    assert len(wire.posts("D0ADA")) == 1


# ── what is too long for one message ────────────────────────────────────────────────────────


async def test_what_is_too_long_for_one_message_follows_in_the_thread(
    wire: Wire, chat: SlackChat
) -> None:
    payload = chat.to_payload(long_digest())
    assert len(payload["more"]) > 1
    sent = await chat.send(NEWS, payload, nonce=NONCE)
    assert len(wire.posts(thread=sent.external_id)) == len(payload["more"])
    assert await chat.find(NEWS, NONCE) == sent


async def test_a_long_post_that_broke_off_is_completed_and_never_doubled(
    wire: Wire, chat: SlackChat
) -> None:
    payload = chat.to_payload(long_digest())
    wire.fault("conversations.replies", status=503)
    with pytest.raises(SendUnknown, match="first part"):
        await chat.send(NEWS, payload, nonce=NONCE)
    assert await chat.find(NEWS, NONCE) is None
    sent = await chat.send(NEWS, payload, nonce=NONCE)
    assert len(wire.posts(thread=sent.external_id)) == len(payload["more"])
    assert len([post for post in wire.posts() if not post.thread]) == 1
    assert await chat.find(NEWS, NONCE) == sent


async def test_a_long_post_whose_thread_cannot_be_read_is_not_called_absent(
    wire: Wire, chat: SlackChat
) -> None:
    await chat.send(NEWS, chat.to_payload(long_digest()), nonce=NONCE)
    wire.missing = {"conversations.replies"}
    with pytest.raises(SendUnknown):
        await chat.find(NEWS, NONCE)


# ── refused, late, lost ─────────────────────────────────────────────────────────────────────


async def test_an_archived_channel_is_closed_until_somebody_mends_it(
    wire: Wire, chat: SlackChat, alert: Message
) -> None:
    wire.place.rooms["C0NEWSN0"].archived = True
    with pytest.raises(ChannelClosed, match="Unarchive it"):
        await chat.send(NEWS, chat.to_payload(alert), nonce=NONCE)
    wire.place.rooms["C0NEWSN0"].archived = False
    await chat.send(NEWS, chat.to_payload(alert), nonce=NONCE)


async def test_a_private_channel_needs_an_invitation(
    wire: Wire, chat: SlackChat, alert: Message
) -> None:
    room = wire.add_room("hidden", "private")
    hidden = f"T0HARBOUR/{room}"
    with pytest.raises(ChannelClosed, match="/invite"):
        await chat.send(hidden, chat.to_payload(alert), nonce=NONCE)
    wire.place.rooms[room].members.add(wire.place.bot)
    await chat.send(hidden, chat.to_payload(alert), nonce=NONCE)


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        ("token_revoked", ChannelClosed, "Install me again"),
        ("account_inactive", ChannelClosed, "Install me again"),
        ("channel_not_found", ChannelClosed, "/invite @Tidings"),
        ("some_future_error", SendLater, "some_future_error"),
        ("fatal_error", SendUnknown, "looked up"),
    ],
)
async def test_what_slack_says_reaches_the_outbox(
    wire: Wire, chat: SlackChat, alert: Message, error: str, kind: type[Exception], words: str
) -> None:
    wire.fault("chat.postMessage", error=error)
    with pytest.raises(kind, match=words):
        await chat.send(NEWS, chat.to_payload(alert), nonce=NONCE)
    assert len(wire.called("chat.postMessage")) == 1


async def test_how_long_slack_asks_to_wait_is_kept_for_its_workspace(
    wire: Wire, chat: SlackChat, alert: Message
) -> None:
    wire.fault("chat.postMessage", status=429, headers={"Retry-After": "7"})
    with pytest.raises(SendLater) as told:
        await chat.send(NEWS, chat.to_payload(alert), nonce=NONCE)
    assert (told.value.after, told.value.everywhere) == (7.0, False)
    with pytest.raises(SendLater) as again:
        await chat.send(SECOND, chat.to_payload(alert), nonce=OTHER)
    assert 6.0 < again.value.after <= 7.0
    assert len(wire.called("chat.postMessage")) == 1


@pytest.mark.parametrize(("drop", "there"), [("before", False), ("after", True)])
async def test_a_line_that_drops_leaves_it_open_and_looking_tells(
    wire: Wire, chat: SlackChat, alert: Message, drop: str, there: bool
) -> None:
    wire.fault("chat.postMessage", drop=drop)
    with pytest.raises(SendUnknown):
        await chat.send(NEWS, chat.to_payload(alert), nonce=NONCE)
    found = await chat.find(NEWS, NONCE)
    assert (found is not None) is there
    assert len(wire.called("chat.postMessage")) == there  # no retry of the library's


@pytest.mark.parametrize(
    "wrong", [{"status": 503}, {"drop": "before", "times": 2}, {"error": "fatal_error"}]
)
async def test_a_search_that_failed_is_asked_again_and_parks_nothing(
    wire: Wire, chat: SlackChat, alert: Message, wrong: dict[str, Any]
) -> None:
    sent = await chat.send(NEWS, chat.to_payload(alert), nonce=NONCE)
    wire.fault("conversations.history", **wrong)
    with pytest.raises(SendLater):
        await chat.find(NEWS, NONCE)
    assert await chat.find(NEWS, NONCE) == sent


@pytest.mark.parametrize("method", ["conversations.open", "conversations.replies"])
async def test_what_fails_before_a_post_leaves_nothing_open(
    wire: Wire, chat: SlackChat, alert: Message, method: str
) -> None:
    sent = await chat.send(NEWS, chat.to_payload(alert), nonce=NONCE)
    wire.fault(method, drop="before", times=2)  # a GET is repeated once below the library
    if method == "conversations.open":
        with pytest.raises(SendLater):
            await chat.send(ADA, chat.to_payload(alert), nonce=OTHER)
        assert not [r for r in wire.called("chat.postMessage") if r.args["channel"] != "C0NEWSN0"]
    else:
        await chat.send(NEWS, update_of(chat, alert), nonce=OTHER, thread=sent.external_id)
        assert len(wire.posts(thread=sent.external_id)) == 1


async def test_a_history_that_may_not_be_read_tells_nothing(
    wire: Wire, chat: SlackChat, alert: Message
) -> None:
    wire.scopes = wire.scopes - {"channels:history"}
    await chat.send(NEWS, chat.to_payload(alert), nonce=NONCE)
    with pytest.raises(SendUnknown, match="channels:history"):
        await chat.find(NEWS, NONCE)


async def test_a_server_that_knows_posting_alone_is_enough(
    wire: Wire, chat: SlackChat, alert: Message
) -> None:
    wire.missing = {"conversations.*", "users.*", "team.*"}
    sent = await chat.send(NEWS, chat.to_payload(alert), nonce=NONCE)
    await chat.send(NEWS, update_of(chat, alert), nonce=OTHER, thread=sent.external_id)
    digest = await chat.send(NEWS, chat.to_payload(long_digest()), nonce=OTHER[::-1])
    assert len(wire.posts(thread=digest.external_id)) > 1
    with pytest.raises(SendUnknown, match="unknown_method"):
        await chat.find(NEWS, NONCE)


async def test_a_server_that_changes_no_posts_is_posted_to_all_the_same(
    wire: Wire, chat: SlackChat, alert: Message
) -> None:
    wire.missing = {"users.*", "views.*", "conversations.*", "chat.update"}
    sent = await chat.send(NEWS, chat.to_payload(alert), nonce=NONCE)
    with pytest.raises(SendNever, match="does not let posts be changed"):
        await chat.edit(NEWS, sent.external_id, chat.to_payload(alert))
    await chat.send(NEWS, chat.to_payload(alert), nonce=OTHER)
    assert len(wire.posts()) == 2


async def test_a_server_that_does_not_say_who_we_are_is_posted_to(
    wire: Wire, no_gap: None, alert: Message
) -> None:
    wire.missing = {"auth.test"}
    chat = await started(wire)
    await chat.send(NEWS, chat.to_payload(alert), nonce=NONCE)
    await chat.stop()
    assert len(wire.posts()) == 1


async def test_a_workspace_without_the_bot_is_never_asked_with_anothers_token(
    wire: Wire, chat: SlackChat, alert: Message
) -> None:
    with pytest.raises(ChannelClosed, match="not in the workspace T0ELSEWHERE"):
        await chat.send("T0ELSEWHERE/C0NEWSN0", chat.to_payload(alert), nonce=NONCE)
    assert asked(wire) == []


async def test_posts_into_one_channel_are_a_second_apart(alert: Message) -> None:
    async with Wire() as wire:  # which counts what comes too soon as a breach
        chat = await started(wire)
        payload = chat.to_payload(alert)
        calls = [chat.send(NEWS, payload, nonce=NONCE), chat.send(SECOND, payload, nonce=NONCE)]
        await asyncio.gather(*calls, chat.send(NEWS, payload, nonce=OTHER))
        await chat.stop()
        first, other = (
            r.at for r in wire.called("chat.postMessage") if r.args["channel"][-1] == "0"
        )
        assert other - first >= 1.0
        sides = {r.args["channel"]: r.at for r in reversed(wire.called("chat.postMessage"))}
        assert abs(sides["C0NEWSN0"] - sides["C0NEWSN1"]) < 1.0
