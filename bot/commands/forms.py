"""[Change…]: a channel's settings, its digest and the community's settings, as forms.

Each shows how things stand; what was written into it is given to the command as if it was typed,
and what was left as it was changes nothing.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.commands import digest, lacking, settings
from bot.commands.naming import cut
from bot.commands.room import Options, Room, hash_name
from bot.commands.table import WITH_BROADCASTS
from bot.commands.values import DAYS
from bot.locales import say
from bot.model import Channel, Community, Field, Form, Reply
from bot.store import channels

# What an emptied field says, as the option has it; one that is not here stays as it was.
EMPTY: Mapping[str, str] = {"budget": "default", "language": "default", "notices": "off"}
LONGEST_TITLE = 45


async def press_when(room: Room, rest: str) -> Reply:
    """The digest of a channel: its times, days and zone. ``rest``: the channel, "" for this one."""
    channel = await _channel(room, rest)
    shown = (_times(channel), _days(channel), _zone(channel))
    title = say("Digest of {where}", where=hash_name(channel))
    if not room.fields:
        example = "/digest set 08:00 mon-fri Asia/Tokyo"
        asked = _asked(f"when:{channel.id}", title, shown, example)
        async with room.gear.store.read() as tx:
            stands = await digest.when(tx, channel, room.now, room.locale)
        return replace(asked, text=f"{stands}\n{asked.text}")
    given = _news(room, shown) or {"times": shown[0].value}
    return await digest.set_(room, {**given, "channel": channel.external_id})


async def press_adjust(room: Room, rest: str) -> Reply:
    """The settings of a channel."""
    channel = await _channel(room, rest)
    own = channel.settings
    shown: tuple[Field, ...] = (
        _zone(channel),
        Field(
            name="budget",
            label=say("Budget of alerts"),
            value=_budget(own.get("budget")),
            hint=say("5+4/h: 5 at once and 4 an hour; off; empty: as everywhere"),
        ),
        Field(
            name="digest",
            label=say("The digest tells"),
            kind="choice",
            value=own.get("digest_tells") or "new",
            choices=(
                ("new", say("what was not alerted")),
                ("all", say("everything, alerted or not")),
            ),
        ),
        Field(
            name="empty-digest",
            label=say("With nothing to tell"),
            kind="choice",
            value=own.get("digest_empty") or room.gear.rules.digest_empty,
            choices=(
                ("monday", say("silent, but on Mondays and when feeds are stale")),
                ("always", say("one line that says so")),
                ("never", say("always silent")),
            ),
        ),
    )
    shown += _broadcast(channel)
    title = say("Settings of {where}", where=hash_name(channel))
    if not room.fields:
        return _asked(f"adjust:{channel.id}", title, shown, "/settings timezone:Asia/Tokyo")
    given = {**_news(room, shown), "channel": channel.external_id}
    return await settings.settings(room, given)


async def press_common(room: Room, rest: str) -> Reply:
    """The settings of the community."""
    async with room.gear.store.read() as tx:
        home = await channels.get_community(tx, room.community.id)
        known = await room.places(tx)
    shown = (
        Field(
            name="language",
            label=say("Language of posts and notices"),
            value=home.locale or "",
            hint=say("Such as en or ja; empty: each reader’s own"),
        ),
        _notices(home, known),
    )
    if not room.fields:
        title = say("Settings of this community")
        return _asked("common:", title, shown, "/settings language:en notices:#general")
    given = _news(room, shown)
    return await lacking.noted(room, given, await settings.settings(room, given))


async def _channel(room: Room, rest: str) -> Channel:
    """Raises CommandError, NotAllowed."""
    async with room.gear.store.read() as tx:
        if not rest:
            return await channels.get_channel(tx, room.channel.id)
        channel = await room.known_channel(tx, rest)
    room.must_manage_in(channel)
    return channel


def _asked(button: str, title: str, fields: tuple[Field, ...], example: str) -> Reply:
    return Reply(
        text=say("To change it, type for example `{example}`.", example=example),
        form=Form(button=button, title=cut(title, LONGEST_TITLE), fields=fields),
    )


def _news(room: Room, shown: tuple[Field, ...]) -> Options:
    """Give what differs from how it stands, as options of the command."""
    news: dict[str, str] = {}
    for one in shown:
        text = room.fields.get(one.name, one.value).strip()
        if text != one.value and (text or one.name in EMPTY):
            news[one.name] = text or EMPTY[one.name]
    return news


def _times(channel: Channel) -> Field:
    return Field(
        name="times",
        label=say("Times"),
        value=",".join(channel.digest_times),
        hint=say("Such as 08:00, 8am or 08:00,18:30"),
    )


def _days(channel: Channel) -> Field:
    days = [DAYS[day] for day in sorted(channel.digest_days)]
    return Field(
        name="days",
        label=say("Days"),
        value="daily" if len(days) == len(DAYS) else ",".join(days),
        hint=say("Such as mon-fri, mon,thu or daily"),
    )


def _zone(channel: Channel) -> Field:
    return Field(
        name="timezone",
        label=say("Time zone"),
        kind="zone",
        value=channel.timezone or "",
        hint=say("Such as Asia/Tokyo, or its city alone"),
    )


def _broadcast(channel: Channel) -> tuple[Field, ...]:
    """Ask which posts of threads the channel sees, too, where the platform shows any there."""
    if channel.platform not in WITH_BROADCASTS:
        return ()
    return (
        Field(
            name="broadcast",
            label=say("Posts of threads in the channel, too"),
            kind="choice",
            value=channel.settings.get("broadcast") or "default",
            choices=(*settings.broadcasts().items(), ("default", say("as everywhere"))),
        ),
    )


def _notices(home: Community, known: tuple[Channel, ...]) -> Field:
    now = next((c for c in known if c.id == home.notice_channel_id), None)
    return Field(
        name="notices",
        label=say("Notices about the bot go to"),
        kind="place",
        value=now.external_id if now else "",
        hint=say("Empty: to whoever added the thing"),
    )


def _budget(kept: Any) -> str:
    """Write a budget as it is typed; "" where it is the default."""
    if isinstance(kept, Mapping):
        return f"{kept['burst']}+{kept['per_hour']:g}/h"
    return str(kept or "")
