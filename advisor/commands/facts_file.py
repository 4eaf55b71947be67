"""Checks a file of merchant facts against the questions of the knowledge base.

A fact stands under the id of its question as it is kept (money in whole fen), or as a person writes it: money in yuan
under the id without `_fen` (or with `_yuan`), every figure and choice in words as well ("20万", "3个月", "淘宝").
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from advisor.commands.output import CommandError
from advisor.trade.questions import Answered, OutOfRange, read_answer
from advisor.trade.records import Question

FEN_PER_YUAN = 100
FRACTIONS = ("percent", "rate")
WANTED = {
    "money": "an amount in yuan such as 200000 or 20万", "percent": "a fraction such as 0.18, or 18%",
    "rate": "a fraction a year such as 0.18, or 18%", "days": "a whole number of days, or words such as 3个月",
    "months": "a whole number of months, or words such as 两年", "count": "a whole number",
}  # fmt: skip


def checked_facts(name: str, values: Mapping[Any, Any], questions: Mapping[str, Question]) -> dict[str, Any]:
    """The facts as kept values (see `Question`); a null value is left out as not known.

    Raises:
        CommandError: an unknown field, a fact told twice, or a value that its question does not allow; names the field
            and what is allowed.
    """
    facts: dict[str, Any] = {}
    told_as: dict[str, str] = {}
    for key, value in values.items():
        field, question = str(key), _question(name, str(key), questions)
        if question.id in told_as:
            raise CommandError(f"{name}: {told_as[question.id]} and {field} tell the same fact; give one of them")
        told_as[question.id] = field
        if value is not None:
            facts[question.id] = _kept(f"{name}: {field}", field, question, value)
    return facts


def written_id(question: Question) -> str:
    """The key under which a person writes the fact: money without `_fen`, in yuan."""
    return question.id.removesuffix("_fen")


def _question(name: str, field: str, questions: Mapping[str, Question]) -> Question:
    for id in (field, f"{field.removesuffix('_yuan')}_fen"):
        if id in questions:
            return questions[id]
    known = [key for one in questions.values() for key in dict.fromkeys((written_id(one), one.id))]
    close = get_close_matches(field, known, 1, cutoff=0.6)
    meant = f"; closest: {close[0]}" if close else ""
    raise CommandError(f"{name}: {field}: unknown field{meant}; known: {', '.join(questions)}")


def _kept(where: str, field: str, question: Question, value: Any) -> Any:
    if question.kind in ("choice", "yes_no"):
        return _chosen(where, question, value)
    is_yuan = question.kind == "money" and field != question.id
    number = None if isinstance(value, bool) else _number(value)
    if number is None:
        return _in_words(where, field, question, value)
    if is_yuan:
        number *= FEN_PER_YUAN
    if question.kind not in FRACTIONS and number != int(number):
        raise CommandError(f"{where}: {value!r} is not {_wanted(field, question)}")
    if not _is_allowed(question, number):
        raise _out_of_range(where, value, question, is_yuan)
    return format(number.normalize(), "f") if question.kind in FRACTIONS else int(number)


def _chosen(where: str, question: Question, value: Any) -> Any:
    if question.kind == "yes_no" and isinstance(value, bool):
        return value
    if question.kind == "choice" and isinstance(value, bool):
        value = "yes" if value else "no"  # what YAML makes of an unquoted yes
    by_text = {str(option.value): option.value for option in question.options}
    if str(value) in by_text:
        return by_text[str(value)]
    reading = read_answer(question, value) if isinstance(value, str) else None
    if isinstance(reading, Answered):
        return reading.value
    allowed = ("true", "false") if question.kind == "yes_no" else tuple(by_text)
    raise CommandError(f"{where}: {value!r} is not one of {', '.join(allowed)}")


def _in_words(where: str, field: str, question: Question, value: Any) -> Any:
    is_in_fen = question.kind == "money" and field == question.id
    reading = read_answer(question, value) if isinstance(value, str) and not is_in_fen else None
    if isinstance(reading, Answered):
        return reading.value
    if isinstance(reading, OutOfRange):
        raise _out_of_range(where, value, question, question.kind == "money")
    raise CommandError(f"{where}: {value!r} is not {_wanted(field, question)}")


def _number(value: Any) -> Decimal | None:
    try:
        number = Decimal(str(value)) if isinstance(value, (int, float, str)) else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _wanted(field: str, question: Question) -> str:
    if question.kind == "money" and field == question.id:
        return f"a whole number of fen; in yuan or in words it stands under {written_id(question)}"
    return WANTED[question.kind]


def _is_allowed(question: Question, number: Decimal) -> bool:
    is_low = question.minimum is not None and number < question.minimum
    return not is_low and not (question.maximum is not None and number > question.maximum)


def _out_of_range(where: str, value: Any, question: Question, is_yuan: bool) -> CommandError:
    scale = FEN_PER_YUAN if is_yuan else 1
    low, high = (None if limit is None else f"{limit / scale:,f}" for limit in (question.minimum, question.maximum))
    return CommandError(f"{where}: {value} is not between {low} and {high}{' yuan' if is_yuan else ''}")
