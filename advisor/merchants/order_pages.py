"""The orders of one shop in the database: columns as they came, a file or a page of the portal at a time.

A page is numpy's own npz of the columns that are known, compressed; never pickle. It holds times, money and a hash that
tells one order from another: no buyer, no address, no order number.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Engine

from advisor.merchants.schema import order_page
from advisor.merchants.times import as_text
from advisor.trade.orders import Finding, Orders, added_up

FAST = 1  # of zlib's levels: the columns are mostly alike, more effort hardly makes them smaller
MOST_PAGES = 8


@dataclass(frozen=True)
class Replaced:
    """Orders that were dropped because others came from another source, or in another currency."""

    orders: int
    source: str  # file | portal
    currency: str


class OrderPages:
    """Orders of merchants. A shop's orders come from one source at a time: another one replaces them."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def keep(
        self, merchant_id: str, source: str, orders: Orders, at: datetime, cursor: str | None = None,
        findings: Sequence[Finding] = (),
    ) -> Replaced | None:  # fmt: skip
        """Add a page. Pages of another source, or in another currency, are dropped first, unless it has no orders.

        A page that is there already, to the byte, is not there twice: so a file without order numbers that is sent
        again counts once.

        Args:
            source: file or portal.
            cursor: where the portal's next page begins.
            findings: what was odd in the source of this page.

        Returns:
            What was dropped; None where nothing was.

        Raises:
            ValueError: a time without a zone.
        """
        page = _packed(orders)
        mine = order_page.c.merchant_id == merchant_id
        is_other = (order_page.c.source != source) | (order_page.c.currency != orders.currency)
        row = {
            "merchant_id": merchant_id, "at": as_text(at), "source": source, "cursor": cursor,
            "currency": orders.currency, "orders": page, "orders_count": len(orders), "findings": _plain(findings),
        }  # fmt: skip
        with self.engine.begin() as connection:
            others = connection.execute(select(order_page).where(mine & is_other)).all() if len(orders) else []
            if len(orders):
                connection.execute(delete(order_page).where(mine & (is_other | (order_page.c.orders == page))))
            connection.execute(insert(order_page).values(**row))
        dropped = Orders.together([_unpacked(one.orders, one.currency) for one in others])
        return Replaced(len(dropped), others[0].source, dropped.currency) if len(dropped) else None

    def orders(self, merchant_id: str) -> Orders | None:
        """All orders, each once, as it came last; None where there are none."""
        wanted = select(order_page.c.orders, order_page.c.currency).where(_has_orders(merchant_id))
        with self.engine.connect() as connection:
            pages = [_unpacked(*row) for row in connection.execute(wanted.order_by(order_page.c.id))]
        return Orders.together(pages) if pages else None

    def findings(self, merchant_id: str) -> tuple[Finding, ...]:
        """What was odd on all pages, added up."""
        wanted = select(order_page.c.findings).where(order_page.c.merchant_id == merchant_id)
        with self.engine.connect() as connection:
            pages = list(connection.execute(wanted).scalars())
        return _added_up(pages)

    def source(self, merchant_id: str) -> str | None:
        """file or portal: where the orders are from; None where there are none."""
        wanted = select(order_page.c.source).where(_has_orders(merchant_id)).order_by(order_page.c.id.desc()).limit(1)
        with self.engine.connect() as connection:
            found: str | None = connection.execute(wanted).scalar()
        return found

    def state(self, merchant_id: str) -> tuple[int, int]:
        """How many pages with orders there are and the newest one's id: changes whenever the orders do, since an id
        never comes again. (0, 0): none."""
        counted = select(func.count(), func.max(order_page.c.id)).where(_has_orders(merchant_id))
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

    def forget(self, merchant_id: str, source: str | None = None) -> None:
        """Forget every page, or those of one source."""
        chosen = order_page.c.merchant_id == merchant_id
        with self.engine.begin() as connection:
            connection.execute(
                delete(order_page).where(chosen if source is None else chosen & (order_page.c.source == source))
            )

    def keep_only_the_last(self, merchant_id: str) -> None:
        """Forget every page but the newest that has orders."""
        newest = select(func.max(order_page.c.id)).where(_has_orders(merchant_id)).scalar_subquery()
        with self.engine.begin() as connection:
            mine = order_page.c.merchant_id == merchant_id
            connection.execute(delete(order_page).where(mine, order_page.c.id != newest))

    def merge(self, merchant_id: str, most_pages: int = MOST_PAGES) -> None:
        """Put all pages but the newest into one where there are more than `most_pages`; orders and findings stay the
        same. The newest stays apart: it alone may be wanted, and its cursor counts."""
        chosen = select(order_page).where(_has_orders(merchant_id)).order_by(order_page.c.id)
        with self.engine.begin() as connection:
            pages = connection.execute(chosen).all()[:-1]
            if len(pages) < most_pages:
                return
            orders = Orders.together([_unpacked(page.orders, page.currency) for page in pages])
            whole = {"orders": _packed(orders), "orders_count": len(orders), "currency": orders.currency}
            whole["findings"] = _plain(_added_up([page.findings for page in pages]))
            *others, last = (page.id for page in pages)
            connection.execute(update(order_page).where(order_page.c.id == last).values(**whole))
            connection.execute(delete(order_page).where(order_page.c.id.in_(others)))


def _has_orders(merchant_id: str) -> Any:
    return (order_page.c.merchant_id == merchant_id) & (order_page.c.orders_count > 0)


def _plain(findings: Sequence[Finding]) -> list[list[Any]]:
    return [[one.code, one.rows, one.is_excluded] for one in findings]


def _added_up(pages: Sequence[Any]) -> tuple[Finding, ...]:
    return added_up(Finding(*one) for page in pages for one in page or ())


def _packed(orders: Orders) -> bytes:
    columns = {name: getattr(orders, name) for name in sorted(orders.known)}
    content = io.BytesIO()
    np.savez(content, told=orders.told, **columns)
    return zlib.compress(content.getvalue(), FAST)


def _unpacked(page: bytes, currency: str) -> Orders:
    with np.load(io.BytesIO(zlib.decompress(page)), allow_pickle=False) as content:
        columns = {name: content[name] for name in content.files}
    told = columns.pop("told", None)  # pages from before 0007 have none: each of their columns is told of every order
    return Orders.of(columns, currency, told)
