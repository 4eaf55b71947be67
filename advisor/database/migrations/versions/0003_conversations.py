"""Conversations and their messages (the outbox)."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(128), primary_key=True),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("locale", sa.String(16)),
        sa.Column("language", sa.String(8)),
        sa.Column("language_is_asked", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("state_reason", sa.String(64)),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("updated_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "conversation_id",
            sa.String(128),
            sa.ForeignKey("conversation.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("sender", sa.String(16), nullable=False),
        sa.Column("channel_message_id", sa.String(128)),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("buttons", sa.JSON),
        sa.Column("image", sa.String(256)),
        sa.Column("card", sa.JSON),
        sa.Column("file", sa.JSON),
        sa.Column("reply_to", sa.Integer),
        sa.UniqueConstraint("conversation_id", "seq", name="message_seq_is_unique"),
        sa.UniqueConstraint("conversation_id", "channel_message_id", name="message_comes_once"),
    )


def downgrade() -> None:
    op.drop_table("message")
    op.drop_table("conversation")
