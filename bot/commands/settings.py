"""/settings: the channel's and the community's settings in one view; with options, change them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot import zones
from bot.commands import digest, quiet, telling, undo, values
from bot.commands.feeds.show import coming
from bot.commands.room import Options, Room, hash_name, said
from bot.commands.table import WITH_BROADCASTS
from bot.errors import CommandError
from bot.legs.admit import budget_of, default_budget, silent_until
from bot.legs.digest_due import pass_over
from bot.legs.language import turn
from bot.legs.publish import told_to
from bot.legs.resume import look_again
from bot.locales import count, say, sentences, speak
from bot.model import Button, Channel, Community, Reply
from bot.pipeline.budget import Bucket, filled
from bot.store import Tx, channels, held, record, watches
from bot.words import span

# Offered where the zone is not set; any other can be typed.
ZONES = (
    "UTC",
    "Asia/Tokyo",
    "Asia/Taipei",
    "Asia/Seoul",
    "Asia/Singapore",
    "Australia/Sydney",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
)
MOST_MUTES = 10
CHANGES = ("timezone", "language", "budget", "digest", "empty-digest", "broadcast", "notices")
OF_ALL = ("language", "notices")  # changes that concern the whole community
EXAMPLE = (
    "/settings timezone:Asia/Tokyo budget:5+4/h digest:all empty-digest:never language:en "
    "notices:#general"
)


def tells() -> dict[str, str]:
    """Give what a digest may tell, in words."""
    return {"new": say("what was not alerted"), "all": say("everything, alerted or not")}


def empty() -> dict[str, str]:
    """Give what an empty digest may do, in words."""
    return {
        "monday": say("silent, but on Mondays and when feeds are stale"),
        "always": say("one line that says so"),
        "never": say("always silent"),
    }


def broadcasts() -> dict[str, str]:
    """Give which posts of threads the channel sees, too, in words."""
    return {
        "urgent": say("urgent news and corrections"),
        "always": say("all of them"),
        "never": say("none"),
    }


async def settings(room: Room, options: Options) -> Reply:
    """/settings [channel] [timezone] [language] [budget] [notices]."""
    if not any(options.get(name) for name in CHANGES):
        async with room.gear.store.read() as tx:
            return await _view(room, tx, await room.target(tx, options))
    room.must_manage(say("change settings"))
    if any(options.get(name) for name in OF_ALL):
        room.must_manage_all()
    async with room.gear.store.begin() as tx:
        channel = await room.target(tx, options)
        steps = await _change_channel(room, tx, channel, options)
        steps += await _change_budget(room, tx, channel, options)
        steps += await _change_digest(tx, channel, options)
        steps += await _change_broadcast(tx, channel, options)
        steps += await _change_community(room, tx, options)
        if not steps:
            view = await _view(room, tx, channel)
            same = say("That is so already; nothing was changed.")
            return replace(view, text=f"{same}\n{view.text}")
        room = await _turned(room, tx)
        with room.aloud():
            what = say("the settings of {where} were changed", where=hash_name(channel))
        back = await undo.note(room, tx, what, steps)
        view = await _view(room, tx, await channels.get_channel(tx, channel.id))
        held_back = await _let_go(room, tx, channel.id) if options.get("budget") else ""
    changed = sentences(say("Changed."), held_back)
    return Reply(text=f"{changed}\n{view.text}", buttons=(*view.buttons, back))


async def _turned(room: Room, tx: Tx) -> Room:
    """Go on in the language that the community has now, where nobody knows the person's own."""
    if room.own_locale is not None:
        return room
    community = await channels.get_community(tx, room.community.id)
    speak(community.locale)
    return replace(room, community=community, locale=community.locale or "en")


async def _let_go(room: Room, tx: Tx, channel_id: int) -> str:
    """Let what the budget held come now that there is none, and say when that is."""
    channel = await channels.get_channel(tx, channel_id)
    if budget_of(room.gear, channel) is not None:
        return ""
    alerts, end = (
        await held.bring_forward(tx, channel_id, room.now),
        silent_until(channel, room.now),
    )
    if not alerts:
        return ""
    if end is not None:
        return quiet.held_until(alerts, coming(room, end))
    return count(
        alerts,
        "{n} alert that was held comes in a moment.",
        "{n} alerts that were held come in a moment.",
    )


async def _change_channel(
    room: Room, tx: Tx, channel: Channel, options: Options
) -> list[undo.Step]:
    zone = values.zone(options["timezone"]) if options.get("timezone") else channel.timezone
    if zone == channel.timezone:
        return []
    await channels.update_channel(tx, channel.id, timezone=zone)
    await pass_over(tx, channel, await channels.get_channel(tx, channel.id), room.now)
    return [undo.set_channel(channel.id, timezone=channel.timezone)]


