"""Now and then: drop what is kept no longer, and look again at what older items met."""

from datetime import datetime, timedelta

from bot.legs.digest import due_digests
from bot.legs.gear import Gear
from bot.legs.rematch import match_older
from bot.log import get_logger
from bot.store import Tx, communities, pruning, record, watches

log = get_logger(__name__)
KEEP_CHANGES = timedelta(days=1)  # questions, and what undoes a change: the buttons are older then
KEEP_NOTES = timedelta(days=30)  # longer than any digest time that is looked back for


async def housekeep(gear: Gear) -> int:
    """Drop what is older than it is kept for, and what nobody asks for; count the items."""
    now, rules = gear.clock(), gear.rules
    # What an item may still join is kept, whatever the settings say.
    items_before = now - max(rules.keep_items, rules.window)
    async with gear.store.read() as tx:
        items_before = min([items_before, *await _digests_tell_from(gear, tx, now)])
        keys = await pruning.old_keys(tx, now - rules.keep_keys)
    async with gear.store.begin() as tx:
        forgotten = await communities.forget(tx, left_before=now - rules.keep_left)
        posts_before = now - rules.keep_posts
        dropped = await pruning.news(tx, items_before=items_before, posts_before=posts_before)
        await pruning.keys(tx, keys)
        await pruning.over(tx, before=now - KEEP_NOTES)
        await pruning.feeds_of_nobody(tx, before=now - KEEP_CHANGES)
        await watches.prune_queries(tx)
        await record.forget_notes(tx, before=now - KEEP_CHANGES)
    await match_older(gear)
    if forgotten:
        log.info("communities_forgotten", count=forgotten)
    if dropped:
        log.info("pruned", items=dropped)
    return dropped


async def _digests_tell_from(gear: Gear, tx: Tx, now: datetime) -> list[datetime]:
    """Give since when the digests tell that are due, as after a long time for which it was down."""
    due = await due_digests(gear, tx, now)
    return [at for channel, own, _ in due if (at := (own or channel).digest_since)]
