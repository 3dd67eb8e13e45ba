"""A Slack of our own, over real sockets; a test in which a rule of Slack's was broken fails."""

from collections.abc import AsyncIterator

import pytest

from tests.chat.slack.wire import Wire


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with Wire() as made:
        yield made
