"""Why a product is for or against a need, as codes with facts, the weightiest first; the sentences are made elsewhere.

For:
    cheapest_published, fastest_published, easiest {}   of the products possible now, by their published figures
    platform_invited {}                             the platform already shows the shop a line
    covers_gap {gap_fen, gap_first_day, gap_last_day}   its limit and term reach for the cash gap
    fast_enough {days_to_funds, within_days}
    made_for_platform {platform}
    no_collateral {}
    pays_per_use {}                                 interest for the days used only
    price_well_sourced {as_of}                      from a source of high confidence
    amount_fits {amount_min_fen, amount_max_fen}    a limit may be None
    criterion_met {field, operator, expected, actual}
    term_fits {days_max}
Against:
    criterion_not_met {field, operator, expected, actual, distance, wait_months, cured_on}
    amount_above_limit {amount_max_fen, distance_fen}
    amount_below_minimum {amount_min_fen, distance_fen}
    term_too_short {days_max, distance_days}
    may_be_too_slow {days_to_funds, within_days}
    after_gap_begins {days_to_funds, gap_first_day}
    check_low_confidence {field, operator, expected, actual, distance}  not met by a figure that is not certain
    missing_fact {field}
    above_four_lpr {yearly, limit_yearly}           the price reaches beyond four times the one-year prime rate
    status_uncertain {}
    weakness_touches {field}                        the self-assessment found a weakness in this condition
    collateral_needed {collateral}                  of a kind that a shop does not have by itself
    price_unpublished {}
    longer_than_gap {days_min, gap_days}            the shortest contract outlasts the cash gap
    term_longer_than_need {days_min, days}          ask about early repayment
    repaid_in_instalments {months}                  the money is there for about half the time only
    price_from_only {}                              where the price ends is not published
    old_figures {field, as_of}                      older than 180 days; the oldest of price and amount
    undated_figures {field}                         nobody says when the figure was true
    speed_unpublished {}                            said only when the need is within a week
    price_low_confidence {}
    sources_disagree {field, value, other, as_of, confidence, url}      `other` is what the second source says
    amount_unpublished {}
    platform_group {}                               of a platform's own group, which may be the one that asks us
Money is in fen, times in days, rates are yearly fractions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from advisor.trade.matching.criteria import ONLINE_SHOP_HAS, days_of
from advisor.trade.matching.ease_columns import term_min_days
from advisor.trade.matching.known import Case
from advisor.trade.matching.price_reasons import Priced, price_reasons_against, price_reasons_for
from advisor.trade.matching.results import CriterionResult, Reason
from advisor.trade.matching.weighing import URGENT_DAYS
from advisor.trade.records import Product

PAID_PER_USE = "revolving"
_FOR = (
    "cheapest_published", "fastest_published", "easiest", "platform_invited", "covers_gap", "fast_enough",
    "made_for_platform", "no_collateral", "pays_per_use", "price_well_sourced", "amount_fits", "criterion_met",
    "term_fits",
)  # fmt: skip
_AGAINST = (
    ("criterion_not_met", "amount_above_limit", "amount_below_minimum", "term_too_short"), ("may_be_too_slow",),
    ("after_gap_begins",), ("check_low_confidence",), ("missing_fact",), ("above_four_lpr",), ("status_uncertain",),
    ("weakness_touches",), ("collateral_needed",), ("price_unpublished",), ("longer_than_gap",),
    ("term_longer_than_need",), ("repaid_in_instalments",), ("price_from_only",), ("old_figures",),
    ("undated_figures",), ("speed_unpublished",), ("price_low_confidence",), ("sources_disagree",),
    ("amount_unpublished",), ("platform_group",),
)  # fmt: skip
_PLACES = {code: place for place, code in enumerate(_FOR)} | {
    code: place for place, codes in enumerate(_AGAINST) for code in codes
}
"""Blocking conditions are of one weight: they stay in their order, so that `Match.blocking` is first."""


def reasons_for(
    product: Product,
    results: Sequence[CriterionResult],
    case: Case,
    priced: Priced | None,
    best_in: Iterable[str] = (),
) -> tuple[Reason, ...]:
    """What speaks for a product; `best_in` are the superlatives it holds."""
    found = (
        *(Reason(code, {}) for code in best_in),
        *_for(product, results, case),
        *price_reasons_for(product, priced),
    )
    return _in_order(found)


def reasons_against(
    product: Product, results: Sequence[CriterionResult], case: Case, priced: Priced | None
) -> tuple[Reason, ...]:
    """What speaks against a product: what blocks, then what is not certain, then what to mind."""
    found = (
        *(_not_met(result) for result in results if result.status == "not_met"),
        *_open(results),
        *_cautions(results, case),
        *_speed_and_term(product, case),
        *_to_mind(product, results),
        *price_reasons_against(product, priced, case),
    )
    return _in_order(found)


def _in_order(found: Iterable[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted(found, key=lambda reason: _PLACES[reason.code]))


def _for(product: Product, results: Sequence[CriterionResult], case: Case) -> Iterator[Reason]:
    met = {result.field: result for result in results if result.status == "met"}
    if "platform" in met:
        if case.facts.get("platform_offer") == "yes" and product.group == "platform":
            yield Reason("platform_invited", {})
        yield Reason("made_for_platform", {"platform": met["platform"].actual})
    for result in results:
        if result.status == "met" and result.is_published:
            yield Reason("criterion_met", _judged(result))
    if "need_amount_fen" in met:
        low, high = met["need_amount_fen"].expected
        yield Reason("amount_fits", {"amount_min_fen": low, "amount_max_fen": high})
    if "need_days" in met:
        yield Reason("term_fits", {"days_max": met["need_days"].expected[1]})
    if case.within_days is not None and product.days_to_funds is not None and product.days_to_funds <= case.within_days:
        yield Reason("fast_enough", {"days_to_funds": product.days_to_funds, "within_days": case.within_days})
    if _covers_gap(product, case):
        cash = case.cash
        params = {"gap_fen": cash.gap_fen, "gap_first_day": cash.gap_first_day, "gap_last_day": cash.gap_last_day}
        yield Reason("covers_gap", params)
    if product.collateral == "none":
        yield Reason("no_collateral", {})
    if PAID_PER_USE in product.repayment_methods:
        yield Reason("pays_per_use", {})


def _covers_gap(product: Product, case: Case) -> bool:
    gap_fen, gap_days = case.cash.gap_fen, case.cash.gap_days
    if not gap_fen or product.amount_max_fen is None or product.amount_max_fen < gap_fen:
        return False
    return gap_days is None or product.term_max_months is None or days_of(product.term_max_months) >= gap_days


def _not_met(result: CriterionResult) -> Reason:
    if result.operator != "between":
        wait = {"wait_months": result.wait_months, "cured_on": result.cured_on}
        return Reason("criterion_not_met", {**_judged(result), "distance": result.distance, **wait})
    low, high = result.expected
    if result.field == "need_days":
        return Reason("term_too_short", {"days_max": high, "distance_days": result.distance})
    if high is not None and result.actual > high:
        return Reason("amount_above_limit", {"amount_max_fen": high, "distance_fen": result.distance})
    return Reason("amount_below_minimum", {"amount_min_fen": low, "distance_fen": result.distance})


def _open(results: Iterable[CriterionResult]) -> Iterator[Reason]:
    for result in results:
        if result.is_checked_later:
            yield Reason("check_low_confidence", {**_judged(result), "distance": result.distance})
        elif result.status == "unknown" and result.field != "collateral":
            yield Reason("missing_fact", {"field": result.field})


def _judged(result: CriterionResult) -> dict[str, Any]:
    return {name: getattr(result, name) for name in ("field", "operator", "expected", "actual")}


def _cautions(results: Iterable[CriterionResult], case: Case) -> Iterator[Reason]:
    touched = (result.field for result in results if result.field in case.cautions and result.status != "not_met")
    return (Reason("weakness_touches", {"field": field}) for field in dict.fromkeys(touched))


def _speed_and_term(product: Product, case: Case) -> Iterator[Reason]:
    days, within = product.days_to_funds, case.need.within_days
    if days is None:
        if case.within_days is not None and case.within_days <= URGENT_DAYS:
            yield Reason("speed_unpublished", {})
    elif within is not None and days > within:
        yield Reason("may_be_too_slow", {"days_to_funds": days, "within_days": within})
    elif within is None and case.within_days is not None and days > case.within_days:
        yield Reason("after_gap_begins", {"days_to_funds": days, "gap_first_day": case.cash.gap_first_day})
    days_min = term_min_days(product)
    if case.need.days < days_min:
        yield Reason("term_longer_than_need", {"days_min": days_min, "days": case.need.days})
    elif case.days_enough < days_min:
        yield Reason("longer_than_gap", {"days_min": days_min, "gap_days": case.cash.gap_days})


def _to_mind(product: Product, results: Sequence[CriterionResult]) -> Iterator[Reason]:
    if product.status == "uncertain":
        yield Reason("status_uncertain", {})
    is_blocked = any(result.field == "has_property" and result.status == "not_met" for result in results)
    if product.collateral not in (None, *ONLINE_SHOP_HAS) and not is_blocked:
        yield Reason("collateral_needed", {"collateral": product.collateral})
    if product.amount_max_fen is None:
        yield Reason("amount_unpublished", {})
    if product.group == "platform":
        yield Reason("platform_group", {})
