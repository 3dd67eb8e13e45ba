"""Where the bot is: what a community and its channels are called, a first word, a farewell."""

from collections.abc import Collection, Mapping
from datetime import datetime

from bot.commands.room import Room, said
from bot.commands.subscribe.naming import pack_name, pack_note
from bot.commands.subscribe.subscribe import subscribe
from bot.errors import CommandError
from bot.legs.gear import Gear
from bot.legs.language import turn
from bot.locales import say, speaking
from bot.log import get_logger
from bot.model import Button, Channel, Community, Invocation, Kind, Message, Presence, Press, Reply
from bot.pipeline.deliver import nonce_of
from bot.store import Tx, channels, communities, deliveries

log = get_logger(__name__)
COMMUNITY = "community:"  # before the id of a community among the names of an Invocation


async def known(tx: Tx, asked: Invocation | Press) -> tuple[Community, Channel] | None:
    """Give what `place` would, where nothing is new: nobody need wait for the right to write."""
    home = await channels.known_community(tx, asked.platform, asked.community)
    called = asked.names.get(f"{COMMUNITY}{asked.community}", "")
    if home is None or (called or home.name) != home.name:
        return None
    named = {id_ for id_ in asked.names if not id_.startswith(COMMUNITY)}
    found = {id_: await channels.known_channel(tx, home.id, id_) for id_ in {*named, asked.channel}}
    if any(one is None or asked.names.get(id_, one.name) != one.name for id_, one in found.items()):
        return None
    here = found[asked.channel]
    return (home, here) if here else None


async def place(
    gear: Gear, tx: Tx, asked: Invocation | Press, now: datetime
) -> tuple[Community, Channel]:
    """Find where somebody asks; a place never seen before is noted on the way, and its name."""
    names = {id_: name for id_, name in asked.names.items() if not id_.startswith(COMMUNITY)}
    home_name = asked.names.get(f"{COMMUNITY}{asked.community}", "")
    home = await channels.community(
        tx, asked.platform, asked.community, home_name or asked.community
    )
    others = [external_id for external_id in names if external_id != asked.channel]
    for external_id in (*others, asked.channel):  # the last is the one that is given
        name = names.get(external_id, external_id)
        found = await channels.channel(
            tx, home.id, external_id, name, digest_time=gear.rules.digest_time, now=now
        )
        if found.name != name and external_id in names:
            await communities.rename(tx, home.id, "", {external_id: name})
            found = await channels.get_channel(tx, found.id)
    if home_name and home.name != home_name:
        await communities.rename(tx, home.id, home_name, {})
    return home, found


async def note(gear: Gear, presence: Presence) -> None:
    """Note that the bot is in a community, with a first word where it is new; or that it is not."""
    now = gear.clock()
    async with gear.store.begin() as tx:
        if not presence.here:
            await communities.leave(tx, presence.platform, presence.community, now)
            return
        name = presence.name or presence.community
        home = await channels.community(tx, presence.platform, presence.community, name)
        await communities.rename(tx, home.id, presence.name, {})
        await communities.returned(tx, home.id)
        opened = await channels.mended(tx, home.id, presence.mended) if presence.mended else 0
        tried = await channels.probe_these(tx, home.id, presence.regained, now)
        if home.locale is None and presence.locale:
            await channels.update_community(tx, home.id, locale=presence.locale)
            await turn(gear, tx, home.id, now)
        welcomed = await _welcome(gear, tx, home, presence, now)
    if opened:
        log.info("channels_open", community=home.id, opened=opened)
    if welcomed or opened or tried:
        gear.nudge("deliver")


async def note_only(gear: Gear, platform: str, here: Collection[str]) -> None:
    """Note that the bot is in these communities of a platform, and in no others."""
    async with gear.store.begin() as tx:
        await communities.leave_all_but(tx, platform, here, gear.clock())


