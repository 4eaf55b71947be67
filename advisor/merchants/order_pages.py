"""The orders of one shop in the database: columns as they came, a file or a page of the portal at a time.

A page is numpy's own npz of the columns that are known, compressed; never pickle. It holds times, money and a hash that
tells one order from another: no buyer, no address, no order number.
"""

from __future__ import annotations

import io
import zlib
from datetime import datetime

import numpy as np
from sqlalchemy import delete, func, insert, select
from sqlalchemy.engine import Engine

from advisor.merchants.schema import order_page
from advisor.merchants.times import as_text
from advisor.trade.orders import Orders

FAST = 1  # of zlib's levels: the columns are mostly alike, more effort hardly makes them smaller


class OrderPages:
    """Orders of merchants. A shop's orders come from one source at a time: another one replaces them."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def keep(self, merchant_id: str, source: str, orders: Orders, at: datetime, cursor: str | None = None) -> None:
        """Add a page. Pages of another source, or in another currency, are dropped first.

        Args:
            source: file or portal.
            cursor: where the portal's next page begins.

        Raises:
            ValueError: a time without a zone.
        """
        kept_at = as_text(at)
        mine = order_page.c.merchant_id == merchant_id
        is_other = (order_page.c.source != source) | (order_page.c.currency != orders.currency)
        of_what = {"source": source, "cursor": cursor, "currency": orders.currency}
        row = {"merchant_id": merchant_id, "at": kept_at, **of_what, "orders": _packed(orders)}
        with self.engine.begin() as connection:
            connection.execute(delete(order_page).where(mine & is_other))
            connection.execute(insert(order_page).values(**row))

    def orders(self, merchant_id: str) -> Orders | None:
        """All orders, each once, as it came last; None where there are none."""
        wanted = select(order_page.c.orders, order_page.c.currency).where(order_page.c.merchant_id == merchant_id)
        with self.engine.connect() as connection:
            pages = [_unpacked(*row) for row in connection.execute(wanted.order_by(order_page.c.id))]
        return Orders.together(pages) if pages else None

    def state(self, merchant_id: str) -> tuple[int, int]:
        """How many pages there are and the newest one's id: changes whenever the orders do. (0, 0): none."""
        counted = select(func.count(), func.max(order_page.c.id)).where(order_page.c.merchant_id == merchant_id)
        with self.engine.connect() as connection:
            count, newest = connection.execute(counted).one()
        return count, newest or 0

    def cursor(self, merchant_id: str) -> str | None:
        """Where the portal's next page begins; None where no page came from it."""
        mine = (order_page.c.merchant_id == merchant_id) & (order_page.c.source == "portal")
        with self.engine.connect() as connection:
            wanted = select(order_page.c.cursor).where(mine).order_by(order_page.c.id.desc()).limit(1)
            following: str | None = connection.execute(wanted).scalar()
        return following

    def forget(self, merchant_id: str) -> None:
        """Forget every page."""
        with self.engine.begin() as connection:
            connection.execute(delete(order_page).where(order_page.c.merchant_id == merchant_id))

    def keep_only_the_last(self, merchant_id: str) -> None:
        """Forget every page but the newest."""
        _, newest = self.state(merchant_id)
        with self.engine.begin() as connection:
            mine = order_page.c.merchant_id == merchant_id
            connection.execute(delete(order_page).where(mine & (order_page.c.id != newest)))


def _packed(orders: Orders) -> bytes:
    columns = {name: getattr(orders, name) for name in sorted(orders.known)}
    content = io.BytesIO()
    np.savez(content, **columns)
    return zlib.compress(content.getvalue(), FAST)


def _unpacked(page: bytes, currency: str) -> Orders:
    with np.load(io.BytesIO(zlib.decompress(page)), allow_pickle=False) as content:
        return Orders.of({name: content[name] for name in content.files}, currency)
