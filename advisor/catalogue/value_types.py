"""What can be wrong with one value: not of its type, not one of what is allowed, outside its range."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from advisor.catalogue import units
from advisor.catalogue.rule import Rule
from advisor.catalogue.values import day, number
from advisor.trade.seasons import event_day

Sets = Mapping[str, frozenset[str]]
"""The values that only the folder itself can define, by the name that the rules use for them."""


def value_problem(value: Any, rule: Rule, sets: Sets) -> str:
    """Why a value is not what its rule allows, with what is allowed; empty when it is."""
    return TYPES[rule.type](value) or _outside(value, rule, sets)


def shown(value: Any) -> str:
    """A value as a problem shows it."""
    return "" if value is None else str(value)[:80]


def _outside(value: Any, rule: Rule, sets: Sets) -> str:
    if rule.allowed:
        allowed = sets[rule.allowed] if isinstance(rule.allowed, str) else rule.allowed
        wrong = [shown(one) for one in (value if isinstance(value, list) else [value]) if one not in allowed]
        return f"not allowed: {', '.join(wrong)}; allowed: {', '.join(sorted(allowed))}" if wrong else ""
    if rule.low is None and rule.high is None:
        return ""
    read, low, high = number(value), number(rule.low), number(rule.high)
    if read is None or (low is not None and read < low) or (high is not None and read > high):
        hint = f"; {rule.hint}" if rule.hint else ""
        return f"outside its range; allowed: {rule.low or 'above 0'} to {rule.high or 'any'}{hint}"
    return ""


def _reads(reader: Callable[[Any], Any], message: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        try:
            reader(value)
        except (ValueError, TypeError):
            return message
        return ""

    return check


def _when(is_right: Callable[[Any], bool], message: str) -> Callable[[Any], str]:
    return lambda value: "" if is_right(value) else message


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_words(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"zh", "en"} and all(map(_is_text, value.values()))


def _is_url(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"https?://\S+", value) is not None


def _is_event_day(value: Any) -> bool:
    return isinstance(value, str) and event_day(value, LEAP_YEAR) is not None


def _is_fraction(value: Any) -> bool:
    try:
        read = number(value)
    except ValueError:
        return False
    return read is not None and 0 < read < 1


LEAP_YEAR = 2024  # has every day that there is, and the lunar calendar knows it
_WORDS = "needs a text in each language: {zh: ..., en: ...}"
TYPES: dict[str, Callable[[Any], str]] = {
    "id": _when(
        lambda value: isinstance(value, str) and re.fullmatch(r"[a-z0-9][a-z0-9_]*", value) is not None,
        "an id is lower-case letters, digits and _",
    ),
    "text": _when(_is_text, 'a text is expected (quote words such as "yes" and numbers)'),
    "words": _when(_is_words, _WORDS),
    "notes": _when(
        lambda value: isinstance(value, dict) and all(map(_is_words, value.values())), "each topic " + _WORDS
    ),
    "number": _reads(number, "a number is expected, without unit"),
    "integer": _when(lambda value: type(value) is int, "a whole number is expected"),
    "fraction": _when(_is_fraction, 'a fraction between 0 and 1 is expected: "0.0365" for 3.65 %'),
    "yes_no": _when(lambda value: isinstance(value, bool), "true or false is expected"),
    "date": _reads(day, 'a date is expected: YYYY-MM-DD, "YYYY-MM" or "YYYY"'),
    "month": _when(
        lambda value: isinstance(value, str) and re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", value) is not None,
        "a month is expected: YYYY-MM",
    ),
    "event_day": _when(
        _is_event_day, 'a day is expected: MM-DD in quotes, or a feast of the calendar such as 春节, "618", 双11, 黑五'
    ),
    "url": _when(_is_url, "an address is expected: https://..."),
    "urls": _when(
        lambda value: isinstance(value, list) and bool(value) and all(map(_is_url, value)),
        "a list of addresses is expected: [https://...]",
    ),
    "list": _when(
        lambda value: isinstance(value, list) and all(map(_is_text, value)),
        'a list of texts is expected: [a, b] (quote "1688", "yes", "no")',
    ),
    "yuan": units.yuan,
    "months": units.months,
    "days": units.days,
    "yearly_rate": units.yearly_rate,
    "daily_rate": units.daily_rate,
    "fee_fraction": units.fee_fraction,
    "any": lambda value: "",
}
