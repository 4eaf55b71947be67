"""Everything a forecast rests on, in one value: change any of it with `dataclasses.replace` and simulate again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from advisor.trade.delays import Delay
from advisor.trade.forecast import clock, kernels
from advisor.trade.forecast.draws import Floats
from advisor.trade.forecast.kernels import Fate
from advisor.trade.forecast.pace import Pace
from advisor.trade.forecast.sales_model import SalesModel
from advisor.trade.forecast.terms import Terms
from advisor.trade.orders import Money, Times
from advisor.trade.stages import InFlight

MOST_PACE = 0.6  # the slowest pace is four tenths of the usual one


@dataclass(frozen=True, eq=False)
class Fates:
    """Of a fen sold on day 0, in shares; of the money in flight today and of that settled before, in fen."""

    new: Fate
    in_flight: Fate
    settled: Fate


@dataclass(frozen=True, eq=False)
class Scenario:
    """A shop on the evening of `as_of` and what is supposed of its future; day 0 of the forecast is the day after.

    Nothing in it is random: with one seed two scenarios are simulated with the same luck (`draws`), so that what a
    change is worth is the difference of their forecasts.
    """

    as_of: date
    terms: Terms
    sales: SalesModel
    stages: tuple[Delay, ...]  # one after the other, from paid to usable money
    returns: Delay  # from paid to refunded; `happens` is the share of money that comes back in the end
    in_flight: InFlight  # paid, not refunded, not usable yet; `stage` is a place in `stages`
    settled_fen: Money  # [ages] usable money by whole days since payment, of which some may still come back
    past_sales_fen: Money  # [past] sales before refunds of the days up to `as_of`
    past_refunds_fen: Money  # [past] refunds of the same days
    season: Floats  # [any] multiple of ordinary sales of day 0, 1, ...; 1 where it is shorter than the forecast
    sales_factor: float = 1.0  # all new sales so many times as large
    fee_share: float = 0.0  # kept by the platform of what is settled
    fee_returned: str = "always"  # on a refund: always, only until_settled, never (`settlement.FEE_RETURNED`)
    return_spread: float = 0.2  # relative standard deviation of the return rate to come about the one in `returns`
    pace: Pace = Pace(1.0, 0.0)  # speed of the money on its way, and how much it differs from week to week
    planned_fen: Floats | None = (
        None  # [any] sales that the goods here today were bought for, where others are expected
    )
    agreed: Terms | None = None  # where `terms` are changed: those on which goods came in until today
    stage_ids: tuple[str, ...] = ()  # names of `stages`, joined ones with "+" (`advisor.trade.stages`)
    currency: str = "CNY"
    arrival_weekdays: Floats = field(default_factory=lambda: np.ones(7))  # [7] how much arrives, Monday first, mean 1
    ship_waits_days: Floats = field(default_factory=lambda: np.zeros(0))  # [any] of orders paid on day 0, 1, ...: what
    # they wait longer to be shipped than `stages` tell; 0 where it is shorter than the forecast

    @property
    def first_day(self) -> np.datetime64:
        """[D] day 0 of the forecast."""
        return np.datetime64(self.as_of, "D") + np.timedelta64(1, "D")

    def calendar(self, days: int) -> Times:
        """datetime64[D] [days]: the days of the forecast."""
        return self.first_day + np.arange(days)

    def multiples(self, days: int) -> Floats:
        """`season` cut or continued with 1, float64 [days]."""
        return _continued(self.season, days, 1.0)

    def expected_sales(self, days: int) -> Floats:
        """Mean sales before refunds in fen, float64 [days]."""
        return self.sales_factor * self.sales.expected(self.first_day, self.multiples(days))

    def fates(self, days: int) -> tuple[Fates, Fates]:
        """What becomes of the money when it moves quickly and when it moves slowly; the truth lies anywhere between.

        Both ends are as far from the usual speed as makes the standard deviation between them `pace.spread`. It is the
        speed that is as often too high as too low: what arrives of the money in flight is then, on average, what is
        usual, whereas as many ways too short as too long would let too much arrive at once.
        """
        far = min(float(np.sqrt(3.0)) * self.pace.spread, MOST_PACE)
        quick = self._fates(self.pace.speed * (1.0 + far), days)
        return quick, self._fates(self.pace.speed * (1.0 - far), days) if far else quick

    def _fates(self, speed: float, days: int) -> Fates:
        flying, ages = self.in_flight, np.arange(len(self.settled_fen))
        waits = _continued(self.ship_waits_days, days, 0.0)
        elapsed = speed * clock.elapsed(self.first_day, self.arrival_weekdays, waits)
        from_now = speed * clock.elapsed(self.first_day, self.arrival_weekdays, np.zeros(days))[:, 0]
        in_stage = clock.ages(self.first_day, self.arrival_weekdays, flying.age_days)
        return Fates(
            new=kernels.of_new_sales(self.stages, self.returns, elapsed),
            in_flight=kernels.totalled(
                kernels.still_to_settle(self.stages, flying.stage, in_stage, from_now),
                kernels.still_returned(self.returns, flying.paid_age_days, days),
                flying.money_fen,
            ),
            settled=kernels.of_settled(kernels.still_returned(self.returns, ages, days), self.settled_fen),
        )


def _continued(values: Floats, days: int, rest: float) -> Floats:
    """Cut to `days` days, or continued with `rest`."""
    long = np.full(days, rest)
    long[: len(values)] = values[:days]
    return long


def latest(values: Money, count: int) -> Floats:
    """The last `count` of daily values, float64 [count]; days before the first are taken to be like their mean."""
    missing = max(0, count - len(values))
    filler = float(values.mean()) if len(values) else 0.0
    known: Floats = np.concatenate([np.full(missing, filler), values[len(values) - (count - missing) :]])
    return known
