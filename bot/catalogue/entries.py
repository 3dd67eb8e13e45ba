"""The catalogue as the rest of the program asks it: names to topics, feeds to publishers."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

from bot.catalogue.names import fold, in_order, label
from bot.model import Feed, FeedSource, Pack, Publisher, Topic

_LONG = 6  # letters of words that are known run together
_LIKENESS = 0.7  # below this difflib's suggestions look like guesses ("the" → "thaad")
# Sites that many outlets share, by path or (where the Public Suffix List does not say so) by name.
_BY_PATH = frozenset({"feedburner.com", "medium.com", "youtube.com"})
_BY_SUBDOMAIN = frozenset({"substack.com", "wordpress.com"})


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Catalogue:
    """Everything of config/ but the settings; built once, then only read."""

    topics: Mapping[str, Topic]
    packs: Mapping[str, Pack]
    publishers: Mapping[str, Publisher]
    feeds: tuple[FeedSource, ...]
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of context words
    _tiers: tuple[dict[str, tuple[str, ...]], ...] = field(init=False, repr=False, compare=False)
    _children: dict[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    _hosts: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        topics = tuple(self.topics.values())
        object.__setattr__(self, "_tiers", _tiers(topics))
        object.__setattr__(self, "_children", _children(topics))
        hosts = {host: outlet.id for outlet in self.publishers.values() for host in outlet.hosts}
        object.__setattr__(self, "_hosts", hosts)

    def __repr__(self) -> str:
        # Whoever shows what holds a catalogue (a task, a trace) is not to print half a megabyte.
        return f"Catalogue({len(self.topics)} topics, {len(self.publishers)} publishers)"

    def family(self, topic_id: str) -> tuple[str, ...]:
        """Return the topic and all below it, itself first; () for an unknown id."""
        found = [topic_id] if topic_id in self.topics else []
        for topic in found:  # grows while it is read
            found += [child for child in self._children.get(topic, ()) if child not in found]
        return tuple(found)

    def above(self, topic_id: str) -> tuple[str, ...]:
        """Return the topic and all that it is part of, itself first."""
        found = [topic_id]
        for topic in found:  # grows while it is read
            known = self.topics.get(topic)
            found += [p for p in (known.parents if known else ()) if p not in found]
        return tuple(found)

    def is_called(self, topic_id: str, words: str) -> bool:
        """Whether these words are what a topic is called, not only a name that it is found by.

        An id is, where it is also a name that needs no context: senkaku, but not hong-kong, which
        stands for what happens to freedoms there.
        """
        topic, key = self.topics[topic_id], fold(words)
        if key in map(fold, (topic.name, *topic.names.values())):
            return True
        plain = (alias.text for alias in topic.aliases if not alias.needs)
        return key == fold(topic_id) and key in map(fold, plain)

    def named(self, words: str) -> tuple[str, ...]:
        """Return the ids that these words name; several only when equally well.

        An id wins over an official name, that over a plain alias, that over one which needs
        context: ``quad`` is the Quad although other topics might carry the word too. A name that
        a topic shares with one below it is the narrower one's: a reef, not the sea around it.
        """
        key = fold(words)
        ids = next((tier[key] for tier in self._tiers if key in tier), ())
        wider = {one for one in ids for other in ids if other in self.family(one)[1:]}
        return tuple(one for one in ids if one not in wider)

    def meant(self, words: str) -> tuple[str, ...]:
        """Return the ids that somebody who types these words alone may mean.

        A name that needs context, such as ``coast guard``, says little by itself: topics whose
        own name ends with it may be meant as well.
        """
        key, ids = fold(words), self.named(words)
        if len(ids) != 1 or any(key in tier for tier in self._tiers[:-1]):
            return ids
        others = (
            topic.id
            for topic in self.topics.values()
            if any(_ends_with(fold(name), key) for name in (topic.id, topic.name))
        )
        return tuple(dict.fromkeys((*ids, *others)))

    def near(self, words: str, n: int = 3) -> tuple[Topic, ...]:
        """Return up to ``n`` topics with a name spelled much like the words, nearest first."""
        keys = [key for tier in self._tiers for key in tier]
        close = difflib.get_close_matches(fold(words), dict.fromkeys(keys), 4 * n, _LIKENESS)
        ids = dict.fromkeys(id_ for key in close for id_ in self.named(key))
        return tuple(self.topics[id_] for id_ in list(ids)[:n])

    def starting(
        self, prefix: str, n: int = 25, language: str = "en"
    ) -> tuple[tuple[str, str], ...]:
        """Complete what is being typed: up to ``n`` (id, "Senkaku Islands · Diaoyu, 尖閣諸島").

        Topics whose id or English name starts so come first, then those with a name in another
        language, an alias, a later word of the name. Of each kind the topics of packs lead, in the
        order of the packs. A label shows the name in ``language``, and the one that starts so.
        """
        start = fold(prefix)
        packed = [id_ for pack in self.packs.values() for id_ in pack.topics if id_ in self.topics]
        order = {id_: place for place, id_ in enumerate(dict.fromkeys((*packed, *self.topics)))}
        ranked = ((_starts(self.topics[id_], start), place, id_) for id_, place in order.items())
        hits = sorted(hit for hit in ranked if hit[0] is not None)
        return tuple((id_, label(self.topics[id_], start, language)) for _, _, id_ in hits[:n])

    def names_of(self, topic_id: str, language: str = "en") -> tuple[str, ...]:
        """Return what a topic is found by, for people: some names of their language lead."""
        topic = self.topics.get(topic_id)
        return in_order(topic, language) if topic else ()

    def publisher_of(self, feed: Feed, link: str | None = None) -> Publisher:
        """Return who writes a feed, or the item of it that has this ``link``.

        What the feed says wins. A feed that says nothing may gather from many outlets: then the
        item's own site decides, as the catalogue knows it or by name; else the feed's site.
        """
        known = self.publishers.get(feed.publisher or "")
        return known or self.outlet_at(link or "") or self._by_site(feed, link or "")

    def _by_site(self, feed: Feed, link: str) -> Publisher:
        site = _site(link)
        if site and site != _site(feed.url):
            return _made_up(replace(feed, url=link, name=site, country=None))
        return self.outlet_at(feed.url) or _made_up(feed)

    def outlet_at(self, url: str) -> Publisher | None:
        """Return the outlet whose site an address is on; None for a site that is not known."""
        labels = _host(url).split(".")
        for start in range(len(labels) - 1):
            if outlet := self._hosts.get(".".join(labels[start:])):
                return self.publishers[outlet]
        return None


# ── names ───────────────────────────────────────────────────────────────────────────────────


def _tiers(topics: Iterable[Topic]) -> tuple[dict[str, tuple[str, ...]], ...]:
    """Index what names a topic, folded, by how surely it does: id, name, alias, weak alias."""
    tiers: tuple[dict[str, tuple[str, ...]], ...] = ({}, {}, {}, {})
    for topic in topics:
        plain = [alias.text for alias in topic.aliases if not alias.needs]
        weak = [alias.text for alias in topic.aliases if alias.needs]
        # What a community calls its own is as sure as an id: where both fit, it is asked.
        own = [topic.name] if topic.community is not None else []
        names = ([topic.id, *own], [topic.name, *topic.names.values()], plain, weak)
        for tier, texts in zip(tiers, names, strict=True):
            for key in {fold(text) for text in texts}:
                tier[key] = (*tier.get(key, ()), topic.id)
    return tiers


def _starts(topic: Topic, start: str) -> int | None:
    """Say what of a topic begins so: 0 its id or name, 1 its name in another language, 2 an alias,
    3 a later word of its name.
    """
    own = (fold(topic.id), fold(topic.name))
    if any(name.startswith(start) for name in own):
        return 0
    if any(fold(name).startswith(start) for name in topic.names.values()):
        return 1
    if any(fold(alias.text).startswith(start) for alias in topic.aliases):
        return 2
    return 3 if any(f" {start}" in name for name in own) else None


def _ends_with(name: str, words: str) -> bool:
    """Whether the last words of a name are these, run together or not."""
    end = words.replace(" ", "")
    begins = name.removesuffix(words) if name.endswith(words) else name
    if begins != name:
        return begins.endswith(" ")
    return len(end) >= _LONG and " " in name and name.replace(" ", "").endswith(end)


def _children(topics: Iterable[Topic]) -> dict[str, tuple[str, ...]]:
    below: dict[str, tuple[str, ...]] = {}
    for topic in topics:
        for parent in topic.parents:
            below[parent] = (*below.get(parent, ()), topic.id)
    return below


# ── publishers ──────────────────────────────────────────────────────────────────────────────


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _made_up(feed: Feed) -> Publisher:
    """Stand in for an outlet nobody described; feeds of one site share its family."""
    family = _site(feed.url) or feed.name
    return Publisher(
        id=family,
        name=feed.name,
        family=family,
        kind="unknown",
        language=feed.language,
        country=feed.country,
    )


def _site(url: str) -> str:
    """Return the registrable part of an address: example.co.jp of feeds.example.co.jp."""
    host = _host(url)
    site = _suffixes().privatesuffix(host) or host
    if re.fullmatch(r"[\d.]+|.*:.*", host) or site in _BY_SUBDOMAIN:
        return host
    return site + urlsplit(url).path.rstrip("/") if site in _BY_PATH else site


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()  # 50 ms, so only when an unknown outlet is met
