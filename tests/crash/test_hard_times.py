"""Frozen, locked out, on a full disk, with a clock that leaps: all is posted once, only later."""

import os
import resource
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.crash.child import Child
from tests.crash.hostile import NONCE, PLAIN
from tests.crash.verdict import Wish
from tests.crash.world import World, open_world

WISHES = {
    "islands": Wish(subjects=("senkaku",)),
    "both": Wish(subjects=("senkaku", "lighthouse")),
    "digest": Wish(subjects=("senkaku", "lighthouse")),
}
HOUR = 3600.0
LONG = pytest.mark.timeout(300)


@contextmanager
def world_of(folder: Path, manner: str, *, kind: bool = False) -> Iterator[World]:
    with open_world(folder / "world", seed=11, manner=manner, kind=kind, wishes=WISHES) as world:
        yield world


def tell(world: World, stories: int = 3) -> None:
    for _ in range(stories):
        world.news.tell()
    world.news.retell()


def assert_all_is_posted_once(world: World, child: Child) -> None:
    world.quiet_down(child).end()
    verdict = world.verdict()
    assert (verdict.lost, verdict.doubled) == ((), ())
    assert verdict.deliveries > 3
    with closing(sqlite3.connect(world.database)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@LONG
@pytest.mark.parametrize("manner", [NONCE, PLAIN])
def test_a_bot_that_is_frozen_for_longer_than_its_lease(tmp_path: Path, manner: str) -> None:
    with world_of(tmp_path, manner) as world:
        for _ in range(3):
            tell(world)
            child = world.start(tell=1)
            child.wait_said("asking", 10.0)
            os.kill(child.pid, signal.SIGSTOP)
            time.sleep(world.life.lease + world.life.quiet + 0.3)
            os.kill(child.pid, signal.SIGCONT)
            time.sleep(0.3)
            child.kill()
        assert_all_is_posted_once(world, world.start())


@LONG
@pytest.mark.parametrize("is_long", [False, True])  # shorter or longer than SQLite waits for it
def test_a_database_that_another_program_holds(tmp_path: Path, is_long: bool) -> None:
    with world_of(tmp_path, PLAIN) as world:
        child = world.start(tell=1)
        tell(world)
        child.wait_said("asking", 10.0)
        with closing(sqlite3.connect(world.database, timeout=10)) as other:
            other.execute("BEGIN IMMEDIATE")
            tell(world)
            if is_long:
                assert world.until(lambda: "locked" in world.log())
            else:
                time.sleep(3.0)
                assert "locked" not in world.log()
        assert_all_is_posted_once(world, child)


@LONG
def test_a_database_that_may_not_grow(tmp_path: Path) -> None:
    with world_of(tmp_path, PLAIN) as world:
        child = world.start()
        child.order(world.ask("PRAGMA page_count"))
        for _ in range(8):
            tell(world, stories=8)
        assert world.until(lambda: "disk is full" in world.log())
        child.order(0)
        assert_all_is_posted_once(world, child)


@LONG
def test_a_disk_that_takes_no_more_writes(tmp_path: Path) -> None:
    with world_of(tmp_path, PLAIN) as world:
        child = world.start(tell=1)
        tell(world)
        child.wait_said("asking", 10.0)
        _, most = resource.prlimit(child.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (4096, most))
        tell(world)
        time.sleep(2.0)
        known = world.known_items()
        resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (most, most))
        assert known < world.news.items
        assert_all_is_posted_once(world, child)


@LONG
@pytest.mark.parametrize("manner", [NONCE, PLAIN])
def test_a_clock_that_leaps_forward(tmp_path: Path, manner: str) -> None:
    with world_of(tmp_path, manner) as world:
        child = world.start(tell=1)
        tell(world)
        child.wait_said("asking", 10.0)
        # A platform that knows no nonces may be late by less than the leap, or a post is doubled.
        world.skip(HOUR, child)
        tell(world)
        assert_all_is_posted_once(world, child)


@LONG
def test_a_clock_that_leaps_back_and_is_set_right(tmp_path: Path) -> None:
    with world_of(tmp_path, PLAIN) as world:
        child = world.start(tell=1)
        tell(world)
        child.wait_said("asking", 10.0)
        child.order(-HOUR)
        tell(world)
        time.sleep(1.5)
        world.server.skip(0.0)
        child.order(HOUR)
        assert_all_is_posted_once(world, child)
