"""What becomes of a fen paid by a buyer, day by day: it is in flight, or settled and kept, or refunded.

The way to usable money (S, paid to usable) and the way back (R, paid to refunded) are taken as independent. t days
after the payment a fen is

    refunded                 R(t)
    settled and kept         S(t) (1 - R(t))
    still in flight          (1 - S(t)) (1 - R(t))

S and R the shares by then; together they are the whole fen, always. Only what is settled and kept is cash, less the
platform's fee (`fees`). So the cash of one day is what settles on it and was not refunded before, less what is refunded
on it and was settled before. A doubt about the return rate enters as a factor of R, and everything is linear in it.
S goes by the clock of the money's way (`clock`), R by the calendar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from advisor.trade.delays import Delay
from advisor.trade.forecast.draws import Floats
from advisor.trade.forecast.ways import certain, way_to_cash

Whole = npt.NDArray[np.float64]  # whole numbers of fen, exact up to 2^53
ALL = 1e-12  # a share so near to all is all: sums of shares are not exact
TIE = 0.5 + 2.0**-12  # half a fen is rounded alike whichever way its sum was made


@dataclass(frozen=True, eq=False)
class Fate:
    """Of some money by the evening of each day to come: float64 [days] in fen, or of one fen sold on each day float64
    [days, days sold], which sales by day [days sold] are multiplied with.

    `settled`: would be usable if nothing came back; `refunded`: has come back; `both`: would be usable, but has come
    back; `early`: the part of it that came back before (or on the day) it would have been settled. Settled and kept is
    `settled` - f x `both`, refunded f x `refunded`, where f is the factor of the return rate. `total`: all of it, 0
    before it is sold. `unsure`: s (1 - s) of its parts, s their settled share: how much of it may come by chance or
    not.
    """

    settled: Floats
    refunded: Floats
    both: Floats
    early: Floats
    unsure: Floats
    total: Floats


def by_day(delay: Delay, days: int) -> Floats:
    """Share that has happened by the end of day 0, 1, ... days - 1."""
    shares = delay.share_by_day[:days]
    happened: Floats = np.full(days, delay.happens)
    happened[: len(shares)] = np.cumsum(shares)
    happened[happened > 1.0 - ALL] = 1.0
    return happened


def by_clock(delay: Delay, elapsed: Floats) -> Floats:
    """Share that has happened when so many days of the clock have passed since the morning of the first, broken or
    negative ones too."""
    shares = np.concatenate([[0.0], by_day(delay, len(delay.share_by_day) + 1)])
    happened: Floats = np.interp(elapsed, np.arange(len(shares)), shares)
    return happened


def of_new_sales(stages: Sequence[Delay], returns: Delay, elapsed: Floats) -> Fate:
    """Of one fen sold on each day. `elapsed` [days, days sold]: days of the clock from then on (`clock.elapsed`)."""
    settled = by_clock(way_to_cash(stages), elapsed) * (is_sold := np.tri(len(elapsed)))
    refunded = following(by_day(returns, len(elapsed)))
    early = np.cumsum(np.diff(settled, axis=0, prepend=0.0) * refunded, axis=0)
    return Fate(settled, refunded, settled * refunded, early, settled * (1.0 - settled), is_sold)


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
    stages: Sequence[Delay], stage: npt.NDArray[np.int64], age: npt.NDArray[np.int64], elapsed: Floats
) -> Floats:
    """Share of money that has been `age` days in a stage (its index) and is usable by each evening to come: [k, days].

    Ages are days of the clock, negative ones of what must still wait for the stage to begin; `elapsed` [days]: days of
    the clock from the first morning on.
    """
    sure = [certain(one) for one in stages]
    later = [way_to_cash(stages[number + 1 :]) for number in range(len(stages))]
    pairs, at = np.unique(np.stack([stage, age]), axis=1, return_inverse=True)
    left = [
        sure[number].given_age(days_in + 1) if days_in >= 0 else sure[number].sooner(days_in + 1)
        for number, days_in in pairs.T
    ]
    ways = [later[number].after(rest) for (number, _), rest in zip(pairs.T, left, strict=True)]
    curves: Floats = np.array([by_clock(way, elapsed) for way in ways]).reshape(len(ways), len(elapsed))[at.ravel()]
    return curves


def totalled(settled: Floats, refunded: Floats, money_fen: npt.NDArray[np.int64]) -> Fate:
    """The fate of k sums of money together; `settled` and `refunded` are shares [k, days]."""
    money = money_fen.astype(np.float64)
    early = np.cumsum(np.diff(settled, axis=1, prepend=0.0) * refunded, axis=1)
    parts = (settled, refunded, settled * refunded, early, settled * (1.0 - settled), np.ones_like(settled))
    return Fate(*(money @ part for part in parts))


def of_settled(refunded: Floats, money_fen: npt.NDArray[np.int64]) -> Fate:
    """The fate of sums of money that were settled before; `refunded` as in `totalled`."""
    money = money_fen.astype(np.float64)
    total, back, nothing = np.full(refunded.shape[1], money.sum()), money @ refunded, np.zeros(refunded.shape[1])
    return Fate(total, back, back, nothing, nothing, total)


def following(curve: Floats) -> Floats:
    """The matrix [days, days] that makes sales by day into what has become of them by each day, by `curve` [days]."""
    days = len(curve)
    back = np.subtract.outer(np.arange(days), np.arange(days))
    return np.where(back >= 0, curve[np.maximum(back, 0)], 0.0)


def whole(fen: Floats) -> Whole:
    """Rounded to the nearest fen. Running totals are rounded, never single days: so nothing is lost or made."""
    result: Whole = np.floor(fen + TIE)
    return result
