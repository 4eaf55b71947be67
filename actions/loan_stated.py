"""The sum and the time of a loan as a message states them: "借10万用3个月"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from advisor.trade.quantities import Quantity
from advisor.trade.schedules import DAYS_PER_YEAR

MONTHS_PER_YEAR = 12


@dataclass(frozen=True)
class StatedLoan:
    """`days` and `months` are the same time; where months were said (`is_in_months`), one is a twelfth of 365 days."""

    principal_fen: int
    days: int
    months: int
    is_in_months: bool


def loan_in(found: Sequence[Quantity]) -> StatedLoan | None:
    """The loan among the quantities of a message; None unless it has one clear sum in yuan and a time.

    Of several times the longest is the term: "12 months, how much a month".
    """
    amount = sole(found, "money")
    durations = [one for one in found if one.kind == "duration" and not one.is_ambiguous]
    term = max(durations, key=lambda one: one.days[1], default=None)
    if amount is None or term is None or amount.unit != "CNY":
        return None
    return _lasting(amount.fen[1], term)


def completed(found: Sequence[Quantity], before: StatedLoan) -> StatedLoan | None:
    """An earlier loan with what this message says anew ("换成借5万呢"); None where it says neither sum nor time."""
    amount = sole(found, "money")
    if amount is not None and amount.unit == "CNY":
        before = replace(before, principal_fen=amount.fen[1])
        return loan_in(found) or before
    term = sole(found, "duration")
    if term is None:
        return None
    return _lasting(before.principal_fen, term)


def _lasting(principal_fen: int, term: Quantity) -> StatedLoan:
    in_months = term.unit == "month"
    months = int(term.bounds[1]) if in_months else round(term.days[1] * MONTHS_PER_YEAR / DAYS_PER_YEAR)
    days = round(months * DAYS_PER_YEAR / MONTHS_PER_YEAR) if in_months else int(term.days[1])
    return StatedLoan(principal_fen, days, months, in_months)


def sole(found: Sequence[Quantity], kind: str) -> Quantity | None:
    """The only clear quantity of a kind, or None."""
    of_kind = [quantity for quantity in found if quantity.kind == kind and not quantity.is_ambiguous]
    return of_kind[0] if len(of_kind) == 1 else None
