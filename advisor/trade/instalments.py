"""What a loan is made of: its instalments, and the figures of the whole that follow from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from advisor.trade.day_counts import DAYS_PER_MONTH, half_up, months_and_days


class Instalment(NamedTuple):
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
    def total_interest_fen(self) -> int:
        return sum(instalment.interest_fen for instalment in self.instalments)

    @property
    def total_cost_fen(self) -> int:
        """Everything paid beyond the money received: interest, fees and what was deducted up front."""
        return self.paid_back_fen - self.paid_out_fen

    @property
    def per_100_fen(self) -> Decimal:
        """Fen of cost for every 100 fen borrowed, to two places."""
        return Decimal(half_up(Decimal(self.total_cost_fen) * 10_000 / self.principal_fen)) / 100

    @property
    def average_monthly_payment_fen(self) -> int:
        """What is paid back, by the months of the term (odd days as thirtieths, at least one month)."""
        months, odd_days = months_and_days(self.paid_out_on, self.instalments[-1].due_on)
        average = self.paid_back_fen / max(Fraction(1), months + Fraction(odd_days, DAYS_PER_MONTH))
        return half_up(Decimal(average.numerator) / average.denominator)

    @property
    def flows(self) -> tuple[tuple[date, int], ...]:
        """Dated flows from the borrower's side, for `rates.xirr`."""
        back = ((instalment.due_on, -instalment.payment_fen) for instalment in self.instalments)
        return ((self.paid_out_on, self.paid_out_fen), *back)
