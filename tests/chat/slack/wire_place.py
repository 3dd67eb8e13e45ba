"""A workspace as the wire server keeps it: people, conversations, messages, views."""

import html
import itertools
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

APP, BOT = "A0TIDINGS", "B0TIDINGS"
_numbers = itertools.count(1)


def new_ts() -> str:
    """Give a message's ts: seconds and a number, so that no two are alike."""
    return f"{int(time.time())}.{next(_numbers):06d}"


@dataclass
class Person:
    id: str
    name: str
    admin: bool = False
    owner: bool = False
    locale: str = "en-US"
    zone: str = "Asia/Tokyo"
    bot: bool = False
    guest: bool = False  # of the workspace, in some of its channels
    home: str = ""  # another workspace, with which channels are shared


@dataclass
class Message:
    """A post, or what one person alone sees (``to``)."""

    ts: str
    channel: str
    user: str
    text: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    metadata: Mapping[str, Any] | None = None
    thread: str | None = None
    broadcast: bool = False
    to: str | None = None
    edited: str | None = None
    of_app: bool = True
    gone: bool = False
    replaced: int = 0

    @property
    def said(self) -> str:
        """Give everything that it says, as people read it; buttons left out."""
        parts = list(texts_of(self.blocks)) or [self.text]
        return "\n".join(map(read, parts))

    @property
    def labels(self) -> list[str]:
        """Give the words on its buttons and menus, in their order."""
        return [label for label, _ in _labelled(self.blocks)]

    def button(self, label: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """Give the block and the element with this label."""
        found = [e for said, e in _labelled(self.blocks) if said == label]
        assert found, f"no button {label}: {self.labels}"
        return next((b, found[0]) for b in self.blocks if found[0] in elements(b))


@dataclass
class View:
    """A modal or an App Home. ``user`` sees it."""

    id: str
    user: str
    shown: dict[str, Any]
    hash: str
    root: str
    open: bool = True

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return list(self.shown["blocks"])

    @property
    def said(self) -> str:
        return "\n".join(map(read, texts_of(self.blocks)))

    @property
    def labels(self) -> list[str]:
        return [label for label, _ in _labelled(self.blocks)]

    def button(self, label: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        found = [e for said, e in _labelled(self.blocks) if said == label]
        assert found, f"no button {label}: {self.labels}"
        return next((b, found[0]) for b in self.blocks if found[0] in elements(b))


@dataclass
class Room:
    """A conversation: public, private, or between the app and one person."""

    id: str
    name: str
    kind: str = "public"
    members: set[str] = field(default_factory=set)
    archived: bool = False
    messages: dict[str, Message] = field(default_factory=dict)

    def in_time(self, thread: str | None = None) -> list[Message]:
        """Give the messages, oldest first: of the channel, or of one thread without its root."""
        known = sorted(self.messages.values(), key=lambda m: m.ts)
        if thread is None:
            return [m for m in known if not m.thread or m.broadcast]
        return [m for m in known if m.thread == thread]


@dataclass
class Workspace:
    id: str
    name: str
    bot: str = "U0TIDINGS"
    enterprise: str | None = None
    people: dict[str, Person] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)

    @property
    def domain(self) -> str:
        return re.sub(r"[^a-z0-9-]", "", self.name.lower())

    def by_name(self, name: str) -> Person:
        return next(p for p in self.people.values() if name in (p.name, p.id))

    def private(self, user: str) -> Room:
        """Give the conversation between the app and a person."""
        known = [r for r in self.rooms.values() if r.kind == "im" and user in r.members]
        if known:
            return known[0]
        made = Room(id=f"D{user[1:]}", name="", kind="im", members={user, self.bot})
        self.rooms[made.id] = made
        return made


def workspace(number: int, channels: int, *, enterprise: str | None = None) -> Workspace:
    """Make a workspace: ``ada`` owns it, ``bob`` is a member; the app is in no channel."""
    mark = "" if number == 0 else str(number)
    made = Workspace(
        id=f"T0HARBOUR{mark}",
        name=f"Harbour{mark}",
        bot=f"U0TIDINGS{mark}",
        enterprise=enterprise,
    )
    for person in (
        Person(id=f"U0ADA{mark}", name="ada", admin=True, owner=True),
        Person(id=f"U0BOB{mark}", name="bob"),
        Person(id=made.bot, name="tidings", bot=True),
    ):
        made.people[person.id] = person
    people = {p.id for p in made.people.values() if not p.bot}
    for n in range(channels):
        room = Room(id=f"C0NEWS{mark}N{n}", name=f"news-{n}", members=set(people))
        made.rooms[room.id] = room
    return made


def read(text: str) -> str:
    """Give mrkdwn as people read it: labels of links, no marks of emphasis, nothing unseen."""
    text = re.sub(r"<!date\^\d+\^[^|>]*\|([^>]*)>", r"\1", text)
    text = re.sub(r"<[^<>|]+\|([^<>]*)>", r"\1", text)
    text = re.sub(r"<(https?://[^<>|]+)>", r"\1", text)
    text = text.replace("\u2060", "").replace("\u200b", "")
    return html.unescape(re.sub(r"(?<!\w)[*_](.+?)[*_](?!\w)", r"\1", text))


def elements(block: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = list(block.get("elements") or ()) if block.get("type") == "actions" else []
    return found + [block[key] for key in ("accessory", "element") if block.get(key)]


def _labelled(blocks: list[dict[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for block in blocks:
        for element in elements(block):
            label = element.get("text") or element.get("placeholder") or block.get("label") or {}
            yield html.unescape(label.get("text", "")), element


def texts_of(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        for part in (block, *block.get("elements", ()), *block.get("fields", ())):
            if block.get("type") == "actions" and part is not block:
                continue
            text = part.get("text") or part.get("label")
            if isinstance(text, Mapping):
                yield str(text.get("text", ""))
            elif isinstance(text, str):
                yield text
