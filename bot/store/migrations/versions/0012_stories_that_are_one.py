"""What another story's post told that is one with this now; when a watch was paused last."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("story_posts", sa.Column("joined", sa.JSON(), nullable=True))
    op.add_column("watches", sa.Column("paused_at", MOMENT, nullable=True))
    op.add_column("watches", sa.Column("resumed_at", MOMENT, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("watches") as table:
        table.drop_column("resumed_at")
        table.drop_column("paused_at")
    with op.batch_alter_table("story_posts") as table:
        table.drop_column("joined")
