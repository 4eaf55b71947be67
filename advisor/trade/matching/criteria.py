"""The conditions of one product against one shop and one need: each met, not met or unknown, with the distance.

`is_met` and `verdict` are the only places that say what a condition means; the columns of all products ask them too.
Low-confidence figures never exclude: such a condition that is not met counts as unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Any

from advisor.trade.day_counts import month_after
from advisor.trade.matching.results import CriterionResult
from advisor.trade.records import Product

DAYS_PER_YEAR = 365
MONTHS_PER_YEAR = 12
ADVANCES = ("receivable_advance", "order_loan")
ONLINE_SHOP_HAS = ("none", "receivables", "future_sales")
"""Collateral that every shop with orders has, or none at all."""
NEED_FIELDS = ("need_amount_fen", "need_days")
CURED_BY_TIME = {"months_in_business": 1, "months_on_platform": 1, "owner_age_years": MONTHS_PER_YEAR}
"""Fields that grow by themselves: months in one unit of the field."""
MET, NOT_MET, UNKNOWN = range(3)
STATUSES = ("met", "not_met", "unknown")


@dataclass(frozen=True)
class Condition:
    """One condition of a product; `confidence` is that of its source."""

    field: str
    operator: str  # at_least | at_most | one_of | is
    value: Any
    confidence: str
    is_published: bool = False  # among the product's own conditions, not built in


def conditions_of(product: Product) -> Iterator[Condition]:
    """Every condition that a product has, in a fixed order: platform, its own, amount, term, collateral.

    A figure that is not published gives none. Only the longest term is a condition: a longer contract than needed may
    be repaid early. A property is pledged or not; other collateral than every shop has must be talked about with the
    lender, so it is open whatever the shop is.
    """
    if product.platforms:
        yield Condition("platform", "one_of", tuple(product.platforms), "high")
    for one in product.criteria:
        value = tuple(one.value) if isinstance(one.value, list) else one.value
        yield Condition(one.field, one.operator, value, one.confidence, is_published=True)
    for operator, figure in (("at_least", "amount_min_fen"), ("at_most", "amount_max_fen")):
        limit_fen = getattr(product, figure)
        if limit_fen is not None:
            yield Condition("need_amount_fen", operator, limit_fen, product.source(figure).confidence)
    if product.term_max_months is not None:
        days = days_of(product.term_max_months)
        yield Condition("need_days", "at_most", days, product.source("term_max_months").confidence)
    yield from _collateral(product)


def _collateral(product: Product) -> Iterator[Condition]:
    confidence = product.source("collateral").confidence
    if product.collateral == "property":
        if all(criterion.field != "has_property" for criterion in product.criteria):
            yield Condition("has_property", "is", True, confidence)
    elif product.collateral is not None and product.collateral not in ONLINE_SHOP_HAS:
        yield Condition("collateral", "is", product.collateral, confidence)


def days_of(months: Decimal) -> int:
    """Months as whole days of the calendar year, rounded down."""
    return int(months * DAYS_PER_YEAR / MONTHS_PER_YEAR)


def is_met(operator: str, value: Any, actual: Any) -> bool:
    """Whether an answer meets a condition; numbers may be int, Decimal or text ("0.18")."""
    short = shortfall(operator, value, actual)
    if short is not None:
        return short <= 0
    return bool(actual in value if operator == "one_of" else actual == value)


def shortfall(operator: str, value: Any, actual: Any) -> Decimal | None:
    """How much is missing for a limit, negative where there is more than enough; None for other operators."""
    if operator not in ("at_least", "at_most"):
        return None
    short = as_number(value) - as_number(actual)
    return short if operator == "at_least" else -short


def as_number(value: Any) -> Decimal:
    """A kept value of a number question (int, or a fraction as text)."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def verdict(operator: str, value: Any, actual: Any) -> int:
    """MET, NOT_MET or UNKNOWN; `actual` None or the answer "unknown" of a choice is not known."""
    if actual is None or (actual == "unknown" and operator in ("is", "one_of")):
        return UNKNOWN
    return MET if is_met(operator, value, actual) else NOT_MET


def advance_limit_fen(product: Product, known: Mapping[str, Any]) -> int | None:
    """Sales money on its way, where it is the limit: an advance is never more. None where it limits nothing."""
    on_its_way_fen: int | None = known.get("on_its_way_fen")
    if product.kind not in ADVANCES or on_its_way_fen is None or known["need_amount_fen"] <= on_its_way_fen:
        return None
    high = product.amount_max_fen
    return on_its_way_fen if high is None or on_its_way_fen < high else None


def criterion_results(product: Product, known: Mapping[str, Any], today: date) -> tuple[CriterionResult, ...]:
    """Every condition of a product with its status, in the order of `conditions_of`; the limits of the amount are one.

    Args:
        product: one product.
        known: `known.known_of(...)`: the facts, what follows from them, and the need.
        today: for the day on which time alone cures a condition.
    """
    results: list[CriterionResult] = []
    limit_fen = advance_limit_fen(product, known)
    for condition in conditions_of(product):
        result = _result(condition, known, today)
        if condition.field != "need_amount_fen":
            results.append(result)
        elif limit_fen is None:
            _join(results, _between(condition, result))
    if limit_fen is not None:
        distance = Decimal(known["need_amount_fen"] - limit_fen)
        bounds = (product.amount_min_fen, limit_fen)
        results.append(
            CriterionResult("need_amount_fen", "not_met", "between", bounds, known["need_amount_fen"], distance)
        )
    if product.collateral in ONLINE_SHOP_HAS:
        results.append(CriterionResult("collateral", "met", "is", product.collateral, product.collateral))
    return tuple(results)


def _result(condition: Condition, known: Mapping[str, Any], today: date) -> CriterionResult:
    actual = known.get(condition.field)
    found = verdict(condition.operator, condition.value, actual)
    is_checked = found == NOT_MET and condition.confidence == "low"
    short = shortfall(condition.operator, condition.value, actual) if found == NOT_MET else None
    result = CriterionResult(
        field=condition.field,
        status=STATUSES[UNKNOWN if is_checked else found],
        operator=condition.operator,
        expected=condition.value,
        actual=actual,
        distance=short,
        is_checked_later=is_checked,
        is_published=condition.is_published,
        confidence=condition.confidence,
    )
    if condition.field == "need_days":
        return replace(result, operator="between", expected=(None, condition.value))
    return _with_wait(result, today)


def _with_wait(result: CriterionResult, today: date) -> CriterionResult:
    if result.distance is None or result.operator != "at_least" or result.field not in CURED_BY_TIME:
        return result
    months = int(result.distance.to_integral_value(ROUND_CEILING)) * CURED_BY_TIME[result.field]
    return replace(result, wait_months=months, cured_on=month_after(today, months))


def _between(condition: Condition, result: CriterionResult) -> CriterionResult:
    bounds = (condition.value, None) if condition.operator == "at_least" else (None, condition.value)
    return replace(result, operator="between", expected=bounds)


def _join(results: list[CriterionResult], limit: CriterionResult) -> None:
    """Put the lower and the upper limit of the amount into one result; what is not met of them decides."""
    if not results or results[-1].field != limit.field:
        results.append(limit)
        return
    lower = results.pop()
    bounds = (lower.expected[0], limit.expected[1])
    decisive = limit if lower.status == "met" else lower
    results.append(replace(decisive, expected=bounds))
