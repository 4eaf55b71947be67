"""How fast the money moves from week to week and on which weekdays: shipping before a feast, a strike, a Sunday."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from advisor.trade.forecast.draws import Floats
from advisor.trade.forecast.ways import way_to_cash
from advisor.trade.forecast.weekdays import DAYS_PER_WEEK, weekday_factors
from advisor.trade.orders import Orders
from advisor.trade.stage import Stage
from advisor.trade.stage_path import ENOUGH_ORDERS, days_between, is_gone, moment

Whole = npt.NDArray[np.int64]
ORDERS_A_WEEK = 5
WEEKS = 6  # that the usual spread is worth
USUAL_SPREAD = 0.15  # where the orders do not tell; our own value
LEAST_SPREAD, MOST_SPREAD = 0.03, 0.5
RECENT_DAYS = 120
RECENT_ORDERS = 200
FAR_DAYS = 10**6  # not yet
TINY = 1e-9
HALF_LIFE_WEEKS = 2.0  # of what a week's speed tells (benchmarks/backtest.py)
SLOWEST, FASTEST = 0.5, 2.0
FEWEST_WEEKDAYS = 4  # of each, to compare them


@dataclass(frozen=True)
class Pace:
    """How fast the money moves these weeks: `speed` 1 is as the stages tell; `spread` its standard deviation."""

    speed: float = 1.0
    spread: float = USUAL_SPREAD


def pace_of(orders: Orders, at: np.datetime64, stages: Sequence[Stage]) -> Pace:
    """The pace of the next weeks, by that of the last 17, beyond the chance of single orders.

    The speed of a week is orders that came through / those that should have, by their ages and the ways as `stages`
    tell; they are followed to the last moment that the source tells. It lasts for some weeks, then it is lost: of two
    weeks the later one tells more. Few orders tell little: as many as make chance as large as the usual spread are
    supposed to have gone at speed 1, and the usual spread counts as much as 6 weeks. Weeks in which fewer than 5 orders
    should have come are left out of the spread.

    Args:
        orders: as they were known at the moment `at`.
        stages: of these orders.
    """
    known = [stage for stage in stages if stage.is_end_known]
    if not known or known[-1].finished < ENOUGH_ORDERS:
        return Pace()
    way = np.append(np.cumsum(way_to_cash([stage.delay for stage in known]).share_by_day), 1.0)
    coming = orders.where(orders.is_paid & ~is_gone(orders) & orders.tells(known[-1].ends))
    today = at.astype("datetime64[D]")
    paid, through = (
        np.where(np.isnat(on), FAR_DAYS, (on.astype("datetime64[D]") - today).astype(np.int64))
        for on in (moment(coming, "paid_at"), getattr(coming, known[-1].ends))
    )
    weeks = [_week(paid, through, way, -DAYS_PER_WEEK * back) for back in range(RECENT_DAYS // DAYS_PER_WEEK)]
    return _pace(*np.array(weeks).T)


def _pace(came: Floats, expected: Floats, chance: Floats) -> Pace:
    """Of the weeks, the last one first: [weeks] orders that came, that should have, variance of that."""
    counts = 0.5 ** (np.arange(len(came)) / HALF_LIFE_WEEKS)
    speed = (counts @ came + 1.0 / USUAL_SPREAD**2) / (counts @ expected + 1.0 / USUAL_SPREAD**2)
    told = expected >= ORDERS_A_WEEK
    beyond = ((came[told] - expected[told]) ** 2 - chance[told]) / expected[told] ** 2
    variance = (float(beyond.sum()) + WEEKS * USUAL_SPREAD**2) / (told.sum() + WEEKS)
    spread = np.clip(np.sqrt(max(0.0, variance)), LEAST_SPREAD, MOST_SPREAD)
    return Pace(float(np.clip(speed, SLOWEST, FASTEST)), float(spread))


def _week(paid: Whole, through: Whole, way: Floats, last: int) -> tuple[float, float, float]:
    """Orders that came through in the week up to the day `last`, those that should have, and the variance of that."""
    first = last - DAYS_PER_WEEK
    is_open = (paid <= last) & (through > first) & (paid > first - len(way))
    age, oldest = first - paid[is_open], len(way) - 1
    before = np.where(age >= 0, way[np.clip(age, 0, oldest)], 0.0)
    share = (way[np.clip(age + DAYS_PER_WEEK, 0, oldest)] - before) / np.maximum(1.0 - before, TINY)
    return float((through[is_open] <= last).sum()), float(share.sum()), float((share * (1.0 - share)).sum())


def recent(orders: Orders, at: np.datetime64) -> Orders:
    """The orders by which today's pace is told: of the last 120 days, or the last 200 where those are more."""
    ages = days_between(moment(orders, "paid_at"), at)
    known = np.sort(ages[~np.isnan(ages)])
    oldest = max(RECENT_DAYS, known[min(RECENT_ORDERS, len(known)) - 1]) if len(known) else RECENT_DAYS
    return orders.where(~(ages > oldest))


def arrival_weekdays(orders: Orders, at: np.datetime64, later_days: int = 0) -> Floats:
    """How much money arrives on Monday to Sunday, float64 [7] of mean 1, by the settled orders of the last 120 days.

    Even where the orders do not tell when they were settled, or for fewer than four weeks.

    Args:
        orders: as they were known at the moment `at`.
        later_days: from settled to usable.
    """
    on = orders.settled_at[~np.isnat(orders.settled_at)].astype("datetime64[D]")
    today = at.astype("datetime64[D]")
    days = min(RECENT_DAYS, int((today - on.min()).astype(np.int64)) + 1) if len(on) else 0
    if days < FEWEST_WEEKDAYS * DAYS_PER_WEEK:
        return np.ones(DAYS_PER_WEEK)
    place = days - 1 - (today - on).astype(np.int64)
    arrived = np.bincount(place[place >= 0], minlength=days).astype(np.float64)
    return np.roll(weekday_factors(arrived, today - np.timedelta64(days - 1, "D"), 1.0), later_days)
