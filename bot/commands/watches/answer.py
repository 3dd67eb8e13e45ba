"""What /watch answers, what one watch looks like, and the buttons that change it."""

from bot.commands.feeds.show import coming
from bot.commands.naming import folded, some
from bot.commands.room import Room, fit, hash_name, said
from bot.commands.watches import watching
from bot.errors import CommandError
from bot.legs.admit import resumed, silent_until
from bot.legs.ask import Sample
from bot.locales import count, described, joined, say, sentences, spoken
from bot.model import Button, Channel, Mode, Reply, Topic, Watch
from bot.pipeline.query import Query, topics_in
from bot.pipeline.text.heading import heading
from bot.store import Tx, channels, watches
from bot.words import number, since, topic_name

MOST_NAMES = 8
MOST_CHILDREN = 6

# What [Digest only] and its like may set: column → the values.
SETTABLE = {
    "mode": ("alert", "digest"),
    "state": ("active", "paused"),
    "urgent": ("no", "yes", "wake"),
}


def answer(
    room: Room, channel: Channel, watch: Watch, query: Query, seen: Sample, back: Button
) -> Reply:
    """Say what a new watch will catch."""
    lines = [
        say(
            "Watching {name} in {where}: {manner}.",
            name=watching.named(watch),
            where=hash_name(channel),
            manner=manner(channel, watch),
        ),
        *watching.filters(watch),
        *_meaning(room, query, watch),
        sampled(room, seen),
    ]
    buttons = [Button(id=f"open:{watch.id}", label=say("Adjust"))]
    if watch.mode is Mode.ALERT:
        buttons.append(Button(id=f"set:{watch.id}:mode:digest", label=say("Digest only")))
    buttons.append(back)
    topic = _only_topic(room, query, watch)
    if topic is not None and len(room.catalogue.names_of(topic.id)) > MOST_NAMES:
        buttons.append(Button(id=f"names:{topic.id}", label=say("Show all names")))
    if channel.timezone is None:
        buttons.append(Button(id=f"zones:{channel.id}", label=say("Set time zone")))
    return Reply(text=fit(lines, "…"), buttons=tuple(buttons))


def manner(channel: Channel, watch: Watch) -> str:
    """Say when a watch speaks: "alerts, passing mentions in the digest at 08:00 (Asia/Tokyo)"."""
    times = digest_times(channel)
    if watch.mode is Mode.DIGEST:
        if channel.digest_on:
            return say("in the digest {times}", times=times)
        return say("only in `/latest`, {times}", times=times)
    if not channel.digest_on:
        return say("alerts; passing mentions only in `/latest`, {times}", times=times)
    return say("alerts, passing mentions in the digest {times}", times=times)


def digest_times(channel: Channel) -> str:
    """Say when the digest comes: "at 08:00 (Asia/Tokyo)"; an unset zone is said to be unset."""
    if not channel.digest_on:
        times = ",".join(channel.digest_times)
        return say("since the digest is off here (`/digest set {times}` turns it on)", times=times)
    times = joined(channel.digest_times)
    if channel.timezone:
        return say("at {times} ({zone})", times=times, zone=channel.timezone)
    return say("at {times} UTC (zone not set)", times=times)


def _meaning(room: Room, query: Query, watch: Watch) -> list[str]:
    topic = _only_topic(room, query, watch)
    if topic is None:
        normal = watch.query or ""
        read = say("Read as `{query}`.", query=said(normal, 300))
        return [read] if folded(normal) != folded(watch.label) else []
    names = room.catalogue.names_of(topic.id, spoken())
    shown = say(", ").join(said(name, 60) for name in names[:MOST_NAMES])
    if len(names) > MOST_NAMES:
        lines = [say("Names: {names} … ({n})", names=shown, n=len(names))]
    else:
        lines = [say("Names: {names}.", names=shown)]
    below = [topic_name(room.catalogue.topics[t]) for t in room.catalogue.family(topic.id)[1:]]
    if below:
        lines.append(say("With it: {names}.", names=some(below, MOST_CHILDREN)))
    if topic.not_this:
        others = [described(one, spoken()) for one in topic.not_this]
        lines.append(say("Not: {names}.", names=say(", ").join(others)))
    return lines


def _only_topic(room: Room, query: Query, watch: Watch) -> Topic | None:
    """Give the topic of a query that is nothing but that topic."""
    topics = topics_in(query)
    if len(topics) != 1 or watch.query != f"topic:{topics[0]}":
        return None
    return room.catalogue.topics.get(topics[0])


def sampled(room: Room, seen: Sample) -> str:
    """Say what the last days would have brought."""
    if seen.newest is None:
        return say("Last {days} days here: nothing yet.", days=seen.days)
    newest = say(
        'Newest: "{title}", {outlet}, {age}.',
        title=said(heading(seen.newest)),
        outlet=said(seen.outlet, 60),
        age=since(room.now - (seen.newest.published or seen.newest.first_seen)),
    )
    stories = count(seen.stories, "{n} story", "{n} stories")
    found = stories if seen.stories else say("no story, only mentions")
    return sentences(_found(seen, found), newest)


