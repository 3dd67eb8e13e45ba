"""What is said beforehand of claims, and what the roll-up of late alerts keeps behind it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.model import Kind, State
from bot.store import Tx, channels, claims, deliveries

LEASE, QUIET, OLDEST = timedelta(seconds=60), timedelta(seconds=90), timedelta(hours=6)


async def foretold(tx: Tx, at: datetime, *platforms: str, **since: datetime) -> bool:
    names = platforms or ("local",)
    return await claims.anything_to_claim(tx, at, platforms=names, since=since, oldest=OLDEST)


async def claim(tx: Tx, at: datetime, *platforms: str) -> list[int]:
    names = platforms or ("local",)
    taken = await claims.claim(tx, at, lease=LEASE, limit=9, platforms=names, oldest=OLDEST)
    return [post.id for post in taken]


async def in_doubt(tx: Tx, world: Any) -> int:
    """Post once and hear no answer."""
    post: int = await world.delivery(tx, await world.channel(tx))
    (taken,) = await claims.claim(tx, world.now, lease=LEASE, limit=1)
    times = {"quiet_until": world.now + QUIET, "due_at": world.after(seconds=5)}
    assert await claims.move(tx, taken, State.AMBIGUOUS, **times)
    return post


async def test_a_post_is_foretold_from_its_time_on_and_where_its_platform_may_be_asked(
    tx: Tx, world: Any
) -> None:
    assert not await foretold(tx, world.now)
    post = await world.delivery(tx, await world.channel(tx), due_at=world.after(seconds=9))
    assert not await foretold(tx, world.after(seconds=8))
    assert await foretold(tx, world.after(seconds=9))
    assert await foretold(tx, world.after(seconds=9), "slack", "local")
    assert not await foretold(tx, world.after(seconds=9), "slack")
    nowhere = {"platforms": (), "since": {"local": world.now}, "oldest": OLDEST}
    assert not await claims.anything_to_claim(tx, world.after(seconds=9), **nowhere)
    assert await claim(tx, world.after(seconds=9)) == [post]
    assert not await foretold(tx, world.after(seconds=9))


async def test_what_is_left_for_a_roll_up_or_not_to_be_posted_is_not_foretold(
    tx: Tx, world: Any
) -> None:
    channel = await world.channel(tx)
    await world.delivery(tx, channel)
    assert await foretold(tx, world.now + OLDEST)
    assert not await foretold(tx, world.now + OLDEST + timedelta(seconds=1))
    await channels.update_channel(tx, channel.id, state="gone")
    assert not await foretold(tx, world.now)


async def test_what_is_too_old_is_foretold_to_whom_asks_for_any_age(tx: Tx, world: Any) -> None:
    await world.delivery(tx, await world.channel(tx))
    anywhere: dict[str, Any] = {"platforms": ("local",), "since": {}, "oldest": None}
    assert await claims.anything_to_claim(tx, world.now + 9 * OLDEST, **anywhere)
    assert not await foretold(tx, world.now + 9 * OLDEST)


async def test_a_post_of_unknown_fate_is_foretold_when_it_may_be_looked_for_or_repeated(
    tx: Tx, world: Any
) -> None:
    await in_doubt(tx, world)
    early, late = world.after(seconds=89), world.after(seconds=90)
    assert not await foretold(tx, early)
    assert await foretold(tx, late)
    assert not await foretold(tx, late, "slack")
    assert await foretold(tx, early, local=world.after(seconds=-1))
    assert not await foretold(tx, early, local=world.now)  # its nonce is forgotten by then
    assert not await foretold(tx, world.after(seconds=4), local=world.after(seconds=-1))
    assert not await foretold(tx, early, slack=world.after(seconds=-1))


# ── the roll-up of what got too old ─────────────────────────────────────────────────────────


async def summary(tx: Tx, world: Any, channel: Any, first: int, **values: Any) -> int:
    """Plan the roll-up of late alerts that stands where ``first`` stood."""
    key = f"late:{channel.id}:{first}"
    planned: int = await world.delivery(tx, channel, kind=Kind.ROLLUP, key=key, **values)
    return planned


async def end(tx: Tx, post: int) -> None:
    found = await deliveries.get(tx, post)
    assert found is not None
    assert await claims.move(tx, found, State.SENT)


async def test_a_summary_of_what_got_too_old_comes_before_what_is_newer_than_it(
    tx: Tx, world: Any
) -> None:
    channel, other = await world.channel(tx), await world.channel(tx, "other")
    older = await world.delivery(tx, channel)
    first = await world.delivery(tx, channel, due_at=world.after(days=9))  # too old, says the test
    newer = await world.delivery(tx, channel)
    elsewhere = await world.delivery(tx, other)
    edit = await world.delivery(tx, channel, kind=Kind.EDIT)
    late = await summary(tx, world, channel, first, due_at=world.after(seconds=30))
    assert await claim(tx, world.now) == [older, elsewhere]
    await end(tx, older)
    assert await claim(tx, world.now) == [edit]  # which tells nothing new
    await end(tx, edit)
    assert await claim(tx, world.now) == []
    assert not await foretold(tx, world.after(seconds=29))
    assert await claim(tx, world.after(seconds=30)) == [late]
    await end(tx, late)
    assert await claim(tx, world.after(seconds=30)) == [newer]


async def test_the_first_of_what_got_too_old_itself_waits_for_nothing(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    first = await world.delivery(tx, channel)
    await summary(tx, world, channel, first, due_at=world.after(seconds=30))
    assert await claim(tx, world.now) == [first]


@pytest.mark.parametrize("other", ["sent", "another roll-up", "an alert of such a key"])
async def test_nothing_waits_for_what_is_no_summary_to_come(tx: Tx, world: Any, other: str) -> None:
    channel = await world.channel(tx)
    first = await world.delivery(tx, channel, due_at=world.after(days=9))
    news = await world.delivery(tx, channel, due_at=world.after(seconds=1))
    later = {"due_at": world.after(hours=1)}
    if other == "sent":
        late = await summary(tx, world, channel, first)
        assert await claim(tx, world.now) == [late]
        await end(tx, late)
    elif other == "another roll-up":
        key = f"rollup:{channel.id}:{first}"
        await world.delivery(tx, channel, kind=Kind.ROLLUP, key=key, **later)
    else:
        key = f"late:{channel.id}:{first}"
        await world.delivery(tx, channel, kind=Kind.ALERT, key=key, **later)
    assert await claim(tx, world.after(seconds=1)) == [news]


async def test_of_two_summaries_neither_waits_for_the_other(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    one, two = [await world.delivery(tx, channel, due_at=world.after(days=9)) for _ in range(2)]
    await summary(tx, world, channel, one, due_at=world.after(hours=1))
    second = await summary(tx, world, channel, two)
    assert await claim(tx, world.now) == [second]
