"""The laws of the outbox, in whatever order workers, crashes and the clock come along."""

import asyncio
import tempfile
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from bot.model import Delivery, Kind, State
from bot.store import channels, deliveries, open_store
from bot.store.migrate import migrate
from bot.store.tables import deliveries as table

LEASE, QUIET = timedelta(seconds=60), timedelta(seconds=90)
WORKERS = 2
OPEN = {State.SENDING, State.RECONCILING}
SETTLED = [State.SENT, State.FAILED, State.EXPIRED, State.UNKNOWN]


class Outbox(RuleBasedStateMachine):
    """Workers hold what they claimed until they write, or forget it as one that died does."""

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 11, 24, tzinfo=UTC)
        # What each worker believes to hold: the delivery, the number of the claim, the lease's end.
        self.hands: list[list[tuple[Delivery, int, datetime]]] = [[] for _ in range(WORKERS)]
        self.claims = 0
        self.owner: dict[int, int] = {}  # delivery id → the claim that may write
        self.keys: set[str] = set()
        self.done: dict[int, list[int]] = {}

    @initialize()
    def open(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        url = f"sqlite:///{self.folder.name}/tidings.db"
        migrate(url, now=self.now)
        self.store = self.loop.run_until_complete(open_store(url))
        self.channels = [self.run(self._channel, name) for name in ("one", "two")]
        for number in range(6):
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

    @rule(channel=st.integers(0, 1), number=st.integers(0, 20))
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

    @rule(worker=st.integers(0, WORKERS - 1), limit=st.integers(1, 3))
    def claim(self, worker: int, limit: int) -> None:
        before = self.run(self._rows)
        taken = self.run(deliveries.claim, self.now, lease=LEASE, limit=limit)
        self._hold(worker, taken)
        assert len({d.channel_id for d in taken}) == len(taken)
        for delivery in taken:
            older = [s for n, c, s in before if c == delivery.channel_id and n < delivery.id]
            assert set(older) <= set(SETTLED)

    @rule(worker=st.integers(0, WORKERS - 1))
    def claim_doubtful(self, worker: int) -> None:
        self._hold(worker, self.run(deliveries.claim_doubtful, self.now, lease=LEASE, limit=3))

    def _hold(self, worker: int, taken: tuple[Delivery, ...]) -> None:
        for delivery in taken:
            assert not any(self._is_live(d, n, until, delivery) for d, n, until in self._held())
            self.claims += 1
            self.hands[worker].append((delivery, self.claims, self.now + LEASE))
            self.owner[delivery.id] = self.claims

    def _held(self) -> list[tuple[Delivery, int, datetime]]:
        return [held for hand in self.hands for held in hand]

    def _is_live(self, mine: Delivery, claim: int, until: datetime, other: Delivery) -> bool:
        return mine.id == other.id and until > self.now and self.owner.get(mine.id) == claim

    @precondition(lambda self: any(self.hands))
    @rule(
        worker=st.integers(0, WORKERS - 1),
        state=st.sampled_from([*SETTLED, State.PENDING, State.AMBIGUOUS]),
        wait=st.sampled_from([0, 30, 100]),
        keep=st.booleans(),
    )
    def write(self, worker: int, state: State, wait: int, keep: bool) -> None:
        """A worker writes the fate of what it holds; keeping it is the bug of writing twice."""
        hand = self.hands[worker] or next(filter(None, self.hands))
        delivery, claim, _ = hand[-1]
        if not keep:
            hand.pop()
        later = self.now + timedelta(seconds=wait)
        values = {"due_at": later} if state is State.PENDING else {"quiet_until": later}
        wrote = self.run(deliveries.move, delivery, state, **values)
        assert wrote == (self.owner.get(delivery.id) == claim)
        if wrote:
            del self.owner[delivery.id]
            self.done[delivery.channel_id] += [delivery.id] if state in SETTLED else []

    @precondition(lambda self: any(self.hands))
    @rule(worker=st.integers(0, WORKERS - 1))
    def die(self, worker: int) -> None:
        del self.hands[worker][-1:]

    @rule()
    def lapse(self) -> None:
        before = {n: state for n, _, state in self.run(self._rows)}
        self.run(deliveries.lapse, self.now, quiet=QUIET)
        for number, _, state in self.run(self._rows):
            if state is not before[number]:
                assert (before[number], state) == (State.SENDING, State.AMBIGUOUS)
                claim = self.owner.pop(number)
                assert all(until <= self.now for _, n, until in self._held() if n == claim)

    @rule(seconds=st.sampled_from([1, 30, 60, 90, 200]))
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


Outbox.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
test_the_outbox_keeps_its_laws = Outbox.TestCase
