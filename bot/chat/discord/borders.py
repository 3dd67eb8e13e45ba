"""What somebody names has to be of the server they are in: channels, and whom a watch mentions.

Discord offers nothing else in its menus; a client made by hand could send any id.
"""

import re
from dataclasses import replace
from typing import Final

import discord

from bot.chat.discord import said
from bot.chat.discord.places import Places
from bot.chat.discord.rights import (
    ADMINISTRATOR,
    MENTION_EVERYONE,
    NAMES,
    READ_HISTORY,
    named,
)
from bot.chat.discord.said import Native
from bot.errors import CommandError, SendError
from bot.locales import say
from bot.model import Field, Form, Invocation, Lack, Press, Reply

_MENTION: Final = re.compile(r"<@(&?)(\d{1,20})>")
_MOST: Final = 5  # persons whose names are asked for one answer


class Borders:
    """Refuses what is of another server, and gives names for ids."""

    def __init__(self, places: Places) -> None:
        self._places = places

    async def keep(self, native: Native, asked: Invocation | Press) -> None:
        """Raises CommandError for what is not of this server, or a channel that is no forum."""
        home = native.guild or ""
        for channel in said.channels(native):
            if not await self._places.is_in(home, channel):
                raise CommandError(
                    say("There is no such channel in this server. Choose one from the list.")
                )
        if isinstance(asked, Invocation) and asked.options.get("post") == "forum":
            await self._must_be_forum(native)
        given = asked.fields if isinstance(asked, Press) else asked.options
        await self._may_be_mentioned(native, given.get("mention", ""))

    async def may_be_called(self, native: Native, mention: str) -> bool:
        """Say whether what a file names to be mentioned is of this server, and may be."""
        try:
            await self._may_be_mentioned(native, mention)
        except CommandError:
            return False
        return True

    async def _may_be_mentioned(self, native: Native, text: str) -> None:
        for is_role, id_ in _MENTION.findall(text):
            if is_role:
                self._may_call(native, id_)
            elif await self._places.member(native.guild or "", id_) is None:
                raise _unknown() if self._places.tells_people else _nobody_told()

    async def offered(self, form: Form) -> Form:
        """Give a form without what its channel cannot have: posts in a forum."""
        if not form.place or await self._is_forum(form.place):
            return form
        return replace(form, fields=tuple(_without_forum(one) for one in form.fields))

    async def with_notes(self, native: Native, asked: Invocation, reply: Reply) -> Reply:
        """Tell whoever lets posts go to a channel what is not as it should be there."""
        if reply.error or asked.command not in ("watch", "subscribe"):
            return reply
        channel, name, _ = said.target(native)
        tag = await self._tag(channel, name)
        return replace(reply, text=f"{reply.text}\n{tag}") if tag else reply

    async def lacks(self, channel: str, post: str) -> Lack | None:
        """Say what the bot lacks to post in a channel, or to look whether a post is there.

        ``post``: in which form; a forum is one only where the channel is.
        """
        if post == "forum" and not await self._is_forum(channel):
            return Lack(text=say("It is no forum: posts come as messages. Take `post:message`."))
        missing = self._places.lacking(channel, threads=post in ("thread", "forum"))
        if missing:
            text = say(
                "I may not post there, for I lack {rights}. Give that to my role in the channel’s "
                "settings.",
                rights=named(missing),
            )
            return Lack(text=text)
        bits = self._places.own_bits(channel)
        if bits is None or bits & (READ_HISTORY | ADMINISTRATOR):
            return None
        text = say(
            "I lack {rights}, so a post whose sending breaks off cannot be looked for there, and "
            "waits in `/status` for you to decide.",
            rights=named([NAMES[READ_HISTORY]]),
        )
        return Lack(text=text, stops=False)

    async def _tag(self, channel: str, name: str) -> str:
        """Say which tag a forum's posts get in want of a fitting one."""
        try:
            tag = await self._places.stopgap(channel)
        except (discord.HTTPException, SendError, OSError):
            return ""  # it will show at the first post
        if tag is None:
            return ""
        return say(
            "#{name} wants a tag on every post and has none for what fits no other: such posts get "
            "*{tag}*. Add a tag called News or Other to the forum.",
            name=name,
            tag=tag,
        )

    async def _is_forum(self, channel: str) -> bool:
        """Say whether a channel is a forum; True where that will show at the first post."""
        try:
            return await self._places.is_forum(channel)
        except (discord.HTTPException, SendError, OSError):
            return True

    async def _must_be_forum(self, native: Native) -> None:
        channel, name, _ = said.target(native)
        if not await self._is_forum(channel):
            raise CommandError(
                say(
                    "#{name} is no forum. Name one with `channel:`, or take `post:message` or "
                    "`post:thread`.",
                    name=name,
                )
            )

    def _may_call(self, native: Native, role_id: str) -> None:
        """Raises CommandError for a role that is not here, or that the bot may not mention."""
        if role_id == native.guild:  # Discord gives the role of all the server's own id
            raise CommandError(
                say(
                    "I never call everyone. Choose one role or one person; `mention:off` takes a "
                    "mention back."
                )
            )
        role = self._places.role(native.guild or "", role_id)
        if role is None:
            raise _unknown()
        own = self._places.own_bits(said.target(native)[0])
        if not role.mentionable and own is not None and not own & MENTION_EVERYONE:
            raise CommandError(
                say(
                    "I may not mention *{role}*. Allow anyone to mention it, in the role’s "
                    "settings, or give my role “Mention @everyone, @here, and All Roles”; then try "
                    "again.",
                    role=f"@{role.name}",
                )
            )

    async def named(self, guild: str | None, text: str) -> str:
        """Give a text with the names of the roles and persons that it has the ids of."""
        names: dict[str, str] = {}
        for is_role, id_ in list(dict.fromkeys(_MENTION.findall(text)))[:_MOST]:
            known = (
                self._places.role(guild or "", id_)
                if is_role
                else await self._places.member(guild or "", id_)
            )
            if known is not None:
                name = known.name if is_role else known.display_name  # type: ignore[union-attr]
                names[f"<@{is_role}{id_}>"] = f"@{name}"
        return _MENTION.sub(lambda found: names.get(found[0], found[0]), text)


def _without_forum(one: Field) -> Field:
    if one.name != "post" or one.value == "forum":
        return one
    return replace(one, choices=tuple(pair for pair in one.choices if pair[0] != "forum"))


def _nobody_told() -> CommandError:
    return CommandError(
        say(
            "This server does not tell who its people are, so I can mention roles alone. Choose "
            "one from the list that opens when you type `@`."
        )
    )


def _unknown() -> CommandError:
    return CommandError(
        say(
            "There is no such role or person in this server. Choose one from the list that opens "
            "when you type `@`."
        )
    )
