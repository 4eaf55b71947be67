"""How much the length of the money's way changes from week to week: shipping before a feast, a courier's strike."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from advisor.trade.forecast.draws import Floats
from advisor.trade.orders import Orders
from advisor.trade.stage_path import ENOUGH_ORDERS, days_between, has_times, moment

ENDS = ("settled_at", "confirmed_at", "delivered_at", "shipped_at")
ORDERS_A_WEEK = 5
WEEKS = 6
USUAL_SPREAD = 0.15  # where the orders do not tell; our own value
LEAST_SPREAD, MOST_SPREAD = 0.03, 0.5
RECENT_DAYS = 120
RECENT_ORDERS = 200


def pace_spread(orders: Orders, at: np.datetime64) -> float:
    """Relative standard deviation of the mean way of a week's orders, beyond what the chance of single orders explains.

    The way is measured to the last moment that the source tells. Weeks whose slow orders may still be on their way
    (younger than 95 % of the ways seen) and weeks of fewer than 5 orders are left out; with fewer than 6 weeks left it
    is a usual value.

    Args:
        orders: as they were known at the moment `at`.
    """
    end = next((name for name in ENDS if has_times(orders, name)), None)
    if end is None:
        return USUAL_SPREAD
    paid_at = moment(orders, "paid_at")
    days = days_between(paid_at, getattr(orders, end))
    is_through = ~np.isnan(days)
    if is_through.sum() < ENOUGH_ORDERS:
        return USUAL_SPREAD
    is_old = days_between(paid_at, at) > np.quantile(days[is_through], 0.95) + 7
    chosen = is_through & is_old & (days >= 0)
    week = (days_between(paid_at, at)[chosen] // 7).astype(np.int64)
    return _between_weeks(days[chosen], week)


def recent(orders: Orders, at: np.datetime64) -> Orders:
    """The orders by which today's pace is told: of the last 120 days, or the last 200 where those are more."""
    ages = days_between(moment(orders, "paid_at"), at)
    known = np.sort(ages[~np.isnan(ages)])
    oldest = max(RECENT_DAYS, known[min(RECENT_ORDERS, len(known)) - 1]) if len(known) else RECENT_DAYS
    return orders.where(~(ages > oldest))


def _between_weeks(days: Floats, week: npt.NDArray[np.int64]) -> float:
    counts = np.bincount(week)
    is_full = counts >= ORDERS_A_WEEK
    if is_full.sum() < WEEKS:
        return USUAL_SPREAD
    counts = counts[is_full]
    means, squares = (np.bincount(week, values)[is_full] / counts for values in (days, days**2))
    chance = np.maximum(squares - means**2, 0.0) / (counts - 1)
    real = max(0.0, float(means.var(ddof=1)) - float(chance.mean()))
    return float(np.clip(np.sqrt(real) / max(float(means.mean()), 1.0), LEAST_SPREAD, MOST_SPREAD))
