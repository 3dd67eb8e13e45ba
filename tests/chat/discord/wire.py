"""Discord over real sockets: HTTP and a gateway in front of SimCord's backend.

The backend says what is there; this says how it travels: tokens, buckets with their headers, 429 as
Discord and as Cloudflare send it, 5xx, lines that drop, RESUME, nonces. Every request is checked
(``rules``); ``breaches`` has what was wrong. ``fault`` lets the next requests go wrong.
"""

import asyncio
import fnmatch
import json
import time
from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web
from simcord import interactions
from simcord.backend import Backend, serializers
from simcord.backend.errors import BackendError
from simcord.enums import ChannelType
from simcord.http import router
from simcord.http import routes as _routes  # noqa: F401 - importing fills the router's table
from simcord.http.router import RouteNotImplemented, UnsupportedField

from tests.chat.discord import rules
from tests.chat.discord.wire_gateway import TOKEN, Gateway

__all__ = ["GUILDS", "TOKEN", "Wire"]

GUILDS = 1  # the intent
# Of messages in a channel; a real bucket tells its limits only in headers.
LIMIT, PER = 5, 5.0
GLOBAL = 50
JSON = {"Content-Type": "application/json"}  # with a charset discord.py reads text, not JSON


@dataclass
class Fault:
    """What goes wrong with a request: an answer instead, or the line drops."""

    method: str
    path: str
    status: int = 500
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    drop: str = ""  # "before" it was taken, "after"
    taken: bool = False  # it is carried out, and answered with ``status`` all the same
    times: int = 1


@dataclass
class Request:
    """A request as it came; ``at`` in seconds of the monotonic clock."""

    method: str
    path: str
    body: Any
    status: int
    at: float


