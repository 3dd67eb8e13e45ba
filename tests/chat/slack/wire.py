"""Slack over real sockets: Web API, Socket Mode, events over HTTP, response_urls, OAuth.

Written from Slack's documentation and specifications alone. Every call is checked (``rules``);
``breaches`` has what was wrong, and leaving the server with one fails the test. ``fault`` lets
the next calls go wrong.

async with Wire() as wire:
    ...                                    # the app: SLACK_API_BASE=wire.api
    await wire.invite("C0NEWSN0")
    answer = await wire.slash("/tidings", "watch senkaku")
    await wire.press(answer, "Undo")
"""

import asyncio
import fnmatch
import json
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import aiohttp
from aiohttp import web

from tests.chat.slack import rules, rules_blocks
from tests.chat.slack.people import People
from tests.chat.slack.wire_api import METHODS
from tests.chat.slack.wire_call import Call, Refused, needed
from tests.chat.slack.wire_line import SIGNING_SECRET, Line
from tests.chat.slack.wire_oauth import OAuth
from tests.chat.slack.wire_place import Workspace, workspace

__all__ = ["APP_TOKEN", "BOT_TOKEN", "SCOPES", "SIGNING_SECRET", "Fault", "Request", "Wire"]

BOT_TOKEN = "xoxb-1111-2222-wireofnobody"
APP_TOKEN = "xapp-1-A0TIDINGS-1111-wireofnobody"
SCOPES = frozenset(
    {
        *("chat:write", "chat:write.public", "commands", "app_mentions:read", "channels:join"),
        *("channels:history", "groups:history", "users:read", "channels:read", "groups:read"),
        *("im:write", "im:history", "im:read", "files:write"),
    }
)
# Calls a minute of a method in a workspace ("Rate limits"); what is not here: tier 3.
TIERS: Mapping[str, int] = {
    "chat.postMessage": 600,  # one a second in a channel; some hundreds a minute in a workspace
    "chat.postEphemeral": 100,
    "users.info": 100,
    "views.open": 100,
    "views.publish": 100,
    "views.update": 100,
    "files.getUploadURLExternal": 100,
    "files.completeUploadExternal": 100,
    "auth.test": 100,
    "conversations.list": 20,
    "apps.connections.open": 20,
}
TIER_3 = 50
APART = 1.0  # seconds between two posts in a channel
SLACK = 0.05  # seconds by which a request may have come early


@dataclass
class Fault:
    """What goes wrong with a call: a status, an error of Slack's, a line that drops, lateness."""

    method: str
    status: int = 200
    error: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    drop: str = ""  # "before" it was taken, "after"
    late: float = 0.0  # seconds until it is taken
    times: int = 1


@dataclass
class Request:
    """A call as it came; ``at`` in seconds of the monotonic clock."""

    method: str
    args: Mapping[str, Any]
    team: str
    status: int
    error: str
    at: float
    verb: str


