"""A whole world for the tests of the legs, and what several of them say."""

import logging
from collections.abc import AsyncIterator, Iterator
from io import StringIO
from pathlib import Path

import pytest
import structlog

from bot.log import setup
from tests.feedserver import FeedServer
from tests.legs.asked import AskChat
from tests.legs.edition import Edition, open_edition
from tests.legs.outbox import Outbox, open_outbox
from tests.linetest import World, close_world, open_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    with FeedServer() as server:
        opened = await open_world(tmp_path, server)
        yield opened
        await close_world(opened)


@pytest.fixture
def chat() -> AskChat:
    return AskChat()


@pytest.fixture
async def box(tmp_path: Path, chat: AskChat) -> AsyncIterator[Outbox]:
    async with open_outbox(tmp_path, chat) as box:
        yield box


@pytest.fixture
async def paper(tmp_path: Path) -> AsyncIterator[Edition]:
    async with open_edition(tmp_path) as paper:
        yield paper


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Write the log as JSON, a line an event."""
    root = logging.getLogger()
    before, level = root.handlers, root.level
    out = StringIO()
    setup("info", "json", out=out)
    yield out
    structlog.reset_defaults()
    root.handlers = before
    root.setLevel(level)
