"""The schedule that the arguments of `loan` describe."""

from __future__ import annotations

from argparse import Namespace
from datetime import date, timedelta

from advisor.commands.output import CommandError
from advisor.trade.day_counts import DAYS_PER_MONTH, day_count, interest_fen, month_after
from advisor.trade.schedules import PRINCIPAL_PARTS, Schedule, even_repayments, monthly_schedule, single_repayment

METHODS = (*PRINCIPAL_PARTS, "bullet", "daily", "sales_share")
REFUSED_WITH_FLOWS = (
    "amount", "months", "days", "yearly_rate", "method", "start", "day_count", "early_day", "penalty_rate", "need_days",
)  # fmt: skip


def check(options: Namespace) -> None:
    """Refuse arguments that do not make a loan.

    Raises:
        CommandError: says which argument is missing, too many or too large.
    """
    for name in ("amount", "yearly_rate"):
        if getattr(options, name) is None:
            raise CommandError(f"give --{name.replace('_', '-')}, or --flows FILE alone")
    if (options.months is None) == (options.days is None):
        raise CommandError("give either --months or --days")
    if options.fee_upfront >= options.amount:
        raise CommandError("--fee-upfront must be less than --amount")
    if options.penalty_rate is not None and options.early_day is None:
        raise CommandError("--penalty-rate needs --early-day")


def check_flows_alone(options: Namespace) -> None:
    """Refuse arguments of a loan beside --flows.

    Raises:
        CommandError: names the first of them.
    """
    given = [name for name in REFUSED_WITH_FLOWS if getattr(options, name) is not None]
    given += [name for name in ("fee", "fee_upfront") if getattr(options, name)]
    if given:
        raise CommandError(f"--flows takes no --{given[0].replace('_', '-')}: everything is a flow of the file")


def day_count_of(options: Namespace) -> str:
    """The day count: the one given; else months are twelfths of a year, and days are days."""
    by_day = options.method == "daily" or (options.days is not None and options.method not in PRINCIPAL_PARTS)
    return options.day_count or ("actual/365" if by_day else "30/360")


def schedule_of(options: Namespace, start: date) -> Schedule:
    """The loan paid out on `start`."""
    if options.method in PRINCIPAL_PARTS:
        return _by_the_month(options, start)
    last_day = start + timedelta(days=options.days) if options.days else month_after(start, options.months)
    days = (last_day - start).days
    if options.method == "sales_share":
        return _sales_share(options, start, days)
    return single_repayment(
        options.amount, days, options.yearly_rate, start, options.fee, options.fee_upfront, day_count_of(options)
    )


def _by_the_month(options: Namespace, start: date) -> Schedule:
    months = options.months or -(-options.days // DAYS_PER_MONTH)
    return monthly_schedule(
        options.method,
        options.amount,
        months,
        options.yearly_rate,
        start,
        options.fee_upfront,
        options.fee,
        day_count_of(options),
    )


def _sales_share(options: Namespace, start: date, days: int) -> Schedule:
    """The factor fee is --fee; a yearly rate adds amount x rate x term, which is never less for paying sooner."""
    due = [start + timedelta(days=number) for number in range(1, days + 1)]
    count = day_count(day_count_of(options))
    charge = interest_fen(options.amount, options.yearly_rate, count.days_between(start, due[-1]), count.year_days)
    repaid = options.amount + options.fee + charge
    return even_repayments(options.amount - options.fee_upfront, options.amount, repaid, due, start)