async def _change_digest(tx: Tx, channel: Channel, options: Options) -> list[undo.Step]:
    """Set what the digest tells, and whether an empty one is posted."""
    wish: dict[str, str] = {}
    if options.get("digest"):
        wish["digest_tells"] = values.choice("digest", options["digest"], tuple(tells()))
    if options.get("empty-digest"):
        typed = options["empty-digest"]
        wish["digest_empty"] = values.choice("empty-digest", typed, tuple(empty()))
    return await _set_own(tx, channel, wish)


async def _change_broadcast(tx: Tx, channel: Channel, options: Options) -> list[undo.Step]:
    """Set which posts of threads the channel sees, too."""
    if not options.get("broadcast"):
        return []
    typed = values.choice("broadcast", options["broadcast"], (*broadcasts(), "default"))
    return await _set_own(tx, channel, {"broadcast": None if typed == "default" else typed})


async def _set_own(tx: Tx, channel: Channel, wish: Mapping[str, str | None]) -> list[undo.Step]:
    """Set what differs of a channel's own settings; give what undoes it."""
    news = {name: value for name, value in wish.items() if channel.settings.get(name) != value}
    if not news:
        return []
    await channels.update_settings(tx, channel, news)
    return [undo.set_own(channel.id, **{name: channel.settings.get(name) for name in news})]


async def _change_budget(room: Room, tx: Tx, channel: Channel, options: Options) -> list[undo.Step]:
    """Set how many alerts the channel takes; it begins with a full budget."""
    if not options.get("budget"):
        return []
    wish = values.budget(options["budget"])
    if isinstance(wish, dict):
        known = budget_of(room.gear, channel) or default_budget(room.gear)
        wish = {
            "burst": wish["burst"] or known.burst,
            "per_hour": wish["per_hour"] or known.per_hour,
        }
    if channel.settings.get("budget") == wish:
        return []
    await channels.update_settings(tx, channel, {"budget": wish})
    await channels.update_channel(tx, channel.id, tokens=None, tokens_at=None)
    room.gear.nudge("rollup")
    return [undo.set_own(channel.id, budget=channel.settings.get("budget"))]


async def _change_community(room: Room, tx: Tx, options: Options) -> list[undo.Step]:
    if options.get("language") or options.get("notices"):
        room.must_belong(changes=True)
    before = await channels.get_community(tx, room.community.id)
    wish: dict[str, Any] = {}
    if options.get("language"):
        own = options["language"].strip().lower() in ("default", "off", "none")
        wish["locale"] = None if own else values.language(options["language"])
    if options.get("notices"):
        wish["notice_channel_id"] = await _notices(room, tx, options["notices"])
    wish = {name: value for name, value in wish.items() if getattr(before, name) != value}
    if not wish:
        return []
    await channels.update_community(tx, before.id, **wish)
    if "locale" in wish:
        await turn(room.gear, tx, before.id, room.now)
    return [undo.set_community(before.id, **{name: getattr(before, name) for name in wish})]


async def _notices(room: Room, tx: Tx, name: str) -> int | None:
    if name.lower() in ("none", "off"):
        return None
    return (await room.channel_called(tx, name)).id


def _zone(channel: Channel) -> str:
    if channel.timezone and not zones.is_known(channel.timezone):
        return say("{zone}, which is not known here, so UTC", zone=said(channel.timezone, 60))
    return channel.timezone or say("not set, so UTC")


async def _view(room: Room, tx: Tx, channel: Channel) -> Reply:
    community = await channels.get_community(tx, room.community.id)
    muted, unmute = await _mutes(room, tx, channel)
    lines = [
        say("Settings of {where}", where=hash_name(channel)),
        say("Time zone: {zone}", zone=_zone(channel)),
        say("Digest: {text}", text=await digest.when(tx, channel, room.now, room.locale)),
        say("Digest tells: {text}", text=_tells(room, channel)),
        *_broadcast(channel),
        say("Quiet: {text}", text=quiet.state(room, channel)),
        say("Budget: {text}", text=_budget(room, channel)),
        say("Muted: {names}", names=say(", ").join(muted) or say("nothing")),
        *([say("State: {state}", state=channel.state)] if channel.state != "active" else []),
        say("Settings of this community"),
        say(
            "Language: {language}",
            language=community.locale or say("each reader’s own, in posts English"),
        ),
        say("Notices about the bot: {where}", where=await _notice_place(room, tx, community)),
        say("To change: `{example}`, `/digest set`, `/quiet set`.", example=EXAMPLE),
    ]
    ask = not zones.is_known(channel.timezone or "")
    zone = [Button(id=f"zones:{channel.id}", label=say("Set time zone"))] if ask else []
    change = [
        Button(id=f"adjust:{channel.id}", label=say("Change…")),
        Button(id="common:", label=say("For all channels…")),
    ]
    able = change if room.actor.may_manage else []
    return Reply(text="\n".join(lines), buttons=(*able, *zone, *unmute))


