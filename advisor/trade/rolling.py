"""Short loans taken one after the other: each repays the one before and costs its fee again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from advisor.trade.instalments import Schedule


def terms(length: int, term: int | None) -> tuple[int, ...]:
    """How a need of some length is covered by loans of one term, the last one only as long as is left.

    >>> terms(35, 15), terms(35, None)
    ((15, 15, 5), (35,))

    Raises:
        ValueError: the term is not positive.
    """
    if term is None or term >= length:
        return (length,)
    if term <= 0:
        raise ValueError("the term of a loan must be positive")
    whole, rest = divmod(length, term)
    return (term,) * whole + ((rest,) if rest else ())


def taken_in_turn(
    lengths: Sequence[int], loan_of: Callable[[int, date], Schedule], start: date
) -> tuple[Schedule, ...]:
    """Loans one after the other: `loan_of(length, day)` is paid out on the day the one before ends."""
    loans: list[Schedule] = []
    for length in lengths:
        loans.append(loan_of(length, loans[-1].instalments[-1].due_on if loans else start))
    return tuple(loans)


def joined_flows(loans: Sequence[Schedule]) -> tuple[tuple[date, int], ...]:
    """Dated flows of several loans together, one for each day, in order; what rolls over cancels out."""
    by_day: dict[date, int] = {}
    for day, fen in (flow for loan in loans for flow in loan.flows):
        by_day[day] = by_day.get(day, 0) + fen
    return tuple(sorted(by_day.items()))
