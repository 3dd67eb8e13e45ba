"""/watch: read the query, look what it would have caught, save at once, say what it will catch.

read → sample → refuse or ask → [ save → backfill ] → answer
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.commands import reading, undo, values
from bot.commands.room import Options, Room, hash_name
from bot.commands.table import WITHOUT_FORUMS
from bot.commands.watches import asks as watch_asks
from bot.commands.watches import misspelt, volume, watching
from bot.commands.watches.answer import answer, manage, of_watch
from bot.commands.watches.asks import INSTEAD
from bot.commands.watches.misspelt import Doubt
from bot.commands.watches.whom import whom
from bot.errors import CommandError
from bot.legs.ask import Sample, backfill, sample
from bot.locales import say
from bot.model import Button, Channel, Reply, Watch
from bot.pipeline.query import Query, label, normal_form, parse_query
from bot.store import Tx, watches

# Option → column of the watch, and how its value is read.
COLUMNS: dict[str, tuple[str, Any]] = {
    "mode": ("mode", lambda v: values.mode(v).value),
    "mention-when": (
        "mention_when",
        lambda v: values.choice("mention-when", v, ("always", "urgent")),
    ),
    "urgent": ("urgent", lambda v: values.choice("urgent", v, ("no", "yes", "wake"))),
    "min-publishers": ("min_publishers", values.publishers),
    "languages": ("languages", values.languages),
    "post": ("post", lambda v: values.choice("post", v, ("message", "thread", "forum"))),
}


def columns(room: Room, options: Options) -> dict[str, Any]:
    """Read the options that are columns of a watch. Raises CommandError for the first bad one."""
    given = [name for name in (*COLUMNS, "mention") if options.get(name)]
    return dict(column(room, name, options[name]) for name in given)


def column(room: Room, name: str, value: str) -> tuple[str, Any]:
    """Read an option as the column of a watch that it is. Raises CommandError."""
    if name == "mention":
        return name, whom(room.channel.platform, value)
    if (name, value) == ("post", "forum") and room.channel.platform in WITHOUT_FORUMS:
        raise CommandError(say("There are no forums here. Take `post:message` or `post:thread`."))
    known, read = COLUMNS[name]
    return known, read(value)


async def watch(room: Room, options: Options) -> Reply:
    """/watch QUERY with its options."""
    if not options.get("query", "").strip():
        raise CommandError(say("Name what to watch, for example `/watch senkaku`."))
    wish = columns(room, options)
    query = await reading.read(room, options)
    if isinstance(query, Reply):
        return query
    nearly = await asyncio.to_thread(_nearly, room, options)
    beside = [parse_query(f'"{doubt.words}"', None) for doubt in nearly]
    async with room.gear.store.read() as tx:
        channel = await room.target(tx, options)
        known = await _known(tx, channel, normal_form(query))
        seen = await sample(room.gear, tx, channel, query, beside, now=room.now)
    if known is None:
        doubt = await _doubt(room, options, query, seen, nearly)
        if doubt is not None:
            return doubt
    return await _save(room, channel, query, wish, seen, options)


async def _known(tx: Tx, channel: Channel, normal: str) -> Watch | None:
    return next((w for w in await watches.of_channel(tx, channel.id) if w.query == normal), None)


def _nearly(room: Room, options: Options) -> list[Doubt]:
    if options.keys() & {reading.SURE, reading.PLAIN}:
        return []
    return misspelt.doubts(room.catalogue, options["query"])


async def _doubt(
    room: Room, options: Options, query: Query, seen: Sample, nearly: Sequence[Doubt]
) -> Reply | None:
    """Refuse or ask where saving at once would surely not be what the person wants."""
    volume.refuse_common(room, options, query, seen)
    asking = await watch_asks.question(room, options, query)
    if asking is not None:
        return asking
    off = room.gear.catalogue.named(options["query"].strip())
    asked = room.catalogue.named(options["query"].strip()) or reading.SURE in options
    if off and not asked:
        return await misspelt.switched_off(room, options, room.gear.catalogue.topics[off[0]])
    for doubt, items in zip(nearly, seen.beside, strict=True):
        if not items:  # what is in the news is no misspelling
            return await misspelt.did_you_mean(room, options, doubt)
    return await volume.too_busy(
        room, "watch", options, label=name_of(room, query), per_day=seen.per_day
    )


def name_of(room: Room, query: Query) -> str:
    """Give what people call a query: "Senkaku Islands", "quad AND japan"."""
    return str(label(query, room.topic))


def label_of(room: Room, query: Query) -> str:
    """Give what a watch is called, which all here read: in the community's language."""
    with room.aloud():
        return name_of(room, query)


async def _save(
    room: Room,
    channel: Channel,
    query: Query,
    wish: dict[str, Any],
    seen: Sample,
    options: Options,
) -> Reply:
    async with room.gear.store.begin() as tx:
        known = await _known(tx, channel, normal_form(query))
        if known is not None:
            return await _again(room, tx, channel, known, wish)
        query_id = await watching.query_id(room, tx, query)
        made = await watches.add(
            tx,
            channel.id,
            label=label_of(room, query),
            now=room.now,
            query_id=query_id,
            added_by=room.actor.id,
            **wish,
        )
        await backfill(room.gear, tx, query_id, now=room.now)
        steps = [undo.set_watch(made.id, removed_at=room.now)]
        if INSTEAD in options:
            steps += await watching.remove(
                room, tx, await watching.living(room, tx, options[INSTEAD])
            )
        with room.aloud():
            name, where = watching.named(made), hash_name(channel)
            what = say("watching {name} in {where}", name=name, where=where)
        button = await undo.note(room, tx, what, steps)
    reply = answer(room, channel, made, query, seen, button)
    return replace(reply, buttons=(*reply.buttons, *await watch_asks.just(room, options, made)))


async def _again(room: Room, tx: Tx, channel: Channel, known: Watch, wish: dict[str, Any]) -> Reply:
    """Answer for a query that the channel watches already: change what was asked, add nothing."""
    name, where = watching.named(known), hash_name(channel)
    news = {k: v for k, v in wish.items() if _differs(known, k, v)}
    if known.state == "paused":
        news["state"] = "active"
    if not news:
        text = say(
            "{name} is watched in {where} already, just so; nothing was changed.",
            name=name,
            where=where,
        )
        return Reply(text=text, buttons=tuple(manage(known)))
    changed, button = await watching.changed(room, tx, known, **news)
    text = await of_watch(room, tx, changed)
    head = say("{name} was watched in {where} already; I changed it.", name=name, where=where)
    return Reply(
        text=f"{head}\n{text}",
        buttons=(Button(id=f"open:{known.id}", label=say("Adjust")), button),
    )


def _differs(known: Watch, column: str, value: Any) -> bool:
    now = getattr(known, column)
    return bool(list(now) != value if isinstance(now, tuple) else now != value)
