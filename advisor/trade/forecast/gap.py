"""The funding gap: how much is missing, from when to when, and how sure that is enough."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from advisor.trade.forecast.draws import Floats

CERTAINTIES = (0.5, 0.8, 0.95)


@dataclass(frozen=True)
class Gap:
    """`amount_fen` is enough with the probability `certainty`: in that share of all futures no more is ever missing.

    `first_day`: the first day by which more than 1 - certainty of the futures have been short; `last_day`: the last day
    on which, or after which, more than that are short. (Where some futures are short early and others late only, the
    second can lie before the first: they are told in their order.) Both None where the amount is 0. A `last_day` that
    is the last day of the forecast means that the end is not in sight.
    """

    certainty: float
    amount_fen: int
    first_day: date | None
    last_day: date | None

    @property
    def days(self) -> int:
        """Days from the first to the last, both counted; 0 without a gap."""
        return (self.last_day - self.first_day).days + 1 if self.first_day and self.last_day else 0


def gaps(balances: Floats, reserve_fen: int, first_day: date) -> tuple[Gap, ...]:
    """The gap at each of `CERTAINTIES`.

    Args:
        balances: [days, paths] in whole fen, on the evening of each day.
        reserve_fen: a balance below it is short by the difference.
        first_day: day 0.
    """
    missing = reserve_fen - balances.min(axis=0)
    is_short = balances < reserve_fen
    by_then = np.logical_or.accumulate(is_short, axis=0).mean(axis=1)
    from_then = np.logical_or.accumulate(is_short[::-1], axis=0).mean(axis=1)[::-1]
    return tuple(_gap(certainty, missing, by_then, from_then, first_day) for certainty in CERTAINTIES)


def _gap(certainty: float, missing: Floats, by_then: Floats, from_then: Floats, first_day: date) -> Gap:
    amount_fen = max(0, int(np.quantile(missing, certainty, method="inverted_cdf")))
    if not amount_fen:
        return Gap(certainty, 0, None, None)
    often = 1.0 - certainty + 1e-9
    first, last = sorted((int(np.flatnonzero(by_then > often)[0]), int(np.flatnonzero(from_then > often)[-1])))
    return Gap(certainty, amount_fen, first_day + timedelta(days=first), first_day + timedelta(days=last))
