"""What a change of topics does to the watches here: said, asked about, or refused as too much."""

from collections.abc import Sequence

from bot.commands.reading import SURE
from bot.commands.room import Options, Room, hash_name
from bot.commands.topics.told import called
from bot.commands.undo import ask, cancelling
from bot.commands.watches.volume import TOO_COMMON
from bot.errors import CommandError
from bot.legs.retopic import Effect, Trial
from bot.model import Mode, Reply, Watch
from bot.store import channels, watches
from bot.words import listing, number, plural

FEW = 5  # watches that an answer names
GROWN = 1.2  # times as much: less is no news for a watch that is busy already


async def others(room: Room, trial: Trial, *, besides: str | None = None) -> list[str]:
    """Say what other watches here will find: none of ``besides``, the topic that was compared."""
    told = {
        await where(room, asking): effect
        for asking, effect in await _concerned(room, trial)
        if effect.before.keys() != effect.after.keys()
        and not any(is_all(watch, besides or "") for watch in asking)
    }
    if not told:
        return []
    most = sorted(told.items(), key=lambda one: -abs(len(one[1].after) - len(one[1].before)))
    lines = [f"{name} {_change(effect, trial.days)}" for name, effect in most[:FEW]]
    more = f" and {len(most) - FEW} more" if len(most) > FEW else ""
    head = f"Other watches that this changes, in the last {room.gear.rules.sample_days} days"
    return [f"{head}: {'; '.join(lines)}{more}."]


def is_all(watch: Watch, topic: str) -> bool:
    """Whether a watch asks for a topic and nothing else."""
    return watch.query in (f"topic:{topic}", f'topic:"{topic}"')


async def too_much(
    room: Room, trial: Trial, command: str, options: Options, *, topic: str | None = None
) -> Reply | None:
    """Ask before what would flood a watch here.

    Raises CommandError for more than any channel can want, of the topic itself as well.
    """
    found = [(await where(room, asking), asking, e) for asking, e in await _concerned(room, trial)]
    meant = trial.new.catalogue.topics.get(topic or "")
    itself = [(called(meant.name), trial.topic)] if meant else []
    for name, effect in [*itself, *((name, effect) for name, _, effect in found)]:
        if _grows(effect, trial.days, TOO_COMMON):
            raise CommandError(
                f"With that {name} would find about {_a_day(effect, trial.days)} stories a day, "
                "more than any channel can want; nothing was changed. Say beside which words the "
                "names count, for example `needs:ship, navy`, or take narrower names."
            )
    busy = room.gear.rules.busy_per_day
    flooded = [
        (name, effect)
        for name, asking, effect in found
        if any(w.mode is Mode.ALERT for w in asking) and _grows(effect, trial.days, busy)
    ]
    if not flooded or SURE in options:
        return None
    buttons = await ask(room, command, [("Change it anyway", {**options, SURE: "yes"})])
    told = [f"{name} about {_a_day(effect, trial.days)} times" for name, effect in flooded[:FEW]]
    return Reply(
        text=f"With that these watches would post more than {busy} times a day: {listing(told)}. "
        "Nothing was changed yet. Change it anyway, or type it again with `needs:` and the words "
        "beside which the names count?",
        buttons=(*buttons, cancelling(buttons)),
    )


def _grows(effect: Effect, days: float, limit: int) -> bool:
    before, after = len(effect.before), len(effect.after)
    return after / days > limit and after > before * GROWN


def _a_day(effect: Effect, days: float) -> str:
    return number(round(len(effect.after) / days))


def _change(effect: Effect, days: float) -> str:
    before, after = len(effect.before), len(effect.after)
    a_day = f", about {_a_day(effect, days)} a day" if after / days >= 2 else ""
    return f"{plural(after, 'story', 'stories')} instead of {number(before)}{a_day}"


async def _concerned(room: Room, trial: Trial) -> list[tuple[Sequence[Watch], Effect]]:
    """Give the active watches here that ask what means something else now."""
    async with room.gear.store.read() as tx:
        asking = await watches.asking(tx, trial.asked)
    by_query: dict[int, list[Watch]] = {}
    for watch in asking:
        if watch.community_id == room.community.id and watch.query_id is not None:
            by_query.setdefault(watch.query_id, []).append(watch)
    return [(mine, trial.asked[query_id]) for query_id, mine in by_query.items()]


async def where(room: Room, asking: Sequence[Watch]) -> str:
    """Say watches with their channels: "East China Sea (#desk, #alerts)"."""
    async with room.gear.store.read() as tx:
        known = {c.id: c for c in await channels.channels_of(tx, room.community.id)}
    named: dict[str, list[str]] = {}
    for watch in asking:
        named.setdefault(called(watch.label), []).append(hash_name(known[watch.channel_id]))
    return listing([f"{name} ({', '.join(rooms)})" for name, rooms in named.items()])
