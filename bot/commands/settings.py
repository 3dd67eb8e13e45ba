"""/settings: the channel's and the community's settings in one view; with options, change them."""

from dataclasses import replace
from typing import Any

from bot.commands import digest, quiet, telling, undo, values
from bot.commands.naming import pick
from bot.commands.room import Options, Room, hash_name, said
from bot.errors import CommandError
from bot.legs.admit import budget_of, default_budget
from bot.legs.digest import pass_over
from bot.locales import say
from bot.model import Button, Channel, Community, Reply
from bot.pipeline.budget import Bucket, filled
from bot.store import Tx, channels, record, stories
from bot.words import plural, span

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
CHANGES = ("timezone", "language", "budget", "digest", "empty-digest", "notices")
TELLS = {"new": "what was not alerted", "all": "everything, alerted or not"}
EMPTY = {
    "monday": "silent, but on Mondays and when feeds are stale",
    "always": "one line that says so",
    "never": "always silent",
}
HOW = (
    "To change: `/settings timezone:Asia/Tokyo budget:5+4/h digest:all empty-digest:never "
    "language:en notices:#general`, "
    "`/digest set`, `/quiet set`."
)


async def settings(room: Room, options: Options) -> Reply:
    """/settings [channel] [timezone] [language] [budget] [notices]."""
    if not any(options.get(name) for name in CHANGES):
        async with room.gear.store.read() as tx:
            return await _view(room, tx, await room.target(tx, options))
    room.must_manage("change settings")
    async with room.gear.store.begin() as tx:
        channel = await room.target(tx, options)
        steps = await _change_channel(room, tx, channel, options)
        steps += await _change_budget(room, tx, channel, options)
        steps += await _change_digest(tx, channel, options)
        steps += await _change_community(room, tx, options)
        if not steps:
            view = await _view(room, tx, channel)
            return replace(view, text=f"That is so already; nothing was changed.\n{view.text}")
        what = f"the settings of {hash_name(channel)} were changed"
        back = await undo.note(room, tx, what, steps)
        view = await _view(room, tx, await channels.get_channel(tx, channel.id))
    return Reply(text=f"{say('Changed.')}\n{view.text}", buttons=(*view.buttons, back))


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
        wish["digest_tells"] = values.choice("digest", options["digest"], tuple(TELLS))
    if options.get("empty-digest"):
        typed = options["empty-digest"]
        wish["digest_empty"] = values.choice("empty-digest", typed, tuple(EMPTY))
    wish = {name: value for name, value in wish.items() if channel.settings.get(name) != value}
    if not wish:
        return []
    await channels.update_settings(tx, channel, wish)
    return [undo.set_own(channel.id, **{name: channel.settings.get(name) for name in wish})]


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
    return [undo.set_community(before.id, **{name: getattr(before, name) for name in wish})]


async def _notices(room: Room, tx: Tx, name: str) -> int | None:
    if name.lower() in ("none", "off"):
        return None
    known = await channels.channels_of(tx, room.community.id)
    wanted = name.removeprefix("#")
    by_id = next((c for c in known if c.external_id == wanted), None)
    return (by_id or pick(wanted, [(c.name, c) for c in known], "channel I know")).id


async def _view(room: Room, tx: Tx, channel: Channel) -> Reply:
    community = await channels.get_community(tx, room.community.id)
    muted, unmute = await _mutes(room, tx, channel)
    lines = [
        f"Settings of {hash_name(channel)}",
        f"Time zone: {channel.timezone or 'not set, so UTC'}",
        f"Digest: {digest.when(channel, room.now, room.locale)}",
        f"Digest tells: {_tells(room, channel)}",
        f"Quiet: {quiet.state(room, channel)}",
        f"Budget: {_budget(room, channel)}",
        f"Muted: {', '.join(muted) or 'nothing'}",
        *([f"State: {channel.state}"] if channel.state != "active" else []),
        "Settings of this community",
        f"Language of dates and numbers: {community.locale or 'each reader’s own, else English'}",
        f"Notices about the bot: {await _notice_place(room, tx, community)}",
        HOW,
    ]
    zone = (
        [] if channel.timezone else [Button(id=f"zones:{channel.id}", label=say("Set time zone"))]
    )
    return Reply(text="\n".join(lines), buttons=(*zone, *unmute))


