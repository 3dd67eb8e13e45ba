"""From an interaction to its answer: acknowledged at once, then worked on, then answered.

Discord waits 3 seconds for a first word, then 15 minutes for the answer. Answers are for the person
alone. A page that is turned, or a question that is answered, changes the answer it stood in.
"""

import asyncio
import io
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final, Protocol

import discord

from bot.chat.base import Handler
from bot.chat.discord import forms, said
from bot.chat.discord.answer import bodies
from bot.chat.discord.borders import Borders
from bot.chat.discord.buttons import marker, unmarked
from bot.chat.discord.places import Places
from bot.chat.discord.rights import MANAGE_CHANNELS, manages_all, may_manage, may_write, named
from bot.chat.discord.said import TYPED, Native
from bot.chat.discord.typed import as_typed
from bot.chat.fit import fit
from bot.chat.local.answer import answered
from bot.errors import CommandError, TidingsError
from bot.locales import say, speaking
from bot.log import get_logger
from bot.model import FORMS, MOST_BYTES, Command, File, Invocation, Press, Reply

log = get_logger(__name__)
MOST_CHOICES: Final = 25
MOST_LINKS: Final = 10  # of a message, that are tried
LONGEST: Final = 100  # characters of a choice's name, and of its value
WINDOW_WITHIN: Final = 2.0  # seconds in which a window's form has to be made
# Buttons whose answer stands beside the one they were pressed in.
_BESIDE: Final = frozenset({"names", "open", "why", "stats", "zones", "topics-export", "more"})
# Commands that let the bot post, so that it has to be allowed to.
_POSTING: Final = frozenset({("watch", None), ("subscribe", None), ("digest", "now")})
_UNKNOWN_INTERACTION, _ALREADY_ANSWERED = 10062, 40060


class Homes(Protocol):
    """Knows of which server a post is."""

    def home_of(self, nonce: str) -> Awaitable[str | None]:
        """Give Discord's id of the server that a post with this nonce is about."""
        ...


