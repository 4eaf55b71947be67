"""What is known of the merchants: facts, order imports, results."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "merchant_fact",
        sa.Column("merchant_id", sa.String(128), primary_key=True),
        sa.Column("field", sa.String(64), primary_key=True),
        sa.Column("value", sa.JSON),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_table(
        "order_import",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("merchant_id", sa.String(128), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("platform", sa.String(32)),
        sa.Column("summary", sa.JSON, nullable=False),
    )
    op.create_index("order_import_by_merchant", "order_import", ["merchant_id", "id"])
    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("merchant_id", sa.String(128), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
    )
    op.create_index("assessment_by_merchant", "assessment", ["merchant_id", "kind", "id"])


def downgrade() -> None:
    for name in ("assessment", "order_import", "merchant_fact"):
        op.drop_table(name)
