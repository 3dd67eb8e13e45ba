"""What several commands do with watches: find one by name, say how it stands, change, remove."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.commands import undo
from bot.commands.naming import folded, pick
from bot.commands.room import Room, hash_name, said
from bot.commands.watches.whom import called
from bot.commands.watches.wording import in_words
from bot.errors import CommandError, QueryError
from bot.legs.resume import catch_up, look_again
from bot.locales import count, joined, say
from bot.model import Button, Channel, Mode, Watch
from bot.pipeline.query import Query, normal_form, parse_query, read_stored, topics_in
from bot.pipeline.text.query import TopicTerm
from bot.store import Tx, channels, unwanted, watches
from bot.words import since, weekdays

WEEK = timedelta(days=7)
SILENT = timedelta(days=14)
KEPT = timedelta(days=30)


def named(watch: Watch) -> str:
    """Say what people call a watch."""
    return said(watch.label, 100)


async def query_id(room: Room, tx: Tx, query: Query) -> int:
    """Give the id of a query as this community means it: its own where it changed a topic of it."""
    view = await room.gear.memory.view(tx, room.gear.catalogue, room.community.id)
    return await watches.query_id(tx, normal_form(query), view.home(topics_in(query)))


async def find(room: Room, tx: Tx, channel: Channel, wanted: str, *, typed: str) -> Watch:
    """Give the channel's watch with this name, query or number, or of the topic with this name.

    Raises CommandError.
    """
    known = await watches.of_channel(tx, channel.id)
    key, number = folded(wanted), wanted.strip().removesuffix(".")
    same = [w for w in known if folded(w.label) == key or (w.query and folded(w.query) == key)]
    same = same or [w for w in known if w.query in _topics_called(room, wanted)]
    if same:
        return same[0]
    if number.isdecimal() and 1 <= int(number) <= len(known):
        return known[int(number) - 1]
    typed_so = _read_as(room, wanted, known)
    for watch in known:
        if watch.query is not None and watch.query == typed_so:
            return watch
    what = say("watch in {where}", where=hash_name(channel))
    return pick(wanted, [(w.label, w) for w in known], what, typed=typed)


def _topics_called(room: Room, words: str) -> list[str]:
    """Give the queries of the topics that words name: a watch bears one of their names only."""
    return [normal_form(Query(TopicTerm(id_))) for id_ in room.catalogue.named(words)]


def _read_as(room: Room, wanted: str, known: Iterable[Watch]) -> str | None:
    """Give the query that words are when /watch reads them; None for what it does not read.

    Of several topics of one name, the one that is watched is meant.
    """
    stored = [read_stored(watch.query) for watch in known if watch.query]
    watched = {topic for query in stored if query for topic in topics_in(query)}

    def one_of(words: str) -> tuple[str, ...]:
        meant = room.catalogue.meant(words)
        return tuple(id_ for id_ in meant if len(meant) == 1 or id_ in watched)

    try:
        return normal_form(parse_query(wanted, one_of))
    except QueryError:
        return None


async def living(room: Room, tx: Tx, number: str) -> Watch:
    """Give the watch that a button names, if it is this community's and still there.

    Raises CommandError.
    """
    known = int(number) if number.isdecimal() else 0
    watch = await watches.of_community(tx, room.community.id, known)
    hidden = watch is None or watch.channel_id in room.hidden
    there = () if watch is None or hidden else await watches.of_channel(tx, watch.channel_id)
    if watch is not None and any(one.id == watch.id for one in there):
        return watch
    raise CommandError(say("That watch is no longer there. `/watches` shows those that are."))


async def changing(room: Room, tx: Tx, number: str) -> Watch:
    """Give the watch that a button changes. Raises CommandError as ``living``, and NotAllowed."""
    watch = await living(room, tx, number)
    room.must_manage_in(await channels.get_channel(tx, watch.channel_id))
    return watch


def given_back(watch: Watch, columns: Iterable[str]) -> undo.Step:
    """Give the step that brings these columns back to what they are now."""
    values = {name: getattr(watch, name) for name in columns}
    if "mode" in values:
        values["mode"] = watch.mode.value
    return undo.set_watch(watch.id, **values)


async def remove(room: Room, tx: Tx, watch: Watch) -> tuple[undo.Step, ...]:
    """Remove a watch; one that a pack brought stays out of the pack. Give what undoes it."""
    await watches.change(tx, watch.id, removed_at=room.now)
    back = (undo.set_watch(watch.id, removed_at=None), *await unasked(tx, watch.channel_id))
    pack = watch.pack or ""
    left_out = (await watches.packs_of(tx, watch.channel_id)).get(pack)
    if left_out is None or watch.query is None:
        return back
    await watches.without(tx, watch.channel_id, pack, [*left_out, watch.query])
    return (*back, undo.set_pack(watch.channel_id, pack, left_out))


async def unasked(tx: Tx, channel_id: int) -> tuple[undo.Step, ...]:
    """Give up what waits to be posted and no watch asks for any more. Give what undoes it."""
    given_up = await unwanted.give_up_unasked(tx, channel_id)
    return (undo.ask_again(given_up),) if given_up else ()


async def pace(tx: Tx, watch: Watch, now: datetime) -> str:
    """Say how often a watch finds something: "9 hits in 7 days, last 2 h ago"."""
    found, _ = await watches.hits(tx, watch, now - WEEK)
    _, last = await watches.hits(tx, watch, now - KEPT)
    text = count(found, "{n} hit in 7 days", "{n} hits in 7 days")
    if last is not None:
        text = say("{hits}, last {ago}", hits=text, ago=since(now - last))
    silent = (last or watch.created_at) < now - SILENT
    return say("{pace}; silent for 14 days", pace=text) if silent else text


def broken(room: Room, watch: Watch) -> str | None:
    """Say why a watch finds nothing any more, and what to type; None where all is well."""
    if watch.query is None:
        return None
    query = read_stored(watch.query)
    if query is None:
        return say(
            "finds nothing: I do not understand it any more. Remove it, and type it anew with "
            "`/watch`: `{query}`",
            query=said(watch.query, 200),
        )
    for topic in topics_in(query):
        if topic in room.catalogue.topics:
            continue
        shared = room.gear.catalogue.topics.get(topic)
        if shared is not None:
            return say(
                "{name} is switched off here, so nothing is found by it. `/topics edit {topic} "
                "state:on` switches it on again",
                name=said(shared.name),
                topic=topic,
            )
        return say(
            "there is no topic *{name}* any more. Remove it, or type it anew as words",
            name=said(topic),
        )
    return None


def manner(watch: Watch) -> str:
    """Say how a watch speaks, in a word or two: "alert", "digest, paused"."""
    if watch.mode is Mode.DIGEST:
        kind = say("digest")
    else:
        kind = say("every item") if watch.feed_id is not None else say("alert")
    return kind if watch.state == "active" else say("{mode}, paused", mode=kind)


def _own_times(watch: Watch) -> str:
    """Say when a watch's own digest comes."""
    return say(
        "Its digest comes at {times}, {days}.",
        times=joined(watch.digest_times or ()),
        days=weekdays(watch.digest_days or range(7)),
    )


