"""Own topics and changed ones: the catalogue as one community sees it, and as the matcher does.

    shared topics + a community's overlays ──overlaid──▶ its Catalogue, under the plain ids
    shared topics + everybody's overlays  ──variants──▶ the matcher's topics: quad, quad@7, quad@9

A topic is touched where a community changed it, made it, or did so with one below it: there its
matches may be others than those that all share.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.catalogue.classes import Classes, spelled_out
from bot.catalogue.entries import Catalogue
from bot.model import Alias, Overlay, Topic

Overlays = Mapping[str, Overlay]  # topic id → what the community made of it
_MARK = "@"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class View:
    """The catalogue as one community sees it at one moment; two views are the same if one object.

    ``touched`` are the topics that may match something else there.
    """

    community_id: int
    overlays: Overlays
    catalogue: Catalogue
    touched: frozenset[str]

    def home(self, topics: Iterable[str]) -> int | None:
        """Give the community if a query about these topics means something else there."""
        return self.community_id if any(topic in self.touched for topic in topics) else None


def view(catalogue: Catalogue, community_id: int, overlays: Overlays) -> View:
    """See the catalogue as a community does."""
    return View(
        community_id=community_id,
        overlays=overlays,
        catalogue=overlaid(catalogue, community_id, overlays),
        touched=touched(catalogue, overlays),
    )


def key(text: str) -> str:
    """Fold a name or a context word as far as a person means the same by it."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def variant_id(topic: str, community_id: int) -> str:
    """Give the id under which the matcher knows a community's own view of a topic."""
    return f"{topic}{_MARK}{community_id}"


def overlaid(catalogue: Catalogue, community_id: int, overlays: Overlays) -> Catalogue:
    """Give the catalogue as a community sees it; the same object when it changed nothing.

    A topic that is off is not there: what is below it hangs on what is above it.
    """
    if not overlays:
        return catalogue
    known = {
        id_: _changed(topic, overlays[id_], community_id, catalogue.classes)
        if id_ in overlays
        else topic
        for id_, topic in catalogue.topics.items()
    }
    known |= {
        id_: _own(id_, overlay, community_id, catalogue.classes)
        for id_, overlay in overlays.items()
        if overlay.own
    }
    off = {id_ for id_, overlay in overlays.items() if overlay.off}
    topics = {
        id_: replace(topic, parents=_above(topic.parents, known, off))
        for id_, topic in known.items()
        if id_ not in off
    }
    return replace(catalogue, topics=topics)


def touched(catalogue: Catalogue, overlays: Overlays) -> frozenset[str]:
    """Give the ids of the topics whose matches these overlays may change."""
    found = [id_ for id_, overlay in overlays.items() if _changes_matches(id_, overlay, catalogue)]
    known = catalogue.topics.keys() | {id_ for id_, overlay in overlays.items() if overlay.own}
    for id_ in found:  # grows while it is read
        shared = catalogue.topics.get(id_)
        own = overlays[id_].parents if id_ in overlays else ()
        above = (*(shared.parents if shared else ()), *own)
        found += [p for p in above if p in known and p not in found]
    return frozenset(found)


def variants(catalogue: Catalogue, everywhere: Mapping[int, Overlays]) -> tuple[Topic, ...]:
    """Give the topics for one index that serves every community.

    Beside the shared ones stand, as ``quad@7``, those that community 7 touched. A shared topic
    below a touched one counts for both. ``everywhere``: community id → its overlays.
    """
    made: list[Topic] = []
    more: dict[str, list[str]] = {}
    for community_id, overlays in sorted(everywhere.items()):
        ids = touched(catalogue, overlays)
        seen = overlaid(catalogue, community_id, overlays).topics
        made += [_variant(id_, seen.get(id_), community_id) for id_ in sorted(ids)]
        for id_, topic in seen.items():
            if id_ not in ids:
                above = [variant_id(p, community_id) for p in topic.parents if p in ids]
                more.setdefault(id_, []).extend(above)
    if not made:
        return tuple(catalogue.topics.values())
    shared = (
        replace(topic, parents=(*topic.parents, *more[id_])) if more.get(id_) else topic
        for id_, topic in catalogue.topics.items()
    )
    return (*shared, *made)


def _changes_matches(id_: str, overlay: Overlay, catalogue: Catalogue) -> bool:
    """Whether more than the topic's name or note is another one."""
    if not overlay.own and id_ not in catalogue.topics:
        return False  # the catalogue dropped it meanwhile
    return replace(overlay, name="", note="") != Overlay()


def _variant(id_: str, topic: Topic | None, community_id: int) -> Topic:
    """Rename a touched topic; one that is off stays as an empty one, so that nothing is found."""
    new = variant_id(id_, community_id)
    if topic is None:
        return Topic(id=new, name=id_, names={}, aliases=(), community=community_id)
    above = tuple(variant_id(p, community_id) for p in topic.parents)
    return replace(topic, id=new, parents=above, community=community_id)


def _above(parents: Iterable[str], known: Mapping[str, Topic], off: set[str]) -> tuple[str, ...]:
    """Give the nearest topics above that are there."""
    found = list(dict.fromkeys(parents))
    for id_ in found:  # grows while it is read
        if id_ in off and id_ in known:
            found += [p for p in known[id_].parents if p not in found]
    return tuple(id_ for id_ in found if id_ in known and id_ not in off)


# ── one topic ───────────────────────────────────────────────────────────────────────────────


def _changed(topic: Topic, overlay: Overlay, community_id: int, classes: Classes) -> Topic:
    off = {key(text) for text in overlay.names_off}
    kept = [alias for alias in topic.aliases if key(alias.text) not in off]
    names = {"en": overlay.name} if overlay.name else topic.names
    return replace(
        topic,
        name=overlay.name or topic.name,
        names=names,
        aliases=_counting([*kept, *overlay.aliases], overlay, classes),
        community=community_id,
    )


def _own(id_: str, overlay: Overlay, community_id: int, classes: Classes) -> Topic:
    return Topic(
        id=id_,
        name=overlay.name,
        names={"en": overlay.name},
        aliases=_counting(overlay.aliases, overlay, classes),
        parents=overlay.parents,
        note=overlay.note,
        community=community_id,
    )


def _counting(aliases: Sequence[Alias], overlay: Overlay, classes: Classes) -> tuple[Alias, ...]:
    """Give the names with the context that holds for them here."""
    with_context = (_in_context(alias, overlay, classes) for alias in aliases)
    return tuple(dict.fromkeys(alias for alias in with_context if alias is not None))


def _in_context(alias: Alias, overlay: Overlay, classes: Classes) -> Alias | None:
    """Give a name with the community's context words; None when none that it needs is left."""
    vetoes = _words([*alias.vetoes, *overlay.vetoes], overlay.vetoes_off, classes)
    if not alias.needs:
        return replace(alias, vetoes=vetoes)
    needs = _words([*alias.needs, *overlay.needs], overlay.needs_off, classes)
    return replace(alias, needs=needs, vetoes=vetoes) if needs else None


def _words(words: Sequence[str], off: Sequence[str], classes: Classes) -> tuple[str, ...]:
    counting = spelled_out(words, classes)
    gone = {key(word) for word in spelled_out(off, classes)}
    return tuple(word for word in counting if key(word) not in gone) if gone else counting
