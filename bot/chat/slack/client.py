"""Slack's library, set up: one client for each workspace's token, no retries of its own.

What Slack, or a server that is like it only in part, leaves out is logged and gone without.
"""

import asyncio
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.slack.pace import Pace
from bot.errors import ChannelClosed, SendError, SendLater
from bot.log import get_logger
from bot.model import Installation

log = get_logger(__name__)
TIMEOUT: Final = 30  # seconds that one call may take; the outbox waits a little longer
RATE_LIMITED: Final = 429
NO_JSON, UNKNOWN_METHOD = "no_json", "unknown_method"
_NOT_THERE: Final = frozenset({404, 405, 501})
_SCOPES: Final = "x-oauth-scopes"
AGAIN_AFTER: Final = 30.0  # seconds, where Slack does not say how long to wait
# Of which a channel takes one a second (Slack, "Rate limits", Posting messages).
PACED: Final = frozenset({"chat.postMessage", "chat.update"})
# What asking may end with, other than an answer.
FAILURES: Final = (SlackClientError, SendError, aiohttp.ClientError, OSError, TimeoutError)
# How each method is asked is as the library itself does it, so that whatever serves the library
# serves us: these with JSON, those below with GET, all else with its arguments in the address.
IN_JSON: Final = ("chat.", "views.")
READS: Final = frozenset(
    {
        "conversations.history",
        "conversations.info",
        "conversations.list",
        "conversations.members",
        "conversations.replies",
        "team.info",
        "users.conversations",
        "users.info",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What Slack is spoken to with; "" where nothing is given."""

    bot_token: str = ""
    app_token: str = ""
    signing_secret: str = ""
    client_id: str = ""
    client_secret: str = ""
    api_base: str = ""  # another server than Slack's own
    host: str = "127.0.0.1"  # on which events are listened for, over HTTP
    port: int = 3000
    public_url: str = ""  # where browsers find that, for installing the app
    who_may: str = "everybody"  # or admins: who may change things
    broadcast: str = "urgent"  # or always, never: which posts in threads the channel sees, too

    @classmethod
    def of(cls, settings: Iterable[tuple[str, Any]]) -> "Access":
        """Take from the table [slack] of the settings what is wanted here."""
        wanted = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in settings if name in wanted})


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who a token is, as ``auth.test`` says."""

    team: str
    name: str = ""  # of the workspace
    user: str = ""  # the bot's, "U1": mentions of it begin a command
    bot: str = ""  # "B1"
    enterprise: str | None = None


class Installations(Protocol):
    """Knows the workspaces that took the bot in (``bot.store.installations``)."""

    async def find(self, enterprise: str | None, team: str | None) -> Installation | None:
        """Give a workspace's own installation, else that of the organisation it is known to be of.

        ``enterprise`` None: whichever it is of.
        """
        ...


class Client(AsyncWebClient):
    """The library's client; what is no answer of Slack's becomes an error that keeps its status."""

    scopes: frozenset[str] | None = None  # the rights of its token; None until Slack told them

    async def _request(self, **asked: Any) -> dict[str, Any]:
        answer = await super()._request(**asked)
        told = {str(name).lower(): value for name, value in (answer["headers"] or {}).items()}
        if _SCOPES in told:
            self.scopes = frozenset(one.strip() for one in str(told[_SCOPES]).split(","))
        data = answer["data"]
        if not isinstance(data, dict) or "ok" not in data:
            unknown = answer["status_code"] in _NOT_THERE
            answer["data"] = {"ok": False, "error": UNKNOWN_METHOD if unknown else NO_JSON}
        return answer


def make_client(token: str, api_base: str = "") -> Client:
    """Make a client; a server on this machine is asked directly, whatever proxy is set."""
    base = f"{api_base.rstrip('/')}/" if api_base else AsyncWebClient.BASE_URL
    made = Client(token=token, base_url=base, timeout=TIMEOUT, retry_handlers=[])
    if urlsplit(made.base_url).hostname in ("127.0.0.1", "localhost", "::1"):
        made.proxy = None
    return made


class Workspaces:
    """The workspaces that the bot is in, each asked with its own token."""

    def __init__(self, access: Access, installations: Installations | None = None) -> None:
        self._access = access
        self._installations = installations
        self._clients: dict[str, Client] = {}  # by token
        self._pace = Pace()
        self._rests: dict[tuple[str, str], float] = {}  # team, method: until when, loop time
        self.own: Identity | None = None  # of the token in the settings
        self.bare = self._of(access.bot_token)  # for the library, which wants one to start with
        if access.api_base:
            log.warning("slack.other_server", api=access.api_base)

    def _of(self, token: str) -> Client:
        if token not in self._clients:
            self._clients[token] = make_client(token, self._access.api_base)
        return self._clients[token]

    async def know_own(self) -> Identity | None:
        """Ask who the token in the settings is; None where there is none, or nobody says.

        Raises what the library raises when it is refused, or Slack cannot be reached.
        """
        if not self._access.bot_token:
            return None
        try:
            said = await call(self.bare, "auth.test")
        except SlackApiError as exc:
            if error_of(exc) != UNKNOWN_METHOD:
                raise
            log.warning("slack.no_auth_test", error=str(exc))
            return None
        self.own = _identity(said)
        return self.own

    async def client(self, team: str) -> Client:
        """Give the client with a workspace's token. Raises ChannelClosed where there is none."""
        own = self.own
        if own is not None and team in ("", own.team):
            return self.bare
        found = await self._installations.find(None, team) if self._installations else None
        if found is not None:
            return self._of(found.token)
        if own is None and self._access.bot_token:  # nobody said yet, or says, whose token it is
            return self.bare
        raise ChannelClosed(not_in(team))

    async def scopes(self, team: str) -> frozenset[str] | None:
        """Give the rights that a workspace gave the bot; None where it has not told them."""
        try:
            return (await self.client(team)).scopes
        except SendError:
            return None

    async def ask(self, team: str, method: str, **args: Any) -> Mapping[str, Any]:
        """Call a method of Slack's Web API, once, and give its answer.

        Raises what the library raises; SendLater while Slack wants this method to be left alone
        in this workspace; ChannelClosed where the bot is not.
        """
        if method not in PACED:
            return await self._ask(team, method, args)
        async with self._pace.turn(f"{team}/{args.get('channel')}"):
            return await self._ask(team, method, args)

    async def _ask(self, team: str, method: str, args: Mapping[str, Any]) -> Mapping[str, Any]:
        client = await self.client(team)
        now = asyncio.get_running_loop().time()
        if (rest := self._rests.get((team, method), now) - now) > 0:
            raise SendLater(f"Slack asks to wait {rest:.0f} s more.", after=rest)
        try:
            return await call(client, method, **args)
        except SlackApiError as exc:
            if (after := rest_of(exc)) is not None:
                self._rests[team, method] = asyncio.get_running_loop().time() + after
            raise

    async def ask_with(self, token: str, method: str, **args: Any) -> Mapping[str, Any]:
        """Call a method with a token that is of no workspace alone: an organisation's."""
        return await call(self._of(token), method, **args)


def not_in(team: str) -> str:
    """Say that no token is there for a workspace."""
    return (
        f"I am not in the workspace {team} any more. Install me there again: docs/slack.md tells "
        "how."
    )


async def call(client: AsyncWebClient, method: str, **args: Any) -> Mapping[str, Any]:
    """Call a method once; arguments that are None are left out."""
    given = {name: value for name, value in args.items() if value is not None}
    if method.startswith(IN_JSON):
        answer = await client.api_call(method, json=given)
    else:
        flat = {n: json.dumps(v) if isinstance(v, list | dict) else v for n, v in given.items()}
        verb = "GET" if method in READS else "POST"
        answer = await client.api_call(method, http_verb=verb, params=flat)
    return answer.data if isinstance(answer.data, dict) else {}


def error_of(exc: SlackApiError) -> str:
    """Give Slack's word for what went wrong, "" where the answer was none of Slack's."""
    data = getattr(exc.response, "data", None)
    return str(data.get("error") or "") if isinstance(data, Mapping) else ""


def method_of(exc: SlackApiError) -> str:
    """Give the method that was asked; "" where the answer does not say."""
    return str(getattr(exc.response, "api_url", "")).rpartition("/")[2]


def status_of(exc: SlackApiError) -> int:
    """Give the HTTP status of an answer; 0 where there is none."""
    response = exc.response
    return int(getattr(response, "status_code", 0) or getattr(response, "status", 0) or 0)


def rest_of(exc: SlackApiError) -> float | None:
    """Give for how many seconds Slack wants to be left alone; None where it does not."""
    if status_of(exc) != RATE_LIMITED and error_of(exc) not in ("ratelimited", "rate_limited"):
        return None
    headers = getattr(exc.response, "headers", None) or {}
    said = next((str(v) for name, v in headers.items() if name.lower() == "retry-after"), "")
    try:
        return max(0.0, float(said))
    except ValueError:
        return AGAIN_AFTER


def _identity(said: Mapping[str, Any]) -> Identity | None:
    team = str(said.get("team_id") or "")
    if not team:
        log.warning("slack.no_team_id", said=sorted(said))
        return None
    return Identity(
        team=team,
        name=str(said.get("team") or ""),
        user=str(said.get("user_id") or ""),
        bot=str(said.get("bot_id") or ""),
        enterprise=str(said["enterprise_id"]) if said.get("enterprise_id") else None,
    )
