"""Who somebody is in a workspace: name, language, and whether they may change things; kept a while.

Read with ``users.info`` (scope ``users:read``). Where Slack does not tell, the person has no
language of their own, and is no admin.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from slack_sdk.errors import SlackApiError

from bot.chat.slack.client import Workspaces, error_of
from bot.log import get_logger

log = get_logger(__name__)
KEPT_FOR: Final = 3600.0  # seconds
KEPT_SHORTLY: Final = 60.0  # seconds, where Slack did not answer
WAIT: Final = 1.5  # seconds: a window opens within 3, and English is better than no answer
_MOST: Final = 10_000  # people
_NOBODY: Final = ("user_not_found", "user_not_visible")
_MISSING: Final = "missing"
_GUEST: Final = ("is_restricted", "is_ultra_restricted")  # of several channels, of one


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody as the bot knows them."""

    name: str = ""
    locale: str | None = None
    may_manage: bool = False
    everybody: bool = False  # may, because all here may
    guest: bool = False  # of the channels alone that they are in
    stranger: bool = False  # a guest of another company


class People:
    """Answers who people are. ``who_may``: everybody, or admins."""

    def __init__(self, workspaces: Workspaces, who_may: str) -> None:
        self._workspaces = workspaces
        self.all_may = who_may != "admins"
        self._kept: OrderedDict[tuple[str, str], tuple[float, Mapping[str, Any]]] = OrderedDict()

    async def person(
        self, team: str, user: str, *, user_team: str = "", enterprise: str | None = None
    ) -> Person:
        """Say who somebody is. ``user_team``: theirs, as the event says; another's is a guest's."""
        info = await self._info(team, user)
        profile = info.get("profile") or {}
        stranger = _is_stranger(info, team, user_team, enterprise)
        may = not stranger and self._may(info)
        return Person(
            name=str(profile.get("display_name") or info.get("real_name") or ""),
            locale=str(info["locale"]) if info.get("locale") else None,
            may_manage=may,
            everybody=may and self.all_may,
            guest=stranger or any(info.get(flag) for flag in _GUEST),
            stranger=stranger,
        )

    async def is_there(self, team: str, user: str) -> bool:
        """Say whether Slack knows somebody; one of whom it cannot be asked now is there."""
        return not (await self._info(team, user)).get(_MISSING)

    def forget(self, team: str, user: str) -> None:
        """Ask anew next time: somebody's name, language or rights changed."""
        self._kept.pop((team, user), None)

    def _may(self, info: Mapping[str, Any]) -> bool:
        if self.all_may:
            return True
        flags = ("is_admin", "is_owner", "is_primary_owner")
        over = info.get("enterprise_user") or {}
        return any(info.get(flag) for flag in flags) or any(over.get(flag) for flag in flags[:2])

    async def _info(self, team: str, user: str) -> Mapping[str, Any]:
        now = asyncio.get_running_loop().time()
        until, info = self._kept.get((team, user), (0.0, {}))
        if now < until:
            return info
        try:
            asked = self._workspaces.ask(team, "users.info", user=user, include_locale="true")
            said = await asyncio.wait_for(asked, WAIT)
            info, keep = said.get("user") or {}, KEPT_FOR
        except Exception as exc:
            log.warning("slack.person_not_known", user=user, error=f"{type(exc).__name__}: {exc}")
            if isinstance(exc, SlackApiError) and error_of(exc) in _NOBODY:
                info = {_MISSING: True}
            keep = KEPT_SHORTLY  # with what was known before, if anything was
        self._kept[team, user] = (now + keep, info)
        self._kept.move_to_end((team, user))
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return info


def _is_stranger(
    info: Mapping[str, Any], team: str, user_team: str, enterprise: str | None
) -> bool:
    """Say whether somebody is of another company, with which channels are shared.

    Their workspace is another one, and not of the same organisation.
    """
    homes = {str(one) for one in (user_team, info.get("team_id")) if one}
    ours = {team, enterprise or team}
    over = info.get("enterprise_user") or {}
    together = bool(enterprise) and over.get("enterprise_id") == enterprise
    return bool(info.get("is_stranger")) or bool(homes - ours and not together)
