"""How much a shop sells on a day to come: level, weekday and season, with the luck of days and the doubt of the fit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from advisor.trade.forecast.draws import Draws, Floats, compound
from advisor.trade.forecast.history import History
from advisor.trade.forecast.level import Level, followed
from advisor.trade.forecast.weekdays import DAYS_PER_WEEK, Places, weekday_factors, weekday_of

FEWEST_DAYS = 14
LIKELY_BROKEN, UNSETTLED_WEEKLY = (
    0.5,
    0.4,
)  # calm shops, made up or of a marketplace, are below
LEAST = 1e-6  # of an ordinary day: even a closed day has a logarithm


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

    @property
    def is_unsettled(self) -> bool:
        """Whether the last weeks were so unlike those before, or all of them so unlike each other, that a forecast is
        rough: the level has more likely than not broken off of late, or moves by more than 40 % in an ordinary week."""
        weekly_change = float(np.sqrt(self.level.weight @ self.level.weekly_change**2))
        return self.level.broken > LIKELY_BROKEN or weekly_change > UNSETTLED_WEEKLY

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
        return np.maximum(self.weekdays[weekday_of(first_day, len(season))] * season, LEAST)


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
    calendar = weekdays[weekday_of(history.first_day, len(sales))] * season
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
