"""The scenario that a shop's own orders give: where its money stands today and what they say of the days to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from advisor.trade.delays import Delay
from advisor.trade.forecast.history import history_of
from advisor.trade.forecast.pace import pace_spread, recent
from advisor.trade.forecast.sales_model import ForecastError, fitted
from advisor.trade.forecast.scenario import Scenario
from advisor.trade.forecast.terms import Terms
from advisor.trade.orders import Money, Orders
from advisor.trade.past import known_at
from advisor.trade.records import SettlementRule
from advisor.trade.returns import Returns, returns_of
from advisor.trade.seasons import Season, multiples
from advisor.trade.stage_path import is_gone, moment
from advisor.trade.stages import InFlight, in_flight, stages_of

SEASON_DAYS = 91 + 366  # far enough for goods that are bought long before they are sold
RETURNS_DRIFT = 0.15  # how far a return rate may be from the one before even where it is known well (our own value)
RETURN_DAYS = 7.0  # paid to refunded, where neither orders nor rule say (our own value)
DAY = np.timedelta64(1, "D")


def scenario_of(
    orders: Orders,
    terms: Terms,
    rule: SettlementRule,
    as_of: np.datetime64 | None = None,
    seasons: Sequence[Season] = (),
    corrections: Mapping[str, float] = {},
) -> Scenario:
    """The scenario as it was known at a moment; what is later in `orders` is not looked at.

    Args:
        orders: of one shop, in any order.
        rule: of the platform: what stands in for days and fees that the orders do not tell.
        as_of: default: the latest time in the orders. The forecast begins on the day after it.
        seasons: promotions and holidays of the platform, divided out of the past and counted in the future.
        corrections: days by stage, as the merchant says.

    Raises:
        ForecastError: no paid order (no_sales) or fewer than 14 whole days of them (too_short).
    """
    at = orders.last_seen if as_of is None else np.datetime64(as_of, "s")
    known = known_at(orders, at)
    if not known.is_paid.any():
        raise ForecastError("no_sales", "there is no paid order before the day of the forecast")
    return_days = float(rule.return_days or RETURN_DAYS)
    by_rule = {stage: float(days) for stage, days in rule.stage_days.items()}
    stages = stages_of(recent(known, at), by_rule, at, corrections, rule.settles_from)
    returns = returns_of(known, at, return_days)
    flying = in_flight(known, stages)
    history = history_of(known, at, return_days)
    today = at.astype("datetime64[D]")
    return Scenario(
        as_of=today.item(),
        terms=terms,
        sales=fitted(history, multiples(seasons, history.first_day.item(), len(history))),
        stages=tuple(stage.delay for stage in stages.stages),
        returns=returns.delay if returns else Delay.of([0.0]),
        in_flight=flying,
        settled_fen=settled_by_age(known, flying, at),
        past_sales_fen=history.sales_fen,
        past_refunds_fen=history.refunds_fen,
        season=multiples(seasons, (today + DAY).item(), SEASON_DAYS),
        fee_share=fee_share(known, rule) if terms.fee_share is None else terms.fee_share,
        return_spread=return_spread(returns),
        pace_spread=pace_spread(known, at),
        stage_ids=tuple(stage.id for stage in stages.stages),
        currency=orders.currency,
    )


def settled_by_age(orders: Orders, flying: InFlight, at: np.datetime64) -> Money:
    """Money of paid orders that is neither refunded nor in flight, int64 [ages] by calendar days since payment.

    Stuck orders are among it; they are older than nearly all returns, so that nothing of them is expected to come back.
    """
    there = orders.where(orders.is_paid & ~is_gone(orders) & (orders.refund_fen < orders.paid_fen))
    paid_on = moment(there, "paid_at").astype("datetime64[D]")
    ages = np.maximum((at.astype("datetime64[D]") - paid_on).astype(np.int64), 0)
    money = np.zeros(int(max(ages.max(initial=0), flying.paid_age_days.max(initial=0))) + 1, np.int64)
    np.add.at(money, ages, there.paid_fen - there.refund_fen)
    np.subtract.at(money, flying.paid_age_days, flying.money_fen)
    return np.maximum(money, 0)


def fee_share(orders: Orders, rule: SettlementRule) -> float:
    """What the platform keeps of the money that is settled and not refunded: by the orders, else by its rule, else
    0."""
    charged = orders.where(orders.fee_fen > 0)
    kept = float((charged.paid_fen - charged.refund_fen).sum())
    if kept <= 0:
        return float(rule.fee_rate or 0)
    return min(1.0, float(charged.fee_fen.sum()) / kept)


def return_spread(returns: Returns | None) -> float:
    """Relative standard deviation of the return rate to come: that of so few orders, and a drift all the same."""
    if returns is None or not returns.ultimate_rate:
        return 0.0
    by_chance = (1.0 - returns.ultimate_rate) / (returns.ultimate_rate * max(1, returns.paid_orders))
    return float(np.sqrt(by_chance + RETURNS_DRIFT**2))
