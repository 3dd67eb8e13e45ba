"""However much is kept, what a leg asks at every tick costs the same, and is found by an index.

A statement's cost is counted in steps of SQLite's machine, which no load of the computer changes.
"""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from sqlite3 import Connection, connect
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.engine import Engine

from bot.chat.memory import MemoryChat
from bot.commands.desk import Desk
from bot.commands.table import COMMANDS
from bot.errors import ChannelClosed, SendUnknown
from bot.legs.gear import Gear, PageReading
from bot.line import LEGS
from tests.legs.reading import pass_by
from tests.linetest import World

AT_EVERY_TICK = ("poll", "read", "publish", "digest", "rollup", "notice", "deliver")
GROWING = (  # with what is read and posted; others grow with what people set up
    "items", "item_keys", "revisions", "matches", "decisions", "stories", "story_items",
    "story_posts", "deliveries", "delivery_stories", "delivery_lines", "messages", "notices",
    "digest_runs", "changes", "votes",
)  # fmt: skip
Asked = list[tuple[str, Any]]


@contextmanager
def statements() -> Iterator[Asked]:
    """Give a list to which every statement is added that anybody executes meanwhile."""
    asked: Asked = []

    def note(conn: Any, cursor: Any, sql: str, values: Any, context: Any, many: bool) -> None:
        if not sql.startswith(("BEGIN", "PRAGMA")):
            asked.append((sql, values[0] if isinstance(values, list) else values))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def steps(db: Connection, asked: Asked) -> dict[str, int]:
    """Count what each statement costs, in tens of steps."""
    found: dict[str, int] = {}
    for sql, values in asked:
        count = [0]

        def one(count: list[int] = count) -> int:
            count[0] += 1
            return 0

        db.set_progress_handler(one, 10)
        db.execute("BEGIN")
        db.execute(sql, values).fetchall()
        db.execute("ROLLBACK")
        found[sql] = found.get(sql, 0) + count[0]
    db.set_progress_handler(None, 0)
    return found


def read_whole(db: Connection, asked: Asked) -> set[str]:
    """Give the statements that read a table that grows from its beginning to its end.

    Not those that read the newest rows as they lie, up to a limit.
    """
    found = set()
    for sql, values in asked:
        plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
        read = [m[1] for line in plan if (m := re.match(r"SCAN (\w+)", line))]
        newest = "LIMIT" in sql and not any("TEMP B-TREE" in line for line in plan)
        if not newest and set(read) & {*GROWING, *named(sql, read)}:
            found.add(f"{' '.join(sql.split())[:200]} … {plan}")
    return found


def named(sql: str, aliases: list[str]) -> set[str]:
    """Give those of the aliases that stand for a table that grows."""
    return {a for a in aliases if re.search(rf"\b({'|'.join(GROWING)}) AS {a}\b", sql)}


FILLED = """
CREATE TEMP TABLE n AS WITH RECURSIVE c(n) AS (
    VALUES (FIRST) UNION ALL SELECT n + 1 FROM c WHERE n < LAST
) SELECT n, 9000 + n AS id, 'k' || n AS k, 1 + n % 5 AS feed,
    strftime('%Y-%m-%d %H:%M:%f000', '2026-11-24 05:00', -n || ' minutes') AS at,
    strftime('%Y-%m-%d %H:%M:%f000', '2026-11-20 05:00', -n || ' minutes') AS old FROM c;
INSERT INTO items (id, feed_id, key, canonical, link, title, text, first_seen, baseline, late,
    revision, content_hash) SELECT id, feed, k, k, k, 'Title', 'Text', at, 0, 0, 0, k FROM n;
INSERT INTO item_keys (feed_id, key, item_id, content_hash, last_listed_at)
    SELECT feed, k, id, k, at FROM n;
INSERT INTO stories (id, title, first_at, last_at, lease_no) SELECT id, 'Title', at, at, 0 FROM n;
INSERT INTO story_items (story_id, item_id, role) SELECT id, id, 'opener' FROM n;
INSERT INTO matches (item_id, query_id, revision, score, salience, evidence)
    SELECT id, 1, 0, 0.8, 'main', '[]' FROM n WHERE n % 2 = 0;
INSERT INTO decisions (item_id, revision, watch_id, stage, verdict, trail, at)
    SELECT id, 0, 1, 'route', 'digest', '{}', old FROM n;
INSERT INTO deliveries (id, channel_id, kind, key, state, due_at, payload, nonce, story_id,
    attempt, lease_no, created_at) SELECT id, 1,
    CASE n % 5 WHEN 0 THEN 'edit' WHEN 1 THEN 'digest' ELSE 'alert' END, k,
    CASE n % 50 WHEN 7 THEN 'suppressed' WHEN 8 THEN 'expired' ELSE 'sent' END,
    old, '{}', k, id, 1, 1, old FROM n;
INSERT INTO messages (delivery_id, part, external_id, sent_at) SELECT id, 0, k, old FROM n;
INSERT INTO delivery_stories (delivery_id, story_id) SELECT id, id FROM n;
INSERT INTO delivery_lines (delivery_id, position, heading, story_id, line)
    SELECT id, 0, 'x', id, '{}' FROM n;
INSERT INTO story_posts (story_id, channel_id, alert_id, thread_posts)
    SELECT id, 1, id, 0 FROM n WHERE n % 5 > 1;
INSERT INTO notices (key, about, about_id, community_id, opened_at, told_at, closed_at)
    SELECT k, 'alarm', 0, 1, old, old, old FROM n;
INSERT INTO digest_runs (channel_id, local_period, at) SELECT 1, k, at FROM n;
INSERT INTO changes (community_id, actor, command, inverse, at)
    SELECT 1, 'x', '/x', '{}', at FROM n;
"""


