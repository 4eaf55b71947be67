"""The answer of `loan`: the keys of its JSON, which do not change, and its lines for people."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from decimal import Decimal
from typing import Any

from advisor.commands.loan_building import day_count_of, schedule_of
from advisor.commands.loan_flows import WHY_NO_RATE, rate_lines, regulation_z
from advisor.commands.output import CommandError, plain
from advisor.commands.seeding import seeded_catalogue
from advisor.trade.early_repayment import early_repayment
from advisor.trade.instalments import Instalment
from advisor.trade.loan_rates import YearlyRates, yearly_rates
from advisor.trade.loan_warnings import warnings
from advisor.trade.loans import Cost
from advisor.trade.rates import NoRate, xirr
from advisor.trade.rolling import joined_flows, taken_in_turn, terms
from advisor.trade.schedules import PRINCIPAL_PARTS, Schedule

EARLY_PARTS = ("principal", "interest", "fee", "penalty")
HEAD = ("payment", "principal", "interest", "fee", "balance")


def answer(schedule: Schedule, options: Namespace) -> dict[str, Any]:
    """The JSON of a loan.

    Raises:
        CommandError: no yearly rate fits, or --early-day is not within the loan.
    """
    try:
        rates = yearly_rates(schedule, day_count_of(options))
    except NoRate as none:
        raise CommandError(f"the fees are too high for a yearly rate: {WHY_NO_RATE[none.code]}") from None
    rolled = _rolled(schedule, options)
    return {
        "schedule": [_line(instalment) for instalment in schedule.instalments],
        "total_interest_fen": schedule.total_interest_fen,
        "total_cost_fen": schedule.total_cost_fen,
        "nominal_apr": round(rates.nominal, 6),
        "effective_annual_rate": round(rates.effective, 6),
        "xirr": round(rates.xirr, 6),
        "warnings": list(_warnings(schedule, rates, options, rolled["times_taken"] if rolled else 1)),
        "day_count": day_count_of(options),
        "paid_out_fen": schedule.paid_out_fen,
        "paid_back_fen": schedule.paid_back_fen,
        "per_100_fen": plain(schedule.per_100_fen),
        "average_monthly_payment_fen": schedule.average_monthly_payment_fen,
        **regulation_z(schedule.flows),
        "early_repayment": _early(schedule, options),
        "rolled": rolled,
    }


def lines(found: dict[str, Any]) -> str:
    """The answer for people: the schedule as a table, then the figures of the whole."""
    rows = [f"{'due':12}" + "".join(f"{name:>15}" for name in HEAD)]
    rows += [
        f"{one['date']:12}" + "".join(f"{one[f'{name}_fen'] / 100:15,.2f}" for name in HEAD)
        for one in found["schedule"]
    ]
    cost, received = _yuan(found["total_cost_fen"]), _yuan(found["paid_out_fen"])
    rows.append(f"received {received}; total cost {cost} yuan, interest counted {found['day_count']}")
    rows.append("; ".join(rate_lines(found)))
    rows.append(f"warnings: {', '.join(found['warnings']) or 'none'}")
    early, rolled = found["early_repayment"], found["rolled"]
    if early:
        parts = ", ".join(f"{name} {_yuan(early[f'{name}_fen'])}" for name in EARLY_PARTS)
        owed, saved = _yuan(early["owed_fen"]), _yuan(early["saved_fen"])
        rows.append(f"paid back on {early['day']}: {owed} ({parts}); saves {saved}; {_rate(early['xirr'])}")
    if rolled:
        cost = _yuan(rolled["total_cost_fen"])
        rows.append(f"taken in turn {rolled['times_taken']} times: total cost {cost}; {_rate(rolled['xirr'])}")
    return "\n".join(rows)


def _yuan(fen: int) -> str:
    return f"{fen / 100:,.2f}"


def _rate(rate: float | None) -> str:
    return f"xirr: {'none' if rate is None else f'{rate:,.2%}'}"


def _line(instalment: Instalment) -> dict[str, Any]:
    return {"date": str(instalment.due_on), **{k: v for k, v in instalment._asdict().items() if k != "due_on"}}


def _warnings(schedule: Schedule, rates: YearlyRates, options: Namespace, times_taken: int) -> tuple[str, ...]:
    """Codes of `loan_warnings`; the figure quoted is the yearly rate, or where that is zero the fees by the amount."""
    fees = Decimal(options.fee + options.fee_upfront) / options.amount
    cost = Cost(
        method=options.method,
        principal_fen=schedule.principal_fen,
        received_fen=schedule.paid_out_fen,
        days=(schedule.instalments[-1].due_on - schedule.paid_out_on).days,
        total_cost_fen=schedule.total_cost_fen,
        all_in_yearly_rate=Decimal(str(round(rates.nominal, 6))),
        effective_yearly_rate=Decimal(str(round(rates.xirr, 6))),
        quoted_rate=options.yearly_rate or fees,
        fee_upfront_fen=options.fee_upfront,
        times_taken=times_taken,
    )
    lpr = seeded_catalogue().lpr(options.start)
    return warnings(cost, lpr.one_year if lpr else None, _rounding(schedule, cost.all_in_yearly_rate))


def _rounding(schedule: Schedule, rate: Decimal) -> Decimal:
    """How much of the yearly rate may come from rounding: half a fen each time interest is counted, by the cost."""
    if not schedule.total_cost_fen:
        return Decimal(0)
    times = len(schedule.instalments) if schedule.method in PRINCIPAL_PARTS else 1
    return rate * times / 2 / schedule.total_cost_fen


def _early(schedule: Schedule, options: Namespace) -> dict[str, Any] | None:
    if options.early_day is None:
        return None
    try:
        found = early_repayment(
            schedule,
            options.early_day,
            options.yearly_rate,
            penalty_rate=options.penalty_rate or Decimal(0),
            day_count_name=day_count_of(options),
        )
    except ValueError:
        last = (schedule.instalments[-1].due_on - schedule.paid_out_on).days
        raise CommandError(f"--early-day: {options.early_day} is not a day of the loan, from 1 to {last}") from None
    known = {name: value for name, value in vars(found).items() if name != "flows"}
    return {**plain(known), "xirr": _xirr(found.flows)}


def _rolled(schedule: Schedule, options: Namespace) -> dict[str, Any] | None:
    """The same loan taken for its full term as often as the need lasts, each time with every fee."""
    if options.need_days is None:
        return None
    term_days = (schedule.instalments[-1].due_on - schedule.paid_out_on).days
    times = terms(options.need_days, term_days)
    loans = taken_in_turn(times, lambda _days, start: schedule_of(options, start), options.start)
    return {
        "times_taken": len(times),
        "total_cost_fen": sum(loan.total_cost_fen for loan in loans),
        "xirr": _xirr(joined_flows(loans)),
    }


def _xirr(flows: tuple[tuple[date, int], ...]) -> float | None:
    try:
        return round(xirr(flows), 6)
    except NoRate:
        return None
