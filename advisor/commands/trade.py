"""`cash-cycle`, `loan`, `match`, `swot`: the trade's figures for one shop, from files and arguments."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from advisor.commands.facts_file import checked_facts
from advisor.commands.knowledge import seeded_catalogue
from advisor.commands.output import CommandError, existing_file, mapping_file, plain, show
from advisor.merchants.readers import OrderFileError, read_orders
from advisor.trade.cash_cycle import CycleInputs, funding_gap, working
from advisor.trade.levers import levers
from advisor.trade.loans import BY_THE_DAY, METHODS, Cost, warnings
from advisor.trade.matching import match
from advisor.trade.orders import as_json, summarise
from advisor.trade.rates import NoRate, nominal_yearly, rate_per_period, xirr
from advisor.trade.records import Need, Profile
from advisor.trade.schedules import Schedule, monthly_schedule, single_repayment
from advisor.trade.swot import assess, cautions

CYCLE_FIELDS = ("inventory_days", "receivable_days", "payable_days", "monthly_sales_fen", "cost_share")


def add_to(subcommands: Any) -> None:
    """Register the subcommands."""
    cycle = _command(subcommands, "cash-cycle", cash_cycle, "cash cycle from an order export and the terms of the shop")
    cycle.add_argument("orders", metavar="ORDERS_FILE")
    cycle.add_argument("--terms", metavar="FILE", help=f"YAML with {', '.join(CYCLE_FIELDS)}")
    loan = _command(subcommands, "loan", loan_cost, "cost and schedule of a loan")
    loan.add_argument("--amount", type=_money, required=True, metavar="YUAN")
    loan.add_argument("--months", type=_count, metavar="N")
    loan.add_argument("--days", type=_count, metavar="N")
    loan.add_argument("--yearly-rate", type=_fraction, required=True, metavar="FRACTION", help="0.06 is 6 %% a year")
    loan.add_argument("--method", choices=METHODS, default="level_payment")
    loan.add_argument("--fee-upfront", type=_money, default=0, metavar="YUAN", help="kept back when the loan is paid out")
    loan.add_argument("--start", type=_day, default=date.today(), metavar="YYYY-MM-DD")
    matching = _command(subcommands, "match", match_products, "products that fit a shop and its need")
    matching.add_argument("--profile", required=True, metavar="FILE", help="YAML of facts, question id: value")
    self_check = _command(subcommands, "swot", assess_shop, "SWOT self-assessment from answers")
    self_check.add_argument("answers", metavar="ANSWERS_FILE", help="YAML of facts, question id: value")


def cash_cycle(options: Namespace) -> int:
    """The order book, and the cycle where its inputs are known."""
    try:
        file = read_orders(existing_file(options.orders))
    except OrderFileError as error:
        details = "; ".join(f"{name}: {value}" for name, value in error.parameters.items())
        raise CommandError(f"{options.orders}: {error.code.replace('_', ' ')}{f' ({details})' if details else ''}") from None
    book = summarise(file.orders, file.findings, file.rows)
    questions = seeded_catalogue().questions()
    terms = checked_facts(options.terms, mapping_file(options.terms), questions) if options.terms else {}
    facts = {"monthly_sales_fen": book.monthly_sales_fen, "receivable_days": book.receivable_days, **terms}
    missing = [name for name in CYCLE_FIELDS if facts.get(name) is None]
    result = {"orders": as_json(book), "missing": missing, "cash_cycle": None if missing else _cycle(facts)}
    lines = f"{book.rows} rows, {book.paid_orders} paid, {book.refunded_orders} refunded; net {book.net_fen / 100:,.2f} yuan"
    if missing:
        lines += f"\nfor the cycle give in --terms: {', '.join(missing)}"
    else:
        cycle = result["cash_cycle"]
        lines += f"\ncycle {cycle['ccc_days']} days; tied up {cycle['tied_up_fen'] / 100:,.2f} yuan"
    show(options, result, lines)
    return 0


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
    total = f"total cost {schedule.total_cost_fen / 100:,.2f} yuan; nominal APR {cost['nominal_apr']}; effective {cost['xirr']}"
    show(options, cost, "\n".join([head, *rows, total]))
    return 0


def match_products(options: Namespace) -> int:
    """Tier, conditions, cost and reasons of every product; the facts file holds the need as well."""
    catalogue = seeded_catalogue()
    facts = checked_facts(options.profile, mapping_file(options.profile), catalogue.questions())
    missing = [name for name in ("need_amount_fen", "need_days") if facts.get(name) is None]
    if missing:
        raise CommandError(f"{options.profile}: {' and '.join(missing)} must be given")
    need = Need(facts["need_amount_fen"], facts["need_days"], facts.get("needed_within_days"))
    weak = cautions(catalogue.factors(), assess(catalogue.factors(), facts, facts.get("industry")))
    matches = match(catalogue.products(), Profile(facts), need, lpr=catalogue.lpr(date.today()), cautions=weak)
    rows = [f"{one.tier:9} {one.product_id:36} {one.cost_low_fen} - {one.cost_high_fen} fen" for one in matches.ranked]
    show(options, matches, "\n".join(rows))
    return 0


def assess_shop(options: Namespace) -> int:
    """The four quadrants, readiness and next steps."""
    catalogue = seeded_catalogue()
    facts = checked_facts(options.answers, mapping_file(options.answers), catalogue.questions())
    assessment = assess(catalogue.factors(), facts, facts.get("industry"))
    lines = [f"{name}: {', '.join(item.factor_id for item in items)}" for name, items in assessment.quadrants.items()]
    lines += [f"readiness: {assessment.readiness} of 100 (no credit score)", f"steps: {', '.join(assessment.steps)}"]
    show(options, assessment, "\n".join(lines))
    return 0


def _cycle(facts: Mapping[str, Any]) -> dict[str, Any]:
    days = {name: Decimal(str(facts[name])) for name in ("inventory_days", "receivable_days", "payable_days", "cost_share")}
    inputs = CycleInputs(monthly_sales_fen=int(facts["monthly_sales_fen"]), **days)
    gap = funding_gap(inputs.cycle, inputs.tied_up)
    return {
        "inputs": plain(inputs), "ccc_days": plain(inputs.cycle.ccc_days), "tied_up_fen": inputs.tied_up.total_fen,
        "gap": plain(gap), "working": plain(working(inputs)), "levers": plain(levers(inputs)),
    }


def _schedule(options: Namespace) -> Schedule:
    if options.method in BY_THE_DAY:
        days = options.days or options.months * 30
        return single_repayment(options.amount, days, options.yearly_rate, options.start, 0, options.fee_upfront)
    months = options.months or -(-options.days // 30)
    return monthly_schedule(options.method, options.amount, months, options.yearly_rate, options.start, options.fee_upfront)


def _rates(schedule: Schedule, options: Namespace) -> dict[str, Any]:
    try:
        effective = round(xirr(schedule.flows), 6) if schedule.total_cost_fen else 0.0
        monthly = rate_per_period([fen for _, fen in schedule.flows]) if schedule.total_cost_fen else 0.0
    except NoRate as error:
        raise CommandError(f"no yearly rate fits these payments ({error.code})") from None
    nominal = nominal_yearly(monthly, 12) if options.method not in BY_THE_DAY else _simple(schedule)
    cost = Cost(
        options.method, schedule.principal_fen, schedule.paid_out_fen, 0, schedule.total_cost_fen,
        Decimal(str(round(nominal, 6))), Decimal(str(effective)), options.yearly_rate, options.fee_upfront,
    )
    return {
        "schedule": [{"date": str(i.due_on), **{k: v for k, v in vars(i).items() if k != "due_on"}} for i in schedule.instalments],
        "total_interest_fen": sum(i.interest_fen for i in schedule.instalments),
        "total_cost_fen": schedule.total_cost_fen, "nominal_apr": round(nominal, 6),
        "effective_annual_rate": effective, "xirr": effective, "warnings": list(warnings(cost)),
    }


def _simple(schedule: Schedule) -> float:
    days = (schedule.instalments[-1].due_on - schedule.paid_out_on).days
    return schedule.total_cost_fen / schedule.paid_out_fen * 365 / days


def _command(subcommands: Any, name: str, run: Callable[[Namespace], int], says: str) -> Any:
    command = subcommands.add_parser(name, help=says)
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=run)
    return command


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
