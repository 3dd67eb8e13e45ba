"""Where the bot may post, and where somebody may let it: asked before a command promises posts."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

from slack_sdk.errors import SlackApiError

from bot.chat.slack.client import FAILURES, Workspaces, error_of, rest_of
from bot.chat.slack.said import Native, nameless
from bot.errors import CommandError
from bot.locales import say
from bot.log import get_logger
from bot.model import Invocation, Press

log = get_logger(__name__)
# Commands that let the bot post, so that it has to be allowed to.
_POSTING: Final = frozenset({("watch", None), ("subscribe", None), ("digest", "now")})
_CHANNEL: Final = re.compile(r"[CG][A-Z0-9]{2,}")
NAMED_FOR: Final = 3600.0  # seconds that a name is kept
UNNAMED_FOR: Final = 60.0  # seconds until it is asked again for one that Slack did not tell
SEEN_FOR: Final = 60.0  # seconds that it is kept that somebody is in a private channel
UNSEEN_FOR: Final = 15.0  # seconds that it is kept that somebody is not: they may just come in
PRIVATE_FOR: Final = 300.0  # seconds that it is kept whether a channel is private
_MOST: Final = 10_000  # of each that are kept
_WAIT: Final = 5.0  # seconds
_WAIT_FOR_NAME: Final = 1.5  # seconds: a window opens within 3
_UNTOLD: Final = frozenset({"missing_scope", "unknown_method"})
_MEMBERS: Final = 1000  # on a page
_PAGES: Final = 5

_Asked = TypeVar("_Asked", Invocation, Press)
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Reach:
    """Answers about channels. What Slack does not tell for want of a scope, is taken for good."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces
        self._names: dict[tuple[str, str], tuple[float, str]] = {}  # until when, loop time
        self._seen: dict[tuple[str, str], tuple[float, bool]] = {}
        self._privacy: dict[tuple[str, str], tuple[float, bool | None]] = {}

    async def named(self, native: Native) -> Native:
        """Give what was done with its channel's name, which Slack leaves out of some events."""
        if not nameless(native):
            return native
        name = await self.name_of(native.team, native.channel)
        return replace(native, channel_name=name) if name else native

    async def name_of(self, team: str, channel: str) -> str:
        """Give what a channel is called; "" where Slack does not say."""
        now = asyncio.get_running_loop().time()
        until, name = self._names.get((team, channel), (0.0, ""))
        if until < now:
            info = await self._info(team, channel, wait=_WAIT_FOR_NAME)
            name = str((info or {}).get("name") or name)
            kept = NAMED_FOR if info else UNNAMED_FOR
            _keep(self._names, (team, channel), (now + kept, name))
        return name

    async def with_names(self, native: Native, asked: _Asked) -> _Asked:
        """Give a command, or a form, with the names of the channels that it names by their ids."""
        told: dict[str, str] = {}
        given = asked.options if isinstance(asked, Invocation) else asked.fields
        for value in given.values():
            team, _, channel = value.partition("/")
            if team == native.team and _CHANNEL.fullmatch(channel) and value not in asked.names:
                told[value] = await self.name_of(team, channel) or channel
        return replace(asked, names={**asked.names, **told}) if told else asked

    async def may_post(self, native: Native, asked: Invocation) -> None:
        """Raises CommandError when a command is about a channel that may not be posted in."""
        there = asked.options.get("channel", "") or asked.channel
        team, _, channel = there.partition("/")
        posts = (asked.command, asked.sub) in _POSTING and asked.actor.may_manage
        if not posts or team != native.team or not channel:
            return
        info = await self._info(team, channel, strict=True)
        if info is None:
            return
        name = str(info.get("name") or channel)
        if info.get("is_archived"):
            raise CommandError(
                say("#{name} is archived. Choose another channel, or unarchive it.", name=name)
            )
        if not info.get("is_private"):
            return
        if info.get("is_member") is False:
            raise _not_in(f"#{name}")
        if channel != native.channel and not await self._member(
            team, channel, native.user, unknown=True
        ):
            raise _not_in(say("that channel"))  # as if it was not there

    async def sees(
        self, place: str, user: str, *, untold: bool = False, guest: bool = False
    ) -> bool:
        """Say whether somebody sees a channel: all do, but for private ones of others.

        ``guest``: somebody who sees those alone that they are in, public ones too.
        ``untold``: the answer for a channel of which the server does not tell what it is, for it
        has no such method, or the bot no right to ask. What cannot be asked now is not seen.
        """
        team, _, channel = place.partition("/")
        if not channel or place.startswith("@"):
            return False
        now = asyncio.get_running_loop().time()
        until, sees = self._seen.get((place, user), (0.0, False))
        if until < now:
            private = guest or await self._private(team, channel)
            if not private:
                return private is False or untold
            sees = await self._member(team, channel, user)
            kept = SEEN_FOR if sees else UNSEEN_FOR
            _keep(self._seen, (place, user), (now + kept, sees))
        return sees

    async def _private(self, team: str, channel: str) -> bool | None:
        """Say whether a channel is private, or cannot be seen; None where nobody tells such."""
        now = asyncio.get_running_loop().time()
        until, private = self._privacy.get((team, channel), (0.0, None))
        if until < now:
            kept = PRIVATE_FOR
            try:
                asked = self._workspaces.ask(team, "conversations.info", channel=channel)
                said = await asyncio.wait_for(asked, _WAIT)
                private = bool((said.get("channel") or {}).get("is_private"))
            except FAILURES as exc:
                log.info("slack.channel_not_known", channel=channel, error=str(exc))
                if not isinstance(exc, SlackApiError) or rest_of(exc) is not None:
                    return True  # until it can be asked
                private = _is_private(exc, channel)
                kept = UNSEEN_FOR if private else PRIVATE_FOR  # the bot may be let in
            _keep(self._privacy, (team, channel), (now + kept, private))
        return private

    async def _info(
        self, team: str, channel: str, *, strict: bool = False, wait: float = _WAIT
    ) -> Mapping[str, Any] | None:
        """Raises CommandError, where it is ``strict``, for a channel that the bot cannot see."""
        try:
            asked = self._workspaces.ask(team, "conversations.info", channel=channel)
            said = await asyncio.wait_for(asked, wait)
        except SlackApiError as exc:
            if strict and error_of(exc) == "channel_not_found":
                raise _not_in(say("that channel")) from exc
            log.info("slack.channel_not_known", channel=channel, error=error_of(exc))
            return None
        except FAILURES as exc:
            log.info("slack.channel_not_known", channel=channel, error=str(exc))
            return None
        info: Mapping[str, Any] | None = said.get("channel")
        return info

    async def _member(self, team: str, channel: str, user: str, *, unknown: bool = False) -> bool:
        """Say whether somebody is in a channel; ``unknown``: the answer where Slack tells none."""
        cursor = None
        try:
            for _ in range(_PAGES):
                said = await self._workspaces.ask(
                    team, "conversations.members", channel=channel, limit=_MEMBERS, cursor=cursor
                )
                if user in (said.get("members") or ()):
                    return True
                cursor = (said.get("response_metadata") or {}).get("next_cursor") or None
                if cursor is None:
                    return False
        except FAILURES as exc:
            log.info("slack.members_not_known", channel=channel, error=str(exc))
        return unknown


def _is_private(refused: SlackApiError, channel: str) -> bool | None:
    """Say of a channel that Slack told nothing of whether it is private; None: nobody knows.

    Ids of private ones began with G until 2021, and do elsewhere. Who has the right to read public
    ones lacks it for this one because it is none.
    """
    data: Any = refused.response.data
    provided = str(data.get("provided") or "") if isinstance(data, Mapping) else ""
    if error_of(refused) not in _UNTOLD or "channels:read" in provided:
        return True
    return True if channel.startswith("G") else None


def _keep(kept: dict[_Key, _Value], key: _Key, value: _Value) -> None:
    if len(kept) >= _MOST:
        kept.clear()
    kept[key] = value


def _not_in(name: str) -> CommandError:
    return CommandError(
        say(
            "I am not in {name}, which is private, or it is not there any more: type "
            "`/invite @Tidings` in it, then this again.",
            name=name,
        )
    )
