"""What a product counts in the order within its tier: its cost for the need, and what is added to it.

Each disadvantage counts as if the loan were dearer by so much, so that all can be told in fen and compared:

- doubt: a price of a medium source counts 15 % dearer, of a low one (or where sources disagree) 50 %: it must be a
  third cheaper to pass a price that is sure. A price that says only "from" counts as `ASSUMED_TOP_YEARLY`. Thus a weak
  source cannot win merely by saying less. A product that may be given up: 1 % a year.
- delay: money after the day it is needed: 20 % a year, 10 % where the days are from a weak source, 5 % where they are
  not published and the need is within a week, so that of two that cost alike the one in time comes first, and a late
  one is not hidden.
- fit: repaid in n instalments, the money is there for about half the time: the cost of having all of it for all days
  is cost x 2n / (n + 1) (equal parts of principal; the direct-ratio estimate for the others). A limit below the need:
  the rest counts at the same price. A contract longer than needed, or no published limit: 1 % a year each.
- effort: 0.02 % a year for each point of ease that is lost.
- caution: 0.5 % a year for each condition that a weakness of the self-assessment touches, at most three.

The numbers are our own working values; who offers a product is none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from advisor.trade.matching.condition_rows import Ints
from advisor.trade.matching.criteria import NEED_FIELDS
from advisor.trade.matching.ease_columns import (
    NO_INVITATION_POINTS,
    OPEN_AT_MOST,
    OPEN_POINTS,
    EaseColumns,
)
from advisor.trade.matching.known import Case
from advisor.trade.matching.price_columns import Floats
from advisor.trade.matching.standing import Standing
from advisor.trade.matching.table import ProductTable

CONFIDENCES = ("high", "medium", "low")
DOUBT_BP = (0, 1500, 5000)  # of the cost, by confidence of the source
GIVEN_UP_BP = 100  # this and the following a year, of the amount
LATE_BP, PERHAPS_LATE_BP, UNKNOWN_SPEED_BP = 2000, 1000, 500
LONGER_BP, NO_LIMIT_BP = 100, 100
URGENT_DAYS = 7
LOST_POINT_BP = 2
CAUTION_BP, CAUTIONS_AT_MOST = 50, 3
ONE = 10_000  # basis points
YEAR = 365 * ONE


@dataclass(frozen=True)
class Weights:
    """What is weighed, of one product (whole numbers) or of all (arrays): see `parts`. `*_bp` are basis points."""

    amount_fen: int
    days: int
    price_fen: Any  # the highest published cost, or the lowest where only that is known
    ranked_fen: Any  # the cost it is ranked at
    error_fen: Any  # of either, 0 where they are exact
    principal_fen: Any
    doubt_bp: Any  # of the cost
    given_up: Any  # 1 where it may not be offered any more
    delay_bp: Any  # this and the following of the amount, a year
    instalment_months: Any
    fit_bp: Any
    lost_points: Any
    cautions: Any

    def one(self, index: int, price_fen: int, ranked_fen: int) -> Weights:
        """Of all the weights those of one product, with its exact costs."""
        return Weights(
            amount_fen=self.amount_fen,
            days=self.days,
            price_fen=price_fen,
            ranked_fen=ranked_fen,
            error_fen=0,
            principal_fen=int(self.principal_fen[index]),
            doubt_bp=int(self.doubt_bp[index]),
            given_up=int(self.given_up[index]),
            delay_bp=int(self.delay_bp[index]),
            instalment_months=int(self.instalment_months[index]),
            fit_bp=int(self.fit_bp[index]),
            lost_points=int(self.lost_points[index]),
            cautions=int(self.cautions[index]),
        )


def parts(one: Weights) -> Mapping[str, Any]:
    """The parts of `results.Weighing`, in fen; of one product every part is rounded down."""
    ranked = one.ranked_fen
    doubt = _part(ranked * one.doubt_bp, ONE) + (ranked - one.price_fen)
    return {
        "price_fen": one.price_fen,
        "doubt_fen": doubt + _yearly_fen(one, one.given_up * GIVEN_UP_BP),
        "delay_fen": _yearly_fen(one, one.delay_bp),
        "fit_fen": _held_more_fen(one, ranked) + _yearly_fen(one, one.fit_bp),
        "effort_fen": _yearly_fen(one, one.lost_points * LOST_POINT_BP),
        "caution_fen": _yearly_fen(one, one.cautions * CAUTION_BP),
    }


def held_fen(one: Weights) -> Any:
    """The cost, at the highest published price, of having the whole amount for all the days."""
    return one.price_fen + _held_more_fen(one, one.price_fen)


def error_of(all_of: Weights) -> Floats:
    """By how much the sum of `parts` can be wrong where costs are only known within `error_fen`."""
    held = 1 + (all_of.amount_fen - all_of.principal_fen) / all_of.principal_fen
    found: Floats = all_of.error_fen * (2 + all_of.doubt_bp / ONE + held) + 8
    return found


def weights_of(table: ProductTable, standing: Standing, case: Case) -> Weights:
    """The weights of every product for a case, with costs in floats."""
    need, prices, ease = case.need, table.prices, table.ease
    price, price_error = prices.cost(prices.known, need.amount_fen, need.days, case.fee_days)
    ranked, ranked_error = prices.cost(prices.high, need.amount_fen, need.days, case.fee_days)
    return Weights(
        amount_fen=need.amount_fen,
        days=need.days,
        price_fen=price,
        ranked_fen=ranked,
        error_fen=np.maximum(price_error, ranked_error),
        principal_fen=prices.principal_fen(need.amount_fen),
        doubt_bp=np.where(prices.is_priced, np.array(DOUBT_BP)[prices.confidence], 0),
        given_up=ease.is_uncertain.astype(np.int64),
        delay_bp=_delay_bp(ease, case.within_days),
        instalment_months=prices.instalment_months(need.days, case.fee_days),
        fit_bp=(ease.term_min_days > case.days_enough) * LONGER_BP + ease.has_no_limit * NO_LIMIT_BP,
        lost_points=ease.lost
        + lost_to_opens(standing.opens)
        + NO_INVITATION_POINTS * ~_is_invited(ease, standing, case),
        cautions=_cautions(standing, case),
    )


def lost_to_opens(opens: Ints) -> Ints:
    """Points of ease lost to conditions that are open."""
    return np.minimum(OPEN_POINTS * opens, OPEN_AT_MOST)


def _held_more_fen(one: Weights, cost_fen: Any) -> Any:
    """What the whole amount for all the days would cost more: for instalments, and for a limit below the need."""
    months, lacking_fen = one.instalment_months, one.amount_fen - one.principal_fen
    repaid = (months - 1) * (months > 0)
    return _part(cost_fen * repaid, months + 1) + _part(cost_fen * lacking_fen, one.principal_fen)


def _yearly_fen(one: Weights, basis_points: Any) -> Any:
    """So many basis points a year of the amount, for the days."""
    return _part(one.amount_fen * one.days * basis_points, YEAR)


def _part(whole: Any, divisor: Any) -> Any:
    """Whole fen of one product; of arrays the exact quotient, which is faster and less than a fen away."""
    return whole / divisor if isinstance(whole, np.ndarray) else whole // divisor


def _delay_bp(ease: EaseColumns, within_days: int | None) -> Ints:
    if within_days is None:
        return np.zeros(len(ease.lost), dtype=np.int64)
    late = np.where(ease.is_speed_weak, PERHAPS_LATE_BP, LATE_BP)
    known = np.where(ease.days_to_funds > within_days, late, 0)
    return np.where(ease.days_to_funds < 0, UNKNOWN_SPEED_BP if within_days <= URGENT_DAYS else 0, known)


def _is_invited(ease: EaseColumns, standing: Standing, case: Case) -> Any:
    """Products of the merchant's own platform, where it already shows the shop a line."""
    if case.facts.get("platform_offer") != "yes":
        return np.zeros(len(ease.lost), dtype=bool)
    return ease.is_platform & standing.is_met("platform")


def _cautions(standing: Standing, case: Case) -> Ints:
    """How many of a product's conditions a weakness touches; a condition that is missed says so itself."""
    fields = sorted((case.cautions & standing.rows.by_field.keys()) - {*NEED_FIELDS})
    touched = np.zeros(standing.rows.size, dtype=np.int64)
    for field in fields:
        touched += standing.is_touched(field)
    return np.minimum(touched, CAUTIONS_AT_MOST)
