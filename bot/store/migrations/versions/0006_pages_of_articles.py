"""What came of reading the page of an item's article, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("items", sa.Column("page_state", sa.String(length=16), nullable=True))
    op.add_column("items", sa.Column("page_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("items", "page_at")
    op.drop_column("items", "page_state")
