"""One shop: what is known of it and since when, the orders it brought, the results it was given."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine

from advisor.merchants.schema import assessment, merchant_fact, order_import, order_page
from advisor.merchants.times import as_text, as_time
from advisor.trade.order_book import OrderBook, as_json

SOURCES = ("answer", "agent", "portal", "orders", "rule")
"""Where a fact comes from: the merchant, a support agent, the portal, the merchant's orders, a platform's rule."""
WEIGHT = {"answer": 3, "agent": 3, "portal": 2, "orders": 1, "rule": 0}
"""What counts more: people before the portal, that before what was measured; of one weight the newest."""
KINDS = ("swot", "cash_cycle", "forecast", "tried_loan", "matches")


@dataclass(frozen=True)
class Fact:
    """One fact of a shop. `value` None means: asked, the merchant does not know."""

    value: Any
    source: str
    at: datetime


@dataclass(frozen=True)
class OrderImport:
    """The summary of an order file (see `advisor.trade.orders.as_json`) and when it came."""

    platform: str | None
    at: datetime
    summary: Mapping[str, Any]


@dataclass(frozen=True)
class Result:
    """A result as it was shown, and when."""

    at: datetime
    body: Mapping[str, Any]


class Merchants:
    """Facts, orders and results of merchants in the database. Times are given with their zone and kept in UTC."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def facts(self, merchant_id: str) -> dict[str, Fact]:
        """Every fact that was asked or measured, by question id, in alphabetical order."""
        wanted = select(merchant_fact).where(merchant_fact.c.merchant_id == merchant_id)
        with self.engine.connect() as connection:
            rows = connection.execute(wanted.order_by(merchant_fact.c.field)).all()
        return {row.field: Fact(row.value, row.source, as_time(row.at)) for row in rows}

    def learn(self, merchant_id: str, values: Mapping[str, Any], source: str, at: datetime) -> dict[str, Any]:
        """Keep facts. A newer value takes the place of the old one, unless that is of a source that counts more
        (`WEIGHT`) and is known: so a portal changes nothing that the merchant said. A Decimal is kept as text.

        Returns:
            The facts of `values` that were kept.

        Raises:
            ValueError: an unknown source, or a time without a zone.
        """
        if source not in SOURCES:
            raise ValueError(f"unknown source {source!r}; known: {', '.join(SOURCES)}")
        kept_at = as_text(at)
        stands = {
            name
            for name, fact in self.facts(merchant_id).items()
            if fact.value is not None and WEIGHT[fact.source] > WEIGHT[source]
        }
        taken = {field: value for field, value in values.items() if field not in stands}
        with self.engine.begin() as connection:
            for field, value in taken.items():
                plain = str(value) if isinstance(value, Decimal) else value
                row = {"merchant_id": merchant_id, "field": field, "value": plain, "source": source, "at": kept_at}
                _keep_fact(connection, row)
        return taken

    def forget(self, merchant_id: str, fields: Iterable[str], sources: Collection[str] = SOURCES) -> None:
        """Facts of these sources as if they had never been asked."""
        mine = merchant_fact.c.merchant_id == merchant_id
        chosen = merchant_fact.c.field.in_(list(fields)) & merchant_fact.c.source.in_(list(sources))
        with self.engine.begin() as connection:
            connection.execute(delete(merchant_fact).where(mine & chosen))

    def keep_orders(self, merchant_id: str, platform: str | None, book: OrderBook, at: datetime) -> None:
        """Keep the summary of an order file. The orders themselves are not kept."""
        row = {"merchant_id": merchant_id, "at": as_text(at), "platform": platform, "summary": as_json(book)}
        with self.engine.begin() as connection:
            connection.execute(insert(order_import).values(**row))

    def latest_orders(self, merchant_id: str) -> OrderImport | None:
        """The summary that was kept last, or None."""
        mine = select(order_import).where(order_import.c.merchant_id == merchant_id)
        with self.engine.connect() as connection:
            row = connection.execute(mine.order_by(order_import.c.id.desc()).limit(1)).first()
        return OrderImport(row.platform, as_time(row.at), row.summary) if row else None

    def keep_result(self, merchant_id: str, kind: str, body: Mapping[str, Any], at: datetime) -> None:
        """Keep a result as it was shown. `kind` is one of `KINDS`; `body` holds JSON values.

        Raises:
            ValueError: an unknown kind, or a time without a zone.
        """
        if kind not in KINDS:
            raise ValueError(f"unknown kind {kind!r}; known: {', '.join(KINDS)}")
        row = {"merchant_id": merchant_id, "at": as_text(at), "kind": kind, "body": dict(body)}
        with self.engine.begin() as connection:
            connection.execute(insert(assessment).values(**row))

    def latest_result(self, merchant_id: str, kind: str) -> Result | None:
        """The result of that kind that was kept last, or None."""
        return next(iter(self.results(merchant_id, kind, most=1)), None)

    def results(self, merchant_id: str, kind: str, most: int) -> list[Result]:
        """The results of that kind, the newest first."""
        mine = select(assessment).where(assessment.c.merchant_id == merchant_id, assessment.c.kind == kind)
        with self.engine.connect() as connection:
            rows = connection.execute(mine.order_by(assessment.c.id.desc()).limit(most)).all()
        return [Result(as_time(row.at), row.body) for row in rows]

    def erase(self, merchant_id: str) -> dict[str, int]:
        """Facts, orders and results of a merchant, for good; rows that there were, by table."""
        with self.engine.begin() as connection:
            return {
                table.name: int(connection.execute(delete(table).where(table.c.merchant_id == merchant_id)).rowcount)
                for table in (merchant_fact, order_import, order_page, assessment)
            }


def _keep_fact(connection: Connection, row: Mapping[str, Any]) -> None:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    new = dialect.insert(merchant_fact).values(**row)
    changed = {name: new.excluded[name] for name in ("value", "source", "at")}
    connection.execute(new.on_conflict_do_update(index_elements=["merchant_id", "field"], set_=changed))
