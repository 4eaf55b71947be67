"""A product from its database row, with the source of each figure and what other sources say of it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from advisor.catalogue.product_rules import RATES
from advisor.catalogue.values import day, number
from advisor.trade.records import Criterion, OtherFigure, Product, Source

Row = Mapping[str, Any]
FEN_PER_YUAN = 100
KEPT_AS = {"amount_min_yuan": "amount_min_fen", "amount_max_yuan": "amount_max_fen"}
"""Figures whose name in `Product` differs from that in the file, since they are kept in fen."""


def product(row: Row) -> Product:
    """A product; of several addresses the first is the one shown, all of them stay in the row."""
    body = row["body"]
    return Product(
        id=row["id"],
        name=body["name"],
        provider=body["provider"],
        aliases=_tuple(body, "aliases"),
        group=row["group"],
        kind=row["kind"],
        platforms=_tuple(body, "platforms"),
        amount_min_fen=row["amount_min_fen"],
        amount_max_fen=row["amount_max_fen"],
        term_min_months=number(row["term_min_months"]),
        term_max_months=number(row["term_max_months"]),
        yearly_rate_min=number(row["yearly_rate_min"]),
        yearly_rate_max=number(row["yearly_rate_max"]),
        rate_basis=row["rate_basis"],
        fee_rate=number(row["fee_rate"]),
        repayment_methods=_tuple(body, "repayment_methods"),
        days_to_funds=number(row["days_to_funds"]),
        collateral=row["collateral"],
        criteria=tuple(Criterion(**one) for one in body.get("criteria") or ()),
        notes=body.get("notes") or {},
        sources=_sources(row),
        status=row["status"],
        daily_rate_min=number(row["daily_rate_min"]),
        daily_rate_max=number(row["daily_rate_max"]),
        provider_also=_tuple(body, "provider_also"),
        conflicts=tuple(_other_figure(one) for one in body.get("conflicts") or ()),
    )


def _sources(row: Row) -> Mapping[str, Source]:
    """The record's own under "", its rates with their own confidence, and each figure that has a source of its own."""
    body = row["body"]
    whole = first_source(body | {"confidence": row["confidence"]})
    confidence = body.get("rate_confidence") or whole.confidence
    rates = Source(whole.url, whole.as_of, confidence, whole.note)
    own = {KEPT_AS.get(name, name): first_source(one) for one in body.get("sources") or () for name in one["fields"]}
    return {"": whole, **dict.fromkeys(RATES, rates), **own}


def _other_figure(one: Row) -> OtherFigure:
    value = number(one["value"])
    assert value is not None  # the checks require it
    name = str(one["field"])
    return OtherFigure(KEPT_AS.get(name, name), _in_fen(value) if name in KEPT_AS else value, first_source(one))


def _in_fen(yuan: Decimal) -> Decimal:
    return Decimal(int(yuan * FEN_PER_YUAN))


def first_source(body: Row) -> Source:
    """The first of several addresses, which is the one shown, or words where there is none; the row keeps all."""
    url = (body.get("source") or [""])[0]
    return Source(url, day(body.get("as_of")), body["confidence"], body.get("source_note") or {})


def _tuple(body: Row, key: str) -> tuple[str, ...]:
    return tuple(body.get(key) or ())
