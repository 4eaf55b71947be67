"""Fingerprints of records, so that a load compares them without their bodies; long texts; the count of all records."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

RECORDS = (
    "product", "factor", "question", "step", "interview", "term", "faq", "policy", "lpr", "settlement_rule", "season",
)  # fmt: skip
PRODUCT_TEXTS = {
    "term_min_months": 32, "term_max_months": 32, "yearly_rate_min": 32, "yearly_rate_max": 32, "daily_rate_min": 32,
    "daily_rate_max": 32, "fee_rate": 32, "days_to_funds": 32, "group": 64, "kind": 64, "rate_basis": 64,
    "collateral": 64, "confidence": 64, "status": 64,
}  # fmt: skip


def upgrade() -> None:
    for name in RECORDS:
        op.add_column(name, sa.Column("digest", sa.String(64), nullable=False, server_default=""))
    with op.batch_alter_table("product") as product:
        for name, length in PRODUCT_TEXTS.items():
            product.alter_column(name, type_=sa.Text, existing_type=sa.String(length))
    with op.batch_alter_table("figure_history") as history:
        history.alter_column("field", type_=sa.Text, existing_type=sa.String(64), existing_nullable=False)
    op.add_column("knowledge_version", sa.Column("records", sa.Integer, nullable=False, server_default="0"))
    op.execute(sa.text("UPDATE knowledge_version SET content_hash = ''"))  # load again, to have the fingerprints


def downgrade() -> None:
    with op.batch_alter_table("knowledge_version") as version:
        version.drop_column("records")
    for name in RECORDS:
        with op.batch_alter_table(name) as table:
            table.drop_column("digest")
