"""Posts that wait for a roll-up, what each would say in a line, and channels in trouble."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("channels", sa.Column("trouble", sa.Text(), nullable=True))
    for name in ("trouble_at", "probe_at"):
        op.add_column("channels", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column("story_posts", sa.Column("told_item", KEY, nullable=True))
    op.add_column("deliveries", sa.Column("hold", sa.String(length=16), nullable=True))
    op.add_column("deliveries", sa.Column("merged_into", KEY, nullable=True))
    op.create_index(op.f("ix_deliveries_merged_into"), "deliveries", ["merged_into"])
    op.create_table(
        "delivery_lines",
        sa.Column("delivery_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=300), nullable=False),
        sa.Column("story_id", KEY, nullable=True),
        sa.Column("item_id", KEY, nullable=True),
        sa.Column("line", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"],
            ["deliveries.id"],
            name=op.f("fk_delivery_lines_delivery_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("delivery_id", "position", name=op.f("pk_delivery_lines")),
    )
    op.create_index(op.f("ix_delivery_lines_story_id"), "delivery_lines", ["story_id"])


def downgrade() -> None:
    op.drop_table("delivery_lines")
    op.drop_index(op.f("ix_deliveries_merged_into"), "deliveries")
    for table, names in (
        ("deliveries", ("merged_into", "hold")),
        ("story_posts", ("told_item",)),
        ("channels", ("probe_at", "trouble_at", "trouble")),
    ):
        for name in names:
            op.drop_column(table, name)
