"""Commands: what a person may type or press, and the answer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from bot.model.posted import Button, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that somebody gave with a command, or that goes with an answer; whole, in memory.

    A platform takes no file of more than ``MOST_BYTES`` from anybody, and reads it in UTF-8 only
    where the handler asks for its text.
    """

    name: str  # as the person's machine called it, or is to call it: no path
    data: bytes
    media_type: str = "text/plain; charset=utf-8"


MOST_BYTES = 2 * 1024 * 1024  # of a file that comes with a command


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One word that a command takes.

    ``kind`` says what a typed token must look like to be it: ``query`` and ``text`` take all that
    is left; ``choice`` one of ``choices``; ``int``; ``channel`` (#name); ``times`` (08:00,18:30);
    ``span`` (22:00-07:00); ``days`` (mon-fri, daily); ``zone`` (Asia/Tokyo); ``url``; ``watch``,
    ``feed``, ``pack``, ``topic`` (a name, completed); ``file`` (an attachment: its value is the
    file's name, the file itself is in ``Invocation.files``). A required option comes first and may
    be typed without its name; the others may be typed ``name:value``.
    """

    name: str
    description: str
    kind: str = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    completes: bool = False
    many: bool = False  # takes several tokens (addresses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A row of the table COMMANDS; a command has options or sub-words, never both."""

    name: str
    summary: str
    options: tuple[Option, ...] = ()
    subs: tuple["Command", ...] = ()
    changes: bool = False  # needs the right to manage the channel or the community
    examples: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ("discord", "slack", "local")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """What the bot lacks in a channel, in a sentence. ``stops``: nothing can be posted so."""

    text: str
    stops: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person who typed or pressed.

    ``may_manage``: may change things in the channel that it is about. ``everywhere``: in the whole
    community; else only there and in the channels ``manages`` (external ids). ``everybody``: all
    others here may, too, so a change is told to all. ``guest``: belongs to the channels alone that
    they are in, not to the community as a whole; ``stranger``: is of another company besides, and
    hears of nothing that is the community's own. ``sees`` asks the platform whether the person
    sees a channel, by its external id; None: they see all that can be named to them. ``calls`` asks
    it whether somebody may be mentioned here, as a watch keeps it; None: that is not known.
    ``lacks`` asks it what the bot lacks to post in a channel, by its external id, in a form that a
    watch asks for (``message``, ``thread``, ``forum``); None: nothing, or it is not told.
    """

    id: str
    name: str
    may_manage: bool = False
    everywhere: bool = True
    manages: frozenset[str] = frozenset()
    everybody: bool = False
    guest: bool = False
    stranger: bool = False
    sees: Callable[[str], Awaitable[bool]] | None = field(default=None, compare=False, repr=False)
    calls: Callable[[str], Awaitable[bool]] | None = field(default=None, compare=False, repr=False)
    lacks: Callable[[str, str], Awaitable[Lack | None]] | None = field(
        default=None, compare=False, repr=False
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """A command as any platform hands it over; ids are the platform's own."""

    command: str  # "watch"
    sub: str | None  # "list" in /feeds list
    options: Mapping[str, str]
    actor: Actor
    platform: str
    community: str
    channel: str
    locale: str | None = None  # the person's, as the platform writes it: "ja", "zh-TW"
    files: Mapping[str, File] = field(default_factory=dict)  # by the name of their option
    names: Mapping[str, str] = field(default_factory=dict)  # what people call these ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button that somebody pressed, on a post or on an answer; ids are the platform's own.

    A filled-in ``Form`` is a press of its ``button``, with what was written in ``fields``.
    """

    button: str
    actor: Actor
    platform: str
    community: str
    channel: str
    locale: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)  # what people call these ids
    fields: Mapping[str, str] = field(default_factory=dict)  # by name; "" where one was emptied


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """The bot is in a community, or no longer; ids are the platform's own.

    ``place``: a channel where it may write, that people see first; ``by``: who brought it, where
    the platform tells.
    """

    platform: str
    community: str
    name: str = ""
    here: bool = True
    place: str | None = None
    place_name: str = ""
    by: str | None = None
    locale: str | None = None  # the community's
    mended: frozenset[str] = frozenset()  # troubles of its channels that are over, in their words
    regained: frozenset[str] = frozenset()  # channels in which it may post by now


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a form. ``kind``: ``text``, ``choice`` (of ``choices``), ``mention``, ``place``
    or ``zone``.

    A mention is a role or a person as the platform writes it ("<@&1>"), and a place a channel by
    its external id, both chosen from the platform's own lists. A zone is a time zone, completed
    where the platform can.
    """

    name: str
    label: str  # at most 45 characters
    kind: str = "text"
    value: str = ""  # as it stands now
    choices: tuple[tuple[str, str], ...] = ()  # (value, what people read)
    hint: str = ""  # what may be written, at most 100 characters


MOST_FIELDS = 5  # of a form: Discord's windows have room for no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A window to write into; ``button`` is what comes back as a ``Press`` with its fields.

    Buttons whose verb is in ``FORMS`` open one: a platform answers them at once, with the form of
    the ``Reply`` that they give (or with its text, where there is none).
    """

    button: str
    title: str  # at most 45 characters
    fields: tuple[Field, ...]
    place: str = ""  # the platform's id of the channel that it is about


FORMS = frozenset({"edit", "call", "when", "adjust", "common"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The answer to a command or a press.

    ``sections`` are stories that ``text`` tells after its first line, for who can draw them.
    ``error``: nothing was done, and ``text`` says why. ``asks``: nothing was done yet, the buttons
    are the answers to choose from; no error, and to be drawn as none.
    """

    text: str
    sections: tuple[Section, ...] = ()
    buttons: tuple[Button, ...] = ()
    error: bool = False
    asks: bool = False
    private: bool = True  # for this person alone (ephemeral), where the platform can
    files: tuple[File, ...] = ()
    form: Form | None = None  # to be filled in, where the platform has windows
