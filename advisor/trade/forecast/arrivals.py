"""When the money of given sales becomes usable on every path: by the return rate, the pace and the luck of single
orders.

All money is a running total in fen, float64 [days, paths].
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from advisor.trade.forecast.draws import Draws, Floats, Singles
from advisor.trade.forecast.kernels import Fate, Whole, whole
from advisor.trade.forecast.scenario import Fates, Scenario
from advisor.trade.forecast.ways import deviation_days, way_to_cash

Curve = Callable[[Fate], Floats]


@dataclass(frozen=True, eq=False)
class Luck:
    """What differs between the paths besides their sales.

    `returns` [paths]: factor of the return rate. `pace` [paths]: 0 the quick way, 1 the slow one. `arrival` [days,
    paths]: how far what has come through by then is from the expected, in standard deviations.
    """

    returns: Floats
    pace: Floats
    arrival: Singles


@dataclass(frozen=True, eq=False)
class Standing:
    """Where the money of all orders stands on each evening, running totals in whole fen, float64 [days, paths].

    Sold + open at the beginning = refunded + settled + in flight, on every evening of every path. `settled` is what has
    become usable and was kept, the platform's `fee` in it; cash = settled - fee.
    """

    settled: Whole
    fee: Whole
    refunded: Whole
    in_flight: Whole


def fee_kept(scenario: Scenario, fate: Fate) -> Floats:
    """Refunded money on which the platform keeps its fee, for a return rate as expected: of what came back after it was
    settled, of all that came back (and would be settled by now), or of none (`Scenario.fee_returned`)."""
    if scenario.fee_returned == "always":
        return np.zeros_like(fate.both)
    return fate.both if scenario.fee_returned == "never" else fate.both - fate.early


def luck_of(scenario: Scenario, draws: Draws) -> Luck:
    """The luck of every path; factors of the return rate are log-normal of mean 1 and let no more than all return."""
    spread = np.sqrt(np.log1p(scenario.return_spread**2))
    factors = np.exp(spread * draws.returns - 0.5 * spread**2)
    most = 1.0 / max(scenario.returns.happens, 1e-9)
    stays = np.exp(-1.0 / max(1.0, deviation_days(way_to_cash(scenario.stages))))
    arrival = draws.arrival * np.float32(np.sqrt(1.0 - stays**2))
    arrival[0] = draws.arrival[0]
    for day in range(1, len(arrival)):  # what is late today is still late tomorrow, most of it
        arrival[day] += np.float32(stays) * arrival[day - 1]
    return Luck(np.minimum(factors, most), draws.pace, arrival)


def standing(scenario: Scenario, sales: Whole, luck: Luck) -> Standing:
    """Where the money of all orders stands, for given sales [days, paths].

    `in_flight` is worked out on its own (it is no remainder); rounding is such that all parts sum all the same.
    """
    fates = scenario.fates(len(sales))
    money = Arrivals.of(scenario, fates, sales, luck)
    waiting = _mixed(
        fates,
        sales,
        luck,
        lambda fate: fate.total - fate.settled,
        lambda fate: fate.refunded - fate.both,
    )
    settled = whole(money.settled)
    refunded = whole(money.settled + money.refunded) - settled
    in_flight = -whole(money.sooner - waiting)
    return Standing(settled, money.fee(scenario.fee_share), refunded, in_flight)


@dataclass(frozen=True, eq=False)
class Arrivals:
    """Unrounded running totals since day 0 [days, paths].

    Money `settled` and kept, its fee still in it; `charged`: on which the platform has its fee; `refunded`. `sooner`:
    more (or less) than expected that is through by chance, contained in `settled`.
    """

    settled: Floats
    charged: Floats
    refunded: Floats
    sooner: Floats

    @classmethod
    def of(cls, scenario: Scenario, fates: tuple[Fates, Fates], sales: Whole, luck: Luck) -> Arrivals:
        """Which of the single orders are through is binomial: the money that is has the variance u x sum of s (1 - s)
        (u: money per event, s: the share that should be through), and is never less than nothing or more than all."""
        new, old, late = fates[0].new, fates[0].in_flight, fates[0].settled
        through = _mixed(fates, sales, luck, lambda fate: fate.settled, lambda fate: fate.both)
        refunded = luck.returns * (new.refunded @ sales + old.refunded[:, np.newaxis])
        waiting = new.total @ sales + old.total[:, np.newaxis] - through - refunded
        sooner = _deviation(scenario, fates, sales)
        sooner *= luck.arrival
        sooner = np.clip(sooner, np.minimum(-through, 0.0), np.maximum(waiting, 0.0), out=sooner)
        returned_late = np.multiply.outer(late.refunded, luck.returns)
        settled = through + sooner - returned_late
        charged = settled
        if scenario.fee_share and scenario.fee_returned != "always":
            kept = partial(fee_kept, scenario)
            charged = settled + np.multiply.outer(kept(late), luck.returns) - _mixed(fates, sales, luck, None, kept)
        return cls(settled, charged, refunded + returned_late, sooner)

    def fee(self, share: float) -> Whole:
        """What the platform keeps, whole fen."""
        return whole(share * self.charged)


def _mixed(fates: tuple[Fates, Fates], sales: Whole, luck: Luck, all_kept: Curve | None, returned: Curve) -> Floats:
    """Sum of `all_kept` - return factor x `returned` over new sales and money in flight, between quick and slow."""
    total = np.zeros_like(sales)
    for fate, share in zip(fates, (1.0 - luck.pace, luck.pace), strict=True):
        for curve, weight in ((all_kept, share), (returned, -share * luck.returns)):
            if curve:
                total += curve(fate.new) @ (sales * weight)
                total += np.multiply.outer(curve(fate.in_flight), weight)
    return total


def _deviation(scenario: Scenario, fates: tuple[Fates, Fates], sales: Whole) -> Floats:
    quick, slow = fates
    unsure: Floats = ((quick.new.unsure + slow.new.unsure) / 2) @ sales
    unsure += (quick.in_flight.unsure + slow.in_flight.unsure)[:, np.newaxis] / 2
    unsure *= scenario.sales.money_per_event
    return np.sqrt(unsure, out=unsure)
