"""Reads the terms of a shop from a YAML file."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from advisor.commands.arguments import day
from advisor.commands.output import CommandError
from advisor.trade.forecast.terms import LIMITS, Terms
from advisor.trade.schedules import PRINCIPAL_PARTS, Schedule, monthly_schedule, single_repayment

LOAN_FIELDS = ("amount_fen", "yearly_rate", "start", "months", "days", "method", "fee_upfront_fen")
WHOLE = {"amount_fen": (1, 10**13), "months": (1, 600), "days": (1, 3650), "fee_upfront_fen": (0, 10**13)}


def terms_of(name: str, values: Mapping[str, Any]) -> Terms:
    """The terms in the mapping `values` of the file `name`; a null value counts as not given.

    A loan has amount_fen, yearly_rate (a fraction), start (a date) and either months, with a method of repayment, or
    days.

    Raises:
        CommandError: an unknown field or a wrong value; names it and what is allowed.
    """
    _known(name, values, (*LIMITS, "loans"))
    given = {field: _plain(value) for field, value in values.items() if value is not None and field != "loans"}
    loans = [] if values.get("loans") is None else values["loans"]
    if not isinstance(loans, list) or not all(isinstance(loan, dict) for loan in loans):
        raise CommandError(f"{name}: loans: must be a list of loans with {', '.join(LOAN_FIELDS)}")
    try:
        return Terms(**given, loans=tuple(_loan(f"{name}: loan {at}", loan) for at, loan in enumerate(loans, 1)))
    except ValueError as error:
        raise CommandError(f"{name}: {error}") from None


def _loan(name: str, loan: Mapping[str, Any]) -> Schedule:
    _known(name, loan, LOAN_FIELDS)
    missing = [field for field in ("amount_fen", "yearly_rate", "start") if loan.get(field) is None]
    if missing:
        raise CommandError(f"{name}: {' and '.join(missing)} must be given")
    if (loan.get("months") is None) == (loan.get("days") is None):
        raise CommandError(f"{name}: give either months or days")
    numbers = {field: _whole(name, loan, field) for field in WHOLE if loan.get(field) is not None}
    amount, start, fee = numbers["amount_fen"], _date(name, loan["start"]), numbers.get("fee_upfront_fen", 0)
    rate, method = _rate(name, loan["yearly_rate"]), _method(name, loan)
    try:
        if "days" in numbers:
            return single_repayment(amount, numbers["days"], rate, start, fee_upfront_fen=fee)
        return monthly_schedule(method, amount, numbers["months"], rate, start, fee)
    except ValueError as error:
        raise CommandError(f"{name}: {error}") from None


def _plain(value: Any) -> Any:
    """A whole number as int: YAML reads 30.0 as a broken one, and days are places in an array."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _known(name: str, values: Mapping[str, Any], fields: tuple[str, ...]) -> None:
    for field in values:
        if field not in fields:
            raise CommandError(f"{name}: {field}: unknown field; known: {', '.join(fields)}")


def _whole(name: str, loan: Mapping[str, Any], field: str) -> int:
    value, (low, high) = loan[field], WHOLE[field]
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise CommandError(f"{name}: {field}: {value!r} is not a whole number from {low} to {high}")
    return value


def _rate(name: str, value: Any) -> Decimal:
    try:
        rate = Decimal(str(value))
    except InvalidOperation:
        rate = Decimal("NaN")
    if not rate.is_finite() or not 0 <= rate <= 10:
        raise CommandError(f"{name}: yearly_rate: {value!r} is not a fraction from 0 to 10, e.g. 0.06 for 6 %")
    return rate


def _method(name: str, loan: Mapping[str, Any]) -> str:
    method = loan.get("method")
    if method is None:
        return "level_payment"
    if not isinstance(method, str) or method not in PRINCIPAL_PARTS:
        raise CommandError(f"{name}: method: {method!r} is not one of {', '.join(PRINCIPAL_PARTS)}")
    if loan.get("months") is None:
        raise CommandError(f"{name}: method: goes with months; a loan by days is repaid in one sum")
    return method


def _date(name: str, value: Any) -> date:
    try:
        return day(str(value))
    except ArgumentTypeError as error:
        raise CommandError(f"{name}: start: {error}") from None
