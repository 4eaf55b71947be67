"""Tables of the merchants: what is known of a shop, the orders it brought, the results it was given.

Times are ISO 8601 text in UTC with microseconds: they sort as text on every database.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Integer, LargeBinary, MetaData, String, Table

metadata = MetaData()

merchant_fact = Table(
    "merchant_fact",
    metadata,
    Column("merchant_id", String(128), primary_key=True),
    Column("field", String(64), primary_key=True),  # a question id
    Column("value", JSON),  # JSON null: asked, the merchant does not know
    Column("source", String(16), nullable=False),
    Column("at", String(32), nullable=False),
)

order_import = Table(
    "order_import",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("merchant_id", String(128), nullable=False),
    Column("at", String(32), nullable=False),
    Column("platform", String(32)),  # null: the file does not tell
    Column("summary", JSON, nullable=False),
    Index("order_import_by_merchant", "merchant_id", "id"),
)

order_page = Table(  # orders as they came, a file or a page of the portal at a time; no buyer, no order number
    "order_page",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("merchant_id", String(128), nullable=False),
    Column("at", String(32), nullable=False),
    Column("source", String(16), nullable=False),  # file | portal
    Column("cursor", String(512)),  # of the portal, where the next page begins
    Column("currency", String(8), nullable=False),
    Column("orders", LargeBinary, nullable=False),  # see order_pages
    Column("orders_count", Integer, nullable=False, server_default="0"),
    Column("findings", JSON(none_as_null=True)),  # [[code, rows, is_excluded], ...]
    Index("order_page_by_merchant", "merchant_id", "id"),
    sqlite_autoincrement=True,  # an id never comes again: it tells whether the orders changed
)

assessment = Table(
    "assessment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("merchant_id", String(128), nullable=False),
    Column("at", String(32), nullable=False),
    Column("kind", String(32), nullable=False),  # one of store.KINDS
    Column("body", JSON, nullable=False),
    Index("assessment_by_merchant", "merchant_id", "kind", "id"),
)
