"""The three yearly rates of a schedule with every fee in it: nominal, effective, and XIRR on the dated flows."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from advisor.trade.appendix_j import annual_percentage_rate
from advisor.trade.day_counts import MONTH_BASED, months_and_days
from advisor.trade.instalments import Schedule
from advisor.trade.rates import effective_yearly, nominal_yearly, rate_per_period, xirr
from advisor.trade.schedules import DAYS_PER_YEAR, MONTHS_PER_YEAR


@dataclass(frozen=True)
class YearlyRates:
    """Fractions a year: `nominal` does not compound, `effective` compounds it, `xirr` counts the real days."""

    nominal: float
    effective: float
    xirr: float


def yearly_rates(schedule: Schedule, day_count_name: str) -> YearlyRates:
    """The yearly rates of a schedule.

    nominal = rate of one period x periods a year. By the month: the internal rate of the months x 12. A share of
    sales: the rate of the unit-period (a day, a week) x its number in a year. One repayment: cost / money received x
    12 / months where interest is counted by the month and the term is whole months, else x 365 / days; also for more
    than a year, as such rates are quoted and limited in China, where Appendix J would compound.
    effective = (1 + rate of one period) ^ periods - 1.

    Args:
        day_count_name: the one the schedule was made with.

    Raises:
        NoRate: the fees are beyond any rate.

    Source: Regulation Z (12 CFR 1026), Appendix J, (b)(1).
    """
    flows = schedule.flows
    dated = xirr(flows)
    if schedule.method == "bullet":
        rate = schedule.total_cost_fen / schedule.paid_out_fen
        periods = float(_terms_per_year(schedule, day_count_name))
    elif schedule.method == "even":
        found = annual_percentage_rate(flows)
        periods = float(found.unit_period.per_year)
        rate = found.apr / periods
    else:
        rate = rate_per_period([fen for _, fen in flows])
        periods = MONTHS_PER_YEAR
    return YearlyRates(nominal_yearly(rate, periods), effective_yearly(rate, periods), dated)


def _terms_per_year(schedule: Schedule, day_count_name: str) -> Fraction:
    first, last = schedule.paid_out_on, schedule.instalments[-1].due_on
    months, odd_days = months_and_days(first, last)
    if day_count_name in MONTH_BASED and not odd_days:
        return Fraction(MONTHS_PER_YEAR, months)
    return Fraction(DAYS_PER_YEAR, (last - first).days)
