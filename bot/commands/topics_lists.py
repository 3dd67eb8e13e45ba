"""/topics import and export: many topics at once, as text that both understand."""

from dataclasses import replace

from bot.catalogue.editing import applied, names_of
from bot.catalogue.lists import Entry, read_list
from bot.catalogue.overlay import key
from bot.catalogue.writing import write_list
from bot.commands.feeding import address_of, is_address
from bot.commands.room import Options, Room, fit, said
from bot.commands.topics import paged
from bot.commands.topics_add import new_id
from bot.commands.topics_read import called, spellings
from bot.commands.topics_save import check_sizes, save, unfit
from bot.errors import CommandError
from bot.model import Overlay, Reply
from bot.words import listing, plural

MOST_LISTED = 1_000_000  # characters of a list
FEW = 6  # topics that an answer names
MOST_LINES = 12  # bad lines that an answer names
Wrong = list[tuple[int, str]]


async def import_(room: Room, options: Options) -> Reply:
    """/topics import LIST: pasted lines, or the address of a list."""
    typed = options.get("list", "").strip()
    text = await _read(room, typed) if is_address(typed) else typed
    entries, unread = read_list(text[:MOST_LISTED], room.catalogue.classes)
    wrong = [(line, said(cause, 300)) for line, cause in unread]
    if not entries and not wrong:
        raise CommandError(
            "There is no topic in that list. Write one a line, for example "
            "`/topics import Senkaku Brewery: Senkaku Sake, 尖閣酒造 (needs: beer)`."
        )
    async with room.gear.store.read() as tx:
        names = {a.text: a for entry in entries for a in entry.aliases}
        bad = await unfit(room, tx, list(names.values()))
    good = []
    for entry in entries:
        causes = [bad[a.text] for a in entry.aliases if a.text in bad and not a.needs]
        (wrong.append((entry.line, causes[0])) if causes else good.append(entry))
    taking = _Taking(room)
    wrong += taking.take(good)
    if not taking.changes:
        head = (
            "Nothing was imported." if wrong else "Nothing was imported: all of it is so already."
        )
        raise CommandError(fit([head, *_lines(wrong)], "…"))
    check_sizes(taking.overlays, taking.changes)
    new = [id_ for id_ in taking.changes if id_ not in room.view.overlays and taking.is_own(id_)]
    done = f"importing {plural(len(taking.changes), 'topic', 'topics')}"
    _, back = await save(room, taking.changes, done, topic=None)
    which = listing(taking.named()) if len(taking.changes) <= FEW else "see `/topics show`"
    count = plural(len(new), "topic", "topics")
    head = f"{count} of your own added, {len(taking.changes) - len(new)} changed: {which}."
    return Reply(text=fit([head, *_lines(wrong)], "…"), buttons=(back,))


def _lines(wrong: Wrong) -> list[str]:
    """Say which lines were left out, and why."""
    if not wrong:
        return []
    head = f"{plural(len(wrong), 'line was', 'lines were')} left out:"
    shown = [f"Line {line}: {cause}" for line, cause in sorted(wrong)[:MOST_LINES]]
    more = [f"… and {len(wrong) - MOST_LINES} more."] if len(wrong) > MOST_LINES else []
    return [head, *shown, *more]


async def _read(room: Room, typed: str) -> str:
    """Fetch a list. Raises FeedError, CommandError."""
    fetched = await room.gear.fetch(address_of(typed))
    if fetched.body.lstrip()[:200].lower().startswith((b"<!doctype", b"<html", b"<?xml", b"<rss")):
        raise CommandError(
            "What is at that address is a web page or a feed, and no list of topics. Give the "
            "address of a plain text, CSV or TOML file, or paste the lines."
        )
    try:
        return fetched.body.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise CommandError(
            f"What is at that address is no text: byte {exc.start} is not UTF-8. Save the list as "
            "UTF-8."
        ) from exc


class _Taking:
    """A list on its way into a community's topics; what is new may be named by later lines."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._shared = room.gear.catalogue
        self.overlays: dict[str, Overlay] = dict(room.view.overlays)
        self.changes: dict[str, Overlay] = {}
        self._own = {key(o.name): id_ for id_, o in self.overlays.items() if o.own}

    def take(self, entries: list[Entry]) -> Wrong:
        """Take what can be taken; give what is wrong, by line."""
        wrong = []
        for entry in entries:
            try:
                self._take(entry)
            except CommandError as error:
                wrong.append((entry.line, str(error)))
        return wrong

    def _take(self, entry: Entry) -> None:
        id_ = self._id(entry.id) or self._id(entry.name)
        parents = tuple(self._must_be_known(name) for name in entry.parents)
        id_ = id_ or new_id(entry.name, {*self._shared.topics, *self.overlays})
        before = self.overlays.get(id_)
        names = names_of(self._shared.topics.get(id_))
        off = tuple(one for text in entry.names_off for one in spellings(text, names))
        entry = replace(entry, parents=parents, names_off=off)
        after = applied(self._shared.topics.get(id_), before, entry)
        if after.own and self._own.get(key(after.name), id_) != id_:
            raise CommandError(f"Another topic of yours is called {called(after.name)} already.")
        check_sizes({**self.overlays, id_: after}, [id_])
        if after != (before or Overlay()):
            self.overlays[id_] = self.changes[id_] = after
        if after.own:
            self._own[key(after.name)] = id_

    def _id(self, name: str) -> str | None:
        """Find a topic by its name, as the community sees it. Raises CommandError."""
        if not name:
            return None
        if key(name) in self._own:
            return self._own[key(name)]
        ids = self._room.catalogue.named(name) or self._shared.named(name)
        if len(ids) > 1:
            raise CommandError(f"*{called(name)}* names several topics: {listing(ids)}.")
        return ids[0] if ids else None

    def _must_be_known(self, name: str) -> str:
        id_ = self._id(name)
        if id_ is None:
            raise CommandError(f"There is no topic *{called(name)}* to be part of.")
        return id_

    def is_own(self, id_: str) -> bool:
        """Whether a topic is one of the community's own."""
        return self.overlays[id_].own

    def named(self) -> list[str]:
        """Give the names of what was changed."""
        shared = self._shared.topics
        return [called(o.name or shared[id_].name) for id_, o in self.changes.items()]


async def export(room: Room, options: Options) -> Reply:
    """/topics export: what this community made of topics, as /topics import reads it."""
    return await press_export(room, "0")


async def press_export(room: Room, rest: str) -> Reply:
    """One page of the list."""
    lines = write_list(room.gear.catalogue, room.view.overlays)
    if not lines:
        return Reply(
            text="This community has no topics of its own and changed none. `/topics add` makes "
            "one, `/topics edit` changes one."
        )
    count = plural(len(room.view.overlays), "topic", "topics")
    return paged(f"# {count}, for `/topics import`", lines, rest, "topics-export")