def filters(watch: Watch) -> list[str]:
    """Say what narrows a watch or makes it louder, one sentence each."""
    whom = called(watch.mention or "")
    said_so = {
        "urgent": say("Its stories count as urgent, in quiet hours too.")
        if watch.urgent == "wake"
        else say("Its stories count as urgent."),
        "publishers": say("Only once {n} independent outlets report it.", n=watch.min_publishers),
        "digest": _own_times(watch),
        "languages": say("Only items in {languages}.", languages=joined(watch.languages)),
        "post": say("Posted in a forum.") if watch.post == "forum" else say("Posted in a thread."),
        "mention": say("Mentions {whom} at urgent alerts.", whom=whom)
        if watch.mention_when == "urgent"
        else say("Mentions {whom} at every alert.", whom=whom),
    }
    wanted = {
        "urgent": watch.urgent != "no",
        "publishers": watch.min_publishers > 1,
        "digest": watch.digest_times is not None,
        "languages": bool(watch.languages),
        "post": watch.post != "message",
        "mention": bool(watch.mention),
    }
    found = [sentence for name, sentence in said_so.items() if wanted[name]]
    if watch.mode is Mode.DIGEST and (wanted["urgent"] or wanted["mention"]):
        found.append(
            say("`urgent` and `mention` are for alerts: it has none while its mode is digest.")
        )
    return found


def paused_or_resumed(
    watch: Watch, values: Mapping[str, Any], now: datetime
) -> Mapping[str, datetime | None]:
    """Give what is to be kept of a pause that a change begins or ends; nothing for another one."""
    if values.get("state", watch.state) == watch.state:
        return {}
    if values["state"] == "paused":
        return {"paused_at": now, "resumed_at": None}
    return {"resumed_at": now}


async def changed(room: Room, tx: Tx, watch: Watch, **values: Any) -> tuple[Watch, Button]:
    """Change a watch's columns and note it; give the new watch and [Undo]."""
    now_so = {**values, **paused_or_resumed(watch, values, room.now)}
    await watches.change(tx, watch.id, **now_so)
    if now_so.get("resumed_at"):
        await catch_up(room.gear, tx, await watches.get(tx, watch.id), room.now)
    await look_again(room.gear, tx, watch.channel_id, room.now)
    with room.aloud():
        words = joined(list(in_words(values)))
        done = say("{name} was changed ({values})", name=named(watch), values=words)
    button = await undo.note(room, tx, done, [given_back(watch, now_so)])
    return await watches.get(tx, watch.id), button
