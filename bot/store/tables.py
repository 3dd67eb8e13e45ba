"""The tables, as SQLAlchemy Core sees them; migrations/ creates the same in the database.

``community_id`` null means shared by all communities. Tables that later rules need (overlays,
budgets …) are here from the start. A column that points to what is dropped day by day (items,
stories, posts, watches) has an index: without it, dropping old items would read the whole table
for every item. Some that point to a community or channel have none: those go seldom, one at a
time, with all that was theirs, and no query asks by them.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

import bot.store.bookkeeping  # noqa: F401 - its tables belong to the same metadata
from bot.store.columns import Key, Moment, id_column, metadata, points_to

# ── who is here ─────────────────────────────────────────────────────────────────────────────

communities = Table(
    "communities",
    metadata,
    id_column(),
    Column("platform", String(16), nullable=False),
    Column("external_id", String(128), nullable=False),
    Column("name", String(200), nullable=False),
    Column("locale", String(35)),
    Column("timezone", String(64)),
    Column("notice_channel_id", Key),
    Column("settings", JSON, nullable=False, default=dict),
    Column("left_at", Moment),
    UniqueConstraint("platform", "external_id"),
)

channels = Table(
    "channels",
    metadata,
    id_column(),
    points_to("communities.id", "community_id"),
    Column("external_id", String(128), nullable=False),
    Column("name", String(200), nullable=False),
    Column("timezone", String(64)),
    Column("digest_times", JSON, nullable=False),
    Column("digest_days", JSON, nullable=False),
    Column("digest_on", Boolean, nullable=False, default=True),
    Column("digest_since", Moment),
    Column("quiet", JSON),  # {"from": "22:00", "to": "07:00", "days": [...]}
    Column("paused_until", Moment),
    Column("tokens", Float),  # the budget's bucket
    Column("tokens_at", Moment),
    Column("trouble", Text),
    Column("trouble_at", Moment),
    Column("probe_at", Moment),
    Column("state", String(16), nullable=False, default="active"),
    Column("settings", JSON, nullable=False, default=dict),
    UniqueConstraint("community_id", "external_id"),
)

# ── feeds and items ─────────────────────────────────────────────────────────────────────────

feeds = Table(
    "feeds",
    metadata,
    id_column(),
    Column("url", Text, nullable=False, unique=True),
    Column("name", String(300), nullable=False),
    Column("publisher", String(100)),
    Column("language", String(35)),
    Column("country", String(2)),
    Column("tags", JSON, nullable=False, default=list),
    Column("shared", Boolean, nullable=False, default=False),
    Column("etag", Text),
    Column("modified", Text),
    Column("body_hash", String(128)),
    Column("baseline_at", Moment),
    Column("next_due_at", Moment, nullable=False),
    Column("interval", Integer, nullable=False),
    Column("fixed_interval", Integer),
    Column("ttl", Integer),
    Column("last_ok_at", Moment),
    Column("last_new_at", Moment),
    Column("moved_at", Moment),
    Column("error", Text),
    Column("failing_since", Moment),
    Column("failures", Integer, nullable=False, default=0),
    Column("tried_at", Moment),
    Column("asked_until", Moment),
    Column("lease_until", Moment),
    Column("lease_no", Integer, nullable=False, default=0),
    Column("state", String(16), nullable=False, default="active"),  # active, stopped
    Index(None, "state", "next_due_at"),
)

feed_access = Table(
    "feed_access",
    metadata,
    points_to("feeds.id", primary_key=True),
    points_to("communities.id", "community_id", primary_key=True),
    Column("name", String(300)),
    Column("tags", JSON, nullable=False, default=list),
    Column("added_by", String(128)),
    Column("added_at", Moment, nullable=False),
)

items = Table(
    "items",
    metadata,
    id_column(),
    points_to("feeds.id"),
    Column("key", Text, nullable=False),
    Column("link", Text),
    Column("canonical", Text, index=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("page_text", Text),
    Column("page_state", String(16)),  # whole, partial, shorter, other, failed, refused, off
    Column("page_origin", Text),  # family of another outlet
    Column("page_at", Moment),
    Column("language", String(35)),
    Column("author", Text),
    Column("published", Moment),
    Column("first_seen", Moment, nullable=False, index=True),
    Column("baseline", Boolean, nullable=False, default=False),
    Column("late", Boolean, nullable=False, default=False),
    Column("revision", Integer, nullable=False, default=0),
    Column("content_hash", String(64), nullable=False),
    Index(None, "feed_id", "content_hash"),
    sqlite_autoincrement=True,
)

item_keys = Table(
    "item_keys",
    metadata,
    points_to("feeds.id", primary_key=True),
    Column("key", Text, primary_key=True),
    Column("item_id", Key),  # no foreign key: keys outlive their items
    Column("content_hash", String(64), nullable=False),
    Column("last_listed_at", Moment, nullable=False),
)

revisions = Table(
    "revisions",
    metadata,
    points_to("items.id", primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("content_hash", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("seen_at", Moment, nullable=False),
)

# ── what is watched ─────────────────────────────────────────────────────────────────────────

own_topics = Table(
    "own_topics",
    metadata,
    points_to("communities.id", "community_id", primary_key=True),
    Column("topic", String(100), primary_key=True),
    Column("enabled", Boolean, nullable=False, default=True),
    Column("body", JSON),
)

packs_on = Table(
    "packs_on",
    metadata,
    points_to("channels.id", primary_key=True),
    Column("pack", String(100), primary_key=True),
    Column("removed_watches", JSON, nullable=False, default=list),
)

queries = Table(
    "queries",
    metadata,
    id_column(),
    points_to("communities.id", "community_id", null=True),  # only where own topics differ
    Column("normal_form", Text, nullable=False),
    UniqueConstraint("community_id", "normal_form"),
    Index(
        "uq_queries_shared",  # since nulls differ from each other in a unique constraint
        "normal_form",
        unique=True,
        sqlite_where=text("community_id IS NULL"),
        postgresql_where=text("community_id IS NULL"),
    ),
)

watches = Table(
    "watches",
    metadata,
    id_column(),
    points_to("channels.id"),
    points_to("queries.id", "query_id", null=True, index=True),
    points_to("feeds.id", null=True, index=True),
    Column("label", String(300), nullable=False),
    Column("pack", String(100)),
    Column("mode", String(16), nullable=False),
    Column("mention", String(128)),
    Column("mention_when", String(16), nullable=False, default="always"),
    Column("urgent", String(16), nullable=False, default="no"),
    Column("min_publishers", Integer, nullable=False, default=1),
    Column("languages", JSON, nullable=False, default=list),
    Column("post", String(16), nullable=False, default="message"),
    Column("state", String(16), nullable=False, default="active"),
    Column("created_at", Moment, nullable=False),
    Column("after_item", Key, nullable=False, default=0),
    Column("removed_at", Moment),
    Column("added_by", String(128)),
    Column("digest_times", JSON),  # its own, in place of the channel's
    Column("digest_days", JSON),
    Column("digest_since", Moment),
    *(Column(name, Moment) for name in ("paused_at", "resumed_at")),  # by hand, the last time
    Index(None, "channel_id", "removed_at"),
    sqlite_autoincrement=True,
)

matches = Table(
    "matches",
    metadata,
    points_to("items.id", primary_key=True),
    points_to("queries.id", "query_id", primary_key=True),
    Column("revision", Integer, primary_key=True, default=0),
    Column("score", Float, nullable=False),
    Column("salience", String(16), nullable=False),
    Column("evidence", JSON, nullable=False),
    Index(None, "query_id", "item_id"),
)

# ── stories ─────────────────────────────────────────────────────────────────────────────────

stories = Table(
    "stories",
    metadata,
    id_column(),
    points_to("communities.id", "community_id", null=True),
    Column("title", Text, nullable=False),
    Column("first_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False, index=True),
    Column("settled_from", Moment),
    Column("publish_at", Moment, index=True),
    Column("merged_into", Key),
    Column("lease_until", Moment),
    Column("lease_no", Integer, nullable=False, default=0),
    sqlite_autoincrement=True,
)

story_items = Table(
    "story_items",
    metadata,
    points_to("stories.id", "story_id", primary_key=True),
    points_to("items.id", primary_key=True, index=True),
    points_to("communities.id", "community_id", null=True),
    Column("role", String(16), nullable=False),  # opener, same-address, same-title, same-event
    Column("score", Float),
    Column("novelty", String(16)),
)

story_posts = Table(
    "story_posts",
    metadata,
    points_to("stories.id", "story_id", primary_key=True),
    points_to("channels.id", primary_key=True),
    points_to("deliveries.id", "alert_id", null=True, index=True),
    Column("urgent_at", Moment),
    Column("edited_at", Moment),
    Column("thread_posts", Integer, nullable=False, default=0),
    Column("threaded_at", Moment),
    Column("told_item", Key),  # items up to this one are told in the channel
    Column("joined", JSON),  # of stories that are one with it now: {"told": items, "alerts": ids}
)

mutes = Table(
    "mutes",
    metadata,
    id_column(),
    points_to("channels.id", index=True),
    points_to("stories.id", "story_id", null=True, index=True),
    Column("publisher", String(100)),
    Column("by", String(128), nullable=False),
    Column("at", Moment, nullable=False),
    Column("until", Moment),
)

# ── posts ───────────────────────────────────────────────────────────────────────────────────

# What waits is sorted out by these, so that its rows, with long payloads, are not read in vain.
_SORTED_OUT_BY = ("state", "due_at", "hold", "kind", "attempt", "channel_id", "created_at")
deliveries = Table(
    "deliveries",
    metadata,
    id_column(),
    points_to("channels.id"),
    Column("kind", String(16), nullable=False),
    Column("key", Text, nullable=False, unique=True),
    Column("state", String(16), nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("nonce", String(32), nullable=False, unique=True),
    points_to("stories.id", "story_id", null=True, index=True),
    points_to("items.id", null=True, index=True),
    Column("edits", Key, index=True),
    Column("hold", String(16)),
    Column("merged_into", Key, index=True),
    Column("attempt", Integer, nullable=False, default=0),
    Column("first_try_at", Moment),
    Column("quiet_until", Moment),
    Column("lease_until", Moment),
    Column("lease_no", Integer, nullable=False, default=0),
    Column("reason", Text),
    Column("created_at", Moment, nullable=False),
    Index("ix_deliveries_waiting", *_SORTED_OUT_BY),
    Index(None, "channel_id", "created_at"),
    sqlite_autoincrement=True,
)

delivery_stories = Table(
    "delivery_stories",
    metadata,
    points_to("deliveries.id", "delivery_id", primary_key=True),
    points_to("stories.id", "story_id", primary_key=True, index=True),
)

delivery_lines = Table(
    "delivery_lines",
    metadata,
    points_to("deliveries.id", "delivery_id", primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("heading", String(300), nullable=False),
    Column("story_id", Key, index=True),
    Column("item_id", Key),
    Column("line", JSON, nullable=False),
)

messages = Table(
    "messages",
    metadata,
    points_to("deliveries.id", "delivery_id", primary_key=True),
    Column("part", Integer, primary_key=True, default=0),
    Column("external_id", String(128), nullable=False, index=True),
    Column("thread_id", String(128)),
    Column("sent_at", Moment, nullable=False),
    Column("deleted_at", Moment),
)

digest_runs = Table(
    "digest_runs",
    metadata,
    points_to("channels.id", primary_key=True),
    Column("local_period", String(40), primary_key=True),
    Column("at", Moment, nullable=False),
    points_to("deliveries.id", "delivery_id", null=True, index=True),
)

# ── what was decided, said and undone ───────────────────────────────────────────────────────

decisions = Table(
    "decisions",
    metadata,
    id_column(),
    points_to("items.id", index=True),
    Column("revision", Integer, nullable=False, default=0),
    Column("watch_id", Key),
    Column("story_id", Key),
    Column("delivery_id", Key, index=True),
    Column("stage", String(16), nullable=False),
    Column("verdict", String(32), nullable=False),
    Column("trail", JSON, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "watch_id", "at"),
)

votes = Table(
    "votes",
    metadata,
    points_to("deliveries.id", "delivery_id", primary_key=True),
    Column("user_id", String(128), primary_key=True),
    Column("value", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)

changes = Table(
    "changes",
    metadata,
    id_column(),
    points_to("communities.id", "community_id"),
    Column("actor", String(128), nullable=False),
    Column("command", Text, nullable=False),
    Column("inverse", JSON, nullable=False),
    Column("at", Moment, nullable=False),
    Column("undone_at", Moment),
)
