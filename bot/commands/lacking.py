"""What the bot lacks where it is to post, as the platform tells it before any post has failed."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace

from bot.commands.room import Options, Room, hash_name
from bot.locales import joined, say
from bot.model import Channel, Reply
from bot.store import Tx, channels, watches

MOST = 20  # channels that are asked about for one answer
_THREADS = ("thread", "forum")  # forms of posts that open a thread at once
Place = tuple[Channel, bool]  # and whether posts are threads there


async def posting(room: Room, tx: Tx) -> list[Place]:
    """Give the channels that the bot is to post in, but for those that are known to be shut."""
    notices = room.community.notice_channel_id
    found = []
    for channel in await room.places(tx):
        mine = [one for one in await watches.of_channel(tx, channel.id) if one.state == "active"]
        if channel.trouble is None and (mine or channel.id == notices):
            found.append((channel, any(one.post in _THREADS for one in mine)))
    return found


async def lines(room: Room, places: Iterable[Place]) -> list[str]:
    """Say what is missing where, in one line for all channels of which the same is said."""
    asks = room.actor.lacks
    known = [one for one in places if not one[0].external_id.startswith("@")][:MOST]
    if asks is None or not known:
        return []
    told = await asyncio.gather(*(asks(one.external_id, threads) for one, threads in known))
    where: dict[str, list[str]] = {}
    for (channel, _), text in zip(known, told, strict=True):
        if text:
            where.setdefault(text, []).append(hash_name(channel))
    return [say("{name}: {text}", name=joined(names), text=text) for text, names in where.items()]


async def noted(room: Room, options: Options, reply: Reply) -> Reply:
    """Tell whoever lets posts go to a channel what the bot lacks there."""
    if reply.error or reply.asks or reply.form or room.actor.lacks is None:
        return reply
    async with room.gear.store.read() as tx:
        places = await _meant(room, tx, options)
    found = await lines(room, places)
    return replace(reply, text="\n".join([reply.text, *found])) if found else reply


async def _meant(room: Room, tx: Tx, options: Options) -> list[Place]:
    """Give the channel that a command is about, and the one that notices are to go to now."""
    channel = await room.target(tx, options)
    places = [(channel, options.get("post") in _THREADS)]
    if not options.get("notices"):
        return places
    home = await channels.get_community(tx, room.community.id)
    return [(one, False) for one in await room.places(tx) if one.id == home.notice_channel_id]
