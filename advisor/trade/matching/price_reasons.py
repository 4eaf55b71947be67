"""What the price of a product, its source and its age say for or against it: codes listed in `reasons`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from advisor.trade.loans import Cost
from advisor.trade.matching.known import Case
from advisor.trade.matching.results import Reason
from advisor.trade.product_costs import PricePlan, price_field
from advisor.trade.records import Product

CAP_TIMES_LPR = 4
OLD_DAYS = 180


@dataclass(frozen=True)
class Priced:
    """A plan with its costs for the need; one end is None where it is not published."""

    plan: PricePlan
    low: Cost | None
    high: Cost | None
    instalment_months: int

    @property
    def dearest(self) -> Cost | None:
        return self.high or self.low


def price_reasons_for(product: Product, priced: Priced | None) -> Iterator[Reason]:
    """A price that can be relied on."""
    if priced is None or priced.high is None:
        return
    source = product.source(price_field(product))
    if source.confidence == "high":
        yield Reason("price_well_sourced", {"as_of": source.as_of})


def price_reasons_against(product: Product, priced: Priced | None, case: Case) -> Iterator[Reason]:
    """What is dear, not known, not certain or old about the figures."""
    if priced is None:
        yield Reason("price_unpublished", {})
    else:
        yield from _of_price(product, priced, case)
    yield from _of_age(product, priced, case.today)
    for other in product.conflicts:
        yield Reason(
            "sources_disagree",
            {
                "field": other.field,
                "value": getattr(product, other.field),
                "other": other.value,
                "as_of": other.source.as_of,
                "confidence": other.source.confidence,
                "url": other.source.url,
            },
        )


def _of_price(product: Product, priced: Priced, case: Case) -> Iterator[Reason]:
    if case.lpr is not None and priced.dearest is not None:
        limit = CAP_TIMES_LPR * case.lpr.one_year
        if priced.dearest.all_in_yearly_rate > limit:
            yield Reason("above_four_lpr", {"yearly": priced.dearest.all_in_yearly_rate, "limit_yearly": limit})
    if priced.high is None:
        yield Reason("price_from_only", {})
    if priced.instalment_months > 1:
        yield Reason("repaid_in_instalments", {"months": priced.instalment_months})
    if product.source(price_field(product)).confidence == "low":
        yield Reason("price_low_confidence", {})


def _of_age(product: Product, priced: Priced | None, today: date) -> Iterator[Reason]:
    """The oldest of the figures that matter: the price and the largest amount."""
    shown = [price_field(product)] if priced is not None else []
    shown += ["amount_max_fen"] if product.amount_max_fen is not None else []
    dated = sorted((as_of, name) for name in shown if (as_of := product.source(name).as_of) is not None)
    if dated and (today - dated[0][0]).days > OLD_DAYS:
        yield Reason("old_figures", {"field": dated[0][1], "as_of": dated[0][0]})
    undated = [name for name in shown if product.source(name).as_of is None]
    if undated:
        yield Reason("undated_figures", {"field": undated[0]})
