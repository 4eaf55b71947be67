"""Which products fit a shop and its need, why, why not, and what one more fact would tell.

Nothing here is a decision of a lender. The order never depends on who offers a product: tier, then published price
before unpublished, then true cost of the need, then speed against the urgency, then id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from advisor.trade.criteria import CriterionResult, criterion_results
from advisor.trade.match_reasons import Reason, reasons_against, reasons_for
from advisor.trade.product_costs import CostRange, product_cost
from advisor.trade.records import Lpr, Need, Product, Profile

TIERS = ("eligible", "likely", "unknown", "not_now")
NOT_LOANS = ("subsidy", "guarantee_fee", "premium", "not_applicable")
"""Bases of price of public schemes and services that lend no money themselves."""
RECEIVABLE_DAYS_ASSUMED = 15
"""How long one advance on sales money lasts where the shop's own time is not known: a usual round (our own value)."""
ASKABLE_BUILT_IN = ("platform", "has_property")


@dataclass(frozen=True)
class Match:
    """One product for one need. Costs are None when not published; `blocking` is the first condition not met."""

    product_id: str
    tier: str
    criteria: tuple[CriterionResult, ...]
    cost_low_fen: int | None
    cost_high_fen: int | None
    yearly_low: Decimal | None
    yearly_high: Decimal | None
    reasons_for: tuple[Reason, ...]
    reasons_against: tuple[Reason, ...]
    missing: tuple[str, ...]
    blocking: str | None
    days_to_funds: Decimal | None = None


@dataclass(frozen=True)
class Matches:
    """The answer: products in order, public schemes that are no loans, and the fact most worth asking for."""

    ranked: tuple[Match, ...]
    schemes: tuple[Match, ...]
    ask_next: str | None


def match(
    products: Iterable[Product],
    profile: Profile,
    need: Need,
    lpr: Lpr | None = None,
    cautions: Collection[str] = (),
    cost_of: Callable[[Product, Need, int | None], CostRange | None] = product_cost,
) -> Matches:
    """Match a shop and its need with products.

    Tiers: not_now when a condition is not met; unknown when a fact of the shop is missing, a low-confidence condition
    is not met, or nothing published speaks for the shop; eligible when the product is active, publishes conditions and
    its largest amount, and all are met; likely otherwise. Closed products are left out.

    Args:
        products: in any order; it does not matter.
        profile: what is known of the shop; a key with None was asked and is not known, and is not asked again.
        need: amount and days above zero.
        lpr: the current loan prime rate, to warn above four times of it; None gives no warning.
        cautions: fields touched by weaknesses of the self-assessment (`advisor.trade.swot.cautions`).
        cost_of: what a product costs for a need, and for how many days one fee lasts (the shop's receivable days);
            None where no price is published.

    Returns:
        All products that are not closed, the best first, near misses last by the number of conditions not met.

    Raises:
        ValueError: amount or days of the need are not positive.
    """
    if need.amount_fen <= 0 or need.days <= 0:
        raise ValueError(f"a need has an amount and days above zero, not {need}")
    fee_days = profile.get("receivable_days") or RECEIVABLE_DAYS_ASSUMED
    loans: list[Match] = []
    schemes: list[Match] = []
    for product in sorted(products, key=lambda one: one.id):
        if product.status == "closed":
            continue
        found = _match(product, profile, need, cost_of(product, need, fee_days), lpr, cautions)
        (schemes if product.rate_basis in NOT_LOANS else loans).append(found)
    ranked = sorted(_with_superlatives(loans), key=lambda one: _rank(one, need))
    by_tier = sorted(schemes, key=lambda one: (TIERS.index(one.tier), one.product_id))
    return Matches(tuple(ranked), tuple(by_tier), _ask_next(ranked, profile.facts))


def _match(
    product: Product, profile: Profile, need: Need, cost: CostRange | None, lpr: Lpr | None, cautions: Collection[str]
) -> Match:
    results = criterion_results(product, profile.facts, need)
    unmet = [result.field for result in results if result.status == "not_met"]
    low, high = (None, None) if cost is None else (cost.low, cost.high)
    return Match(
        product_id=product.id,
        tier=_tier(product, results),
        criteria=results,
        cost_low_fen=None if low is None else low.total_cost_fen,
        cost_high_fen=None if high is None else high.total_cost_fen,
        yearly_low=None if low is None else low.all_in_yearly_rate,
        yearly_high=None if high is None else high.all_in_yearly_rate,
        reasons_for=reasons_for(product, results, profile.facts, need),
        reasons_against=reasons_against(product, results, need, cost, lpr, cautions),
        missing=tuple(dict.fromkeys(result.field for result in results if _is_missing(result))),
        blocking=unmet[0] if unmet else None,
        days_to_funds=product.days_to_funds,
    )


def _is_missing(result: CriterionResult) -> bool:
    is_askable = result.is_published or result.field in ASKABLE_BUILT_IN
    return is_askable and result.status == "unknown" and not result.is_checked_later


def _tier(product: Product, results: Iterable[CriterionResult]) -> str:
    results = tuple(results)
    states = {result.status for result in results}
    if "not_met" in states:
        return "not_now"
    if "unknown" in states or not any(result.is_published or result.field == "platform" for result in results):
        return "unknown"
    is_published = any(result.is_published for result in results) and product.amount_max_fen is not None
    return "eligible" if is_published and product.status == "active" else "likely"


def _rank(one: Match, need: Need) -> tuple[Any, ...]:
    unmet = sum(result.status == "not_met" for result in one.criteria)
    return (TIERS.index(one.tier), unmet, *_cost_key(one), *_speed_key(one.days_to_funds, need), one.product_id)


def _cost_key(one: Match) -> tuple[int, int]:
    """The highest published cost decides, so that a "from" price without an upper end does not win."""
    if one.cost_high_fen is not None:
        return 0, one.cost_high_fen
    return (2, 0) if one.cost_low_fen is None else (1, one.cost_low_fen)


def _speed_key(days: Decimal | None, need: Need) -> tuple[int, Decimal]:
    if days is None:
        return 1, Decimal(0)
    is_late = need.within_days is not None and days > need.within_days
    return 2 if is_late else 0, days


def _with_superlatives(loans: list[Match]) -> list[Match]:
    """Mark the cheapest and the fastest of what is possible now, when there is something to compare with."""
    possible = [one for one in loans if one.tier != "not_now"]
    cheapest = _first([one for one in possible if one.cost_high_fen is not None], _cost_key)
    fastest = _first([one for one in possible if one.days_to_funds is not None], lambda one: one.days_to_funds)
    best = {"cheapest_published": cheapest, "fastest_published": fastest}
    marked = []
    for one in loans:
        codes = (Reason(code, {}) for code, first in best.items() if first is one)
        marked.append(replace(one, reasons_for=(*codes, *one.reasons_for)))
    return marked


def _first(found: list[Match], key: Callable[[Match], Any]) -> Match | None:
    return min(found, key=lambda one: (key(one), one.product_id)) if len(found) > 1 else None


def _ask_next(ranked: Iterable[Match], facts: Mapping[str, Any]) -> str | None:
    """The missing fact that alone decides the most products, then the one that the most products ask for."""
    alone: Counter[str] = Counter()
    asked_for: Counter[str] = Counter()
    for one in ranked:
        fields = [field for field in one.missing if field not in facts]
        if one.tier != "not_now":
            asked_for.update(fields)
            alone.update(fields if len(fields) == 1 else ())
    return min(asked_for, key=lambda field: (-alone[field], -asked_for[field], field), default=None)
