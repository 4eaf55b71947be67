"""Repayment schedules, exact to the fen: the principal parts sum to the loan, the last instalment closes it.

Monthly methods count a month as 1/12 of a year (30/360); interest by day is actual/365. Each amount is
rounded half up.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

DAYS_PER_YEAR = 365
MONTHS_PER_YEAR = 12


@dataclass(frozen=True)
class Instalment:
    """One payment: payment = principal + interest + fee; `balance_fen` is what is still owed after it."""

    due_on: date
    payment_fen: int
    principal_fen: int
    interest_fen: int
    fee_fen: int
    balance_fen: int


@dataclass(frozen=True)
class Schedule:
    """A loan from its first day: what is paid out (after a fee deducted up front) and every instalment."""

    method: str
    principal_fen: int
    paid_out_fen: int
    paid_out_on: date
    instalments: tuple[Instalment, ...]

    @property
    def paid_back_fen(self) -> int:
        return sum(instalment.payment_fen for instalment in self.instalments)

    @property
    def total_cost_fen(self) -> int:
        """Everything paid beyond the money received: interest, fees and what was deducted up front."""
        return self.paid_back_fen - self.paid_out_fen

    @property
    def flows(self) -> tuple[tuple[date, int], ...]:
        """Dated flows from the borrower's side, for `rates.xirr`."""
        back = ((instalment.due_on, -instalment.payment_fen) for instalment in self.instalments)
        return ((self.paid_out_on, self.paid_out_fen), *back)


def monthly_schedule(
    method: str,
    principal_fen: int,
    months: int,
    yearly_rate: Decimal,
    start: date,
    fee_upfront_fen: int = 0,
) -> Schedule:
    """A loan repaid once a month.

    level_payment (等额本息): P x i / (1 - (1 + i)^-n) every month. equal_principal (等额本金): P / n and the
    interest on the balance. interest_only (先息后本): interest each month, the principal in the last.
    flat_fee: P / n and interest on the whole P every month, as if nothing had been repaid.

    Args:
        principal_fen: the loan, > 0.
        months: number of instalments, > 0; due on the day of `start` in each month, or on the month's last.
        yearly_rate: a fraction, >= 0; i = yearly rate / 12.
        start: the day the money is paid out.
        fee_upfront_fen: deducted from the money paid out, 0 to the loan.

    Raises:
        ValueError: an unknown method or a number out of range.

    Source: OpenStax, Principles of Finance, chapter 8 (annuities and loan amortisation).

    >>> loan = monthly_schedule("level_payment", 10_000_000, 12, Decimal("0.06"), date(2026, 1, 31))
    >>> loan.instalments[0].payment_fen, loan.instalments[0].due_on.isoformat(), loan.total_cost_fen
    (860664, '2026-02-28', 327973)
    """
    if method not in PRINCIPAL_PARTS:
        raise ValueError(f"unknown method {method!r}; known: {', '.join(PRINCIPAL_PARTS)}")
    _check(principal_fen, months, yearly_rate, fee_upfront_fen)
    part_of = PRINCIPAL_PARTS[method](principal_fen, months, yearly_rate / MONTHS_PER_YEAR)
    instalments, balance = [], principal_fen
    for number in range(1, months + 1):
        owed = principal_fen if method == "flat_fee" else balance
        interest = _fen(owed * yearly_rate / MONTHS_PER_YEAR)
        part = balance if number == months else min(balance, max(0, part_of(interest)))
        balance -= part
        due_on = _month_after(start, number)
        instalments.append(Instalment(due_on, part + interest, part, interest, 0, balance))
    return Schedule(method, principal_fen, principal_fen - fee_upfront_fen, start, tuple(instalments))


def single_repayment(
    principal_fen: int,
    days: int,
    yearly_rate: Decimal,
    start: date,
    fee_fen: int = 0,
    fee_upfront_fen: int = 0,
    days_in_year: int = DAYS_PER_YEAR,
) -> Schedule:
    """A loan repaid in one sum after some days: bullet (到期还本付息) or a draw on a line (随借随还).

    interest = principal x yearly rate x days / days in the year.

    Args:
        principal_fen: the loan, > 0.
        days: days the money is used, > 0.
        yearly_rate: a fraction, >= 0; zero where the price is only a fee.
        start: the day the money is paid out.
        fee_fen: one-off fee paid with the repayment, >= 0.
        fee_upfront_fen: deducted from the money paid out, 0 to the loan.
        days_in_year: 365, or 360 where the contract says so.

    Raises:
        ValueError: a number is out of range.

    >>> single_repayment(10_000_000, 30, Decimal("0.1825"), date(2026, 1, 1)).total_cost_fen
    150000
    """
    _check(principal_fen, days, yearly_rate, fee_upfront_fen)
    interest = _fen(principal_fen * yearly_rate * days / days_in_year)
    payment = principal_fen + interest + fee_fen
    due_on = start + timedelta(days=days)
    instalment = Instalment(due_on, payment, principal_fen, interest, fee_fen, 0)
    return Schedule("bullet", principal_fen, principal_fen - fee_upfront_fen, start, (instalment,))


def even_repayments(
    paid_out_fen: int, principal_fen: int, repaid_fen: int, due_on: Iterable[date], start: date
) -> Schedule:
    """A fixed sum (advance and fee) repaid in even parts on given days, as with a share of sales.

    Principal and fee are spread in proportion; the rounding differences are in the last part.
    """
    days = list(due_on)
    instalments, balance, left = [], principal_fen, repaid_fen
    for parts_left, day in zip(range(len(days), 0, -1), days, strict=True):
        payment = _fen(Decimal(left) / parts_left)
        principal = _fen(Decimal(balance) / parts_left)
        left, balance = left - payment, balance - principal
        instalments.append(Instalment(day, payment, principal, 0, payment - principal, balance))
    return Schedule("even", principal_fen, paid_out_fen, start, tuple(instalments))


def _level(principal_fen: int, months: int, rate: Decimal) -> Callable[[int], int]:
    growth = 1 - (1 + rate) ** -months
    payment = _fen(principal_fen * rate / growth if growth else Decimal(principal_fen) / months)
    return lambda interest: payment - interest


def _equal(principal_fen: int, months: int, _rate: Decimal) -> Callable[[int], int]:
    part = _fen(Decimal(principal_fen) / months)
    return lambda _interest: part


def _at_the_end(_principal_fen: int, _months: int, _rate: Decimal) -> Callable[[int], int]:
    return lambda _interest: 0


PRINCIPAL_PARTS: dict[str, Callable[[int, int, Decimal], Callable[[int], int]]] = {
    "level_payment": _level,
    "equal_principal": _equal,
    "interest_only": _at_the_end,
    "flat_fee": _equal,
}


def _check(principal_fen: int, periods: int, yearly_rate: Decimal, fee_upfront_fen: int) -> None:
    if principal_fen <= 0 or periods <= 0:
        raise ValueError("the loan and its length must be positive")
    if yearly_rate < 0:
        raise ValueError("yearly_rate must not be negative")
    if not 0 <= fee_upfront_fen < principal_fen:
        raise ValueError("fee_upfront_fen must be between 0 and the loan")


def _month_after(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _fen(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))
