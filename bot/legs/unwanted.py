"""What waits to be posted and nobody wants any more: it is given up before it is posted."""

from collections.abc import Sequence
from datetime import datetime

from bot.legs.gear import Gear
from bot.model import Delivery
from bot.store import Tx, channels, feeds, items, record, stories, threads, unwanted
from bot.store.held import Held
from bot.store.unwanted import Alert


async def give_up(
    gear: Gear, tx: Tx, channel_id: int, waiting: Sequence[Held | Delivery | Alert]
) -> set[int]:
    """Give up what was muted, or is watched no more, while it waited; say what that was."""
    silenced, unheard, unasked = await _unwanted(gear, tx, channel_id, waiting)
    await unwanted.give_up(tx, silenced, reason=unwanted.MUTED)
    await unwanted.give_up(tx, unheard, reason=unwanted.UNHEARD)
    await unwanted.give_up(tx, unasked, reason=unwanted.UNASKED)
    return silenced | unheard | unasked


async def is_unwanted(gear: Gear, tx: Tx, post: Delivery) -> bool:
    """Say whether a post that is not known to be there was muted, or is watched no more."""
    return any(await _unwanted(gear, tx, post.channel_id, [post]))


async def _unwanted(
    gear: Gear, tx: Tx, channel_id: int, waiting: Sequence[Held | Delivery | Alert]
) -> tuple[set[int], set[int], set[int]]:
    """Give those of muted stories, those of muted outlets, and those that no watch asks for."""
    muted = (await record.muted_in(tx, [channel_id]))[channel_id].stories
    ids = {one.id for one in waiting}
    silenced = {one.id for one in waiting if one.story_id in muted}
    open_alerts = [one for one in await unwanted.open_alerts(tx, channel_id) if one.id in ids]
    unheard = await _of_muted_outlets(gear, tx, channel_id, open_alerts)
    unasked = ids & await unwanted.unasked(tx, channel_id)
    return silenced, unheard - silenced, unasked - silenced - unheard


# ── outlets ─────────────────────────────────────────────────────────────────────────────────


async def hush(gear: Gear, tx: Tx, channel_id: int, now: datetime) -> None:
    """Give up alerts that only outlets tell which the channel mutes; let the others be redrawn.

    Asked when an outlet was muted.
    """
    waiting = await unwanted.open_alerts(tx, channel_id)
    unheard = await _of_muted_outlets(gear, tx, channel_id, waiting)
    await unwanted.give_up(tx, unheard, reason=unwanted.UNHEARD)
    others = {one.story_id for one in waiting if one.story_id and one.id not in unheard}
    await threads.look_again_at(tx, others, now)


async def hear_again(gear: Gear, tx: Tx, channel_id: int, now: datetime) -> None:
    """Take back that alerts were given up whose outlets are muted no more.

    Not of those that are older than any alert may get.
    """
    await unwanted.heard_again(tx, channel_id, now - gear.rules.oldest_alert)
    await give_up(gear, tx, channel_id, await unwanted.open_alerts(tx, channel_id))


async def _of_muted_outlets(
    gear: Gear, tx: Tx, channel_id: int, alerts: Sequence[Alert]
) -> set[int]:
    """Give those alerts of which the channel mutes each outlet that its community may see."""
    muted = (await record.muted_in(tx, [channel_id]))[channel_id].families
    if not muted or not alerts:
        return set()
    told = await stories.items_by_story(tx, {one.story_id for one in alerts if one.story_id})
    followed = await items.by_ids(tx, {one.item_id for one in alerts if one.item_id})
    about = {
        one.id: [*told.get(one.story_id or 0, ()), *filter(None, [followed.get(one.item_id or 0)])]
        for one in alerts
    }
    community = (await channels.get_channel(tx, channel_id)).community_id
    ids = {item.feed_id for mine in about.values() for item in mine}
    seen = (await feeds.visible_to(tx, [community], ids))[community]
    found = set()
    for id_, mine in about.items():
        outlets = {
            gear.catalogue.publisher_of(seen[item.feed_id], item.link).family
            for item in mine
            if item.feed_id in seen
        }
        if outlets and outlets <= muted:
            found.add(id_)
    return found
