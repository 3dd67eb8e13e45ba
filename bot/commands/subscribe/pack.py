"""The half of /subscribe that takes a pack: its watches come and go as one."""

from typing import Any

from bot.commands import undo
from bot.commands.room import Options, Room, fit, hash_name, said
from bot.commands.subscribe.naming import pack_name
from bot.commands.watches import volume, watching
from bot.commands.watches.answer import digest_times, manner, sampled
from bot.commands.watches.watch import label_of
from bot.legs.ask import Sample, backfill, sample
from bot.locales import count, joined, say, sentences
from bot.model import Button, Channel, Mode, Pack, Reply, Watch
from bot.pipeline.query import parse_query
from bot.store import Tx, watches


async def take_pack(room: Room, options: Options, pack: Pack) -> Reply:
    """Bring the watches of a pack that the channel lacks, save those somebody took out of it."""
    terms = " OR ".join(f"topic:{topic}" for topic in pack.topics)
    async with room.gear.store.read() as tx:
        channel = await room.target(tx, options)
        subscribed = pack.id in await watches.packs_of(tx, channel.id)
        query = parse_query(terms, None)
        seen = await sample(room.gear, tx, channel, query, now=room.now)
    alerts = (options.get("mode") or pack.mode.value) == Mode.ALERT.value
    if alerts and not subscribed:
        busy = await volume.too_busy(
            room, "subscribe", options, label=pack_name(pack), per_day=seen.per_day
        )
        if busy is not None:
            return busy
    return await _bring(room, channel, pack, options.get("mode") or pack.mode.value, seen)


async def _bring(room: Room, channel: Channel, pack: Pack, mode: str, seen: Sample) -> Reply:
    async with room.gear.store.begin() as tx:
        left_out = (await watches.packs_of(tx, channel.id)).get(pack.id)
        await watches.pack_on(tx, channel.id, pack.id)
        had = {w.query: w for w in await watches.of_channel(tx, channel.id)}
        off = {id_ for id_, overlay in room.view.overlays.items() if overlay.off}
        wanted = [t for t in pack.topics if f"topic:{t}" not in (left_out or ()) and t not in off]
        made = [
            await _topic(room, tx, channel, topic, pack=pack.id, mode=mode)
            for topic in wanted
            if f"topic:{topic}" not in had
        ]
        if left_out is not None and not made:
            return _already(channel, pack, left_out)
        steps = [undo.set_watch(watch.id, removed_at=room.now) for watch in made]
        steps.append(undo.set_pack(channel.id, pack.id, left_out))
        with room.aloud():
            what = say(
                "subscribing {where} to {name}",
                where=hash_name(channel),
                name=said(pack_name(pack)),
            )
        back = await undo.note(room, tx, what, steps)
    return _brought(room, channel, pack, made, [had[q] for q in had if _in(pack, q)], seen, back)


def _in(pack: Pack, query: str | None) -> bool:
    return query is not None and query.removeprefix("topic:") in pack.topics


async def _topic(room: Room, tx: Tx, channel: Channel, topic: str, **columns: Any) -> Watch:
    query = parse_query(f"topic:{topic}", None)
    query_id = await watching.query_id(room, tx, query)
    columns |= {"query_id": query_id, "added_by": room.actor.id}
    made = await watches.add(tx, channel.id, label=label_of(room, query), now=room.now, **columns)
    await backfill(room.gear, tx, query_id, now=room.now)
    return made


def _already(channel: Channel, pack: Pack, left_out: tuple[str, ...]) -> Reply:
    name, where = said(pack_name(pack)), hash_name(channel)
    text = say("{where} has {name} already; nothing was changed.", where=where, name=name)
    if left_out:
        names = joined([said(query.removeprefix("topic:")) for query in left_out])
        out = say("Taken out of it: {names}; `/watch` brings one back.", names=names)
        text = sentences(text, out)
    return Reply(text=text)


def _brought(
    room: Room,
    channel: Channel,
    pack: Pack,
    made: list[Watch],
    had: list[Watch],
    seen: Sample,
    back: Button,
) -> Reply:
    times = digest_times(channel)
    lines = [
        say(
            "{where} has {name} now, {watches}: {how}.",
            where=hash_name(channel),
            name=said(pack_name(pack)),
            watches=count(len(made), "{n} watch", "{n} watches"),
            how=manner(channel, made[0]) if made else say("the digest comes {times}", times=times),
        ),
        say(
            "Watching: {names}.",
            names=joined([watching.named(watch) for watch in made]) or say("nothing new"),
        ),
    ]
    if had:
        owned = joined([watching.named(watch) for watch in had])
        lines.append(say("Watched before, and left as it is: {names}.", names=owned))
    lines.append(sampled(room, seen))
    more = Button(id=f"watches:{channel.id}:0", label=say("Show watches"))
    return Reply(text=fit(lines, "…"), buttons=(more, back))
