"""Why a product is for or against a need, as codes with facts; the sentences are made elsewhere.

For (the strongest first):
    cheapest_published, fastest_published {}        of the products possible now, by their published figures
    platform_invited {}                             the platform already shows the shop a line
    made_for_platform {platform}
    criterion_met {field, operator, expected, actual}
    amount_fits {amount_min_fen, amount_max_fen}    a limit may be None
    term_fits {days_max}
    fast_enough {days_to_funds, within_days}
    no_collateral {}
    pays_per_use {}                                 interest for the days used only
Against (what blocks first):
    criterion_not_met {field, operator, expected, actual, distance}     platform and property are such fields too
    amount_above_limit {amount_max_fen, distance_fen}
    amount_below_minimum {amount_min_fen, distance_fen}
    term_too_short {days_max, distance_days}
    check_low_confidence {field, operator, expected, actual, distance}  not met by a figure that is not certain
    missing_fact {field}
    status_uncertain {}
    may_be_too_slow {days_to_funds, within_days}
    above_four_lpr {yearly, limit_yearly}           the price reaches beyond four times the one-year prime rate
    weakness_touches {field}                        the self-assessment found a weakness in this condition
    collateral_needed {collateral}                  of a kind that a shop does not have by itself
    term_longer_than_need {days_min, days}          ask about early repayment
    price_unpublished {}
    amount_unpublished {}
    speed_unpublished {}                            said only when the need is within a week
Money is in fen, times in days, rates are yearly fractions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.trade.criteria import DAYS_PER_YEAR, MONTHS_PER_YEAR, ONLINE_SHOP_HAS, CriterionResult
from advisor.trade.product_costs import CostRange
from advisor.trade.records import Lpr, Need, Product

CAP_TIMES_LPR = 4
URGENT_DAYS = 7
PAID_PER_USE = "revolving"


@dataclass(frozen=True)
class Reason:
    """A code of the table above with its facts."""

    code: str
    params: Mapping[str, Any]


def reasons_for(
    product: Product, results: Sequence[CriterionResult], facts: Mapping[str, Any], need: Need
) -> tuple[Reason, ...]:
    """What speaks for a product, the strongest first."""
    return tuple(_for(product, results, facts, need))


def reasons_against(
    product: Product,
    results: Sequence[CriterionResult],
    need: Need,
    cost: CostRange | None,
    lpr: Lpr | None,
    cautions: Collection[str],
) -> tuple[Reason, ...]:
    """What speaks against a product: first what blocks, then what is not certain, then what to mind."""
    return (
        *(_not_met(result) for result in results if result.status == "not_met"),
        *(_check(result) for result in results if result.is_checked_later),
        *(
            Reason("missing_fact", {"field": result.field})
            for result in results
            if result.status == "unknown" and not result.is_checked_later and result.field != "collateral"
        ),
        *_warnings(product, need, cost, lpr),
        *(
            Reason("weakness_touches", {"field": result.field})
            for result in results
            if result.field in cautions and result.status != "not_met"
        ),
        *_to_mind(product, results, need, cost),
    )


def _for(
    product: Product, results: Sequence[CriterionResult], facts: Mapping[str, Any], need: Need
) -> Iterator[Reason]:
    met = {result.field: result for result in results if result.status == "met"}
    if "platform" in met:
        if facts.get("platform_offer") == "yes" and product.group == "platform":
            yield Reason("platform_invited", {})
        yield Reason("made_for_platform", {"platform": facts["platform"]})
    for result in met.values():
        if result.is_published:
            yield Reason("criterion_met", _judged(result))
    if "need_amount_fen" in met:
        low, high = met["need_amount_fen"].expected
        yield Reason("amount_fits", {"amount_min_fen": low, "amount_max_fen": high})
    if "need_days" in met:
        yield Reason("term_fits", {"days_max": met["need_days"].expected[1]})
    if product.days_to_funds is not None and need.within_days is not None and product.days_to_funds <= need.within_days:
        yield Reason("fast_enough", {"days_to_funds": product.days_to_funds, "within_days": need.within_days})
    if product.collateral == "none":
        yield Reason("no_collateral", {})
    if PAID_PER_USE in product.repayment_methods:
        yield Reason("pays_per_use", {})


def _not_met(result: CriterionResult) -> Reason:
    if result.operator != "between":
        return Reason("criterion_not_met", {**_judged(result), "distance": result.distance})
    low, high = result.expected
    if result.field == "need_days":
        return Reason("term_too_short", {"days_max": high, "distance_days": result.distance})
    if high is not None and result.actual > high:
        return Reason("amount_above_limit", {"amount_max_fen": high, "distance_fen": result.distance})
    return Reason("amount_below_minimum", {"amount_min_fen": low, "distance_fen": result.distance})


def _check(result: CriterionResult) -> Reason:
    return Reason("check_low_confidence", {**_judged(result), "distance": result.distance})


def _judged(result: CriterionResult) -> dict[str, Any]:
    return {name: getattr(result, name) for name in ("field", "operator", "expected", "actual")}


def _warnings(product: Product, need: Need, cost: CostRange | None, lpr: Lpr | None) -> Iterator[Reason]:
    if product.status == "uncertain":
        yield Reason("status_uncertain", {})
    if product.days_to_funds is not None and need.within_days is not None and product.days_to_funds > need.within_days:
        yield Reason("may_be_too_slow", {"days_to_funds": product.days_to_funds, "within_days": need.within_days})
    dearest = None if cost is None else cost.high or cost.low
    yearly = None if dearest is None else dearest.all_in_yearly_rate
    if yearly is not None and lpr is not None and yearly > CAP_TIMES_LPR * lpr.one_year:
        yield Reason("above_four_lpr", {"yearly": yearly, "limit_yearly": CAP_TIMES_LPR * lpr.one_year})


def _to_mind(
    product: Product, results: Sequence[CriterionResult], need: Need, cost: CostRange | None
) -> Iterator[Reason]:
    is_blocked = any(result.field == "has_property" and result.status == "not_met" for result in results)
    if product.collateral not in (None, *ONLINE_SHOP_HAS) and not is_blocked:
        yield Reason("collateral_needed", {"collateral": product.collateral})
    if product.term_min_months is not None:
        days_min = int(product.term_min_months * DAYS_PER_YEAR / MONTHS_PER_YEAR)
        if need.days < days_min:
            yield Reason("term_longer_than_need", {"days_min": days_min, "days": need.days})
    if cost is None:
        yield Reason("price_unpublished", {})
    if product.amount_max_fen is None:
        yield Reason("amount_unpublished", {})
    if product.days_to_funds is None and need.within_days is not None and need.within_days <= URGENT_DAYS:
        yield Reason("speed_unpublished", {})
