"""What goes out whatever the luck: purchases, wages, rent, tax, other costs and loans, by day, to the fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from advisor.trade.forecast.draws import Floats
from advisor.trade.forecast.kernels import Whole, by_day, following, still_returned, whole
from advisor.trade.forecast.scenario import Scenario
from advisor.trade.orders import Money, Times

TWO_MONTHS_DAYS = 62  # tax of the month before the last may still be due


@dataclass(frozen=True, eq=False)
class Trade:
    """Expected sales and refunds in fen from `before` days before day 0 on: float64 [before + days to come]."""

    before: int
    sold: Floats
    returned: Floats


def costs(scenario: Scenario, days: int) -> dict[str, Whole]:
    """Money by kind and day of the forecast, float64 [days] in whole fen; what goes out is negative.

    Kinds: purchases, wages, rent, tax, other, loans (a loan paid out is positive).
    """
    terms, trade = scenario.terms, trade_of(scenario, days)
    return {
        "purchases": -purchases(scenario, trade, days),
        "wages": -monthly(scenario, days, terms.wages_fen, terms.wages_day),
        "rent": -monthly(scenario, days, terms.rent_fen, terms.rent_day),
        "tax": -tax(scenario, trade, days),
        "other": -spread(scenario, days, terms.other_fen),
        "loans": loans(scenario, days),
    }


def trade_of(scenario: Scenario, days: int) -> Trade:
    """Sales and refunds as far back and as far ahead as the costs of `days` days look.

    Days before the history are taken to be like its mean.
    """
    terms = scenario.terms
    all_terms = (terms, scenario.agreed or terms)
    before = max(TWO_MONTHS_DAYS, *(one.payable_days for one in all_terms))
    ahead = days + max(one.inventory_days for one in all_terms)
    sold = np.concatenate([_latest(scenario.past_sales_fen, before), scenario.expected_sales(ahead)])
    returned = np.concatenate([_latest(scenario.past_refunds_fen, before), expected_refunds(scenario, ahead)])
    return Trade(before, sold, returned)


def purchases(scenario: Scenario, trade: Trade, days: int) -> Whole:
    """Payments to suppliers [days].

    Goods for the expected sales of day t come in `inventory_days` before t and are paid `payable_days` after that: on
    day d those of the sales of day d + inventory_days - payable_days, in the past as well as to come. Returned goods
    that can be sold again need not be bought: they lessen what comes in on the day of their refund. More returned than
    needed is set against the next purchases. Where terms are changed (`Scenario.agreed`), goods that are here today
    came in and are paid on the old ones, and what the new ones lack today comes in on day 0.
    """
    terms = scenario.terms
    before = scenario.agreed or terms
    sold_on = np.arange(-trade.before, len(trade.sold) - trade.before)
    is_here = sold_on < before.inventory_days
    came_in = np.where(is_here, sold_on - before.inventory_days, np.maximum(sold_on - terms.inventory_days, 0))
    paid_on = came_in + np.where(is_here, before.payable_days, terms.payable_days)
    returned_on = sold_on
    spared_on = returned_on + np.where(returned_on < 0, before.payable_days, terms.payable_days)
    needed = _placed(paid_on, trade.sold, days) - terms.resellable_share * _placed(spared_on, trade.returned, days)
    return _by_day(np.maximum.accumulate(np.maximum(terms.cost_share * np.cumsum(needed), 0.0)))


def tax(scenario: Scenario, trade: Trade, days: int) -> Whole:
    """Tax on the net sales of each calendar month, paid on a day of the month after it [days]."""
    on = scenario.first_day - trade.before + np.arange(trade.before + days)
    month = on.astype("datetime64[M]").astype(np.int64)
    net = np.bincount(month - month[0], (trade.sold - trade.returned)[: len(on)])
    last_month = net[month[trade.before :] - month[0] - 1]
    due = _falls_due(scenario, days, scenario.terms.tax_day)
    return whole(due * scenario.terms.tax_share * np.maximum(last_month, 0.0))


def monthly(scenario: Scenario, days: int, amount_fen: int, day_of_month: int) -> Whole:
    """A sum on one day of every month [days]."""
    return _falls_due(scenario, days, day_of_month) * float(amount_fen)


def spread(scenario: Scenario, days: int, amount_fen: int) -> Whole:
    """A monthly sum in even parts over the days of each month [days]."""
    return _by_day(np.cumsum(amount_fen / _days_in_month(scenario.calendar(days))))


def loans(scenario: Scenario, days: int) -> Whole:
    """Loans paid out (+) and paid back (-) within the days of the forecast [days]; what is dated before is past."""
    flows = np.zeros(days)
    first = scenario.as_of + timedelta(days=1)
    for day, fen in (flow for loan in scenario.terms.loans for flow in loan.flows):
        if 0 <= (day - first).days < days:
            flows[(day - first).days] += fen
    return flows


def expected_refunds(scenario: Scenario, days: int) -> Floats:
    """Mean refunds in fen of all orders, by day [days]."""
    returns, flying = scenario.returns, scenario.in_flight
    new = following(by_day(returns, days)) @ scenario.expected_sales(days)
    old = flying.money_fen @ still_returned(returns, flying.paid_age_days, days)
    settled = scenario.settled_fen @ still_returned(returns, np.arange(len(scenario.settled_fen)), days)
    refunds: Floats = np.diff(new + old + settled, prepend=0.0)
    return refunds


def _placed(on: npt.NDArray[np.int64], money: Floats, days: int) -> Floats:
    """Money put on its day, [days]; what lies before or after is left out."""
    inside = (on >= 0) & (on < days)
    return np.bincount(on[inside], money[inside], days).astype(np.float64)


def _latest(values: Money, count: int) -> Floats:
    missing = max(0, count - len(values))
    filler = float(values.mean()) if len(values) else 0.0
    latest: Floats = np.concatenate([np.full(missing, filler), values[len(values) - (count - missing) :]])
    return latest


def _falls_due(scenario: Scenario, days: int, day_of_month: int) -> Floats:
    calendar = scenario.calendar(days)
    day = (calendar - calendar.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64) + 1
    due: Floats = (day == np.minimum(day_of_month, _days_in_month(calendar))).astype(np.float64)
    return due


def _days_in_month(calendar: Times) -> npt.NDArray[np.int64]:
    month = calendar.astype("datetime64[M]")
    days: npt.NDArray[np.int64] = ((month + 1).astype("datetime64[D]") - month.astype("datetime64[D]")).astype(np.int64)
    return days


def _by_day(running_total: Floats) -> Whole:
    by_day: Whole = np.diff(whole(running_total), prepend=0.0)
    return by_day
