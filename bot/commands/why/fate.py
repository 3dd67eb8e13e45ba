"""What became of an alert that was held back: when it comes, or which roll-up tells it."""

from bot.commands.feeds.show import coming, moment
from bot.commands.room import Room, hash_name
from bot.locales import say, sentences
from bot.model import Channel, Delivery, State
from bot.store import Tx, deliveries, held
from bot.store.deliveries import UNSENT


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


async def in_rollup(tx: Tx, rollup: int) -> str | None:
    """Say in a few words that a roll-up tells it; None where that was given up."""
    post = await deliveries.get(tx, rollup)
    if post is None or post.state is State.SENT:
        return say("in a roll-up")
    return None if post.state in UNSENT else say("in a roll-up that waits to be posted")


def held_in_short(room: Room, alert: Delivery) -> str:
    """Say in a few words why an alert is held, and when it comes."""
    at = coming(room, alert.due_at)
    return say("held: {why}; comes in the roll-up {when}", why=_cause(alert.hold), when=at)
