"""What records say of each other and of themselves: ids stand once, answers fit the question, an interview asks what
exists, a figure has one source, and the windows of an event do not overlap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from advisor.catalogue.errors import Problem
from advisor.catalogue.figure_sources import mappings, source_problems
from advisor.catalogue.files import Entry
from advisor.catalogue.values import number

FACTORS = "factors"  # an interview written so asks for the fields of the factors that are asked
PRODUCT_CONDITIONS = frozenset({"collateral"})  # what a product demands that is no question of ours


_BOUNDS = {"percent": {"minimum": 0, "maximum": 1}}


def known_sets(entries: Sequence[Entry]) -> dict[str, frozenset[str]]:
    """The values that only the folder itself can define, by the name that `rules` uses for them."""
    questions = {entry.id: entry for entry in entries if entry.kind == "question"}
    return {
        "@questions": frozenset(questions),
        "@conditions": frozenset(questions) | PRODUCT_CONDITIONS,
        "@steps": frozenset(entry.id for entry in entries if entry.kind == "step"),
        "@factors": frozenset(entry.id for entry in entries if entry.kind == "factor"),
        "@platforms": frozenset(_option_values(questions.get("platform"))),
        "@industries": frozenset(_option_values(questions.get("industry"))),
    }


def reference_problems(entries: Sequence[Entry]) -> list[Problem]:
    """Ids that stand twice, values that are no answer to their question, interviews of unknown questions, and what a
    record says twice or in vain."""
    questions = {entry.id: entry.fields for entry in entries if entry.kind == "question"}
    found = list(_twice(entries))
    for entry in entries:
        if entry.kind == "interview":
            found += _interview(entry, questions)
        found += [Problem(entry.file, entry.id, *one) for one in _contradictions(entry)]
        if entry.kind == "question" and entry.fields.get("kind") == "choice" and not _option_values(entry):
            found.append(Problem(entry.file, entry.id, "options", "", "a choice needs options"))
        for path, field, one in _conditions(entry):
            if field in questions and (message := _misfit(questions[field], one)):
                found.append(Problem(entry.file, entry.id, path, str(one.get("value"))[:80], message))
    return found


def _twice(entries: Sequence[Entry]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], str] = {}
    for entry in entries:
        if first := seen.get((entry.kind, entry.id)):
            yield Problem(entry.file, entry.id, "id", entry.id, f"stands twice; first in {first}")
        seen.setdefault((entry.kind, entry.id), entry.file)


def _interview(entry: Entry, questions: Mapping[str, Any]) -> list[Problem]:
    asked = entry.fields.get("questions")
    if asked == FACTORS or asked is None:
        return []
    if not isinstance(asked, list):
        return [Problem(entry.file, entry.id, "questions", str(asked)[:80], f"a list of question ids or {FACTORS!r}")]
    return [
        Problem(entry.file, entry.id, "questions", str(one), f"no such question; known: {', '.join(sorted(questions))}")
        for one in asked
        if not isinstance(one, str) or one not in questions
    ]


def _contradictions(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Field, value and message of what does not hold together inside one record."""
    if entry.kind == "settlement_rule":
        yield from source_problems(entry.fields)
    if entry.kind == "season":
        yield from _windows(entry.fields)


def _windows(fields: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    last = None
    for place, one in enumerate(mappings(fields.get("windows")), start=1):
        first, end = one.get("from_day"), one.get("to_day")
        if type(first) is not int or type(end) is not int:
            continue
        if first > end:
            yield f"windows[{place}].from_day", str(first), f"must not be above to_day ({end})"
        if last is not None and first <= last:
            yield f"windows[{place}].from_day", str(first), f"must be above the to_day of the window before ({last})"
        last = end


def _conditions(entry: Entry) -> Iterator[tuple[str, Any, Mapping[str, Any]]]:
    name = {"product": "criteria", "factor": "bands"}.get(entry.kind, "")
    listed = entry.fields.get(name)
    for place, one in enumerate(listed if isinstance(listed, list) else (), start=1):
        if isinstance(one, dict):
            field = one.get("field") if name == "criteria" else entry.fields.get("field")
            yield f"{name}[{place}].value", field if isinstance(field, str) else None, one


def _misfit(question: Mapping[str, Any], condition: Mapping[str, Any]) -> str:
    """Why the value can never be an answer to the question; empty when it can."""
    operator, value, kind = condition.get("operator"), condition.get("value"), question.get("kind")
    if value is None:
        return ""
    if operator == "one_of" and (not isinstance(value, list) or not value):
        return "one_of needs a list of values"
    values = value if operator == "one_of" else [value]
    if kind == "choice":
        allowed = [str(option) for option in _values(question)]
        if operator in ("at_least", "at_most"):
            return "a choice has no order; use one_of or is"
        is_known = all(one in allowed for one in values)
        return "" if is_known else f"no answer of its question; allowed: {', '.join(allowed)}"
    if kind == "yes_no":
        return "" if all(isinstance(one, bool) for one in values) else "true or false is expected"
    is_bound = operator in ("at_least", "at_most")  # a bound may lie outside the range of the answers
    limits = _BOUNDS.get(str(kind), {}) if is_bound else question
    return "" if all(_in_range(limits, one) for one in values) else _range(limits, str(kind))


def _in_range(limits: Mapping[str, Any], value: Any) -> bool:
    try:
        read, low, high = number(value), number(limits.get("minimum")), number(limits.get("maximum"))
    except ValueError:
        return False
    return read is not None and (low is None or low <= read) and (high is None or read <= high)


def _range(limits: Mapping[str, Any], kind: str) -> str:
    unit = {"money": "fen", "percent": "a fraction"}.get(kind, kind)
    return f"a number is expected ({unit}), {limits.get('minimum', 'any')} to {limits.get('maximum', 'any')}"


def _option_values(entry: Entry | None) -> list[Any]:
    return [] if entry is None else [value for value in _values(entry.fields) if isinstance(value, str)]


def _values(question: Mapping[str, Any]) -> list[Any]:
    options = question.get("options")
    return [one.get("value") for one in options if isinstance(one, dict)] if isinstance(options, list) else []
