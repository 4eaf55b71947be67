"""The clock by which money moves on: it runs slower on weekdays on which little arrives, and stands while nothing is
shipped.

Carriers and payment systems rest on some weekdays. A way that takes five days of this clock takes longer over a
Sunday; over a whole week the clock and the calendar are the same.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from advisor.trade.forecast.draws import Floats
from advisor.trade.forecast.weekdays import weekday_of


def elapsed(first_day: np.datetime64, weekdays: Floats, waits_days: Floats) -> Floats:
    """Days of the clock from the morning of each day to the evening of each day.

    On a clock that runs evenly it is 1 for the same day, and 0 or less for evenings before it.

    Args:
        first_day: day 0.
        weekdays: [7] how far the clock moves on Monday to Sunday, of mean 1.
        waits_days: [days] how long what begins on each day stands still first.

    Returns:
        float64 [days of the evening, days of the morning].
    """
    days = len(waits_days)
    evening = np.cumsum(weekdays[weekday_of(first_day, days)])
    morning = np.concatenate([[0.0], evening[:-1]])
    passed: Floats = evening[:, np.newaxis] - morning - waits_days
    return passed


def ages(first_day: np.datetime64, weekdays: Floats, age_days: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Calendar days up to the evening before `first_day`, in whole days of the clock. A negative age is a wait that is
    not over."""
    longest = int(age_days.max(initial=0))
    before = first_day - np.timedelta64(longest, "D")
    back = np.concatenate([[0.0], np.cumsum(weekdays[weekday_of(before, longest)][::-1])])
    by_clock: npt.NDArray[np.int64] = np.rint(back).astype(np.int64)[np.maximum(age_days, 0)]
    return np.where(age_days < 0, age_days, by_clock)
