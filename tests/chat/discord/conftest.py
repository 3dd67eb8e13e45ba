"""A whole Tidings on SimCord's Discord: real store, real commands, the library's real machinery."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.chat.discord.sea import Sea, open_sea
from tests.feedserver import FeedServer


@pytest.fixture
async def sea(tmp_path: Path) -> AsyncIterator[Sea]:
    with FeedServer() as server:
        async with open_sea(tmp_path, server) as made:
            yield made
