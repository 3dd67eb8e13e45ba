"""Parsing in processes that may die: a hostile feed or page costs its own reading, no more.

A pool of two children, started with the first feed and stopped after a while without any, since
waiting is not free for it. A child that hangs or outgrows its bounds is killed and replaced.
"""

import asyncio
import os
import resource
import signal
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from types import TracebackType
from typing import Any, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from bot.errors import FeedError, NotAFeed, NotAnArticle
from bot.model import Article, ParsedFeed
from bot.pipeline.extract import extract
from bot.pipeline.parse import parse

WORKERS = 2
SECONDS = 5.0  # of the processor, for one feed
BUSY = 4.0  # times as long it may take by the clock, since others use the processor, too
MEMORY = 1 << 30  # bytes of address space of one child
IDLE = 300.0  # seconds without a feed after which the pool is stopped
TASKS = 1000  # feeds after which a child is replaced: what leaks, leaks so far only

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """What is read, for the words of an error."""

    error: type[FeedError]
    noun: str


_FEED = _Kind(error=NotAFeed, noun="feed")
_ARTICLE = _Kind(error=NotAnArticle, noun="page")


class Parsers:
    """Reads feeds and pages in child processes; one for the program, called from one event loop."""

    def __init__(
        self, *, workers: int = WORKERS, seconds: float = SECONDS, idle: float = IDLE
    ) -> None:
        self._workers = workers
        self._seconds = seconds
        self._idle = idle
        self._pool: ProcessPool | None = None
        self._asked: set[asyncio.Future[Any]] = set()
        self._closed = False
        self._stopping: asyncio.TimerHandle | None = None

    async def __call__(self, body: bytes, *, url: str, content_type: str | None) -> ParsedFeed:
        """Read a feed as `bot.pipeline.parse.parse` does. Raises NotAFeed."""
        return await self._read(_FEED, parse, body, url=url, content_type=content_type)

    async def article(self, body: bytes, *, content_type: str | None = None) -> Article:
        """Read a page as `bot.pipeline.extract.extract` does. Raises NotAnArticle."""
        return await self._read(_ARTICLE, extract, body, content_type=content_type)

    async def _read(self, kind: _Kind, work: Callable[..., Read], body: bytes, **said: Any) -> Read:
        try:
            try:
                return await self._ask(kind, work, body, said)
            except BrokenProcessPool:  # a child died while it waited: no fault of this one
                return await self._ask(kind, work, body, said)
        except TimeoutError:
            raise kind.error(
                f"It could not be read within {self._seconds * BUSY:g} seconds. If this machine "
                f"has no time to spare, try again later; else check that the address is a "
                f"{kind.noun}'s."
            ) from None
        except (ProcessExpired, MemoryError, BrokenProcessPool):
            raise kind.error(
                f"Reading it took more memory or time than a {kind.noun} needs, and was stopped. "
                f"Check that the address is a {kind.noun}'s."
            ) from None

    async def _ask(
        self, kind: _Kind, work: Callable[..., Read], body: bytes, said: dict[str, Any]
    ) -> Read:
        future: asyncio.Future[Read] = asyncio.wrap_future(
            self._running().schedule(
                _bounded, args=(work, body, said, self._seconds), timeout=self._seconds * BUSY
            )
        )
        self._asked.add(future)
        try:
            return await future
        except asyncio.CancelledError:
            if not self._closed:
                raise
            raise kind.error("Reading stopped with the program. Start it again.") from None
        finally:
            self._asked.discard(future)
            self._rest_later()

    def _running(self) -> ProcessPool:
        if self._stopping:
            self._stopping.cancel()
            self._stopping = None
        if self._pool is not None and not self._pool.active:
            self._rest()  # it broke: a child ended while it waited, and its others wait for ever
        if self._pool is None:
            # spawn: a fork of a process with threads and an event loop can hang.
            self._pool = ProcessPool(
                max_workers=self._workers,
                max_tasks=TASKS,
                context=get_context("spawn"),
                initializer=_bound,
            )
        return self._pool

    def _rest_later(self) -> None:
        if not self._asked and self._pool is not None:
            loop = asyncio.get_running_loop()
            self._stopping = loop.call_later(self._idle, self._rest)

    def _rest(self) -> None:
        self._stopping = None
        pool, self._pool = self._pool, None
        if pool is not None:
            asyncio.get_running_loop().run_in_executor(None, _end, pool)

    async def close(self) -> None:
        """Kill the children and wait for their end; what is being read ends in NotAFeed."""
        self._closed = True
        for future in self._asked:
            future.cancel()
        if self._stopping:
            self._stopping.cancel()
            self._stopping = None
        pool, self._pool = self._pool, None
        if pool is not None:
            await asyncio.to_thread(_end, pool)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()


def _end(pool: Any) -> None:
    # The pool closes its channels before it ends its children: one that is just starting would
    # miss them and say so.
    for child in tuple(pool._pool_manager.worker_manager.workers.values()):
        child.kill()
    pool.stop()
    pool.join()


def _bound() -> None:
    """Bound a child's memory and what it leaves behind; make it die at once when told to."""
    # pebble's handler waits for the next step of Python, which a regex that hangs never takes.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(OSError, ValueError):  # a lower bound is set already, or the system has none
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):
        os.nice(5)  # the line goes first


def _bounded(work: Callable[..., Read], body: bytes, said: dict[str, Any], seconds: float) -> Read:
    """Do the work in the child, with processor time for it added to what is used."""
    with suppress(OSError, ValueError):
        used = resource.getrusage(resource.RUSAGE_SELF)
        more = int(used.ru_utime + used.ru_stime + seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (more, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    return work(body, **said)
