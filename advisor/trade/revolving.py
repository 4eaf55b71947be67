"""A credit line used as money is needed (随借随还): several draws, repayments on any day, interest by the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from advisor.trade.day_counts import day_count, interest_fen
from advisor.trade.instalments import Instalment


@dataclass(frozen=True)
class Movement:
    """What is drawn (positive) or repaid of the principal (negative) on a day, in fen."""

    day: date
    fen: int


@dataclass(frozen=True)
class UsedLine:
    """A line from the first draw to the day on which it is cleared; `instalments` are what is paid, with interest."""

    draws: tuple[Movement, ...]
    instalments: tuple[Instalment, ...]

    @property
    def total_cost_fen(self) -> int:
        return sum(instalment.interest_fen for instalment in self.instalments)

    @property
    def flows(self) -> tuple[tuple[date, int], ...]:
        """Dated flows from the borrower's side, for `rates.xirr`."""
        drawn = [(draw.day, draw.fen) for draw in self.draws]
        paid = [(instalment.due_on, -instalment.payment_fen) for instalment in self.instalments]
        return tuple(sorted([*drawn, *paid], key=lambda flow: flow[0]))


def used_line(
    movements: Sequence[Movement], yearly_rate: Decimal, cleared_on: date, day_count_name: str = "actual/365"
) -> UsedLine:
    """What a line costs that is drawn and repaid as told.

    Interest of a stretch = balance x yearly rate x interest days / days in the year, without compounding, rounded
    once where it is paid: with each repayment, all that has grown until then, and the rest on the day it is cleared.

    Args:
        movements: draws and repayments of principal, in any order; the first is a draw. Those of one day count
            together: draws first.
        yearly_rate: a fraction, >= 0.
        cleared_on: the day on which whatever is still owed is paid, after the last movement.
        day_count_name: one of `day_counts.DAY_COUNTS`.

    Raises:
        ValueError: no movement, more repaid than is owed, a day after `cleared_on`, a negative rate, or an unknown
            day count; names the day.

    >>> line = used_line([Movement(date(2026, 1, 1), 10_000_000), Movement(date(2026, 1, 31), -4_000_000)],
    ...                  Decimal("0.0365"), date(2026, 3, 2))
    >>> [(paid.principal_fen, paid.interest_fen) for paid in line.instalments]
    [(4000000, 30000), (6000000, 18000)]
    """
    ordered = sorted(movements, key=lambda movement: (movement.day, -movement.fen))
    _check(ordered, yearly_rate, cleared_on)
    count = day_count(day_count_name)
    balance, day, grown = 0, ordered[0].day, 0
    instalments = []
    for movement in ordered:
        grown += balance * count.days_between(day, movement.day)
        day, balance = movement.day, balance + movement.fen
        if balance < 0:
            raise ValueError(f"{day}: more is repaid than is owed")
        if movement.fen < 0:
            instalments.append(_paid(day, -movement.fen, _interest(grown, yearly_rate, count.year_days), balance))
            grown = 0
    grown += balance * count.days_between(day, cleared_on)
    interest = _interest(grown, yearly_rate, count.year_days)
    if balance or interest:
        instalments.append(_paid(cleared_on, balance, interest, 0))
    return UsedLine(tuple(one for one in ordered if one.fen > 0), tuple(instalments))


def _interest(fen_days: int, yearly_rate: Decimal, year_days: int) -> int:
    return interest_fen(fen_days, yearly_rate, 1, year_days)


def _paid(day: date, principal_fen: int, interest: int, balance_fen: int) -> Instalment:
    return Instalment(day, principal_fen + interest, principal_fen, interest, 0, balance_fen)


def _check(ordered: Sequence[Movement], yearly_rate: Decimal, cleared_on: date) -> None:
    if not ordered or ordered[0].fen <= 0:
        raise ValueError("the first movement must be a draw")
    if any(movement.fen == 0 for movement in ordered):
        raise ValueError("a movement of nothing")
    if ordered[-1].day > cleared_on:
        raise ValueError(f"{ordered[-1].day}: after the line is cleared on {cleared_on}")
    if yearly_rate < 0:
        raise ValueError("yearly_rate must not be negative")
