"""Paying a loan back before its end: what is owed on the day, and what is saved against the full term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from advisor.trade.day_counts import day_count, half_up, interest_fen
from advisor.trade.instalments import Instalment, Schedule

CHARGED_IN_FULL = ("flat_fee", "even")  # the whole charge is owed from the first day, as such contracts are worded


@dataclass(frozen=True)
class EarlyRepayment:
    """`owed_fen` = principal + interest (grown, or all that is left of a flat charge) + fees not yet paid + penalty.

    saved_fen: what the rest of the schedule would have cost more; negative where the penalty is larger.
    saves_interest: False where the charge is fixed, so that paying early saves nothing of it.
    flows: the loan as it then was, for `rates.xirr`.
    """

    day: date
    principal_fen: int
    interest_fen: int
    fee_fen: int
    penalty_fen: int
    owed_fen: int
    saved_fen: int
    saves_interest: bool
    flows: tuple[tuple[date, int], ...]


def early_repayment(
    schedule: Schedule,
    after_days: int,
    yearly_rate: Decimal,
    *,
    penalty_rate: Decimal = Decimal(0),
    day_count_name: str = "actual/365",
) -> EarlyRepayment:
    """What is owed some days after the loan was paid out, when everything due until then, that day included, is paid.

    Interest since the last due date = principal x yearly rate x interest days / days in the year. A flat fee and a
    share of sales are owed in full (`CHARGED_IN_FULL`); a contract that gives part of them back is better than this.

    Args:
        after_days: from 1 to the day of the last instalment.
        yearly_rate: the contract's, a fraction, >= 0.
        penalty_rate: a fraction of the principal paid early, 0 to 1.
        day_count_name: one of `day_counts.DAY_COUNTS`, for the days since the last due date.

    Raises:
        ValueError: an unknown day count, or a number is out of range; names the allowed days.
    """
    day = schedule.paid_out_on + timedelta(days=max(0, after_days))
    last_due = schedule.instalments[-1].due_on
    if not schedule.paid_out_on < day <= last_due:
        raise ValueError(f"after_days must be from 1 to {(last_due - schedule.paid_out_on).days}")
    if not 0 <= penalty_rate <= 1 or yearly_rate < 0:
        raise ValueError("penalty_rate must be from 0 to 1 and yearly_rate not negative")
    paid = [instalment for instalment in schedule.instalments if instalment.due_on <= day]
    left = schedule.instalments[len(paid) :]
    principal = sum(instalment.principal_fen for instalment in left)
    interest = _interest(schedule, paid, left, yearly_rate, day, day_count_name)
    fee = sum(instalment.fee_fen for instalment in left)
    penalty = half_up(principal * penalty_rate)
    owed = principal + interest + fee + penalty
    return EarlyRepayment(
        day=day,
        principal_fen=principal,
        interest_fen=interest,
        fee_fen=fee,
        penalty_fen=penalty,
        owed_fen=owed,
        saved_fen=sum(instalment.payment_fen for instalment in left) - owed,
        saves_interest=schedule.method not in CHARGED_IN_FULL,
        flows=_flows(schedule, paid, day, owed),
    )


def _interest(
    schedule: Schedule,
    paid: Sequence[Instalment],
    left: Sequence[Instalment],
    yearly_rate: Decimal,
    day: date,
    day_count_name: str,
) -> int:
    planned = sum(instalment.interest_fen for instalment in left)
    if schedule.method in CHARGED_IN_FULL:
        return planned
    since = paid[-1].due_on if paid else schedule.paid_out_on
    count = day_count(day_count_name)
    principal = sum(instalment.principal_fen for instalment in left)
    if not left:
        return 0
    # Counted from the start, as in the schedule: a 31st that fell on 28 February is no loss.
    start = schedule.paid_out_on
    days = count.days_between(start, day) - count.days_between(start, since)
    # A month of 31 days may grow more than the schedule asks for it; nobody pays more for paying earlier.
    return min(left[0].interest_fen, interest_fen(principal, yearly_rate, days, count.year_days))


def _flows(schedule: Schedule, paid: Sequence[Instalment], day: date, owed_fen: int) -> tuple[tuple[date, int], ...]:
    """The flows until the day; the last is the sum owed, where anything is."""
    until = schedule.flows[: len(paid) + 1]
    return (*until, (day, -owed_fen)) if owed_fen else until
