"""A few seeds, and proof that the simulation notices: a bot that breaks a promise is found out."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.chat.base import Chat
from bot.legs.ingest import take_in
from bot.line import LEGS, Gear
from bot.model import Feed, ParsedFeed
from bot.store import feeds
from tests.simulation import world
from tests.simulation.platforms import Adapter, Platform, Post, pause
from tests.simulation.scenario import DAY, Window, draw
from tests.simulation.simulate import simulate
from tests.simulation.virtual import VirtualLoop, run_virtual

SMALL: Mapping[str, Any] = {"days": 0.4, "feeds": 6, "channels": 8}


def test_no_promise_is_broken_whatever_goes_wrong() -> None:
    result = simulate(draw(4, **SMALL))
    assert result.violations == []
    assert result.lives > 1
    assert result.polls > 50


def test_the_platforms_of_a_run_have_all_that_the_bot_asks_of_one() -> None:
    asked = {name for name, one in vars(Chat).items() if callable(one) and name[0] != "_"}
    assert "link_to" in asked
    assert [name for name in asked if not hasattr(Adapter, name)] == []


def test_one_seed_makes_the_same_run_twice() -> None:
    one, two = (simulate(draw(2, **SMALL)) for _ in range(2))
    one.seconds = two.seconds = one.processor = two.processor = 0.0
    assert one == two
    assert one.violations == []


def test_a_calm_time_ends_with_everything_sent() -> None:
    result = simulate(draw(7, **SMALL, calm=True))
    assert result.violations == []
    assert result.lives == 1
    assert {kind.split()[1] for kind in result.counts} <= {"sent", "merged"}
    assert result.posts > 0


def test_what_is_on_the_wire_when_the_bot_is_stopped_arrives_meanwhile() -> None:
    taken: list[Post] = []

    async def main(loop: VirtualLoop) -> None:
        late = (Window(start=0, end=DAY, kind="late"),)
        platform = Platform(
            "discord",
            [],
            late,
            seed=1,
            time=loop.time,
            true=lambda: datetime.now(UTC),
            complain=pytest.fail,
            accepted=lambda _, post: taken.append(post),
        )
        sending = [asyncio.create_task(platform.send("desk", {}, f"n{n}", None)) for n in range(9)]
        await asyncio.sleep(1)
        pause(loop, [platform], 600.0)
        assert loop.now == 601.0
        await asyncio.gather(*sending, return_exceptions=True)

    run_virtual(main)
    assert len(taken) > 5
    assert max(post.at for post in taken) < 45


@pytest.mark.parametrize(("before", "complaints"), [(0.1, 0), (5.0, 1)])
def test_a_life_keeps_to_a_rest_that_the_one_before_had_time_to_note(
    before: float, complaints: int
) -> None:
    said: list[str] = []

    async def main(loop: VirtualLoop) -> None:
        platform = Platform(
            "slack",
            [],
            (),
            seed=1,
            time=loop.time,
            true=lambda: datetime.now(UTC),
            complain=said.append,
            accepted=lambda _, post: None,
        )
        await asyncio.sleep(10)
        platform.rests["desk"] = (loop.time() - before, loop.time() + 600)
        platform.forget()
        await asyncio.sleep(20)
        await asyncio.gather(platform.send("desk", {}, "n1", None), return_exceptions=True)

    run_virtual(main)
    assert len(said) == complaints


# ── a bot with a fault of its own ───────────────────────────────────────────────────────────


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the calm time at the end be short: what is wrong shows before it."""
    monkeypatch.setattr(world, "CALM", 3600.0)


def found_out(**changes: Any) -> set[str]:
    """Give the first words of what is complained about, though nothing else goes wrong."""
    found = simulate(replace(draw(7, **SMALL, calm=True), **changes)).violations
    return {one.partition(":")[0].split(" ")[0] for one in found}


def without(monkeypatch: pytest.MonkeyPatch, leg: str) -> None:
    async def nothing(_gear: Gear) -> int:
        return 0

    monkeypatch.setattr(world, "LEGS", {**LEGS, leg: nothing})


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize(
    ("leg", "word"), [("publish", "lost"), ("deliver", "stuck"), ("digest", "digest")]
)
def test_a_leg_that_does_nothing_is_found_out(
    monkeypatch: pytest.MonkeyPatch, leg: str, word: str
) -> None:
    without(monkeypatch, leg)
    assert word in found_out()


@pytest.mark.usefixtures("short")
def test_a_bot_that_repeats_what_it_is_not_sure_of_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def never_there(*_: Any) -> None:
        return None

    monkeypatch.setattr("bot.legs.deliver._find", never_there)
    late = (Window(start=0, end=DAY, kind="late"),)
    assert "doubled" in found_out(outages={"slack": late, "discord": late})


@pytest.mark.usefixtures("short")
def test_a_bot_that_saves_validators_without_items_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def forgetful(gear: Gear, feed: Feed, parsed: ParsedFeed, **kw: Any) -> int:
        if feed.baseline_at is None:
            return await take_in(gear, feed, parsed, **kw)
        async with gear.store.begin() as tx:
            await feeds.save_poll(tx, feed, **kw["after"](0))
        return 0

    monkeypatch.setattr("bot.legs.poll.take_in", forgetful)
    assert "lost" in found_out()


@pytest.mark.usefixtures("short")
def test_a_bot_that_cannot_wait_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def soon(now: datetime, *_: Any, **__: Any) -> datetime:
        return now + timedelta(seconds=240)

    monkeypatch.setattr("bot.legs.poll.due_after", soon)
    assert "early" in found_out()
