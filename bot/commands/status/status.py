"""/status: how the bot does: feeds, posts by state, what waits for a decision."""

from bot.commands.feeds.show import health, moment
from bot.commands.room import Options, Room, fit, said
from bot.commands.status import waits as status_waits
from bot.model import Button, Reply, State
from bot.store import Tx, channels, deliveries, feeds, watches
from bot.words import listing, plural, since

MOST_FAILING = 5
# What people are told of the outbox, in the order of a post's life.
STATES = {
    State.PENDING: "waiting",
    State.SENDING: "being sent",
    State.AMBIGUOUS: "being looked for",
    State.RECONCILING: "being looked for",
    State.SENT: "sent",
    State.MERGED: "told in a roll-up",
    State.FAILED: "failed",
    State.EXPIRED: "too old to send",
    State.SUPPRESSED: "held back",
    State.UNKNOWN: "of unknown fate",
}


async def status(room: Room, options: Options) -> Reply:
    """/status."""
    async with room.gear.store.read() as tx:
        channels_shut, tries = await status_waits.shut(room, tx)
        undecided, decide = await status_waits.undecided(room, tx)
        lines = [
            await _feeds(room, tx),
            *await _failing(room, tx),
            await _posts(room, tx),
            await _watched(room, tx),
            *channels_shut,
            *undecided,
            *await status_waits.standing(room, tx),
        ]
    show = Button(id="feeds:0", label="Show feeds")
    return Reply(text=fit(lines, "…"), buttons=(*decide, *tries, show))


async def press_status(room: Room, rest: str) -> Reply:
    """[Show how it went]."""
    return await status(room, {})


async def _feeds(room: Room, tx: Tx) -> str:
    seen = await feeds.visible(tx, room.community.id)
    found = await feeds.health(tx, room.community.id, room.now)
    read = [feed.last_ok_at for feed in seen if feed.last_ok_at]
    last = f"; last read {since(room.now - max(read))}" if read else "; none was read yet"
    return f"{found.fresh} of {plural(found.total, 'feed', 'feeds')} fresh{last}."


async def _failing(room: Room, tx: Tx) -> list[str]:
    broken = await feeds.failing(tx, room.community.id)
    lines = [f"{said(feed.name, 80)}: {health(room, feed)}" for feed in broken[:MOST_FAILING]]
    more = len(broken) - MOST_FAILING
    return [*lines, f"… and {more} more failing."] if more > 0 else lines


async def _posts(room: Room, tx: Tx) -> str:
    counted: dict[str, int] = {}
    by_state = await deliveries.counts(tx, room.community.id)
    for state, word in STATES.items():
        if by_state.get(state.value):
            counted[word] = counted.get(word, 0) + by_state[state.value]
    if not counted:
        return "No post yet."
    oldest = await deliveries.pending_since(tx, room.now, room.community.id)
    since = f"; the oldest waits since {moment(room, oldest)}" if oldest else ""
    return f"Posts: {listing([f'{n} {word}' for word, n in counted.items()])}{since}."


async def _watched(room: Room, tx: Tx) -> str:
    places = await channels.channels_of(tx, room.community.id)
    count = sum([len(await watches.of_channel(tx, place.id)) for place in places])
    stopped = [
        f"#{said(place.name, 60)}"
        for place in places
        if place.state != "active" and not place.trouble
    ]
    text = f"{plural(count, 'watch', 'watches')} in {plural(len(places), 'channel', 'channels')}."
    return f"{text} Not posting: {listing(stopped)}." if stopped else text
