"""Who is let in: workspaces that have the bot, each request once.

Signatures and their age are checked before, by the library (HMAC-SHA256, 5 minutes: Slack,
"Verifying requests from Slack"); Socket Mode needs none. A request that comes a second time with
the same signature is a replay. What Slack itself repeats has another one, and is known by its id.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.chat.slack.client import Workspaces
from bot.chat.slack.kept import Kept
from bot.chat.slack.said import team_of
from bot.errors import TidingsError
from bot.log import get_logger
from bot.model import Installation

log = get_logger(__name__)
REPLAYED_WITHIN: Final = 600.0  # seconds; older requests are refused for their age
_MOST: Final = 20_000  # requests that are remembered
# Told of a workspace that has the bot no more.
GOODBYES: Final = frozenset({"app_uninstalled", "tokens_revoked", "team_access_revoked"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A workspace that has the bot; ``bot_user``: the bot's own id there, "" where nobody said."""

    team: str
    enterprise: str | None = None
    bot_user: str = ""


class Gate(AsyncAuthorize):
    """Lets requests in, or not."""

    def __init__(self, workspaces: Workspaces, kept: Kept | None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._workspaces = workspaces
        self._kept = kept
        self._teams: set[str] = set()  # of organisations, that are noted
        self._lately: OrderedDict[str, float] = OrderedDict()  # loop time

    async def entry(self, enterprise: str | None, team: str | None) -> Entry | None:
        """Give the workspace if it has the bot."""
        own = self._workspaces.own
        if own is not None and team == own.team:
            return Entry(team=own.team, enterprise=own.enterprise, bot_user=own.user)
        found = await self._kept.find(enterprise, team) if self._kept else None
        if found is not None:
            place = team or found.team or ""
            await self._over(found, place)
            return Entry(team=place, enterprise=found.enterprise, bot_user=found.bot_user)
        if own is None and self._workspaces.bare.token:  # a token that nobody could say more of
            return Entry(team=team or "", enterprise=enterprise)
        return None

    async def _over(self, found: Installation, team: str) -> None:
        """Note a workspace that has the bot by its organisation, so that it can be posted to."""
        if found.team or not found.enterprise or not team or team in self._teams:
            return
        if self._kept is not None:
            await self._kept.add_team(found.enterprise, team)
        self._teams.add(team)

    async def check(self, req: AsyncBoltRequest) -> BoltResponse | None:
        """Give the refusal of a request that is a replay, or of a workspace without the bot."""
        body: Mapping[str, Any] = req.body or {}
        if req.mode == "http" and self._replayed(req):
            log.warning("slack.replay_refused", kind=body.get("type") or body.get("command"))
            return BoltResponse(status=401, body="This request came before.")
        event = (body.get("event") or {}).get("type")
        if body.get("type") in ("url_verification", "ssl_check", "app_rate_limited"):
            return None
        if body.get("ssl_check") or event in GOODBYES:
            return None
        team = req.context.team_id or team_of(body)  # an organisation's authorization names none
        try:
            entry = await self.entry(req.context.enterprise_id, team)
        except TidingsError as exc:
            log.warning("slack.workspace_not_known", team=team, error=str(exc))
            return BoltResponse(status=503, body="Try again later.")
        if entry is None:
            log.warning("slack.foreign_workspace", team=team)
            return BoltResponse(status=403, body="This workspace has not installed the app.")
        req.context["entry"] = entry
        return None

    def _replayed(self, req: AsyncBoltRequest) -> bool:
        """An event that Slack brings again within a second is signed as before; its id tells."""
        signature = (req.headers.get("x-slack-signature") or [""])[0]
        again = bool(req.headers.get("x-slack-retry-num")) and "event_id" in (req.body or {})
        return bool(signature) and not self._once(f"signature {signature}") and not again

    def _once(self, key: str) -> bool:
        now = asyncio.get_running_loop().time()
        if self._lately.get(key, -REPLAYED_WITHIN) > now - REPLAYED_WITHIN:
            return False
        self._lately[key] = now
        self._lately.move_to_end(key)
        while len(self._lately) > _MOST:
            self._lately.popitem(last=False)
        return True

    async def first(self, body: Mapping[str, Any]) -> bool:
        """Say whether something is brought for the first time, by the id that Slack gave it."""
        key = str(body.get("event_id") or body.get("trigger_id") or "")
        if not key:
            return True
        if not self._once(key):
            log.info("slack.repeated", id=key)
            return False
        try:
            return self._kept is None or await self._kept.first(key)
        except TidingsError as exc:
            log.warning("slack.not_remembered", id=key, error=str(exc))
            return True

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        actor_enterprise_id: str | None = None,
        actor_team_id: str | None = None,
        actor_user_id: str | None = None,
    ) -> AuthorizeResult | None:
        """Tell the library whose request it is; `check` has let it in."""
        entry = context.get("entry")
        if entry is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            user_id=user_id,
            bot_user_id=entry.bot_user or None,  # no token: each workspace has its own client
        )
