"""Now and then: drop what is kept no longer, and look again at what older items met."""

from datetime import timedelta

from bot.legs.gear import Gear
from bot.legs.rematch import match_older
from bot.log import get_logger
from bot.store import communities, items, record, watches

log = get_logger(__name__)
KEEP_NOTES = timedelta(days=1)  # questions, and what undoes a change: the buttons are older then


async def housekeep(gear: Gear) -> int:
    """Drop old items, keys that no feed shows and queries that nobody asks; count the items."""
    now = gear.clock()
    async with gear.store.begin() as tx:
        dropped = await items.prune(
            tx,
            items_before=now - gear.rules.keep_items,
            keys_before=now - gear.rules.keep_keys,
            posts_before=now - gear.rules.keep_posts,
        )
        forgotten = await communities.forget(tx, left_before=now - gear.rules.keep_left)
        await watches.prune_queries(tx)
        await record.forget_notes(tx, before=now - KEEP_NOTES)
    await match_older(gear)
    if forgotten:
        log.info("communities_forgotten", count=forgotten)
    if dropped:
        log.info("pruned", items=dropped)
    return dropped
