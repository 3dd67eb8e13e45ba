"""An index by which what waits to be posted is sorted out without reading each row."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

WAITING = ["state", "due_at", "hold", "kind", "attempt", "channel_id", "created_at"]


def upgrade() -> None:
    op.create_index("ix_deliveries_waiting", "deliveries", WAITING)
    op.drop_index(op.f("ix_deliveries_state_due_at"), "deliveries")


def downgrade() -> None:
    op.create_index(op.f("ix_deliveries_state_due_at"), "deliveries", ["state", "due_at"])
    op.drop_index("ix_deliveries_waiting", "deliveries")
