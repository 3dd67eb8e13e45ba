"""What the bot lacks to post in a channel, told before a post fails: membership and scopes."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from slack_sdk.errors import SlackApiError

from bot.chat.slack.client import FAILURES, Workspaces, error_of
from bot.locales import say
from bot.log import get_logger
from bot.model import Lack

log = get_logger(__name__)
KEPT_FOR: Final = 60.0  # seconds that it is kept what Slack says of a channel
_WAIT: Final = 5.0  # seconds
_MOST: Final = 10_000  # channels that are kept
_WRITE, _OUTSIDE, _JOIN = "chat:write", "chat:write.public", "channels:join"
_HISTORY: Final = {False: "channels:history", True: "groups:history"}  # by whether it is private
_UNSEEN: Final[Mapping[str, Any]] = {"is_private": True, "is_member": False}


class Ability:
    """Answers what is missing. What Slack does not tell is taken to be there."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces
        self._kept: dict[str, tuple[float, Mapping[str, Any]]] = {}  # until when, loop time

    async def lacks(self, place: str, post: str) -> Lack | None:
        """Say what the bot lacks to post in a channel, or to look whether a post is there.

        ``post``, a message or in a thread, is the same here: who may post may answer.
        """
        team, _, channel = place.partition("/")
        info = await self._info(team, channel)
        scopes = await self._workspaces.scopes(team)
        private, outside = bool(info.get("is_private")), info.get("is_member") is False
        if info.get("is_archived"):
            return Lack(
                text=say("The channel is archived: unarchive it, or watch from another one.")
            )
        if private and outside:
            return Lack(text=say("I am not in this channel. Type `/invite @Tidings` in it."))
        if scopes is None:
            return None
        if _WRITE not in scopes:
            return _cannot(_WRITE)
        if outside and not scopes & {_OUTSIDE, _JOIN}:
            return _cannot(_OUTSIDE)
        return None if not info or _HISTORY[private] in scopes else _blind(_HISTORY[private])

    async def _info(self, team: str, channel: str) -> Mapping[str, Any]:
        """Ask what Slack says of a channel; nothing where it does not tell."""
        now, key = asyncio.get_running_loop().time(), f"{team}/{channel}"
        until, info = self._kept.get(key, (0.0, {}))
        if until > now:
            return info
        try:
            asked = self._workspaces.ask(team, "conversations.info", channel=channel)
            info = (await asyncio.wait_for(asked, _WAIT)).get("channel") or {}
        except FAILURES as exc:
            log.info("slack.channel_not_known", channel=channel, error=str(exc))
            unseen = isinstance(exc, SlackApiError) and error_of(exc) == "channel_not_found"
            info = _UNSEEN if unseen else {}
        if len(self._kept) >= _MOST:
            self._kept.clear()
        self._kept[key] = (now + KEPT_FOR, info)
        return info


def _cannot(scope: str) -> Lack:
    text = say(
        "I may not post there, for I lack the scope “{scope}”. Add it at api.slack.com/apps → "
        "OAuth & Permissions → Bot Token Scopes, then install me again.",
        scope=scope,
    )
    return Lack(text=text)


def _blind(scope: str) -> Lack:
    text = say(
        "I lack the scope “{scope}”, so a post whose sending breaks off cannot be looked for "
        "there, and waits in `/status` for you to decide.",
        scope=scope,
    )
    return Lack(text=text, stops=False)
