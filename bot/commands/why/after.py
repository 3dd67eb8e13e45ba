"""What became of an item whose story another told here: it was there before, or came later."""

from bot.commands.feeds.show import moment
from bot.commands.room import Room, hash_name, said
from bot.commands.why.case import Looked
from bot.locales import say
from bot.model import Kind, Told
from bot.store import Tx, deliveries, placed


async def came_after(room: Room, tx: Tx, looked: Looked) -> str | None:
    """Say that a story was posted before the item came that is asked about, or without it.

    None where it is not so, and where no item is asked about by itself.
    """
    post = looked.post if looked.case.asked else None
    delivery = await deliveries.get(tx, post) if post is not None else None
    sent = await deliveries.sent_message(tx, post) if post is not None else None
    item = looked.case.first_asked[0].item
    if delivery is None or sent is None:
        return None
    where, when = hash_name(looked.channel), moment(room, sent.at)
    if delivery.kind is Kind.DIGEST and delivery.created_at < item.first_seen:
        return say(
            "Not in a digest of {where} yet: its story stood in the one posted {when}, and this "
            "came {came}.",
            where=where,
            when=when,
            came=moment(room, item.first_seen),
        )
    if delivery.story_id is None:
        return None
    written = [d.at for d in looked.case.made if (d.stage, d.verdict) == ("publish", "alert")]
    if item.baseline and (first := _alerted(looked)):
        return say(
            "No alert of its own in {where}: it was there when its feed was first read. Its story "
            "was posted there {when}, when {outlet} told it.",
            where=where,
            when=when,
            outlet=said(first.publisher.name, 60),
        )
    if written and max(written) < item.first_seen:
        return say(
            "No alert of its own in {where}: its story was posted there {when}, and this came "
            "{came}.",
            where=where,
            when=when,
            came=moment(room, item.first_seen),
        )
    if await _came_with_another(tx, looked, item.id):
        return say(
            "No alert of its own in {where}: the story that it turned out to be part of was posted "
            "there {when}.",
            where=where,
            when=when,
        )
    return None


async def _came_with_another(tx: Tx, looked: Looked, item_id: int) -> bool:
    """Say whether an item opened a story that was found to be another's, told for others."""
    first, *others = looked.story
    meant = {d.item_id for d in looked.case.made if (d.stage, d.verdict) == ("route", "alert")}
    if item_id in (first.item.id, *meant) or looked.story_id is None or not others:
        return False
    return (await placed.roles(tx, looked.story_id)).get(item_id) == "opener"


def _alerted(looked: Looked) -> Told | None:
    """Give the first item of the story that was meant for an alert here."""
    meant = {d.item_id for d in looked.case.made if (d.stage, d.verdict) == ("route", "alert")}
    return next((one for one in looked.story if one.item.id in meant), None)
