"""Every change is noted together with the steps that undo it, and can be undone for 10 minutes.

A step is plain JSON: ``{"what": "watch", "id": 3, "values": {"removed_at": null}}``. The same
table keeps what a person was asked ("Watch anyway?"): the commands to run for each answer.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.catalogue.overlay import Overlays
from bot.commands import openly
from bot.commands.room import Options, Room
from bot.commands.table import row
from bot.errors import CommandError
from bot.legs.language import turn
from bot.legs.resume import Missed, look_again, plan_missed
from bot.legs.retopic import Changes, Trial, carry_out, try_out
from bot.legs.unwanted import hush
from bot.locales import say
from bot.model import Button, Mode, Overlay, Reply
from bot.store import Tx, channels, feeds, parked, record, topics, unwanted, watches

UNDO_FOR = timedelta(minutes=10)
ASK_FOR = timedelta(days=1)

Step = Mapping[str, Any]


async def note(room: Room, tx: Tx, command: str, steps: Sequence[Step]) -> Button:
    """Note a change with what undoes it, in the transaction that makes it; give [Undo]."""
    about = await _about(tx, steps)
    number = await record.change(
        tx,
        room.community.id,
        actor=room.actor.id,
        command=command,
        inverse={
            "said": command,
            "steps": [_plain(step) for step in steps],
            "channel": room.channel.id,
            "about": about,
            "at": room.now.isoformat(),
        },
        now=room.now,
    )
    await openly.tell(room, tx, number, command, undo=True, about=about)
    return Button(id=f"undo:{number}", label=say("Undo"))


async def _about(tx: Tx, steps: Sequence[Step]) -> int | None:
    """Give the channel that a change is about, None where it is about no single one.

    What it does to a watch in somebody's own messages is nothing to be told there alone.
    """
    for step in steps:
        if step["what"] == "watch":
            place = await channels.get_channel(tx, (await watches.get(tx, step["id"])).channel_id)
            if place.external_id.startswith("@"):
                continue
            return place.id
        if step["what"] in ("channel", "own"):
            return int(step["id"])
        if "channel" in step:
            return int(step["channel"])
    return None


async def undo(room: Room, rest: str) -> Reply:
    """Take a change back."""
    trial = await _tried(room, rest)
    async with room.gear.store.begin() as tx:
        found = await _take(room, tx, rest, within=UNDO_FOR)
        if "steps" not in found:
            raise CommandError(
                say(
                    "That can no longer be undone: it was undone already, or 10 minutes are over. "
                    "`/watches` and `/settings` show how things stand."
                )
            )
        if "channel" in found:  # older notes have none
            room.must_manage_in(await channels.get_channel(tx, found["channel"]))
        for step in found["steps"]:
            if step["what"] == "topics":
                await _topics(room, tx, step, trial)
            else:
                await STEPS[step["what"]](tx, _rich(step))
            if step["what"] == "mute":
                await hush(room.gear, tx, step["channel"], room.now)
            if step["what"] == "community" and "locale" in step["values"]:
                await turn(room.gear, tx, step["id"], room.now)
        if "at" in found:  # older notes have none
            await _make_up(room, tx, found["steps"], datetime.fromisoformat(found["at"]))
        done = say("Taken back: “{what}”.", what=found["said"])
        with room.aloud():
            told = say("Taken back: “{what}”.", what=found["said"])
        await openly.tell(room, tx, int(rest), told, about=found.get("about"))
    for leg in ("poll", "publish", "housekeep"):
        room.gear.nudge(leg)
    return Reply(text=done)


async def _make_up(room: Room, tx: Tx, steps: Sequence[Step], since: datetime) -> None:
    """Tell what came while a watch was gone, or an outlet muted, as if it never was."""
    back = [step for step in steps if step["what"] == "watch" and _ends_a_silence(step["values"])]
    watched = [await watches.get(tx, step["id"]) for step in back]
    missed = [Missed(watches=watched, since=since)] if watched else []
    for step in steps:
        if step["what"] == "unmute" and step.get("publisher"):
            mine = await watches.of_channel(tx, step["channel"])
            missed.append(Missed(watches=mine, since=since, family=step["publisher"]))
    for one in missed:
        await plan_missed(room.gear, tx, one, room.now)
        for channel_id in {watch.channel_id for watch in one.watches}:
            await look_again(room.gear, tx, channel_id, room.now)


def _ends_a_silence(values: Mapping[str, Any]) -> bool:
    gone = values.get("removed_at", "") is None
    return gone or values.get("state") == "active" or values.get("mode") == Mode.ALERT.value


async def ask(room: Room, command: str, answers: Sequence[tuple[str, Options]]) -> list[Button]:
    """Give one button for each answer; pressing it runs ``command`` with the answer's options.

    One who may only read may press those of a command that changes nothing.
    """
    async with room.gear.store.begin() as tx:
        number = await record.change(
            tx,
            room.community.id,
            actor=room.actor.id,
            command=f"{record.ASKED}{command}",
            inverse={"command": command, "answers": [dict(options) for _, options in answers]},
            now=room.now,
        )
    known = row(*command.split(maxsplit=1))
    verb = "do" if known is None or known.changes else "go"
    return [Button(id=f"{verb}:{number}:{i}", label=label) for i, (label, _) in enumerate(answers)]


async def answered(room: Room, rest: str) -> tuple[str, Options]:
    """Give the command and options of a pressed answer, which counts once.

    Raises CommandError when the question is old, or was answered before.
    """
    number, _, which = rest.partition(":")
    async with room.gear.store.begin() as tx:
        found = await _take(room, tx, number, within=ASK_FOR)
        answers = dict(enumerate(found.get("answers", ())))
        if not which.isdecimal() or int(which) not in answers:
            raise CommandError(
                say("That question was answered before, or is too old: type it again.")
            )
    return found["command"], answers[int(which)]


async def cancel(room: Room, rest: str) -> Reply:
    """Answer a question with no."""
    async with room.gear.store.begin() as tx:
        await _take(room, tx, rest, within=ASK_FOR)
    return Reply(text=say("Nothing was changed."))


def cancelling(buttons: Sequence[Button]) -> Button:
    """Give the button that answers the same question with no."""
    return Button(id=f"cancel:{buttons[0].id.split(':')[1]}", label=say("Cancel"))


async def _take(room: Room, tx: Tx, number: str, *, within: timedelta) -> Mapping[str, Any]:
    """Take a note that counts once; empty when it is too old or was taken before."""
    known = int(number) if number.isdecimal() else 0
    since = room.now - within
    return (await record.take_back(tx, room.community.id, known, since=since, now=room.now)) or {}


def _plain(value: Any) -> Any:
    """Make a step JSON: times become marked text, tuples lists."""
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def _rich(value: Any) -> Any:
    """The way back of `_plain`."""
    if isinstance(value, Mapping):
        if value.keys() == {"at"}:
            return datetime.fromisoformat(value["at"])
        return {key: _rich(inner) for key, inner in value.items()}
    return [_rich(inner) for inner in value] if isinstance(value, list) else value


# ── the steps ───────────────────────────────────────────────────────────────────────────────


def set_watch(watch_id: int, **values: Any) -> Step:
    """Give back a watch's columns; ``removed_at`` None brings it back."""
    return {"what": "watch", "id": watch_id, "values": values}


