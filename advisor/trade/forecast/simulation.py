"""Many possible futures of a shop's cash: 10,000 paths of 91 days, day by day."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta

import numpy as np

from advisor.trade.forecast.arrivals import Arrivals, fee_kept, luck_of
from advisor.trade.forecast.draws import Draws, Floats
from advisor.trade.forecast.fixed_costs import fixed_costs
from advisor.trade.forecast.gap import Gap, gaps
from advisor.trade.forecast.kernels import Fate, Whole, whole
from advisor.trade.forecast.scenario import Fates, Scenario
from advisor.trade.forecast.variable_costs import VariableCosts
from advisor.trade.orders import Money

FATE = tuple(field.name for field in fields(Fate))
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
    `is_unsettled`: the shop's sales have changed so much of late that all of it is rough (`SalesModel.is_unsettled`).
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
    is_unsettled: bool = False

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
    return Forecast(
        first_day,
        opening,
        p10,
        p50,
        p90,
        lines,
        in_flight,
        found,
        paths,
        seed,
        scenario.currency,
        scenario.sales.is_unsettled,
    )


def balances(scenario: Scenario, draws: Draws) -> Whole:
    """Usable money on the evening of every day of every path, whole fen, float64 [days, paths]."""
    days, paths = draws.day.shape
    fates, variable = scenario.fates(days), VariableCosts.of(scenario, days)
    fixed = np.cumsum(sum(fixed_costs(scenario, days).values()))
    money = np.empty((days, paths))
    for start in range(0, paths, BLOCK_PATHS):
        block = draws.part(start, start + BLOCK_PATHS)
        money[:, start : start + BLOCK_PATHS] = _earned(scenario, fates, variable, block)
    money += (scenario.terms.opening_cash_fen + fixed)[:, np.newaxis]
    return money


def _earned(scenario: Scenario, fates: tuple[Fates, Fates], variable: VariableCosts, draws: Draws) -> Whole:
    sales = sales_of(scenario, draws)
    arrived = Arrivals.of(scenario, fates, sales, luck_of(scenario, draws))
    money = whole(arrived.settled)
    if scenario.fee_share:
        money -= arrived.fee(scenario.fee_share)
    for paid in variable.paid(sales, arrived.refunded).values():
        money -= paid
    return money


def sales_of(scenario: Scenario, draws: Draws) -> Whole:
    """Sales before refunds of every day of every path, whole fen, float64 [days, paths]."""
    sales = scenario.sales.paths(scenario.first_day, scenario.multiples(len(draws.day)), draws)
    return whole(scenario.sales_factor * sales)


def expected(scenario: Scenario, days: int) -> tuple[Money, int]:
    """The expected lines, int64 [kinds, days], and the expected money in flight after the last day, in fen."""
    quick, slow = scenario.fates(days)
    sales, new = scenario.expected_sales(days), _middle(quick.new, slow.new)
    in_flight = _middle(quick.in_flight, slow.in_flight)
    refunded = new.refunded @ sales + in_flight.refunded + quick.settled.refunded
    costs = VariableCosts.of(scenario, days).paid(sales[:, np.newaxis], refunded[:, np.newaxis])
    running = {
        "in_flight": whole(_cash(scenario, in_flight)),
        "new_sales": whole(_cash(scenario, new) @ sales),
        "late_refunds": whole(_cash(scenario, quick.settled) - (1.0 - scenario.fee_share) * quick.settled.total),
    }
    running |= {kind: -paid[:, 0] for kind, paid in costs.items()}
    by_day = {kind: np.diff(total, prepend=0.0) for kind, total in running.items()} | fixed_costs(scenario, days)
    still_open = _waiting(new)[-1] @ sales + _waiting(in_flight)[-1]
    lines = np.array([by_day.get(kind, np.zeros(days)) for kind in KINDS])
    return lines.astype(np.int64), round(float(still_open))


def _cash(scenario: Scenario, fate: Fate) -> Floats:
    """What has come in by then, less fees."""
    kept = fate.settled - fate.both
    return kept - scenario.fee_share * (kept + fee_kept(scenario, fate))


def _middle(quick: Fate, slow: Fate) -> Fate:
    return Fate(*((getattr(quick, name) + getattr(slow, name)) / 2 for name in FATE))


def _waiting(fate: Fate) -> Floats:
    return fate.total - fate.settled - fate.refunded + fate.both