def fill(path: Path, first: int, last: int) -> None:
    """Put items and all that hangs on them into the tables, with a post for each."""
    with closing(connect(path)) as db, db:
        db.executescript(FILLED.replace("FIRST", str(first)).replace("LAST", str(last)))


async def a_tick(gear: Gear, leg: str) -> Asked:
    """Let a leg look where nothing is due; give what it asked. The first look is one of a start."""
    await LEGS[leg](gear)
    with statements() as asked:
        assert await LEGS[leg](gear) == 0
    return asked


async def test_a_look_costs_the_same_however_much_is_kept(world: World, tmp_path: Path) -> None:
    path = tmp_path / "line.db"
    await world.say("/watch senkaku")
    world.gear = replace(world.gear, pages=PageReading(fetch=NoPages(), extract=NoPages()))
    await world.run()
    fill(path, 1, 300)
    with closing(connect(path, isolation_level=None)) as db:
        few = {leg: steps(db, await a_tick(world.gear, leg)) for leg in AT_EVERY_TICK}
        fill(path, 301, 3000)
        for leg in AT_EVERY_TICK:
            asked = await a_tick(world.gear, leg)
            assert asked, leg
            for sql, cost in steps(db, asked).items():
                assert cost <= few[leg][sql] + 10, f"{leg}: {few[leg][sql]} → {cost}: {sql}"
            assert read_whole(db, asked) == set()


class NoPages:
    """No page can be had."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(name)


async def test_no_post_needs_a_table_read_from_its_beginning_to_its_end(
    world: World, tmp_path: Path
) -> None:
    await world.say("/watch senkaku")
    await world.say("/watch lighthouse mode:digest")
    with statements() as asked:
        await a_busy_day(world)
    for kind in ("alert", "digest", "rollup", "update"):
        assert world.posts(kind), kind
    each = {sql: (sql, values) for sql, values in asked}
    with closing(connect(tmp_path / "line.db")) as db:
        assert read_whole(db, list(each.values())) == set()


async def a_busy_day(world: World) -> None:
    """An alert, its edit and its thread, a doubtful post, a digest, a roll-up, a shut channel."""
    world.item("Ships meet off the Senkaku Islands")
    world.item("Lighthouse repaired after the storm", "strait")
    await pass_by(world)
    world.item("Ships meet off the Senkaku Islands", "kanto", text="Twelve men were hurt.")
    await pass_by(world)
    world.chat.fail_next(SendUnknown("The line broke."), accepted=True)
    world.item("Ships meet off the Senkaku Islands again", text="The minister resigned.")
    await pass_by(world)
    await world.leap(hours=1, minutes=10)
    await world.say("/quiet now 30m")
    for title in ("Ferry stranded", "Radar repaired"):
        world.item(f"{title} near the Senkaku Islands", "delta")
    await pass_by(world)
    await pass_by(world)
    world.chat.fail_next(ChannelClosed("It is gone."))
    world.item("Whales counted near the Senkaku Islands", "lagoon")
    await pass_by(world)
    await world.leap(minutes=30)


async def test_publishing_asks_for_what_communities_made_of_topics_once(world: World) -> None:
    others = [MemoryChat(community=f"home{n}") for n in range(3)]
    gear = world.gear
    for n, chat in enumerate(others):
        chat.name = f"far{n}"
    world.gear = replace(gear, chats={**gear.chats, **{chat.name: chat for chat in others}})
    for chat in others:
        await chat.start(COMMANDS, Desk(world.gear))
        await chat.say("desk", "/watch senkaku")
    await world.say("/watch senkaku")
    await world.run()
    world.item("Ships meet off the Senkaku Islands")
    await LEGS["poll"](world.gear)
    await LEGS["read"](world.gear)
    world.move(minutes=20)
    await LEGS["poll"](world.gear)
    world.move(minutes=6)
    with statements() as asked:
        await LEGS["publish"](world.gear)
    assert sum(sql.startswith("INSERT INTO deliveries") for sql, _ in asked) == 1
    for_all = [sql for sql, _ in asked if "own_topics" in sql]
    assert len(for_all) == 2  # once for what items are about, once for the communities


async def test_an_alert_that_would_say_the_same_is_not_written_again(world: World) -> None:
    await world.say("/watch senkaku")
    await world.run()
    await world.say("/quiet now 2h")
    world.item("Ships meet off the Senkaku Islands")
    await pass_by(world)
    async with world.gear.store.begin() as tx:
        due = text("UPDATE stories SET publish_at = :now WHERE publish_at IS NOT NULL OR 1")
        await tx.conn.execute(due, {"now": world.now.isoformat(sep=" ")})
    with statements() as asked:
        assert await LEGS["publish"](world.gear)
    written = [
        sql for sql, _ in asked if re.match(r"(UPDATE|INSERT INTO|DELETE FROM) deliver", sql)
    ]
    assert written == []
    world.item("Ships meet off the Senkaku Islands", "kanto", text="Twelve men were hurt.")
    with statements() as asked:
        await pass_by(world)
    assert any(sql.startswith("UPDATE deliveries SET payload") for sql, _ in asked)
