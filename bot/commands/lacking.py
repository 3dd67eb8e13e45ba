"""What the bot lacks where it is to post, as the platform tells it before any post has failed."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace

from bot.commands.room import Options, Room, hash_name
from bot.errors import CommandError
from bot.locales import joined, say
from bot.model import Channel, Reply
from bot.store import Tx, channels, watches

MOST = 20  # channels that are asked about for one answer
_FORMS = ("forum", "thread")  # forms of posts that open a thread at once
Place = tuple[Channel, str]  # and in which form posts come there


async def posting(room: Room, tx: Tx) -> list[Place]:
    """Give the channels that the bot is to post in, but for those that are known to be shut."""
    notices = room.community.notice_channel_id
    found = []
    for channel in await room.places(tx):
        mine = [one for one in await watches.of_channel(tx, channel.id) if one.state == "active"]
        if channel.trouble is None and (mine or channel.id == notices):
            forms = {one.post for one in mine}
            found.append((channel, next((form for form in _FORMS if form in forms), "message")))
    return found


async def lines(room: Room, places: Iterable[Place]) -> list[str]:
    """Say what is missing where, in one line for all channels of which the same is said."""
    asks = room.actor.lacks
    known = [one for one in places if not one[0].external_id.startswith("@")][:MOST]
    if asks is None or not known:
        return []
    told = await asyncio.gather(*(asks(one.external_id, post) for one, post in known))
    where: dict[str, list[str]] = {}
    for (channel, _), lack in zip(known, told, strict=True):
        if lack is not None:
            where.setdefault(lack.text, []).append(hash_name(channel))
    return [say("{name}: {text}", name=joined(names), text=text) for text, names in where.items()]


async def must_be_posted(room: Room, channel: Channel, post: str) -> None:
    """Raises CommandError where nothing could be posted in this form."""
    asks = room.actor.lacks
    lack = await asks(channel.external_id, post) if asks is not None else None
    if lack is not None and lack.stops:
        raise CommandError(say("{name}: {text}", name=hash_name(channel), text=lack.text))


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
    places = [(channel, options.get("post", "message"))]
    if not options.get("notices"):
        return places
    home = await channels.get_community(tx, room.community.id)
    return [(one, "message") for one in await room.places(tx) if one.id == home.notice_channel_id]
