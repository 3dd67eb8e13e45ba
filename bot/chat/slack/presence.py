"""In which workspaces the bot is: told of at each start, when one installs it, and when one leaves.

A workspace has the bot by the token in the settings, by an installation of its own, or by its
organisation's (``auth.teams.list`` names those).
"""

from collections.abc import Mapping
from typing import Any, Final

from bot.chat.base import Handler
from bot.chat.slack.client import FAILURES, Workspaces, not_in
from bot.chat.slack.gate import Entry
from bot.chat.slack.kept import Kept
from bot.chat.slack.meaning import OF_TOKENS
from bot.chat.slack.reach import Reach
from bot.chat.slack.said import PLATFORM
from bot.log import get_logger
from bot.model import Installation, Presence

log = get_logger(__name__)
_PAGES: Final = 20


class Presences:
    """Tells the handler where the bot is."""

    def __init__(
        self, workspaces: Workspaces, kept: Kept | None, handler: Handler, reach: Reach
    ) -> None:
        self._workspaces = workspaces
        self._kept = kept
        self._handler = handler
        self._reach = reach

    async def at_start(self) -> None:
        """Tell of every workspace; those that left meanwhile are found by not being there."""
        here: set[str] = set()
        own = self._workspaces.own
        if own is not None:
            here.add(own.team)
            await self._tell(own.team, own.name, accepted=True)
        whole = own is not None or not self._workspaces.bare.token
        for one in await self._kept.all() if self._kept else ():
            if one.team:
                here.add(one.team)
                await self._tell(one.team, one.name, by=one.installed_by)
            elif one.enterprise:
                teams = await self._teams_of(one)
                here |= set(teams)
                for team, name in teams.items():
                    await self._tell(team, name)
        if whole:  # else some workspace is there that could not be asked
            await self._handler.only(PLATFORM, here)

    async def installed(self, one: Installation) -> None:
        """Tell of a workspace, or an organisation's workspaces, that installed the bot just now."""
        if one.team:
            await self._tell(one.team, one.name, by=one.installed_by, accepted=True)
            return
        teams = await self._teams_of(one)
        for number, (team, name) in enumerate(sorted(teams.items())):
            by = one.installed_by if not number else None  # hears of it once
            await self._tell(team, name, by=by, accepted=True)

    # ── events ──────────────────────────────────────────────────────────────────────────────

    async def on_joined(self, body: Mapping[str, Any], entry: Entry) -> None:
        """Hear that somebody joined a channel: where it was the bot, it may say its first word."""
        event = body["event"]
        if not entry.bot_user or event.get("user") != entry.bot_user:
            return
        channel = str(event.get("channel") or "")
        name = await self._reach.name_of(entry.team, channel)
        place = f"{entry.team}/{channel}"
        await self._tell(entry.team, by=event.get("inviter"), place=place, place_name=name)

    async def on_removed(self, body: Mapping[str, Any], entry: Entry) -> None:
        """Hear that the app was removed."""
        enterprise = body.get("enterprise_id") or entry.enterprise
        given: Mapping[str, Any] = next(iter(body.get("authorizations") or ()), {})
        whole = bool(body.get("is_enterprise_install") or given.get("is_enterprise_install"))
        gone = [entry.team]
        if whole and enterprise:
            known = await self._kept.teams(str(enterprise)) if self._kept else ()
            gone = [team for team, _ in known]
        if self._kept:
            await self._kept.remove(enterprise, None if whole else entry.team)
        for team in gone:
            await self._gone(team)

    async def on_revoked(self, body: Mapping[str, Any], entry: Entry) -> None:
        """Hear that tokens were revoked: of the bot's own, that is all that it had."""
        if (body["event"].get("tokens") or {}).get("bot"):
            await self.on_removed(body, entry)

    async def on_granted(self, body: Mapping[str, Any], entry: Entry) -> None:
        """Hear that an organisation let the app into more of its workspaces."""
        enterprise = str(body.get("enterprise_id") or entry.enterprise or "")
        for team in body["event"].get("team_ids") or ():
            if self._kept and enterprise:
                await self._kept.add_team(enterprise, str(team))
            await self._tell(str(team), accepted=True)

    async def on_withdrawn(self, body: Mapping[str, Any], entry: Entry) -> None:
        """Hear that an organisation took the app out of some of its workspaces."""
        for team in body["event"].get("team_ids") or ():
            if self._kept:
                await self._kept.drop_team(str(team))
            await self._gone(str(team))

    # ── telling ─────────────────────────────────────────────────────────────────────────────

    async def _tell(
        self,
        team: str,
        name: str = "",
        *,
        by: str | None = None,
        place: str | None = None,
        place_name: str = "",
        accepted: bool = False,
    ) -> None:
        """Tell of a workspace; ``accepted``: Slack took its token just now."""
        if not team:  # what belongs to none would be shared by all that Slack does not name
            log.warning("slack.no_workspace", place=place)
            return
        await self._handler.presence(
            Presence(
                platform=PLATFORM,
                community=team,
                name=name,
                place=place,
                place_name=place_name,
                by=f"{team}/{by}" if by else None,
                mended=OF_TOKENS | {not_in(team)} if accepted else frozenset(),
            )
        )

    async def _gone(self, team: str) -> None:
        await self._handler.presence(Presence(platform=PLATFORM, community=team, here=False))

    async def _teams_of(self, one: Installation) -> dict[str, str]:
        """Ask which workspaces an organisation let the app into; where that fails, those known."""
        enterprise = one.enterprise or ""
        found: dict[str, str] = {}
        cursor = None
        try:
            for _ in range(_PAGES):
                said = await self._workspaces.ask_with(
                    one.token, "auth.teams.list", limit=100, cursor=cursor
                )
                found |= {str(t["id"]): str(t.get("name") or "") for t in said.get("teams") or ()}
                cursor = (said.get("response_metadata") or {}).get("next_cursor") or None
                if cursor is None:
                    break
        except FAILURES as exc:
            log.warning("slack.teams_not_listed", enterprise=enterprise, error=str(exc))
        if self._kept:
            for team, name in found.items():
                await self._kept.add_team(enterprise, team, name)
            return dict(await self._kept.teams(enterprise))
        return found