class Wire(Gateway):
    """The server; a context manager. ``channels`` are made in one guild, some as ``forums``."""

    def __init__(
        self, *, channels: int = 2, limited: bool = True, forums: Collection[int] = ()
    ) -> None:
        super().__init__()
        self.backend = Backend()
        self.requests: list[Request] = []
        self.breaches: list[str] = []
        self.faults: list[Fault] = []
        self.limited = limited
        self.nonces: dict[tuple[int, str], int] = {}
        self.missing: set[str] = set()  # what this server does not have: "GET /users/*"
        self.json = JSON  # how it calls its answers
        self._times: deque[float] = deque()
        self._spent: dict[str, deque[float]] = {}
        self._people(channels, forums)
        self.backend.subscribers.append(self._event)

    def _people(self, channels: int, forums: Collection[int]) -> None:
        made = self.backend
        owner = made.make_user("ada")
        self.owner = owner.id
        self.guild = made.create_guild("Harbour", owner_id=owner.id)
        for person in (made.bot_user.id, owner.id):
            if person not in self.guild.members:
                made.add_member(self.guild.id, person)
        self.channels = [
            str(made.create_channel(self.guild.id, f"news-{n}", type=_kind(n in forums)).id)
            for n in range(channels)
        ]

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/gateway", self._gateway)
        app.router.add_route("*", "/api/v10/{path:.*}", self._http)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        for socket in list(self._sockets):
            await socket.ws.close()
        await self._runner.cleanup()

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v10"

    @property
    def gateway(self) -> str:
        return f"ws://127.0.0.1:{self.port}/gateway"

    # ── for the test ────────────────────────────────────────────────────────────────────────

    def fault(self, method: str, path: str, **what: Any) -> None:
        self.faults.append(Fault(method, path, **what))

    async def until(self, what: Any, within: float = 30.0) -> Any:
        """Wait until ``what()`` gives something, and give it."""
        async with asyncio.timeout(within):
            while not (found := what()):
                self._seen.clear()
                await self._seen.wait()
            return found

    def posts(self, channel: str) -> list[Any]:
        """Give a channel's messages, oldest first."""
        known = self.backend.messages.get(int(channel), {})
        return [m for m in sorted(known.values(), key=lambda m: m.id) if not m.is_ephemeral]

    async def slash(self, name: str, channel: str | None = None, **options: str) -> Any:
        """Type a command as the server's owner; give the answer as it stands at the end."""
        given = [{"type": 3, "name": key, "value": value} for key, value in options.items()]
        return await self._interact(
            2, {"id": "1", "name": name, "type": 1, "options": given}, channel
        )

    async def press(self, custom_id: str, message: Any, channel: str | None = None) -> Any:
        data = {"custom_id": custom_id, "component_type": 2}
        shown = serializers.message_payload(self.backend, message)
        return await self._interact(3, data, channel, source=message.id, message=shown)

    async def _interact(
        self, kind: int, data: Any, channel: str | None, source: int | None = None, **more: Any
    ) -> Any:
        place = int(channel or self.channels[0])
        record, payload = interactions.base_payload(
            self.backend,
            type=kind,
            channel_id=place,
            guild_id=self.guild.id,
            user_id=self.owner,
            data=data,
        )
        record.source_message_id = source
        began = time.monotonic()
        self.backend.emit("INTERACTION_CREATE", self.interaction_as({**payload, **more}))
        await self.until(lambda: record.responded)
        self.acknowledged = time.monotonic() - began
        done = f"/webhooks/{self.backend.application_id}/{record.token}/messages/@original"
        await self.until(lambda: any(r.path == done for r in self.requests))
        return self.backend.get_message(record.channel_id, record.message_id)

    # ── HTTP ────────────────────────────────────────────────────────────────────────────────

    async def _http(self, request: web.Request) -> web.StreamResponse:
        path, now = "/" + request.match_info["path"], time.monotonic()
        body = await _body(request)
        fault = self._fault(request.method, path)
        if fault is not None and fault.drop == "before":
            return self._dropped(request)
        status, answer, headers = self._answer(request, path, body, fault, now)
        self.requests.append(Request(request.method, path, body, status, now))
        self._seen.set()
        if fault is not None and fault.drop == "after":
            return self._dropped(request)
        if status == 204 or answer is None:
            return web.Response(status=204, headers=headers)
        raw = json.dumps(answer, default=str).encode()
        return web.Response(status=status, body=raw, headers={**headers, **self.json})

    def _dropped(self, request: web.Request) -> web.StreamResponse:
        if request.transport is not None:  # else whoever asked is gone already
            request.transport.abort()
        return web.Response()

    def _fault(self, method: str, path: str) -> Fault | None:
        for fault in self.faults:
            if fault.method in (method, "*") and fnmatch.fnmatch(path, fault.path):
                fault.times -= 1
                if fault.times <= 0:
                    self.faults.remove(fault)
                return fault
        return None

    def _answer(
        self, request: web.Request, path: str, body: Any, fault: Fault | None, now: float
    ) -> tuple[int, Any, Mapping[str, str]]:
        if request.headers.get("Authorization") not in (f"Bot {TOKEN}", None):
            return 401, {"message": "401: Unauthorized", "code": 0}, {}
        if rules.SPEC.exists():
            self.breaches += rules.breaches(request.method, path, body)
        # discord.py answers interactions under aiohttp's own name.
        ours = not path.startswith(("/interactions/", "/webhooks/"))
        if ours and "DiscordBot (" not in request.headers.get("User-Agent", ""):
            self.breaches.append("no proper User-Agent")
        if fault is not None and not fault.drop:
            if fault.taken:
                self._dispatch(request, path, body)
            return fault.status, fault.body or {"message": "no", "code": 0}, fault.headers
        if any(fnmatch.fnmatch(f"{request.method} {path}", form) for form in self.missing):
            return 404, {"message": "404: Not Found", "code": 0}, {}
        limited = self._limits(request.method, path, now) if self.limited else None
        if limited is not None:
            return limited
        status, answer = self._dispatch(request, path, body)
        return status, answer, self._headers(request.method, path)

    def _limits(
        self, method: str, path: str, now: float
    ) -> tuple[int, Any, Mapping[str, str]] | None:
        """Say 429 where a bucket, or the global limit, is used up."""
        if not path.startswith(("/interactions/", "/webhooks/")):
            self._times.append(now)
            while self._times[0] < now - 1:
                self._times.popleft()
            if len(self._times) > GLOBAL:
                return _too_many(1.0, "global", {})
        if method != "POST" or not fnmatch.fnmatch(path, "/channels/*/messages"):
            return None
        spent = self._spent.setdefault(path, deque())
        if spent and spent[0] < now - PER:
            spent.clear()  # a window begins with its first request, and is over as a whole
        if len(spent) >= LIMIT:
            return _too_many(spent[0] + PER - now, "user", self._headers(method, path))
        spent.append(now)
        return None

    def _headers(self, method: str, path: str) -> Mapping[str, str]:
        spent = self._spent.get(path)
        if not self.limited or spent is None or method != "POST":
            return {"Via": "1.1 wire"}
        return {
            "Via": "1.1 wire",
            "X-RateLimit-Bucket": "messages",
            "X-RateLimit-Limit": str(LIMIT),
            "X-RateLimit-Remaining": str(LIMIT - len(spent)),
            "X-RateLimit-Reset": str(time.time() + PER),
            "X-RateLimit-Reset-After": f"{max(0.0, spent[0] + PER - time.monotonic()):.3f}",
        }

    def _dispatch(self, request: web.Request, path: str, body: Any) -> tuple[int, Any]:
        if path == "/gateway/bot":
            start = {"total": 1000, "remaining": 999, "reset_after": 1, "max_concurrency": 1}
            return 200, {"url": self.gateway, "shards": 1, "session_start_limit": start}
        nonce = (body or {}).get("nonce") if isinstance(body, dict) else None
        key = (int(path.split("/")[2]), str(nonce)) if nonce else None
        if key in self.nonces and body.get("enforce_nonce"):
            known = self.backend.get_message(key[0], self.nonces[key])
            return 200, dict(serializers.message_payload(self.backend, known))
        try:
            answer = router.dispatch(
                self.backend, request.method, path, json=body, params=dict(request.query)
            )
        except (RouteNotImplemented, UnsupportedField) as exc:
            self.breaches.append(f"the server does not know it: {exc}")
            return 404, {"message": str(exc), "code": 0}
        except BackendError as exc:
            return exc.status, exc.to_json()
        if key is not None:
            self.nonces[key] = int(answer["id"])
        return (204, None) if answer is None else (200, answer)


def _kind(is_forum: bool) -> int:
    return ChannelType.FORUM if is_forum else ChannelType.TEXT


async def _body(request: web.Request) -> Any:
    if request.content_type.startswith("multipart/"):
        form = await request.post()
        return json.loads(str(form["payload_json"]))
    raw = await request.read()
    return json.loads(raw) if raw else None


def _too_many(
    after: float, scope: str, headers: Mapping[str, str]
) -> tuple[int, Any, Mapping[str, str]]:
    body = {
        "message": "You are being rate limited.",
        "retry_after": after,
        "global": scope == "global",
    }
    return (
        429,
        body,
        {
            "Via": "1.1 wire",
            **headers,
            "Retry-After": str(max(1, round(after))),
            "X-RateLimit-Scope": scope,
            **({"X-RateLimit-Global": "true"} if scope == "global" else {}),
        },
    )
