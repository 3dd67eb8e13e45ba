"""What /status shows that waits for somebody: shut channels, posts of unknown fate, notices."""

from collections.abc import Mapping, Sequence

from bot.commands.feeds.show import moment
from bot.commands.room import Room, hash_name, said
from bot.legs.notice import REFUSED_FOR
from bot.locales import count, retold, say, sentences
from bot.model import Button, Channel, Delivery
from bot.pipeline.notice import ALARM, BUSY, CHANNEL, REFUSED
from bot.store import Tx, deliveries, feeds, notices, parked, watches
from bot.words import since

MOST = 5  # posts of unknown fate, shut channels, notices: of each
Shown = tuple[list[str], list[Button]]


async def shut(room: Room, tx: Tx) -> Shown:
    """Give the channels that take nothing: since when, why, what waits; each with [Try now]."""
    lines, buttons = [], []
    places = [c for c in await room.places(tx) if c.trouble]
    waiting = await deliveries.open_in(tx, [place.id for place in places])
    for place in places[:MOST]:
        where = hash_name(place)
        shut = say(
            "{where} takes nothing since {since}: {why}.",
            where=where,
            since=moment(room, place.trouble_at or room.now),
            why=said(retold(place.trouble or ""), 160).rstrip(".。"),
        )
        waits = waiting.get(place.id, 0)
        held = count(waits, "{n} post waits there.", "{n} posts wait there.")
        lines.append(sentences(shut, held))
        label = say("Try {where} now", where=where)
        buttons.append(Button(id=f"probe:{place.id}", label=label[:80]))
        label = say("Give {where} up", where=where)
        buttons.append(Button(id=f"forget:{place.id}", label=label[:80]))
    more = len(places) - MOST
    rest = [count(more, "… and {n} more channel.", "… and {n} more channels.")] if more > 0 else []
    return [*lines, *rest], buttons


async def undecided(room: Room, tx: Tx) -> Shown:
    """Give the posts of unknown fate, oldest first, each with [Send again] and [Drop]."""
    whole = await parked.waiting(tx, room.community.id)
    waiting = [one for one in whole if one.channel_id not in room.hidden]
    if not waiting:
        return [say("Nothing waits for a decision.")], []
    names = {c.id: c for c in await room.places(tx)}
    lines, buttons = [_how_many(len(waiting))], []
    for number, delivery in enumerate(waiting[:MOST], 1):
        lines.append(f"{number}. {_doubt(room, delivery, names)}")
        buttons += [
            Button(id=f"resend:{delivery.id}", label=say("Send {n} again", n=number)),
            Button(id=f"drop:{delivery.id}", label=say("Drop {n}", n=number)),
        ]
    return lines, buttons


async def refused(room: Room, tx: Tx, *, after: int) -> Shown:
    """Give the posts that no platform took, the newest last; numbered ``after`` those before."""
    whole = await parked.failed(tx, room.now - REFUSED_FOR, room.community.id)
    found = [one for one in whole if one.channel_id not in room.hidden]
    if not found:
        return [], []
    names = {c.id: c for c in await room.places(tx)}
    head = count(len(found), "{n} post could not be posted:", "{n} posts could not be posted:")
    lines, buttons = [head], []
    for number, delivery in enumerate(found[-MOST:], after + 1):
        lines.append(f"{number}. {_doubt(room, delivery, names)}")
        label = say("Send {n} again", n=number)
        buttons.append(Button(id=f"resend:{delivery.id}", label=label))
    return lines, buttons


def _how_many(posts: int) -> str:
    text = count(
        posts,
        "{n} post waits for a decision, since nobody can tell whether it was posted.",
        "{n} posts wait for a decision, since nobody can tell whether they were posted.",
    )
    return sentences(text, say("The oldest {n}:", n=MOST)) if posts > MOST else text


def _doubt(room: Room, delivery: Delivery, names: Mapping[int, Channel]) -> str:
    why = said(retold(delivery.reason or ""), 120).rstrip(".。")
    post, when = called(delivery, names), moment(room, delivery.created_at)
    if why:
        return say("{post}, {when}: {why}", post=post, when=when, why=why)
    return say("{post}, {when}", post=post, when=when)


def called(delivery: Delivery, names: Mapping[int, Channel]) -> str:
    """Name a post: where, and its title; what is for one person alone is not told to others."""
    place = names.get(delivery.channel_id)
    if place is None:
        return say("a private message")
    title = said(str(delivery.payload.get("title") or delivery.kind.value), 80)
    return say("{where}, “{title}”", where=hash_name(place), title=title)


async def standing(room: Room, tx: Tx) -> list[str]:
    """Give the notices that people were told and that are not over; shut channels have a line."""
    told = [
        one
        for one in await notices.standing(tx)
        if one.community_id == room.community.id
        and one.told_at
        and one.about not in (CHANNEL, REFUSED)
        if one.about != BUSY or not await _is_hidden(room, tx, one)
    ]
    lines = [
        say("{notice}: told {ago}", notice=await _subject(room, tx, one), ago=_ago(room, one))
        for one in told[:MOST]
    ]
    more = len(told) - MOST
    return [say("Notices that stand:"), *lines, *_more(more)] if told else []


async def _is_hidden(room: Room, tx: Tx, busy: notices.Notice) -> bool:
    return (await watches.get(tx, busy.about_id)).channel_id in room.hidden


def _more(rest: int) -> Sequence[str]:
    return [count(rest, "… and {n} more notice.", "… and {n} more notices.")] if rest > 0 else []


def _ago(room: Room, one: notices.Notice) -> str:
    return since(room.now - (one.told_at or one.opened_at))


async def _subject(room: Room, tx: Tx, one: notices.Notice) -> str:
    if one.about == ALARM:
        return say("half of all feeds or more cannot be read")
    if one.about == BUSY:
        watch = await watches.get(tx, one.about_id)
        return say("{name} brings too many alerts", name=said(watch.label, 80))
    seen = await feeds.visible(tx, room.community.id, [one.about_id])
    name = seen[0].name if seen else (await feeds.get(tx, one.about_id)).name
    return say("{name} cannot be read", name=said(name, 80))
