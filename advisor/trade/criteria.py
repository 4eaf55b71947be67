"""One shop and one need against the conditions of one product: each met, not met or unknown, with the distance.

Low-confidence figures never exclude: a condition from a low-confidence source that is not met counts as unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from advisor.trade.records import Criterion, Need, Product

DAYS_PER_YEAR = 365
MONTHS_PER_YEAR = 12
DAYS_PER_MONTH = 30
ADVANCES = ("receivable_advance", "order_loan")
USUAL_RECEIVABLE_DAYS = 15  # our own working value where the shop's own time is not known
ONLINE_SHOP_HAS = ("none", "receivables", "future_sales")
"""Collateral that every shop with orders has, or none at all."""


@dataclass(frozen=True)
class CriterionResult:
    """One condition against one shop.

    `field` is a question id, or "collateral". `expected` is the published value; for amount and term (operator
    between) the pair of limits, of which one may be None. `distance` is how much is missing, in the unit of the kept
    value; None when it is met or has no measure. `is_checked_later`: not met by a low-confidence figure.
    """

    field: str
    status: str  # met | not_met | unknown
    operator: str  # at_least | at_most | one_of | is | between
    expected: Any
    actual: Any
    distance: Decimal | None = None
    is_checked_later: bool = False
    is_published: bool = False  # one of the product's own conditions, not a built-in one


def criterion_results(product: Product, facts: Mapping[str, Any], need: Need) -> tuple[CriterionResult, ...]:
    """Every condition that the product has, in a fixed order: platform, its own, amount, term, collateral.

    A figure that is not published gives no condition.
    """
    known = with_implied(facts)
    return tuple(
        result
        for results in (
            _platform(product, known),
            (_published(criterion, known) for criterion in product.criteria),
            _amount(product, known, need),
            _term(product, need),
            _collateral(product, known),
        )
        for result in results
    )


def with_implied(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The known facts and what follows from them: the business is no younger than its shop on the platform, and a
    year's sales are twelve times a month's, or as many months as the business is old if it is younger than a year.
    """
    known = {field: value for field, value in facts.items() if value is not None}
    if "months_on_platform" in known:
        known.setdefault("months_in_business", known["months_on_platform"])
    if "monthly_sales_fen" in known:
        months = min(known.get("months_in_business", MONTHS_PER_YEAR), MONTHS_PER_YEAR)
        known.setdefault("yearly_revenue_fen", known["monthly_sales_fen"] * months)
    return known


def _platform(product: Product, known: Mapping[str, Any]) -> Iterator[CriterionResult]:
    if product.platforms:
        yield _published(Criterion("platform", "one_of", product.platforms, "high"), known, is_published=False)


def _published(criterion: Criterion, known: Mapping[str, Any], is_published: bool = True) -> CriterionResult:
    actual = known.get(criterion.field)
    shared = (criterion.operator, criterion.value, actual)
    if actual is None or (actual == "unknown" and criterion.operator in ("is", "one_of")):
        return CriterionResult(criterion.field, "unknown", *shared, is_published=is_published)
    distance = _distance(criterion, actual)
    is_met = distance <= 0 if distance is not None else _is_one_of(criterion, actual)
    is_checked = not is_met and criterion.confidence == "low"
    status = "met" if is_met else "unknown" if is_checked else "not_met"
    missing = None if is_met else distance
    return CriterionResult(criterion.field, status, *shared, missing, is_checked, is_published)


def _is_one_of(criterion: Criterion, actual: Any) -> bool:
    return bool(actual in criterion.value if criterion.operator == "one_of" else actual == criterion.value)


def _distance(criterion: Criterion, actual: Any) -> Decimal | None:
    if criterion.operator not in ("at_least", "at_most"):
        return None
    short = Decimal(str(criterion.value)) - Decimal(str(actual))
    return short if criterion.operator == "at_least" else -short


def _amount(product: Product, known: Mapping[str, Any], need: Need) -> Iterator[CriterionResult]:
    """The published limits; an advance on sales money can besides never be more than what is on its way."""
    low, high = product.amount_min_fen, product.amount_max_fen
    if product.kind in ADVANCES and "monthly_sales_fen" in known:
        days = known.get("receivable_days", USUAL_RECEIVABLE_DAYS)
        on_its_way = int(known["monthly_sales_fen"]) * int(days) // DAYS_PER_MONTH
        if need.amount_fen > on_its_way and (high is None or on_its_way < high):
            yield _between("need_amount_fen", low, on_its_way, need.amount_fen, "high")
            return
    if low is None and high is None:
        return
    is_above = high is not None and need.amount_fen > high
    figure = "amount_max_fen" if is_above else "amount_min_fen"
    yield _between("need_amount_fen", low, high, need.amount_fen, product.source(figure).confidence)


def _term(product: Product, need: Need) -> Iterator[CriterionResult]:
    """Only the longest term can exclude: a longer contract than needed may be repaid early (a reason against)."""
    if product.term_max_months is not None:
        high = int(product.term_max_months * DAYS_PER_YEAR / MONTHS_PER_YEAR)
        yield _between("need_days", None, high, need.days, product.source("term_max_months").confidence)


def _between(field: str, low: int | None, high: int | None, actual: int, confidence: str) -> CriterionResult:
    above = 0 if high is None else actual - high
    below = 0 if low is None else low - actual
    distance = max(above, below)
    if distance <= 0:
        return CriterionResult(field, "met", "between", (low, high), actual)
    is_checked = confidence == "low"
    status = "unknown" if is_checked else "not_met"
    return CriterionResult(field, status, "between", (low, high), actual, Decimal(distance), is_checked)


def _collateral(product: Product, known: Mapping[str, Any]) -> Iterator[CriterionResult]:
    """A property is pledged or not; another kind has to be talked about with the lender."""
    if product.collateral == "property":
        if any(criterion.field == "has_property" for criterion in product.criteria):
            return
        confidence = product.source("collateral").confidence
        yield _published(Criterion("has_property", "is", True, confidence), known, is_published=False)
    elif product.collateral in ONLINE_SHOP_HAS:
        yield CriterionResult("collateral", "met", "is", product.collateral, product.collateral)
    elif product.collateral is not None:
        yield CriterionResult("collateral", "unknown", "is", product.collateral, None)
