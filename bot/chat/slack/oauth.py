"""Installing the app in several workspaces: OAuth v2, with slack-bolt's flow and our own store.

    /slack/install → Slack's page → /slack/oauth_redirect → oauth.v2.access → kept, and told of

A state is good for one browser, once, for ten minutes, whatever restarts meanwhile (RFC 6749,
section 10.12). An installation for a whole organisation has no workspace: it is kept under the
organisation alone.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.oauth.installation_store import Installation as Granted
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.slack.kept import Kept
from bot.chat.slack.paths import INSTALL, REDIRECT
from bot.errors import TidingsError
from bot.log import get_logger
from bot.model import Installation

log = get_logger(__name__)
STATE_FOR: Final = 600  # seconds
_STATE: Final = "an installation that began here"


def flow(
    client: AsyncWebClient,
    *,
    client_id: str,
    client_secret: str,
    scopes: tuple[str, ...],
    saves: Kept,
    installed: Callable[[Installation], Awaitable[None]],
    api_base: str = "",
    public_url: str = "",
) -> AsyncOAuthFlow:
    """Make the flow. ``public_url``: where browsers find us; "": the app's first redirect URL."""
    settings = AsyncOAuthSettings(
        client_id=client_id,
        client_secret=client_secret,
        scopes=list(scopes),
        redirect_uri=f"{public_url.rstrip('/')}{REDIRECT}" if public_url else None,
        install_path=INSTALL,
        redirect_uri_path=REDIRECT,
        installation_store=_Store(saves, installed),
        state_store=_States(saves),
        state_expiration_seconds=STATE_FOR,
        authorization_url=_page_of(api_base),
    )
    return _Flow(client=client, settings=settings)


def _page_of(api_base: str) -> str | None:
    """Give the page on which people allow it, of another server than Slack's own."""
    if not api_base:
        return None
    parts = urlsplit(api_base)
    return f"{parts.scheme}://{parts.netloc}/oauth/v2/authorize"


class _Flow(AsyncOAuthFlow):
    """The library's flow; an error of ours shows its page of failure."""

    async def handle_callback(self, request: AsyncBoltRequest) -> Any:
        """Take somebody who comes back from Slack's page."""
        answer = await super().handle_callback(request)
        log.info("slack.install_ended", status=answer.status)
        return answer

    async def run_installation(self, code: str) -> Granted | None:
        """Exchange the code for a token; None shows that it failed."""
        try:
            return await super().run_installation(code)
        except (aiohttp.ClientError, OSError, TimeoutError, KeyError) as exc:
            log.warning("slack.not_installed", error=f"{type(exc).__name__}: {exc}")
            return None


class _Store(AsyncInstallationStore):
    """Hands what Slack granted to our store."""

    def __init__(self, saves: Kept, installed: Callable[[Installation], Awaitable[None]]) -> None:
        self._saves = saves
        self._installed = installed

    async def async_save(self, installation: Granted) -> None:
        """Keep it, and tell of it."""
        whole = bool(installation.is_enterprise_install)
        if not installation.bot_token or not (installation.team_id or installation.enterprise_id):
            raise BoltError("Slack gave no token of a bot.")
        if installation.bot_refresh_token:
            log.warning("slack.token_rotates", next_step=_ROTATES)
        one = Installation(
            enterprise=installation.enterprise_id,
            team=None if whole else installation.team_id,
            token=installation.bot_token,
            bot_user=installation.bot_user_id or "",
            app=installation.app_id or "",
            scopes=tuple(installation.bot_scopes or ()),
            name=(installation.enterprise_name if whole else installation.team_name) or "",
            installed_by=installation.user_id,
            installed_at=datetime.fromtimestamp(installation.installed_at, UTC),
        )
        try:
            await self._saves.save(one)
            await self._installed(one)
        except TidingsError as exc:
            raise BoltError(str(exc)) from exc
        log.info("slack.installed", team=one.team, enterprise=one.enterprise)


class _States(AsyncOAuthStateStore):
    """Makes states that carry their own time under a seal, so that a restart loses none."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    async def async_issue(self, *args: Any, **kwargs: Any) -> str:
        """Make a state."""
        return self._kept.seal(_STATE)

    async def async_consume(self, state: str) -> bool:
        """Take a state that came back; once."""
        if self._kept.opened(state or "", within=STATE_FOR) != _STATE:
            return False
        return await self._kept.first(f"state:{sha256(state.encode()).hexdigest()}")


_ROTATES: Final = "Switch token rotation off (api.slack.com/apps → OAuth & Permissions)."
