"""The tables, as SQLAlchemy Core sees them; migrations/ creates the same in the database.

Keys are 64-bit; times are aware UTC. ``community_id`` null means shared by all communities.
Every table that later rules need (private items, overlays, revisions, mutes, budgets) is here
from the start, so that no rule has to wait for a migration.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMING)

# SQLite gives row ids only to a column declared INTEGER PRIMARY KEY; its integers are 64-bit.
Key = BigInteger().with_variant(Integer, "sqlite")


class Moment(TypeDecorator[datetime]):
    """An aware UTC time. SQLite has no such type: there it is stored as naive UTC text."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware → what the database keeps; a naive time is a mistake of ours."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone was about to be stored: {value!r}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """What the database kept → aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _id() -> "Column[int]":
    return Column("id", Key, primary_key=True, autoincrement=True)


def _to(target: str, name: str | None = None, *, null: bool = False, **more: Any) -> "Column[int]":
    name = name or target.split(".")[0].rstrip("s") + "_id"
    return Column(name, Key, ForeignKey(target, ondelete="CASCADE"), nullable=null, **more)


# ── who is here ─────────────────────────────────────────────────────────────────────────────

communities = Table(
    "communities",
    metadata,
    _id(),
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
    _id(),
    _to("communities.id", "community_id"),
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
    Column("state", String(16), nullable=False, default="active"),
    Column("settings", JSON, nullable=False, default=dict),
    UniqueConstraint("community_id", "external_id"),
)

# ── feeds and items ─────────────────────────────────────────────────────────────────────────

feeds = Table(
    "feeds",
    metadata,
    _id(),
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
    Column("last_ok_at", Moment),
    Column("last_new_at", Moment),
    Column("error", Text),
    Column("failing_since", Moment),
    Column("failures", Integer, nullable=False, default=0),
    Column("lease_until", Moment),
    Column("lease_no", Integer, nullable=False, default=0),
    Column("state", String(16), nullable=False, default="active"),  # active, stopped
    Index(None, "state", "next_due_at"),
)

feed_access = Table(
    "feed_access",
    metadata,
    _to("feeds.id", primary_key=True),
    _to("communities.id", "community_id", primary_key=True),
    Column("name", String(300)),
    Column("tags", JSON, nullable=False, default=list),
    Column("added_by", String(128)),
    Column("added_at", Moment, nullable=False),
)

items = Table(
    "items",
    metadata,
    _id(),
    _to("feeds.id"),
    Column("key", Text, nullable=False),
    Column("link", Text),
    Column("canonical", Text),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("page_text", Text),
    Column("language", String(35)),
    Column("author", Text),
    Column("published", Moment),
    Column("first_seen", Moment, nullable=False),
    Column("baseline", Boolean, nullable=False, default=False),
    Column("late", Boolean, nullable=False, default=False),
    Column("revision", Integer, nullable=False, default=0),
    Column("content_hash", String(64), nullable=False),
    Index(None, "first_seen"),
    Index(None, "feed_id", "content_hash"),
    Index(None, "canonical"),
    sqlite_autoincrement=True,
)

item_keys = Table(
    "item_keys",
    metadata,
    _to("feeds.id", primary_key=True),
    Column("key", Text, primary_key=True),
    Column("item_id", Key),  # no foreign key: keys outlive their items
    Column("content_hash", String(64), nullable=False),
    Column("last_listed_at", Moment, nullable=False),
)

revisions = Table(
    "revisions",
    metadata,
    _to("items.id", primary_key=True),
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
    _to("communities.id", "community_id", primary_key=True),
    Column("topic", String(100), primary_key=True),
    Column("enabled", Boolean, nullable=False, default=True),
    Column("body", JSON),
)

packs_on = Table(
    "packs_on",
    metadata,
    _to("channels.id", primary_key=True),
    Column("pack", String(100), primary_key=True),
    Column("removed_watches", JSON, nullable=False, default=list),
)

queries = Table(
    "queries",
    metadata,
    _id(),
    _to("communities.id", "community_id", null=True),  # only where own topics differ
    Column("normal_form", Text, nullable=False),
    UniqueConstraint("community_id", "normal_form"),
    Index("ix_queries_normal_form", "normal_form"),
)

watches = Table(
    "watches",
    metadata,
    _id(),
    _to("channels.id"),
    _to("queries.id", "query_id", null=True),
    _to("feeds.id", null=True),
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
    Index(None, "channel_id", "removed_at"),
    sqlite_autoincrement=True,
)

matches = Table(
    "matches",
    metadata,
    _to("items.id", primary_key=True),
    _to("queries.id", "query_id", primary_key=True),
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
    _id(),
    _to("communities.id", "community_id", null=True),
    Column("title", Text, nullable=False),
    Column("first_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("settled_from", Moment),
    Column("publish_at", Moment),
    Column("merged_into", Key),
    Column("lease_until", Moment),
    Column("lease_no", Integer, nullable=False, default=0),
    Index(None, "publish_at"),
    Index(None, "last_at"),
    sqlite_autoincrement=True,
)

story_items = Table(
    "story_items",
    metadata,
    _to("stories.id", "story_id", primary_key=True),
    _to("items.id", primary_key=True),
    _to("communities.id", "community_id", null=True),
    Column("role", String(16), nullable=False),  # opener, same-address, same-title, near-title
    Column("score", Float),
    Column("novelty", String(16)),
    Index("ix_story_items_item_id", "item_id"),
)

story_posts = Table(
    "story_posts",
    metadata,
    _to("stories.id", "story_id", primary_key=True),
    _to("channels.id", primary_key=True),
    _to("deliveries.id", "alert_id", null=True),
    Column("urgent_at", Moment),
    Column("edited_at", Moment),
    Column("thread_posts", Integer, nullable=False, default=0),
    Column("threaded_at", Moment),
)

mutes = Table(
    "mutes",
    metadata,
    _id(),
    _to("channels.id"),
    _to("stories.id", "story_id", null=True),
    Column("publisher", String(100)),
    Column("by", String(128), nullable=False),
    Column("at", Moment, nullable=False),
    Column("until", Moment),
    Index(None, "channel_id"),
)

# ── posts ───────────────────────────────────────────────────────────────────────────────────

deliveries = Table(
    "deliveries",
    metadata,
    _id(),
    _to("channels.id"),
    Column("kind", String(16), nullable=False),
    Column("key", Text, nullable=False, unique=True),
    Column("state", String(16), nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("nonce", String(32), nullable=False, unique=True),
    _to("stories.id", "story_id", null=True),
    _to("items.id", null=True),
    Column("edits", Key),
    Column("attempt", Integer, nullable=False, default=0),
    Column("first_try_at", Moment),
    Column("quiet_until", Moment),
    Column("lease_until", Moment),
    Column("lease_no", Integer, nullable=False, default=0),
    Column("reason", Text),
    Column("created_at", Moment, nullable=False),
    Index(None, "state", "due_at"),
    Index(None, "channel_id", "created_at"),
    sqlite_autoincrement=True,
)

delivery_stories = Table(
    "delivery_stories",
    metadata,
    _to("deliveries.id", "delivery_id", primary_key=True),
    _to("stories.id", "story_id", primary_key=True),
)

messages = Table(
    "messages",
    metadata,
    _to("deliveries.id", "delivery_id", primary_key=True),
    Column("part", Integer, primary_key=True, default=0),
    Column("external_id", String(128), nullable=False),
    Column("thread_id", String(128)),
    Column("sent_at", Moment, nullable=False),
    Column("deleted_at", Moment),
    Index(None, "external_id"),
)

digest_runs = Table(
    "digest_runs",
    metadata,
    _to("channels.id", primary_key=True),
    Column("local_period", String(40), primary_key=True),
    Column("at", Moment, nullable=False),
    _to("deliveries.id", "delivery_id", null=True),
)

# ── what was decided, said and undone ───────────────────────────────────────────────────────

decisions = Table(
    "decisions",
    metadata,
    _id(),
    _to("items.id"),
    Column("revision", Integer, nullable=False, default=0),
    Column("watch_id", Key),
    Column("story_id", Key),
    Column("delivery_id", Key),
    Column("stage", String(16), nullable=False),
    Column("verdict", String(32), nullable=False),
    Column("trail", JSON, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "item_id"),
    Index(None, "delivery_id"),
)

votes = Table(
    "votes",
    metadata,
    _to("deliveries.id", "delivery_id", primary_key=True),
    Column("user_id", String(128), primary_key=True),
    Column("value", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)

notices = Table(
    "notices",
    metadata,
    _id(),
    Column("key", Text, nullable=False, unique=True),
    _to("communities.id", "community_id", null=True),
    Column("opened_at", Moment, nullable=False),
    Column("told_at", Moment),
    Column("closed_at", Moment),
)

changes = Table(
    "changes",
    metadata,
    _id(),
    _to("communities.id", "community_id"),
    Column("actor", String(128), nullable=False),
    Column("command", Text, nullable=False),
    Column("inverse", JSON, nullable=False),
    Column("at", Moment, nullable=False),
    Column("undone_at", Moment),
)

installations = Table(
    "installations",
    metadata,
    Column("enterprise_id", String(64), primary_key=True),
    Column("team_id", String(64), primary_key=True),
    Column("token_encrypted", Text, nullable=False),
    Column("installed_at", Moment, nullable=False),
)

events_seen = Table(
    "events_seen",
    metadata,
    Column("id", String(128), primary_key=True),
    Column("at", Moment, nullable=False),
)

leaders = Table(
    "leaders",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("holder", String(128), nullable=False),
    Column("until", Moment, nullable=False),
    Column("epoch", Integer, nullable=False),
)
