"""Many possible futures of a shop's cash: 10,000 paths of 91 days, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from advisor.trade.forecast.arrivals import luck_of, settled_money
from advisor.trade.forecast.costs import costs
from advisor.trade.forecast.draws import Draws, Floats
from advisor.trade.forecast.gap import Gap, gaps
from advisor.trade.forecast.kernels import Fate, Whole, following, whole
from advisor.trade.forecast.scenario import Fates, Scenario
from advisor.trade.orders import Money

FATE = ("settled", "refunded", "both", "unsure", "total")
PATHS = 10_000
BLOCK_PATHS = 1_000  # worked on at a time: what fits the processor's cache is three times as fast
DAYS = 91
QUANTILES = (0.1, 0.5, 0.9)
KINDS = (
    "in_flight", "new_sales", "late_refunds",
    "purchases", "advertising", "wages", "rent", "tax", "other", "loans",
)  # fmt: skip
"""The lines of the forecast: money of orders in flight today, of orders to come (both after refunds and fees), refunds
of orders settled before today; then what goes out."""


@dataclass(frozen=True, eq=False)
class Forecast:
    """`days` days from `first_day`. Money is in hundredths of `currency`, on the evening of each day.

    `p10_fen`, `p50_fen`, `p90_fen` int64 [days]: in 10, 50, 90 % of the futures the balance is at or below it.
    `lines_fen` int64 [kinds, days]: the expected money by kind (`KINDS`), what goes out negative; with the opening cash
    they sum to the expected balance. `in_flight_fen`: expected to be still on its way after the last day.
    """

    first_day: date
    opening_cash_fen: int
    p10_fen: Money
    p50_fen: Money
    p90_fen: Money
    lines_fen: Money
    in_flight_fen: int
    gaps: tuple[Gap, ...]
    paths: int
    seed: int
    currency: str = "CNY"

    def __len__(self) -> int:
        return len(self.p50_fen)

    @property
    def expected_fen(self) -> Money:
        """The mean balance, int64 [days]."""
        balance: Money = self.opening_cash_fen + self.lines_fen.sum(axis=0).cumsum()
        return balance

    @property
    def last_day(self) -> date:
        return self.first_day + timedelta(days=len(self) - 1)

    def line(self, kind: str) -> Money:
        """The expected money of one kind, int64 [days]."""
        money: Money = self.lines_fen[KINDS.index(kind)]
        return money


def simulate(scenario: Scenario, seed: int = 0, paths: int = PATHS, days: int = DAYS) -> Forecast:
    """The forecast of a scenario; the same seed gives the same luck, whatever else is changed.

    Args:
        seed: >= 0.
        paths: possible futures, >= 1.
        days: from the day after `scenario.as_of`, >= 1.
    """
    lines, in_flight = expected(scenario, days)
    money = balances(scenario, Draws.of(seed, paths, days))
    first_day = scenario.as_of + timedelta(days=1)
    places = [round(share * (paths - 1)) for share in QUANTILES]
    p10, p50, p90 = np.partition(money, places, axis=1)[:, places].T.astype(np.int64)
    found = gaps(money, scenario.terms.reserve_fen, first_day)
    opening = scenario.terms.opening_cash_fen
    return Forecast(first_day, opening, p10, p50, p90, lines, in_flight, found, paths, seed, scenario.currency)


def balances(scenario: Scenario, draws: Draws) -> Whole:
    """Usable money on the evening of every day of every path, whole fen, float64 [days, paths]."""
    days, paths = draws.day.shape
    fates, fixed = scenario.fates(days), np.cumsum(sum(costs(scenario, days).values()))
    money = np.empty((days, paths))
    for start in range(0, paths, BLOCK_PATHS):
        block = draws.part(start, start + BLOCK_PATHS)
        money[:, start : start + BLOCK_PATHS] = _earned(scenario, fates, block)
    money += (scenario.terms.opening_cash_fen + fixed)[:, np.newaxis]
    return money


def _earned(scenario: Scenario, fates: tuple[Fates, Fates], draws: Draws) -> Whole:
    sales = sales_of(scenario, draws)
    settled = settled_money(scenario, fates, sales, luck_of(scenario, draws))
    money = whole(settled)
    if scenario.fee_share:
        money -= whole(scenario.fee_share * settled)
    if scenario.terms.advertising_share:
        money -= whole(scenario.terms.advertising_share * np.cumsum(sales, axis=0))
    return money


def sales_of(scenario: Scenario, draws: Draws) -> Whole:
    """Sales before refunds of every day of every path, whole fen, float64 [days, paths]."""
    sales = scenario.sales.paths(scenario.first_day, scenario.multiples(len(draws.day)), draws)
    return whole(scenario.sales_factor * sales)


def expected(scenario: Scenario, days: int) -> tuple[Money, int]:
    """The expected lines, int64 [kinds, days], and the expected money in flight after the last day, in fen."""
    quick, slow = scenario.fates(days)
    sales, new = scenario.expected_sales(days), _middle(quick.new, slow.new)
    in_flight, cash = _middle(quick.in_flight, slow.in_flight), 1.0 - scenario.fee_share
    running = {
        "in_flight": cash * (in_flight.settled - in_flight.both),
        "new_sales": cash * (following(new.settled - new.both) @ sales),
        "late_refunds": -cash * quick.settled.both,
        "advertising": -scenario.terms.advertising_share * np.cumsum(sales),
    }
    by_day = {kind: np.diff(whole(total), prepend=0.0) for kind, total in running.items()} | costs(scenario, days)
    still_open = _waiting(new)[::-1] @ sales + _waiting(in_flight)[-1]
    return np.array([by_day[kind] for kind in KINDS]).astype(np.int64), round(float(still_open))


def _middle(quick: Fate, slow: Fate) -> Fate:
    return Fate(*((getattr(quick, name) + getattr(slow, name)) / 2 for name in FATE))


def _waiting(fate: Fate) -> Floats:
    return fate.total - fate.settled - fate.refunded + fate.both
