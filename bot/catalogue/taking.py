"""Taking a list of topics into what a community made of them: which are meant, which are new."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from difflib import SequenceMatcher

from bot.catalogue.editing import applied, names_of, new_id
from bot.catalogue.entries import Catalogue
from bot.catalogue.lists import Entry
from bot.catalogue.names import fold
from bot.catalogue.overlay import Overlays, key
from bot.catalogue.words import OWN, Unreadable
from bot.model import Overlay, Topic

ALIKE = 0.8  # likeness (difflib's ratio) from which a new name is taken for a misspelt one
MOST_NEW = 300  # names of one list that are compared with all that are known: each takes 10 ms
SHORTEST = 4  # letters of a name that can be misspelt
Alike = Callable[[str, Iterable[str]], tuple[str, ...]]


class Misspelt(Unreadable):
    """The name of a new topic is nearly that of one that is there, or stands all alone."""


class Taking:
    """A list on its way in; what is new may be named by later lines.

    ``shared`` is the catalogue of all, ``seen`` as the community sees it; ``alike`` gives a name
    with all others that the matcher takes for it. With ``anew`` no name is taken for misspelt.
    """

    def __init__(
        self,
        shared: Catalogue,
        seen: Catalogue,
        overlays: Overlays,
        *,
        alike: Alike,
        anew: bool = False,
    ) -> None:
        self._shared = shared
        self._seen = seen
        self._alike = alike
        self._anew = anew
        self._looked_up: set[str] = set()
        self.overlays: dict[str, Overlay] = dict(overlays)
        self.changes: dict[str, Overlay] = {}
        self._own = {key(o.name): id_ for id_, o in self.overlays.items() if o.own}

    def read(self, entry: Entry) -> tuple[str, Overlay]:
        """Give the id that an entry means and what would be kept of it. Raises Unreadable."""
        id_ = self._meant(entry)
        parents = tuple(self._parent(name) for name in entry.parents)
        if id_ is None:
            self._must_be_new(entry)
            id_ = new_id(entry.name, {*self._shared.topics, *self.overlays})
        if id_ in self._upwards(parents):
            raise Unreadable("A topic cannot be part of itself, nor of what is below it.")
        shared = self._shared.topics.get(id_)
        off = tuple(t for text in entry.names_off for t in self._alike(text, names_of(shared)))
        entry = replace(entry, parents=parents, names_off=off)
        _must_change_own(shared, entry)
        after = applied(shared, self.overlays.get(id_), entry)
        if after.own and self._own.get(key(after.name), id_) != id_:
            raise Unreadable(f"Another topic of yours is called {after.name} already.")
        return id_, after

    def keep(self, id_: str, after: Overlay) -> None:
        """Keep what was read, if it changes anything."""
        if after != self.overlays.get(id_, Overlay()):
            self.overlays[id_] = self.changes[id_] = after
        if after.own:
            self._own[key(after.name)] = id_

    def _meant(self, entry: Entry) -> str | None:
        """Give the topic that an entry is about, None for a new one. Raises Unreadable."""
        if entry.own:
            return self._own.get(key(entry.name))
        return self._id(entry.id) or self._id(entry.name)

    def _id(self, name: str) -> str | None:
        """Find a topic by its name, as the community sees it; one of everybody's with this very
        name before an own one, and that before one that only goes by it. Raises Unreadable.
        """
        if not name:
            return None
        shared = self._shared.named(name)
        found = self._seen.named(name) or shared
        called = [id_ for id_ in shared if key(name) in (id_, key(self._shared.topics[id_].name))]
        mine = self._own.get(key(name))
        ids = called or ([mine] if mine else found)
        if len(ids) > 1:
            raise Unreadable(f"“{name}” names several topics: {', '.join(ids)}.")
        return next(iter(ids), None)

    def _parent(self, name: str) -> str:
        plain = name.removesuffix(f" {OWN[0]}")
        id_ = (self._own.get(key(plain)) if plain != name else None) or self._id(name)
        if id_ is None:
            close = _or_none(self._close(plain))
            raise Unreadable(f"There is no topic “{name}” to be part of.{close}")
        return id_

    def _upwards(self, ids: Iterable[str]) -> list[str]:
        """Give topics and all above them."""
        found = list(ids)
        for id_ in found:  # grows while it is read
            shared, mine = self._shared.topics.get(id_), self.overlays.get(id_)
            above = shared.parents if shared else mine.parents if mine else ()
            found += [p for p in above if p not in found]
        return found

    def _must_be_new(self, entry: Entry) -> None:
        """Raises Misspelt when the name is nearly one that is known."""
        if entry.own or self._anew:
            return
        self._looked_up.add(key(entry.name))
        if len(self._looked_up) > MOST_NEW:
            raise Unreadable(
                f"More than {MOST_NEW} new names come in one list. Import it in parts."
            )
        for name in filter(None, (entry.id, entry.name)):
            if close := self._close(name):
                raise Misspelt(
                    f"There is no topic “{name}”.{_or_none(close)} For a new one of your own "
                    f'write "{name}" {OWN[0]}.'
                )
        if entry.bare:
            raise Misspelt(
                f"There is no topic “{entry.name[:60]}”, and the line has no colon. For a new one "
                f"write {entry.name[:60]}: its other names."
            )

    def _close(self, name: str) -> list[str]:
        return [topic.name for topic in self._seen.near(name) if _is_near(name, topic)]


def _is_near(name: str, topic: Topic) -> bool:
    known = [topic.id, topic.name, *(alias.text for alias in topic.aliases)]
    return any(_likeness(fold(name), fold(one)) >= ALIKE for one in known)


def _likeness(one: str, other: str) -> float:
    """Say how alike two names are spelt, 0 … 1; other figures make another name: 2+2, 3+3."""
    if min(len(one), len(other)) < SHORTEST or _digits(one) != _digits(other):
        return 0.0
    return SequenceMatcher(None, one, other).ratio()


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _or_none(names: list[str]) -> str:
    return f" Did you mean {' or '.join(names)}?" if names else ""


def _must_change_own(shared: Topic | None, entry: Entry) -> None:
    """Raises Unreadable where a topic of everybody would get another place or note."""
    if shared is None:
        return
    elsewhere = entry.parents and set(entry.parents) != set(shared.parents)
    if elsewhere or (entry.note and entry.note != shared.note):
        raise Unreadable(
            f"Only a topic of your own can get another place or note; {shared.name} is everybody's."
        )
