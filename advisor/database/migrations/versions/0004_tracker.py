"""What Rasa knows of a dialogue: its events and one snapshot a conversation."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tracker_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("conversation_id", sa.String(128), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("at", sa.Float(53), nullable=False),
        sa.Column("type", sa.String(64), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.UniqueConstraint("conversation_id", "seq", name="tracker_event_seq_is_unique"),
    )
    op.create_table(
        "tracker_snapshot",
        sa.Column("conversation_id", sa.String(128), primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("slots", sa.JSON, nullable=False),
        sa.Column("active_loop", sa.String(128)),
        sa.Column("loop_was_rejected", sa.Boolean, nullable=False),
        sa.Column("paused", sa.Boolean, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("tracker_snapshot")
    op.drop_table("tracker_event")
