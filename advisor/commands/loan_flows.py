"""`loan --flows FILE.csv`: the yearly rate of dated flows, seen from the borrower: money received is positive."""

from __future__ import annotations

import csv
from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from advisor.commands.arguments import day, signed_money
from advisor.commands.output import CommandError, show, text_lines
from advisor.trade.appendix_j import AnnualRate, annual_percentage_rate
from advisor.trade.rates import NoRate, effective_yearly, nominal_yearly, xirr

COLUMNS = ("date", "amount")
NAMES = {"日期": "date", "金额": "amount"}
MONTHS_PER_YEAR = 12
RATES = ("nominal_apr", "xirr", "effective_annual_rate", "nominal_apr_monthly", "apr_regulation_z")
WHY_NO_RATE = {
    "no_flows": "there are no flows",
    "one_sided": "there must be money received (positive) and money paid (negative)",
    "no_root": "no yearly rate fits these flows",
}


def flows_cost(options: Namespace) -> int:
    """XIRR, effective and nominal rate of a file, and the rate of Regulation Z with its unit-period."""
    flows = sorted(_flows(options.flows))
    try:
        effective = xirr(flows)
    except NoRate as none:
        raise CommandError(f"{options.flows}: {WHY_NO_RATE[none.code]}") from None
    monthly = nominal_yearly(effective_yearly(effective, 1 / MONTHS_PER_YEAR), MONTHS_PER_YEAR)
    found = {
        "xirr": round(effective, 6),
        "effective_annual_rate": round(effective, 6),
        "nominal_apr_monthly": round(monthly, 6),
        **regulation_z(flows),
    }
    show(options, found, "\n".join(rate_lines(found)))
    return 0


def rate_lines(found: Mapping[str, Any]) -> list[str]:
    """The rates of an answer for people, in percent; what there is none of is said."""
    rates = [name for name in RATES if name in found]
    lines = [f"{name}: {'none' if found[name] is None else f'{found[name]:,.2%}'}" for name in rates]
    unit = found["unit_period"]
    return [*lines, f"unit_period: {unit['count']} {unit['unit']}"] if unit else lines


def regulation_z(flows: Sequence[tuple[date, int]]) -> dict[str, Any]:
    """The annual percentage rate of Regulation Z and its unit-period, None where there is none."""
    try:
        found: AnnualRate | None = annual_percentage_rate(flows)
    except NoRate:
        found = None
    unit = found and {
        "unit": found.unit_period.unit,
        "count": found.unit_period.count,
        "per_year": round(float(found.unit_period.per_year), 6),
    }
    return {"apr_regulation_z": found and round(found.apr, 6), "unit_period": unit}


def _flows(name: str) -> Iterator[tuple[date, int]]:
    rows = csv.reader(text_lines(name), skipinitialspace=True)
    order: tuple[str, ...] | None = None
    for cells in _whole(name, rows):
        where = f"{name}: line {rows.line_num}"
        names = tuple(NAMES.get(cell.strip(), cell.strip().lower()) for cell in cells)
        if not any(names):
            continue
        if order is None and set(names) & set(COLUMNS):
            order = _header(where, names)
            continue
        order = order or COLUMNS
        if len(cells) != len(COLUMNS):
            said = "; put an amount with commas in quotes" if len(cells) > len(COLUMNS) else ""
            raise CommandError(f"{where}: date,amount is expected, not {len(cells)} column(s){said}")
        yield _flow(where, dict(zip(order, cells, strict=True)))


def _whole(name: str, rows: Any) -> Iterator[list[str]]:
    """The rows of a csv.reader; a cell too long for it is an error of the file."""
    try:
        yield from rows
    except csv.Error as error:
        raise CommandError(f"{name}: line {rows.line_num}: not a table of date,amount ({error})") from None


def _header(where: str, names: tuple[str, ...]) -> tuple[str, ...]:
    if sorted(names) != sorted(COLUMNS):
        raise CommandError(f"{where}: the columns must be date,amount and no others, not {','.join(names)}")
    return names


def _flow(where: str, cells: dict[str, str]) -> tuple[date, int]:
    try:
        return day(cells["date"]), signed_money(cells["amount"])
    except ArgumentTypeError as error:
        raise CommandError(f"{where}: {error}") from None
