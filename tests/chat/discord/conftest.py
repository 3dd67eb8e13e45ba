"""A whole Tidings on SimCord's Discord: real store, real commands, the library's real machinery."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.chat.discord import rules
from tests.chat.discord.sea import Sea, open_sea
from tests.chat.discord.wire import Wire
from tests.feedserver import FeedServer

_known: set[tuple[str, str, str]] = set()
_KEY = "discord_requests"
_of_workers: list[int] = []


@pytest.fixture
async def sea(tmp_path: Path) -> AsyncIterator[Sea]:
    with FeedServer() as server:
        async with open_sea(tmp_path, server) as made:
            yield made
            assert breaches(made) == []


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with Wire() as made:
        yield made


def breaches(sea: Sea) -> list[str]:
    """Say what of the bot's requests Discord would not take; the same body is looked at once."""
    if not rules.SPEC.exists():
        return []
    found: list[str] = []
    for one in sea.env.http_requests:
        key = (one.method, one.path.split("/")[-1], json.dumps(one.json, sort_keys=True))
        if one.method == "PUT" and key in _known:
            continue  # the list of commands: the same in every test, and long
        _known.add(key)
        found += rules.breaches(one.method, one.path, one.json)
    return found


# How many requests were held against Discord's OpenAPI file stands at the end of a run.


def pytest_sessionfinish(session: Any) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput[_KEY] = rules.validated()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    _of_workers.append(getattr(node, "workeroutput", {}).get(_KEY, 0))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    count = rules.validated() + sum(_of_workers)
    if rules.SPEC.exists():
        terminalreporter.write_line(f"{count} requests were valid by Discord's OpenAPI file")
