"""Checks a file of merchant facts against the questions of the knowledge base."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from advisor.commands.output import CommandError
from advisor.trade.records import Question


def checked_facts(name: str, values: Mapping[str, Any], questions: Mapping[str, Question]) -> dict[str, Any]:
    """The facts as kept values (see `Question`); a null value is left out as not known.

    Raises:
        CommandError: an unknown field or a value that its question does not allow; names both and what is allowed.
    """
    facts = {}
    for field, value in values.items():
        if field not in questions:
            raise CommandError(f"{name}: {field}: unknown field; known: {', '.join(questions)}")
        if value is not None:
            facts[field] = _checked(name, questions[field], value)
    return facts


def _checked(name: str, question: Question, value: Any) -> Any:
    if question.kind in ("choice", "yes_no"):
        allowed = [True, False] if question.kind == "yes_no" else [option.value for option in question.options]
        if value not in allowed:
            raise CommandError(f"{name}: {question.id}: {value!r} is not one of {', '.join(map(str, allowed))}")
        return value
    number = _number(name, question, value)
    if (question.minimum is not None and number < question.minimum) or (
        question.maximum is not None and number > question.maximum
    ):
        raise CommandError(f"{name}: {question.id}: {value} is not between {question.minimum} and {question.maximum}")
    return str(number) if question.kind == "percent" else int(number)


def _number(name: str, question: Question, value: Any) -> Decimal:
    try:
        number = Decimal(str(value)) if not isinstance(value, bool) else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or (question.kind != "percent" and number != int(number)):
        wanted = "a fraction such as 0.18" if question.kind == "percent" else "a whole number"
        raise CommandError(f"{name}: {question.id}: {value!r} is not {wanted} ({question.kind})")
    return number
