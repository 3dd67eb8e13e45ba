"""/watches: what is watched in a channel, and what one watch found."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.commands.naming import some
from bot.commands.room import Options, Room, fit, hash_name, said
from bot.commands.subscribe.naming import name_of_id
from bot.commands.watches import watching
from bot.commands.watches.answer import digest_times, manage, of_watch
from bot.legs.digest import silent_watches
from bot.legs.publish import told_to
from bot.locales import count, say, sentences
from bot.model import Button, Channel, Kind, Match, Mode, Reply, Watch
from bot.store import Tx, channels, deliveries, feeds, items, matched_stories, watches

PAGE = 10
MOST_OUTLETS = 5
MOST_STORIES = 100  # of one watch, looked through for its outlets


async def show(room: Room, options: Options) -> Reply:
    """/watches list [channel]."""
    async with room.gear.store.read() as tx:
        channel = await room.target(tx, options)
        return await _page(room, tx, channel, 0)


async def press_page(room: Room, rest: str) -> Reply:
    """Another page: ``CHANNEL:PAGE``."""
    number, _, page = rest.partition(":")
    async with room.gear.store.read() as tx:
        channel = await room.known_channel(tx, number)
        return await _page(room, tx, channel, int(page) if page.isdecimal() else 0)


async def _page(room: Room, tx: Tx, channel: Channel, page: int) -> Reply:
    known = await watches.of_channel(tx, channel.id)
    if not known:
        return Reply(
            text=say(
                "Nothing is watched in {where} yet. Type `/watch senkaku`, or `/subscribe` and a "
                "pack.",
                where=hash_name(channel),
            )
        )
    start = min(page, (len(known) - 1) // PAGE) * PAGE
    shown = list(enumerate(known[start : start + PAGE], start=start + 1))
    lines = [await _line(room, tx, channel, number, watch) for number, watch in shown]
    head = say(
        "{watches} in {where}:",
        watches=count(len(known), "{n} watch", "{n} watches"),
        where=hash_name(channel),
    )
    buttons = [Button(id=f"open:{watch.id}", label=str(number)) for number, watch in shown]
    return Reply(
        text=fit([head, *lines], "…"),
        buttons=(
            *buttons,
            *await _broaden(room, tx, shown),
            *_turn(channel, start // PAGE, len(known)),
        ),
    )


async def _broaden(room: Room, tx: Tx, shown: Sequence[tuple[int, Watch]]) -> list[Button]:
    """Offer to widen those that found nothing for two weeks."""
    silent = {w.id for w in await silent_watches(tx, [watch for _, watch in shown], room.now)}
    return [
        Button(id=f"broaden:{watch.id}", label=say("Broaden {name}", name=number))
        for number, watch in shown
        if watch.id in silent and watch.query_id is not None
    ]


async def _line(room: Room, tx: Tx, channel: Channel, number: int, watch: Watch) -> str:
    in_pack = say("pack {name}", name=said(name_of_id(room, watch.pack or "")))
    pack = f" · {in_pack}" if watch.pack else ""
    pace = await watching.pace(tx, watch, room.now)
    why = watching.broken(room, watch)
    broken = f"\n   ⚠ {say('{sentence}.', sentence=why)}" if why else ""
    manner = f"{watching.manner(watch)}{_untold(channel, watch)}"
    return f"{number}. {watching.named(watch)} · {manner} · {pace}{pack}{broken}"


def _untold(channel: Channel, watch: Watch) -> str:
    """Mark a watch that nothing tells, since its channel gets no digest."""
    if channel.digest_on or watch.mode is not Mode.DIGEST or watch.state != "active":
        return ""
    return f" ⚠ {say('only in `/latest`, {times}', times=digest_times(channel))}"


def _turn(channel: Channel, page: int, count: int) -> list[Button]:
    turn = []
    if page > 0:
        turn.append(Button(id=f"watches:{channel.id}:{page - 1}", label=say("Back")))
    if (page + 1) * PAGE < count:
        turn.append(Button(id=f"watches:{channel.id}:{page + 1}", label=say("More")))
    return turn


async def stats(room: Room, options: Options) -> Reply:
    """/watches stats WATCH."""
    async with room.gear.store.read() as tx:
        channel = await channels.get_channel(tx, room.channel.id)
        watch = await watching.find(room, tx, channel, options["watch"], typed="/watches stats")
        return await _stats(room, tx, watch)


async def _stats(room: Room, tx: Tx, watch: Watch) -> Reply:
    lines = [await of_watch(room, tx, watch), await _counts(room, tx, watch)]
    if watch.query_id is not None:
        lines += await _found(room, tx, watch)
    return Reply(text=fit(lines, "…"), buttons=tuple(manage(watch)))


async def press_stats(room: Room, rest: str) -> Reply:
    """[Show what it finds]."""
    async with room.gear.store.read() as tx:
        return await _stats(room, tx, await watching.living(room, tx, rest))


async def _counts(room: Room, tx: Tx, watch: Watch) -> str:
    day, week, month = [
        (await watches.hits(tx, watch, room.now - timedelta(days=days)))[0] for days in (1, 7, 30)
    ]
    since = room.now - watching.WEEK
    posts = await deliveries.count_sent_since(tx, watch.channel_id, Kind.ALERT, since)
    items = say(
        "Items: {day} in 24 hours, {week} in 7 days, {month} in 30 days.",
        day=day,
        week=week,
        month=month,
    )
    here = say(
        "The channel had {alerts} in 7 days, of all watches.",
        alerts=count(posts, "{n} alert", "{n} alerts"),
    )
    return sentences(items, here)


async def _found(room: Room, tx: Tx, watch: Watch) -> list[str]:
    """Say by which names and from which outlets a watch found its stories of 30 days."""
    query_id = watch.query_id or 0
    seen = {feed.id for feed in await feeds.visible(tx, room.community.id)}
    since = room.now - watching.KEPT
    met = await matched_stories.matching(
        tx, [query_id], since=since, feed_ids=seen, limit=MOST_STORIES
    )
    ids = [item_id for _, by_query in met for item_id in by_query.get(query_id, ())]
    matched = await items.matches_of(tx, ids)
    names = _names([one[query_id] for one in matched.values() if query_id in one])
    outlets: Counter[str] = Counter()
    for story, _ in met:
        told = await told_to(room.gear, tx, story.id, room.community.id)
        outlets.update({one.publisher.name for one in told})
    lines = [say("Found by: {names}.", names=_top(names))] if names else []
    return [*lines, say("From: {outlets}.", outlets=_top(outlets))] if outlets else lines


def _names(met: Iterable[Match]) -> Counter[str]:
    """Count the items that each name was found in; capitals do not make another name."""
    spelt: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for match in met:
        aliases = {e.alias.casefold(): e.alias for e in match.evidence}
        counted.update(spelt.setdefault(key, alias) for key, alias in aliases.items())
    return counted


def _top(counted: Counter[str]) -> str:
    top = counted.most_common(MOST_OUTLETS)
    return some([f"{said(name, 60)} {times}" for name, times in top], MOST_OUTLETS, len(counted))
