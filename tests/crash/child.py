"""The real program in a process that is forked ready: all is imported and the catalogue is loaded.

child = Child(life)      forked from a server that ``tests.crash.ready`` made ready
child.wait_up()          everything runs: poll, publish, digest, deliver
child.do("news", "watch", query="senkaku")
child.kill()             kill -9
"""

import asyncio
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from bot import app
from bot.log import setup
from bot.model import ParsedFeed
from bot.pipeline.parse import parse
from tests.crash.edges import Disk, Edges
from tests.crash.hostile_chat import HostileChat
from tests.crash.life import Life, catalogue_of, settings_of

LEAPT = "leapt"
WITHIN = 120.0  # seconds, for what takes one on a machine with nothing else to do
# Those who look at their tables seldom look more often here, and yet seldom.
TICKS = {leg: t if t > 60 else max(0.25, t / 10) for leg, t in app.TICKS.items()}


@dataclass
class Running:
    """The program while it runs, and what it is told meanwhile."""

    life: Life
    pipe: Connection
    edges: Edges
    disk: Disk = field(default_factory=Disk)
    ahead: float = 0.0
    over: asyncio.Event = field(default_factory=asyncio.Event)
    asked: int = 0

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.ahead)

    async def parse(self, body: bytes, *, url: str, content_type: str | None) -> ParsedFeed:
        """Read a feed here: children of a child would outlive its kill for a moment."""
        self.edges("after GET of a feed")
        return parse(body, url=url, content_type=content_type)

    def asking(self, name: str) -> None:
        """Pass an edge of the network; say so where somebody waits for it."""
        self.asked += name.startswith("before")
        if name.startswith("before") and self.asked == self.life.tell:
            self.pipe.send("asking")
        self.edges(name)

    def chat(self) -> Any:
        """Make the chat: with the hostile server, or with a platform's over its wire."""
        known = {"passing": self.asking, "nonce_window": self.life.nonce_window}
        if self.life.places is None:
            return HostileChat(self.life.chat, stretch=self.life.stretch, **known)
        wired = import_module(f"tests.chat.{self.life.platform}.wired")
        return wired.WiredChat(self.life.chat, self.life.places, **known)

    async def run(self) -> None:
        self.ahead = self.life.ahead
        self.edges.watch_commits()
        self.disk.watch()
        chat = self.chat()
        program = app.build(
            settings_of(self.life),
            catalogue=catalogue_of(self.life),
            now=self.now,
            chats=[chat],
            parse=self.parse,
            ticks=TICKS,
        )
        async with program:
            self.pipe.send("up")
            asyncio.get_running_loop().add_reader(self.pipe.fileno(), self._heed, chat)
            await self.over.wait()
        self.pipe.send(self.edges.names)

    def _heed(self, chat: Any) -> None:
        try:
            order = self.pipe.recv()
        except EOFError:  # whoever started this is gone
            os._exit(1)
        if order == "end":
            self.over.set()
        elif isinstance(order, float):
            if isinstance(chat, HostileChat):
                chat.leaps()
            self.ahead += order
            self.pipe.send(LEAPT)
        elif isinstance(order, int):
            self.disk.pages = order
        else:
            self._task = asyncio.create_task(self._do(chat, order))

    async def _do(self, chat: Any, order: Mapping[str, Any]) -> None:
        self.pipe.send(await chat.do(order))


def live(life: Life, pipe: Connection) -> None:
    """Run the program until it is told to end, or is killed."""
    with (life.folder / "log").open("a", encoding="utf-8") as log:
        setup("info", "json", out=log)
        asyncio.run(Running(life=life, pipe=pipe, edges=Edges(life.edge)).run())


class Child:
    """A program that was started. ``order`` tells it something, ``heard`` what it said last."""

    def __init__(self, life: Life) -> None:
        context = get_context("forkserver")
        context.set_forkserver_preload(["tests.crash.apart", "tests.crash.ready"])
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=live, args=(life, theirs), daemon=True)
        self.process.start()
        theirs.close()

    @property
    def is_over(self) -> bool:
        """Whether it ended, killed or by itself."""
        return self.status is not None

    @property
    def pid(self) -> int:
        return self.process.pid or 0

    @property
    def status(self) -> int | None:
        """Its exit status; None while it runs."""
        return self.process.exitcode

    def wait_up(self, within: float = WITHIN) -> bool:
        """Wait until it runs; False when it ended before."""
        return bool(self.heard(within) == "up")

    def heard(self, within: float = WITHIN) -> Any:
        """Give what it says next; None when it ended instead."""
        try:
            if not self.pipe.poll(within):
                raise TimeoutError("the program says nothing")
            return self.pipe.recv()
        except (EOFError, ConnectionResetError):
            return None

    def wait_said(self, what: str, within: float) -> bool:
        """Wait a little for it to say something; says whether it did."""
        return bool(self.pipe.poll(within) and self.heard() == what)

    def order(self, what: Any) -> None:
        """Tell it something; it may be dead by now."""
        with suppress(BrokenPipeError):
            self.pipe.send(what)

    def leap(self, seconds: float) -> None:
        """Let its clock leap; it has when this returns, if it lives."""
        self.order(seconds)
        while self.heard() not in (LEAPT, None):
            pass

    def do(self, channel: str, command: str, sub: str | None = None, **options: str) -> str:
        """Give a command in a channel; returns the answer."""
        self.order({"channel": channel, "command": command, "sub": sub, "options": options})
        return str(self.heard())

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.wait()

    def end(self) -> list[str]:
        """Let it end in its own time; returns the edges that it passed, if it got so far."""
        self.order("end")
        said = self.heard()
        while isinstance(said, str):
            said = self.heard()
        self.wait()
        return list(said or ())

    def wait(self, within: float = WITHIN) -> None:
        """Wait for its end."""
        self.process.join(within)
        assert self.is_over, "the program does not end"
        self.pipe.close()
