"""Is the knowledge sound? Every record against the table of `rules`, every reference against what exists.

All problems are found at once; nothing here raises on bad knowledge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from advisor.catalogue.errors import Problem
from advisor.catalogue.files import Entry, read_folder
from advisor.catalogue.product_checks import product_problems
from advisor.catalogue.references import known_sets, reference_problems
from advisor.catalogue.rule import Rule
from advisor.catalogue.rules import ORDERED, RULES
from advisor.catalogue.swot_checks import swot_problems
from advisor.catalogue.term_checks import term_problems
from advisor.catalogue.units import field_hint
from advisor.catalogue.value_types import Sets, shown, value_problem
from advisor.catalogue.values import number

Found = tuple[str, Any, str]  # field, value, message


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
    found = [
        Problem(entry.file, entry.id, field, shown(value), message)
        for entry in entries
        for field, value, message in _entry_problems(entry, sets)
    ]
    return found + reference_problems(entries) + swot_problems(entries) + term_problems(entries)


def _entry_problems(entry: Entry, sets: Sets) -> Iterator[Found]:
    yield from _fields(entry.fields, RULES[entry.kind], sets, "")
    for low, high in ORDERED.get(entry.kind, ()):
        if _exceeds(entry.fields.get(low), entry.fields.get(high)):
            yield low, entry.fields[low], f"must not be above {high} ({entry.fields[high]})"
    if entry.kind == "product":
        yield from product_problems(entry.fields)


def _fields(fields: Mapping[str, Any], rules: tuple[Rule, ...], sets: Sets, path: str) -> Iterator[Found]:
    known = {rule.field for rule in rules}
    for unknown in sorted(str(name) for name in fields if name not in known):
        hint = field_hint(unknown) if "amount_max_yuan" in known else ""
        yield path + unknown, fields.get(unknown), f"unknown field; {hint or 'known: ' + ', '.join(sorted(known))}"
    for rule in rules:
        value = fields.get(rule.field)
        if value is None:
            if rule.required:
                yield path + rule.field, "", "is missing"
        elif rule.type == "entries":
            yield from _nested(value, rule, sets, path + rule.field)
        elif message := value_problem(value, rule, sets):
            yield path + rule.field, value, message


def _nested(value: Any, rule: Rule, sets: Sets, path: str) -> Iterator[Found]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        yield path, value, "a list of mappings is expected"
        return
    for place, one in enumerate(value, start=1):
        yield from _fields(one, rule.each, sets, f"{path}[{place}].")


def _exceeds(low: Any, high: Any) -> bool:
    try:
        first, second = number(low), number(high)
    except ValueError:
        return False
    return first is not None and second is not None and first > second
