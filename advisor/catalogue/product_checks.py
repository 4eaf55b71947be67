"""What the figures of one product say together: a unit that is wrong in one of them shows against another.

Each check is told only of values that are sound by themselves; the others are problems already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from advisor.catalogue.figure_sources import mappings, place_problems, source_problems
from advisor.catalogue.price_checks import price_problems
from advisor.catalogue.product_rules import NUMBERS, PRODUCT
from advisor.catalogue.units import plain
from advisor.catalogue.value_types import value_problem

Found = tuple[str, Any, str]  # field, value, message
Fields = Mapping[str, Any]
LONGEST_TERM_MONTHS = {
    "receivable_advance": 24, "order_loan": 24, "trade_credit": 24, "bill_discount": 24, "mortgage_backed": 360,
}  # fmt: skip
LONGEST_OTHER_TERM_MONTHS = 84
SHORTEST_MORTGAGE_MONTHS = 6
LARGEST_UNSECURED_YUAN = 20_000_000
_RULES = {rule.field: rule for rule in PRODUCT}


def product_problems(fields: Fields) -> Iterator[Found]:
    """Field, value and message of whatever in a product does not hold together."""
    yield from _terms(fields)
    yield from _amounts(fields)
    yield from price_problems(fields)
    yield from _criteria(fields)
    yield from _aliases(fields)
    yield from place_problems(fields, "")
    yield from source_problems(fields)
    for place, one in enumerate(mappings(fields.get("sources")), start=1):
        yield from place_problems(one, f"sources[{place}].")
    yield from _conflicts(fields)


def _terms(fields: Fields) -> Iterator[Found]:
    kind = str(fields.get("kind"))
    longest = LONGEST_TERM_MONTHS.get(kind, LONGEST_OTHER_TERM_MONTHS)
    for name in ("term_min_months", "term_max_months"):
        months = plain(fields.get(name))
        if months is not None and longest < months <= LONGEST_TERM_MONTHS["mortgage_backed"]:
            yield name, fields[name], f"too long for {kind}; allowed: up to {longest} months (90 days are 3)"
    if kind == "mortgage_backed" and (most := plain(fields.get("term_max_months"))):
        if most < SHORTEST_MORTGAGE_MONTHS:
            message = (
                f"too short for a loan on property; allowed: {SHORTEST_MORTGAGE_MONTHS} to 360 months (3 years are 36)"
            )
            yield "term_max_months", fields["term_max_months"], message


def _amounts(fields: Fields) -> Iterator[Found]:
    most = plain(fields.get("amount_max_yuan"))
    is_unsecured = fields.get("collateral") == "none" and fields.get("group") != "scheme"
    if is_unsecured and most and LARGEST_UNSECURED_YUAN < most <= 100_000_000:
        allowed = f"allowed: up to {LARGEST_UNSECURED_YUAN} yuan without collateral (fen / 100 are yuan)"
        yield "amount_max_yuan", fields["amount_max_yuan"], f"too much for a loan without collateral; {allowed}"


def _criteria(fields: Fields) -> Iterator[Found]:
    seen: set[tuple[str, str]] = set()
    bounds: dict[tuple[str, str], Decimal] = {}
    for place, one in enumerate(mappings(fields.get("criteria")), start=1):
        key = str(one.get("field")), str(one.get("operator"))
        if key in seen:
            yield (
                f"criteria[{place}].field",
                key[0],
                f"has a condition {key[1]} already; one for each field and operator",
            )
        seen.add(key)
        if (read := plain(one.get("value"))) is not None:
            bounds[key] = read
    for (field, operator), low in bounds.items():
        high = bounds.get((field, "at_most"))
        if operator == "at_least" and high is not None and low > high:
            yield "criteria", field, f"nobody can meet it: at_least {low} is above at_most {high}"


def _aliases(fields: Fields) -> Iterator[Found]:
    names, aliases = fields.get("name"), fields.get("aliases")
    called = [*(names.values() if isinstance(names, dict) else ()), *(aliases if isinstance(aliases, list) else ())]
    times = Counter(text.casefold() for text in called if isinstance(text, str))
    for text in times:
        if times[text] > 1 and isinstance(aliases, list):
            yield "aliases", text, "stands twice among name and aliases; each way to say it once"


def _conflicts(fields: Fields) -> Iterator[Found]:
    seen: set[tuple[str, Decimal]] = set()
    for place, one in enumerate(mappings(fields.get("conflicts")), start=1):
        path, name, value = f"conflicts[{place}].", one.get("field"), one.get("value")
        yield from place_problems(one, path)
        if name not in NUMBERS or value is None:
            continue
        ours, theirs = plain(fields.get(str(name))), plain(value)
        if message := value_problem(value, _RULES[str(name)], {}):
            yield path + "value", value, message
        elif fields.get(str(name)) is None:
            yield path + "field", name, "is not given in this record, so nothing disagrees with it"
        elif theirs is not None and theirs == ours:
            yield path + "value", value, f"is the figure of the record itself ({name}); a conflict is another value"
        elif theirs is not None and (str(name), theirs) in seen:
            yield path + "value", value, f"stands twice for {name}"
        if theirs is not None:
            seen.add((str(name), theirs))
