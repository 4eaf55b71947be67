"""Repayment schedules, exact to the fen: the principal parts sum to the loan, the last instalment closes it.

Each amount is rounded half up. Interest follows a day count of `day_counts`: by default a month of a monthly method
is a twelfth of a year (30/360), and interest by the day is actual/365. `revolving` has several draws on a line,
`advances` the money paid out before a customer pays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from advisor.trade.day_counts import (
    DAYS_PER_MONTH,
    MONTH_BASED,
    day_count,
    half_up,
    interest_at,
    interest_fen,
    month_after,
)
from advisor.trade.instalments import Instalment as Instalment
from advisor.trade.instalments import Schedule as Schedule

DAYS_PER_YEAR = 365
MONTHS_PER_YEAR = 12


def monthly_schedule(
    method: str,
    principal_fen: int,
    months: int,
    yearly_rate: Decimal,
    start: date,
    fee_upfront_fen: int = 0,
    fee_fen: int = 0,
    day_count_name: str = "30/360",
) -> Schedule:
    """A loan repaid once a month.

    level_payment (等额本息): P / (sum of 1 / growth up to each due date) every month, which is
    P x i / (1 - (1 + i)^-n) where all months are equal. equal_principal (等额本金): P / n and the interest on the
    balance. interest_only (先息后本): interest each month, the principal in the last. flat_fee: P / n and interest
    on the whole P every month, as if nothing had been repaid.

    Args:
        principal_fen: the loan, > 0.
        months: number of instalments, > 0; due on the day of `start` in each month, or on the month's last.
        yearly_rate: a fraction, >= 0; interest of a month = owed x yearly rate x days / days in the year.
        start: the day the money is paid out.
        fee_upfront_fen: deducted from the money paid out, 0 to the loan.
        fee_fen: one-off fee paid with the first instalment, as lenders collect it, >= 0.
        day_count_name: one of `day_counts.DAY_COUNTS`; with 30/360 and chinese every month is a twelfth of a year.

    Raises:
        ValueError: an unknown method or day count, or a number out of range.

    Source: OpenStax, Principles of Finance, chapter 8 (annuities and loan amortisation).

    >>> loan = monthly_schedule("level_payment", 10_000_000, 12, Decimal("0.06"), date(2026, 1, 31))
    >>> loan.instalments[0].payment_fen, loan.instalments[0].due_on.isoformat(), loan.total_cost_fen
    (860664, '2026-02-28', 327973)
    """
    if method not in PRINCIPAL_PARTS:
        raise ValueError(f"unknown method {method!r}; known: {', '.join(PRINCIPAL_PARTS)}")
    _check(principal_fen, months, yearly_rate, fee_upfront_fen, fee_fen)
    due = [month_after(start, number) for number in range(1, months + 1)]
    lengths = _period_days(day_count_name, start, due)
    year_days = day_count(day_count_name).year_days
    growth = {days: 1 + yearly_rate * days / year_days for days in set(lengths)}
    part_of = PRINCIPAL_PARTS[method](principal_fen, [growth[days] for days in lengths])
    interest_of, is_flat = interest_at(yearly_rate, year_days), method == "flat_fee"
    instalments: list[Instalment] = []
    balance = principal_fen
    for due_on, days in zip(due, lengths, strict=True):
        interest = interest_of(principal_fen if is_flat else balance, days)
        part = balance if len(instalments) == months - 1 else part_of(interest)
        if not 0 <= part <= balance:
            part = min(balance, max(0, part))
        balance -= part
        instalments.append(Instalment(due_on, part + interest, part, interest, 0, balance))
    instalments[0] = _with_fee(instalments[0], fee_fen)
    return Schedule(method, principal_fen, principal_fen - fee_upfront_fen, start, tuple(instalments))


def single_repayment(
    principal_fen: int,
    days: int,
    yearly_rate: Decimal,
    start: date,
    fee_fen: int = 0,
    fee_upfront_fen: int = 0,
    day_count_name: str = "actual/365",
) -> Schedule:
    """A loan repaid in one sum after some days: bullet (到期还本付息) or a draw on a line (随借随还).

    interest = principal x yearly rate x interest days / days in the year.

    Args:
        principal_fen: the loan, > 0.
        days: calendar days the money is used, > 0.
        yearly_rate: a fraction, >= 0; zero where the price is only a fee.
        start: the day the money is paid out.
        fee_fen: one-off fee paid with the repayment, >= 0.
        fee_upfront_fen: deducted from the money paid out, 0 to the loan.
        day_count_name: one of `day_counts.DAY_COUNTS`; it turns the dates into interest days.

    Raises:
        ValueError: an unknown day count, or a number is out of range.

    >>> single_repayment(10_000_000, 30, Decimal("0.1825"), date(2026, 1, 1)).total_cost_fen
    150000
    """
    _check(principal_fen, days, yearly_rate, fee_upfront_fen, fee_fen)
    due_on = start + timedelta(days=days)
    count = day_count(day_count_name)
    interest = interest_fen(principal_fen, yearly_rate, count.days_between(start, due_on), count.year_days)
    payment = principal_fen + interest + fee_fen
    instalment = Instalment(due_on, payment, principal_fen, interest, fee_fen, 0)
    return Schedule("bullet", principal_fen, principal_fen - fee_upfront_fen, start, (instalment,))


def even_repayments(
    paid_out_fen: int, principal_fen: int, repaid_fen: int, due_on: Iterable[date], start: date
) -> Schedule:
    """A fixed sum (advance and fee) repaid in even parts on given days, as with a share of sales.

    Principal and fee are spread in proportion; the rounding differences are in the last part. The published cost
    card of 75,000 lent, 73,125 paid out and 98,250 repaid in a year states an APR of 61.34 %: that is the one of 52
    weekly payments; 365 daily ones, as the card words it, give 62.16 %.

    Raises:
        ValueError: no day, a sum that is not positive, more paid out than lent, or less repaid than lent.
    """
    days = list(due_on)
    if not days or not 0 < paid_out_fen <= principal_fen <= repaid_fen:
        raise ValueError("there must be a day, and 0 < paid out <= principal <= repaid")
    instalments, balance, left = [], principal_fen, repaid_fen
    for parts_left, day in zip(range(len(days), 0, -1), days, strict=True):
        payment = half_up(Decimal(left) / parts_left)
        principal = half_up(Decimal(balance) / parts_left)
        left, balance = left - payment, balance - principal
        instalments.append(Instalment(day, payment, principal, 0, payment - principal, balance))
    return Schedule("even", principal_fen, paid_out_fen, start, tuple(instalments))


def _period_days(day_count_name: str, start: date, due: Sequence[date]) -> list[int]:
    """Interest days of each period; counted from the start, so that a 31st that fell on the 28th is no loss."""
    if day_count_name in MONTH_BASED:
        return [DAYS_PER_MONTH] * len(due)
    until = [0, *(day_count(day_count_name).days_between(start, day) for day in due)]
    return [later - earlier for earlier, later in zip(until[:-1], until[1:], strict=True)]


def _with_fee(instalment: Instalment, fee_fen: int) -> Instalment:
    return instalment._replace(payment_fen=instalment.payment_fen + fee_fen, fee_fen=fee_fen)


def _level(principal_fen: int, growth: Sequence[Decimal]) -> Callable[[int], int]:
    discount, worth = Decimal(1), Decimal(0)
    for grown in growth:
        discount /= grown
        worth += discount
    payment = half_up(principal_fen / worth)
    return lambda interest: payment - interest


def _equal(principal_fen: int, growth: Sequence[Decimal]) -> Callable[[int], int]:
    part = half_up(Decimal(principal_fen) / len(growth))
    return lambda _interest: part


def _at_the_end(_principal_fen: int, _growth: Sequence[Decimal]) -> Callable[[int], int]:
    return lambda _interest: 0


PRINCIPAL_PARTS: dict[str, Callable[[int, Sequence[Decimal]], Callable[[int], int]]] = {
    "level_payment": _level,
    "equal_principal": _equal,
    "interest_only": _at_the_end,
    "flat_fee": _equal,
}


def _check(principal_fen: int, periods: int, yearly_rate: Decimal, fee_upfront_fen: int, fee_fen: int) -> None:
    if principal_fen <= 0 or periods <= 0:
        raise ValueError("the loan and its length must be positive")
    if yearly_rate < 0 or fee_fen < 0:
        raise ValueError("yearly_rate and fee_fen must not be negative")
    if not 0 <= fee_upfront_fen < principal_fen:
        raise ValueError("fee_upfront_fen must be between 0 and the loan")
