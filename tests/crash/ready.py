"""Imported by the process that the programs are forked from: loads what each would load anew.

It runs the program and its line once for nothing, so that what is loaded late is loaded, too, and
by name what only a child would load. No thread may be left behind: a fork takes only the one that
forks along.
"""

import asyncio
import gc
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

import anyio._backends._asyncio  # noqa: F401  at the first request
import httpcore  # noqa: F401  at the making of a client
import pytest  # noqa: F401  each child imports the main program of who started it
import structlog  # noqa: F401  when a log is set up

import tests.chat.discord.wired  # noqa: F401  in each life of those that post to its wire server
from bot import app
from tests.compiled import compile_once
from tests.crash.child import Child  # noqa: F401
from tests.crash.life import Life, catalogue_of, settings_of
from tests.feedserver import FeedServer
from tests.linetest import close_world, open_world

TITLE = "Patrol ships enter waters off the Senkaku Islands for third day"


async def _program(folder: Path) -> None:
    life = Life(folder=folder, chat="", outlets={})
    async with app.build(settings_of(life), catalogue=catalogue_of(life)):
        pass


async def _line(folder: Path, server: FeedServer) -> None:
    world = await open_world(folder, server)
    await world.say("/watch senkaku")
    world.item(TITLE)
    await world.later(minutes=12)
    assert world.titles() == [TITLE]
    await close_world(world)


compile_once()
with TemporaryDirectory() as folder, FeedServer() as server:
    asyncio.run(_program(Path(folder)))
    asyncio.run(_line(Path(folder), server))
assert threading.active_count() == 1, threading.enumerate()
gc.collect()
gc.freeze()  # no child looks through all this again, which would copy it, too
