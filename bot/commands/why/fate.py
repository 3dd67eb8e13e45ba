"""What became of an alert that was held back: when it comes, or which roll-up tells it."""

from collections.abc import Iterable

from bot.commands.feeds.show import coming, moment
from bot.commands.room import Room, hash_name
from bot.locales import say, sentences
from bot.model import Channel, Delivery, State
from bot.store import Tx, deliveries, held


def _cause(hold: str | None) -> str:
    causes = {
        held.QUIET: say("quiet hours or a pause"),
        held.BUDGET: say("over the budget"),
        held.RESUMED: say("its watch was paused"),
    }
    return causes.get(hold or "", say("it could not be posted in time"))


async def of_alert(room: Room, tx: Tx, channel: Channel, alert: Delivery) -> str | None:
    """Say it in a sentence; None for an alert that was not held back."""
    where = hash_name(channel)
    if alert.merged_into is not None:
        why = say("It was held back: {why}.", why=_cause(alert.hold))
        return sentences(await _told(room, tx, where, alert.merged_into), why)
    if alert.hold is None or alert.state is not State.PENDING:
        return None
    return say(
        "Held in {where}: {why}; it comes in the roll-up {when}.",
        where=where,
        why=_cause(alert.hold),
        when=coming(room, alert.due_at),
    )


async def _told(room: Room, tx: Tx, where: str, rollup: int) -> str:
    sent = await deliveries.sent_message(tx, rollup)
    if sent is None:
        return say("In a roll-up in {where} that waits to be posted.", where=where)
    when = moment(room, sent.at)
    return say("In a roll-up in {where}, posted {when}.", where=where, when=when)


async def in_short(
    room: Room, tx: Tx, *, stories: Iterable[int] = (), items: Iterable[int] = ()
) -> dict[int, str]:
    """Say it in a few words, of stories or of items of followed feeds: id → words."""
    kept = await held.about_stories(tx, room.channel.id, stories)
    kept |= await held.about_items(tx, room.channel.id, items)
    return {number: await _words(room, tx, alert) for number, alert in kept.items()}


async def _words(room: Room, tx: Tx, alert_id: int) -> str:
    alert = await deliveries.get(tx, alert_id)
    if alert is None or alert.hold is None or alert.merged_into is not None:
        return say("in a roll-up")
    at = coming(room, alert.due_at)
    return say("held: {why}; comes in the roll-up {when}", why=_cause(alert.hold), when=at)
