"""The tables about the bot itself: what it told, what it has seen, who leads, what changed."""

from sqlalchemy import JSON, Column, Integer, String, Table, Text

from bot.store.columns import Key, Moment, id_column, metadata, points_to

# Counters that grow with every change of what they stand for, so that others need not compare.
versions = Table(
    "versions",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("number", Key, nullable=False),
)

rests = Table(
    "rests",
    metadata,
    Column("platform", String(16), primary_key=True),
    Column("until", Moment, nullable=False),
)

notices = Table(
    "notices",
    metadata,
    id_column(),
    Column("key", Text, nullable=False, unique=True),
    Column("about", String(16), nullable=False),  # feed, gone, alarm, channel, busy
    Column("about_id", Key),
    points_to("communities.id", "community_id", null=True),
    Column("channel_id", Key),  # where it was told
    Column("opened_at", Moment, nullable=False),
    Column("told_at", Moment),
    Column("closed_at", Moment, index=True),
)

# "" where there is none: a workspace that is in no organisation, or an organisation as a whole.
installations = Table(
    "installations",
    metadata,
    Column("enterprise_id", String(64), primary_key=True),
    Column("team_id", String(64), primary_key=True),
    Column("token_encrypted", Text, nullable=False),
    Column("installed_at", Moment, nullable=False),
    Column("bot_user", String(64), nullable=False),
    Column("app", String(64), nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("name", String(200), nullable=False),
    Column("installed_by", String(128)),
)

# Workspaces that have the bot because their organisation does.
installed_teams = Table(
    "installed_teams",
    metadata,
    Column("team_id", String(64), primary_key=True),
    Column("enterprise_id", String(64), nullable=False),
    Column("name", String(200), nullable=False),
)

events_seen = Table(
    "events_seen",
    metadata,
    Column("id", String(128), primary_key=True),
    Column("at", Moment, nullable=False, index=True),
)

# Of no use while one process at a time works on a database (store.hold): nothing writes here.
leaders = Table(
    "leaders",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("holder", String(128), nullable=False),
    Column("until", Moment, nullable=False),
    Column("epoch", Integer, nullable=False),
)
