"""What the price of one product says together: its basis, the rates by the year and by the day, and the fee.

A basis says what the rates are of, so that interest by the day, a flat rate and an all-in price are never compared as
if they were the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from advisor.catalogue.product_rules import RATES
from advisor.catalogue.units import plain

Found = tuple[str, Any, str]  # field, value, message
Fields = Mapping[str, Any]
NOT_A_LOAN = ("subsidy", "guarantee_fee", "premium", "not_applicable")
WITH_YEARLY_INTEREST = ("simple", "all_in", "flat", "fee", "unknown")
WITH_A_FEE = ("simple", "flat", "fee")
INSTALMENTS = ("level_payment", "equal_principal", "other")
LOWEST_YEARLY_RATE = Decimal("0.02")  # below it nobody lends to a shop without a subsidy: it is by the month or day
DAYS_PER_YEAR = 365
WIDEST_GAP = Decimal("0.1")


def price_problems(fields: Fields) -> Iterator[Found]:
    """Field, value and message of whatever in the price does not hold together."""
    basis = str(fields.get("rate_basis"))
    yield from _of_basis(fields, basis)
    yield from _yearly_and_daily(fields)
    if basis in WITH_YEARLY_INTEREST and fields.get("kind") != "subsidised_guaranteed_loan":
        yield from _too_low(fields)
    if basis == "flat":
        yield from _flat(fields)


def _of_basis(fields: Fields, basis: str) -> Iterator[Found]:
    given = [name for name in (*RATES, "fee_rate") if fields.get(name) is not None]
    if basis in NOT_A_LOAN:
        for name in given:
            yield (
                name,
                fields[name],
                f"rate_basis {basis} is no price of a loan: null here, told in notes.rate or notes.fees",
            )
        return
    if fields.get("fee_rate") is not None and basis not in WITH_A_FEE and basis in (*WITH_YEARLY_INTEREST, "discount"):
        message = "has its fees inside already" if basis == "all_in" else "has no fee of its own"
        yield "fee_rate", fields["fee_rate"], f"rate_basis {basis} {message}; allowed with: {', '.join(WITH_A_FEE)}"
    elif fields.get("fee_rate") is not None and not _note(fields, "fees"):
        yield "fee_rate", fields["fee_rate"], "what the fee is for must stand in notes.fees ({zh, en})"
    elif basis != "fee" and plain(fields.get("fee_rate")) in _yearly(fields):
        yield (
            "fee_rate",
            fields["fee_rate"],
            "is the yearly rate over again; a fee is paid once, and null where there is none",
        )
    is_by_day = plain(fields.get("daily_rate_min")) or plain(fields.get("daily_rate_max"))
    if basis == "fee" and not is_by_day:
        for name in ("yearly_rate_min", "yearly_rate_max"):
            if fields.get(name) is not None:
                message = "a one-off fee is no yearly rate: fee_rate, unless it is charged by the day (daily_rate_*)"
                yield name, fields[name], message


def _yearly_and_daily(fields: Fields) -> Iterator[Found]:
    for bound in ("min", "max"):
        name = f"yearly_rate_{bound}"
        yearly, daily = plain(fields.get(name)), plain(fields.get(f"daily_rate_{bound}"))
        if not daily:
            continue
        converted = daily * DAYS_PER_YEAR
        if fields.get(name) is None:
            yield name, "", f"is missing: with daily_rate_{bound} {daily} it is {converted:f} (x {DAYS_PER_YEAR})"
        elif yearly and abs(converted - yearly) > WIDEST_GAP * yearly:
            message = (
                f"does not agree with daily_rate_{bound} {daily}, which is {converted:f} a year; allowed: within 10 %"
            )
            yield name, fields[name], message


def _too_low(fields: Fields) -> Iterator[Found]:
    for name in ("yearly_rate_min", "yearly_rate_max"):
        rate = plain(fields.get(name))
        if rate and Decimal("0.001") <= rate < LOWEST_YEARLY_RATE:
            message = f"too low for interest by the year; allowed: {LOWEST_YEARLY_RATE} to 0.6 (a rate a month x 12)"
            yield name, fields[name], message


def _flat(fields: Fields) -> Iterator[Found]:
    methods = fields.get("repayment_methods")
    wrong = [one for one in methods if one not in INSTALMENTS] if isinstance(methods, list) else []
    if wrong:
        message = f"a flat rate is on the first amount through all instalments; allowed: {', '.join(INSTALMENTS)}"
        yield "repayment_methods", ", ".join(map(str, wrong)), message


def _yearly(fields: Fields) -> set[Decimal]:
    rates = (plain(fields.get(name)) for name in ("yearly_rate_min", "yearly_rate_max"))
    return {rate for rate in rates if rate is not None}


def _note(fields: Fields, topic: str) -> bool:
    notes = fields.get("notes")
    return isinstance(notes, dict) and bool(notes.get(topic))