class Wire(People, OAuth, Line):
    """The server; a context manager. ``channels`` are made in each of ``teams`` workspaces."""

    def __init__(
        self,
        *,
        channels: int = 2,
        teams: int = 1,
        limited: bool = True,
        scopes: frozenset[str] = SCOPES,
        enterprise: str | None = None,
    ) -> None:
        super().__init__()
        places = [workspace(n, channels, enterprise=enterprise) for n in range(teams)]
        self.teams = {place.id: place for place in places}
        self.place = places[0]
        self.channels = list(self.place.rooms)
        self.tokens = {BOT_TOKEN: self.place.id}
        self.scopes = scopes
        self.requests: list[Request] = []
        self.faults: list[Fault] = []
        self.limited = limited
        self.strict = True  # leaving the server with a breach fails
        self.files: dict[str, dict[str, Any]] = {}
        self.missing: set[str] = set()  # methods that this server does not have
        self._spent: dict[tuple[str, str], deque[float]] = {}
        self._barred: dict[tuple[str, str], float] = {}
        self._posted: dict[tuple[str, str], float] = {}

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/link", self._link)
        app.router.add_route("*", "/api/{method}", self._http)
        app.router.add_post("/respond/{url}", self._respond)
        app.router.add_post("/upload/{file}", self._upload)
        app.router.add_get("/files/{file}", self._download)
        app.router.add_get("/oauth/v2/authorize", self._authorize)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self._client = aiohttp.ClientSession()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for task in list(self._tasks):
            task.cancel()
        for socket in list(self.sockets):
            await socket.ws.close()
        assert self._client is not None
        await self._client.close()
        await self._runner.cleanup()
        if kind is None and self.strict and self.breaches:
            raise AssertionError("Slack's rules were broken: " + "; ".join(self.breaches))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def api(self) -> str:
        """Give the address before the names of the methods (SLACK_API_BASE)."""
        return f"{self.address}/api/"

    # ── for the test ────────────────────────────────────────────────────────────────────────

    def fault(self, method: str, **what: Any) -> None:
        """Let the next calls of a method (a pattern) go wrong."""
        self.faults.append(Fault(method, **what))

    def called(self, method: str) -> list[Request]:
        """Give the calls of a method (a pattern), oldest first."""
        return [r for r in self.requests if fnmatch.fnmatch(r.method, method)]

    # ── HTTP ────────────────────────────────────────────────────────────────────────────────

    async def _http(self, request: web.Request) -> web.StreamResponse:
        method, now = request.match_info["method"], time.monotonic()
        args, as_json = await _args(request)
        fault = self._fault(method)
        if fault is not None and fault.late:
            await asyncio.sleep(fault.late)
        if fault is not None and fault.drop == "before":
            return dropped(request)
        team, status, answer, headers = self._answer(request, method, args, as_json, fault, now)
        error = str(answer.get("error", "")) if isinstance(answer, dict) else ""
        self.requests.append(Request(method, args, team, status, error, now, request.method))
        self._seen.set()
        if fault is not None and fault.drop == "after":
            return dropped(request)
        if isinstance(answer, dict):
            return web.json_response(answer, status=status, headers=headers)
        return web.Response(status=status, text=str(answer), headers=headers)

    def _fault(self, method: str) -> Fault | None:
        for fault in self.faults:
            if fnmatch.fnmatch(method, fault.method):
                fault.times -= 1
                if fault.times <= 0:
                    self.faults.remove(fault)
                return fault
        return None

    def _answer(
        self,
        request: web.Request,
        method: str,
        args: dict[str, Any],
        as_json: bool,
        fault: Fault | None,
        now: float,
    ) -> tuple[str, int, Any, Mapping[str, str]]:
        token = token_of(request, args)
        team = self.tokens.get(token, "")
        if "token" in request.query:
            self.breaches.append(f"{method}: the token stands in the address")
        if any(fnmatch.fnmatch(method, form) for form in self.missing):
            return team, 404, "<html>404 Not Found</html>", {}
        self.breaches += rules.call_breaches(method, args, as_json=as_json)
        self.breaches += self._strangers(team, args)
        if self.limited and now < self._barred.get((team, method), 0.0) - SLACK:
            self.breaches.append(f"{method}: asked again before Retry-After was over")
        if fault is not None and not fault.drop and (fault.status != 200 or fault.error):
            if "Retry-After" in fault.headers:
                self._barred[team, method] = now + float(fault.headers["Retry-After"])
            said = {"ok": False, "error": fault.error or "internal_error"}
            return team, fault.status, said, fault.headers
        limited = self._limits(team, method, args, now) if self.limited else None
        if limited is not None:
            return team, 429, {"ok": False, "error": "ratelimited"}, limited
        try:
            answer = self._dispatch(request, method, token, args)
        except Refused as refusal:
            return team, 200, refusal.body, self._scope_header(team)
        return team, 200, {"ok": True, **answer}, self._scope_header(team)

    def _scope_header(self, team: str) -> Mapping[str, str]:
        return {"x-oauth-scopes": ",".join(sorted(self.scopes))} if team else {}

    def _limits(
        self, team: str, method: str, args: Mapping[str, Any], now: float
    ) -> Mapping[str, str] | None:
        """Say how long to wait where a method is used up; posts too close are a breach."""
        if method == "chat.postMessage":
            key = team, str(args.get("channel"))
            if now - self._posted.get(key, 0.0) < APART - SLACK:
                since = now - self._posted[key]
                self.breaches.append(f"two posts in a channel within {since:.2f} s")
            self._posted[key] = now
        spent = self._spent.setdefault((team, method), deque())
        while spent and spent[0] < now - 60:
            spent.popleft()
        if len(spent) >= TIERS.get(method, TIER_3):
            after = max(1, round(spent[0] + 60 - now))
            self._barred[team, method] = now + after
            return {"Retry-After": str(after)}
        spent.append(now)
        return None

    def _dispatch(
        self, request: web.Request, method: str, token: str, args: Mapping[str, Any]
    ) -> dict[str, Any]:
        if method == "apps.connections.open":
            return self._connection(token)
        if method == "oauth.v2.access":
            return self._access(request, args)
        if method == "auth.revoke" and token in self.tokens:
            del self.tokens[token]
            return {"revoked": True}
        if not token:
            raise Refused("not_authed")
        if token not in self.tokens:
            raise Refused("token_revoked" if token in self.revoked else "invalid_auth")
        if method not in METHODS:
            self.breaches.append(f"the server does not know {method}")
            raise Refused("unknown_method", req_method=method)
        call = Call(self, method, self._place_of(token, args), self.scopes, args)
        call.need(needed(call))
        return METHODS[method](call)

    def _place_of(self, token: str, args: Mapping[str, Any]) -> Workspace:
        """Give the workspace of a token; an organisation's is good for all: what is asked tells."""
        if self.tokens[token] in self.teams:
            return self.teams[self.tokens[token]]
        named = {str(args.get(key)) for key in ("team_id", "channel", "user", "users", "user_id")}
        return next(
            (p for p in self.teams.values() if named & {p.id, *p.rooms, *p.people}), self.place
        )

    def _connection(self, token: str) -> dict[str, Any]:
        if token != APP_TOKEN:
            raise Refused("invalid_auth" if token.startswith("xapp-") else "not_allowed_token_type")
        return {"url": f"ws://127.0.0.1:{self.port}/link?ticket={self.ticket()}&app_id=A0TIDINGS"}

    def _strangers(self, team: str, args: Mapping[str, Any]) -> list[str]:
        """Find mentions of people that nobody knows: hostile text that got through."""
        known = {p for place in self.teams.values() for p in place.people}
        texts = [str(args.get("text") or ""), *rules_blocks.texts_in(args.get("blocks"))]
        called = {one for text in texts for one in rules.mentioned(text)}
        return [f"a mention of {one}" for one in sorted(called - known - self.mentionable)]

    async def _upload(self, request: web.Request) -> web.Response:
        known = self.files.get(request.match_info["file"])
        if known is None:
            return web.Response(status=404)
        if request.content_type.startswith("multipart/"):
            form = await request.post()
            [part] = form.values()
            known["body"] = part.file.read() if isinstance(part, web.FileField) else part
        else:
            known["body"] = await request.read()
        return web.Response(text=f"OK - {len(known['body'])}")

    def give_file(self, name: str, body: bytes) -> dict[str, Any]:
        """Upload a file as a person does; give it as events name it."""
        number = f"F0GIVEN{len(self.files)}"
        self.files[number] = {"name": name, "body": body}
        url = f"{self.address}/files/{number}"
        told = {"id": number, "name": name, "mimetype": "text/plain", "size": len(body)}
        return {**told, "url_private": url, "url_private_download": url}

    async def _download(self, request: web.Request) -> web.Response:
        known = self.files.get(request.match_info["file"])
        if known is None or token_of(request, {}) not in self.tokens:
            return web.Response(text="<html>Sign in</html>", content_type="text/html")
        return web.Response(body=known["body"], content_type="text/plain")


def dropped(request: web.Request) -> web.StreamResponse:
    """Let the line break; whoever asked may be gone already."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def token_of(request: web.Request, args: dict[str, Any]) -> str:
    """Give the token of a call, from its header or its form."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if kind == "Bearer" else str(args.get("token") or "")


async def _args(request: web.Request) -> tuple[dict[str, Any], bool]:
    """Read a call's parameters, from wherever they stand; JSON inside of a form is read."""
    args: dict[str, Any] = {k: _loaded(k, v) for k, v in request.query.items()}
    raw = await request.read()
    if request.content_type == "application/json":
        return args | (json.loads(raw) if raw else {}), bool(raw)
    if raw:
        form = await request.post()
        args |= {k: _loaded(k, str(v)) for k, v in form.items()}
    return args, False


def _loaded(name: str, value: str) -> Any:
    if name in ("blocks", "view", "metadata", "files", "attachments"):
        return json.loads(value)
    return value
