"""/feeds list and remove: the feeds that this community sees, and how they do."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot import words
from bot.commands import undo
from bot.commands.feeds import feeding
from bot.commands.room import Options, Room, fit, said
from bot.commands.watches import watching
from bot.errors import CommandError
from bot.locales import count, joined, retold, say, sentences
from bot.model import Button, Feed, Reply
from bot.store import Tx, channels, feeds, watches
from bot.words import short

PAGE = 10
SHOW_TIMES = ("discord", "slack")  # platforms that show a moment in each reader's zone
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
    feeds_seen = count(len(seen), "{n} feed", "{n} feeds")
    head = say("{feeds}, {state}", feeds=feeds_seen, state=_state(seen))
    if len(seen) > PAGE:
        pages = (len(seen) - 1) // PAGE + 1
        head = say("{head}, page {page} of {pages}", head=head, page=page + 1, pages=pages)
    lines = [say("{head}:", head=head)]
    lines += [_line(room, feed) for feed in shown]
    return Reply(text=fit(lines, "…"), buttons=tuple(_turn(page, len(seen))))


def _state(seen: Sequence[Feed]) -> str:
    gone = sum(1 for feed in seen if is_gone(feed))
    failing = sum(1 for feed in seen if feed.failing_since) - gone
    told = [say("{n} failing", n=failing)] if failing else []
    told += [say("{n} read no more", n=gone)] if gone else []
    return joined(told) or say("all well")


def is_gone(feed: Feed) -> bool:
    """Say whether a feed is read no more, since its publisher says that it is gone for good."""
    return feed.state == "stopped" and feed.failing_since is not None


def _turn(page: int, whole: int) -> list[Button]:
    turn = [Button(id=f"feeds:{page - 1}", label=say("Back"))] if page else []
    if (page + 1) * PAGE < whole:
        turn.append(Button(id=f"feeds:{page + 1}", label=say("More")))
    return turn


def _line(room: Room, feed: Feed) -> str:
    own = "" if feed.shared else f" · {say('added here')}"
    tags = f" · {said(say(', ').join(feed.tags), 60)}" if feed.tags else ""
    return f"{said(feed.name, 80)}{own}{tags} · {health(room, feed)}"


def health(room: Room, feed: Feed) -> str:
    """Say how a feed does: "ok, read 3 min ago, next in 7 min" or since when it fails, and why."""
    if feed.failing_since is not None:
        told = retold(feed.error) if feed.error else say("unknown cause")
        why, since = said(told, 160).rstrip(".。"), moment(room, feed.failing_since)
        if is_gone(feed):
            return say("read no more since {since}: {why}", since=since, why=why)
        return say(
            "failing since {since}: {why}; next try {next}",
            since=since,
            why=why,
            next=_next(room.now, feed),
        )
    if feed.last_ok_at is None:
        return say("not read yet, first try {next}", next=_next(room.now, feed))
    every = (
        say("every {n} min", n=feed.interval // 60)
        if feed.interval >= 60
        else say("every {n} s", n=feed.interval)
    )
    stands = say(
        "ok, read {ago}, {every}, next {next}",
        ago=words.since(room.now - feed.last_ok_at),
        every=every,
        next=_next(room.now, feed),
    )
    return f"{stands}{_moved(room, feed)}"


def _moved(room: Room, feed: Feed) -> str:
    """Say for a week that a feed changed the ids of what it had told."""
    if feed.moved_at is None or room.now - feed.moved_at > TOLD_OF_MOVES:
        return ""
    moved = say(
        "changed the ids of its entries {when}: known ones are not posted again",
        when=moment(room, feed.moved_at),
    )
    return f" · {moved}"


def _next(now: datetime, feed: Feed) -> str:
    wait = feed.next_due_at - now
    return say("now") if wait.total_seconds() < 30 else say("in {time}", time=short(wait))


def moment(room: Room, at: datetime) -> str:
    """Say a moment in the channel's zone: the time today, else with its day.

    Where the platform can show it in each reader's own, it is marked for that.
    """
    told = words.moment(at, room.now, room.channel.timezone, room.locale)
    return words.marked_moment(at, told) if room.channel.platform in SHOW_TIMES else told


def coming(room: Room, at: datetime) -> str:
    """Say when something comes, as ``moment`` does: "at 13:33", "on Tuesday … at 13:33"."""
    says = words.marked_coming if room.channel.platform in SHOW_TIMES else words.coming
    return says(at, room.now, room.channel.timezone, room.locale)


async def press_retry(room: Room, rest: str) -> Reply:
    """[Retry now]: the feed is tried as soon as it may be, whoever presses how often."""
    known = int(rest) if rest.isdecimal() and len(rest) < 19 else 0
    floor = timedelta(seconds=room.gear.rules.poll_min)
    async with room.gear.store.begin() as tx:
        seen = await feeds.visible(tx, room.community.id, [known])
        if not seen:
            raise CommandError(
                say("That feed is no longer read here. `/feeds list` shows which are.")
            )
        name = said(seen[0].name, 100)
        if seen[0].failing_since is None:
            stands = health(room, seen[0])
            return Reply(text=say("{name} can be read again: {health}.", name=name, health=stands))
        at = await feeds.try_again(tx, known, room.now, floor=floor)
    room.gear.nudge("poll")
    if at <= room.now:
        return Reply(text=say("I try {name} now. `/feeds list` shows how it went.", name=name))
    asked = seen[0].asked_until is not None and at >= seen[0].asked_until
    why = (
        say("its publisher asked to be left alone until then")
        if asked
        else say("it was tried just now")
    )
    text = say("I try {name} again at {when}: {why}.", name=name, when=moment(room, at), why=why)
    return Reply(text=text)


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
        for channel in {(await watches.get(tx, watch)).channel_id for watch in followed}:
            steps += await watching.unasked(tx, channel)
        with room.aloud():
            told = say("{name} is no longer read", name=name)
        back = await undo.note(room, tx, told, steps)
    text = say("{name} is no longer read for this community.", name=name)
    if followed:
        ended = count(len(followed), "{n} subscription ended.", "{n} subscriptions ended.")
        text = sentences(text, ended)
    return Reply(text=text, buttons=(back,))


def _must_be_own(feed: Feed) -> None:
    if feed.shared:
        raise CommandError(
            say(
                "{name} is a starter feed that everybody sees: it cannot be removed by one "
                "community. To keep it out of a channel, press [Mute…] on one of its posts.",
                name=said(feed.name, 100),
            )
        )


async def subscriptions(room: Room, tx: Tx, feed: Feed) -> list[int]:
    """Give the ids of this community's subscriptions to a feed."""
    return [
        watch.id
        for channel in await channels.channels_of(tx, room.community.id, people=True)
        for watch in await watches.of_channel(tx, channel.id)
        if watch.feed_id == feed.id
    ]


def access(room: Room, feed: Feed) -> dict[str, object]:
    """Give what brings a feed back as this community sees it."""
    return {"name": feed.name, "tags": feed.tags, "by": room.actor.id, "now": room.now}
