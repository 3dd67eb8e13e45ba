"""What waits to be posted is given up where it was muted, or no watch asks for it any more."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.legs.unwanted import give_up, hear_again, hush, is_unwanted
from bot.model import Delivery, Kind, Mode, State
from bot.store import deliveries, record, stories, unwanted, watches
from bot.store.tables import deliveries as outbox
from bot.store.tables import feeds as sources
from tests.legs.edition import BEGIN, Edition

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
async def _watched(paper: Edition) -> None:
    await paper.watch("Senkaku")


async def alert(paper: Edition, *outlets: str, **values: Any) -> int:
    """Plan an alert about a story that these outlets tell."""
    story = await paper.story(*(paper.told("Senkaku patrol", by=name) for name in outlets))
    return await paper.post(story, story_id=story, **values)


async def item_alert(paper: Edition, outlet: str) -> int:
    """Plan an alert about one item of a feed that is followed."""
    await paper.watch("All of it", feed_id=paper.feeds[outlet].id, mode=Mode.ALERT.value)
    story = await paper.story(paper.told("Ferry turned back", by=outlet, scores={}))
    async with paper.gear.store.read() as tx:
        (item,) = await stories.items_of(tx, story)
    return await paper.post(item_id=item.id)


async def row(paper: Edition, post: int) -> Delivery:
    async with paper.gear.store.read() as tx:
        found = await deliveries.get(tx, post)
    assert found is not None
    return found


async def be(paper: Edition, post: int, state: State) -> None:
    async with paper.gear.store.begin() as tx:
        mine = update(outbox).where(outbox.c.id == post)
        await tx.conn.execute(mine.values(state=state.value))


async def mute(paper: Edition, *outlets: str, channel: int = 1) -> None:
    async with paper.gear.store.begin() as tx:
        for outlet in outlets:
            await record.mute(tx, channel, by="x", now=BEGIN, publisher=outlet)


async def mute_story(paper: Edition, post: int, channel: int = 1) -> None:
    """Mute the story of a post; it waits as before."""
    story = (await row(paper, post)).story_id or 0
    async with paper.gear.store.begin() as tx:
        await record.mute(tx, channel, by="x", now=BEGIN, story_id=story)
        await unwanted.unmuted(tx, channel, story)


async def ask_for_nothing(paper: Edition) -> None:
    async with paper.gear.store.begin() as tx:
        for watch in await watches.of_channel(tx, 1):
            await watches.change(tx, watch.id, removed_at=BEGIN)


async def gives_up(paper: Edition, *posts: int) -> dict[int, str | None]:
    """Give up what of these posts is not wanted; give each of that with what its row says."""
    rows = [await row(paper, post) for post in posts]
    async with paper.gear.store.begin() as tx:
        foretold = {r.id for r in rows if await is_unwanted(paper.gear, tx, r)}
        found = await give_up(paper.gear, tx, 1, rows)
    assert foretold == found
    return {post: (await row(paper, post)).reason for post in sorted(found)}


async def test_what_is_wanted_stays(paper: Edition) -> None:
    post = await alert(paper, "harbour")
    assert await gives_up(paper, post) == {}
    assert (await row(paper, post)).state is State.PENDING


async def test_what_no_watch_asks_for_any_more_is_given_up_of_what_is_asked_about(
    paper: Edition,
) -> None:
    one, two = await alert(paper, "harbour"), await alert(paper, "harbour")
    other = await alert(paper, "harbour", channel=2)
    await ask_for_nothing(paper)
    assert await gives_up(paper, one) == {one: unwanted.UNASKED}
    assert (await row(paper, one)).state is State.SUPPRESSED
    assert (await row(paper, two)).state is State.PENDING
    assert (await row(paper, other)).state is State.PENDING


async def test_what_was_muted_is_given_up_with_the_reason_that_a_person_can_undo_first(
    paper: Edition,
) -> None:
    story, outlet, neither = [await alert(paper, "harbour") for _ in "abc"]
    assert await gives_up(paper, story, outlet, neither) == {}
    await mute_story(paper, story)
    assert await gives_up(paper, story, outlet) == {story: unwanted.MUTED}
    await be(paper, story, State.PENDING)
    await mute(paper, "harbour")
    reasons = {story: unwanted.MUTED, outlet: unwanted.UNHEARD}
    assert await gives_up(paper, story, outlet) == reasons
    for post in (story, outlet):
        await be(paper, post, State.PENDING)
    await ask_for_nothing(paper)
    assert await gives_up(paper, story, outlet) == reasons
    assert (await row(paper, neither)).state is State.PENDING


async def test_what_another_channel_muted_is_wanted_here(paper: Edition) -> None:
    post, other = await alert(paper, "harbour"), await alert(paper, "harbour", channel=2)
    await mute(paper, "harbour", channel=2)
    await mute_story(paper, other, channel=2)
    assert await gives_up(paper, post) == {}


async def test_what_is_in_doubt_is_called_unwanted_and_stays_in_doubt(paper: Edition) -> None:
    post = await alert(paper, "harbour")
    await mute(paper, "harbour")
    await be(paper, post, State.AMBIGUOUS)
    assert await gives_up(paper, post) == {post: None}
    assert (await row(paper, post)).state is State.AMBIGUOUS


async def test_a_roll_up_or_a_digest_is_never_unwanted(paper: Edition) -> None:
    posts = [await alert(paper, "harbour", kind=kind) for kind in (Kind.ROLLUP, Kind.DIGEST)]
    await mute(paper, "harbour")
    await ask_for_nothing(paper)
    assert await gives_up(paper, *posts) == {}


# ── outlets ─────────────────────────────────────────────────────────────────────────────────


async def test_a_story_is_unheard_where_all_that_tell_it_are_muted(paper: Edition) -> None:
    both, one = await alert(paper, "harbour", "kanto"), await alert(paper, "harbour")
    await mute(paper, "harbour")
    assert await gives_up(paper, both, one) == {one: unwanted.UNHEARD}
    await mute(paper, "kanto", "strait")
    assert await gives_up(paper, both) == {both: unwanted.UNHEARD}


async def test_an_item_of_a_followed_feed_is_unheard_with_its_outlet(paper: Edition) -> None:
    kanto, strait = await item_alert(paper, "kanto"), await item_alert(paper, "strait")
    await mute(paper, "kanto")
    assert await gives_up(paper, kanto, strait) == {kanto: unwanted.UNHEARD}


async def test_a_story_of_which_nothing_is_kept_is_not_called_unheard(paper: Edition) -> None:
    await mute(paper, "harbour")
    await ask_for_nothing(paper)
    assert await gives_up(paper, post := await paper.post()) == {post: unwanted.UNASKED}


async def test_an_outlet_that_the_community_may_not_see_keeps_no_alert_alive(
    paper: Edition,
) -> None:
    post = await alert(paper, "harbour", "kanto")
    async with paper.gear.store.begin() as tx:
        private = update(sources).where(sources.c.id == paper.feeds["kanto"].id)
        await tx.conn.execute(private.values(shared=False))
    assert await gives_up(paper, post) == {}
    await mute(paper, "harbour")
    assert await gives_up(paper, post) == {post: unwanted.UNHEARD}


async def due_at(paper: Edition, post: int) -> datetime | None:
    """Say when the story of a post is looked at again."""
    async with paper.gear.store.read() as tx:
        return (await stories.get(tx, (await row(paper, post)).story_id or 0)).publish_at


async def test_when_an_outlet_is_muted_its_alerts_go_and_the_others_are_drawn_anew(
    paper: Edition,
) -> None:
    alone, both = await alert(paper, "harbour"), await alert(paper, "harbour", "kanto")
    elsewhere = await alert(paper, "harbour", channel=2)
    followed = await item_alert(paper, "kanto")
    sent = await alert(paper, "strait")
    await be(paper, sent, State.SENT)
    await mute(paper, "harbour")
    async with paper.gear.store.begin() as tx:
        await hush(paper.gear, tx, 1, BEGIN + HOUR)
    states = {post: (await row(paper, post)).state for post in (alone, both, elsewhere, followed)}
    assert states == {
        alone: State.SUPPRESSED,
        both: State.PENDING,
        elsewhere: State.PENDING,
        followed: State.PENDING,
    }
    assert (await row(paper, alone)).reason == unwanted.UNHEARD
    looked_at = {post: await due_at(paper, post) for post in (alone, both, elsewhere, sent)}
    assert looked_at == {alone: None, both: BEGIN + HOUR, elsewhere: None, sent: None}


async def test_when_an_outlet_is_heard_again_what_is_not_too_old_and_asked_for_comes_back(
    paper: Edition,
) -> None:
    old = await alert(paper, "harbour")
    paper.wait(seconds=1)
    young, muted, kanto = [await alert(paper, name) for name in ("harbour", "harbour", "kanto")]
    other = await alert(paper, "harbour", channel=2)
    posts = (old, young, muted, kanto, other)
    async with paper.gear.store.begin() as tx:
        await unwanted.give_up(tx, posts, reason=unwanted.UNHEARD)
    await mute(paper, "kanto")
    await mute_story(paper, muted)
    paper.wait(seconds=paper.gear.rules.oldest_alert.total_seconds())
    async with paper.gear.store.begin() as tx:
        await hear_again(paper.gear, tx, 1, paper.now)
    states = [(await row(paper, post)).state for post in posts]
    assert states == [State.SUPPRESSED, State.PENDING] + [State.SUPPRESSED] * 3
    assert (await row(paper, muted)).reason == unwanted.MUTED
    await ask_for_nothing(paper)
    async with paper.gear.store.begin() as tx:
        await hear_again(paper.gear, tx, 1, paper.now)
    assert (await row(paper, young)).reason == unwanted.UNASKED
