"""What the demo makes of the real bot: its settings, its catalogue, its ports."""

import asyncio
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.demo.content import load_outlets
from bot.demo.replay import Replay
from bot.demo.run import demo_catalogue, demo_settings, keep_time, page_port, run_demo
from bot.demo.server import FeedServer
from bot.errors import TidingsError
from tests.shipped import shipped

OUTLETS = load_outlets()


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        sock.listen()
        yield sock.getsockname()[1]


def test_the_demo_asks_nobody_but_its_own_server() -> None:
    catalogue = demo_catalogue(shipped(), OUTLETS, "http://127.0.0.1:1234")
    assert len(catalogue.feeds) == len(OUTLETS)
    assert all(feed.url.startswith("http://127.0.0.1:1234/") for feed in catalogue.feeds)
    assert not any(pack.feeds for pack in catalogue.packs.values())
    assert all(feed.publisher in catalogue.publishers for feed in catalogue.feeds)


def test_what_is_over_the_budget_comes_while_somebody_still_looks(tmp_path: Path) -> None:
    budget = demo_settings(tmp_path, 8080).budget
    assert budget.rollup_wait <= 20
    assert budget.rollup_every <= 60
    assert budget.per_hour / 60 >= 3  # a minute: about as fast as the replay tells stories


def test_all_that_it_keeps_lies_in_its_folder(tmp_path: Path) -> None:
    settings = demo_settings(tmp_path, 8080)
    assert settings.store.url == f"sqlite:///{tmp_path}/demo.db"
    assert Path(settings.local.path) == tmp_path / "page.db"
    assert settings.web.loopback


def test_what_its_channels_watch_is_in_the_catalogue(tmp_path: Path) -> None:
    catalogue = shipped()
    channels = demo_settings(tmp_path, 0).local.channels
    watched = [watch for channel in channels for watch in channel.watches]
    assert watched == ["quad", "coast-guard-law", "supply-chains"]
    assert set(watched) <= catalogue.topics.keys()


def test_a_taken_port_of_the_page_gives_way_to_the_next(taken: int) -> None:
    assert page_port(asked=taken, was_asked=0, was=0) > taken


def test_the_page_keeps_its_port_while_the_same_is_asked_for(taken: int) -> None:
    free = page_port(asked=taken, was_asked=0, was=0)
    assert page_port(asked=taken, was_asked=taken, was=free) == free
    assert page_port(asked=0, was_asked=0, was=free) == free
    assert page_port(asked=0, was_asked=0, was=taken) == 0
    assert page_port(asked=free, was_asked=0, was=1) == free


async def test_the_clock_waits_until_every_feed_was_read_once(tmp_path: Path) -> None:
    replay = Replay(tmp_path, now=datetime.now(UTC))
    with FeedServer(OUTLETS, replay, port=0) as server:
        keeping = asyncio.create_task(keep_time(server, end=60))
        await asyncio.sleep(0.5)
        assert replay.state.spans == ()
        server.asked |= server.outlets.keys()
        while not replay.state.spans:
            await asyncio.sleep(0.05)
        keeping.cancel()


async def test_a_taken_feed_port_ends_the_start_with_the_next_step(
    tmp_path: Path, taken: int
) -> None:
    Replay(tmp_path, now=datetime.now(UTC)).save(port=taken)
    with pytest.raises(TidingsError, match="make demo FRESH=1"):
        await run_demo(tmp_path, fresh=False, port=0)