def set_channel(channel_id: int, **values: Any) -> Step:
    """Give back a channel's columns."""
    return {"what": "channel", "id": channel_id, "values": values}


def set_own(channel_id: int, **settings: Any) -> Step:
    """Give back some of a channel's own settings; None: it had none of that name."""
    return {"what": "own", "id": channel_id, "values": settings}


def set_community(community_id: int, **values: Any) -> Step:
    """Give back a community's columns."""
    return {"what": "community", "id": community_id, "values": values}


def set_pack(channel_id: int, pack: str, without: Sequence[str] | None) -> Step:
    """Give back a channel's pack with the queries left out of it; None: it had no such pack."""
    left_out = None if without is None else list(without)
    return {"what": "pack", "channel": channel_id, "pack": pack, "without": left_out}


def set_access(feed_id: int, community_id: int, known: Mapping[str, Any] | None) -> Step:
    """Give back how a community sees a feed (name, tags, by, now); None: not at all."""
    return {"what": "access", "feed": feed_id, "community": community_id, "known": known}


def set_address(feed_id: int, url: str) -> Step:
    """Give back a feed's address."""
    return {"what": "address", "feed": feed_id, "url": url}


def unmute(channel_id: int, mute_id: int, publisher: str | None = None) -> Step:
    """Take a mute away; ``publisher``: of this outlet's family."""
    return {"what": "unmute", "channel": channel_id, "id": mute_id, "publisher": publisher}


