"""A post that somebody deleted: what is planned in its place, row by row."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.legs.again import tell_again
from bot.model import Decision, Delivery, Headline, Kind, Sent
from bot.pipeline.deliver import nonce_of
from bot.store import deliveries, lines, merging, record, stories
from bot.store.tables import deliveries as outbox
from bot.store.tables import messages
from tests.legs.edition import BEGIN, Edition

HOUR = timedelta(hours=1)
LINE = Headline(
    heading="Senkaku", title="Patrol", url=None, sentence="", outlets="Harbour", at=BEGIN
)
LOST = "the post was deleted"


class Lost:
    """A story with an alert in the first channel whose post was deleted."""

    def __init__(self, paper: Edition, story: int, alert: int) -> None:
        self.paper, self.story, self.alert = paper, story, alert

    async def follows(self, kind: Kind = Kind.EDIT, **values: Any) -> Delivery:
        """Plan what follows on the alert; give it."""
        values = {"edits": self.alert, "story_id": self.story, **values}
        post = await self.paper.post(kind=kind, **values)
        return (await self.rows())[post]

    async def rows(self) -> dict[int, Delivery]:
        """Give all that is in the outbox."""
        async with self.paper.gear.store.read() as tx:
            rows = (await tx.conn.execute(select(outbox).order_by(outbox.c.id))).all()
        return {row.id: deliveries.delivery_of(row) for row in rows}

    async def meets(self, post: Delivery) -> list[Delivery]:
        """Let what follows meet that the post is gone; give what is planned then."""
        before = await self.rows()
        async with self.paper.gear.store.begin() as tx:
            await tell_again(tx, post, self.paper.now)
        return [row for id_, row in (await self.rows()).items() if id_ not in before]

    async def was_shown(self, post: Delivery, *, shown: bool = True) -> None:
        """Keep why a thread post was planned, and that the alert showed all of it."""
        trail = {"reason": "", "new": ["a third"], **({"shown": True} if shown else {})}
        why = Decision(
            item_id=1,
            watch_id=1,
            story_id=self.story,
            delivery_id=post.id,
            stage="update",
            verdict="development",
            trail=trail,
            at=self.paper.now,
        )
        async with self.paper.gear.store.begin() as tx:
            await record.decide(tx, [why])

    async def noted(self) -> Mapping[str, Any]:
        """Say what is kept of the story, and when it is looked at again."""
        async with self.paper.gear.store.read() as tx:
            post = (await stories.posts(tx, self.story))[1]
            again = (await stories.get(tx, self.story)).publish_at
            gone = (await tx.conn.execute(select(messages.c.deleted_at))).scalars().all()
        return {"alert": post.alert_id, "edited": post.edited_at, "again": again, "gone": gone}

    async def decided(self) -> list[Decision]:
        async with self.paper.gear.store.read() as tx:
            made = await record.decisions_about(tx, [1])
        return [d for d in made if str(d.trail.get("reason", "")).startswith(LOST)]


@pytest.fixture
async def lost(paper: Edition) -> Lost:
    watch = await paper.watch("Senkaku")
    story = await paper.story(paper.told("Senkaku patrol"))
    alert = await paper.post(story, story_id=story, payload={"title": "Patrol"})
    async with paper.gear.store.begin() as tx:
        await stories.note_posts(tx, {(story, 1): {"alert_id": alert, "edited_at": BEGIN}})
        await lines.keep(tx, alert, [LINE])
        row = await deliveries.get(tx, alert)
        assert row is not None
        await deliveries.note_sent(tx, row, Sent(external_id="m1", at=BEGIN))
        (item,) = await stories.items_of(tx, story)
        why = Decision(
            item_id=item.id,
            watch_id=watch.id,
            story_id=story,
            delivery_id=alert,
            stage="route",
            verdict="alert",
            trail={"reason": "it is about it"},
            at=BEGIN,
        )
        await record.decide(tx, [why])
    paper.wait(hours=1)
    return Lost(paper, story, alert)


async def test_one_new_post_says_what_the_edit_would_have_said(lost: Lost) -> None:
    edit = await lost.follows(payload={"title": "Two patrols"})
    (again,) = await lost.meets(edit)
    key = f"alert:1:{lost.story}:again"
    assert (again.kind, again.key, again.nonce) == (Kind.ALERT, key, nonce_of(key))
    assert again.payload == {"title": "Two patrols"}
    assert (again.channel_id, again.story_id, again.edits) == (1, lost.story, None)
    assert (again.due_at, again.created_at, again.hold) == (BEGIN + HOUR, BEGIN + HOUR, None)
    now = BEGIN + HOUR
    assert await lost.noted() == {"alert": again.id, "edited": None, "again": now, "gone": [now]}
    async with lost.paper.gear.store.read() as tx:
        assert await lines.of(tx, [again.id]) == (LINE,)
        assert await deliveries.told_stories(tx, 1, [lost.story]) == {lost.story}
    (why,) = await lost.decided()
    assert (why.stage, why.verdict, why.delivery_id, why.at) == ("publish", "again", again.id, now)
    assert why.trail == {"reason": "the post was deleted; it is posted once more"}
    assert (why.item_id, why.watch_id, why.story_id) == (1, 1, lost.story)


async def test_what_was_to_be_answered_is_answered_under_the_new_post(lost: Lost) -> None:
    await lost.follows(payload={"title": "Two patrols"})
    update = await lost.follows(Kind.UPDATE, payload={"text": "A third came."}, item_id=1)
    again, answer = await lost.meets(update)
    assert (again.kind, again.payload) == (Kind.ALERT, {"title": "Two patrols"})
    key = f"{update.key}:again"
    assert (answer.kind, answer.key, answer.nonce) == (Kind.UPDATE, key, nonce_of(key))
    assert answer.payload == {"text": "A third came."}
    assert (answer.channel_id, answer.story_id, answer.item_id) == (1, lost.story, 1)
    assert (answer.edits, answer.due_at, answer.created_at) == (
        again.id,
        lost.paper.now,
        again.created_at,
    )


async def test_what_the_new_post_shows_is_not_said_below_it_and_that_is_kept(lost: Lost) -> None:
    edit = await lost.follows(payload={"title": "Two patrols"})
    update = await lost.follows(Kind.UPDATE, payload={"text": "A third came."})
    await lost.was_shown(update)
    (again,) = await lost.meets(edit)
    assert await lost.meets(update) == []
    async with lost.paper.gear.store.read() as tx:
        made = (await record.decisions_about(tx, [1]))[-1]
    told = (made.delivery_id, made.stage, made.verdict, made.at)
    assert told == (again.id, "update", "again", lost.paper.now)
    assert made.trail == {"reason": "", "new": ["a third"], "shown": True}


async def test_what_a_later_edit_may_have_left_out_is_said_below_the_new_post(lost: Lost) -> None:
    update = await lost.follows(Kind.UPDATE, payload={"text": "A third came."})
    await lost.was_shown(update)
    lost.paper.wait(minutes=5)
    (again,) = await lost.meets(await lost.follows(payload={"title": "Two patrols"}))
    (answer,) = await lost.meets(update)
    assert (answer.kind, answer.edits) == (Kind.UPDATE, again.id)


async def test_what_the_lost_post_did_not_show_is_said_below_the_new_one(lost: Lost) -> None:
    update = await lost.follows(Kind.UPDATE, payload={"text": "A third came."})
    await lost.was_shown(update, shown=False)
    _, answer = await lost.meets(update)
    assert answer.payload == {"text": "A third came."}


async def test_an_alert_without_edits_is_posted_again_as_it_was(lost: Lost) -> None:
    again, _ = await lost.meets(await lost.follows(Kind.UPDATE, payload={"text": "More."}))
    assert again.payload == {"title": "Patrol"}


async def test_what_was_deleted_twice_ends_there(lost: Lost) -> None:
    (again,) = await lost.meets(await lost.follows())
    async with lost.paper.gear.store.begin() as tx:
        await deliveries.note_sent(tx, again, Sent(external_id="m2", at=BEGIN))
        await stories.settle(tx, {})
    lost.paper.wait(hours=1)
    update = await lost.follows(Kind.UPDATE, edits=again.id)
    assert await lost.meets(update) == []
    noted = await lost.noted()
    assert (noted["alert"], noted["again"]) == (None, BEGIN + HOUR)
    assert noted["gone"] == [BEGIN + HOUR, BEGIN + 2 * HOUR]
    assert await lost.meets(update) == []
    assert await lost.meets(await lost.follows()) == []
    first, second = await lost.decided()
    assert (first.verdict, second.verdict, second.delivery_id) == ("again", "ended", None)
    assert second.trail == {"reason": f"{LOST} again: the story ends in this channel"}


async def test_quiet_hours_hold_the_new_post_and_not_the_answer_under_it(lost: Lost) -> None:
    quiet = {"from": "06:00", "to": "10:00", "days": [1]}
    await lost.paper.place(1, quiet=quiet)
    again, answer = await lost.meets(await lost.follows(Kind.UPDATE))
    assert (again.hold, again.due_at) == ("quiet", BEGIN + 4 * HOUR)
    assert (answer.hold, answer.due_at) == (None, BEGIN + HOUR)


async def test_what_follows_late_on_a_post_that_was_replaced_goes_under_the_other(
    lost: Lost,
) -> None:
    late = await lost.follows(Kind.UPDATE)
    (again,) = await lost.meets(await lost.follows())
    (answer,) = await lost.meets(late)
    assert (answer.kind, answer.edits) == (Kind.UPDATE, again.id)
    assert await lost.meets(await lost.follows()) == []  # an edit of the lost one says no more
    assert (await lost.noted())["alert"] == again.id


async def test_what_is_of_no_story_or_names_no_post_is_only_noted(lost: Lost) -> None:
    assert await lost.meets(await lost.follows(Kind.UPDATE, edits=None)) == []
    assert (await lost.noted())["gone"] == [None]
    assert await lost.meets(await lost.follows(Kind.UPDATE, story_id=None)) == []
    noted = await lost.noted()
    assert (noted["gone"], noted["alert"], noted["again"]) == ([BEGIN + HOUR], lost.alert, None)


async def test_nothing_is_posted_again_where_the_story_goes_on_under_another(lost: Lost) -> None:
    edit = await lost.follows()
    other = await lost.paper.story(lost.paper.told("Senkaku patrol again"))
    async with lost.paper.gear.store.begin() as tx:
        await merging.merge(tx, other, lost.story)
    assert await lost.meets(edit) == []


async def test_nothing_is_posted_again_in_a_channel_that_was_told_nothing(lost: Lost) -> None:
    assert await lost.meets(await lost.follows(channel=2)) == []
