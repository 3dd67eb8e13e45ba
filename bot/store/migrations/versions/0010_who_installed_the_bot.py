"""What is kept of an installation beside its token, and the workspaces of organisations."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.drop_table("installations")  # nothing was ever written there
    _installations(
        sa.Column("bot_user", sa.String(length=64), nullable=False),
        sa.Column("app", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("installed_by", sa.String(length=128), nullable=True),
    )
    op.create_table(
        "installed_teams",
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("enterprise_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_installed_teams")),
    )
    op.create_index(op.f("ix_events_seen_at"), "events_seen", ["at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_events_seen_at"), "events_seen")
    op.drop_table("installed_teams")
    op.drop_table("installations")
    _installations()


def _installations(*more: "sa.Column[object]") -> None:
    op.create_table(
        "installations",
        sa.Column("enterprise_id", sa.String(length=64), nullable=False),
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("token_encrypted", sa.Text(), nullable=False),
        sa.Column("installed_at", MOMENT, nullable=False),
        *more,
        sa.PrimaryKeyConstraint("enterprise_id", "team_id", name=op.f("pk_installations")),
    )
