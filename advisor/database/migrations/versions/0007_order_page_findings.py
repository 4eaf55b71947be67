"""What was odd on a page of orders and how many orders it has; on SQLite, ids of pages that never come again."""

import io
import zlib
from typing import Literal

import numpy as np
import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    recreate: Literal["always", "never"] = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("order_page", recreate=recreate, table_kwargs={"sqlite_autoincrement": True}) as page:
        page.add_column(sa.Column("orders_count", sa.Integer, nullable=False, server_default="0"))
        page.add_column(sa.Column("findings", sa.JSON))
    columns = (sa.column("id"), sa.column("orders_count"), sa.column("orders", sa.LargeBinary))
    pages = sa.table("order_page", *columns)
    for page_id, orders in op.get_bind().execute(sa.select(pages.c.id, pages.c.orders)).all():
        counted = sa.update(pages).where(pages.c.id == page_id).values(orders_count=_count(orders))
        op.get_bind().execute(counted)


def downgrade() -> None:
    with op.batch_alter_table("order_page") as page:
        page.drop_column("findings")
        page.drop_column("orders_count")


def _count(page: bytes) -> int:
    with np.load(io.BytesIO(zlib.decompress(page)), allow_pickle=False) as content:
        return len(content[content.files[0]]) if content.files else 0
