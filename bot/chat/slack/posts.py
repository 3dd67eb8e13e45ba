"""Posts: sent with a mark, changed, answered in threads, found again by their mark.

Slack knows no nonce: a post whose fate is open is looked up in the channel's history by the mark
in its metadata. The thread of a post has the post's ``ts``, so that it need not be kept.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, Final

from slack_sdk.errors import SlackApiError

from bot.chat.base import Payload
from bot.chat.slack import meaning
from bot.chat.slack.client import FAILURES, Workspaces, error_of
from bot.chat.slack.marks import Mark, mark_of, marked
from bot.chat.slack.places import Places
from bot.chat.slack.plainly import plainly
from bot.chat.slack.text import post_options
from bot.errors import MessageGone, SendError, SendLater, SendUnknown
from bot.log import get_logger
from bot.model import Sent

log = get_logger(__name__)
_PAGE: Final = 100
_MOST_PAGES: Final = 10  # of a channel's history that are searched
# Answers of a history that cannot be read, whatever stands in it.
_UNREADABLE: Final = frozenset(
    {"missing_scope", "not_in_channel", "unknown_method", "method_not_supported_for_channel_type"}
)
_NO_THREAD: Final = frozenset({"thread_not_found", "message_not_found", "invalid_thread_ts"})

Found = Mapping[str, Any]


class Posts:
    """Everything that is posted. Raises SendError, as ``chat.base.Chat`` says."""

    def __init__(self, workspaces: Workspaces, places: Places) -> None:
        self._workspaces = workspaces
        self._places = places

    async def send(
        self, channel: str, payload: Payload, *, nonce: str, thread: str | None = None
    ) -> Sent:
        """Post; see ``chat.base.Chat.send``."""
        more = payload.get("more") or ()
        async with _door():
            async with _aside():
                await self._places.join(channel)
                team, place = await self._places.of(channel)
                if thread is not None:
                    await self._must_be_there(team, place, thread)
                there = await self._parts_seen(team, place, nonce, thread) if more else {}
            mark = Mark(nonce=nonce, parts=len(more))
            made = there.get(0) or await self._first(channel, payload, mark, thread)
            if more:
                await self._follow(team, place, payload, mark, thread or _ts(made))
            return _sent(made, thread)

    async def edit(self, channel: str, external_id: str, payload: Payload) -> Sent:
        """Replace a post; an edit calls nobody, and its mark stays."""
        async with _door():
            async with _aside():
                team, place = await self._places.of(channel)
            body = {"text": payload["body"]["text"], "blocks": payload["body"]["blocks"]}
            whole = {"ts": external_id, **body, "link_names": False, "parse": "none"}
            made = await self._drawn(team, "chat.update", place, whole)
            return _sent({"ts": external_id, **made})

    async def find(self, channel: str, nonce: str, *, thread: str | None = None) -> Sent | None:
        """Look for a post by its mark; None when it, or a part of it, is certainly not there."""
        async with _door(), _aside():
            await self._places.join(channel)
            team, place = await self._places.of(channel)
            found = await self._found(team, place, nonce, thread)
            if found is None:
                return None
            parts = (mark_of(found) or Mark(nonce=nonce)).parts
            if parts and len(await self._parts(team, place, nonce, thread or _ts(found))) <= parts:
                return None
            return _sent(found, thread)

    # ── posting ─────────────────────────────────────────────────────────────────────────────

    async def _first(self, channel: str, payload: Payload, mark: Mark, thread: str | None) -> Found:
        """Post; where the bot was put out of a public channel, it comes back first."""
        team, place = await self._places.of(channel)
        loud = payload.get("broadcast") and thread is not None
        aside = {"thread_ts": thread, "reply_broadcast": True if loud else None}
        body = {**marked(payload["body"], mark), **aside}
        try:
            return await self._post(team, place, body)
        except SlackApiError as exc:
            if error_of(exc) != "not_in_channel" or not await self._places.join(
                channel, again=True
            ):
                raise
        return await self._post(team, place, body)

    async def _post(self, team: str, place: str, body: Mapping[str, Any]) -> Found:
        return await self._drawn(team, "chat.postMessage", place, {**body, **post_options()})

    async def _drawn(self, team: str, method: str, place: str, body: Mapping[str, Any]) -> Found:
        """Ask with a body; where it is not taken as it is drawn, once more in plain words."""
        try:
            return await self._workspaces.ask(team, method, channel=place, **body)
        except SlackApiError as exc:
            if not meaning.is_of_drawing(exc):
                raise
            error = error_of(exc)
            log.warning("slack.not_drawn", channel=place, error=str(meaning.error_from(exc)))
        return await self._workspaces.ask(team, method, channel=place, **plainly(body, error))

    async def _follow(
        self, team: str, place: str, payload: Payload, mark: Mark, thread: str
    ) -> None:
        """Post what found no room into the post's thread, where it is not there yet.

        Raises SendUnknown whatever goes wrong: the post is there, and only looking tells how much.
        """
        try:
            there = await self._parts_seen(team, place, mark.nonce, thread)
            for number, body in enumerate(payload["more"], start=1):
                if number not in there:
                    part = Mark(nonce=mark.nonce, part=number, parts=mark.parts)
                    await self._post(team, place, {**marked(body, part), "thread_ts": thread})
        except FAILURES as exc:
            error = meaning.error_from(exc)
            raise SendUnknown(f"Only the first part is surely posted: {error}") from exc

    async def _must_be_there(self, team: str, place: str, thread: str) -> None:
        """Raises MessageGone where the post that is answered was deleted.

        Slack takes an answer to a message that is not there, and shows it in the channel. Where it
        does not tell, the answer is sent as it is.
        """
        asked = {"channel": place, "ts": thread, "limit": 1}
        try:
            said = await self._workspaces.ask(team, "conversations.replies", **asked)
        except FAILURES as exc:
            if isinstance(exc, SlackApiError) and error_of(exc) in _NO_THREAD:
                raise MessageGone("This message is not there any more.") from exc
            log.info("slack.thread_not_read", channel=place, error=str(exc))
            return
        first: Found = next(iter(said.get("messages") or ()), {})
        if first.get("subtype") == "tombstone":
            raise MessageGone("This message is not there any more.")

    # ── looking ─────────────────────────────────────────────────────────────────────────────

    async def _found(self, team: str, place: str, nonce: str, thread: str | None) -> Found | None:
        async for message in self._messages(team, place, thread):
            mark = mark_of(message)
            if mark is not None and (mark.nonce, mark.part) == (nonce, 0):
                return message
        return None

    async def _parts(
        self, team: str, place: str, nonce: str, thread: str | None
    ) -> dict[int, Found]:
        """Give the parts of a post that are there. Raises SendUnknown."""
        found = {}
        async for message in self._messages(team, place, thread):
            mark = mark_of(message)
            if mark is not None and mark.nonce == nonce:
                found[mark.part] = message
        return found

    async def _parts_seen(
        self, team: str, place: str, nonce: str, thread: str | None
    ) -> dict[int, Found]:
        """Give the parts that are there; none where nobody may look, so that none was doubtful."""
        try:
            return await self._parts(team, place, nonce, thread)
        except SendUnknown as exc:
            log.info("slack.history_not_read", channel=place, error=str(exc))
            return {}

    async def _messages(self, team: str, place: str, thread: str | None) -> AsyncIterator[Found]:
        """Go through a channel's messages, the newest first, or a thread's, the oldest first.

        Raises SendUnknown where they cannot be read, or are too many.
        """
        method = "conversations.replies" if thread else "conversations.history"
        asked: dict[str, Any] = {"channel": place, "ts": thread, "limit": _PAGE}
        asked["include_all_metadata"] = True
        for _ in range(_MOST_PAGES):
            try:
                page = await self._workspaces.ask(team, method, **asked)
            except SlackApiError as exc:
                if thread and error_of(exc) in _NO_THREAD:
                    return
                if error_of(exc) in _UNREADABLE:
                    raise SendUnknown(_unreadable(exc)) from exc
                raise
            for message in page.get("messages") or ():
                yield message
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return
            asked["cursor"] = cursor
        raise SendUnknown("The channel has too many messages since then to look through.")


def _unreadable(exc: SlackApiError) -> str:
    why = meaning.lacking(exc) if error_of(exc) == "missing_scope" else f"({error_of(exc)})"
    return f"I cannot look whether this post is there. {why}"


@asynccontextmanager
async def _door() -> AsyncIterator[None]:
    """Turn what the library raises into ours."""
    try:
        yield
    except asyncio.CancelledError:
        raise
    except Exception as exc:
        if meaning.is_refusal(exc):
            log.exception("slack.token_refused")
        error = meaning.error_from(exc)
        raise error from (None if error is exc else exc)


@asynccontextmanager
async def _aside() -> AsyncIterator[None]:
    """Around what posts nothing: what goes wrong there leaves no post open, and is tried again."""
    try:
        yield
    except SendError:
        raise
    except Exception as exc:
        error = meaning.error_from(exc)
        if type(error) is SendUnknown:
            raise SendLater(str(error), after=meaning.AGAIN_AFTER) from exc
        raise


def _ts(message: Found) -> str:
    """Give the id of a message. Raises SendUnknown where the answer has none."""
    ts = str(message.get("ts") or (message.get("message") or {}).get("ts") or "")
    if not ts:
        raise SendUnknown("Slack did not say where the post is; it is looked up.")
    return ts


def _sent(message: Found, thread: str | None = None) -> Sent:
    ts = _ts(message)
    try:
        at = datetime.fromtimestamp(float(ts), UTC)
    except (ValueError, OverflowError, OSError) as exc:
        raise SendUnknown(f"Slack says that the post is at {ts[:40]!r}; it is looked up.") from exc
    return Sent(external_id=ts, thread_id=thread, at=at)