def mute_again(channel_id: int, story_id: int | None, publisher: str | None, **by: Any) -> Step:
    """Mute again what was unmuted."""
    values = {"story_id": story_id, "publisher": publisher, **by}
    return {"what": "mute", "channel": channel_id, "values": values}


def park_again(community_id: int, delivery_id: int, reason: str | None) -> Step:
    """Let a dropped post of unknown fate wait for a decision again."""
    return {"what": "park", "community": community_id, "id": delivery_id, "reason": reason}


def ask_again(delivery_ids: Sequence[int]) -> Step:
    """Bring back alerts that were given up since no watch asked for them any more."""
    return {"what": "alerts", "ids": list(delivery_ids)}


def set_topics(community_id: int, known: Overlays, changes: Changes) -> Step:
    """Give back what a community made of topics before these changes."""
    before = {id_: _body(known.get(id_)) for id_ in changes}
    after = {id_: _body(overlay) for id_, overlay in changes.items()}
    return {"what": "topics", "community": community_id, "before": before, "after": after}


def _body(overlay: Overlay | None) -> Mapping[str, Any] | None:
    if overlay is None or overlay == Overlay():
        return None
    return {"off": overlay.off, "body": topics.body_of(overlay)}


async def _tried(room: Room, rest: str) -> Trial | None:
    """Try what gives topics back, while nobody has to wait to write."""
    known = int(rest) if rest.isdecimal() else 0
    async with room.gear.store.read() as tx:
        found = await record.inverse_of(tx, room.community.id, known)
        steps = [step for step in found.get("steps", ()) if step["what"] == "topics"]
        if not steps:
            return None
        mine = room.community.id
        return await try_out(room.gear, tx, mine, _given_back(steps[0]), topic=None, now=room.now)


def _given_back(step: Step) -> Changes:
    return {
        id_: topics.overlay_of(kept["body"], off=kept["off"]) if kept else None
        for id_, kept in step["before"].items()
    }


async def _topics(room: Room, tx: Tx, step: Step, trial: Trial | None) -> None:
    """Raises CommandError when one of the topics was changed again: that would be lost."""
    known = await topics.of_community(tx, step["community"])
    for id_, body in step["after"].items():
        if _plain(_body(known.get(id_))) != body:
            raise CommandError(
                say(
                    "That topic was changed again since then. Undo the later change first; "
                    "`/topics show` shows how it stands, `/topics edit` changes it."
                )
            )
    changes = _given_back(step)
    await carry_out(room.gear, tx, step["community"], changes, trial=trial, now=room.now)


async def _watch(tx: Tx, step: Step) -> None:
    await watches.change(tx, step["id"], **step["values"])


async def _channel(tx: Tx, step: Step) -> None:
    await channels.update_channel(tx, step["id"], **step["values"])


async def _own(tx: Tx, step: Step) -> None:
    channel = await channels.get_channel(tx, step["id"])
    await channels.update_settings(tx, channel, step["values"])


async def _community(tx: Tx, step: Step) -> None:
    await channels.update_community(tx, step["id"], **step["values"])


async def _pack(tx: Tx, step: Step) -> None:
    if step["without"] is None:
        await watches.pack_off(tx, step["channel"], step["pack"])
        return
    await watches.pack_on(tx, step["channel"], step["pack"])
    await watches.without(tx, step["channel"], step["pack"], step["without"])


async def _access(tx: Tx, step: Step) -> None:
    if step["known"] is None:
        await feeds.revoke(tx, step["feed"], step["community"])
    else:
        await feeds.grant(tx, step["feed"], step["community"], **step["known"])


async def _address(tx: Tx, step: Step) -> None:
    await feeds.readdress(tx, step["feed"], step["url"])


async def _unmute(tx: Tx, step: Step) -> None:
    await record.unmute(tx, step["channel"], step["id"])


async def _mute(tx: Tx, step: Step) -> None:
    await record.mute(tx, step["channel"], **step["values"])


async def _park(tx: Tx, step: Step) -> None:
    await parked.park_again(tx, step["community"], step["id"], step["reason"])


async def _alerts(tx: Tx, step: Step) -> None:
    await unwanted.ask_again(tx, step["ids"])


STEPS: Mapping[str, Callable[[Tx, Step], Awaitable[None]]] = {
    "watch": _watch,
    "channel": _channel,
    "own": _own,
    "community": _community,
    "pack": _pack,
    "access": _access,
    "address": _address,
    "unmute": _unmute,
    "mute": _mute,
    "park": _park,
    "alerts": _alerts,
}
