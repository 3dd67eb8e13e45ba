"""Discord as a platform: the functions of ``chat.base``, in their order."""

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final, Protocol

import aiohttp
import discord

from bot.chat.base import Handler, Payload
from bot.chat.discord import draw, meaning, said
from bot.chat.discord.answering import Answering, read
from bot.chat.discord.client import Client
from bot.chat.discord.places import Places
from bot.chat.discord.posts import Posts
from bot.chat.discord.presence import Presences
from bot.chat.discord.tree import number_of, tree
from bot.chat.discord.typed import as_typed
from bot.errors import ConfigError, SendError
from bot.log import get_logger
from bot.model import Command, Invocation, Kind, Message, Press, Sent

log = get_logger(__name__)
COMMANDS_SENT: Final = "discord commands"  # under which the number of what Discord was sent is kept
LOGIN_WITHIN: Final = 15.0  # seconds until the start goes on without Discord
# Seconds between two tries to reach Discord: twice as many each time, up to the second, until a
# connection lasted as long. Discord bears 1,000 logins a day ("Session Start Limit").
AGAIN_AFTER: Final = 15.0
LONGEST_BREAK: Final = 600.0
STOP_WITHIN: Final = 10.0  # seconds until what was told to end is told once more
RENEW: Final = (
    "Make a new token in the Developer Portal (Bot → Reset Token); docs/discord.md tells."
)
UPDATE: Final = "The token is well. Update Tidings and start it again; docs/discord.md tells."
_REFUSED: Final = 4004
_NEVER: Final = {4004, 4010, 4011, 4012, 4013, 4014}  # closings that no repeat changes


class Keeps(Protocol):
    """Remembers a number by its name, over restarts."""

    def recall(self, name: str) -> Awaitable[int | None]:
        """Give the number."""
        ...

    def remember(self, name: str, number: int) -> Awaitable[None]:
        """Keep the number."""
        ...

    def home_of(self, nonce: str) -> Awaitable[str | None]:
        """Give Discord's id of the server that a post with this nonce is about."""
        ...


