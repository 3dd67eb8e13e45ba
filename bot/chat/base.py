"""What every chat platform can do; line.py and commands/ know no more than this.

Each adapter has, in this order: ``to_payload`` (pure), ``start``, ``send``, ``edit``, ``find``,
``stop``, ``to_invocation`` (pure), ``error_from`` (pure). A post carries its delivery's ``nonce``
so that it can be found again: a platform that is asked twice with one nonce posts once where it
can, and ``find`` looks the nonce up in the channel's history where it cannot.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import Any, Protocol

from bot.errors import SendError
from bot.model import Command, Invocation, Message, Overview, Presence, Press, Reply, Sent

Payload = Mapping[str, Any]


class Handler(Protocol):
    """The platform-free side: what commands/ offers to an adapter."""

    def invoke(self, invocation: Invocation) -> Awaitable[Reply]:
        """Answer a command."""
        ...

    def press(self, press: Press) -> Awaitable[Reply]:
        """Answer a pressed button."""
        ...

    def complete(self, invocation: Invocation, option: str) -> Awaitable[list[tuple[str, str]]]:
        """Offer (value, label) pairs for the option that is being typed."""
        ...

    def overview(
        self, invocation: Invocation, sees: Callable[[str], Awaitable[bool]], page: int
    ) -> Awaitable[Overview]:
        """Give a page of what the community watches, in channels that the person sees."""
        ...

    def presence(self, presence: Presence) -> Awaitable[None]:
        """Note that the bot came to a community, is still there, or is there no more."""
        ...

    def only(self, platform: str, here: Collection[str]) -> Awaitable[None]:
        """Note that the bot is in these communities of a platform, and in no others."""
        ...


class Chat(Protocol):
    """One platform."""

    name: str
    nonce_window: float  # seconds for which a nonce that comes again posts nothing; 0: it does

    def to_payload(self, message: Message) -> Payload:
        """Draw a message the platform's way; JSON types only."""
        ...

    def link_to(self, home: str, channel: str, external_id: str) -> str | None:
        """Give the address of a post, by its community's, channel's and own id; None without."""
        ...

    async def start(self, commands: Sequence[Command], handler: Handler) -> None:
        """Connect, offer ``commands``, and hand every command and press to ``handler``."""
        ...

    async def send(
        self, channel: str, payload: Payload, *, nonce: str, thread: str | None = None
    ) -> Sent:
        """Post into the channel with this external id, or into a thread of it.

        An external id that begins with ``@`` is a person of the community, to be told privately.
        ``thread`` is the external id of the post that is answered. Raises SendLater, SendNever
        (MessageGone for a thread that is not there, ChannelClosed) or SendUnknown.
        """
        ...

    async def edit(self, channel: str, external_id: str, payload: Payload) -> Sent:
        """Replace a post; sending the same payload twice does no harm. Raises as ``send``."""
        ...

    async def find(self, channel: str, nonce: str, *, thread: str | None = None) -> Sent | None:
        """Look for a post with this nonce; None when it is certainly not there.

        ``thread``: the post that it answers, where it does.

        Raises SendUnknown when the platform cannot tell.
        """
        ...

    async def stop(self) -> None:
        """Disconnect."""
        ...

    def to_invocation(self, native: Any) -> Invocation | Press:
        """Read the platform's own form of a command, or of a press."""
        ...

    def error_from(self, exc: Exception) -> SendError:
        """Say what an exception of the platform's library means for the post."""
        ...
