"""Keeping changes of topics: checked, tried on the stored items, noted with what undoes them."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

from bot.catalogue.overlay import Overlays
from bot.commands import undo
from bot.commands.naming import some
from bot.commands.room import Room, said
from bot.commands.watches.volume import FUNCTION_WORDS, TOO_COMMON
from bot.errors import CommandError
from bot.legs.retopic import Changes, Trial, carry_out, per_day, try_out
from bot.locales import count, say, sentences
from bot.model import Alias, Button, Item, Overlay
from bot.pipeline.text import fold
from bot.pipeline.text.heading import heading
from bot.store import Tx
from bot.words import number

Also = Callable[[Tx], Awaitable[list[undo.Step]]]
MOST_NAMES = 500  # of one topic
MOST_WORDS = 200  # context words or vetoes of one topic
MOST_OWN = 200  # own topics of a community
MOST_TITLES = 3  # stories named in an answer


def check_sizes(overlays: Overlays, touched: Iterable[str]) -> None:
    """Raises CommandError when there is more than a community may have."""
    own = sum(1 for overlay in overlays.values() if overlay.own)
    if own > MOST_OWN:
        raise CommandError(
            say(
                "A community may have {most} topics of its own. Take one away with `/topics "
                "remove`, or put the names into a topic that is there.",
                most=MOST_OWN,
            )
        )
    for id_ in touched:
        overlay = overlays.get(id_, Overlay())
        name = said(overlay.name or id_, 60)
        _check(len(overlay.aliases), MOST_NAMES, name, say("names"))
        _check(len(overlay.needs), MOST_WORDS, name, say("context words"))
        _check(len(overlay.vetoes), MOST_WORDS, name, say("vetoes"))


def _check(n: int, most: int, name: str, what: str) -> None:
    if n > most:
        raise CommandError(
            say(
                "{name} would have {n} {what} of your own, {most} are allowed. Spread them over "
                "several topics.",
                name=name,
                n=n,
                what=what,
                most=most,
            )
        )


async def unfit(room: Room, tx: Tx, names: Sequence[Alias]) -> dict[str, str]:
    """Give those names that no topic can go by as they are, each with why and what to do.

    A name that needs context may be as common as it likes.
    """
    signs = say("it has neither a letter nor a number")
    found = {a.text: signs for a in names if not any(c.isalnum() for c in _bare(a))}
    free = [a for a in names if not a.needs and a.text not in found]
    rates = await per_day(room.gear, tx, room.community.id, free, now=room.now) if free else []
    for one, rate in zip(free, rates, strict=True):
        if cause := _cause(one, rate):
            found[one.text] = cause
    return {
        text: say("*{word}* is no name: {why}.", word=said(text, 60), why=why)
        for text, why in found.items()
    }


def _bare(name: Alias) -> str:
    return fold(name.text).text.strip()


def _cause(name: Alias, rate: float) -> str:
    """Say why a name without context is far too common; "" when it is not."""
    bare = _bare(name)
    volume = say("it would match about {n} items a day", n=number(_rounded(rate)))
    if rate > TOO_COMMON:
        return _advised(volume)
    kinds = {
        say("it is a single letter"): len(bare) == 1,
        say("it is only a number"): not any(c.isalpha() for c in bare)
        and bare.replace(" ", "").isalnum(),
        say("it is a word of nearly every text"): bare in FUNCTION_WORDS,
    }
    kind = next((kind for kind, fits in kinds.items() if fits), None)
    if kind is None:
        return ""
    return _advised(say(", ").join([kind, volume] if rate >= 1 else [kind]))


def _advised(causes: str) -> str:
    return say(
        "{causes}. To keep it say beside which words it counts, for example `needs:ship, navy`",
        causes=causes,
    )


def _rounded(rate: float) -> int:
    return int(round(rate, -2 if rate >= 1000 else -1 if rate >= 100 else 0))


async def must_fit(room: Room, tx: Tx, names: Sequence[Alias]) -> None:
    """Raises CommandError for names that no topic can go by."""
    wrong = await unfit(room, tx, names)
    if wrong:
        raise CommandError(sentences(*wrong.values()))


async def tried(room: Room, changes: Changes, *, topic: str | None) -> Trial:
    """Try changes on the stored items; ``topic`` is the one to compare."""
    async with room.gear.store.read() as tx:
        mine = room.community.id
        return await try_out(room.gear, tx, mine, changes, topic=topic, now=room.now)


async def save(
    room: Room, changes: Changes, done: str, trial: Trial, *, also: Also | None = None
) -> Button:
    """Keep changes that were tried, note what undoes them; give [Undo].

    ``also`` does what goes with them and gives what undoes it. Raises CommandError when somebody
    else changed topics meanwhile.
    """
    gear, mine = room.gear, room.community.id
    async with gear.store.begin() as tx:
        seen = await gear.memory.view(tx, gear.catalogue, mine)
        if seen.overlays != room.view.overlays:
            raise CommandError(say("Somebody changed topics at the same moment. Type it again."))
        steps = await also(tx) if also else []
        await carry_out(gear, tx, mine, changes, trial=trial, now=room.now)
        steps = [*steps, undo.set_topics(mine, seen.overlays, changes)]
        button = await undo.note(room, tx, done, steps)
    gear.nudge("poll")
    gear.nudge("housekeep")  # older items are matched again there
    return button


def compared(room: Room, trial: Trial, *, new: bool = False) -> str:
    """Say what the last days would have brought before and after a change."""
    days = room.gear.rules.sample_days
    before, after = trial.topic.before, trial.topic.after
    if new:
        found = say("Last {days} days here: {stories}.", days=days, stories=_count(after))
        titles = _titles(after.values())
        newest = say("Newest: {titles}.", titles=titles)
        return sentences(found, newest) if titles else found
    gone = [item for story, item in before.items() if story not in after]
    came = [item for story, item in after.items() if story not in before]
    if not gone and not came:
        stories = _count(before)
        return say(
            "Last {days} days here: {stories}, before and after.", days=days, stories=stories
        )
    told = [
        say(
            "Last {days} days here: {stories} before, {n} now.",
            days=days,
            stories=_count(before),
            n=number(len(after)),
        ),
        *([say("Gone: {titles}.", titles=_titles(gone))] if gone else []),
        *([say("New: {titles}.", titles=_titles(came))] if came else []),
    ]
    return sentences(*told)


def _count(stories: Mapping[int, Item]) -> str:
    return count(len(stories), "{n} story", "{n} stories") if stories else say("no story")


def _titles(found: Iterable[Item]) -> str:
    titles = [say("“{title}”", title=said(heading(item), 100)) for item in found]
    return some(titles, MOST_TITLES)
