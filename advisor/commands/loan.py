"""`loan`: what a loan costs, its schedule, its yearly rate with every fee, and what to be warned of.

nominal_apr is the rate of one period times the periods of a year: months for the methods repaid by the month, days for
sales_share, and for bullet and daily the term itself (12 / months where interest is counted by the month, else 365 /
days). effective_annual_rate compounds that rate; xirr counts the dated payments actual/365.
"""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from typing import Any

from advisor.commands.arguments import count, day, fee, money, share, yearly_fraction
from advisor.commands.loan_answer import answer, lines
from advisor.commands.loan_building import METHODS, check, check_flows_alone, schedule_of
from advisor.commands.loan_flows import flows_cost
from advisor.commands.output import show
from advisor.trade.day_counts import DAY_COUNTS

METHODS_HELP = """level_payment, equal_principal, interest_only: by the month; flat_fee: interest on the whole amount
every month; bullet: all in one sum at the end; daily: the same, interest by the day; sales_share: amount and fee in
even daily parts, a yearly rate there adds amount x rate x term to the fee"""


def add_to(subcommands: Any) -> None:
    """Register the subcommand."""
    loan = subcommands.add_parser("loan", help="cost and schedule of a loan, or the yearly rate of flows")
    loan.add_argument("--json", action="store_true")
    loan.set_defaults(run=loan_cost)
    loan.add_argument("--flows", metavar="FILE", help="CSV with date,amount (received positive), instead of a loan")
    loan.add_argument("--amount", type=money, metavar="YUAN")
    loan.add_argument("--months", type=count, metavar="N")
    loan.add_argument(
        "--days", type=count, metavar="N", help="instead of months; instalments: months of 30, rounded up"
    )
    loan.add_argument("--yearly-rate", type=yearly_fraction, metavar="FRACTION", help="0.06 is 6 %% a year")
    loan.add_argument("--method", choices=METHODS, help=f"default level_payment. {METHODS_HELP}")
    loan.add_argument("--fee", type=fee, default=0, metavar="YUAN", help="once, with the first payment")
    loan.add_argument("--fee-upfront", type=fee, default=0, metavar="YUAN", help="kept back when the loan is paid out")
    loan.add_argument("--start", type=day, metavar="YYYY-MM-DD", help="the day it is paid out; default: today")
    loan.add_argument("--day-count", choices=tuple(DAY_COUNTS), help="30/360; daily, or bullet for --days: actual/365")
    loan.add_argument("--early-day", type=count, metavar="N", help="also: what is owed N days after the start")
    loan.add_argument("--penalty-rate", type=share, metavar="FRACTION", help="of the principal paid on --early-day")
    loan.add_argument("--need-days", type=count, metavar="N", help="also: taken again until so many days are covered")


def loan_cost(options: Namespace) -> int:
    """Schedule, total cost, nominal and effective yearly rate, warnings; or the rates of the flows in a file."""
    if options.flows is not None:
        check_flows_alone(options)
        return flows_cost(options)
    options.method, options.start = options.method or "level_payment", options.start or date.today()
    check(options)
    found = answer(schedule_of(options, options.start), options)
    show(options, found, lines(found))
    return 0
