"""The gateway's half of the wire server: HELLO, IDENTIFY, events, RESUME, all compressed."""

import asyncio
import json
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import WSMsgType, web
from simcord.backend import Backend, serializers
from simcord.intents import required_intent

TOKEN = "wire.token.of-nobody"


class Socket:
    """One line of the gateway, compressed as Discord does: one stream a line, flushed a message."""

    def __init__(self, ws: web.WebSocketResponse, compress: str) -> None:
        assert compress in ("", "zlib-stream"), f"the wire server knows no {compress}"
        self.ws = ws
        self._packer = zlib.compressobj() if compress else None
        self._lock = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    async def send(self, message: Mapping[str, Any]) -> None:
        raw = json.dumps({"s": None, "t": None, **message}, default=str)
        async with self._lock:
            if self.ws.closed:
                return
            if self._packer is None:
                await self.ws.send_str(raw)
            else:
                packed = self._packer.compress(raw.encode())
                await self.ws.send_bytes(packed + self._packer.flush(zlib.Z_SYNC_FLUSH))

    async def replay(self, events: list[tuple[int, str, Any]]) -> None:
        for number, name, payload in list(events):
            await self.send({"op": 0, "s": number, "t": name, "d": payload})

    def later(self, event: tuple[int, str, Any]) -> None:
        task = asyncio.ensure_future(self.replay([event]))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class Gateway:
    """What is said over websockets. ``identified`` and ``resumed`` tell who came."""

    backend: Backend
    gateway: str

    def __init__(self) -> None:
        self.ready_without: set[str] = set()  # fields that a server leaves out
        self.channels_also: list[Any] = []  # in every guild, as they are
        self.interaction_as: Callable[[dict[str, Any]], dict[str, Any]] = dict
        self.identified: list[Mapping[str, Any]] = []
        self.resumed = 0
        self._seen = asyncio.Event()
        self._sockets: list[Socket] = []
        self._kept: list[tuple[int, str, Any]] = []  # events by number, for RESUME

    async def drop_gateway(self) -> None:
        """Let the gateway's lines break."""
        for socket in list(self._sockets):
            await socket.ws.close(code=4000)

    async def say(self, op: int, data: Any = None) -> None:
        """Send an operation to whoever is connected: 7 reconnect, 9 invalid session."""
        for socket in list(self._sockets):
            await socket.send({"op": op, "d": data})

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse(max_msg_size=4096)  # Discord's limit of what it is sent
        await ws.prepare(request)
        socket = Socket(ws, request.query.get("compress", ""))
        await socket.send({"op": 10, "d": {"heartbeat_interval": 41250}})
        async for message in ws:
            if message.type is WSMsgType.TEXT:
                await self._operation(socket, json.loads(message.data))
        if socket in self._sockets:
            self._sockets.remove(socket)
        return ws

    async def _operation(self, socket: "Socket", said: Mapping[str, Any]) -> None:
        op, data = said["op"], said.get("d")
        if op == 1:
            await socket.send({"op": 11})
        elif op == 2:
            await self._identify(socket, data)
        elif op == 6:
            await self._resume(socket, data)

    async def _identify(self, socket: "Socket", data: Mapping[str, Any]) -> None:
        if data["token"] != TOKEN:
            await socket.ws.close(code=4004)
            return
        self.identified.append(data)
        self._kept.clear()
        ready = {
            "v": 10,
            "user": dict(serializers.user_payload(self.backend.bot_user)),
            "guilds": [{"id": str(g), "unavailable": True} for g in self.backend.guilds],
            "session_id": "wire",
            "resume_gateway_url": self.gateway,
            "shard": data.get("shard", [0, 1]),
            "application": {"id": str(self.backend.application_id), "flags": 0},
            "something_new": {"that": "no library knows"},
        }
        for field in self.ready_without:
            of, _, name = field.rpartition(".")
            (ready[of] if of else ready).pop(name)
        self._keep("READY", ready)
        for guild in list(self.backend.guilds.values()):
            said = dict(serializers.guild_create_payload(self.backend, guild))
            said["channels"] = [*said["channels"], *self.channels_also]
            self._keep("GUILD_CREATE", said)
        self._sockets.append(socket)
        await socket.replay(self._kept)
        self._seen.set()

    async def _resume(self, socket: "Socket", data: Mapping[str, Any]) -> None:
        if data["token"] != TOKEN or data["session_id"] != "wire":
            await socket.send({"op": 9, "d": False})
            return
        self.resumed += 1
        self._sockets.append(socket)
        await socket.replay([event for event in self._kept if event[0] > data["seq"]])
        self._keep("RESUMED", {})
        await socket.replay(self._kept[-1:])
        self._seen.set()

    def _keep(self, event: str, payload: Any) -> tuple[int, str, Any]:
        number = self._kept[-1][0] + 1 if self._kept else 1
        self._kept.append((number, event, payload))
        return self._kept[-1]

    def _event(self, event: str, payload: Mapping[str, Any]) -> None:
        """Hand an event on to who wants it: the bot asks for its guilds alone."""
        if required_intent(event, payload) in (None, "guilds") and self.identified:
            kept = self._keep(event, json.loads(json.dumps(payload, default=str)))
            for socket in self._sockets:
                socket.later(kept)
