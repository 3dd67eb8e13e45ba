"""How long a feed's document asks to be left alone, for when it comes again unchanged."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("feeds", sa.Column("ttl", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("feeds", "ttl")
