"""`compare`: several loan offers on one need, the one that costs least first."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from advisor.commands.arguments import count, money
from advisor.commands.output import CommandError, mapping_file, plain, show
from advisor.commands.seeding import seeded_catalogue
from advisor.trade.loan_comparison import Offer, PricedOffer, compared
from advisor.trade.loans import METHODS

HIGHEST = {"yearly_rate": 10, "fee_rate": 1, "fee_upfront_fen": 10**11, "term_days": 3650}
"""Fields of an offer that are numbers, from 0 to this; the last two are whole."""


def add_to(subcommands: Any) -> None:
    """Register the subcommand."""
    compare = subcommands.add_parser("compare", help="several loan offers on one need")
    compare.add_argument("offers", metavar="OFFERS_FILE", help=f"YAML, name: {{method, {', '.join(HIGHEST)}}}")
    compare.add_argument("--amount", type=money, required=True, metavar="YUAN")
    compare.add_argument("--days", type=count, required=True, metavar="N", help="for so long the money is needed")
    compare.add_argument("--json", action="store_true")
    compare.set_defaults(run=compare_offers)


def compare_offers(options: Namespace) -> int:
    """Every offer with its cost for the amount and days."""
    given = mapping_file(options.offers)
    if not given:
        raise CommandError(f"{options.offers}: no offer in it")
    offers = [_offer(f"{options.offers}: {name}", str(name), fields) for name, fields in given.items()]
    lpr = seeded_catalogue().lpr(date.today())
    try:
        priced = compared(offers, options.amount, options.days, lpr.one_year if lpr else None)
    except ValueError as error:
        raise CommandError(f"{options.offers}: {error}") from None
    show(options, {"offers": [_json(one) for one in priced]}, "\n".join(map(_line, priced)))
    return 0


def _offer(where: str, name: str, fields: Any) -> Offer:
    if not isinstance(fields, Mapping):
        raise CommandError(f"{where}: must be a mapping of method, {', '.join(HIGHEST)}")
    unknown = [str(field) for field in fields if field != "method" and field not in HIGHEST]
    if unknown:
        raise CommandError(f"{where}: {unknown[0]}: unknown field; known: method, {', '.join(HIGHEST)}")
    if fields.get("method", "revolving") not in METHODS:
        raise CommandError(f"{where}: method: {fields['method']!r} is not one of {', '.join(METHODS)}")
    numbers: dict[str, Any] = {field: _number(where, field, fields[field]) for field in HIGHEST if field in fields}
    return Offer(name, fields.get("method", "revolving"), **numbers)


def _number(where: str, field: str, value: Any) -> Decimal | int:
    is_whole = not field.endswith("_rate")
    try:
        number = Decimal("NaN") if isinstance(value, bool) else Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not 0 <= number <= HIGHEST[field] or (is_whole and number != int(number)):
        raise CommandError(
            f"{where}: {field}: {value!r} is not a {'whole ' * is_whole}number from 0 to {HIGHEST[field]}"
        )
    return int(number) if is_whole else number


def _json(one: PricedOffer) -> dict[str, Any]:
    return {
        "name": one.offer.name,
        **plain(one.cost),
        "paid_back_fen": one.cost.paid_back_fen,
        "per_100_fen": plain(one.cost.per_100_fen),
        "more_than_best_fen": one.more_than_best_fen,
        "warnings": list(one.warnings),
    }


def _line(one: PricedOffer) -> str:
    cost, more = one.cost.total_cost_fen / 100, one.more_than_best_fen / 100
    warned = f"; mind: {', '.join(one.warnings)}" if one.warnings else ""
    yearly = one.cost.all_in_yearly_rate
    return f"{one.offer.name}: costs {cost:,.2f}, {more:,.2f} more than the best; all in {yearly:.2%} a year{warned}"
