"""How a shop's sales vary: over the week, over the year, on single days, and lately. Each with what it rests on.

Sales are money paid before refunds, by the day of the order. The first and the last day of the orders are left out
where possible: the source may cover only part of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from advisor.trade.order_book import daily_sales
from advisor.trade.orders import Money, Orders
from advisor.trade.past import known_at

Floats = npt.NDArray[np.float64]
WEEK = 7
TREND_DAYS = 28
LARGEST = 5
MONTHS_NEEDED = 13
PAIRS_NEEDED = 3  # the same month in two years, so often, before growth is told from season


@dataclass(frozen=True)
class LargeDay:
    """A day of large sales, and how many times an average day it was."""

    day: date
    sales_fen: int
    times_average: float


@dataclass(frozen=True)
class Trend:
    """Sales of the last 28 whole days and of the 28 before them; `change` is a fraction, None from nothing."""

    recent_fen: int
    before_fen: int
    change: float | None


@dataclass(frozen=True)
class SalesPattern:
    """Factors have mean 1: 1.2 is a fifth more than an average day or month.

    first_day to last_day: `days` whole days. weekday_factors: Monday first; all 1 where the weeks tell nothing.
    weekday_trust: 0 to 1, how much of the difference seen was kept: chance was taken out. weekday_weeks: whole weeks
    they rest on. month_factors: January first, None where fewer than 13 whole months are known. months, growth_pairs:
    whole months they rest on, and how often the same month is known twice. trend: None with fewer than 56 days.
    """

    first_day: date
    last_day: date
    days: int
    weekday_factors: tuple[float, ...]
    weekday_trust: float
    weekday_weeks: int
    month_factors: tuple[float, ...] | None
    months: int
    growth_pairs: int
    largest_days: tuple[LargeDay, ...]
    trend: Trend | None


def sales_pattern(orders: Orders, as_of: np.datetime64 | None = None) -> SalesPattern | None:
    """The pattern of the days of a shop's orders up to `as_of`; days without orders before it count as 0.

    Args:
        as_of: default: `orders.last_seen`; its own day is not over and is left out.

    Returns:
        None where no day is known.
    """
    at = orders.last_seen if as_of is None else np.datetime64(as_of, "s")
    first, daily = daily_sales(known_at(orders, at))
    if first is None:
        return None
    until = at.astype("datetime64[D]").astype(date)
    daily = np.append(daily, np.zeros(max(0, (until - first).days + 1 - len(daily)), np.int64))
    if len(daily) > 2:
        first, daily = first + timedelta(days=1), daily[1:-1]
    factors, trust, weeks = weekday_factors(first, daily)
    month_factors, months, pairs = _month_factors(first, daily)
    return SalesPattern(
        first_day=first,
        last_day=first + timedelta(days=len(daily) - 1),
        days=len(daily),
        weekday_factors=factors,
        weekday_trust=trust,
        weekday_weeks=weeks,
        month_factors=month_factors,
        months=months,
        growth_pairs=pairs,
        largest_days=_largest(first, daily),
        trend=_trend(daily),
    )


def weekday_factors(first: date, daily: Money) -> tuple[tuple[float, ...], float, int]:
    """Seven factors (Monday first, mean 1), the part of the difference kept (0 to 1), and the whole weeks seen.

    A day is compared with the mean of the seven days around it (ratio to moving average), so neither growth nor a
    season looks like a weekday. The factors are drawn towards 1: kept is the part of their spread that is more than
    chance alone would make of it, 1 - 6 x variance of one weekday's mean / sum of (factor - 1)^2, at least 0. Fewer
    than three weeks tell nothing: all 1.

    Source: empirical Bayes by moments; six is the number of free factors, since their mean is 1.
    """
    weeks = len(daily) // WEEK
    flat = ((1.0,) * WEEK, 0.0, weeks)
    if weeks < 3:
        return flat
    around = np.convolve(daily, np.ones(WEEK) / WEEK, mode="valid")
    middle = daily[WEEK // 2 : len(daily) - WEEK // 2]
    weekday = (first.weekday() + WEEK // 2 + np.arange(len(middle))) % WEEK
    has_sales = around > 0
    ratios, weekday = middle[has_sales] / around[has_sales], weekday[has_sales]
    counts = np.bincount(weekday, minlength=WEEK)
    if counts.min() < 2:
        return flat
    means = np.bincount(weekday, ratios, WEEK) / counts
    noise = float(((ratios - means[weekday]) ** 2).sum()) / (len(ratios) - WEEK) * float((1.0 / counts).mean())
    raw = means / means.mean()
    spread = float(((raw - 1.0) ** 2).sum())
    trust = max(0.0, 1.0 - (WEEK - 1) * noise / spread) if spread > 1e-12 else 0.0
    return tuple((1.0 + trust * (raw - 1.0)).tolist()), trust, weeks


def _month_factors(first: date, daily: Money) -> tuple[tuple[float, ...] | None, int, int]:
    """Mean day of each calendar month against the mean of all, growth from year to year taken out where it is known."""
    months, means = _whole_months(first, daily)
    pairs = max(0, len(means) - 12)
    if len(means) < MONTHS_NEEDED or not (means > 0).all():
        return None, len(means), pairs
    yearly = float(np.exp(np.median(np.log(means[12:] / means[:-12])))) if pairs >= PAIRS_NEEDED else 1.0
    level = means / yearly ** (np.arange(len(means)) / 12.0)
    of_month = np.bincount(months, level, 12) / np.bincount(months, minlength=12)
    return tuple((of_month / of_month.mean()).tolist()), len(means), pairs


def _whole_months(first: date, daily: Money) -> tuple[npt.NDArray[np.int64], Floats]:
    """Calendar month (0 to 11) and mean sales a day of the months that are covered from end to end."""
    days = np.datetime64(first, "D") + np.arange(len(daily))
    numbers = days.astype("datetime64[M]").astype(np.int64)
    there, place, counts = np.unique(numbers, return_inverse=True, return_counts=True)
    lengths = np.diff(np.append(there, there[-1:] + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64))
    whole = counts == lengths
    means = np.bincount(place, daily.astype(np.float64)) / counts
    return there[whole] % 12, means[whole]


def _largest(first: date, daily: Money) -> tuple[LargeDay, ...]:
    average = float(daily.mean())
    order = np.argsort(-daily, kind="stable")[:LARGEST]
    return tuple(
        LargeDay(first + timedelta(days=int(at)), int(daily[at]), float(daily[at]) / average)
        for at in order
        if daily[at] > 0
    )


def _trend(daily: Money) -> Trend | None:
    if len(daily) < 2 * TREND_DAYS:
        return None
    recent, before = int(daily[-TREND_DAYS:].sum()), int(daily[-2 * TREND_DAYS : -TREND_DAYS].sum())
    return Trend(recent, before, recent / before - 1.0 if before else None)
