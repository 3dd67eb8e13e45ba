"""/digest: when a channel gets its digest, the digest at once, a look at it, and off."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.commands import undo, values
from bot.commands.room import Options, Room, fit, hash_name, said
from bot.commands.watches import watching
from bot.errors import CommandError
from bot.legs.admit import paused
from bot.legs.digest import plan_now, preview
from bot.legs.digest_due import next_to_come, pass_over
from bot.locales import count, joined, say, sentences
from bot.model import Button, Channel, Message, Mode, Reply, Watch
from bot.store import Tx, channels, watches
from bot.words import clock, day, listing, weekdays

MOST_NAMED = 5  # watches in an answer


async def set_(room: Room, options: Options) -> Reply:
    """/digest set [times] [days] [timezone] [watch] [channel]; without any, how it stands."""
    if not any(options.get(name) for name in ("times", "days", "timezone", "watch")):
        return await _stands(room, options)
    wish: dict[str, Any] = {"digest_on": True}
    if options.get("times"):
        wish["digest_times"] = values.times(options["times"])
    if options.get("days"):
        wish["digest_days"] = values.days(options["days"])
    if options.get("timezone"):
        wish["timezone"] = values.zone(options["timezone"])
    async with room.gear.store.begin() as tx:
        channel = await room.target(tx, options)
        if options.get("watch"):
            return await _own(room, tx, channel, options["watch"], wish)
        return await change(room, tx, channel, wish)


async def _stands(room: Room, options: Options) -> Reply:
    """Say when the digest comes, and how to change that."""
    async with room.gear.store.read() as tx:
        channel = await room.target(tx, options)
        text = await when(tx, channel, room.now, room.locale)
        silent = await _silent_now(tx, channel)
    if not channel.digest_on:
        return Reply(text=sentences(text, silent))
    how = say("To change it: `/digest set 08:00,18:30 mon-fri Asia/Tokyo`; `/digest off` ends it.")
    zone = Button(id=f"zones:{channel.id}", label=say("Set time zone"))
    unset = channel.timezone is None and room.actor.may_manage
    return Reply(text=sentences(text, how), buttons=(zone,) if unset else ())


async def _own(room: Room, tx: Tx, channel: Channel, named: str, wish: dict[str, Any]) -> Reply:
    """Give a watch digest times of its own."""
    watch = await watching.find(room, tx, channel, named, typed="/digest set")
    if "timezone" in wish or not wish.keys() & {"digest_times", "digest_days"}:
        raise CommandError(
            say(
                "A watch takes times and days of its own, in its channel’s zone: "
                "`/digest set 18:00 mon-fri watch:{name}`.",
                name=said(watch.label, 60),
            )
        )
    if not channel.digest_on:
        raise CommandError(is_off(channel))
    times = wish.get("digest_times") or watch.digest_times or channel.digest_times
    days = wish.get("digest_days") or watch.digest_days or channel.digest_days
    values_ = {
        "digest_times": list(times),
        "digest_days": list(days),
        "digest_since": watch.digest_since or channel.digest_since or room.now,
    }
    return await _give(room, tx, channel, watch, values_)


async def _give(room: Room, tx: Tx, channel: Channel, watch: Watch, wish: dict[str, Any]) -> Reply:
    back = watching.given_back(watch, wish)
    await watches.change(tx, watch.id, **wish)
    after = await watches.get(tx, watch.id)
    if after.digest_times is not None:
        await pass_over(tx, channel, channel, room.now, own=(watch, after))
    with room.aloud():
        what = say("the digest of {name} was changed", name=watching.named(watch))
    button = await undo.note(room, tx, what, [back])
    name, where = watching.named(watch), hash_name(channel)
    if after.digest_times is not None:
        text = say(
            "{name} in {where}: its digest comes at {times}, {days}.",
            name=name,
            where=where,
            times=joined(after.digest_times),
            days=weekdays(after.digest_days or range(7)),
        )
    elif channel.digest_on:
        text = say(
            "{name} in {where}: it is told in the channel’s digest again.", name=name, where=where
        )
    else:
        text = say(
            "{name} in {where}: it has no times of its own, and no digest comes here: "
            "`/digest set {times}` turns it on.",
            name=name,
            where=where,
            times=",".join(channel.digest_times),
        )
    return Reply(text=text, buttons=(button,))


async def change(room: Room, tx: Tx, channel: Channel, wish: dict[str, Any]) -> Reply:
    """Change a channel's digest columns, note it, and say when the next one comes."""
    before = {name: getattr(channel, name) for name in wish}
    if all(_same(before[name], value) for name, value in wish.items()):
        return Reply(text=await when(tx, channel, room.now, room.locale))
    await channels.update_channel(tx, channel.id, **wish)
    after = await channels.get_channel(tx, channel.id)
    await pass_over(tx, channel, after, room.now)
    with room.aloud():
        what = say("the digest of {name} was changed", name=hash_name(channel))
    back = await undo.note(room, tx, what, [undo.set_channel(channel.id, **before)])
    return Reply(text=await when(tx, after, room.now, room.locale), buttons=(back,))


