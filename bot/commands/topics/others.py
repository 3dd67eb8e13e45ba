"""What a change of topics does to the watches here: said, asked about, or refused as too much."""

from collections.abc import Mapping, Sequence

from bot.commands.reading import SURE
from bot.commands.room import Options, Room, hash_name
from bot.commands.topics.told import called
from bot.commands.undo import ask, cancelling
from bot.commands.watches.volume import TOO_COMMON
from bot.errors import CommandError
from bot.legs.ask import a_day
from bot.legs.retopic import Effect, Trial
from bot.locales import count, joined, say
from bot.model import Mode, Reply, Watch
from bot.store import channels, watches
from bot.words import number, topic_name

FEW = 5  # watches that an answer names
Days = Mapping[int, float]  # feed → days of it that were read
GROWN = 1.2  # times as much: less is no news for a watch that is busy already


async def others(room: Room, trial: Trial, *, besides: str | None = None) -> list[str]:
    """Say what other watches here will find: none of ``besides``, the topic that was compared."""
    told = [
        (await where(room, asking), effect)
        for asking, effect in await _concerned(room, trial)
        if effect.before.keys() != effect.after.keys()
        and not any(is_all(watch, besides or "") for watch in asking)
    ]
    if not told:
        return []
    most = sorted(told, key=lambda one: -abs(len(one[1].after) - len(one[1].before)))
    told_so = say("; ").join(_change(name, effect, trial.days) for name, effect in most[:FEW])
    rest = len(most) - FEW
    if rest > 0:
        told_so = count(rest, "{names} and {n} more", "{names} and {n} more", names=told_so)
    return [
        say(
            "Other watches that this changes, in the last {days} days: {changes}.",
            days=room.gear.rules.sample_days,
            changes=told_so,
        )
    ]


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
    itself = [(called(topic_name(meant)), trial.topic)] if meant else []
    for name, effect in [*itself, *((name, effect) for name, _, effect in found)]:
        if _grows(effect, trial.days, TOO_COMMON):
            raise CommandError(
                say(
                    "With that {name} would find about {n} stories a day, more than any channel "
                    "can want; nothing was changed. Say beside which words the names count, for "
                    "example `needs:ship, navy`, or take narrower names.",
                    name=name,
                    n=_a_day(effect, trial.days),
                )
            )
    busy = room.gear.rules.busy_per_day
    flooded = [
        (name, effect)
        for name, asking, effect in found
        if any(w.mode is Mode.ALERT for w in asking) and _grows(effect, trial.days, busy)
    ]
    if not flooded or SURE in options:
        return None
    buttons = await ask(room, command, [(say("Change it anyway"), {**options, SURE: "yes"})])
    told = [
        say("{name} about {n} times", name=name, n=_a_day(effect, trial.days))
        for name, effect in flooded[:FEW]
    ]
    return Reply(
        text=say(
            "With that these watches would post more than {most} times a day: {names}. Nothing "
            "was changed yet. Change it anyway, or type it again with `needs:` and the words "
            "beside which the names count?",
            most=busy,
            names=joined(told),
        ),
        buttons=(*buttons, cancelling(buttons)),
    )


def _grows(effect: Effect, days: Days, limit: int) -> bool:
    before, after = len(effect.before), len(effect.after)
    return a_day(effect.after.values(), days) > limit and after > before * GROWN


def _a_day(effect: Effect, days: Days) -> str:
    return number(round(a_day(effect.after.values(), days)))


def _change(name: str, effect: Effect, days: Days) -> str:
    before, after = len(effect.before), len(effect.after)
    told = say(
        "{name} {stories} instead of {before}",
        name=name,
        stories=count(after, "{n} story", "{n} stories"),
        before=number(before),
    )
    if a_day(effect.after.values(), days) < 2:
        return told
    return say("{change}, about {n} a day", change=told, n=_a_day(effect, days))


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
    """Say watches with their channels: "East China Sea (#desk, #alerts)".

    What the person does not see is counted alone: in another one's messages, in a hidden channel.
    """
    async with room.gear.store.read() as tx:
        known = await channels.by_ids(tx, {watch.channel_id for watch in asking})
    named: dict[str, list[str]] = {}
    unseen = 0
    for watch in asking:
        place = known[watch.channel_id]
        alone = place.external_id.startswith("@") and place.id != room.channel.id
        if alone or place.id in room.hidden:
            unseen += 1
        else:
            named.setdefault(called(watch.label), []).append(hash_name(place))
    told = [
        say("{name} ({names})", name=name, names=say(", ").join(rooms))
        for name, rooms in named.items()
    ]
    if unseen:
        told.append(
            count(unseen, "{n} watch that you do not see", "{n} watches that you do not see")
        )
    return joined(told)
