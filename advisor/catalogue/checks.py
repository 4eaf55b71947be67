"""Is the knowledge sound? Every record against the table of `rules`, every reference against what exists.

All problems are found at once; nothing here raises on bad knowledge.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from advisor.catalogue.errors import Problem
from advisor.catalogue.files import Entry, read_folder
from advisor.catalogue.references import known_sets, reference_problems
from advisor.catalogue.rules import ORDERED, RULES, Rule
from advisor.catalogue.values import day, number
from advisor.trade.seasons import event_day

Found = tuple[str, Any, str]  # field, value, message
Sets = Mapping[str, frozenset[str]]


def problems(folder: Path) -> list[Problem]:
    """Everything wrong in the knowledge folder, in file order; empty when it can be loaded.

    Args:
        folder: holds the .yml files; its sub-folders are not read.

    Returns:
        One problem for each bad value, with the file, record, field, value and what is allowed. A file that is not
        readable as YAML is one problem, with its line.
    """
    entries, unreadable = read_folder(folder)
    return unreadable + entry_problems(entries)


def entry_problems(entries: Iterable[Entry]) -> list[Problem]:
    """The same for records already read from files."""
    entries = tuple(entries)
    sets = known_sets(entries)
    return [
        Problem(entry.file, entry.id, field, _shown(value), message)
        for entry in entries
        for field, value, message in _entry_problems(entry, sets)
    ] + reference_problems(entries)


def _entry_problems(entry: Entry, sets: Sets) -> Iterator[Found]:
    yield from _fields(entry.fields, RULES[entry.kind], sets, "")
    for low, high in ORDERED.get(entry.kind, ()):
        if _exceeds(entry.fields.get(low), entry.fields.get(high)):
            yield low, entry.fields[low], f"must not be above {high} ({entry.fields[high]})"


def _fields(fields: Mapping[str, Any], rules: tuple[Rule, ...], sets: Sets, path: str) -> Iterator[Found]:
    for unknown in sorted(set(map(str, fields)) - {rule.field for rule in rules}):
        yield path + unknown, "", f"unknown field; known: {', '.join(rule.field for rule in rules)}"
    for rule in rules:
        value = fields.get(rule.field)
        if value is None:
            if rule.required:
                yield path + rule.field, "", "is missing"
        elif rule.type == "entries":
            yield from _nested(value, rule, sets, path + rule.field)
        elif message := TYPES[rule.type](value) or _outside(value, rule, sets):
            yield path + rule.field, value, message


def _nested(value: Any, rule: Rule, sets: Sets, path: str) -> Iterator[Found]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        yield path, value, "a list of mappings is expected"
        return
    for number_, one in enumerate(value, start=1):
        yield from _fields(one, rule.each, sets, f"{path}[{number_}].")


def _outside(value: Any, rule: Rule, sets: Sets) -> str:
    if rule.allowed:
        allowed = sets[rule.allowed] if isinstance(rule.allowed, str) else rule.allowed
        wrong = [one for one in (value if isinstance(value, list) else [value]) if one not in allowed]
        return f"{_shown(wrong[0])} is not allowed; allowed: {', '.join(sorted(allowed))}" if wrong else ""
    if rule.low is None and rule.high is None:
        return ""
    read, low, high = number(value), number(rule.low), number(rule.high)
    if read is None or (low is not None and read < low) or (high is not None and read > high):
        return f"outside its range; allowed: {rule.low or 'above 0'} to {rule.high or 'any'}"
    return ""


def _exceeds(low: Any, high: Any) -> bool:
    try:
        first, second = number(low), number(high)
    except ValueError:
        return False
    return first is not None and second is not None and first > second


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


def _shown(value: Any) -> str:
    return "" if value is None else str(value)[:80]


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
    "list": _when(lambda value: isinstance(value, list) and all(map(_is_text, value)), "a list of texts is expected"),
    "any": lambda value: "",
}
