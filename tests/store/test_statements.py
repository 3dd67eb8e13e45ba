"""A statement that is made once is the same for everybody, and its values are given each time."""

from typing import Any

from sqlalchemy import Select, bindparam, select, update

from bot.store import Tx, stories
from bot.store.statements import inline, made_once, set_to, setting
from bot.store.tables import channels, feeds


@made_once
def _names(wanted: Any, until: Any) -> Select[Any]:
    mine = feeds.c.id.in_(wanted) & (feeds.c.next_due_at <= until)
    return select(feeds.c.name).where(mine).order_by(feeds.c.id)


async def test_one_statement_serves_lists_of_any_length_and_times(tx: Tx, world: Any) -> None:
    ids = [(await world.feed(tx, name)).id for name in ("One", "Two", "Three")]
    assert _names() is _names()
    for wanted, until, names in (
        (ids, world.now, ["One", "Two", "Three"]),
        (ids[1:2], world.now, ["Two"]),
        ([], world.now, []),
        (ids, world.after(seconds=-1), []),
    ):
        found = await tx.conn.execute(_names(), {"wanted": wanted, "until": until})
        assert list(found.scalars()) == names


async def test_what_makes_a_statement_is_asked_once_for_parameters_of_its_names(
    tx: Tx, world: Any
) -> None:
    feed = await world.feed(tx)

    def make(wanted: Any, state: Any) -> Select[Any]:
        return select(feeds.c.name).where(feeds.c.id.in_(wanted), feeds.c.state == state)

    made = made_once(make)
    asked = {"wanted": [feed.id], "state": feed.state}
    assert (await tx.conn.execute(made(), asked)).scalar() == "Herald"
    assert (await tx.conn.execute(made(), asked | {"state": "gone"})).scalar() is None
    assert "state" in made().compile().params


async def test_new_values_of_columns_are_written_and_the_other_columns_stay(
    tx: Tx, world: Any
) -> None:
    feed = await world.feed(tx)
    values = {"name": "Herald of the North", "last_ok_at": world.after(hours=1)}
    await tx.conn.execute(setting(feeds, tuple(values)), set_to(values))
    row = (await tx.conn.execute(select(feeds))).one()
    assert (row.name, row.last_ok_at, row.url) == (*values.values(), feed.url)


async def test_a_story_is_due_when_its_time_has_come_and_nobody_tells_it(
    tx: Tx, world: Any
) -> None:
    story = await world.story(tx, await world.item(tx, await world.feed(tx)))
    at = world.after(minutes=10)
    await stories.schedule(tx, story, settled_from=world.now, publish_at=at)
    assert not await stories.anything_due(tx, world.after(minutes=9))
    assert await stories.anything_due(tx, at)
    await stories.claim_due(tx, at, lease=world.after(minutes=1) - world.now, limit=1)
    assert not await stories.anything_due(tx, at)
    assert await stories.anything_due(tx, world.after(minutes=11))


async def test_what_a_statement_always_says_is_written_into_its_sql_and_means_the_same(
    tx: Tx, world: Any
) -> None:
    ours, theirs = await world.feed(tx, "Ours"), await world.feed(tx, "it's")
    asked = select(feeds.c.id).where(feeds.c.state.in_(["active", "gone"]), feeds.c.failures == 0)
    strange = select(feeds.c.id).where(feeds.c.name == "it's", feeds.c.id > bindparam("after"))
    assert "'active', 'gone'" in str(inline(asked))
    assert "it's" not in str(inline(strange))  # to be quoted by whoever knows how
    for statement in (asked, inline(asked)):
        assert set((await tx.conn.execute(statement)).scalars()) == {ours.id, theirs.id}
    assert (await tx.conn.execute(inline(strange), {"after": 0})).scalar() == theirs.id


async def test_a_way_into_a_json_value_is_left_to_the_database(tx: Tx, world: Any) -> None:
    channel = await world.channel(tx)
    await tx.conn.execute(update(channels).values(settings={"quiet": True}))
    asked = select(channels.c.id).where(channels.c.settings["quiet"].as_boolean())
    assert list((await tx.conn.execute(inline(asked))).scalars()) == [channel.id]
