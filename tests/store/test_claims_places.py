"""Where posts may be claimed from: platforms, channels in trouble, pauses, repeats, rests."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.model import Delivery, Kind, State
from bot.store import Tx, channels, claims, deliveries, rests
from bot.store.tables import deliveries as table

LEASE, QUIET = timedelta(seconds=60), timedelta(seconds=90)


async def due(tx: Tx, at: datetime, **more: Any) -> list[int]:
    return [d.id for d in await claims.claim(tx, at, lease=LEASE, **{"limit": 9, **more})]


async def doubtful(tx: Tx, at: datetime, **more: Any) -> list[int]:
    found = await claims.claim_doubtful(tx, at, lease=LEASE, **{"limit": 9, **more})
    assert {d.state for d in found} <= {State.RECONCILING}
    return [d.id for d in found]


async def repeats(tx: Tx, at: datetime, *, limit: int = 9, **since: datetime) -> list[int]:
    found = await claims.claim_repeats(tx, at, since=since, lease=LEASE, limit=limit)
    assert {d.state for d in found} <= {State.SENDING}
    return [d.id for d in found]


async def doubt(tx: Tx, world: Any, *names: str, **planned: Any) -> list[Delivery]:
    """Post in each of the channels, and hear no answer."""
    for name in names:
        await world.delivery(tx, await world.channel(tx, name), **planned)
    taken = await claims.claim(tx, world.now, lease=LEASE, limit=9)
    for post in taken:
        values = {"quiet_until": world.now + QUIET, "due_at": world.after(seconds=5)}
        assert await claims.move(tx, post, State.AMBIGUOUS, **values)
    return list(taken)


async def test_only_platforms_that_may_be_asked_are_asked(tx: Tx, world: Any) -> None:
    post = await world.delivery(tx, await world.channel(tx))
    assert await due(tx, world.now, platforms=["slack"]) == []
    assert await due(tx, world.now, platforms=[]) == []
    assert await due(tx, world.now, platforms=["slack", "local"]) == [post]


async def test_a_search_asks_only_platforms_that_may_be_asked(tx: Tx, world: Any) -> None:
    (post,) = await doubt(tx, world, "one")
    at = world.now + QUIET
    assert await doubtful(tx, at, platforms=["slack"]) == []
    assert await doubtful(tx, at, platforms=["local"]) == [post.id]


async def test_searches_are_taken_oldest_first_and_not_too_many(tx: Tx, world: Any) -> None:
    posts = [post.id for post in await doubt(tx, world, "one", "two", "three")]
    at = world.now + QUIET
    assert await doubtful(tx, at, limit=2) == posts[:2]
    assert await doubtful(tx, at, limit=2) == posts[2:]
    assert await doubtful(tx, at + LEASE - timedelta(seconds=1)) == []
    assert await doubtful(tx, at + LEASE) == posts


async def test_what_was_decided_or_is_only_waiting_is_never_searched(tx: Tx, world: Any) -> None:
    (post,) = await doubt(tx, world, "one")
    await world.delivery(tx, await world.channel(tx, "two"))
    at = world.now + QUIET
    assert await doubtful(tx, at) == [post.id]
    (mine,) = await claims.claim_doubtful(tx, at + LEASE, lease=LEASE, limit=9)
    assert await claims.move(tx, mine, State.UNKNOWN)
    assert await doubtful(tx, at + timedelta(days=9)) == []


@pytest.mark.parametrize("take", [due, doubtful, repeats])
async def test_a_channel_in_trouble_is_asked_at_its_time_and_a_gone_one_never(
    tx: Tx, world: Any, take: Any
) -> None:
    (post,) = await doubt(tx, world, "one") if take is not due else [None]
    planned = post.id if post else await world.delivery(tx, await world.channel(tx, "one"))
    at = world.after(seconds=90)
    more = {"local": world.after(seconds=-1)} if take is repeats else {}
    place = await world.channel(tx, "one")
    await channels.shut(tx, place.id, "closed", since=world.now, probe=at)
    assert await take(tx, at - timedelta(seconds=1), **more) == []
    await channels.update_community(tx, place.community_id, left_at=world.now)
    assert await take(tx, at, **more) == []
    await channels.update_community(tx, place.community_id, left_at=None)
    await channels.update_channel(tx, place.id, state="gone")
    assert await take(tx, at, **more) == []
    await channels.update_channel(tx, place.id, state="paused")
    assert await take(tx, at, **more) == [planned]


async def test_a_doubtful_post_is_repeated_in_its_time_while_its_nonce_is_known(
    tx: Tx, world: Any
) -> None:
    one, two = await doubt(tx, world, "one", "two")
    young, old = world.after(seconds=-1), world.now
    assert await repeats(tx, world.after(seconds=4), local=young) == []
    assert await repeats(tx, world.after(seconds=5), local=old) == []
    assert await repeats(tx, world.after(seconds=5), slack=young) == []
    assert await repeats(tx, world.after(seconds=5)) == []
    assert await repeats(tx, world.after(seconds=5), local=young, limit=1) == [one.id]
    assert await repeats(tx, world.after(seconds=5), local=young) == [two.id]


async def test_a_repeat_is_a_try_under_a_new_number_and_the_first_try_stays(
    tx: Tx, world: Any
) -> None:
    (post,) = await doubt(tx, world, "one")
    at, since = world.after(seconds=5), {"local": world.after(seconds=-1)}
    (again,) = await claims.claim_repeats(tx, at, since=since, lease=LEASE, limit=9)
    assert (again.attempt, again.first_try_at) == (2, world.now)
    assert again.lease_no == post.lease_no + 1
    assert again.quiet_until == world.now + QUIET  # it says that this is a repeat
    assert await claims.lapse(tx, at + LEASE - timedelta(seconds=1), quiet=QUIET) == 0
    assert await claims.lapse(tx, at + LEASE, quiet=QUIET) == 1


async def test_neither_edits_nor_what_is_only_waiting_is_repeated(tx: Tx, world: Any) -> None:
    await doubt(tx, world, "one", kind=Kind.EDIT)
    await world.delivery(tx, await world.channel(tx, "two"))
    since = {"local": world.after(seconds=-1)}
    assert await repeats(tx, world.after(seconds=5), **since) == []


async def test_a_first_try_that_lies_ahead_is_of_no_known_age(tx: Tx, world: Any) -> None:
    (post,) = await doubt(tx, world, "one")
    await _change(tx, post.id, due_at=world.after(hours=-2))
    since = {"local": world.after(hours=-9)}
    assert await repeats(tx, world.after(seconds=-1), **since) == []
    assert await repeats(tx, world.now, **since) == [post.id]


async def test_a_worker_holds_a_post_until_it_writes_or_another_takes_it(
    tx: Tx, world: Any
) -> None:
    await world.delivery(tx, await world.channel(tx))
    (mine,) = await claims.claim(tx, world.now, lease=LEASE, limit=9)
    assert await claims.holds(tx, mine)
    await claims.lapse(tx, world.now + LEASE, quiet=QUIET)
    assert not await claims.holds(tx, mine)
    (other,) = await claims.claim_doubtful(tx, world.now + LEASE + QUIET, lease=LEASE, limit=9)
    assert await claims.holds(tx, other)
    assert not await claims.holds(tx, mine)
    await claims.move(tx, other, State.SENT)
    assert not await claims.holds(tx, other)


async def test_a_paused_channel_gets_edits_only_until_the_pause_is_over(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    alert = await world.delivery(tx, channel)
    (sent,) = await claims.claim(tx, world.now, lease=LEASE, limit=9)
    await claims.move(tx, sent, State.SENT)
    end = world.after(hours=1)
    await channels.update_channel(tx, channel.id, paused_until=end)
    post = await world.delivery(tx, channel)
    edit = await world.delivery(tx, channel, kind=Kind.EDIT, edits=alert)
    assert await due(tx, world.now) == [edit]
    await claims.move(tx, await _row(tx, edit), State.SENT)
    assert await due(tx, end - timedelta(seconds=1)) == []
    assert await due(tx, end) == [post]


async def _row(tx: Tx, number: int) -> Delivery:
    found = await deliveries.get(tx, number)
    assert found is not None
    return found


async def test_an_alert_that_is_too_old_is_left_and_other_posts_are_not(tx: Tx, world: Any) -> None:
    alert = await world.delivery(tx, await world.channel(tx, "one"))
    digest = await world.delivery(tx, await world.channel(tx, "two"), kind=Kind.DIGEST)
    at = world.after(hours=6, seconds=1)
    assert await due(tx, at, oldest=timedelta(hours=6)) == [digest]
    assert await due(tx, at) == [alert]


async def test_an_alert_of_just_the_age_is_sent(tx: Tx, world: Any) -> None:
    alert = await world.delivery(tx, await world.channel(tx, "one"))
    assert await due(tx, world.after(hours=6), oldest=timedelta(hours=6)) == [alert]


async def test_a_held_post_is_left(tx: Tx, world: Any) -> None:
    await world.delivery(tx, await world.channel(tx, "one"), hold="quiet")
    assert await due(tx, world.after(days=1)) == []


async def test_what_follows_a_post_waits_until_that_is_decided(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    alert = await world.delivery(tx, channel, due_at=world.after(minutes=5))
    rollup = await world.delivery(tx, channel, kind=Kind.ROLLUP, due_at=world.after(minutes=5))
    answer = await world.delivery(tx, channel, kind=Kind.UPDATE, edits=alert)
    assert await due(tx, world.now) == []
    await _change(tx, alert, state="merged", merged_into=rollup)
    assert await due(tx, world.now) == []  # its roll-up is not sent yet
    await _change(tx, rollup, state="unknown")
    assert await due(tx, world.now) == []
    await _change(tx, rollup, state="sent")
    assert await due(tx, world.now) == [answer]


async def _change(tx: Tx, number: int, **values: Any) -> None:
    await tx.conn.execute(update(table).where(table.c.id == number).values(**values))


async def test_a_platform_rests_until_what_it_said_last(tx: Tx, world: Any) -> None:
    soon, late = world.after(seconds=60), world.after(seconds=300)
    assert await rests.standing(tx, world.now) == {}
    await rests.keep(tx, {"one": late, "two": soon})
    await rests.keep(tx, {"one": soon})
    assert await rests.standing(tx, world.now) == {"one": soon, "two": soon}
    await rests.keep(tx, {"two": late})
    assert await rests.standing(tx, soon) == {"two": late}
    assert await rests.standing(tx, late) == {}


async def test_what_is_moved_keeps_nothing_of_its_claim(tx: Tx, world: Any) -> None:
    (post,) = await doubt(tx, world, "one")
    (mine,) = await claims.claim_doubtful(tx, world.now + QUIET, lease=LEASE, limit=9)
    assert await claims.move(tx, mine, State.FAILED, reason="no")
    row = await _row(tx, post.id)
    assert (row.state, row.reason, row.quiet_until) == (State.FAILED, "no", None)
    assert await claims.lapse(tx, world.after(days=9), quiet=QUIET) == 0


async def test_who_searches_too_long_is_searched_again_not_called_a_dead_sender(
    tx: Tx, world: Any
) -> None:
    (post,) = await doubt(tx, world, "one")
    at = world.now + QUIET
    assert await doubtful(tx, at) == [post.id]
    assert await claims.lapse(tx, at + LEASE, quiet=QUIET) == 0
    assert await doubtful(tx, at + LEASE) == [post.id]


async def test_what_a_dead_sender_leaves_says_why(tx: Tx, world: Any) -> None:
    post = await world.delivery(tx, await world.channel(tx))
    await due(tx, world.now)
    await claims.lapse(tx, world.now + LEASE, quiet=QUIET)
    assert (await _row(tx, post)).reason == "the sender stopped before the platform answered"
