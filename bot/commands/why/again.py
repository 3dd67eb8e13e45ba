"""What becomes of an item whose story stood in a digest before it came."""

from bot.commands.feeds.show import moment
from bot.commands.room import Room, hash_name
from bot.commands.why.case import Looked
from bot.legs.digest_again import news_of
from bot.locales import say
from bot.store import Tx, digested


async def after_digest(room: Room, tx: Tx, looked: Looked) -> list[str]:
    """Say whether the next digest tells it, or that it adds nothing; nothing for other items."""
    story_id, asked = looked.story_id, looked.case.asked
    if looked.post is not None or story_id is None or not asked:
        return []
    at = (await digested.told_until(tx, looked.channel.id, [story_id])).get(story_id)
    if at is None or looked.case.first_asked[0].item.first_seen <= at:
        return []
    told = {story_id: looked.story}
    found = (await news_of(room.gear, tx, looked.channel, told, {story_id: at})).get(story_id, ())
    values = {"where": hash_name(looked.channel), "when": moment(room, at)}
    if any(one.told.item.id == asked for one in found):
        return [
            say(
                "Its story stood in the digest of {where} of {when}; what is new in it comes in "
                "the next: `/digest preview`.",
                **values,
            )
        ]
    return [
        say("Its story stood in the digest of {where} of {when}, and it adds nothing.", **values)
    ]
