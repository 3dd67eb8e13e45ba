"""/feeds list and remove: the feeds that this community sees, and how they do."""

from datetime import datetime, timedelta

from bot import words
from bot.commands import undo
from bot.commands.feeds import feeding
from bot.commands.room import Options, Room, fit, said
from bot.errors import CommandError
from bot.locales import say
from bot.model import Button, Feed, Reply
from bot.store import Tx, channels, feeds, watches
from bot.words import plural, short

PAGE = 10
TOLD_OF_MOVES = timedelta(days=7)


async def show(room: Room, options: Options) -> Reply:
    """/feeds list."""
    return await press_page(room, "0")


async def press_page(room: Room, rest: str) -> Reply:
    """One page of the list: what fails first, then by name."""
    async with room.gear.store.read() as tx:
        seen = await feeds.visible(tx, room.community.id)
    if not seen:
        return Reply(text=say("No feed is read yet. Type `/feeds add` and an address."))
    ordered = sorted(seen, key=lambda feed: feed.failing_since is None)  # stable: by name
    page = min(int(rest) if rest.isdecimal() else 0, (len(seen) - 1) // PAGE)
    shown = ordered[page * PAGE : (page + 1) * PAGE]
    failing = sum(1 for feed in seen if feed.failing_since)
    state = f"{failing} failing" if failing else "all well"
    place = f", page {page + 1} of {(len(seen) - 1) // PAGE + 1}" if len(seen) > PAGE else ""
    lines = [f"{plural(len(seen), 'feed', 'feeds')}, {state}{place}:"]
    lines += [_line(room, feed) for feed in shown]
    return Reply(text=fit(lines, "…"), buttons=tuple(_turn(page, len(seen))))


def _turn(page: int, count: int) -> list[Button]:
    turn = [Button(id=f"feeds:{page - 1}", label=say("Back"))] if page else []
    if (page + 1) * PAGE < count:
        turn.append(Button(id=f"feeds:{page + 1}", label=say("More")))
    return turn


def _line(room: Room, feed: Feed) -> str:
    own = "" if feed.shared else " · added here"
    tags = f" · {said(', '.join(feed.tags), 60)}" if feed.tags else ""
    return f"{said(feed.name, 80)}{own}{tags} · {health(room, feed)}"


def health(room: Room, feed: Feed) -> str:
    """Say how a feed does: "ok, read 3 min ago, next in 7 min" or since when it fails, and why."""
    if feed.failing_since is not None:
        since = moment(room, feed.failing_since)
        why = said(feed.error or "unknown cause", 160).rstrip(".")
        return f"failing since {since}: {why}; next try {_next(room.now, feed)}"
    if feed.last_ok_at is None:
        return f"not read yet, first try {_next(room.now, feed)}"
    read = words.since(room.now - feed.last_ok_at)
    every = (
        f"every {feed.interval // 60} min" if feed.interval >= 60 else f"every {feed.interval} s"
    )
    return f"ok, read {read}, {every}, next {_next(room.now, feed)}{_moved(room, feed)}"


def _moved(room: Room, feed: Feed) -> str:
    """Say for a week that a feed changed the ids of what it had told."""
    if feed.moved_at is None or room.now - feed.moved_at > TOLD_OF_MOVES:
        return ""
    at = moment(room, feed.moved_at)
    return f" · changed the ids of its entries {at}: known ones are not posted again"


def _next(now: datetime, feed: Feed) -> str:
    wait = feed.next_due_at - now
    return "now" if wait.total_seconds() < 30 else f"in {short(wait)}"


def moment(room: Room, at: datetime) -> str:
    """Say a moment in the channel's zone: the time today, else with its day."""
    return words.moment(at, room.now, room.channel.timezone, room.locale)


async def press_retry(room: Room, rest: str) -> Reply:
    """[Retry now]: the feed is tried as soon as it may be, whoever presses how often."""
    known = int(rest) if rest.isdecimal() and len(rest) < 19 else 0
    floor = timedelta(seconds=room.gear.rules.poll_min)
    async with room.gear.store.begin() as tx:
        seen = await feeds.visible(tx, room.community.id, [known])
        if not seen:
            raise CommandError("That feed is no longer read here. `/feeds list` shows which are.")
        name = said(seen[0].name, 100)
        if seen[0].failing_since is None:
            return Reply(text=f"{name} can be read again: {health(room, seen[0])}.")
        at = await feeds.try_again(tx, known, room.now, floor=floor)
    room.gear.nudge("poll")
    if at <= room.now:
        return Reply(text=f"I try {name} now. `/feeds list` shows how it went.")
    asked = seen[0].asked_until is not None and at >= seen[0].asked_until
    why = "its publisher asked to be left alone until then" if asked else "it was tried just now"
    return Reply(text=f"I try {name} again at {moment(room, at)}: {why}.")


async def remove(room: Room, options: Options) -> Reply:
    """/feeds remove FEED."""
    async with room.gear.store.begin() as tx:
        feed = await feeding.find(room, tx, options["feed"], typed="/feeds remove")
        _must_be_own(feed)
        followed = await subscriptions(room, tx, feed)
        for watch in followed:
            await watches.change(tx, watch, removed_at=room.now)
        await feeds.revoke(tx, feed.id, room.community.id)
        name = said(feed.name, 100)
        steps = [
            undo.set_access(feed.id, room.community.id, access(room, feed)),
            *(undo.set_watch(watch, removed_at=None) for watch in followed),
        ]
        back = await undo.note(room, tx, f"{name} is no longer read", steps)
    gone = f" {plural(len(followed), 'subscription', 'subscriptions')} ended." if followed else ""
    return Reply(
        text=f"{say('{name} is no longer read for this community.', name=name)}{gone}",
        buttons=(back,),
    )


def _must_be_own(feed: Feed) -> None:
    if feed.shared:
        raise CommandError(
            f"{said(feed.name, 100)} is a starter feed that everybody sees: it cannot be removed "
            "by one community. To keep it out of a channel, press [Mute…] on one of its posts."
        )


async def subscriptions(room: Room, tx: Tx, feed: Feed) -> list[int]:
    """Give the ids of this community's subscriptions to a feed."""
    return [
        watch.id
        for channel in await channels.channels_of(tx, room.community.id)
        for watch in await watches.of_channel(tx, channel.id)
        if watch.feed_id == feed.id
    ]


def access(room: Room, feed: Feed) -> dict[str, object]:
    """Give what brings a feed back as this community sees it."""
    return {"name": feed.name, "tags": feed.tags, "by": room.actor.id, "now": room.now}
