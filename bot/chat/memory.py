"""A chat that keeps its posts in a list: for tests, and for polling once without a platform.

Its clock counts posts, so that it needs none. It honours nonces as ``local`` does, and can be told
to fail, before or after it took a post.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from bot.chat.base import Handler, Payload
from bot.chat.local import answer as local_answer
from bot.chat.local.answer import answered
from bot.chat.local.card import to_payload
from bot.errors import ChannelClosed, MessageGone, SendError, SendNever, SendUnknown
from bot.model import Actor, Command, Invocation, Message, Press, Reply, Sent

_START: Final = datetime(2026, 1, 1, tzinfo=UTC)
_SOMEBODY: Final = Actor(id="somebody", name="Somebody", may_manage=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """One post: ``payload`` as first sent, ``edits`` what it was changed to, in order."""

    channel: str
    payload: Payload
    external_id: str
    nonce: str
    at: datetime
    thread: str | None = None
    edits: tuple[Payload, ...] = ()

    @property
    def shown(self) -> Payload:
        """What stands there now."""
        return self.edits[-1] if self.edits else self.payload


class MemoryChat:
    """``sent`` holds every post, oldest first. ``channels`` None means that every channel exists.

    ``clock`` (aware, UTC) is the time of the next post; each post moves it on by a second.
    """

    name = "memory"
    nonce_window = 0.0  # so that what is doubtful is looked up

    def __init__(self, *, community: str = "memory", channels: Sequence[str] | None = None) -> None:
        self.sent: list[Posted] = []
        self.clock = _START
        self._count = 0  # of posts ever
        self._community = community
        self._channels = channels
        self._commands: tuple[Command, ...] = ()
        self._handler: Handler | None = None
        self._failures: list[tuple[SendError, bool]] = []

    def to_payload(self, message: Message) -> Payload:
        """Draw a message as ``local`` does."""
        return to_payload(message)

    def link_to(self, home: str, channel: str, external_id: str) -> str | None:
        """Give no address: a post has none that is known."""
        return None

    async def start(self, commands: Sequence[Command], handler: Handler) -> None:
        """Hand what ``say`` and ``press`` are told to ``handler``."""
        self._commands = tuple(commands)
        self._handler = handler

    async def send(
        self, channel: str, payload: Payload, *, nonce: str, thread: str | None = None
    ) -> Sent:
        """Post; a nonce that is known posts nothing. Raises what ``fail_next`` was given."""
        failure, accepted = self._next_failure()
        if failure and not accepted:
            raise failure
        if self._channels is not None and channel not in self._channels:
            raise ChannelClosed(f"There is no channel {channel}.")
        if thread is not None and not any(post.external_id == thread for post in self.sent):
            raise MessageGone(f"There is no message {thread}.")
        post = self._by_nonce(channel, nonce) or self._add(channel, payload, nonce, thread)
        if failure:
            raise failure
        return _sent(post)

    async def edit(self, channel: str, external_id: str, payload: Payload) -> Sent:
        """Change a post; the same payload again changes nothing. Raises as ``send``."""
        failure, accepted = self._next_failure()
        if failure and not accepted:
            raise failure
        for place, post in enumerate(self.sent):
            if (post.channel, post.external_id) == (channel, external_id):
                if post.shown != payload:
                    self.sent[place] = replace(post, edits=(*post.edits, payload))
                if failure:
                    raise failure
                return _sent(post)
        raise MessageGone(f"There is no message {external_id}.")

    async def find(self, channel: str, nonce: str, *, thread: str | None = None) -> Sent | None:
        """Look for a post with this nonce."""
        post = self._by_nonce(channel, nonce)
        return _sent(post) if post else None

    async def stop(self) -> None:
        """Forget the handler; the posts stay readable."""
        self._handler = None

    def to_invocation(self, native: Mapping[str, Any]) -> Invocation:
        """Read ``{"channel": id, "text": line}``. Raises CommandError."""
        return local_answer.to_invocation(
            native,
            self._commands,
            platform=self.name,
            community=self._community,
            actor=_SOMEBODY,
        )

    def error_from(self, exc: Exception) -> SendError:
        """Give errors of sending as they are; of others nobody knows what they left behind."""
        return exc if isinstance(exc, SendError) else SendUnknown(str(exc))

    # ── for the one who plays the person ────────────────────────────────────────────────────

    def fail_next(self, error: SendError, *, accepted: bool = False) -> None:
        """Let the next send or edit raise ``error``, after taking the post when ``accepted``."""
        self._failures.append((error, accepted))

    def delete(self, external_id: str) -> None:
        """Take a post away, as a moderator does."""
        self.sent = [post for post in self.sent if post.external_id != external_id]

    async def say(self, channel: str, text: str) -> Reply:
        """Type a line, as ``/watch senkaku``; errors come back as answers."""
        return await answered(self._invoke(channel, text), channel=channel)

    async def press(self, channel: str, button: str) -> Reply:
        """Press the button with this id; errors come back as answers."""
        return await answered(self._press(channel, button), channel=channel)

    def _next_failure(self) -> tuple[SendError | None, bool]:
        return self._failures.pop(0) if self._failures else (None, False)

    def _by_nonce(self, channel: str, nonce: str) -> Posted | None:
        return next((p for p in self.sent if (p.channel, p.nonce) == (channel, nonce)), None)

    def _add(self, channel: str, payload: Payload, nonce: str, thread: str | None) -> Posted:
        self._count += 1
        post = Posted(
            channel=channel,
            payload=payload,
            external_id=str(self._count),
            nonce=nonce,
            at=self.clock,
            thread=thread,
        )
        self.clock += timedelta(seconds=1)
        self.sent.append(post)
        return post

    def _serving(self) -> Handler:
        if self._handler is None:
            raise SendNever("Nobody answers here: start was not called.")
        return self._handler

    async def _invoke(self, channel: str, text: str) -> Reply:
        invocation = self.to_invocation({"channel": channel, "text": text})
        return await self._serving().invoke(invocation)

    async def _press(self, channel: str, button: str) -> Reply:
        press = Press(
            button=button,
            actor=_SOMEBODY,
            platform=self.name,
            community=self._community,
            channel=channel,
        )
        return await self._serving().press(press)


def _sent(post: Posted) -> Sent:
    return Sent(external_id=post.external_id, thread_id=post.thread, at=post.at)
