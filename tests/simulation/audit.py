"""The promises, checked while the bot works and once more at the end.

accepted       at every post: never twice, in order, one alert a story, no alert in quiet hours
after_step     at every leg that did something: alerts, threads, notices and budgets as planned
now_and_then   every half hour: no item that should alert is without a post or a reason
last           after a calm time: nothing waits any more, the books and the platforms agree
"""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.simulation.budget import over_budget
from tests.simulation.ledger import OPEN, UNSENT, Row
from tests.simulation.platforms import Platform, Post
from tests.simulation.scenario import Article, ChannelPlan
from tests.simulation.times import DAY, MINUTE, in_quiet, periods

if TYPE_CHECKING:
    from tests.simulation.world import World

PATIENCE = timedelta(minutes=50)  # from an item's first sight to a row that says what becomes of it
UP = 1500.0  # seconds that the bot must have been up and well for it
LIVE_AGAIN = timedelta(minutes=10)
AT_ONCE = (
    "URGENT",
    "CORRECTION",
    "URGENT · CORRECTION",
)  # posts in a thread that do not wait for their hour
MOST_UPDATES = 6


class Audit:
    """Watches one world."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self._articles = {a.guid: a for a in world.plan.articles}
        self._seen_delivery = 0
        self._seen_item = 0
        self._held: set[int] = set()  # alerts that were not to be sent at once
        self._rooms: dict[int, ChannelPlan] = {}  # by the id that the store gave
        self._ids: dict[str, int] = {}
        self._quiet: dict[int, str] = {}
        self._spans: list[tuple[datetime, datetime]] = []  # of the bot's clock, while it was up
        self._set_at: list[datetime] = []  # after the clock was set
        self._begun: datetime | None = None
        self._next_digest: datetime | None = None
        self._asked_at = world.clock()

    # ── the bot's time ──────────────────────────────────────────────────────────────────────

    def set_up(self) -> None:
        """Learn the ids of the channels; the bot is up."""
        known = self._world.ledger.channels()
        self._ids = {external: row["id"] for external, row in known.items()}
        rooms = self._world.plan.channels
        self._rooms = {self._ids[r.external_id]: r for r in rooms if r.external_id in self._ids}
        silent = {name for name, row in known.items() if row["quiet"] not in (None, "null")}
        self._quiet = {
            self._ids[r.external_id]: r.quiet for r in rooms if r.quiet and r.external_id in silent
        }
        self._begun = self._begun or self._world.clock()

    def clock_set(self, by: timedelta) -> None:
        """The clock was set: spans of time mean nothing that begin before both of its times."""
        now = self._world.clock()
        self._set_at.append(max(now, now - by))

    def next_digest(self) -> datetime | None:
        """Say when the next channel's digest is due, a moment later."""
        now = self._world.clock()
        if not (self._next_digest and self._asked_at <= now < self._next_digest):
            later = now + 2 * DAY
            found = [at for room in self._rooms.values() for _, at in periods(room, now, later)]
            self._next_digest, self._asked_at = min(found, default=None), now
        return self._next_digest

    # ── at every post ───────────────────────────────────────────────────────────────────────

    def accepted(self, platform: Platform, post: Post) -> None:
        """Judge a post the moment that the platform took it."""
        complain, ledger = self._world.complain, self._world.ledger
        if len(platform.by_nonce[post.channel, post.nonce]) > 1:
            complain(f"doubled: {platform.name} {post.channel} {post.payload.get('title')}")
        found = ledger.deliveries("nonce = ?", post.nonce)
        if not found:
            complain(f"unknown: a post with nonce {post.nonce} is in no book")
            return
        (row,) = found
        if row.kind == "alert" and row.story_id is not None:
            self._one_alert(platform, post, row)
        self._in_order(platform, post, row)
        self._not_in_quiet(post, row)

    def _one_alert(self, platform: Platform, post: Post, row: Row) -> None:
        where = "kind = 'alert' AND channel_id = ? AND story_id = ? AND id <> ?"
        others = self._world.ledger.deliveries(where, row.channel_id, row.story_id, row.id)
        for other in others:
            posts = platform.by_nonce.get((post.channel, other.nonce), ())
            if any(not p.deleted for p in posts):
                self._world.complain(f"alerts: story {row.story_id} has two in {post.channel}")

    def _in_order(self, platform: Platform, post: Post, row: Row) -> None:
        if row.kind == "update":
            return
        now = self._world.clock()
        where = (
            # "+" lets SQLite look among what is open, not among all that the channel ever got.
            "+channel_id = ? AND +id < ? AND kind NOT IN ('edit', 'update') AND hold IS NULL "
            f"AND state IN {OPEN}"
        )
        ledger = self._world.ledger
        # The roll-up of what got too old stands where the first of that stood.
        place = ledger.oldest_told(row.id) if row.key.startswith("late:") else row.id
        for other in ledger.deliveries(where, row.channel_id, place):
            waits = other.state == "pending" and other.attempt == 0 and other.due_at > now - MINUTE
            late = bool(platform.by_nonce.get((post.channel, other.nonce)))
            if not waits and not late:
                what = f"{row.id} {row.kind} before {other.id} {other.kind} {other.state}"
                self._world.complain(f"order: {post.channel}: {what}")

    def _not_in_quiet(self, post: Post, row: Row) -> None:
        said = self._quiet.get(row.channel_id)
        if said is None or row.kind != "alert" or row.urgent:
            return
        now = self._world.clock()
        room = self._rooms[row.channel_id]
        if in_quiet(said, room.timezone, now) and in_quiet(said, room.timezone, now - LIVE_AGAIN):
            self._world.complain(f"quiet: an alert came to {post.channel} in {said}")

    # ── at every step ───────────────────────────────────────────────────────────────────────

    def after_step(self) -> None:
        """Judge what was planned since the last step."""
        new = self._world.ledger.deliveries("id > ?", self._seen_delivery)
        if not new:
            return
        self._seen_delivery = new[-1].id
        self._held |= {row.id for row in new if row.hold}
        for row in new:
            if row.kind == "alert" and row.story_id is not None:
                self._planned_once(row)
            elif row.kind == "update":
                self._thread_pace(row)
            elif row.kind == "notice":
                self._told_once(row)
        for channel_id in {row.channel_id for row in new if row.kind == "alert"}:
            self._budget(channel_id)

    def _planned_once(self, row: Row) -> None:
        where = f"kind = 'alert' AND channel_id = ? AND story_id = ? AND state NOT IN {UNSENT}"
        alive = self._world.ledger.deliveries(where, row.channel_id, row.story_id)
        standing = [one for one in alive if not self._deleted(one)]
        if len(standing) > 1:
            self._world.complain(f"alerts: story {row.story_id} is planned twice: {row.key}")

    def _deleted(self, row: Row) -> bool:
        return any(p.deleted for p in self._posts_of(row))

    def _thread_pace(self, row: Row) -> None:
        where = f"kind = 'update' AND edits = ? AND state NOT IN {UNSENT}"
        mine = self._world.ledger.deliveries(where, row.edits)
        gap = mine[-1].created_at - mine[-2].created_at if len(mine) > 1 else timedelta(days=1)
        if len(mine) > MOST_UPDATES:
            self._world.complain(f"thread: {len(mine)} posts in the thread of {row.edits}")
        early = timedelta(0) <= gap < timedelta(hours=1) - MINUTE and row.label not in AT_ONCE
        if early and not self._was_set(mine[-2]):
            self._world.complain(f"thread: two posts of {row.edits} within {gap}")

    def _was_set(self, since: Row) -> bool:
        return any(at >= since.created_at for at in self._set_at)

    def _told_once(self, row: Row) -> None:
        sql = (
            "SELECT count(*) FROM deliveries WHERE kind = 'notice' AND channel_id = ? "
            "AND created_at > ? AND json_extract(payload, '$.title') = "
            "(SELECT json_extract(payload, '$.title') FROM deliveries WHERE id = ?) "
            "AND json_extract(payload, '$.text') = "
            "(SELECT json_extract(payload, '$.text') FROM deliveries WHERE id = ?)"
        )
        lately = row.created_at - timedelta(hours=3)
        # "Well again" ends one notice, and a second time the next: two faults may lie this near.
        begins = self._world.ledger.deliveries("key = ?", row.key.removesuffix(":over"))
        begun = max([lately, *(one.created_at - MINUTE for one in begins if one.key != row.key)])
        since = begun.strftime("%Y-%m-%d %H:%M:%S.%f")
        if self._world.ledger.one(sql, row.channel_id, since, row.id, row.id) > 1:
            self._world.complain(f"notice: the same one twice: {row.key}")

    def _budget(self, channel_id: int) -> None:
        sql = "SELECT count(*) FROM channels WHERE tokens IS NOT NULL"
        if not self._world.ledger.one(sql):
            return  # nothing has a budget yet
        since = (self._world.clock() - timedelta(hours=4)).strftime("%Y-%m-%d %H:%M:%S.%f")
        # What was held and is let go by itself, since nothing came beside it, is a roll-up of one.
        where = (
            "kind = 'alert' AND channel_id = ? AND hold IS NULL AND created_at > ? AND NOT EXISTS"
            " (SELECT 1 FROM decisions WHERE delivery_id = deliveries.id AND verdict = 'alone')"
        )
        found = self._world.ledger.deliveries(where, channel_id, since)
        rows = sorted((r for r in found if r.id not in self._held), key=lambda r: r.created_at)
        if any(at >= row.created_at for row in rows for at in self._set_at):
            return
        if problem := over_budget([(row.created_at, row.urgent) for row in rows]):
            self._world.complain(f"budget: channel {channel_id}: {problem}")

    # ── every half hour ─────────────────────────────────────────────────────────────────────

    def now_and_then(self) -> None:
        """Look for items that should have become an alert by now and did not."""
        world = self._world
        self._note_span()
        well = world.loop.now - max(world.born, world.refused_at) > UP
        if not (world.life.alive and well):
            return
        until = (world.clock() - PATIENCE).strftime("%Y-%m-%d %H:%M:%S.%f")
        sql = (
            "SELECT i.*, f.shared, f.url FROM items i JOIN feeds f ON f.id = i.feed_id "
            "WHERE i.id > ? AND i.first_seen < ? ORDER BY i.id"
        )
        for item in world.ledger.rows(sql, self._seen_item, until):
            self._seen_item = item["id"]
            self._accounted(item)

    def _note_span(self) -> None:
        """Remember that the bot was up and well for the last half hour of its clock."""
        world = self._world
        now = world.clock()
        quiet = now - timedelta(minutes=30)
        well = world.loop.now - max(world.born, world.refused_at) > 1900
        if world.life.alive and well and not any(at > quiet for at in self._set_at):
            self._spans.append((quiet, now))

    def _accounted(self, item: Any) -> None:
        guid = item["key"].removeprefix("id:")
        article = self._articles.get(guid.removeprefix("new-"))
        if guid.startswith("new-") and article and not self._is_new(item, article):
            self._world.complain(f"renamed: {guid} was stored again under its new id")
        if article is None or item["baseline"] or not article.topics:
            return
        told_in = self._world.ledger.told_in(item["id"])
        for watch in self._asking(item, article):
            told = watch["channel_id"] in told_in
            if told or self._world.ledger.why_not(watch, item["id"]):
                continue
            room = self._rooms[watch["channel_id"]].external_id
            self._world.complain(f"lost: {guid} {article.title} : no post in {room}, no reason")

    def _is_new(self, item: Any, article: Article) -> bool:
        old = f"id:{article.guid}"
        return old not in self._world.ledger.keys(item["url"])

    def _asking(self, item: Any, article: Article) -> list[Any]:
        """Give the watches whose people should hear of an item."""
        sql = (
            "SELECT w.* FROM watches w JOIN channels c ON c.id = w.channel_id "
            "WHERE w.label = ? AND w.removed_at IS NULL AND w.after_item < ? AND w.state = 'active'"
            " AND (? OR c.community_id IN (SELECT community_id FROM feed_access WHERE feed_id = ?))"
        )
        values = (item["id"], item["shared"], item["feed_id"])
        return [w for topic in article.topics for w in self._world.ledger.rows(sql, topic, *values)]

    # ── at the end ──────────────────────────────────────────────────────────────────────────

    def last(self) -> None:
        """Compare the books with what stands on the platforms."""
        world = self._world
        counts: dict[str, int] = defaultdict(int)
        for row in world.ledger.deliveries("1"):
            counts[f"{row.kind} {row.state}"] += 1
            if problem := self._closed(row):
                world.complain(f"{problem}: {row.key} {row.state} {row.reason}")
        for platform in world.platforms.values():
            for (channel, nonce), posts in platform.by_nonce.items():
                if len([p for p in posts if not p.deleted]) > 1:
                    world.complain(f"doubled: {len(posts)} posts of {nonce} in {channel}")
        self._digests()
        world.result.items = world.ledger.one("SELECT count(*) FROM items")
        world.result.counts = dict(sorted(counts.items()))

    def _posts_of(self, row: Row) -> list[Post]:
        room = self._rooms.get(row.channel_id)
        if room is None:
            return []
        platform = self._world.platforms[room.platform]
        return platform.by_nonce.get((room.external_id, row.nonce), [])

    def _closed(self, row: Row) -> str:
        """Say what is wrong with how a delivery ended, or nothing."""
        room = self._rooms.get(row.channel_id)
        posts = len(self._posts_of(row))
        if row.state in OPEN:
            return "" if row.hold and row.due_at > self._world.clock() else "stuck"
        if row.kind == "edit" or room is None:
            return ""
        platform = self._world.platforms[room.platform]
        if row.state == "sent":
            return "" if posts else "lost (called sent)"
        if posts and row.state != "unknown":
            return "posted, but not called sent"
        reasoned = {
            "failed": row.nonce in platform.refused,
            "unknown": row.nonce in platform.unsearchable,
            "merged": row.merged_into is not None,
            "expired": row.merged_into is not None or bool(row.reason),
            "suppressed": bool(row.reason),
        }
        return "" if reasoned.get(row.state) else "lost"

    def _digests(self) -> None:
        """See that every channel had the digest of every local time at which the bot was up."""
        world = self._world
        made = defaultdict(set)
        for run in world.ledger.rows("SELECT channel_id, local_period FROM digest_runs"):
            made[run["channel_id"]].add(run["local_period"])
        for channel_id, room in self._rooms.items():
            platform = world.platforms[room.platform]
            expected = periods(room, (self._begun or world.clock()) + MINUTE, world.clock())
            shut = any(w.kind == "closed" for w in room.windows) or bool(platform.outages)
            for n, (period, at) in enumerate(expected):
                newest = n == len(expected) - 1
                up = not shut and any(a <= at <= b for a, b in self._spans)
                if (newest or up) and period not in made[channel_id]:
                    world.complain(f"digest: {room.external_id} had none of {period}")
