"""One product of a board as a `Match`: exact costs, conditions, reasons."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.trade.matching.board import Board
from advisor.trade.matching.criteria import criterion_results
from advisor.trade.matching.ease_columns import (
    ALL_POINTS,
    NO_INVITATION_POINTS,
    OPEN_AT_MOST,
    OPEN_POINTS,
    collateral_points,
    paper_points,
)
from advisor.trade.matching.price_reasons import Priced
from advisor.trade.matching.reasons import reasons_against, reasons_for
from advisor.trade.matching.results import TIERS, CriterionResult, Ease, Match
from advisor.trade.product_costs import price_field

ASKABLE_BUILT_IN = ("platform", "has_property")


def match_of(board: Board, index: int, best_in: Iterable[str] = ()) -> Match:
    """The match of one product; `best_in` are the superlatives it holds (codes of `reasons`)."""
    product, case = board.table.products[index], board.case
    results = criterion_results(product, case.known, case.today)
    priced = priced_of(board, index)
    low, high = (None, None) if priced is None else (priced.low, priced.high)
    return Match(
        product_id=product.id,
        tier=TIERS[board.tiers[index]],
        criteria=results,
        cost_low_fen=None if low is None else low.total_cost_fen,
        cost_high_fen=None if high is None else high.total_cost_fen,
        yearly_low=None if low is None else low.all_in_yearly_rate,
        yearly_high=None if high is None else high.all_in_yearly_rate,
        price_confidence=None if priced is None else product.source(price_field(product)).confidence,
        days_to_funds=product.days_to_funds,
        ease=_ease(board, index),
        weighing=board.weighing(index),
        miss_weight=int(board.standing.misses[index]),
        reasons_for=reasons_for(product, results, case, priced, best_in),
        reasons_against=reasons_against(product, results, case, priced),
        missing=tuple(dict.fromkeys(result.field for result in results if _is_missing(result))),
        blocking=next((result.field for result in results if result.status == "not_met"), None),
    )


def priced_of(board: Board, index: int) -> Priced | None:
    """The exact costs of a product at its published prices."""
    plan = board.plan(index)
    if plan is None:
        return None
    low, high = (None if rate is None else board.cost(index, plan, rate) for rate in plan.ends)
    return Priced(plan, low, high, plan.instalment_months(board.case.need.days, board.case.fee_days))


def _ease(board: Board, index: int) -> Ease:
    product = board.table.products[index]
    lost = {
        "collateral": collateral_points(product),
        "papers": paper_points(product),
        "open_conditions": min(OPEN_POINTS * int(board.standing.opens[index]), OPEN_AT_MOST),
    }
    is_uninvited = board.lost_points(index) > sum(lost.values())
    lost["no_invitation"] = NO_INVITATION_POINTS if is_uninvited else 0
    return Ease(ALL_POINTS - sum(lost.values()), lost)


def _is_missing(result: CriterionResult) -> bool:
    is_askable = result.is_published or result.field in ASKABLE_BUILT_IN
    return is_askable and result.status == "unknown" and not result.is_checked_later
