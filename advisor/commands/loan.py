"""`loan`: what a loan costs, its schedule, its yearly rate with every fee, and what to be warned of."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from advisor.commands.output import CommandError, show
from advisor.trade.loans import BY_THE_DAY, METHODS, Cost, warnings
from advisor.trade.rates import NoRate, nominal_yearly, rate_per_period, xirr
from advisor.trade.schedules import Schedule, monthly_schedule, single_repayment


def add_to(subcommands: Any) -> None:
    """Register the subcommand."""
    loan = subcommands.add_parser("loan", help="cost and schedule of a loan")
    loan.add_argument("--json", action="store_true")
    loan.set_defaults(run=loan_cost)
    loan.add_argument("--amount", type=_money, required=True, metavar="YUAN")
    loan.add_argument("--months", type=_count, metavar="N")
    loan.add_argument("--days", type=_count, metavar="N")
    loan.add_argument("--yearly-rate", type=_fraction, required=True, metavar="FRACTION", help="0.06 is 6 %% a year")
    loan.add_argument("--method", choices=METHODS, default="level_payment")
    loan.add_argument(
        "--fee-upfront", type=_money, default=0, metavar="YUAN", help="kept back when the loan is paid out"
    )
    loan.add_argument("--start", type=_day, default=date.today(), metavar="YYYY-MM-DD")


def loan_cost(options: Namespace) -> int:
    """Schedule, total cost, nominal and effective yearly rate, warnings."""
    if (options.months is None) == (options.days is None):
        raise CommandError("give either --months or --days")
    if options.fee_upfront >= options.amount:
        raise CommandError("--fee-upfront must be less than --amount")
    schedule = _schedule(options)
    cost = _rates(schedule, options)
    head = f"{'due':12}{'payment':>14}{'principal':>14}{'interest':>12}{'balance':>14}"
    rows = [
        f"{i.due_on!s:12}{i.payment_fen / 100:14,.2f}{i.principal_fen / 100:14,.2f}{i.interest_fen / 100:12,.2f}"
        f"{i.balance_fen / 100:14,.2f}"
        for i in schedule.instalments
    ]
    total = f"total cost {schedule.total_cost_fen / 100:,.2f} yuan; "
    total += f"nominal APR {cost['nominal_apr']}; effective {cost['xirr']}"
    show(options, cost, "\n".join([head, *rows, total]))
    return 0


def _schedule(options: Namespace) -> Schedule:
    if options.method in BY_THE_DAY:
        days = options.days or options.months * 30
        return single_repayment(options.amount, days, options.yearly_rate, options.start, 0, options.fee_upfront)
    months = options.months or -(-options.days // 30)
    return monthly_schedule(
        options.method, options.amount, months, options.yearly_rate, options.start, options.fee_upfront
    )


def _rates(schedule: Schedule, options: Namespace) -> dict[str, Any]:
    try:
        effective = round(xirr(schedule.flows), 6) if schedule.total_cost_fen else 0.0
        monthly = rate_per_period([fen for _, fen in schedule.flows]) if schedule.total_cost_fen else 0.0
    except NoRate as error:
        raise CommandError(f"no yearly rate fits these payments ({error.code})") from None
    nominal = nominal_yearly(monthly, 12) if options.method not in BY_THE_DAY else _simple(schedule)
    cost = Cost(
        options.method,
        schedule.principal_fen,
        schedule.paid_out_fen,
        0,
        schedule.total_cost_fen,
        Decimal(str(round(nominal, 6))),
        Decimal(str(effective)),
        options.yearly_rate,
        options.fee_upfront,
    )
    return {
        "schedule": [
            {"date": str(i.due_on), **{k: v for k, v in vars(i).items() if k != "due_on"}} for i in schedule.instalments
        ],
        "total_interest_fen": sum(i.interest_fen for i in schedule.instalments),
        "total_cost_fen": schedule.total_cost_fen,
        "nominal_apr": round(nominal, 6),
        "effective_annual_rate": effective,
        "xirr": effective,
        "warnings": list(warnings(cost)),
    }


def _simple(schedule: Schedule) -> float:
    days = (schedule.instalments[-1].due_on - schedule.paid_out_on).days
    return schedule.total_cost_fen / schedule.paid_out_fen * 365 / days


def _number(text: str, allowed: str, low: Decimal, high: Decimal) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise ArgumentTypeError(f"{text!r} is not {allowed}") from None
    if not value.is_finite() or not low <= value <= high:
        raise ArgumentTypeError(f"{text!r} is not {allowed}")
    return value


def _money(text: str) -> int:
    return int(_number(text, "an amount in yuan from 0.01 to 1,000,000,000", Decimal("0.01"), Decimal(10**9)) * 100)


def _fraction(text: str) -> Decimal:
    return _number(text, "a yearly rate as a fraction from 0 to 10, e.g. 0.06 for 6 %", Decimal(0), Decimal(10))


def _count(text: str) -> int:
    return int(_number(text, "a whole number from 1 to 3650", Decimal(1), Decimal(3650)))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a date such as 2026-01-31") from None
