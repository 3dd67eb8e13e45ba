"""What a handler is handed: who asks, where, when, and the gear."""

import re
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime

from bot.catalogue import Catalogue
from bot.catalogue.overlay import View
from bot.commands.naming import pick
from bot.errors import CommandError, NotAllowed
from bot.legs.gear import Gear
from bot.locales import say, speaking
from bot.model import Actor, Channel, Community, File
from bot.pipeline.text import plain
from bot.store import Tx, channels
from bot.words import topic_name

Options = Mapping[str, str]
_ADDRESS = re.compile(r"(?i)\b(https?|discord):(?=//|-)")
_WORD_JOINER = "\u2060"  # no eye sees it
MOST_TEXT = 1900  # characters of an answer: a Discord message ends at 2,000


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One person in one channel at one moment."""

    gear: Gear
    community: Community
    channel: Channel
    actor: Actor
    now: datetime
    locale: str
    view: View
    own_locale: str | None = None  # the person's, where the platform tells it
    files: Mapping[str, File] = field(default_factory=dict)  # by option
    fields: Mapping[str, str] = field(default_factory=dict)  # of a form that was filled in
    hidden: frozenset[int] = frozenset()  # channels here that the person does not see, by our id

    @property
    def catalogue(self) -> Catalogue:
        """Give the catalogue as this community sees it, its own topics included."""
        return self.view.catalogue

    def aloud(self) -> AbstractContextManager[None]:
        """Speak as the community does: what is said inside is read by others than who asked."""
        return speaking(self.community.locale)

    def topic(self, topic: str) -> str:
        """Say what a topic is called, in the language that is spoken; an unknown one's id."""
        known = self.catalogue.topics.get(topic)
        return topic_name(known) if known else topic

    def must_manage(self, doing: str, where: str = "") -> None:
        """Raises NotAllowed, naming the right, when the person may not change things here.

        ``where``: another channel than this one, that it is about.
        """
        if where and not self.actor.may_manage:
            raise NotAllowed(
                say(
                    "You may not {doing} for {where}: that needs {right}. Ask somebody who has it; "
                    "`/help` shows what you can do.",
                    doing=doing,
                    where=where,
                    right=self.right(where),
                )
            )
        if not self.actor.may_manage:
            raise NotAllowed(
                say(
                    "You may not {doing} here: that needs {right}. Ask somebody who has it; "
                    "`/help` shows what you can do.",
                    doing=doing,
                    right=self.right(),
                )
            )

    def must_belong(self, *, changes: bool = False) -> None:
        """Raises NotAllowed for a guest, where it is about more than their channels.

        Guests of the community are told of it as a whole and change nothing there; those of
        another company are not told either.
        """
        if self.actor.stranger or (changes and self.actor.guest):
            raise NotAllowed(
                say(
                    "That is about the whole workspace, and you are a guest here. What is told "
                    "in this channel you can see: `/watches`, `/latest`, `/why`."
                )
            )

    def must_manage_all(self) -> None:
        """Raises NotAllowed, where it is about every channel, for who may change some alone."""
        if not self.actor.everywhere:
            raise NotAllowed(
                say(
                    "That concerns every channel here, so it needs {right}. What is about this "
                    "channel alone you may change.",
                    right=say("“Manage Server”"),
                )
            )

    def may_manage(self, channel: Channel) -> bool:
        """Say whether the person, who may change things here, may in that channel too."""
        able = self.actor.everywhere or channel.external_id in self.actor.manages
        return able or channel.id == self.channel.id

    def must_manage_in(self, channel: Channel) -> None:
        """Raises NotAllowed when a button is about a channel that the person may not change.

        Who may manage one channel alone could else press for all others from there.
        """
        if not self.may_manage(channel):
            raise NotAllowed(
                say(
                    "You may not change {where}: that needs {right}.",
                    where=hash_name(channel),
                    right=self.right(hash_name(channel)),
                )
            )

    def right(self, where: str = "") -> str:
        """Name the right that changing things needs, as the platform's menus call it.

        ``where``: in another channel than this one.
        """
        match self.channel.platform:
            case "discord":
                if where:
                    return say("“Manage Server”, or “Manage Channel” in {where}", where=where)
                return say("“Manage Server”, or “Manage Channel” in this channel")
            case "slack":
                if self.actor.stranger:
                    return say("membership of this workspace")
                return say("an admin’s role in this workspace")
        return say("the right to manage this channel")

    async def target(self, tx: Tx, options: Options) -> Channel:
        """Give the channel that the option ``channel`` names, else this one.

        Raises CommandError when this community has none of that name.
        """
        name = options.get("channel")
        if not name:
            return await channels.get_channel(tx, self.channel.id)
        return await self.channel_called(tx, name)

    async def channel_called(self, tx: Tx, name: str) -> Channel:
        """Give a channel by its name or the platform's id. Raises CommandError."""
        found = await channels.find_channel(tx, self.community.id, name)
        if found is not None and found.id not in self.hidden:
            return found
        known = await self.places(tx)
        if found is not None and found.external_id == name:  # nobody reads an id
            raise CommandError(
                say(
                    "That is no channel I know: choose one that you see, and let me into it first "
                    "where it is private."
                )
            )
        return pick(name.removeprefix("#"), [(c.name, c) for c in known], say("channel I know"))

    async def places(self, tx: Tx) -> tuple[Channel, ...]:
        """Give the channels of this community that the person sees, oldest first."""
        known = await channels.channels_of(tx, self.community.id)
        return tuple(channel for channel in known if channel.id not in self.hidden)

    async def known_channel(self, tx: Tx, number: str) -> Channel:
        """Give the channel that a button names by our id, only within this community.

        Of people's own messages those alone that it was pressed in. Raises CommandError.
        """
        if number == str(self.channel.id):
            return await channels.get_channel(tx, self.channel.id)
        for channel in await self.places(tx):
            if str(channel.id) == number:
                return channel
        raise CommandError(say("That channel is no longer known here."))


def fit(lines: Sequence[str], more: str) -> str:
    """Join lines as far as one answer may be long; then ``more`` says where the rest is."""
    room = MOST_TEXT - len(more) - 1
    for number, line in enumerate(lines):
        room -= len(line) + 1
        if room < 0:
            return "\n".join([*lines[:number], more])
    return "\n".join(lines)


def hash_name(channel: Channel) -> str:
    """Say a channel as people write it: "#east-china-sea"; a person's own messages as they are."""
    name = said(channel.name, 80)
    return name if channel.external_id.startswith("@") else f"#{name}"


def said(text: str, limit: int = 140) -> str:
    """Make foreign text safe to stand in a Reply: one line, cut, without our own marks.

    An address in it is no link, as in posts: a headline may lead anywhere. `of_address` is for one
    that is meant.
    """
    return _ADDRESS.sub(rf"\1:{_WORD_JOINER}", plain(text, limit))


def of_address(url: str, limit: int = 200) -> str:
    """Make an address safe that somebody typed, or that we speak of: it stays one."""
    return plain(url, limit)
