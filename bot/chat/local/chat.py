"""The local page's chat: a platform of our own, with its own file, that honours nonces.

It keeps what it promises over a crash: a post is on disk before ``send`` returns, and a second
``send`` with the same nonce posts nothing. There is one person here, whoever has the page: it
listens on loopback, or wants a key. Answers to commands are kept as messages of kind ``reply``, so
that their buttons can be pressed after a reload too.
"""

import asyncio
import sqlite3
from base64 import b64decode
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from bot.chat.base import Handler, Payload
from bot.chat.local import answer as local_answer
from bot.chat.local.answer import answered
from bot.chat.local.card import buttons, files, sections, stamp, to_payload
from bot.chat.local.file import LocalFile, Post
from bot.chat.typed import Offer, Typing, complete_typed, offers
from bot.chat.typed.complete import MOST, chosen
from bot.errors import (
    ChannelClosed,
    CommandError,
    MessageGone,
    SendError,
    SendLater,
    SendUnknown,
    TidingsError,
)
from bot.locales import say, speaking
from bot.log import get_logger
from bot.model import Actor, Command, File, Invocation, Message, Press, Reply, Sent

YOU: Final = Actor(id="you", name="You", may_manage=True)
_AGAIN_AFTER: Final = 5.0  # seconds, when the file is locked or the disk is full
_ANSWER: Final = ("id", "text", "sections", "buttons", "error", "asks", "files")
_log = get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that the page should know. ``id`` is handed back to go on from there."""

    id: str
    name: str  # hello, message
    data: Mapping[str, Any]


class LocalChat:
    """The page as a platform. ``channels`` are (id, name) pairs. Raises StoreError."""

    name = "local"
    nonce_window = 60.0  # it is longer: the file keeps every nonce

    def __init__(
        self,
        path: Path,
        *,
        community: str,
        channels: Sequence[tuple[str, str]],
        now: Callable[[], datetime],
    ) -> None:
        self._file = LocalFile(path)
        self._community = community
        self._channels = dict(channels)
        self._now = now
        self._commands: tuple[Command, ...] = ()
        self._handler: Handler | None = None
        self._changed = asyncio.Event()
        self._line = 0  # grows when the event streams are to end

    def to_payload(self, message: Message) -> Payload:
        """Draw a message for the page; JSON types only."""
        return to_payload(message)

    def link_to(self, home: str, channel: str, external_id: str) -> str | None:
        """Give no address: a post has none that is known."""
        return None

    async def start(self, commands: Sequence[Command], handler: Handler) -> None:
        """Offer ``commands`` on the page and hand what is typed and pressed to ``handler``."""
        self._commands = tuple(commands)
        self._handler = handler

    async def send(
        self, channel: str, payload: Payload, *, nonce: str, thread: str | None = None
    ) -> Sent:
        """Post; durable on return. A thread whose first post is gone becomes a plain post.

        Raises SendLater, SendNever or SendUnknown.
        """
        if channel not in self._channels:
            raise ChannelClosed(
                f"The local page has no channel {channel}; add it to [local] channels."
            )
        add = partial(self._file.add, channel, str(payload["kind"]), payload, nonce=nonce)
        post = await self._write(partial(add, at=self._now(), thread=thread))
        return Sent(external_id=post.id, thread_id=post.thread, at=post.at)

    async def edit(self, channel: str, external_id: str, payload: Payload) -> Sent:
        """Replace a post, which keeps its id and its kind. Raises as ``send``."""
        post = await self._write(
            partial(self._file.edit, channel, external_id, payload, self._now())
        )
        if post is None:
            raise MessageGone(f"The message {external_id} is not on the local page any more.")
        return Sent(external_id=post.id, thread_id=post.thread, at=post.edited or post.at)

    async def find(self, channel: str, nonce: str, *, thread: str | None = None) -> Sent | None:
        """Look for a post with this nonce; None when it is certainly not there."""
        try:
            post = await asyncio.to_thread(self._file.by_nonce, channel, nonce)
        except sqlite3.Error as exc:
            raise SendUnknown(f"The local page's file cannot be read ({exc}).") from exc
        return Sent(external_id=post.id, thread_id=post.thread, at=post.at) if post else None

    async def stop(self) -> None:
        """End the event streams and close the file; twice does no harm."""
        self.hang_up()
        await asyncio.to_thread(self._file.close)

    def to_invocation(self, native: Mapping[str, Any]) -> Invocation:
        """Read ``{"channel": id, "text": line}``, a file and a locale. Raises CommandError."""
        return local_answer.to_invocation(
            native,
            self._commands,
            platform=self.name,
            community=self._community,
            actor=YOU,
        )

    def error_from(self, exc: Exception) -> SendError:
        """Say what an error of SQLite means: only a failed disk leaves it open what was written."""
        if isinstance(exc, SendError):
            return exc
        code = getattr(exc, "sqlite_errorcode", None)
        text = f"The local page's file cannot be written ({exc})."
        if isinstance(exc, sqlite3.Error) and (code or 0) & 0xFF != sqlite3.SQLITE_IOERR:
            return SendLater(text, after=_AGAIN_AFTER)
        return SendUnknown(text)

    # ── for the page ────────────────────────────────────────────────────────────────────────

    def channels(self) -> list[dict[str, str]]:
        """Give the channels as ``[{"id", "name"}]``, in the order of the settings."""
        return [{"id": id_, "name": name} for id_, name in self._channels.items()]

    async def messages(
        self, channel: str, *, limit: int = 500, before: str | None = None
    ) -> list[dict[str, Any]]:
        """Give a channel's newest messages, oldest first, as the page's JSON."""
        read = partial(self._file.of_channel, channel, limit=limit, before=before)
        return [as_json(post) for post in await asyncio.to_thread(read)]

    async def message(self, message_id: str) -> dict[str, Any] | None:
        """Give one message or answer of a channel that is there, None if there is none."""
        post = await asyncio.to_thread(self._file.by_id, message_id)
        return as_json(post) if post and post.channel in self._channels else None

    async def file(self, message_id: str, number: int) -> File | None:
        """Give a file that goes with an answer, None if there is none."""
        post = await asyncio.to_thread(self._file.by_id, message_id)
        rows = post.payload.get("files", []) if post and post.channel in self._channels else []
        if number >= len(rows):
            return None
        row = rows[number]
        return File(name=row["name"], data=b64decode(row["data"]), media_type=row["type"])

    async def command(
        self, channel: str, text: str, *, file: File | None = None, locale: str | None = None
    ) -> dict[str, Any]:
        """Do what was typed; give what ``_ANSWER`` names, or the error.

        Raises CommandError only for a channel that is not there.
        """
        if channel not in self._channels:
            raise CommandError("This channel is not there any more. Reload the page.")
        native = {"channel": channel, "text": text, "file": file, "locale": locale}
        with speaking(locale):
            reply = await answered(self._invoke(native), channel=channel)
        attached = {"attached": file.name} if file else {}
        return await self._keep(channel, reply, {"typed": text, **attached})

    async def press(
        self, message_id: str, button: str, *, locale: str | None = None
    ) -> dict[str, Any]:
        """Press a button of a post or an answer; gives and raises as ``command``.

        Raises CommandError too when the message has no such button (any more).
        """
        message = await self.message(message_id)
        if message is None:
            raise CommandError("This message is not there any more. Reload the page.")
        label = next((b["label"] for b in message["buttons"] if b["id"] == button), None)
        if label is None:
            raise CommandError("This message has no such button (any more). Reload the page.")
        channel = message["channel"]
        pressed = self._press(channel, button, locale)
        with speaking(locale):
            reply = await answered(pressed, channel=channel, button=button)
        return await self._keep(channel, reply, {"pressed": label, "about": message_id})

    async def complete(
        self, channel: str, text: str, *, locale: str | None = None
    ) -> list[dict[str, str]]:
        """Offer ways to go on from an unfinished line: ``[{"text", "label", "description"}]``."""
        typing = complete_typed(text, self._commands)
        rows = [*await self._values(channel, text, typing), *offers(text, typing, self._commands)]
        with speaking(locale):
            return [
                {"text": row.text, "label": row.label, "description": say(row.description)}
                for row in rows[:MOST]
            ]

    async def events(self, after: str | None = None) -> AsyncIterator[Event]:
        """Tell what is posted and edited, from the event ``after`` on, until ``hang_up``.

        The first event is ``hello``: ``{"resumed": false}`` means that what came before is not
        told (no ``after``, or one of another file), so the reader has to fetch the messages.
        """
        line = self._line
        seq, resumed = await self._resume(after)
        yield Event(id=self._event_id(seq), name="hello", data={"resumed": resumed})
        while line == self._line:
            changed = self._changed  # taken before reading: nothing falls between
            posts = await asyncio.to_thread(self._file.since, seq)
            for post in posts:
                seq = post.seq
                if post.channel in self._channels:
                    yield Event(id=self._event_id(seq), name="message", data=as_json(post))
            if not posts:
                await changed.wait()

    def hang_up(self) -> None:
        """End the event streams that are open now."""
        self._line += 1
        self._signal()

    async def _write(self, change: Callable[[], Any]) -> Any:
        try:
            done = await asyncio.to_thread(change)
        except sqlite3.Error as exc:
            raise self.error_from(exc) from exc
        self._signal()
        return done

    def _signal(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    def _serving(self) -> Handler:
        if self._handler is None:
            raise CommandError(say("I am still starting. Type it again in a moment."))
        return self._handler

    async def _invoke(self, native: Mapping[str, Any]) -> Reply:
        return await self._serving().invoke(self.to_invocation(native))

    async def _press(self, channel: str, button: str, locale: str | None) -> Reply:
        press = Press(
            button=button,
            actor=YOU,
            platform=self.name,
            community=self._community,
            channel=channel,
            locale=locale,
        )
        return await self._serving().press(press)

    async def _keep(self, channel: str, reply: Reply, said: Mapping[str, str]) -> dict[str, Any]:
        payload = {
            "kind": "reply",
            "text": reply.text,
            "sections": sections(reply.sections),
            "buttons": buttons(reply.buttons),
            "error": reply.text if reply.error else None,
            "asks": reply.asks,
            "files": files(reply.files),
            **said,
        }
        post = await self._write(partial(self._file.add, channel, "reply", payload, at=self._now()))
        shown = as_json(post)
        return {k: shown[k] for k in _ANSWER}

    async def _values(self, channel: str, text: str, typing: Typing) -> list[Offer]:
        option = typing.option
        if option is None or not (option.completes or option.kind == "channel"):
            return []
        if option.kind == "channel":
            prefix = typing.prefix.removeprefix("#").casefold()
            names = [n for n in self._channels.values() if n.casefold().startswith(prefix)]
            pairs = [(f"#{name}", f"#{name}") for name in names]
        else:
            pairs = await self._ask_values(channel, typing, option.name)
        return [Offer(text=chosen(text, typing, value), label=label) for value, label in pairs]

    async def _ask_values(self, channel: str, typing: Typing, name: str) -> list[tuple[str, str]]:
        invocation = Invocation(
            command=typing.command.name if typing.command else "",
            sub=typing.sub.name if typing.sub else None,
            options={**typing.options, name: typing.prefix},
            actor=YOU,
            platform=self.name,
            community=self._community,
            channel=channel,
        )
        try:
            return await self._serving().complete(invocation, name)
        except TidingsError:
            return []  # half a word is often half a query: no reason to complain
        except Exception:
            _log.exception("chat.complete_failed", command=invocation.command, option=name)
            return []

    def _event_id(self, seq: int) -> str:
        return f"{self._file.epoch}-{seq}"

    async def _resume(self, after: str | None) -> tuple[int, bool]:
        last = await asyncio.to_thread(self._file.last_seq)
        epoch, _, seq = (after or "").partition("-")
        known = epoch == self._file.epoch and seq.isascii() and seq.isdigit() and len(seq) <= 18
        return (int(seq), True) if known and int(seq) <= last else (last, False)


def as_json(post: Post) -> dict[str, Any]:
    """Give a message as the page's API has it; keys of the payload that it has no word for stay."""
    empty: dict[str, Any] = {
        "title": "",
        "url": None,
        "text": "",
        "sources": [],
        "tags": [],
        "buttons": [],
    }
    told_at = post.payload.get("at")
    return {
        **empty,
        **post.payload,
        **_files(post),
        "id": post.id,
        "seq": post.seq,
        "channel": post.channel,
        "kind": post.kind,
        "at": stamp(post.at),
        "told_at": told_at,
        "edited": stamp(post.edited) if post.edited else None,
        "thread": post.thread,
    }


def _files(post: Post) -> dict[str, Any]:
    """Give the files of an answer without their data, which `LocalChat.file` gives."""
    rows = post.payload.get("files")
    if rows is None:
        return {}
    return {"files": [{k: v for k, v in row.items() if k != "data"} for row in rows]}
