"""[Tighten]: what narrower forms of a watch would have found, and one press to take one."""

from bot.commands import undo
from bot.commands.room import Room, said
from bot.commands.watches import watching
from bot.commands.watches.answer import manage, of_watch
from bot.commands.watches.watch import label_of, name_of
from bot.errors import CommandError
from bot.legs.ask import backfill, sample
from bot.locales import count, say
from bot.model import Button, Mode, Reply, Watch
from bot.pipeline.query import Query, narrower, read_stored
from bot.store import Tx, channels, watches

MOST_OUTLETS = 5  # that a button asks for


async def press_tighten(room: Room, rest: str) -> Reply:
    """Show what would let fewer alerts through, each with what it would have found."""
    async with room.gear.store.read() as tx:
        watch = await watching.living(room, tx, rest)
        channel = await channels.get_channel(tx, watch.channel_id)
        query = _query(watch)
        narrow = narrower(query)
        beside = [narrow] if narrow else []
        seen = await sample(room.gear, tx, channel, query, beside, now=room.now)
    head = say(
        "{name} found {items} in {days} days. Fewer alerts come:",
        name=watching.named(watch),
        items=_items(seen.items),
        days=seen.days,
    )
    lines, buttons = [], []
    if narrow is not None:
        title = say(
            "· from titles alone, `{query}`: {items}",
            query=said(name_of(room, narrow), 120),
            items=_items(seen.beside[0]),
        )
        lines.append(title)
        buttons.append(Button(id=f"narrow:{watch.id}:{watch.query_id}", label=say("Titles only")))
    if watch.min_publishers < MOST_OUTLETS:
        n = watch.min_publishers + 1
        lines.append(say("· once {n} independent outlets tell it", n=n))
        buttons.append(Button(id=f"outlets:{watch.id}:{n}", label=say("From {n} outlets on", n=n)))
    if watch.mode is Mode.ALERT:
        lines.append(say("· in the digest alone"))
        buttons.append(Button(id=f"set:{watch.id}:mode:digest", label=say("Digest only")))
    label = said(watch.label, 60)
    lines.append(say("Or add a word: `/watch {name} AND …`", name=label))
    return Reply(text="\n".join([head, *lines]), buttons=tuple(buttons))


def _items(n: int) -> str:
    return count(n, "{n} item", "{n} items")


def _query(watch: Watch) -> Query:
    query = read_stored(watch.query) if watch.query else None
    if query is None:
        raise CommandError(
            say("That watch has no query that could be changed. `/watches` shows it.")
        )
    return query


async def press_narrow(room: Room, rest: str) -> Reply:
    """[Titles only]: ``WATCH:QUERY``; the query says of which it was told."""
    number, _, asked = rest.partition(":")
    async with room.gear.store.begin() as tx:
        watch = await watching.changing(room, tx, number)
        narrow = narrower(_query(watch))
        if str(watch.query_id) != asked or narrow is None:
            raise CommandError(say("That watch was changed since then. Press [Tighten] again."))
        query_id = await watching.query_id(room, tx, narrow)
        others = await watches.of_channel(tx, watch.channel_id)
        if any(one.query_id == query_id for one in others):
            raise CommandError(say("That is watched here already. `/watches` shows it."))
        label = label_of(room, narrow)
        reply = await _changed(room, tx, watch, {"query_id": query_id, "label": label})
        await backfill(room.gear, tx, query_id, now=room.now)
    return reply


async def press_outlets(room: Room, rest: str) -> Reply:
    """[From N outlets on]: ``WATCH:N``."""
    number, _, n = rest.partition(":")
    if not (n.isdecimal() and 1 <= int(n[:3]) <= MOST_OUTLETS):
        raise CommandError(say("That button is of another version of me. Type the command."))
    async with room.gear.store.begin() as tx:
        watch = await watching.changing(room, tx, number)
        return await _changed(room, tx, watch, {"min_publishers": int(n)})


async def _changed(room: Room, tx: Tx, watch: Watch, news: dict[str, object]) -> Reply:
    back = watching.given_back(watch, news)
    await watches.change(tx, watch.id, **news)
    after = await watches.get(tx, watch.id)
    with room.aloud():
        done = say("{name} was tightened", name=watching.named(watch))
    button = await undo.note(room, tx, done, [back])
    return Reply(text=await of_watch(room, tx, after), buttons=(*manage(after), button))
