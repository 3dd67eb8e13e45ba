"""Which other outlet the page of an item names as where its article is."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("items", sa.Column("page_origin", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("items", "page_origin")
