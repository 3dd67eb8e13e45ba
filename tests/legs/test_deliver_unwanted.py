"""A post that nobody wants any more, once it was tried: nothing is sent that need not be."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest

from bot.errors import SendLater, SendUnknown
from bot.model import Delivery, FeedSource, Kind, State
from bot.store import claims, deliveries, feeds, items, unwanted, watches
from tests.legs.asked import AskChat, told
from tests.legs.outbox import START, Outbox

ITEM = {
    "key": "id:1",
    "link": "https://herald.example/1",
    "canonical": "https://herald.example/1",
    "title": "Ferry turned back",
    "text": "",
    "language": "en",
    "author": None,
    "published": START,
    "first_seen": START,
    "baseline": False,
    "late": False,
    "revision": 0,
    "content_hash": "1",
}


async def followed(box: Outbox) -> int:
    """Put an alert of a feed that the channel follows into the outbox; give it."""
    source = FeedSource(url="https://herald.example/feed", name="Herald")
    async with box.gear.store.begin() as tx:
        feed, _ = await feeds.add(tx, source, shared=True, interval=600, now=START)
        await watches.add(tx, 1, label="Herald", now=START, feed_id=feed.id)
        (item,) = await items.insert_items(tx, feed.id, [ITEM])
    return await box.plan("Ferry turned back", kind=Kind.ALERT, item_id=item.id)


async def unfollow(box: Outbox) -> None:
    async with box.gear.store.begin() as tx:
        (watch,) = await watches.of_channel(tx, 1)
        await watches.change(tx, watch.id, removed_at=START)


async def tried(box: Outbox, chat: AskChat, error: Any, *, accepted: bool = False) -> int:
    """Try an alert once; give it."""
    post = await followed(box)
    chat.fail_next(error, accepted=accepted)
    assert await box.send() == 1
    return post


def kept(box: Outbox, post: int) -> bool:
    """Whether the memory keeps anything of a post."""
    memory = box.gear.memory
    return post in {**memory.posts_rest, **memory.first_tries, **memory.last_tries}


def said(row: Delivery) -> tuple[State, str | None]:
    return row.state, row.reason


async def test_an_alert_that_is_refused_for_now_is_given_up_where_nobody_asks_for_it(
    box: Outbox, chat: AskChat
) -> None:
    post = await followed(box)
    chat.fail_next(SendLater("slow down", after=30))
    chat.fail_next(SendLater("slow down", after=30))
    await box.send()
    assert said(await box.row(post)) == (State.PENDING, "slow down")
    assert kept(box, post)
    await unfollow(box)
    box.wait(seconds=30)
    await box.send()
    assert said(await box.row(post)) == (State.SUPPRESSED, unwanted.UNASKED)
    assert not kept(box, post)
    box.wait(hours=1)
    assert await box.send() == 0


async def test_an_alert_that_is_still_wanted_is_repeated_while_its_nonce_is_known(
    box: Outbox, chat: AskChat
) -> None:
    chat.nonce_window = 60.0
    post = await tried(box, chat, SendUnknown("reset"))
    box.wait(seconds=5)
    assert await box.send() == 1
    assert said(await box.row(post)) == (State.SENT, None)


@pytest.mark.parametrize("accepted", [True, False])
async def test_a_doubtful_alert_that_nobody_asks_for_is_looked_up_and_not_repeated(
    box: Outbox, chat: AskChat, log: StringIO, accepted: bool
) -> None:
    chat.nonce_window = 60.0
    post = await tried(box, chat, SendUnknown("reset"), accepted=accepted)
    await unfollow(box)
    asked: list[int] = []

    async def meanwhile() -> None:
        asked.append(1)

    chat.meanwhile = meanwhile
    box.wait(seconds=5)
    assert await box.send() == 1
    row = await box.row(post)
    why = "Nobody asks for it any more; it is looked up instead."
    assert said(row) == (State.AMBIGUOUS, why)
    assert row.due_at == box.now + timedelta(seconds=90)
    assert row.quiet_until == START + timedelta(seconds=90)
    assert kept(box, post)
    box.wait(seconds=84)
    assert await box.send() == 0
    box.wait(seconds=1)
    assert await box.send() == 1
    if accepted:
        assert said(await box.row(post)) == (State.SENT, None)
    else:
        assert said(await box.row(post)) == (State.SUPPRESSED, unwanted.UNASKED)
        assert told(log, "not_there") == [
            {"delivery": post, "state": "suppressed", "level": "info"}
        ]
    assert not kept(box, post)
    assert asked == []


async def test_what_is_not_there_and_still_wanted_is_remembered_until_it_is_sent(
    box: Outbox, chat: AskChat
) -> None:
    post = await tried(box, chat, SendUnknown("reset"))
    box.wait(seconds=90)
    seen: list[bool] = []

    async def meanwhile() -> None:
        seen.append(box.gear.memory.first_tries[post] == START)

    chat.meanwhile = meanwhile
    await box.send()
    assert seen == [True]
    assert said(await box.row(post)) == (State.SENT, None)
    assert not kept(box, post)


async def test_an_edit_is_made_again_whoever_asks_for_it(box: Outbox, chat: AskChat) -> None:
    post = await followed(box)
    await box.send()
    edit = await box.plan("Two ferries", kind=Kind.EDIT, edits=post)
    await unfollow(box)
    chat.fail_next(SendUnknown("reset"))
    chat.fail_next(SendLater("slow down", after=30))
    await box.send()
    assert said(await box.row(edit)) == (State.AMBIGUOUS, "reset")
    box.wait(seconds=90)
    await box.send()
    assert said(await box.row(edit)) == (State.PENDING, "slow down")
    box.wait(seconds=30)
    await box.send()
    assert said(await box.row(edit)) == (State.SENT, None)
    assert chat.sent[0].shown["title"] == "Two ferries"


async def test_what_another_worker_has_is_not_given_up_by_this_one(
    box: Outbox, chat: AskChat
) -> None:
    post = await followed(box)

    async def meanwhile() -> None:
        await unfollow(box)
        async with box.gear.store.begin() as tx:
            row = await deliveries.get(tx, post)
            assert row is not None
            assert await claims.move(tx, row, State.AMBIGUOUS, quiet_until=START)
        raise SendLater("slow down", after=30)

    chat.meanwhile = meanwhile
    await box.send()
    assert (await box.row(post)).state is State.AMBIGUOUS
