"""/quiet: quiet hours, a pause for everything, and their end."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.commands import undo, values
from bot.commands.feeds.show import coming, moment
from bot.commands.room import Options, Room, hash_name
from bot.legs.admit import paused, silent_until
from bot.locales import count, say, sentences
from bot.model import Button, Channel, Reply
from bot.store import Tx, channels, held, threads, watches
from bot.words import weekdays

LONGEST = timedelta(days=30)
EVERY_DAY = list(range(7))


async def set_(room: Room, options: Options) -> Reply:
    """/quiet set [hours] [days] [channel]; without any, how it stands."""
    async with room.gear.store.begin() as tx:
        channel = await room.target(tx, options)
        if not options.get("hours") and not (options.get("days") and channel.quiet):
            text = await _told(room, tx, channel)
            how = say("To change it: `/quiet set 22:00-07:00`.")
            return Reply(text=sentences(text, how))
        wish: dict[str, Any] = dict(channel.quiet or {"days": EVERY_DAY})
        if options.get("hours"):
            wish["from"], wish["to"] = values.span(options["hours"])
        if options.get("days"):
            wish["days"] = values.days(options["days"])
        with room.aloud():
            done = say("the quiet hours of {where} changed", where=hash_name(channel))
        return await _change(room, tx, channel, done, quiet=wish)


async def now(room: Room, options: Options) -> Reply:
    """/quiet now DURATION [channel]."""
    span = values.duration(options["duration"], longest=LONGEST)
    async with room.gear.store.begin() as tx:
        channel = await room.target(tx, options)
        with room.aloud():
            done = say("the pause of {where} changed", where=hash_name(channel))
        return await _change(room, tx, channel, done, paused_until=room.now + span)


async def off(room: Room, options: Options) -> Reply:
    """/quiet off [channel]."""
    async with room.gear.store.begin() as tx:
        channel = await room.target(tx, options)
        if channel.quiet is None and not paused(channel, room.now):
            how = say("`/quiet set 22:00-07:00` sets some.")
            return Reply(text=sentences(state(room, channel), how))
        silence: dict[str, Any] = {"quiet": None, "paused_until": None}
        with room.aloud():
            done = _ended(channel, room.now)
        changed = await _change(room, tx, channel, done, **silence)
        return replace(changed, text=sentences(*_over(room, channel), changed.text))


def _over(room: Room, channel: Channel) -> list[str]:
    """Say what has ended, each with its times."""
    told = []
    if channel.paused_until is not None and paused(channel, room.now):
        until = moment(room, channel.paused_until)
        told.append(say("The pause until {until} is over.", until=until))
    if (quiet := channel.quiet) is not None:
        span = f"{quiet['from']}-{quiet['to']}"
        told.append(
            say(
                "The quiet hours {hours} are off; `/quiet set {span}` sets them again.",
                hours=hours(room, quiet),
                span=span,
            )
        )
    return told


def _ended(channel: Channel, now: datetime) -> str:
    where = hash_name(channel)
    if not paused(channel, now):
        return say("the quiet hours of {where} changed", where=where)
    if channel.quiet is None:
        return say("the pause of {where} changed", where=where)
    return say("the quiet hours and the pause of {where} changed", where=where)


async def _change(room: Room, tx: Tx, channel: Channel, what: str, **wish: Any) -> Reply:
    """Change when a channel is quiet, note it, and say what that means."""
    before = {name: getattr(channel, name) for name in wish}
    if before == wish:
        return Reply(text=await _told(room, tx, channel))
    await channels.update_channel(tx, channel.id, **wish)
    await threads.bring_forward(tx, channel.id, room.now)  # or it is put off anew
    after = await channels.get_channel(tx, channel.id)
    back = await undo.note(room, tx, what, [undo.set_channel(channel.id, **before)])
    room.gear.nudge("rollup")
    zone = Button(id=f"zones:{channel.id}", label=say("Set time zone"))
    unset = after.quiet is not None and after.timezone is None
    return Reply(text=await _told(room, tx, after), buttons=(*([zone] if unset else []), back))


async def _told(room: Room, tx: Tx, channel: Channel) -> str:
    """Say how it stands, what is held now, and when that comes."""
    kept = await held.held_in(tx, channel.id)
    end = silent_until(channel, room.now)
    parts = [state(room, channel)]
    if end is not None:
        parts.append(held_until(len(kept), coming(room, end)))
        if not paused(channel, room.now):
            parts.append(say("An urgent story of a watch set to wake still rings."))
        elif any(w.urgent == "wake" for w in await watches.of_channel(tx, channel.id)):
            parts.append(say("A pause holds urgent stories of watches set to wake, too."))
    elif any(one.hold == held.QUIET for one in kept):
        parts.append(
            count(
                len(kept),
                "{n} alert is held and comes in a moment.",
                "{n} alerts are held and come in a moment.",
            )
        )
    elif kept:
        due = min(one.due_at for one in kept)
        parts.append(
            count(
                len(kept),
                "{n} alert is held, since it is over the budget; one roll-up comes {when}.",
                "{n} alerts are held, since they are over the budget; one roll-up comes {when}.",
                when=coming(room, due),
            )
        )
    elif channel.quiet is not None:
        parts.append(
            say("Alerts that come then are held until their end, and told in one roll-up.")
        )
    return sentences(*parts)


def held_until(alerts: int, when: str) -> str:
    """Say how many alerts are held, and when their roll-up comes."""
    if not alerts:
        return say("Alerts are held; one roll-up comes {when}.", when=when)
    return count(
        alerts,
        "{n} alert is held; one roll-up comes {when}.",
        "{n} alerts are held; one roll-up comes {when}.",
        when=when,
    )


def state(room: Room, channel: Channel) -> str:
    """Say when a channel is quiet, and whether it is paused."""
    where = hash_name(channel)
    zone = channel.timezone or say("UTC, zone not set")
    parts = []
    if channel.quiet is not None:
        parts.append(
            say(
                "{where} is quiet {hours} ({zone}).",
                where=where,
                hours=hours(room, channel.quiet),
                zone=zone,
            )
        )
    if paused(channel, room.now) and channel.paused_until is not None:
        until = moment(room, channel.paused_until)
        parts.append(
            say(
                "{where} is paused until {until}: nothing new is posted, digests wait.",
                where=where,
                until=until,
            )
        )
    return sentences(*parts) or say("{where} has no quiet hours.", where=where)


def hours(room: Room, quiet: Mapping[str, Any]) -> str:
    """Say quiet hours: "from 22:00 to 07:00, every day"."""
    return say(
        "from {begins} to {ends}, {days}",
        begins=quiet["from"],
        ends=quiet["to"],
        days=weekdays(quiet["days"], room.locale),
    )
