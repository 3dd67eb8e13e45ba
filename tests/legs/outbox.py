"""An outbox with a platform and a clock and nothing else: quick to make."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import rules_of
from bot.catalogue import Catalogue
from bot.chat.base import Chat
from bot.legs.deliver import deliver
from bot.legs.gear import Gear
from bot.legs.memory import Memory
from bot.model import Channel, Delivery, Kind
from bot.pipeline.deliver import nonce_of
from bot.settings import Settings
from bot.store import Store, channels, deliveries, open_store
from tests.linetest import migrated

START = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


@dataclass
class Outbox:
    """Made by ``open_outbox``; ``now`` is moved by hand."""

    gear: Gear
    now: datetime = START
    leapt: timedelta = timedelta(0)  # by which the machine's clock was set

    def set_clock(self, **by: float) -> None:
        """Set the machine's clock on, or back."""
        self.leapt += timedelta(**by)
        self.wait(**by)

    def wait(self, **span: float) -> None:
        self.now += timedelta(**span)

    async def send(self) -> int:
        return await deliver(self.gear)

    async def plan(self, title: str, *, channel: int = 1, **values: Any) -> int:
        """Put a notice into the outbox, or what ``kind`` says; give its id."""
        kind = values.pop("kind", Kind.NOTICE)
        async with self.gear.store.begin() as tx:
            made = await deliveries.plan(
                tx,
                channel,
                kind=kind,
                key=title,
                nonce=nonce_of(title),
                payload={"kind": kind.value, "title": title, "buttons": []},
                due_at=self.now,
                now=self.now,
                **values,
            )
        assert made is not None
        return made

    async def row(self, delivery_id: int) -> Delivery:
        async with self.gear.store.read() as tx:
            found = await deliveries.get(tx, delivery_id)
        assert found is not None
        return found

    async def place(self, number: int = 1) -> Channel:
        async with self.gear.store.read() as tx:
            return await channels.get_channel(tx, number)

    def start_again(self) -> None:
        """Forget what only the memory holds."""
        self.gear = replace(self.gear, memory=Memory())

    def rules(self, **changes: Any) -> None:
        self.gear = replace(self.gear, rules=replace(self.gear.rules, **changes))


def gear_of(store: Store, chat: Chat, clock: Any, steady: Any = None) -> Gear:
    """Give the gear that the outbox needs of all there is."""
    nothing: Any = None
    return Gear(
        store=store,
        catalogue=Catalogue.__new__(Catalogue),  # the outbox asks it nothing
        chats={"memory": chat},
        fetch=nothing,
        parse=nothing,
        rules=rules_of(Settings()),
        clock=clock,
        steady=steady or clock,
        nudge=lambda _leg: None,
        jitter=lambda: 0.0,
    )


async def open_places(folder: Path, names: Any) -> Store:
    """Open an empty store with these channels, of the platform "memory"."""
    (folder / "tidings.db").write_bytes(migrated())
    store = await open_store(f"sqlite:///{folder / 'tidings.db'}")
    async with store.begin() as tx:
        home = await channels.community(tx, "memory", "home", "Home")
        for name in names:
            await channels.channel(tx, home.id, name, name, digest_time="08:00", now=START)
    return store


@asynccontextmanager
async def open_outbox(
    folder: Path, chat: Chat, *, names: Any = ("one", "two")
) -> AsyncIterator[Outbox]:
    """Make an outbox that posts through ``chat``."""
    store = await open_places(folder, names)
    box: list[Outbox] = []
    steady = lambda: box[0].now - box[0].leapt  # noqa: E731
    box.append(Outbox(gear_of(store, chat, lambda: box[0].now, steady)))
    try:
        yield box[0]
    finally:
        await store.close()
