"""How much a shop sells on a day to come: level, weekday and season, with the luck of days and the doubt of the fit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from advisor.trade.forecast.draws import Draws, Floats, compound
from advisor.trade.forecast.history import History
from advisor.trade.forecast.level import DAYS_PER_WEEK, Level, followed

Places = npt.NDArray[np.int64]
FEWEST_DAYS = 14
LEAST = 1e-6  # of an ordinary day: even a closed day has a logarithm
MONDAY = np.datetime64("1970-01-05", "D")


class ForecastError(ValueError):
    """A forecast cannot be made; `code` says why: too_short, no_sales."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, eq=False)
class SalesModel:
    """Money of a day = level x weekday factor x season x luck.

    `weekdays` float64 [7], Monday first, of mean 1; `money_per_event` the mean square of an order's money / its mean,
    `order_value` the mean, fen (None: all alike); `level` as it stands on the evening of the last day.
    """

    level: Level
    weekdays: Floats
    money_per_event: float
    order_value: float | None = None

    def expected(self, first_day: np.datetime64, season: Floats) -> Floats:
        """Mean sales in fen [days] of the days from `first_day`; `season` [days]: multiples of ordinary sales."""
        return float(self.level.weight @ self.level.mean) * self._calendar(first_day, season)

    def paths(self, first_day: np.datetime64, season: Floats, draws: Draws) -> Floats:
        """Sales in fen, float64 [days, paths], of possible futures; their mean is `expected`.

        A day's luck is that of a gamma-Poisson number of orders of different sizes (`draws.compound`).
        """
        level, kind = self.level, self._kinds(draws)
        doubt = np.log1p(level.doubt[kind])  # variance of a logarithm with this relative variance
        moves = daily_moves(level.weekly_change, len(draws.change))
        steady = np.log(level.mean[kind]) + np.sqrt(doubt) * draws.level - 0.5 * doubt
        expected = np.log(self._calendar(first_day, season))[:, np.newaxis] - 0.5 * np.cumsum(moves**2, axis=0)
        means = np.cumsum(draws.change * moves.astype(np.float32)[:, kind], axis=0)
        means += expected.astype(np.float32)[:, kind]  # what is taken off keeps the mean of the paths at the level
        means += steady.astype(np.float32)
        np.exp(means, out=means)
        value, uneven = self.order_value or self.money_per_event, level.unevenness[kind].astype(np.float32)
        sales: Floats = compound(means, self.money_per_event, value, uneven, draws.day, draws.rarity).astype(np.float64)
        return sales

    def _kinds(self, draws: Draws) -> Places:
        steps = np.cumsum(self.level.weight)
        return np.minimum(np.searchsorted(steps, draws.kind), len(steps) - 1)

    def _calendar(self, first_day: np.datetime64, season: Floats) -> Floats:
        return np.maximum(self.weekdays[_weekdays(first_day, len(season))] * season, LEAST)


def fitted(history: History, season: Floats) -> SalesModel:
    """The model of a shop's days.

    Args:
        history: at least 14 days.
        season: [n] what each day of the history is of an ordinary one (promotions, holidays), > 0; divided out.

    Raises:
        ForecastError: fewer than 14 days (too_short), or nothing sold in them (no_sales).
    """
    if len(history) < FEWEST_DAYS:
        raise ForecastError(
            "too_short", f"{len(history)} whole days of orders; a forecast needs {FEWEST_DAYS} at least"
        )
    if not history.sales_fen.any():
        raise ForecastError("no_sales", "nothing was sold on any day")
    sales = history.sales_fen.astype(np.float64)
    money_per_event = float(history.squares.sum() / sales.sum())
    weekdays = weekday_factors(sales / season, history.first_day, money_per_event)
    calendar = weekdays[_weekdays(history.first_day, len(sales))] * season
    level = followed(sales, calendar, money_per_event, float(history.orders.mean()))
    return SalesModel(level, weekdays, money_per_event, float(sales.sum() / history.orders.sum()))


def daily_moves(weekly_change: Floats, days: int) -> Floats:
    """Standard deviation of the move of the level's logarithm on each day to come, [days, k].

    A random walk, c^2 / 7 a day, slowing down as its variance v comes near 1: v = 1 - exp(-c^2 t / 7). What is seen of
    a crisis in a few weeks is not supposed to go on as wildly for a quarter.
    """
    daily = weekly_change**2 / DAYS_PER_WEEK
    moves: Floats = np.sqrt(daily * np.exp(-daily * np.arange(days)[:, np.newaxis]))
    return moves


def weekday_factors(sales: Floats, first_day: np.datetime64, money_per_event: float) -> Floats:
    """Factors of Monday to Sunday, float64 [7] of mean 1, drawn towards 1 as far as chance could explain them.

    Each day is compared with the mean of the seven days about it; a weekday's factor is the mean of its days. Of the
    spread between the weekdays only what is more than the spread of their own days is believed (empirical Bayes).
    """
    around = np.convolve(sales, np.ones(DAYS_PER_WEEK), "valid") / DAYS_PER_WEEK
    middle = slice(DAYS_PER_WEEK // 2, DAYS_PER_WEEK // 2 + len(around))
    weekday = _weekdays(first_day, len(sales))[middle]
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


def _weekdays(first_day: np.datetime64, days: int) -> Places:
    return (np.arange(days) + int((first_day - MONDAY).astype(np.int64))) % DAYS_PER_WEEK
