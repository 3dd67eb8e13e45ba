"""What is known beforehand: outlets, feeds to read, the catalogue and its packs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.model.kinds import Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """An outlet. ``family`` is what independent outlets are counted by."""

    id: str
    name: str
    family: str
    kind: str
    language: str | None = None
    country: str | None = None
    hosts: tuple[str, ...] = ()
    pages: bool = True  # whether its article pages are read


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSource:
    """A feed as config/feeds.toml or a person names it, before the store gives it an id."""

    url: str
    name: str
    publisher: str | None = None
    language: str | None = None
    country: str | None = None
    tags: tuple[str, ...] = ()
    interval: int | None = None  # seconds, set by the operator for this feed
    confirmed: bool = True  # False: the address could not be confirmed from a source


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """One name of a topic.

    ``match``: ``word`` (whole word, any case), ``case`` (whole word, this case), ``sub``
    (anywhere: scripts without spaces). The alias counts only if one of ``needs`` also occurs
    in the item (when there are any) and none of ``vetoes`` does; with ``title_only`` nowhere but in
    the title. One of ``title_vetoes`` in the title says that the item is about something else. A
    name may stand several times, with other words each time: one of them is enough.
    """

    text: str
    language: str
    match: str
    needs: tuple[str, ...] = ()
    vetoes: tuple[str, ...] = ()
    title_only: bool = False
    title_vetoes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """An entry of the catalogue; ``names`` maps a language tag to the official name.

    ``community`` is the one whose own or changed entry it is, None for what all share.
    """

    id: str
    name: str
    names: Mapping[str, str]
    aliases: tuple[Alias, ...]
    parents: tuple[str, ...] = ()
    official: tuple[str, ...] = ()  # publisher ids whose word makes it urgent
    note: str = ""
    source: str = ""
    not_this: tuple[str, ...] = ()  # what people confuse it with, said in /watch's answer
    speaks_of: tuple[str, ...] = ()  # topics whose names keep their meaning inside its longer ones
    framing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # rival name → its forms
    community: int | None = None

    def name_in(self, language: str) -> str:
        """Give its name in a language (``ja``, ``zh-Hant``); what a community calls it stays."""
        return self.name if language == "en" else self.names.get(language, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """What one community made of a topic: its changes of a shared one, or a whole own one.

    Words may name a class of the catalogue (``@sport``). ``needs`` go to every name that needs
    context anyway, ``vetoes`` to every name; ``*_off`` are those of the catalogue, names too, that
    do not count here. ``name`` is what the topic is called here, "" for as in the catalogue.
    """

    own: bool = False  # no topic of the catalogue lies below
    off: bool = False
    name: str = ""
    aliases: tuple[Alias, ...] = ()
    names_off: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    needs_off: tuple[str, ...] = ()
    vetoes: tuple[str, ...] = ()
    vetoes_off: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()  # of an own topic
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A named set of topics, with feeds that a community gains when it subscribes."""

    id: str
    name: str
    topics: tuple[str, ...]
    feeds: tuple[str, ...] = ()
    mode: Mode = Mode.ALERT
    note: str = ""
