"""All that a community watches, channel by channel: the first page that somebody opens of the bot.

What is watched in a channel that the person does not see is left out.
"""

from collections.abc import Awaitable, Callable

from bot.commands.room import Room, hash_name
from bot.commands.status import status
from bot.commands.watches import watching
from bot.model import Channel, Overview, Watch, Watched
from bot.store import Tx, channels, watches

PAGE = 15
MOST_LINES = 6  # of how the bot does

Sees = Callable[[str], Awaitable[bool]]


async def overview(room: Room, sees: Sees, page: int) -> Overview:
    """Give one page. ``sees``: whether the person sees a channel, by its external id."""
    async with room.gear.store.read() as tx:
        known = [
            (channel, await watches.of_channel(tx, channel.id)) for channel in await _all(room, tx)
        ]
    seen = [
        (channel, watch)
        for channel, own in known
        if own and (channel.id == room.channel.id or await sees(channel.external_id))
        for watch in own
    ]
    pages = max(1, -(-len(seen) // PAGE))
    number = max(0, min(page, pages - 1))
    shown = seen[number * PAGE : (number + 1) * PAGE]
    async with room.gear.store.read() as tx:
        rows = tuple([await _watched(room, tx, channel, watch) for channel, watch in shown])
    told = [] if room.actor.stranger else (await status.status(room, {})).text.splitlines()
    return Overview(
        watches=rows,
        total=len(seen),
        page=number,
        pages=pages,
        health=tuple(told[:MOST_LINES]),
        may_manage=room.actor.may_manage,
    )


async def _all(room: Room, tx: Tx) -> list[Channel]:
    """Give the community's channels by name, and before them the person's own conversation."""
    found = await channels.channels_of(tx, room.community.id)
    own = [room.channel] if room.channel.external_id.startswith("@") else []
    return [*own, *sorted(found, key=lambda channel: channel.name)]


async def _watched(room: Room, tx: Tx, channel: Channel, watch: Watch) -> Watched:
    return Watched(
        id=watch.id,
        name=watching.named(watch),
        channel=hash_name(channel),
        place=channel.external_id,
        manner=watching.manner(watch),
        pace=await watching.pace(tx, watch, room.now),
        trouble=watching.broken(room, watch) or "",
    )
