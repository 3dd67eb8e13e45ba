"""Notices that know what they are about, digests of one watch, and when a feed was last tried."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
ADDED = (
    ("feeds", "tried_at", MOMENT),
    ("feeds", "asked_until", MOMENT),
    ("watches", "added_by", sa.String(length=128)),
    ("watches", "digest_times", sa.JSON()),
    ("watches", "digest_days", sa.JSON()),
    ("watches", "digest_since", MOMENT),
)


def upgrade() -> None:
    for table, name, kind in ADDED:
        op.add_column(table, sa.Column(name, kind, nullable=True))
    op.create_index(op.f("ix_decisions_watch_id_at"), "decisions", ["watch_id", "at"])
    op.drop_table("notices")  # nothing was ever written there
    _notices(
        sa.Column("about", sa.String(length=16), nullable=False),
        sa.Column("about_id", KEY, nullable=True),
        sa.Column("channel_id", KEY, nullable=True),
    )
    op.create_index(op.f("ix_notices_closed_at"), "notices", ["closed_at"])


def downgrade() -> None:
    op.drop_table("notices")
    _notices()
    op.drop_index(op.f("ix_decisions_watch_id_at"), "decisions")
    for table, name, _ in reversed(ADDED):
        op.drop_column(table, name)


def _notices(*more: "sa.Column[object]") -> None:
    op.create_table(
        "notices",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("community_id", KEY, nullable=True),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        *more,
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_notices_community_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("key", name=op.f("uq_notices_key")),
    )
