"""Tables of the conversations: one row a merchant, one row a message.

Times are ISO 8601 text in UTC with microseconds ("2026-11-23T08:00:00.000000Z"): they sort as text on
every database.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

conversation = Table(
    "conversation",
    metadata,
    Column("id", String(128), primary_key=True),  # the merchant's id
    Column("channel", String(32), nullable=False),  # where the merchant wrote last
    Column("locale", String(16)),
    Column("language", String(8)),  # zh | en; null until the first message
    Column("language_is_asked", Boolean, nullable=False),  # the merchant asked for this language
    Column("state", String(16), nullable=False),  # bot | waiting | human | closed
    Column("state_reason", String(64)),
    Column("version", Integer, nullable=False),  # counts changes of state, for compare-and-set
    Column("created_at", String(32), nullable=False),
    Column("updated_at", String(32), nullable=False),
)

message = Table(
    "message",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", String(128), ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False),
    Column("seq", Integer, nullable=False),  # 1, 2, 3, ... in each conversation, without gaps
    Column("sender", String(16), nullable=False),  # merchant | bot | agent | system
    Column("channel_message_id", String(128)),  # the channel's own id; null for what we write
    Column("at", String(32), nullable=False),
    Column("text", Text),
    Column("buttons", JSON(none_as_null=True)),  # [{"id", "title", "payload"}]
    Column("image", String(256)),  # "files/<id>"
    Column("card", JSON(none_as_null=True)),
    Column("file", JSON(none_as_null=True)),  # {"name", "size"} and, on our side only, "path"
    Column("reply_to", Integer),  # seq of the merchant's message that this answers
    UniqueConstraint("conversation_id", "seq", name="message_seq_is_unique"),
    UniqueConstraint("conversation_id", "channel_message_id", name="message_comes_once"),
)
