"""Parsing in child processes that may hang, die or outgrow their bounds."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from multiprocessing import active_children
from pathlib import Path

import pytest

from bot.engine import parsers as engine
from bot.engine.parsers import Parsers
from bot.errors import NotAFeed, NotAnArticle
from bot.model import ParsedFeed
from bot.pipeline.parse import parse

ROOT = Path(__file__).parent.parent.parent
BODY = (
    b"<rss version='2.0'><channel><title>T</title><item><title>one</title></item></channel></rss>"
)
URL = "https://a.example/"
SAID = "The harbour master said on Monday that two more berths would open before the end of winter."


@pytest.fixture
async def parsers() -> AsyncIterator[Parsers]:
    async with Parsers(workers=1, seconds=20.0) as running:
        yield running


async def read(parsers: Parsers, body: bytes = BODY) -> ParsedFeed:
    return await parsers(body, url=URL, content_type=None)


# What the child runs instead of parse; it finds them by their names in this module.


def hang(*_: object, **said: object) -> ParsedFeed:
    while True:
        time.sleep(60)


def die(*_: object, **said: object) -> ParsedFeed:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def swell(*_: object, **said: object) -> ParsedFeed:
    return bytearray(4 << 30)  # type: ignore[return-value]


def spin(*_: object, **said: object) -> ParsedFeed:
    engine._bounded(parse, BODY, {"url": URL}, 0.0)  # a second of processor time from now
    while True:
        pass


async def test_feeds_and_errors_come_out_of_the_child(parsers: Parsers) -> None:
    assert [entry.title for entry in (await read(parsers)).entries] == ["one"]
    with pytest.raises(NotAFeed, match="web page, not a feed"):
        await read(parsers, b"<html></html>")
    several = await asyncio.gather(*(read(parsers) for _ in range(20)))
    assert len({feed.title for feed in several}) == 1


async def test_pages_are_read_in_the_same_children(parsers: Parsers) -> None:
    page = f"<html><body><article><p>{SAID}</p><p>{SAID}</p></article></body></html>"
    assert SAID in (await parsers.article(page.encode())).text
    with pytest.raises(NotAnArticle, match="No article"):
        await parsers.article(b"")


async def test_a_page_that_takes_too_long_costs_one_reading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with Parsers(workers=1, seconds=0.5) as parsers:
        monkeypatch.setattr(engine, "extract", hang)
        with pytest.raises(NotAnArticle, match=r"within 2 seconds.* page's"):
            await parsers.article(b"<p>")


async def test_nothing_is_started_before_the_first_feed() -> None:
    async with Parsers() as parsers:
        assert parsers._pool is None


async def test_a_child_that_hangs_is_killed_and_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Parsers(workers=1, seconds=0.5) as parsers:
        with monkeypatch.context() as patch:
            patch.setattr(engine, "parse", hang)
            with pytest.raises(NotAFeed, match="within 2 seconds"):
                await read(parsers)
        assert (await read(parsers)).title == "T"


@pytest.mark.parametrize("fault", [die, swell, spin])
async def test_a_child_that_dies_or_outgrows_its_bounds_costs_one_reading(
    parsers: Parsers, monkeypatch: pytest.MonkeyPatch, fault: object
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(engine, "parse", fault)
        with pytest.raises(NotAFeed, match="more memory or time"):
            await read(parsers)
    assert (await read(parsers)).title == "T"


async def test_a_child_killed_while_it_waits_is_replaced_unseen(parsers: Parsers) -> None:
    await read(parsers)
    for child in list(parsers._pool._pool_manager.worker_manager.workers):
        os.kill(child, signal.SIGKILL)
    assert (await read(parsers)).title == "T"


async def test_a_pool_that_broke_leaves_no_child_behind() -> None:
    async with Parsers(workers=2, seconds=20.0) as parsers:
        await read(parsers)
        broken = parsers._pool
        before = set(active_children())
        first, *_ = broken._pool_manager.worker_manager.workers
        os.kill(first, signal.SIGKILL)
        while broken.active:
            await asyncio.sleep(0.02)
        assert (await read(parsers)).title == "T"
        async with asyncio.timeout(20):
            while before & set(active_children()):
                await asyncio.sleep(0.02)
        assert len(active_children()) == 2


async def test_the_pool_rests_when_there_is_nothing_to_do() -> None:
    async with Parsers(workers=1, idle=0.05) as parsers:
        await read(parsers)
        while parsers._pool is not None:
            await asyncio.sleep(0.02)
        assert (await read(parsers)).title == "T"


async def test_closing_ends_what_is_being_read(monkeypatch: pytest.MonkeyPatch) -> None:
    parsers = Parsers(workers=1)
    monkeypatch.setattr(engine, "parse", hang)
    reading = asyncio.create_task(read(parsers))
    await asyncio.sleep(0.1)
    await parsers.close()
    with pytest.raises(NotAFeed, match="stopped with the program"):
        await reading
    await parsers.close()


async def test_a_cancelled_reading_does_not_hold_the_others_up(parsers: Parsers) -> None:
    reading = asyncio.create_task(read(parsers))
    await asyncio.sleep(0)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert (await read(parsers)).title == "T"


@pytest.mark.parametrize("ending", ["await parsers.close()", "pass", "raise SystemExit(3)"])
def test_a_program_ends_cleanly_with_or_without_closing(ending: str) -> None:
    code = f"""
import asyncio
from bot.engine.parsers import Parsers
async def main():
    parsers = Parsers()
    feed = await parsers({BODY!r}, url={URL!r}, content_type=None)
    print(feed.title)
    {ending}
if __name__ == "__main__":
    asyncio.run(main())
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("T\n", "")
    assert done.returncode == (3 if "SystemExit" in ending else 0)
