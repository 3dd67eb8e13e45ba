"""What a post says in a line is given back as it was kept."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.model import Headline, Kind
from bot.store import Store, deliveries, lines

LINE = Headline(
    heading="Senkaku Islands",
    story_id=4,
    title="Ships meet",
    title_marks=((0, 5),),
    url="https://herald.example/1",
    sentence="Two ships met.",
    sentence_marks=((4, 9), (10, 13)),
    outlets="Herald",
    at=datetime(2026, 11, 24, 7, 30, tzinfo=UTC),
)


async def _delivery(store: Store, world: Any, key: str) -> int:
    async with store.begin() as tx:
        channel = await world.channel(tx)
        found = await deliveries.plan(
            tx,
            channel.id,
            kind=Kind.ROLLUP,
            key=key,
            nonce=key,
            payload={},
            due_at=world.now,
            now=world.now,
        )
    assert found is not None
    return found


async def test_lines_come_back_as_they_were_kept_in_their_order(store: Store, world: Any) -> None:
    post = await _delivery(store, world, "one")
    kept = [replace(LINE, title=f"Story {n}", story_id=n) for n in range(12)]
    async with store.begin() as tx:
        await lines.keep(tx, post, kept)
    async with store.read() as tx:
        assert list(await lines.of(tx, [post])) == kept
        assert list(await lines.of(tx, [post], first=10, most=10)) == kept[10:]
        assert await lines.count(tx, post) == 12


async def test_lines_kept_again_replace_the_former_ones(store: Store, world: Any) -> None:
    post, other = await _delivery(store, world, "one"), await _delivery(store, world, "two")
    async with store.begin() as tx:
        await lines.keep(tx, post, [LINE, LINE])
        await lines.keep(tx, other, [LINE])
        await lines.keep(tx, post, [replace(LINE, sentence="")])
    async with store.read() as tx:
        assert await lines.of(tx, [other, post]) == (replace(LINE, sentence=""), LINE)
        assert await lines.count(tx, post) == 1
