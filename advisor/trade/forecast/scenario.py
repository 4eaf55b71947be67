"""Everything a forecast rests on, in one value: change any of it with `dataclasses.replace` and simulate again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from advisor.trade.delays import Delay
from advisor.trade.forecast import kernels
from advisor.trade.forecast.draws import Floats
from advisor.trade.forecast.kernels import Fate
from advisor.trade.forecast.sales_model import SalesModel
from advisor.trade.forecast.terms import Terms
from advisor.trade.orders import Money, Times
from advisor.trade.stages import InFlight

MOST_PACE = 0.9  # the quickest way is a tenth of the usual one


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
    fee_share: float = 0.0  # kept by the platform of what is settled, given back on a refund
    return_spread: float = 0.2  # relative standard deviation of the return rate to come about the one in `returns`
    pace_spread: float = 0.0  # the same of the length of all stages: how long the way takes in these weeks
    agreed: Terms | None = None  # where `terms` are changed: those on which goods came in until today
    stage_ids: tuple[str, ...] = ()  # names of `stages`, joined ones with "+" (`advisor.trade.stages`)
    currency: str = "CNY"

    @property
    def first_day(self) -> np.datetime64:
        """[D] day 0 of the forecast."""
        return np.datetime64(self.as_of, "D") + np.timedelta64(1, "D")

    def calendar(self, days: int) -> Times:
        """datetime64[D] [days]: the days of the forecast."""
        return self.first_day + np.arange(days)

    def multiples(self, days: int) -> Floats:
        """`season` cut or continued with 1, float64 [days]."""
        seasons = np.ones(days)
        seasons[: len(self.season)] = self.season[:days]
        return seasons

    def expected_sales(self, days: int) -> Floats:
        """Mean sales before refunds in fen, float64 [days]."""
        return self.sales_factor * self.sales.expected(self.first_day, self.multiples(days))

    def fates(self, days: int) -> tuple[Fates, Fates]:
        """What becomes of the money when the way is quick and when it is slow; the truth lies anywhere between.

        Both ends are as far from `stages` as makes the standard deviation between them `pace_spread`.
        """
        far = min(np.sqrt(3.0) * self.pace_spread, MOST_PACE)
        quick, slow = (
            tuple(kernels.stretched(stage, factor) for stage in self.stages) for factor in (1 - far, 1 + far)
        )
        first = self._fates(quick, days)
        return first, self._fates(slow, days) if far else first

    def _fates(self, stages: tuple[Delay, ...], days: int) -> Fates:
        flying, ages = self.in_flight, np.arange(len(self.settled_fen))
        late = kernels.still_returned(self.returns, ages, days)
        return Fates(
            new=kernels.of_new_sales(stages, self.returns, days),
            in_flight=kernels.totalled(
                kernels.still_to_settle(stages, flying.stage, flying.age_days, days),
                kernels.still_returned(self.returns, flying.paid_age_days, days),
                flying.money_fen,
            ),
            settled=kernels.totalled(np.ones_like(late), late, self.settled_fen),
        )
