"""How well a forecast would have done: made on a past day from what was known then, held against what came.

A band from P10 to P90 is right when 80 % of what came lies in it. Narrower is better only as long as that holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from advisor.trade.forecast.beginning import scenario_of
from advisor.trade.forecast.draws import Draws, Floats
from advisor.trade.forecast.history import History
from advisor.trade.forecast.sales_model import FEWEST_DAYS, fitted
from advisor.trade.forecast.simulation import balances
from advisor.trade.forecast.terms import Terms
from advisor.trade.orders import Orders
from advisor.trade.past import end_of
from advisor.trade.seasons import Season
from advisor.trade.settlement import SettlementRule

DAYS_PER_WEEK = 7
PATHS = 2_000


@dataclass(frozen=True)
class Point:
    """One forecast of a running total over `weeks` from the day after `origin`, and what came. Fen."""

    origin: np.datetime64  # [D], last day known
    weeks: int
    p10_fen: float
    p50_fen: float
    p90_fen: float
    mean_fen: float
    came_fen: float

    @property
    def is_inside(self) -> bool:
        return self.p10_fen <= self.came_fen <= self.p90_fen


@dataclass(frozen=True)
class Backtest:
    """All points. Shares are NaN without points."""

    points: tuple[Point, ...]

    def of_weeks(self, weeks: int) -> Backtest:
        """Only the forecasts of so many weeks."""
        return Backtest(tuple(point for point in self.points if point.weeks == weeks))

    @property
    def coverage(self) -> float:
        """Share of the points inside P10 to P90; 0.8 is right."""
        return self._mean([point.is_inside for point in self.points])

    @property
    def below(self) -> float:
        """Share of the points below P10: less came than was thought possible."""
        return self._mean([point.came_fen < point.p10_fen for point in self.points])

    @property
    def bias(self) -> float:
        """(sum of expected - sum of what came) / sum of what came: above 0 the forecasts promised too much."""
        came = sum(point.came_fen for point in self.points)
        return (sum(point.mean_fen for point in self.points) - came) / came if came else float("nan")

    @property
    def width(self) -> float:
        """Mean of (P90 - P10) / expected: what the coverage costs."""
        return self._mean([(point.p90_fen - point.p10_fen) / max(1.0, point.mean_fen) for point in self.points])

    @staticmethod
    def _mean(values: Sequence[float]) -> float:
        return float(np.mean(values)) if values else float("nan")


def origins(
    history: History, weeks: int, every_days: int = DAYS_PER_WEEK, first_after_days: int = 28
) -> list[np.datetime64]:
    """Days from which `weeks` of history follow, `every_days` apart, each with `first_after_days` of days before it."""
    before = max(first_after_days, FEWEST_DAYS)
    return [history.first_day + at for at in range(before - 1, len(history) - weeks * DAYS_PER_WEEK, every_days)]


def sales_backtest(
    history: History, season: Floats, weeks: Sequence[int], from_days: Iterable[np.datetime64]
) -> Backtest:
    """Sales before refunds, forecast from every day of `from_days`. `season` [n]: multiples of the history's days."""

    def futures(origin: np.datetime64) -> Floats:
        known = history.until(origin)
        count, days = len(known), max(weeks) * DAYS_PER_WEEK
        model = fitted(known, season[:count])
        draws = Draws.of(count, PATHS, days)
        ahead = np.concatenate([season[count:], np.ones(days)])[:days]
        return np.cumsum(model.paths(origin + np.timedelta64(1, "D"), ahead, draws), axis=0)

    def came(origin: np.datetime64) -> Floats:
        return np.cumsum(history.sales_fen[len(history.until(origin)) :].astype(np.float64))

    return backtest(futures, came, weeks, from_days)


def cash_backtest(
    orders: Orders,
    rule: SettlementRule,
    weeks: Sequence[int],
    from_days: Iterable[np.datetime64],
    seasons: Sequence[Season] = (),
) -> Backtest:
    """Cash from the platform: orders in flight, new orders and refunds, forecast on the evening of every origin.

    `orders` must tell when money was settled: then it counts as come, without the way to the bank. Fees count where
    the orders tell them. Costs are no part of it: they are terms, not forecasts.
    """
    terms = Terms(fee_share=None if (orders.fee_fen > 0).any() else 0.0)

    def futures(origin: np.datetime64) -> Floats:
        scenario = scenario_of(orders, terms, rule, end_of(origin), seasons, {"withdraw": 0.0})
        return balances(scenario, Draws.of(0, PATHS, max(weeks) * DAYS_PER_WEEK))

    def came(origin: np.datetime64) -> Floats:
        return np.cumsum(cash_by_day(orders, origin + np.timedelta64(1, "D"), max(weeks) * DAYS_PER_WEEK))

    return backtest(futures, came, weeks, from_days)


def cash_by_day(orders: Orders, first_day: np.datetime64, days: int) -> Floats:
    """What truly came in less what went out for refunds, float64 [days] from `first_day`, fen.

    Settled money comes in less its fee and what was refunded before; what is refunded later goes out on its day. Days
    after the last time in the orders are not in it.
    """
    settled, refunded = (at.astype("datetime64[D]") for at in (orders.settled_at, orders.refunded_at))
    is_early = ~(refunded > settled)
    cash = np.zeros(days)
    for at, money in (
        (settled, orders.paid_fen - orders.fee_fen - np.where(is_early, orders.refund_fen, 0)),
        (refunded, -np.where(is_early | np.isnat(settled), 0, orders.refund_fen)),
    ):
        place = (at - first_day).astype(np.int64)
        inside = ~np.isnat(at) & (place >= 0) & (place < days)
        np.add.at(cash, place[inside], money[inside])
    last = int((orders.last_seen.astype("datetime64[D]") - first_day).astype(np.int64))
    return cash[: max(0, last + 1)]


def backtest(
    futures: Callable[[np.datetime64], Floats],
    came: Callable[[np.datetime64], Floats],
    weeks: Sequence[int],
    from_days: Iterable[np.datetime64],
) -> Backtest:
    """Forecasts held against what came.

    Args:
        futures: of an origin (the last day known): running total of the money after it, [days, paths].
        came: of an origin: the running total that came, [days].
        weeks: lengths of the running totals.
        from_days: the origins. A length of which not all days have come is left out.
    """
    points = []
    for origin in from_days:
        totals, real = futures(origin), came(origin)
        ends = [(count, count * DAYS_PER_WEEK - 1) for count in weeks]
        for count, end in ends:
            if end < len(real):
                low, middle, high = np.quantile(totals[end], (0.1, 0.5, 0.9))
                mean, sum_came = float(totals[end].mean()), float(real[end])
                points.append(Point(origin, count, float(low), float(middle), float(high), mean, sum_came))
    return Backtest(tuple(points))