class DiscordChat:
    """Discord. ``api_base`` and ``gateway``: another server than Discord's own."""

    name = said.PLATFORM
    nonce_window = 60.0  # Discord says "a few minutes"; less is safe

    def __init__(
        self,
        token: str,
        keeps: Keeps,
        *,
        api_base: str = "",
        gateway: str = "",
        shard_count: int | None = None,
    ) -> None:
        self._token = token
        self._keeps = keeps
        self._make = partial(Client, api_base=api_base, gateway=gateway, shard_count=shard_count)
        self._commands: tuple[Command, ...] = ()
        self._handler: Handler | None = None
        self._running: asyncio.Task[None] | None = None
        self._offering: asyncio.Task[None] | None = None
        self._logged_in = asyncio.Event()
        self._renew(refused=False)

    def _renew(self, *, refused: bool) -> None:
        """Take a new client: one of the library's that was closed cannot be used again."""
        self.client = self._make()
        self.client.on_logged_in = self._offer
        self._places = Places(self.client)
        self._posts = Posts(self.client, self._places)
        self._posts.refused = refused
        if self._handler is not None:
            self._listen(self._handler)

    def to_payload(self, message: Message) -> Payload:
        """Draw a message; JSON types only."""
        if message.kind is Kind.NOTICE:  # what the bot says itself; else the words are others'
            told = partial(as_typed, commands=self._commands)
            sentences = tuple(replace(one, text=told(one.text)) for one in message.sentences)
            message = replace(message, title=told(message.title), sentences=sentences)
        return draw.to_payload(replace(message, footer=as_typed(message.footer, self._commands)))

    def link_to(self, home: str, channel: str, external_id: str) -> str | None:
        """Give the address of a post, as Discord's own menu copies it; None in private."""
        if channel.startswith("@"):
            return None
        return f"https://discord.com/channels/{home}/{channel}/{external_id}"

    async def start(self, commands: Sequence[Command], handler: Handler) -> None:
        """Connect, offer ``commands``, and hand every command and press to ``handler``.

        Raises ConfigError when Discord refuses the token. When it cannot be reached, the bot goes
        on trying while all else works.
        """
        self.prepare(commands, handler)
        self._running = asyncio.create_task(self._run(), name="discord")
        done, _ = await asyncio.wait(
            {self._running, ready := asyncio.create_task(self._logged_in.wait())},
            timeout=LOGIN_WITHIN,
            return_when=asyncio.FIRST_COMPLETED,
        )
        ready.cancel()
        if self._running in done:
            await self._running  # raises what ended it
        if not self._logged_in.is_set():
            log.warning("discord.not_reached", waited=LOGIN_WITHIN)

    def prepare(self, commands: Sequence[Command], handler: Handler) -> None:
        """Be ready to answer, without connecting."""
        self._commands, self._handler = tuple(commands), handler
        self._listen(handler)

    def _listen(self, handler: Handler) -> None:
        answering = Answering(self._places, self._keeps, self._commands, handler)
        presences = Presences(self.client, handler)
        self.client.event(answering.on_interaction)
        self.client.event(presences.on_ready)
        self.client.event(presences.on_guild_join)
        self.client.event(presences.on_guild_available)
        self.client.event(presences.on_guild_remove)
        self.client.event(presences.on_guild_channel_update)
        self.client.event(presences.on_guild_role_update)
        self.client.event(presences.on_member_update)

    async def send(
        self, channel: str, payload: Payload, *, nonce: str, thread: str | None = None
    ) -> Sent:
        """Post; with the same nonce within some minutes, once. Raises SendError."""
        return await self._posts.send(channel, payload, nonce=nonce, thread=thread)

    async def edit(self, channel: str, external_id: str, payload: Payload) -> Sent:
        """Replace a post; the same payload again does no harm. Raises SendError."""
        return await self._posts.edit(channel, external_id, payload)

    async def find(self, channel: str, nonce: str, *, thread: str | None = None) -> Sent | None:
        """Look for a post with this nonce; None when it is certainly not there."""
        return await self._posts.find(channel, nonce, thread=thread)

    async def stop(self) -> None:
        """Disconnect; twice does no harm."""
        for task in filter(None, (self._running, self._offering)):
            await _end(task)
        self._running = self._offering = None

    def to_invocation(self, native: Any) -> Invocation | Press:
        """Read an interaction. Raises CommandError."""
        return said.to_invocation(read(native))

    def error_from(self, exc: Exception) -> SendError:
        """Say what an exception of the library means for the post."""
        return meaning.error_from(exc)

    # ── connected ───────────────────────────────────────────────────────────────────────────

    async def _run(self) -> None:
        """Stay connected until the end. Raises ConfigError at the first login only."""
        loop, waits = asyncio.get_running_loop(), AGAIN_AFTER
        while True:
            began = loop.time()
            try:
                async with self.client:
                    await self.client.login(self._token)
                    self._logged_in.set()
                    await self.client.connect()
            except discord.LoginFailure as exc:
                self._refuse("Discord refuses the token.", exc)
                return
            except discord.PrivilegedIntentsRequired as exc:
                self._refuse("Discord refuses what I want to hear of (4014).", exc, UPDATE)
                return
            except discord.ConnectionClosed as exc:
                if exc.code in _NEVER:
                    step = RENEW if exc.code == _REFUSED else UPDATE
                    self._refuse(f"Discord's gateway refuses us ({exc.code}).", exc, step)
                    return
                log.warning("discord.closed", code=exc.code)
            except (discord.DiscordException, OSError, TimeoutError) as exc:
                log.warning("discord.not_connected", error=f"{type(exc).__name__}: {exc}")
            except Exception:
                log.exception("discord.broke_off")  # of a server that says what no library expects
            if loop.time() - began > LONGEST_BREAK:
                waits = AGAIN_AFTER
            await asyncio.sleep(waits)
            waits = min(2 * waits, LONGEST_BREAK)
            self._renew(refused=self._posts.refused)

    def _refuse(self, what: str, exc: Exception, step: str = RENEW) -> None:
        """Stop for good. Raises ConfigError while the bot is starting."""
        self._posts.refused = True
        if not self._logged_in.is_set():
            raise ConfigError([f"{what} {step}"]) from exc
        log.error("discord.refused", error=what, next_step=step)

    async def _offer(self) -> None:
        """Send Discord the commands; when it does not take them, again later."""
        if not await self._offered() and (self._offering is None or self._offering.done()):
            self._offering = asyncio.create_task(self._offer_again(), name="discord commands")

    async def _offer_again(self) -> None:
        waits = AGAIN_AFTER
        while True:
            await asyncio.sleep(waits)
            waits = min(2 * waits, LONGEST_BREAK)
            if not self.client.is_closed() and await self._offered():
                return

    async def _offered(self) -> bool:
        """Send Discord the commands, when they are not those that it was sent last.

        False when that is to be tried again.
        """
        made = tree(self._commands)
        number = number_of(made)
        client = self.client
        name = f"{COMMANDS_SENT} {client.application_id}"
        if await self._keeps.recall(name) == number:
            return True
        path = "/applications/{application_id}/commands"
        try:
            await client.ask("PUT", path, json=made, application_id=client.application_id)
        except (discord.DiscordException, SendError, aiohttp.ClientError, OSError) as exc:
            log.warning("discord.commands_not_taken", error=str(exc))
            return meaning.is_missing(exc)  # a server that takes none is asked no more
        await self._keeps.remember(name, number)
        log.info("discord.commands_sent", count=len(made))
        return True


async def _end(task: "asyncio.Task[None]") -> None:
    """Cancel a task until it ends: a wait_for of Python 3.11 may lose the first word for it."""
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=STOP_WITHIN)
    await asyncio.gather(task, return_exceptions=True)