def _tells(room: Room, channel: Channel) -> str:
    return say(
        "{what}; with nothing to tell: {empty}",
        what=tells()[channel.settings.get("digest_tells") or "new"],
        empty=empty()[channel.settings.get("digest_empty") or room.gear.rules.digest_empty],
    )


def _broadcast(channel: Channel) -> list[str]:
    if channel.platform not in WITH_BROADCASTS:
        return []
    own = broadcasts().get(str(channel.settings.get("broadcast")))
    seen = own or say("as everywhere")
    return [say("Posts of threads that the channel sees, too: {which}", which=seen)]


def _budget(room: Room, channel: Channel) -> str:
    budget = budget_of(room.gear, channel)
    if budget is None:
        return say("off, so every alert is posted at once")
    now = filled(Bucket(tokens=channel.tokens, at=channel.tokens_at), budget, room.now)
    left = int(now.tokens or 0)
    return say(
        "{alerts} at once and {rate} an hour, {left} left now; what is over comes in a roll-up, "
        "one in {span} at most; one alert alone comes as it is then",
        alerts=count(budget.burst, "{n} alert", "{n} alerts"),
        rate=f"{budget.per_hour:g}",
        left=left,
        span=span(room.gear.rules.rollup_every),
    )


async def _notice_place(room: Room, tx: Tx, community: Community) -> str:
    for channel in await room.places(tx):
        if channel.id == community.notice_channel_id:
            return hash_name(channel)
    if community.notice_channel_id in room.hidden:
        return say("to a channel that you do not see")
    return say("to whoever added the thing that a notice is about")


async def _mutes(room: Room, tx: Tx, channel: Channel) -> tuple[list[str], list[Button]]:
    names, buttons = [], []
    for number, story, family in (await record.mutes_of(tx, channel.id))[-MOST_MUTES:]:
        name = _muted(await _what(room, tx, channel, story, family), family)
        names.append(name)
        buttons.append(
            Button(id=f"unmute:{channel.id}:{number}", label=say("Unmute {name}", name=name)[:80])
        )
    return names, buttons


async def _what(room: Room, tx: Tx, channel: Channel, story: int | None, family: str | None) -> str:
    """Give an outlet's name, or a story's title as posts bear it here; "" where none is kept."""
    if family is not None:
        return await telling.family_name(room, tx, family)
    told = await told_to(room.gear, tx, story, room.community.id) if story is not None else ()
    if not told:
        return ""
    mine = await watches.of_channel(tx, channel.id)
    return said(telling.headline(await telling.as_posted(room, tx, told, mine)), 60)


def _muted(what: str, family: str | None) -> str:
    if family is not None:
        return what
    return say("“{title}”", title=what) if what else say("an old story")


async def press_unmute(room: Room, rest: str) -> Reply:
    """[Unmute X]: ``CHANNEL:MUTE``."""
    where, _, number = rest.partition(":")
    async with room.gear.store.begin() as tx:
        channel = await room.known_channel(tx, where)
        room.must_manage_in(channel)
        found = [m for m in await record.mutes_of(tx, channel.id) if str(m[0]) == number]
        if not found:
            raise CommandError(say("That is no longer muted. `/settings` shows what is."))
        mute, story, family = found[0]
        what = await _what(room, tx, channel, story, family)

        def text() -> str:
            name = _muted(what, family)
            return say("{name} is unmuted in {where}", name=name, where=hash_name(channel))

        await record.unmute(tx, channel.id, mute)
        await look_again(room.gear, tx, channel.id, room.now)
        step = undo.mute_again(channel.id, story, family, by=room.actor.id, now=room.now)
        with room.aloud():
            done = text()
        back = await undo.note(room, tx, done, [step])
    room.gear.nudge("publish")
    return Reply(text=say("{sentence}.", sentence=text()), buttons=(back,))


async def press_zones(room: Room, rest: str) -> Reply:
    """[Set time zone]: the common ones, and how to type another."""
    async with room.gear.store.read() as tx:
        channel = await room.known_channel(tx, rest)
    buttons = [Button(id=f"zone:{channel.id}:{zone}", label=zone) for zone in ZONES]
    return Reply(
        text=say(
            "Which time zone is {where} in? Any other can be typed: "
            "`/settings timezone:Europe/Rome`.",
            where=hash_name(channel),
        ),
        buttons=tuple(buttons),
    )


async def press_zone(room: Room, rest: str) -> Reply:
    """One of the time zones offered: ``CHANNEL:ZONE``."""
    where, _, zone = rest.partition(":")
    async with room.gear.store.begin() as tx:
        channel = await room.known_channel(tx, where)
        room.must_manage_in(channel)
        return await digest.change(room, tx, channel, {"timezone": values.zone(zone)})
