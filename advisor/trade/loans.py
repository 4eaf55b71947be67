"""What a loan truly costs for the days the money is needed; `loan_warnings` says what to be warned of.

The all-in yearly rate is the nominal one (simple, per period x periods a year), as rates are quoted and
limited in China and in Regulation Z; the effective rate (XIRR, with compounding) stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from advisor.trade.day_counts import DAYS_PER_MONTH, half_up
from advisor.trade.instalments import Schedule
from advisor.trade.rates import nominal_yearly, rate_per_period, xirr
from advisor.trade.rolling import joined_flows, taken_in_turn, terms
from advisor.trade.schedules import (
    DAYS_PER_YEAR,
    MONTHS_PER_YEAR,
    PRINCIPAL_PARTS,
    monthly_schedule,
    single_repayment,
)

BY_THE_DAY = ("bullet", "revolving")
METHODS = (*BY_THE_DAY, *PRINCIPAL_PARTS)
MANY = 10**12  # a rate so large has no use for decimals
ANY_DAY = date(2001, 1, 1)  # costs do not depend on the calendar; 2001 is no leap year


@dataclass(frozen=True)
class Cost:
    """The price of a loan; rates are yearly fractions."""

    method: str
    principal_fen: int
    received_fen: int
    days: int
    total_cost_fen: int
    all_in_yearly_rate: Decimal
    effective_yearly_rate: Decimal
    quoted_rate: Decimal  # the figure the lender names: a yearly rate, or a fee as a fraction of the loan
    fee_upfront_fen: int = 0
    times_taken: int = 1  # how often a loan shorter than the need is taken, each time with its fees

    @property
    def paid_back_fen(self) -> int:
        return self.received_fen + self.total_cost_fen

    @property
    def per_100_fen(self) -> Decimal:
        """Fen of cost for every 100 fen borrowed, to two places."""
        share = Decimal(self.total_cost_fen) * 100 / self.principal_fen
        return share.quantize(Decimal("0.01"), ROUND_HALF_UP)


def cost_for_days(
    principal_fen: int,
    days: int,
    *,
    yearly_rate: Decimal | None = None,
    fee_rate: Decimal | None = None,
    method: str = "revolving",
    fee_upfront_fen: int = 0,
    term_days: int | None = None,
) -> Cost:
    """What it costs to have a sum for some days.

    By the day (bullet, revolving): principal x yearly rate x days / 365, and principal x fee rate once, at
    the end. By the month (level_payment, equal_principal, interest_only, flat_fee): the schedule of
    `monthly_schedule` over days / 30 months, rounded up; the money is then there for that many months.
    All-in yearly rate: cost / money received x 365 / days, or the monthly internal rate x 12.

    Args:
        principal_fen: the sum, > 0.
        days: > 0.
        yearly_rate: a fraction a year. It or `fee_rate` (or both) must be given.
        fee_rate: one-off fee as a fraction of the sum; with a monthly method it is deducted up front.
        method: one of `METHODS`.
        fee_upfront_fen: deducted from the money paid out.
        term_days: how long one loan runs at most, > 0; a longer need takes it again, with all its fees.

    Raises:
        ValueError: no price, an unknown method, or a number out of range.

    Source: Regulation Z (12 CFR 1026), Appendix J, for the nominal rate; `rates.xirr` for the effective one.

    >>> cost = cost_for_days(10_000_000, 35, yearly_rate=Decimal("0.18"))
    >>> cost.total_cost_fen, cost.all_in_yearly_rate, cost.per_100_fen
    (172603, Decimal('0.1800'), Decimal('1.73'))
    """
    if yearly_rate is None and fee_rate is None:
        raise ValueError("yearly_rate or fee_rate must be given")
    if method not in METHODS:
        raise ValueError(f"unknown method {method!r}; known: {', '.join(METHODS)}")
    if fee_rate is not None and fee_rate < 0:
        raise ValueError("fee_rate must not be negative")
    rate = yearly_rate if yearly_rate is not None else Decimal(0)
    fee_fen = half_up(principal_fen * (fee_rate or Decimal(0)))
    if method not in BY_THE_DAY:
        fee_upfront_fen, fee_fen = fee_upfront_fen + fee_fen, 0
    loan_of = _loan_of(method, principal_fen, rate, fee_fen, fee_upfront_fen)
    loans = taken_in_turn(_lengths(method, days, term_days), loan_of, ANY_DAY)
    flows = joined_flows(loans)
    total_cost_fen = sum(loan.total_cost_fen for loan in loans)
    quoted = yearly_rate if yearly_rate is not None else fee_rate
    return Cost(
        method=method,
        principal_fen=principal_fen,
        received_fen=loans[0].paid_out_fen,
        days=days,
        total_cost_fen=total_cost_fen,
        all_in_yearly_rate=_all_in(flows, total_cost_fen, days, method),
        effective_yearly_rate=_rounded(xirr(flows)),
        quoted_rate=quoted or Decimal(0),
        fee_upfront_fen=fee_upfront_fen * len(loans),
        times_taken=len(loans),
    )


def _loan_of(
    method: str, principal_fen: int, yearly_rate: Decimal, fee_fen: int, fee_upfront_fen: int
) -> Callable[[int, date], Schedule]:
    if method in BY_THE_DAY:
        return lambda days, start: single_repayment(principal_fen, days, yearly_rate, start, fee_fen, fee_upfront_fen)
    return lambda months, start: monthly_schedule(method, principal_fen, months, yearly_rate, start, fee_upfront_fen)


def _lengths(method: str, days: int, term_days: int | None) -> tuple[int, ...]:
    """Days of each loan, or its months, rounded up."""
    unit_days = 1 if method in BY_THE_DAY else DAYS_PER_MONTH
    return terms(-(-days // unit_days), None if term_days is None else -(-term_days // unit_days))


def _all_in(flows: Sequence[tuple[date, int]], total_cost_fen: int, days: int, method: str) -> Decimal:
    if method in BY_THE_DAY:
        return _rounded(Decimal(total_cost_fen) / flows[0][1] * DAYS_PER_YEAR / days)
    return _rounded(nominal_yearly(rate_per_period([fen for _, fen in flows]), MONTHS_PER_YEAR))


def _rounded(rate: float | Decimal) -> Decimal:
    exact = Decimal(rate)
    return exact.quantize(Decimal("0.0001"), ROUND_HALF_UP) if abs(exact) < MANY else exact
