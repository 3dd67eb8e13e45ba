"""Posts: sent under a nonce, changed, answered in threads, found again by their mark.

A post goes to a channel, to a person ("@1"), or becomes a thread of its own in a forum. The thread
of a message has the message's id (Discord, "Start Thread from Message"), so that it need not be
kept.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Final

import discord

from bot.chat.base import Payload
from bot.chat.discord import meaning
from bot.chat.discord.buttons import mark, marker
from bot.chat.discord.client import Client
from bot.chat.discord.looks import NoLook, looked, own_threads, without
from bot.chat.discord.places import Places
from bot.chat.discord.rights import GIVE
from bot.chat.discord.text import allowed_mentions, unformatted
from bot.errors import ChannelClosed, SendError, SendLater, SendNever, SendUnknown
from bot.log import get_logger
from bot.model import Sent

log = get_logger(__name__)
# Minutes without a post until a thread is put away: as long as a story may go on.
_ARCHIVE_AFTER: Final = 4320
_PAGE: Final = 100
_MOST_PAGES: Final = 10  # of a channel's history that are searched
# Seconds after its first post in which a forum is looked through before each: an earlier run may
# have sent it, and posts come in order. What this run sent without an answer is known.
_LOOKS_FOR: Final = 600.0
_THREAD_EXISTS, _THREAD_LOCKED, _THREAD_ARCHIVED = 160004, 160005, 50083
_MESSAGES: Final = "/channels/{channel_id}/messages"
_MESSAGE: Final = "/channels/{channel_id}/messages/{message_id}"


class Posts:
    """Everything that is posted. Raises SendError, as ``chat.base.Chat`` says."""

    def __init__(self, client: Client, places: Places) -> None:
        self._client = client
        self._places = places
        self._doubtful: set[str] = set()  # nonces of posts in forums that nobody knows about
        self._unsure: set[str] = set()  # those that were ever so
        self._began: dict[str, float] = {}  # when a forum was first posted to
        self._opened: dict[str, str] = {}  # thread of a forum → the nonce of what opened it
        self.refused = False  # Discord does not know our token: nothing is asked any more

    async def send(
        self, channel: str, payload: Payload, *, nonce: str, thread: str | None = None
    ) -> Sent:
        """Post; see ``chat.base.Chat.send``."""
        async with self._door(channel):
            if thread is not None:
                return await self._answer(channel, payload, nonce, thread)
            if channel.startswith("@"):
                place = await self._places.private(channel[1:])
                return _sent(await self._post(place, payload, nonce))
            if await self._places.is_forum(channel):
                return await self._in_forum(channel, payload, nonce)
            return await self._in_channel(channel, payload, nonce)

    async def edit(self, channel: str, external_id: str, payload: Payload) -> Sent:
        """Replace a post; an edit calls nobody."""
        async with self._door(channel):
            body = {**payload["body"], "allowed_mentions": allowed_mentions(None)}
            message = _number(external_id)
            if channel.startswith("@"):
                place = await self._places.private(channel[1:])
                return _sent(await self._patch(place, message, body))
            if not await self._places.is_forum(channel):
                return _sent(await self._patch(channel, message, body))
            return _sent(await self._patch_first(channel, message, body), external_id=message)

    async def find(self, channel: str, nonce: str, *, thread: str | None = None) -> Sent | None:
        """Look for a post by its mark; None when it, or a part of it, is certainly not there."""
        async with self._door(channel, posts=False):
            self._places.must_read(channel)
            if thread is None and not channel.startswith("@"):
                if await self._places.is_forum(channel):
                    return await self._found_in_forum(channel, nonce)
                found = await self._found(channel, nonce)
                if found is None or await self._has_all(found):
                    return _sent(found) if found else None
                return None
            place = await self._places.private(channel[1:]) if channel[:1] == "@" else channel
            found = await self._found(place, nonce)
            if found is None and thread is not None:
                found = await self._found(_number(thread), nonce, gone_is_empty=True)
            return _sent(found, thread) if found else None

    async def _patch(self, place: str, message: str, body: Any) -> Mapping[str, Any]:
        ids: dict[str, Any] = {"channel_id": place, "message_id": message}
        try:
            made: Mapping[str, Any] = await self._client.ask("PATCH", _MESSAGE, json=body, **ids)
        except discord.HTTPException as exc:
            if not meaning.is_missing(exc):
                raise
            raise SendNever(f"This server does not let posts be changed ({exc.text}).") from exc
        return made

    async def _patch_first(self, forum: str, thread: str, body: Any) -> Mapping[str, Any]:
        """Change a forum's post; in a thread that was put away, which is put away again after."""
        first = await self._first_in(thread)
        try:
            return await self._patch(thread, first, body)
        except discord.HTTPException as exc:
            if exc.code != _THREAD_ARCHIVED:
                raise
        await self._open(forum, thread)
        changed = await self._patch(thread, first, body)
        try:
            await self._set_archived(thread, archived=True)
        except discord.HTTPException as exc:
            log.warning("discord.thread_left_open", thread=thread, error=exc.text)
        return changed

    async def _open(self, channel: str, thread: str) -> None:
        """Open a thread that was put away. Raises SendNever where only a moderator may."""
        try:
            await self._set_archived(thread, archived=False)
        except discord.HTTPException as exc:
            if exc.status != 403 or self._places.lacking(channel, threads=True):
                raise
            raise SendNever("The thread was closed: its story is told no further.") from exc

    async def _set_archived(self, thread: str, *, archived: bool) -> None:
        ids: dict[str, Any] = {"channel_id": thread}
        await self._client.ask(
            "PATCH", "/channels/{channel_id}", json={"archived": archived}, **ids
        )

    async def _first_in(self, thread: str) -> str:
        """Give the first message of a forum's thread: it has the thread's id, but not everywhere.

        Raises what discord.py raises when the thread is not there.
        """
        try:
            ids: dict[str, Any] = {"channel_id": thread, "message_id": thread}
            await self._titled(ids)
        except discord.NotFound as exc:
            mine = await self._own_in(thread) if exc.code == meaning.UNKNOWN_MESSAGE else []
            if not mine:
                raise
            return str(mine[-1]["id"])
        return thread

    # ── how each kind of place is posted to ─────────────────────────────────────────────────

    async def _post(
        self, place: str, payload: Payload, nonce: str, reply_to: str | None = None
    ) -> Mapping[str, Any]:
        body = _marked(payload, nonce)
        if reply_to is not None:
            body["message_reference"] = {"message_id": reply_to, "fail_if_not_exists": False}
        whole = {**body, "nonce": nonce, "enforce_nonce": True}
        made: Mapping[str, Any] = await self._client.ask(
            "POST", _MESSAGES, json=whole, channel_id=place
        )
        return made

    async def _in_channel(self, channel: str, payload: Payload, nonce: str) -> Sent:
        more = payload.get("more") or ()
        known = await without(self._found(channel, nonce), None) if more else None
        made = known or await self._post(channel, payload, nonce)
        if more:
            await self._follow(channel, made, payload, nonce)
        elif payload.get("post") == "thread":
            await self._try_thread(channel, str(made["id"]), str(payload["thread"]))
        return _sent(made)

    async def _follow(
        self, channel: str, made: Mapping[str, Any], payload: Payload, nonce: str
    ) -> None:
        """Post what found no room into the post's thread, where it is not there yet.

        Raises SendUnknown whatever goes wrong: the post is there, and only looking tells how much.
        """
        thread = str(made["id"])
        try:
            await self._thread(channel, thread, str(payload["thread"]))
            there = len(await without(self._own_in(thread), []))
            for number, body in enumerate(payload["more"][there:], start=there):
                whole = {**body, "nonce": f"{nonce}{number:02}", "enforce_nonce": True}
                await self._client.ask("POST", _MESSAGES, json=whole, channel_id=thread)
        except (discord.DiscordException, SendError, OSError) as exc:
            error = meaning.error_from(exc)
            raise SendUnknown(f"Only the first part is surely posted: {error}") from exc

    async def _in_forum(self, channel: str, payload: Payload, nonce: str) -> Sent:
        """Open a thread for the post. Forums know no nonce: one that may be there is looked for."""
        if nonce in self._doubtful:
            self._doubtful.discard(nonce)
            raise SendLater("It may be in the forum already; that is looked up first.", after=0.0)
        now = time.monotonic()
        if nonce in self._unsure or now - self._began.setdefault(channel, now) < _LOOKS_FOR:
            there = await without(self._found_in_forum(channel, nonce), None)
            if there is not None:
                return there
        body = {
            "name": str(payload["thread"]),
            "auto_archive_duration": _ARCHIVE_AFTER,
            "applied_tags": await self._places.tags(channel, payload.get("tags") or ()),
            "message": _marked(payload, nonce),
        }
        try:
            path = "/channels/{channel_id}/threads"
            made = await self._client.ask("POST", path, json=body, once=True, channel_id=channel)
        except BaseException as exc:
            if not isinstance(exc, Exception) or isinstance(meaning.error_from(exc), SendUnknown):
                self._doubtful.add(nonce)
                self._unsure.add(nonce)
            raise
        return _sent(made.get("message") or made, external_id=str(made["id"]))

    async def _answer(self, channel: str, payload: Payload, nonce: str, thread: str) -> Sent:
        """Post into the thread under a message; where there may be none, as a reply to it."""
        if channel.startswith("@"):
            place = await self._places.private(channel[1:])
            return _sent(await self._post(place, payload, nonce, reply_to=thread), thread)
        try:
            return _sent(await self._post(_number(thread), payload, nonce), thread)
        except discord.HTTPException as exc:
            if exc.code == _THREAD_LOCKED:
                raise SendNever("The thread is locked: its story is told no further.") from exc
            gone = exc.code == meaning.UNKNOWN_CHANNEL or meaning.is_missing(exc)
            if not gone and exc.code != _THREAD_ARCHIVED:
                raise
            archived = exc.code == _THREAD_ARCHIVED
        if archived:
            await self._open(channel, thread)
        elif not await self._try_thread(channel, thread, None):
            return _sent(await self._post(channel, payload, nonce, reply_to=thread), thread)
        return _sent(await self._post(thread, payload, nonce), thread)

    async def _try_thread(self, channel: str, message: str, name: str | None) -> bool:
        """Open a thread under a message; False where the bot may not, or there can be none."""
        try:
            await self._thread(channel, message, name)
        except discord.HTTPException as exc:
            able = exc.status not in (400, 403) and not meaning.is_missing(exc)
            if exc.code == meaning.UNKNOWN_MESSAGE or able:
                raise
            log.warning("discord.no_thread", channel=channel, error=exc.text)
            return False
        return True

    async def _thread(self, channel: str, message: str, name: str | None) -> None:
        ids: dict[str, Any] = {"channel_id": channel, "message_id": message}
        called = name or await self._titled(ids)
        body = {"name": called, "auto_archive_duration": _ARCHIVE_AFTER}
        try:
            await self._client.ask("POST", f"{_MESSAGE}/threads", json=body, **ids)
        except discord.HTTPException as exc:
            if exc.code != _THREAD_EXISTS:
                raise

    async def _titled(self, ids: Mapping[str, Any]) -> str:
        asked = looked("message", self._client.ask("GET", _MESSAGE, **ids))
        return _title(await without(asked, {}))

    # ── looking ─────────────────────────────────────────────────────────────────────────────

    async def _found(
        self, place: str, nonce: str, *, gone_is_empty: bool = False
    ) -> Mapping[str, Any] | None:
        async for message in self._history(place, gone_is_empty=gone_is_empty):
            if _has_mark(message, nonce):
                return message
        return None

    async def _history(
        self, place: str, *, gone_is_empty: bool = False
    ) -> AsyncIterator[Mapping[str, Any]]:
        """Go through a channel's messages, the newest first. Raises SendUnknown at a depth."""
        params: dict[str, Any] = {"limit": _PAGE}
        for _ in range(_MOST_PAGES):
            try:
                asked = self._client.ask("GET", _MESSAGES, params=params, channel_id=place)
                page = await looked("history", asked)
            except discord.HTTPException as exc:
                if gone_is_empty and exc.code == meaning.UNKNOWN_CHANNEL:
                    return
                raise
            for message in page:
                yield message
            if len(page) < _PAGE:
                return
            params["before"] = page[-1]["id"]
        raise SendUnknown("The channel has too many messages since then to look through.")

    async def _has_all(self, message: Mapping[str, Any]) -> bool:
        """Say whether the parts that follow a post in its thread are all there."""
        known = marker(message.get("components", ()))
        parts = known[1] if known else 0
        return not parts or len(await self._own_in(str(message["id"]))) >= parts

    async def _own_in(self, thread: str) -> list[Mapping[str, Any]]:
        me = str(self._client.user.id) if self._client.user else ""
        found = [m async for m in self._history(thread, gone_is_empty=True)]
        # What Discord itself writes into a thread has another type: its first message, a new name.
        return [m for m in found if m["author"]["id"] == me and m.get("type", 0) == 0]

    async def _found_in_forum(self, channel: str, nonce: str) -> Sent | None:
        guild = await self._places.guild(channel)
        for thread in await own_threads(self._client, guild, channel):
            if self._opened.get(thread, nonce) != nonce:
                continue  # read before, and what a thread was opened with stays
            first = await self._starter(thread)
            self._opened[thread], *_ = marker(first.get("components", ())) or ("",)
            if self._opened[thread] == nonce:
                return _sent(first, external_id=thread)
        return None

    async def _starter(self, thread: str) -> Mapping[str, Any]:
        """Give what opened a thread; nothing where that was deleted."""
        ids: dict[str, Any] = {"channel_id": thread, "message_id": thread}
        try:
            found: Mapping[str, Any] = await looked(
                "message", self._client.ask("GET", _MESSAGE, **ids)
            )
        except (discord.NotFound, NoLook):  # it has the thread's id, but not everywhere
            mine = await self._own_in(thread)
            return mine[-1] if mine else {}
        return found

    def _with_rights(self, exc: Exception, channel: str, error: SendError) -> SendError:
        """Name what is missing in a channel, where that is known."""
        if getattr(exc, "code", None) != meaning.LACKS_RIGHTS:
            return error
        missing = self._places.lacking(channel) or self._places.lacking(channel, threads=True)
        if not missing:
            return error
        steps = " ".join(GIVE[one] for one in missing)
        return ChannelClosed(f"I may not write there. {steps}")

    @asynccontextmanager
    async def _door(self, channel: str, *, posts: bool = True) -> AsyncIterator[None]:
        """Turn what the library raises into ours; once the token is refused, ask nothing more.

        A search that failed (``posts`` False) leaves no post open: it is asked again.
        """
        if self.refused:
            raise meaning.refused()
        if self._client.is_closed():  # between two connections; the library would not say so
            raise meaning.connecting()
        try:
            yield
        except asyncio.CancelledError:
            raise
        except Exception as exc:
            if getattr(exc, "status", None) == 401:
                self.refused = True
                log.exception("discord.token_refused")
            error = self._with_rights(exc, channel, meaning.error_from(exc))
            if not posts and type(error) is SendUnknown and error is not exc:
                error = SendLater(str(error), after=meaning.AGAIN_AFTER)
            raise error from (None if error is exc else exc)


def _marked(payload: Payload, nonce: str) -> dict[str, Any]:
    body = payload["body"]
    parts = len(payload.get("more") or ())
    return {**body, "components": mark(body.get("components", ()), nonce, parts)}


def _has_mark(message: Mapping[str, Any], nonce: str) -> bool:
    known = marker(message.get("components", ()))
    return known is not None and known[0] == nonce


def _sent(
    message: Mapping[str, Any], thread: str | None = None, *, external_id: str | None = None
) -> Sent:
    at = datetime.fromisoformat(str(message.get("edited_timestamp") or message["timestamp"]))
    return Sent(external_id=external_id or str(message["id"]), thread_id=thread, at=at)


def _number(external_id: str) -> str:
    """Give an id as Discord's; raises SendNever for what cannot be one."""
    if not external_id.isdecimal():
        raise SendNever(f"{external_id[:40]} is no message of Discord.")
    return external_id


def _title(message: Mapping[str, Any]) -> str:
    """Give what a thread under a message is called: its title, without escapes."""
    titles = [str(embed.get("title") or "") for embed in message.get("embeds", ())]
    plain = next(filter(None, titles), str(message.get("content") or ""))
    return unformatted(plain.replace("\\", ""), 100) or "…"
