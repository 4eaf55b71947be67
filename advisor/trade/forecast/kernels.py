"""What becomes of a fen paid by a buyer, day by day: it is in flight, or settled and kept, or refunded.

The way to usable money (S, paid to usable) and the way back (R, paid to refunded) are taken as independent. t days
after the payment a fen is

    refunded                 R(t)
    settled and kept         S(t) (1 - R(t))
    still in flight          (1 - S(t)) (1 - R(t))

S and R the shares by then; together they are the whole fen, always. Only what is settled and kept is cash, less the
platform's fee; on a refund the platform gives the fee back (the usual rule: commission is due on completed sales). So
the cash of one day is what settles on it and was not refunded before, less what is refunded on it and was settled
before. A doubt about the return rate enters as a factor of R, and everything is linear in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from advisor.trade.delays import Delay
from advisor.trade.forecast.draws import Floats

Whole = npt.NDArray[np.float64]  # whole numbers of fen, exact up to 2^53
ALL = 1e-12  # a share so near to all is all: sums of shares are not exact
TIE = 0.5 + 2.0**-12  # half a fen is rounded alike whichever way its sum was made


@dataclass(frozen=True, eq=False)
class Fate:
    """Of some money by the evening of each day to come, float64 [days] in shares or fen.

    `settled`: would be usable if nothing came back; `refunded`: has come back; `both`: would be usable, but has come
    back. Settled and kept is `settled` - f x `both`, refunded f x `refunded`, where f is the factor of the return rate.
    `total`: all of it. `unsure`: s (1 - s) of its parts, s their settled share: how much of it may come by chance or
    not.
    """

    settled: Floats
    refunded: Floats
    both: Floats
    unsure: Floats
    total: float = 1.0


def by_day(delay: Delay, days: int) -> Floats:
    """Share that has happened by the end of day 0, 1, ... days - 1."""
    shares = delay.share_by_day[:days]
    happened: Floats = np.full(days, delay.happens)
    happened[: len(shares)] = np.cumsum(shares)
    happened[happened > 1.0 - ALL] = 1.0
    return happened


def certain(delay: Delay) -> Delay:
    """The delay with what never happens put on its last day: the longest way seen is the best guess for what is
    left."""
    shares = delay.share_by_day.copy()
    shares[-1] += max(0.0, 1.0 - float(shares.sum()))
    return Delay.of(shares / shares.sum())


def way_to_cash(stages: Sequence[Delay]) -> Delay:
    """All stages one after the other, from paid to usable; nothing is lost on the way."""
    way = Delay.fixed(0)
    for stage in stages:
        way = certain(stage).after(way)
    return certain(way)


def stretched(delay: Delay, factor: float) -> Delay:
    """Every case `factor` times as long (> 0); a broken number of days is split between its neighbours."""
    days = np.arange(len(delay.share_by_day)) * factor
    early = days.astype(np.int64)
    shares = np.zeros(int(early[-1]) + 2)
    np.add.at(shares, early, delay.share_by_day * (1.0 - (days - early)))
    np.add.at(shares, early + 1, delay.share_by_day * (days - early))
    return Delay.of(shares)


def deviation_days(delay: Delay) -> float:
    """Standard deviation of what happens, in days."""
    days = np.arange(len(delay.share_by_day))
    squared = float(delay.share_by_day @ (days - delay.mean_days) ** 2) / max(delay.happens, 1e-9)
    return float(np.sqrt(squared))


def of_new_sales(stages: Sequence[Delay], returns: Delay, days: int) -> Fate:
    """Of one fen sold on day 0."""
    settled, refunded = by_day(way_to_cash(stages), days), by_day(returns, days)
    return Fate(settled, refunded, settled * refunded, settled * (1.0 - settled))


def still_returned(returns: Delay, paid_age_days: npt.NDArray[np.int64], days: int) -> Floats:
    """Share of money paid so many days ago and not refunded that is refunded by the end of each day to come: [k, days].

    Older than any return seen: nothing more comes back.
    """
    ages, at = np.unique(paid_age_days, return_inverse=True)
    known = by_day(returns, int(ages.max(initial=0)) + 1 + days)
    shares = [(known[age + 1 : age + 1 + days] - known[age]) / max(1.0 - known[age], 1e-9) for age in ages]
    curves: Floats = np.array(shares).reshape(len(ages), days)[at]
    return curves


def still_to_settle(
    stages: Sequence[Delay], stage: npt.NDArray[np.int64], age: npt.NDArray[np.int64], days: int
) -> Floats:
    """Share of money that has been `age` days in a stage (its index) and is usable by each day to come: [k, days]."""
    sure = [certain(one) for one in stages]
    later = [way_to_cash(stages[number + 1 :]) for number in range(len(stages))]
    pairs, at = np.unique(np.stack([stage, age]), axis=1, return_inverse=True)
    ways = [later[number].after(sure[number].given_age(days_in + 1)) for number, days_in in pairs.T]
    curves: Floats = np.array([by_day(way, days) for way in ways]).reshape(len(ways), days)[at.ravel()]
    return curves


def totalled(settled: Floats, refunded: Floats, money_fen: npt.NDArray[np.int64]) -> Fate:
    """The fate of k sums of money together; `settled` and `refunded` are shares [k, days]."""
    money = money_fen.astype(np.float64)
    both, unsure = settled * refunded, settled * (1.0 - settled)
    return Fate(money @ settled, money @ refunded, money @ both, money @ unsure, float(money.sum()))


def following(curve: Floats) -> Floats:
    """The matrix [days, days] that makes sales by day into what has become of them by each day, by `curve` [days]."""
    days = len(curve)
    back = np.subtract.outer(np.arange(days), np.arange(days))
    return np.where(back >= 0, curve[np.maximum(back, 0)], 0.0)


def whole(fen: Floats) -> Whole:
    """Rounded to the nearest fen. Running totals are rounded, never single days: so nothing is lost or made."""
    result: Whole = np.floor(fen + TIE)
    return result
