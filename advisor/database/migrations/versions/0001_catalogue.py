"""The knowledge of the catalogue, its history of figures and its version."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

PLAIN = ("factor", "question", "step", "interview", "term", "faq", "policy", "lpr", "settlement_rule")
DECIMALS = (
    "term_min_months", "term_max_months", "yearly_rate_min", "yearly_rate_max", "daily_rate_min", "daily_rate_max",
    "fee_rate", "days_to_funds",
)  # fmt: skip
WORDS = ("group", "kind", "rate_basis", "collateral", "confidence", "status")


def key() -> tuple[sa.Column, ...]:
    return (
        sa.Column("id", sa.String(128), primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
    )


def upgrade() -> None:
    op.create_table(
        "product",
        *key(),
        sa.Column("amount_min_fen", sa.BigInteger),
        sa.Column("amount_max_fen", sa.BigInteger),
        *(sa.Column(name, sa.String(32)) for name in DECIMALS),
        *(sa.Column(name, sa.String(64)) for name in WORDS),
    )
    for name in PLAIN:
        op.create_table(name, *key())
    op.create_table(
        "figure_history",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("record", sa.String(128), nullable=False, index=True),
        sa.Column("field", sa.String(64), nullable=False),
        sa.Column("old", sa.Text),
        sa.Column("new", sa.Text),
        sa.Column("changed_at", sa.String(32), nullable=False),
        sa.Column("changed_by", sa.String(128), nullable=False),
    )
    version = op.create_table(
        "knowledge_version",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("loaded_at", sa.String(32)),
        sa.Column("loaded_by", sa.String(128)),
    )
    op.bulk_insert(version, [{"id": 1, "content_hash": ""}])


def downgrade() -> None:
    for name in ("knowledge_version", "figure_history", *PLAIN, "product"):
        op.drop_table(name)