def _tells(room: Room, channel: Channel) -> str:
    tells = TELLS[channel.settings.get("digest_tells") or "new"]
    empty = EMPTY[channel.settings.get("digest_empty") or room.gear.rules.digest_empty]
    return f"{tells}; with nothing to tell: {empty}"


def _budget(room: Room, channel: Channel) -> str:
    budget = budget_of(room.gear, channel)
    if budget is None:
        return "off, so every alert is posted at once"
    now = filled(Bucket(tokens=channel.tokens, at=channel.tokens_at), budget, room.now)
    left = int(now.tokens or 0)
    at_once = plural(budget.burst, "alert", "alerts")
    every = span(room.gear.rules.rollup_every)
    return (
        f"{at_once} at once and {budget.per_hour:g} an hour, {left} left now; what is over comes "
        f"in a roll-up, one in {every} at most; one alert alone comes as it is then"
    )


async def _notice_place(room: Room, tx: Tx, community: Community) -> str:
    for channel in await channels.channels_of(tx, room.community.id):
        if channel.id == community.notice_channel_id:
            return hash_name(channel)
    return "to whoever added the thing that a notice is about"


async def _mutes(room: Room, tx: Tx, channel: Channel) -> tuple[list[str], list[Button]]:
    mutes = await record.mutes_of(tx, channel.id)
    told = await stories.by_ids(tx, [story for _, story, _ in mutes if story is not None])
    names, buttons = [], []
    for number, story, family in mutes[-MOST_MUTES:]:
        if family is not None:
            name = telling.family_name(room, family)
        else:
            name = f"“{said(told[story].title, 60)}”" if story in told else "an old story"
        names.append(name)
        buttons.append(Button(id=f"unmute:{channel.id}:{number}", label=f"Unmute {name}"[:80]))
    return names, buttons


async def press_unmute(room: Room, rest: str) -> Reply:
    """[Unmute X]: ``CHANNEL:MUTE``."""
    where, _, number = rest.partition(":")
    async with room.gear.store.begin() as tx:
        channel = await room.known_channel(tx, where)
        room.must_manage_in(channel)
        found = [m for m in await record.mutes_of(tx, channel.id) if str(m[0]) == number]
        if not found:
            raise CommandError("That is no longer muted. `/settings` shows what is.")
        await record.unmute(tx, channel.id, found[0][0])
        step = undo.mute_again(channel.id, found[0][1], found[0][2], by=room.actor.id, now=room.now)
        text = say("Unmuted in {where}", where=hash_name(channel))
        back = await undo.note(room, tx, text, [step])
    return Reply(text=f"{text}.", buttons=(back,))


async def press_zones(room: Room, rest: str) -> Reply:
    """[Set time zone]: the common ones, and how to type another."""
    async with room.gear.store.read() as tx:
        channel = await room.known_channel(tx, rest)
    buttons = [Button(id=f"zone:{channel.id}:{zone}", label=zone) for zone in ZONES]
    return Reply(
        text=f"Which time zone is {hash_name(channel)} in? Any other can be typed: "
        "`/settings timezone:Europe/Rome`.",
        buttons=tuple(buttons),
    )


async def press_zone(room: Room, rest: str) -> Reply:
    """One of the time zones offered: ``CHANNEL:ZONE``."""
    where, _, zone = rest.partition(":")
    async with room.gear.store.begin() as tx:
        channel = await room.known_channel(tx, where)
        room.must_manage_in(channel)
        return await digest.change(room, tx, channel, {"timezone": values.zone(zone)})
