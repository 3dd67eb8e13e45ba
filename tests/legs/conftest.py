"""A whole world for the tests of the legs, and what several of them say."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.feedserver import FeedServer
from tests.linetest import World, close_world, open_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    with FeedServer() as server:
        opened = await open_world(tmp_path, server)
        yield opened
        await close_world(opened)
