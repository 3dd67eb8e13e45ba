"""Slack as a platform: the functions of ``chat.base``, in their order."""

from collections.abc import Awaitable, Sequence
from typing import Any, Final, Protocol

from bot.chat.base import Handler, Payload
from bot.chat.slack import draw, meaning, said
from bot.chat.slack.client import FAILURES, Access, Workspaces
from bot.chat.slack.kept import Kept
from bot.chat.slack.listening import Listening
from bot.chat.slack.manifest import manifest, number_of
from bot.chat.slack.people import Person
from bot.chat.slack.places import Places
from bot.chat.slack.posts import Posts
from bot.errors import ConfigError, SendError
from bot.log import get_logger
from bot.model import Command, Invocation, Message, Press, Sent

log = get_logger(__name__)
PLATFORM: Final = "slack"
MANIFEST: Final = "slack manifest"  # under which the number of the last one is kept
_PASTE: Final = (
    "Print `tidings slack manifest` and paste it at api.slack.com/apps → App Manifest, so that "
    "Slack offers all commands."
)


class Keeps(Protocol):
    """Remembers a number by its name, over restarts."""

    def recall(self, name: str) -> Awaitable[int | None]:
        """Give the number."""
        ...

    def remember(self, name: str, number: int) -> Awaitable[None]:
        """Keep the number."""
        ...


class SlackChat:
    """Slack: one workspace by the token in the settings, or several by their installations."""

    name = PLATFORM
    nonce_window = 0.0  # Slack knows no nonce, so what is doubtful is looked up

    def __init__(self, access: Access, keeps: Keeps, installations: Kept | None = None) -> None:
        self._access = access
        self._keeps = keeps
        self._kept = installations
        self._commands: tuple[Command, ...] = ()
        self._listening: Listening | None = None
        self.workspaces = Workspaces(access, installations)
        self._posts = Posts(self.workspaces, Places(self.workspaces))

    def to_payload(self, message: Message) -> Payload:
        """Draw a message; JSON types only."""
        return draw.to_payload(message, message.broadcast or self._access.broadcast)

    def link_to(self, home: str, channel: str, external_id: str) -> str | None:
        """Give no address: a post has none that is known."""
        return None

    async def start(self, commands: Sequence[Command], handler: Handler) -> None:
        """Connect, and hand every command and press to ``handler``.

        Raises ConfigError when Slack refuses the token. When it cannot be reached, the bot goes on
        trying while all else works.
        """
        try:
            own = await self.workspaces.know_own()
        except FAILURES as exc:
            if meaning.is_refusal(exc):
                raise ConfigError([f"slack.bot_token: {meaning.error_from(exc)}"]) from exc
            log.warning("slack.not_reached", error=str(meaning.error_from(exc)))
        else:
            log.info("slack.ready", team=own.team if own else None)
        self._commands = tuple(commands)
        await self._compare()
        self._listening = Listening(
            self._access, self.workspaces, self._kept, self._commands, handler
        )
        await self._listening.start()

    async def _compare(self) -> None:
        """Say once that there are other commands than before: Slack learns them by hand alone."""
        number = number_of(manifest(self._commands))
        before = await self._keeps.recall(MANIFEST)
        if before == number:
            return
        if before is not None:
            log.warning("slack.manifest_changed", next_step=_PASTE)
        await self._keeps.remember(MANIFEST, number)

    async def send(
        self, channel: str, payload: Payload, *, nonce: str, thread: str | None = None
    ) -> Sent:
        """Post. Raises SendError."""
        return await self._posts.send(channel, payload, nonce=nonce, thread=thread)

    async def edit(self, channel: str, external_id: str, payload: Payload) -> Sent:
        """Replace a post; the same payload again does no harm. Raises SendError."""
        return await self._posts.edit(channel, external_id, payload)

    async def find(self, channel: str, nonce: str, *, thread: str | None = None) -> Sent | None:
        """Look for a post with this nonce; None when it is certainly not there."""
        return await self._posts.find(channel, nonce, thread=thread)

    async def stop(self) -> None:
        """Disconnect; twice does no harm."""
        if self._listening is not None:
            listening, self._listening = self._listening, None
            await listening.stop()

    def to_invocation(self, native: Any) -> Invocation | Press:
        """Read a slash command or a press, of somebody unknown. Raises CommandError."""
        is_command = "command" in native
        read = said.command(native, self._commands) if is_command else said.interaction(native)
        return said.to_invocation(read, Person(), self._commands)

    def error_from(self, exc: Exception) -> SendError:
        """Say what an exception of the library means for the post."""
        return meaning.error_from(exc)
