"""What waits to be posted and nobody wants any more: it is given up before it is posted."""

from collections.abc import Sequence

from bot.model import Delivery
from bot.store import Tx, record, unwanted
from bot.store.held import Held


async def give_up(tx: Tx, channel_id: int, waiting: Sequence[Held | Delivery]) -> set[int]:
    """Give up what was muted, or is watched no more, while it waited; say what that was."""
    silenced, unasked = await _unwanted(tx, channel_id, waiting)
    await unwanted.give_up(tx, silenced, reason=unwanted.MUTED)
    await unwanted.give_up(tx, unasked, reason=unwanted.UNASKED)
    return silenced | unasked


async def is_unwanted(tx: Tx, post: Delivery) -> bool:
    """Say whether a post that is not known to be there was muted, or is watched no more."""
    return any(await _unwanted(tx, post.channel_id, [post]))


async def _unwanted(
    tx: Tx, channel_id: int, waiting: Sequence[Held | Delivery]
) -> tuple[set[int], set[int]]:
    """Give those of muted stories, and those that no watch asks for."""
    muted = (await record.muted_in(tx, [channel_id]))[channel_id].stories
    silenced = {one.id for one in waiting if one.story_id in muted}
    unasked = {one.id for one in waiting} & await unwanted.unasked(tx, channel_id)
    return silenced, unasked - silenced