async def _welcome(gear: Gear, tx: Tx, home: Community, presence: Presence, now: datetime) -> bool:
    """Plan the first word: where the bot may write, else to whoever brought it. Once, for ever."""
    private = f"@{presence.by}" if presence.by else None
    external_id = presence.place or private
    if external_id is None:
        return False
    channel = await channels.channel(
        tx,
        home.id,
        external_id,
        presence.place_name or external_id,
        digest_time=gear.rules.digest_time,
        now=now,
    )
    with speaking(channel.locale or presence.locale):
        message = _hello(presence, channel, now, alone=external_id != presence.place)
        payload = gear.chats[presence.platform].to_payload(message)
    key = f"welcome:{home.id}"
    planned = await deliveries.plan(
        tx,
        channel.id,
        kind=Kind.NOTICE,
        key=key,
        nonce=nonce_of(key),
        payload=payload,
        due_at=now,
        now=now,
    )
    return planned is not None


def _hello(presence: Presence, channel: Channel, now: datetime, *, alone: bool) -> Message:
    """Write the first word; ``alone``: to the person who brought the bot where it may not write."""
    if alone and presence.platform == "slack":  # where windows ask for the channel, too
        title = say(
            "Hello. I read news feeds and tell channels what matters to them: once, with the "
            "sources. Begin here, or type `/watch senkaku` in a channel; into a private one "
            "`/invite @Tidings` first. `/help` shows the rest."
        )
        return Message(
            kind=Kind.NOTICE,
            label=say("HELLO"),
            title=title,
            at=now,
            buttons=_first_steps(channel),
        )
    if alone:
        title = say(
            "Hello. I read news feeds and tell channels what matters to them: once, with the "
            "sources. In {name} I found no channel that I may write in: give my role “View "
            "Channel”, “Send Messages”, “Embed Links” and “Read Message History” in one, and type "
            "`/watch senkaku` there.",
            name=said(presence.name),
        )
        return Message(kind=Kind.NOTICE, label=say("HELLO"), title=title, at=now)
    what = say(
        "Hello. I read news feeds and tell this channel what matters to you: once, with the "
        "sources."
    )
    how = say(
        "Pick a pack of topics, type what you want to hear of, or add a feed. `/help` shows the "
        "rest."
    )
    return Message(
        kind=Kind.NOTICE,
        label=say("HELLO"),
        title=f"{what}\n{how}",
        at=now,
        buttons=_first_steps(channel),
    )


def _first_steps(channel: Channel) -> tuple[Button, ...]:
    return (
        Button(id="packs:", label=say("Pick a pack")),
        Button(id="type:watch", label=say("Type a watch")),
        Button(id="type:feed", label=say("Add a feed")),
        Button(id=f"zones:{channel.id}", label=say("Set time zone")),
        Button(id="common:", label=say("Where notices go")),
    )


async def press_packs(room: Room, rest: str) -> Reply:
    """[Pick a pack]: which?"""
    packs: Mapping[str, str] = {p.id: pack_name(p) for p in room.catalogue.packs.values()}
    if not packs:
        raise CommandError(
            say("There are no packs here. Type `/watch` and what you want to hear of.")
        )
    buttons = tuple(Button(id=f"pack:{id_}", label=name) for id_, name in packs.items())
    lines = [
        f"*{said(pack_name(p))}*: {said(pack_note(room, p), 200)}"
        for p in room.catalogue.packs.values()
    ]
    return Reply(text="\n".join([say("Which pack?"), *lines]), buttons=buttons, asks=True)


async def press_pack(room: Room, rest: str) -> Reply:
    """[A pack's name]."""
    pack = room.catalogue.packs.get(rest)
    if pack is None:
        raise CommandError(say("That pack is no longer there. `/subscribe` completes their names."))
    return await subscribe(room, {"what": pack.name})


async def press_type(room: Room, rest: str) -> Reply:
    """[Type a watch], [Add a feed], where the platform has no window to type into."""
    how = {
        "watch": say("Type `/watch` and what you want to hear of, for example `/watch senkaku`."),
        "feed": say("Type `/feeds add` and the address of a feed or of a page that has one."),
    }
    if rest not in how:
        raise CommandError(say("That button is of another version of me. Type `/help`."))
    return Reply(text=how[rest])
