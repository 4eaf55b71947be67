"""The scenario that a shop's own orders give: where its money stands today and what they say of the days to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from advisor.trade.delays import Delay
from advisor.trade.forecast.history import history_of
from advisor.trade.forecast.pace import arrival_weekdays, pace_of, recent
from advisor.trade.forecast.sales_model import ForecastError, fitted
from advisor.trade.forecast.scenario import Scenario
from advisor.trade.forecast.terms import Terms
from advisor.trade.orders import Flags, Money, Orders
from advisor.trade.past import known_at, sold_until
from advisor.trade.returns import Returns, returns_of
from advisor.trade.seasons import Season, multiples, ship_delays
from advisor.trade.settlement import SettlementRule
from advisor.trade.stage_path import is_gone, moment
from advisor.trade.stages import InFlight, in_flight, stages_of

SEASON_DAYS = 91 + 366  # far enough for goods that are bought long before they are sold
RETURNS_DRIFT = 0.15  # how far a return rate may be from the one before even where it is known well (our own value)
RETURN_DAYS = 7.0  # paid to refunded, where neither orders nor rule say (our own value)


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
        as_of: default: as far as the orders reach (`past.sold_until`). The forecast begins on the day after it.
        seasons: promotions and holidays of the platform, divided out of the past and counted in the future.
        corrections: days by stage, as the merchant says.

    Raises:
        ForecastError: no paid order (no_sales) or fewer than 14 whole days of them (too_short).
    """
    at = sold_until(orders) if as_of is None else np.datetime64(as_of, "s")
    known = known_at(orders, at)
    if not known.is_paid.any():
        raise ForecastError("no_sales", "there is no paid order before the day of the forecast")
    return_days = float(rule.return_days or RETURN_DAYS)
    by_rule = {stage: float(days) for stage, days in rule.stage_days.items()}
    stages = stages_of(recent(known, at), by_rule, at, corrections, rule.settles_from)
    returns = returns_of(known, at, return_days)
    flying = in_flight(known, stages)
    is_ship = np.array(["ship" in stage.id.split("+") for stage in stages.stages])
    history = history_of(known, at, return_days)
    today = at.astype("datetime64[D]").item()
    to_bank = sum(stage.mean_days for stage in stages.stages if stage.starts == "settled_at")
    scenario = Scenario(
        as_of=today,
        terms=terms,
        sales=fitted(history, multiples(seasons, history.first_day.item(), len(history))),
        stages=tuple(stage.delay for stage in stages.stages),
        returns=returns.delay if returns else Delay.of([0.0]),
        in_flight=waiting(flying, is_ship, today, seasons),
        settled_fen=settled_by_age(known, flying, at),
        past_sales_fen=history.sales_fen,
        past_refunds_fen=history.refunds_fen,
        season=np.ones(0),
        fee_share=fee_share(known, rule) if terms.fee_share is None else terms.fee_share,
        fee_returned=rule.fee_returned,
        return_spread=return_spread(returns),
        pace=pace_of(known, at, stages.stages),
        stage_ids=tuple(stage.id for stage in stages.stages),
        currency=orders.currency,
        arrival_weekdays=arrival_weekdays(known, at, round(to_bank)),
    )
    return begun_on(scenario, today, seasons)


def begun_on(scenario: Scenario, as_of: date, seasons: Sequence[Season]) -> Scenario:
    """The scenario of the days after `as_of`, with the promotions and holidays of those days; all else as it is."""
    first_day = as_of + timedelta(days=1)
    return replace(
        scenario,
        as_of=as_of,
        season=multiples(seasons, first_day, SEASON_DAYS),
        ship_waits_days=ship_delays(seasons, first_day, SEASON_DAYS),
    )


def waiting(flying: InFlight, is_ship: Flags, today: date, seasons: Sequence[Season]) -> InFlight:
    """Orders paid before or in a holiday in which nothing is shipped: in the stages `is_ship` [stages] they are so many
    days younger as they wait longer, below 0 as long as the wait goes on."""
    oldest = int(flying.paid_age_days.max(initial=0))
    waits = ship_delays(seasons, today - timedelta(days=oldest), oldest + 1)[oldest - flying.paid_age_days]
    waits = np.rint(np.where(is_ship[flying.stage], waits, 0.0)).astype(np.int64)
    return replace(flying, age_days=flying.age_days - waits)


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
    """What the platform keeps: by the orders, else by its rule, else 0.

    Of the money that is settled and not refunded, or of refunded money too, where it does not give the fee back.
    """
    charged = orders.where(orders.fee_fen > 0)
    early = ~(charged.refunded_at > charged.settled_at)
    is_free = {"never": np.zeros_like(early), "until_settled": early}.get(rule.fee_returned, np.ones_like(early))
    kept = float((charged.paid_fen - np.where(is_free, charged.refund_fen, 0)).sum())
    if kept <= 0:
        return float(rule.fee_rate or 0)
    return min(1.0, float(charged.fee_fen.sum()) / kept)


def return_spread(returns: Returns | None) -> float:
    """Relative standard deviation of the return rate to come: that of so few orders, and a drift all the same."""
    if returns is None or not returns.ultimate_rate:
        return 0.0
    by_chance = (1.0 - returns.ultimate_rate) / (returns.ultimate_rate * max(1, returns.paid_orders))
    return float(np.sqrt(by_chance + RETURNS_DRIFT**2))
