"""The whole outbox against a hostile platform, two senders, a bad clock, and people who press.

OUTBOX_EXAMPLES=500 .venv/bin/python -m pytest tests/legs/test_outbox_machine.py    looks longer
"""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from bot.legs.deliver import deliver
from bot.model import Kind
from bot.pipeline.deliver import nonce_of
from bot.store import Store, Tx, channels, deliveries, parked
from bot.store.tables import deliveries as table
from tests.legs.outbox import START, gear_of, open_places
from tests.legs.sea import Sea

EXAMPLES = int(os.environ.get("OUTBOX_EXAMPLES", "8"))
PLACES = ("one", "two")
FATES = ("well", "lost", "late", "dropped", "429 here", "429 everywhere")
STEP_BACK = -20.0  # seconds; once, since half of the nonce's time is kept for it


class Drowsy:
    """The store of a sender that falls asleep between its claim and the socket."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.asleep, self.wake = asyncio.Event(), asyncio.Event()

    def begin(self) -> AbstractAsyncContextManager[Tx]:
        return self._store.begin()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        self.asleep.set()
        await self.wake.wait()
        async with self._store.read() as tx:
            yield tx


class Outbox(RuleBasedStateMachine):
    """Laws: no post twice unless a person asked for it, none lost, each channel in order."""

    def __init__(self) -> None:
        super().__init__()
        self.true, self.offset = START, timedelta(0)
        self.planned: dict[str, datetime] = {}  # nonce → when it was due, in the order of planning
        self.pressed: set[str] = set()  # nonces that somebody sent again
        self.parked: set[str] = set()  # that were of unknown fate: nothing waits for those
        self.sleepers: list[tuple[Drowsy, asyncio.Task[int]]] = []
        self.stepped_back = False

    def clock(self) -> datetime:
        return self.true + self.offset

    @initialize(knows_nonces=st.booleans())
    def open(self, knows_nonces: bool) -> None:
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.sea = Sea(lambda: self.true, self.clock, knows_nonces=knows_nonces)
        made = open_places(Path(self.folder.name), PLACES)
        self.store = self.loop.run_until_complete(made)
        gear = gear_of(self.store, self.sea, self.clock)
        self.gear = replace(gear, rules=replace(gear.rules, give_up=timedelta(days=9999)))

    def teardown(self) -> None:
        if not hasattr(self, "store"):
            return
        try:
            self.all_is_told_in_the_end()
        finally:
            self.loop.run_until_complete(self.store.close())
            self.loop.close()
            self.folder.cleanup()

    def run(self, function: Any, *args: Any, **kwargs: Any) -> Any:
        async def inside() -> Any:
            async with self.store.begin() as tx:
                return await function(tx, *args, **kwargs)

        return self.loop.run_until_complete(inside())

    # ── what happens ────────────────────────────────────────────────────────────────────────

    @precondition(lambda self: len(self.planned) < 8)
    @rule(place=st.integers(1, 2))
    def plan(self, place: int) -> None:
        key = f"notice:{len(self.planned)}"
        self.planned[nonce_of(key)] = self.clock()
        self.run(
            deliveries.plan,
            place,
            kind=Kind.NOTICE,
            key=key,
            nonce=nonce_of(key),
            payload={"kind": "notice", "title": key, "buttons": []},
            due_at=self.clock(),
            now=self.clock(),
        )

    @rule(fate=st.sampled_from(FATES))
    def next_fate(self, fate: str) -> None:
        self.sea.fates = [*self.sea.fates[-3:], fate]

    @rule(place=st.sampled_from(PLACES))
    def close_or_open(self, place: str) -> None:
        self.sea.closed ^= {place}

    @rule(place=st.sampled_from(PLACES))
    def hide_or_show(self, place: str) -> None:
        self.sea.unreadable ^= {place}

    @rule()
    def send(self) -> None:
        self.loop.run_until_complete(deliver(self.gear))
        self._note_parked()

    def _note_parked(self) -> None:
        states = self.run(self._states)
        self.parked |= {nonce for nonce, state in states if state == "unknown"}

    @precondition(lambda self: len(self.sleepers) < 2)
    @rule()
    def fall_asleep(self) -> None:
        """Let a second sender claim something and sleep: a pause, a stopped process."""

        async def until_asleep() -> None:
            drowsy: Any = Drowsy(self.store)
            task = asyncio.ensure_future(deliver(replace(self.gear, store=drowsy)))
            asleep = asyncio.ensure_future(drowsy.asleep.wait())
            await asyncio.wait({task, asleep}, return_when=asyncio.FIRST_COMPLETED)
            asleep.cancel()
            if not task.done():
                self.sleepers.append((drowsy, task))

        self.loop.run_until_complete(until_asleep())

    @precondition(lambda self: self.sleepers)
    @rule()
    def wake(self) -> None:
        drowsy, task = self.sleepers.pop(0)
        drowsy.wake.set()
        self.loop.run_until_complete(task)
        self._note_parked()

    @rule(seconds=st.sampled_from([3, 10, 50, 61, 100, 1000]))
    def wait(self, seconds: int) -> None:
        end = self.true + timedelta(seconds=seconds)
        while self.true < end:
            self.true += timedelta(seconds=1)
            self.sea.land()

    # A platform without nonces that is late by less than the step doubles: known and told.
    @precondition(lambda self: self.sea.knows_nonces or not self.sea.wire)
    @rule(seconds=st.sampled_from([-3600.0, STEP_BACK, 20.0, 3600.0]))
    def step_the_clock(self, seconds: float) -> None:
        if seconds == STEP_BACK:
            if self.stepped_back:
                return
            self.stepped_back = True
        self.offset += timedelta(seconds=seconds)

    @rule(which=st.integers(0, 7))
    def press_send_again(self, which: int) -> None:
        delivery = self.run(parked.resend, 1, which + 1, self.clock())
        if delivery is not None:
            self.pressed.add(delivery.nonce)

    @rule(which=st.integers(0, 7))
    def press_drop(self, which: int) -> None:
        self.run(parked.drop, 1, which + 1)

    @rule(place=st.integers(1, 2))
    def press_try_now(self, place: int) -> None:
        self.run(channels.probe_now, place, self.clock())

    # ── what must be so ─────────────────────────────────────────────────────────────────────

    @invariant()
    def nothing_is_posted_twice_unless_a_person_asked(self) -> None:
        twice = {nonce for nonce, count in self.sea.counts().items() if count > 1}
        assert twice <= self.pressed

    @invariant()
    def a_channel_keeps_its_order(self) -> None:
        order = list(self.planned)
        for place in PLACES:
            first = dict.fromkeys(post.nonce for post in self.sea.posts if post.channel == place)
            told = [nonce for nonce in first if nonce not in self.pressed | self.parked]
            for early, late in combinations(told, 2):
                # A clock that was set back makes what is planned later due earlier.
                due = self.planned[early] < self.planned[late]
                assert due or order.index(early) < order.index(late)

    @invariant()
    def who_asks_to_wait_is_not_asked(self) -> None:
        assert self.sea.hurried == []

    def all_is_told_in_the_end(self) -> None:
        """The weather clears: what is not parked or dropped is posted, and nothing is left."""
        self.sea.fates, self.sea.closed, self.sea.unreadable = [], set(), set()
        for drowsy, task in self.sleepers:
            drowsy.wake.set()
            self.loop.run_until_complete(task)
        self._note_parked()
        self.offset = max(self.offset, timedelta(0))
        for _ in range(9):
            self.wait(1000)
            self.send()
        self.wait(6 * 3600)
        self.send()
        posted = self.sea.counts()
        for nonce, state in self.run(self._states):
            assert state in {"sent", "unknown", "suppressed"}, (nonce, state)
            assert posted[nonce] >= 1 or state != "sent", nonce
        self.nothing_is_posted_twice_unless_a_person_asked()
        self.a_channel_keeps_its_order()

    async def _states(self, tx: Tx) -> list[tuple[str, str]]:
        return [tuple(row) for row in await tx.conn.execute(select(table.c.nonce, table.c.state))]


Outbox.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
test_the_outbox_keeps_its_laws_in_any_weather = Outbox.TestCase
