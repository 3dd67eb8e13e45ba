"""[Broaden]: what wider forms of a watch would have found, and one press to take one."""

from bot.commands import undo
from bot.commands.room import Room, fit, said
from bot.commands.watches import watching
from bot.commands.watches.answer import manage
from bot.commands.watches.watch import label_of
from bot.errors import CommandError
from bot.legs.ask import backfill, sample
from bot.locales import count, say, sentences
from bot.model import Button, Reply, Watch
from bot.pipeline.query import Query, label, read_stored, wider
from bot.store import channels, watches


async def press_broaden(room: Room, rest: str) -> Reply:
    """Show the wider forms of a watch, each with what it would have found."""
    async with room.gear.store.read() as tx:
        watch = await watching.living(room, tx, rest)
        channel = await channels.get_channel(tx, watch.channel_id)
        query, forms = _forms(watch)
        seen = await sample(room.gear, tx, channel, query, forms, now=room.now)
    name, days = watching.named(watch), seen.days
    head = (
        say("{name} found {items} in {days} days.", name=name, items=_found(seen.items), days=days)
        if seen.items
        else say("{name} found nothing in {days} days.", name=name, days=days)
    )
    if not forms:
        return Reply(text=sentences(head, _other(watch)))
    named = [_named(room, form) for form in forms]
    lines = [f"{n}. `{name}`: {_found(items)}" for n, name, items in _rows(named, seen.beside)]
    buttons = [
        Button(id=f"widen:{watch.id}:{watch.query_id}:{n}", label=say("Take {n}", n=n))
        for n in range(1, len(forms) + 1)
    ]
    text = fit([sentences(head, say("A wider form would have found:")), *lines, _other(watch)], "…")
    return Reply(text=text, buttons=tuple(buttons))


def _forms(watch: Watch) -> tuple[Query, tuple[Query, ...]]:
    query = read_stored(watch.query) if watch.query else None
    if query is None:
        raise CommandError(
            say("That watch has no query that could be widened. `/watches` shows it.")
        )
    return query, wider(query)


def _rows(names: list[str], counts: tuple[int, ...]) -> list[tuple[int, str, int]]:
    return [(n, *row) for n, row in enumerate(zip(names, counts, strict=True), start=1)]


def _found(items: int) -> str:
    return count(items, "{n} item", "{n} items") if items else say("nothing")


def _named(room: Room, query: Query) -> str:
    return said(label(query, room.topic), 120)


def _other(watch: Watch) -> str:
    return say(
        "To widen it further, name more: other names or spellings joined with OR, such as "
        "`/watch {label} OR …`, or a topic, which knows its names in many languages.",
        label=said(watch.label, 60),
    )


async def press_widen(room: Room, rest: str) -> Reply:
    """Take one of the forms: ``WATCH:QUERY:NUMBER``; the query says of which they were told."""
    number, _, chosen = rest.partition(":")
    asked, _, which = chosen.partition(":")
    async with room.gear.store.begin() as tx:
        watch = await watching.changing(room, tx, number)
        forms = dict(enumerate(_forms(watch)[1], start=1))
        place = int(which) if which.isdecimal() and len(which) < 3 else 0
        if str(watch.query_id) != asked or place not in forms:
            raise CommandError(say("That watch was changed since then. Press [Broaden] again."))
        query_id = await watching.query_id(room, tx, forms[place])
        others = await watches.of_channel(tx, watch.channel_id)
        if any(one.query_id == query_id for one in others):
            raise CommandError(say("That is watched here already. `/watches` shows it."))
        back = watching.given_back(watch, ("query_id", "label"))
        await watches.change(tx, watch.id, query_id=query_id, label=label_of(room, forms[place]))
        await backfill(room.gear, tx, query_id, now=room.now)
        after = await watches.get(tx, watch.id)
        with room.aloud():
            told = say("{name} was widened", name=watching.named(watch))
        button = await undo.note(room, tx, told, [back])
    text = say("{old} is {new} now.", old=watching.named(watch), new=watching.named(after))
    return Reply(text=text, buttons=(*manage(after), button))
