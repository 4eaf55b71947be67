"""What each weekday is of an ordinary day: of a shop's sales, or of the money that arrives."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from advisor.trade.forecast.draws import Floats

Places = npt.NDArray[np.int64]
DAYS_PER_WEEK = 7
MONDAY = np.datetime64("1970-01-05", "D")


def weekday_factors(sales: Floats, first_day: np.datetime64, money_per_event: float) -> Floats:
    """Factors of Monday to Sunday, float64 [7] of mean 1, drawn towards 1 as far as chance could explain them.

    Each day is compared with the mean of the seven days about it; a weekday's factor is the mean of its days. Of the
    spread between the weekdays only what is more than the spread of their own days is believed (empirical Bayes).
    """
    around = np.convolve(sales, np.ones(DAYS_PER_WEEK), "valid") / DAYS_PER_WEEK
    middle = slice(DAYS_PER_WEEK // 2, DAYS_PER_WEEK // 2 + len(around))
    weekday = weekday_of(first_day, len(sales))[middle]
    is_sold = around > 0
    ratio, weekday = sales[middle][is_sold] / around[is_sold], weekday[is_sold]
    days = np.bincount(weekday, minlength=DAYS_PER_WEEK)
    if days.min() < 1:
        return np.ones(DAYS_PER_WEEK)
    factors = np.bincount(weekday, np.minimum(ratio, 3.0), DAYS_PER_WEEK) / days
    left = np.minimum(ratio, 3.0) - factors[weekday]
    freedom = max(1, len(ratio) - DAYS_PER_WEEK)
    noise = max(float(left @ left) / freedom, money_per_event / float(around.mean())) / days
    real = max(0.0, float(factors.var(ddof=1)) - float(noise.mean()))
    factors = 1.0 + (factors - factors.mean()) * real / (real + noise)
    result: Floats = factors / factors.mean()
    return result


def weekday_of(first_day: np.datetime64, days: int) -> Places:
    """0 for Monday to 6 for Sunday, int64 [days], of the days from `first_day`."""
    return (np.arange(days) + int((first_day - MONDAY).astype(np.int64))) % DAYS_PER_WEEK
