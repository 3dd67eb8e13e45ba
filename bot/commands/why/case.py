"""All that /why and /whynot know of a story or an item in a channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.catalogue.overlay import View
from bot.commands import telling
from bot.commands.room import Room
from bot.commands.watches import watching
from bot.model import (
    Channel,
    Decision,
    Match,
    Told,
    Watch,
)
from bot.pipeline.match import Weights
from bot.store import Tx, channels, deliveries, items, lines, record, stories, watches
from bot.store.merging import current

STORY = "publish"  # stage of what is decided about a story as a whole
ALERTED = (STORY, "alert")  # stage and verdict of a story's alert
NOBODY = 0  # the id of no community


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that an answer is made of: a story as this channel was, or was not, told of it."""

    told: tuple[Told, ...]
    matched: Mapping[int, Mapping[int, Match]]  # item id → query id → match
    made: tuple[Decision, ...]
    mine: tuple[Watch, ...]
    view: View
    shared: View  # as it is without what the community changed
    broken: Mapping[int, str]  # watch id → why it finds nothing any more
    weights: Weights
    asked: int = 0  # the item that was asked about, if it was one
    settling: bool = False  # whether its story is still to be published

    @property
    def first_asked(self) -> tuple[Told, ...]:
        """Give what was told, the item first that was asked about."""
        return tuple(sorted(self.told, key=lambda one: one.item.id != self.asked))

    @property
    def met(self) -> dict[int, list[Match]]:
        """Give what the channel's own watches met: item id → matches."""
        mine = {watch.query_id for watch in self.mine}
        return {
            item: [match for query, match in found.items() if query in mine]
            for item, found in self.matched.items()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A case with where it is looked at: ``post`` is the channel's post about it, if any."""

    case: Case
    channel: Channel
    story: tuple[Told, ...]  # all its items, where ``case`` may be about one alone
    post: int | None
    story_id: int | None = None


async def look_at(room: Room, tx: Tx, named: str) -> Looked:
    """Gather what is known of "s12" or "i34" in this channel. Raises CommandError."""
    story_id, told = await telling.about(room, tx, named)
    asked = told[0].item.id if named.startswith("i") else 0
    channel = await channels.get_channel(tx, room.channel.id)
    story = told
    post = await telling.post_of(room, tx, channel, named)
    if post is None and named.startswith("i") and story_id is not None:
        named = f"s{story_id}"
        _, story = await telling.about(room, tx, named)
        post = await telling.post_of(room, tx, channel, named)
        told = story if post is not None else told
    if post is None and story_id is not None:
        post = await _digest_with(tx, channel.id, story_id, told[0] if asked else None)
    ids = [one.item.id for one in told]
    known = await stories.by_ids(tx, [story_id or 0])
    mine = await watches.of_channel(tx, channel.id)
    made = await _made(tx, ids, [one.item.id for one in story], channel.id)
    if asked and post is not None:
        post = await _own_post(tx, made, told, asked) or post
    case = Case(
        told=told,
        matched=await items.matches_of(tx, ids),
        made=made,
        mine=mine,
        view=room.view,
        shared=await room.gear.memory.view(tx, room.gear.catalogue, NOBODY),
        broken={watch.id: why for watch in mine if (why := watching.broken(room, watch))},
        weights=room.gear.rules.weights,
        asked=asked,
        settling=any(story.publish_at for story in known.values()),
    )
    now_in = await current(tx, story_id) if story_id is not None else None
    return Looked(case=case, channel=channel, story=story, post=post, story_id=now_in)


async def _digest_with(tx: Tx, channel_id: int, story_id: int, one: Told | None) -> int | None:
    """Give the newest digest that tells a story; of an item alone, none made before it came."""
    made = (await record.digests_about(tx, channel_id, [story_id])).get(story_id)
    if made is None or one is None:
        return made
    digest = await deliveries.get(tx, made)
    return made if digest is not None and one.item.first_seen <= digest.created_at else None


async def _made(
    tx: Tx, ids: Sequence[int], story: Sequence[int], channel_id: int
) -> tuple[Decision, ...]:
    """Give what was decided about items, and about their story as a whole: under any item of it."""
    made = await record.decisions_about(tx, {*ids, *story}, channel_id)
    return tuple(d for d in made if d.item_id in ids or d.stage == STORY)


async def _own_post(
    tx: Tx, made: Sequence[Decision], told: Sequence[Told], asked: int
) -> int | None:
    """Give the alert that an item has by itself, under whatever story it stood then."""
    alerts = {d.delivery_id: d.item_id for d in made if (d.stage, d.verdict) == ALERTED}
    links = {one.item.link for one in told if one.item.id == asked and one.item.link}
    for alert, item in alerts.items():
        if alert is not None and len(alerts) > 1:
            shown = await lines.of(tx, [alert])
            if item == asked or any(line.url in links for line in shown):
                return alert
    return None
