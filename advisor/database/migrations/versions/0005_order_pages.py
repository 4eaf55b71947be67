"""The orders of a shop, a file or a page of the portal at a time."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "order_page",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("merchant_id", sa.String(128), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("cursor", sa.String(512)),
        sa.Column("currency", sa.String(8), nullable=False),
        sa.Column("orders", sa.LargeBinary, nullable=False),
    )
    op.create_index("order_page_by_merchant", "order_page", ["merchant_id", "id"])


def downgrade() -> None:
    op.drop_table("order_page")
