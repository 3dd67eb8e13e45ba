"""The laws of the outbox, in whatever order workers, crashes and the clock come along."""

import asyncio
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from bot.model import Delivery, Kind, State
from bot.store import channels, claims, deliveries, open_store
from bot.store.tables import deliveries as table
from tests.linetest import migrated

LEASE, QUIET = timedelta(seconds=60), timedelta(seconds=90)
OPEN = {State.SENDING, State.RECONCILING}
SETTLED = [State.SENT, State.FAILED]
WRITTEN = [State.PENDING, State.PENDING, State.AMBIGUOUS, *SETTLED]


class Outbox(RuleBasedStateMachine):
    """Every claim is a worker, which may write at any time: late, twice, or never."""

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 11, 24, tzinfo=UTC)
        self.claims: list[tuple[Delivery, datetime]] = []  # with the lease's end
        self.owner: dict[int, int] = {}  # delivery id → the number of the claim that may write
        self.keys: set[str] = set()
        self.done: dict[int, list[int]] = {}

    @initialize()
    def open(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "tidings.db"
        path.write_bytes(migrated(self.now))
        self.store = self.loop.run_until_complete(open_store(f"sqlite:///{path}"))
        self.channels = [self.run(self._channel, name) for name in ("one", "two")]
        for number in range(4):
            self.plan(channel=number % 2, number=number)

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.loop.run_until_complete(self.store.close())
            self.loop.close()
            self.folder.cleanup()

    def run(self, function: Any, *args: Any, **kwargs: Any) -> Any:
        async def inside() -> Any:
            async with self.store.begin() as tx:
                return await function(tx, *args, **kwargs)

        return self.loop.run_until_complete(inside())

    async def _channel(self, tx: Any, name: str) -> int:
        home = await channels.community(tx, "local", "home", "Home")
        made = await channels.channel(tx, home.id, name, name, digest_time="08:00", now=self.now)
        self.done[made.id] = []
        return made.id

    @precondition(lambda self: len(self.keys) < 6)
    @rule(channel=st.integers(0, 1), number=st.integers(0, 8))
    def plan(self, channel: int, number: int) -> None:
        key = f"key{number}"
        made = self.run(
            deliveries.plan,
            self.channels[channel],
            kind=Kind.ALERT,
            key=key,
            nonce=key,
            payload={},
            due_at=self.now,
            now=self.now,
        )
        assert (made is None) == (key in self.keys)
        self.keys.add(key)

    @rule(limit=st.integers(1, 3))
    def claim(self, limit: int) -> None:
        before = self.run(self._rows)
        taken = self.run(claims.claim, self.now, lease=LEASE, limit=limit)
        self._hold(taken)
        assert len({d.channel_id for d in taken}) == len(taken)
        for delivery in taken:
            older = [s for n, c, s in before if c == delivery.channel_id and n < delivery.id]
            assert set(older) <= set(SETTLED)

    @rule()
    def claim_doubtful(self) -> None:
        self._hold(self.run(claims.claim_doubtful, self.now, lease=LEASE, limit=3))

    def _hold(self, taken: tuple[Delivery, ...]) -> None:
        for delivery in taken:
            holder = self.owner.get(delivery.id)
            assert holder is None or self.claims[holder][1] <= self.now
            self.owner[delivery.id] = len(self.claims)
            self.claims.append((delivery, self.now + LEASE))

    @precondition(lambda self: self.claims)
    @rule(back=st.integers(0, 2), state=st.sampled_from(WRITTEN), wait=st.sampled_from([0, 30]))
    def write(self, back: int, state: State, wait: int) -> None:
        claim = max(0, len(self.claims) - 1 - back)
        delivery, _ = self.claims[claim]
        later = self.now + timedelta(seconds=wait)
        values = {"due_at": later} if state is State.PENDING else {"quiet_until": later}
        wrote = self.run(claims.move, delivery, state, **values)
        assert wrote == (self.owner.get(delivery.id) == claim)
        if wrote:
            del self.owner[delivery.id]
            self.done[delivery.channel_id] += [delivery.id] if state in SETTLED else []

    @rule()
    def lapse(self) -> None:
        before = {n: state for n, _, state in self.run(self._rows)}
        self.run(claims.lapse, self.now, quiet=QUIET)
        for number, _, state in self.run(self._rows):
            if state is not before[number]:
                assert (before[number], state) == (State.SENDING, State.AMBIGUOUS)
                assert self.claims[self.owner.pop(number)][1] <= self.now

    @rule(seconds=st.sampled_from([30, 60, 200]))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @invariant()
    def a_channel_has_one_post_under_way(self) -> None:
        rows = self.run(self._rows)
        under_way = [channel for _, channel, state in rows if state in OPEN]
        assert len(under_way) == len(set(under_way))
        assert len(rows) == len(self.keys)  # nothing is ever lost

    @invariant()
    def what_is_done_was_done_in_order(self) -> None:
        assert all(ids == sorted(set(ids)) for ids in self.done.values())

    async def _rows(self, tx: Any) -> list[tuple[int, int, State]]:
        rows = await tx.conn.execute(select(table.c.id, table.c.channel_id, table.c.state))
        return [(row.id, row.channel_id, State(row.state)) for row in rows]


Outbox.TestCase.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
test_the_outbox_keeps_its_laws = Outbox.TestCase
