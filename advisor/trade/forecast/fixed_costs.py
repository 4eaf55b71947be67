"""What goes out whatever is sold: wages, rent, other costs and loans, by day, to the fen."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import numpy.typing as npt

from advisor.trade.forecast.draws import Floats
from advisor.trade.forecast.kernels import Whole, whole
from advisor.trade.forecast.scenario import Scenario
from advisor.trade.orders import Times


def fixed_costs(scenario: Scenario, days: int) -> dict[str, Whole]:
    """Money by kind and day of the forecast, float64 [days] in whole fen; what goes out is negative.

    Kinds: wages, rent, other, loans (a loan paid out is positive).
    """
    terms = scenario.terms
    return {
        "wages": -monthly(scenario, days, terms.wages_fen, terms.wages_day),
        "rent": -monthly(scenario, days, terms.rent_fen, terms.rent_day),
        "other": -spread(scenario, days, terms.other_fen),
        "loans": loans(scenario, days),
    }


def monthly(scenario: Scenario, days: int, amount_fen: int, day_of_month: int) -> Whole:
    """A sum on one day of every month [days]."""
    return falls_due(scenario, days, day_of_month) * float(amount_fen)


def spread(scenario: Scenario, days: int, amount_fen: int) -> Whole:
    """A monthly sum in even parts over the days of each month [days]."""
    return _by_day(np.cumsum(amount_fen / _days_in_month(scenario.calendar(days))))


def loans(scenario: Scenario, days: int) -> Whole:
    """Loans paid out (+) and paid back (-) within the days of the forecast [days]; what is dated before is past."""
    flows = np.zeros(days)
    first = scenario.as_of + timedelta(days=1)
    for day, fen in (flow for loan in scenario.terms.loans for flow in loan.flows):
        if 0 <= (day - first).days < days:
            flows[(day - first).days] += fen
    return flows


def falls_due(scenario: Scenario, days: int, day_of_month: int) -> Floats:
    """1 on that day of every month (the last one of a shorter month), 0 on others, float64 [days]."""
    calendar = scenario.calendar(days)
    day = (calendar - calendar.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64) + 1
    due: Floats = (day == np.minimum(day_of_month, _days_in_month(calendar))).astype(np.float64)
    return due


def _days_in_month(calendar: Times) -> npt.NDArray[np.int64]:
    month = calendar.astype("datetime64[M]")
    days: npt.NDArray[np.int64] = ((month + 1).astype("datetime64[D]") - month.astype("datetime64[D]")).astype(np.int64)
    return days


def _by_day(running_total: Floats) -> Whole:
    by_day: Whole = np.diff(whole(running_total), prepend=0.0)
    return by_day