class Answering:
    """Answers what people type and press."""

    def __init__(
        self, places: Places, keeps: Homes, commands: Sequence[Command], handler: Handler
    ) -> None:
        self._places = places
        self._borders = Borders(places)
        self._keeps = keeps
        self._commands = commands
        self._handler = handler

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Answer one interaction, whatever happens."""
        try:
            await self._answer(interaction)
        except discord.HTTPException as exc:
            if exc.code not in (_UNKNOWN_INTERACTION, _ALREADY_ANSWERED):
                raise
            log.warning("discord.too_late", error=str(exc))  # the person saw that it failed

    async def _answer(self, interaction: discord.Interaction[Any]) -> None:
        native = read(interaction)
        if interaction.type is discord.InteractionType.autocomplete:
            await interaction.response.autocomplete(await self._choices(native))
        elif (button := _button(native)) in TYPED:
            await interaction.response.send_modal(forms.field_of(button, native.locale))
        elif button.partition(":")[0] in FORMS:
            await self._open(interaction, native)
        elif interaction.type in _ANSWERED:
            in_place = _in_place(interaction, button or _form(native))
            await interaction.response.defer(ephemeral=True, thinking=not in_place)
            await _show(interaction, await self._answered(interaction, native, button))

    async def _open(self, interaction: discord.Interaction[Any], native: Native) -> None:
        """Open a window: it has to be the first word of an answer, so the form is made before."""
        try:
            async with asyncio.timeout(WINDOW_WITHIN):
                reply = await self._answered(interaction, native, "form")
        except TimeoutError:
            reply = Reply(text=say("That took too long. Press it once more."), error=True)
        if reply.form is not None:
            await interaction.response.send_modal(
                forms.window(await self._borders.offered(reply.form))
            )
        else:
            await interaction.response.defer(ephemeral=True, thinking=True)
            await _show(interaction, reply)

    async def _answered(
        self, interaction: discord.Interaction[Any], native: Native, button: str
    ) -> Reply:
        """Give the answer, or what went wrong, with commands as they are typed here."""
        asked = self._replied(interaction, native)
        reply = await answered(asked, channel=native.channel, button=button)
        return replace(reply, text=as_typed(reply.text, self._commands))

    async def _replied(self, interaction: discord.Interaction[Any], native: Native) -> Reply:
        with speaking(native.locale):
            at_home = await self._at_home(interaction, native)
            reply = await self._answer_to(at_home)
            return replace(reply, text=await self._borders.named(at_home.guild, reply.text))

    async def _at_home(self, interaction: discord.Interaction[Any], native: Native) -> Native:
        """Give what was pressed under a private notice as if it were in the server it is of."""
        message = interaction.message
        if native.guild is not None or message is None:
            return native
        rows = [row.to_dict() for row in message.components]
        known = marker(rows)
        home = await self._keeps.home_of(known[0]) if known else None
        member = await self._places.member(home, native.user) if home else None
        if member is None:
            return native
        return replace(
            native,
            guild=str(member.guild.id),
            guild_name=member.guild.name,
            channel=f"@{native.user}",
            channel_name="",
            permissions=member.guild_permissions.value,
            manages=managed(member),
            sees=partial(sees, member),
        )

    async def _answer_to(self, native: Native) -> Reply:
        asked = said.to_invocation(native)
        await self._borders.keep(native, asked)
        calls = partial(self._borders.may_be_called, native)
        actor = replace(asked.actor, calls=calls, lacks=self._borders.lacks)
        asked = replace(asked, actor=actor)
        if isinstance(asked, Press):
            return await self._handler.press(asked)
        if asked.actor.sees is None or await asked.actor.sees(said.target(native)[0]):
            self._may_post(native, asked)
        files = {name: await self._file(one) for name, one in said.attachments(native)}
        reply = await self._handler.invoke(replace(asked, files=files) if files else asked)
        for link in said.links(native)[1:MOST_LINKS] if reply.error else ():
            other = await self._handler.invoke(replace(asked, options={"what": link}))
            if not other.error:
                return other
        return await self._borders.with_notes(native, asked, reply)

    async def _file(self, attachment: Mapping[str, Any]) -> File:
        """Fetch a file that came with a command. Raises CommandError when it is too large."""
        size = int(attachment.get("size") or 0)
        data = await self._places.file(str(attachment["url"])) if size <= MOST_BYTES else b""
        if max(size, len(data)) > MOST_BYTES:
            raise CommandError(
                say(
                    "That file is larger than {most} MB. Give a smaller one.",
                    most=MOST_BYTES >> 20,
                )
            )
        kind = str(attachment.get("content_type") or "application/octet-stream")
        return File(name=str(attachment.get("filename", "file")), data=data, media_type=kind)

    def _may_post(self, native: Native, asked: Invocation) -> None:
        """Raises CommandError when a command is about a channel that may not be posted in."""
        channel, name, bits = said.target(native)
        if (asked.command, asked.sub) not in _POSTING or not asked.actor.may_manage:
            return
        if channel != native.channel and not (may_write(bits) or bits & MANAGE_CHANNELS):
            raise CommandError(
                say(
                    "You may not write in #{name}, so I do nothing there in your name. Choose "
                    "another channel, or ask somebody who may.",
                    name=name,
                )
            )
        threads = asked.options.get("post") in ("thread", "forum")
        missing = self._places.lacking(channel, threads=threads)
        if missing:
            raise CommandError(
                say(
                    "I may not post in #{name}: I lack {rights} there. Give that to my role in the "
                    "channel’s settings, then type it again.",
                    name=name,
                    rights=named(missing),
                )
            )

    async def _choices(self, native: Native) -> list[discord.app_commands.Choice[str]]:
        """Offer names for what is being typed; half a word is no reason to complain."""
        option = said.focused(native)
        try:
            asked = said.to_invocation(native)
            if option is None or isinstance(asked, Press):
                return []
            await self._borders.keep(native, asked)
            pairs = await self._handler.complete(asked, option)
        except TidingsError:
            return []
        except Exception:
            log.exception("discord.complete_failed", option=option)
            return []
        known = {value: label for value, label in pairs if 0 < len(value) <= LONGEST}
        return [
            discord.app_commands.Choice(name=fit(label, LONGEST, str) or value, value=value)
            for value, label in list(known.items())[:MOST_CHOICES]
        ]


_ANSWERED: Final = (
    discord.InteractionType.application_command,
    discord.InteractionType.component,
    discord.InteractionType.modal_submit,
)


def read(interaction: discord.Interaction[Any]) -> Native:
    """Read an interaction apart."""
    channel, guild, user = interaction.channel, interaction.guild, interaction.user
    if isinstance(channel, discord.Thread):
        channel = channel.parent or channel
    manager = manages_all(interaction.permissions.value)
    return Native(
        kind=interaction.type.value,
        data=interaction.data or {},
        guild=str(interaction.guild_id) if interaction.guild_id else None,
        guild_name=getattr(guild, "name", "") or "",
        channel=str((channel.id if channel else interaction.channel_id) or ""),
        channel_name=getattr(channel, "name", "") or "",
        user=str(user.id),
        user_name=user.display_name,
        permissions=interaction.permissions.value,
        locale=interaction.locale.value,
        manages=managed(user) if isinstance(user, discord.Member) and not manager else frozenset(),
        everybody=_everybody(guild, channel),
        sees=partial(sees, user) if isinstance(user, discord.Member) else None,
    )


async def sees(member: discord.Member, channel: str) -> bool:
    """Say whether a person sees a channel, by its id, as far as the library knows it.

    One that is gone is for those who look after the server; who knows no channel at all of it
    cannot tell.
    """
    found = member.guild.get_channel(int(channel)) if channel.isdecimal() else None
    if found is not None:
        return found.permissions_for(member).view_channel
    return manages_all(member.guild_permissions.value) or not member.guild.channels


def managed(member: discord.Member) -> frozenset[str]:
    """Give the channels that a person may manage, beside whoever may manage all."""
    return frozenset(
        str(channel.id)
        for channel in member.guild.channels
        if channel.permissions_for(member).manage_channels
    )


def _everybody(guild: discord.Guild | None, channel: Any) -> bool:
    """Say whether everybody may change things in a channel."""
    if guild is None or not isinstance(channel, discord.abc.GuildChannel):
        return False
    all_may = channel.permissions_for(guild.default_role).value
    return may_manage(all_may, all_may)


def _button(native: Native) -> str:
    is_component = native.kind == discord.InteractionType.component.value
    return unmarked(str(native.data["custom_id"])) if is_component else ""


def _form(native: Native) -> str:
    """Give the button of a form that was filled in."""
    is_filled = native.kind == discord.InteractionType.modal_submit.value
    asked = str(native.data["custom_id"]) if is_filled else ""
    return asked if asked.partition(":")[0] in FORMS else ""


def _in_place(interaction: discord.Interaction[Any], button: str) -> bool:
    """Say whether the answer takes the place of the one that the button stood in."""
    message = interaction.message
    private = bool(message and message.flags.ephemeral)
    return bool(button) and private and button.partition(":")[0] not in _BESIDE


async def _show(interaction: discord.Interaction[Any], reply: Reply) -> None:
    """Answer for the person alone; or for all, where what was acknowledged only says so."""
    first, *more = bodies(reply)
    files = [discord.File(io.BytesIO(one.data), filename=one.name) for one in reply.files]
    if reply.private:
        await interaction.edit_original_response(
            content=first.get("content") or None,
            embeds=_embeds(first),
            view=_view(first["components"]),
            attachments=files,
            allowed_mentions=discord.AllowedMentions.none(),
        )
    else:
        await interaction.edit_original_response(content=say("Shown to all here:"))
        await interaction.followup.send(
            content=first.get("content") or "",
            embeds=_embeds(first),
            view=_view(first["components"]) or discord.utils.MISSING,
            files=files,
            allowed_mentions=discord.AllowedMentions.none(),
        )
    for body in more:
        await interaction.followup.send(
            content=body.get("content") or "",
            embeds=_embeds(body),
            ephemeral=reply.private,
            allowed_mentions=discord.AllowedMentions.none(),
        )


def _embeds(body: Mapping[str, Any]) -> list[discord.Embed]:
    return [discord.Embed.from_dict(embed) for embed in body.get("embeds", ())]


def _view(rows: Sequence[Mapping[str, Any]]) -> discord.ui.View | None:
    """Give buttons as the library takes them; it need not listen for them: we hear of each."""
    view = discord.ui.View(timeout=None)
    for number, row in enumerate(rows):
        for one in row["components"]:
            style = discord.ButtonStyle(one["style"])
            button: discord.ui.Button[Any] = discord.ui.Button(
                style=style, label=one["label"], custom_id=one["custom_id"], row=number
            )
            view.add_item(button)
    view.stop()
    return view if rows else None