def _same(known: Any, wished: Any) -> bool:
    """Compare two values of a column; lists come back from the store as tuples."""
    return bool((list(known) if isinstance(known, tuple) else known) == wished)


async def when(tx: Tx, channel: Channel, now: datetime, locale: str) -> str:
    """Say when a channel's digest comes, and when the next one is."""
    where = hash_name(channel)
    if not channel.digest_on:
        return is_off(channel)
    zone = channel.timezone or say("UTC, zone not set")
    text = say(
        "{where} gets its digest at {times}, {days} ({zone}).",
        where=where,
        times=listing(channel.digest_times, locale),
        days=weekdays(channel.digest_days, locale),
        zone=zone,
    )
    due = await next_to_come(tx, channel, now)
    if due is None:
        return text
    next_day = day(due.at, channel.timezone, locale)
    at = clock(due.at, channel.timezone, locale)
    return sentences(text, say("Next: {day}, {at}.", day=next_day, at=at))


def is_off(channel: Channel) -> str:
    """Say that a channel gets no digest, and how it gets one at its times again."""
    return say(
        "{where} gets no digest. `/digest set {times}` turns it on.",
        where=hash_name(channel),
        times=",".join(channel.digest_times),
    )


async def now(room: Room, options: Options) -> Reply:
    """/digest now [channel]."""
    async with room.gear.store.begin() as tx:
        channel = await room.target(tx, options)
        planned = await plan_now(room.gear, tx, channel, now=room.now)
    if planned is None:
        return Reply(text=_nothing(channel))
    room.gear.nudge("deliver")
    if paused(channel, room.now):
        where = hash_name(channel)
        return Reply(text=say("The digest waits until the pause of {where} is over.", where=where))
    where = hash_name(channel)
    return Reply(text=say("The digest is on its way to {where}.", where=where))


async def look(room: Room, options: Options) -> Reply:
    """/digest preview [channel]."""
    async with room.gear.store.read() as tx:
        channel = await room.target(tx, options)
        message = await preview(room.gear, tx, channel, now=room.now)
        if message is None:
            stands = await when(tx, channel, room.now, room.locale)
            return Reply(text=sentences(_nothing(channel), stands))
    if not channel.digest_on:
        message = replace(message, title=sentences(is_off(channel), message.title))
    return Reply(text=as_text(message), sections=message.sections)


async def off(room: Room, options: Options) -> Reply:
    """/digest off [watch] [channel]; a watch alone only loses times of its own."""
    async with room.gear.store.begin() as tx:
        channel = await room.target(tx, options)
        if options.get("watch"):
            watch = await watching.find(room, tx, channel, options["watch"], typed="/digest off")
            if watch.digest_times is None:
                return Reply(text=_no_own(channel, watch))
            none = dict.fromkeys(("digest_times", "digest_days", "digest_since"))
            return await _give(room, tx, channel, watch, none)
        silent = await _silent_now(tx, replace(channel, digest_on=False))
        if not channel.digest_on:
            return Reply(text=sentences(is_off(channel), silent))
        done = await change(room, tx, channel, {"digest_on": False})
        return replace(done, text=sentences(done.text, silent))


def _no_own(channel: Channel, watch: Watch) -> str:
    """Say that a watch has no digest of its own that could end, and what ends it in another's."""
    name, where = watching.named(watch), hash_name(channel)
    if not channel.digest_on:
        return sentences(say("{name} has no digest of its own.", name=name), is_off(channel))
    return say(
        "{name} has no digest of its own: the one of {where} tells it. `/digest off` ends that "
        "one, with all that it tells; `/unwatch {name}` ends the watch.",
        name=name,
        where=where,
    )


async def _silent_now(tx: Tx, channel: Channel) -> str:
    """Say which watches tell nothing while a channel gets no digest; "" where none is so."""
    if channel.digest_on:
        return ""
    known = await watches.of_channel(tx, channel.id)
    mine = [w for w in known if w.mode is Mode.DIGEST and w.state == "active"]
    names = [watching.named(watch) for watch in mine[:MOST_NAMED]]
    rest = len(mine) - len(names)
    more = [count(rest, "{n} more", "{n} more")] if rest else []
    if not names:
        return ""
    return say("Told in the digest alone, so silent now: {names}.", names=joined([*names, *more]))


def _nothing(channel: Channel) -> str:
    return say("Nothing new for the digest of {where} at the moment.", where=hash_name(channel))


def as_text(message: Message) -> str:
    """Write a digest as plain text, cut to what a private answer may hold."""
    lines = [f"{message.title} · {said(message.footer, 300)}" if message.footer else message.title]
    for section in message.sections:
        lines.append(f"*{said(section.heading)}*")
        for line in section.lines:
            told = f": {said(line.sentence, 200)} " if line.sentence else " · "
            lines.append(
                f"{line.number}. {said(line.title)}{told}{said(line.outlets)} · {line.age}"
            )
    return fit(lines, say("… `/digest now` posts it."))
