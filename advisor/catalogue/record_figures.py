"""What of a record is a figure and what is words; the same for the history and for the comparison of two versions.

Each has a path: `amount_max_fen`, `criteria[months_in_business at_least].value`, `sources[fee_rate].as_of`. An entry of
a list is named by what tells it from the others, so that one more entry does not move the rest. Everything that can be
counted, chosen or looked up is a figure; sentences, names and other ways to say something are words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from advisor.catalogue.rule import Rule
from advisor.catalogue.rules import RULES

Row = Mapping[str, Any]
NOT_CONTENT = ("id", "position", "body", "digest")
WORD_TYPES = ("words", "notes")
TOLD_APART_BY = {
    "criteria": ("field", "operator"), "conflicts": ("field",), "bands": ("operator", "value"), "options": ("value",),
    "windows": ("from_day", "to_day"), "peers": ("industries",), "changes": ("lever",),
}  # fmt: skip
UNITS = {
    "_fen": "fen", "_yuan": "yuan", "_months": "months", "months_": "months", "_days": "days", "days_": "days",
    "yearly_rate": "a year", "daily_rate": "a day", "one_year": "a year", "five_years": "a year",
    "fee_rate": "of the amount",
}  # fmt: skip


def figures(kind: str, row: Row) -> dict[str, str]:
    """Path -> value as text, for every figure of a database row; what is null is left out."""
    return {path: value for path, value, is_words in _leaves(kind, row) if not is_words}


def words(kind: str, row: Row) -> dict[str, str]:
    """Path -> text, for everything that is words."""
    return {path: value for path, value, is_words in _leaves(kind, row) if is_words}


def changed_figures(kind: str, old: Row, new: Row) -> list[tuple[str, str | None, str | None]]:
    """Path, old and new value of every figure that differs; None: not published, or no longer."""
    return _differences(figures(kind, old), figures(kind, new))


def changed_words(kind: str, old: Row, new: Row) -> list[str]:
    """The paths of words that differ."""
    return [path for path, _, _ in _differences(words(kind, old), words(kind, new))]


def unit(path: str) -> str:
    """The unit of the figure at a path; empty where it has none. A rate "a year" or "a day" is a fraction.

    >>> unit("amount_max_fen"), unit("criteria[months_in_business at_least].value"), unit("status")
    ('fen', 'months', '')
    """
    field, _, inside = path.partition("[")
    if inside:
        entry, _, last = inside.partition("].")
        field = entry.split()[0] if last == "value" else last
    return next((name for part, name in UNITS.items() if part in field), "")


def _differences(old: Mapping[str, str], new: Mapping[str, str]) -> list[tuple[str, str | None, str | None]]:
    paths = dict.fromkeys((*old, *new))
    return [(path, old.get(path), new.get(path)) for path in paths if old.get(path) != new.get(path)]


def _leaves(kind: str, row: Row) -> Iterator[tuple[str, str, bool]]:
    """Path, value as text, and whether it is words."""
    fields = {**row, **(row.get("body") or {})}
    rules = {rule.field: rule for rule in RULES[kind]}
    for name, value in fields.items():
        if value is not None and name not in NOT_CONTENT:
            yield from _field(name, value, rules.get(name))


def _field(path: str, value: Any, rule: Rule | None) -> Iterator[tuple[str, str, bool]]:
    if rule is not None and rule.type == "entries" and isinstance(value, list):
        yield from _entries(path, value, {one.field: one for one in rule.each})
    else:
        yield path, _text(value), rule is not None and _is_words(rule)


def _entries(path: str, entries: list[Row], rules: Mapping[str, Rule]) -> Iterator[tuple[str, str, bool]]:
    seen: Counter[str] = Counter()
    for entry in entries:
        for name in _names(path, entry):
            seen[name] += 1
            place = f"{path}[{name}]" if seen[name] == 1 else f"{path}[{name} #{seen[name]}]"
            for field, value in entry.items():
                if value is not None and field != "fields":
                    yield from _field(f"{place}.{field}", value, rules.get(field))


def _names(path: str, entry: Row) -> list[str]:
    """What an entry is called: by its fields, or, of a source, by each figure that it is the source of."""
    if path == "sources":
        return [str(name) for name in entry["fields"]]
    return [" ".join(_text(entry[field]) for field in TOLD_APART_BY.get(path, ()) if field in entry) or "entry"]


def _is_words(rule: Rule) -> bool:
    return rule.type in WORD_TYPES or (rule.type in ("list", "text") and not rule.allowed)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_text, value))
    return "; ".join(f"{key}: {_text(one)}" for key, one in value.items()) if isinstance(value, dict) else str(value)
