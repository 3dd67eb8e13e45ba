"""The adapter that posts to ``tests.crash.hostile``: errors mean what those of real ones mean.

429 and no connection at all: certainly not posted. 404: will never be. A time-out, a broken
connection, 5xx: may be posted. A search that fails says nothing, so it is asked again.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import httpx

from bot.chat.base import Handler, Payload
from bot.chat.local.card import to_payload
from bot.errors import MessageGone, SendError, SendLater, SendNever, SendUnknown
from bot.model import Actor, Command, Invocation, Message, Sent
from tests.crash.hostile import sent_at

TIMEOUT = 0.25  # seconds for a whole request; the server may be later than this
OWNER = Actor(id="owner", name="Owner", may_manage=True)
NOT_REACHED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class HostileChat:
    """One platform. ``passing`` is told each edge between the bot and the network.

    ``stretch``: by how much its times, and those that the server keeps to for it, are longer.
    What is under way when time leaps counts as sent before: a pause between the bot's last look
    and the socket that outlasts a nonce is a window that stays open (docs/discord.md), and here
    each leap would be such a pause.
    """

    name = "hostile"

    def __init__(
        self,
        address: str,
        *,
        passing: Callable[[str], None],
        nonce_window: float = 0.0,
        stretch: float = 1.0,
    ) -> None:
        self.nonce_window = nonce_window * stretch
        self._stretch = stretch
        self._timeout = TIMEOUT * stretch
        self._client = httpx.AsyncClient(
            base_url=address, timeout=self._timeout, verify=False, trust_env=False
        )
        self._passing = passing
        self._handler: Handler | None = None
        self._leapt_at = 0.0
        self._under_way: set[asyncio.Task[Any]] = set()

    def leaps(self) -> None:
        """Note that time leaps now, and what is under way."""
        self._leapt_at, self._under_way = time.monotonic(), asyncio.all_tasks()

    def to_payload(self, message: Message) -> Payload:
        return to_payload(message)

    def link_to(self, home: str, channel: str, external_id: str) -> str | None:
        return None

    async def start(self, commands: Sequence[Command], handler: Handler) -> None:
        self._handler = handler

    async def send(
        self, channel: str, payload: Payload, *, nonce: str, thread: str | None = None
    ) -> Sent:
        body = {"nonce": nonce, "payload": payload, "thread": thread}
        return _sent(await self._ask("POST", f"/channels/{channel}/messages", body))

    async def edit(self, channel: str, external_id: str, payload: Payload) -> Sent:
        place = f"/channels/{channel}/messages/{external_id}"
        return _sent(await self._ask("PATCH", place, {"payload": payload}))

    async def find(self, channel: str, nonce: str, *, thread: str | None = None) -> Sent | None:
        try:
            answer = await self._ask("GET", f"/channels/{channel}/messages?nonce={nonce}")
        except SendUnknown as exc:
            raise SendLater(f"The search was not answered: {exc}", after=0.0) from exc
        return _sent(answer["found"]) if answer["found"] else None

    async def stop(self) -> None:
        self._handler = None
        await self._client.aclose()

    def to_invocation(self, native: Mapping[str, Any]) -> Invocation:
        return Invocation(
            command=native["command"],
            sub=native.get("sub"),
            options=native["options"],
            actor=OWNER,
            platform=self.name,
            community="newsroom",
            channel=native["channel"],
        )

    def error_from(self, exc: Exception) -> SendError:
        if isinstance(exc, SendError):
            return exc
        if isinstance(exc, NOT_REACHED):
            return SendLater(f"Not reached ({exc!r}).", after=0.1)
        return SendUnknown(f"{exc!r}")

    async def do(self, native: Mapping[str, Any]) -> str:
        """Let the owner give a command; give the answer."""
        assert self._handler is not None
        return (await self._handler.invoke(self.to_invocation(native))).text

    async def _ask(self, method: str, place: str, body: Any = None) -> Any:
        self._passing(f"before {method}")
        try:
            async with asyncio.timeout(self._timeout):
                before = asyncio.current_task() in self._under_way
                at = self._leapt_at if before else time.monotonic()
                headers = sent_at(at, self._stretch)
                answer = await self._client.request(method, place, json=body, headers=headers)
        except (httpx.HTTPError, TimeoutError) as exc:
            raise self.error_from(exc) from exc
        self._passing(f"after {method}")
        if answer.status_code == 429:
            raise SendLater("Too many requests.", after=float(answer.headers["Retry-After"]))
        if answer.status_code == 404:
            raise MessageGone("There is no such message.")
        if answer.status_code >= 500:
            raise SendUnknown(f"status {answer.status_code}")
        if answer.status_code >= 400:
            raise SendNever(f"status {answer.status_code}")
        return answer.json()


def _sent(answer: Mapping[str, Any]) -> Sent:
    at = datetime.fromisoformat(answer["at"])
    return Sent(external_id=answer["id"], thread_id=answer["thread"], at=at)