def _found(seen: Sample, stories: str) -> str:
    a_week = seen.per_day * 7
    if a_week < 1:
        return say("Last {days} days here: {stories}.", days=seen.days, stories=stories)
    if seen.per_day >= 2:
        return say(
            "Last {days} days here: {stories} (about {n} a day).",
            days=seen.days,
            stories=stories,
            n=number(round(seen.per_day)),
        )
    return say(
        "Last {days} days here: {stories} (about {n} a week).",
        days=seen.days,
        stories=stories,
        n=number(round(a_week)),
    )


# ── one watch, and what can be pressed there ────────────────────────────────────────────────


async def of_watch(room: Room, tx: Tx, watch: Watch) -> str:
    """Say how one watch stands."""
    channel = await channels.get_channel(tx, watch.channel_id)
    state = "" if watch.state == "active" else say("It is paused: nothing is posted.")
    head = say(
        "{name} in {where}: {manner}.",
        name=watching.named(watch),
        where=hash_name(channel),
        manner=manner(channel, watch),
    )
    pace, why = await watching.pace(tx, watch, room.now), watching.broken(room, watch)
    lines = [
        sentences(head, state),
        say("{sentence}.", sentence=f"{pace[:1].upper()}{pace[1:]}"),
        *([f"⚠ {say('{sentence}.', sentence=f'{why[:1].upper()}{why[1:]}')}"] if why else []),
        *watching.filters(watch),
    ]
    if watch.query and room.channel.platform == "local":  # elsewhere [Edit…] opens a window
        more = f"`/watch {said(watch.query, 200)} min-publishers:2 languages:en,ja`"
        lines.append(f"To change more, type it again with options: {more}")
    return "\n".join(lines)


def manage(watch: Watch) -> list[Button]:
    """Give the buttons that change a watch."""
    paused, alert = watch.state == "paused", watch.mode is Mode.ALERT
    urgent = watch.urgent != "no"
    buttons = [
        Button(id=f"set:{watch.id}:state:active", label=say("Resume"))
        if paused
        else Button(id=f"set:{watch.id}:state:paused", label=say("Pause")),
        Button(id=f"set:{watch.id}:mode:digest", label=say("Digest only"))
        if alert
        else Button(id=f"set:{watch.id}:mode:alert", label=say("Alert at once")),
    ]
    if watch.query_id is not None:
        buttons.append(
            Button(id=f"set:{watch.id}:urgent:no", label=say("Not urgent"))
            if urgent
            else Button(id=f"set:{watch.id}:urgent:yes", label=say("Urgent"))
        )
        buttons.append(Button(id=f"tighten:{watch.id}", label=say("Tighten")))
    buttons += [
        Button(id=f"edit:{watch.id}", label=say("Edit…")),
        Button(id=f"call:{watch.id}", label=say("Mention…")),
    ]
    return [*buttons, Button(id=f"remove:{watch.id}", label=say("Remove"))]


async def press_open(room: Room, rest: str) -> Reply:
    """[Adjust], or a watch's number in /watches."""
    async with room.gear.store.read() as tx:
        watch = await watching.living(room, tx, rest)
        return Reply(text=await of_watch(room, tx, watch), buttons=tuple(manage(watch)))


async def press_set(room: Room, rest: str) -> Reply:
    """[Digest only], [Pause] and the like: ``WATCH:COLUMN:VALUE``."""
    number_, _, change = rest.partition(":")
    column, _, value = change.partition(":")
    if value not in SETTABLE.get(column, ()):
        raise CommandError(say("That button is of another version of me. Type `/watches`."))
    async with room.gear.store.begin() as tx:
        watch = await watching.changing(room, tx, number_)
        changed, back = await watching.changed(room, tx, watch, **{column: value})
        text = await of_watch(room, tx, changed)
        missed = await _came_meanwhile(room, tx, watch, changed)
    room.gear.nudge("publish")  # what settled while it was paused
    return Reply(text="\n".join(filter(None, (missed, text))), buttons=(*manage(changed), back))


async def _came_meanwhile(room: Room, tx: Tx, before: Watch, now: Watch) -> str:
    """Say what becomes of what came in a watch's pause; "" where none ends."""
    if before.state == now.state or now.state != "active" or before.paused_at is None:
        return ""
    found = await watches.came(tx, now, before.paused_at)
    if not found:
        return say("It goes on. Nothing came while it was paused.")
    goes_on = count(
        found,
        "It goes on. {n} hit came while it was paused.",
        "It goes on. {n} hits came while it was paused.",
    )
    if now.mode is Mode.DIGEST:
        return goes_on
    channel = await channels.get_channel(tx, now.channel_id)
    at = resumed(room.gear, room.now).due_at
    end = silent_until(channel, at)
    when = coming(room, max(at, end or at))
    told = say("What of them is worth an alert comes in one post {when}.", when=when)
    return sentences(goes_on, told)


async def press_names(room: Room, rest: str) -> Reply:
    """[Show all names]: by language, as they are searched for."""
    topic = room.catalogue.topics.get(rest)
    if topic is None:
        raise CommandError(say("That topic is no longer in the catalogue."))
    by_language: dict[str, list[str]] = {}
    for alias in topic.aliases:
        by_language.setdefault(alias.language, []).append(alias.text)
    lines = [f"{code}: {', '.join(dict.fromkeys(n))}" for code, n in by_language.items()]
    head = say("{name} goes by:", name=topic_name(topic))
    return Reply(text=fit([head, *lines], say("… and more.")))
