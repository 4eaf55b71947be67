"""The questions a merchant is asked: reading an answer, what to ask next, and saying an answer back.

Only a text that is wholly an answer counts: "20万" answers a question for an amount, "20万够不够" does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from advisor.trade import quantities
from advisor.trade.answer_options import (
    LONGEST_ANSWER,
    LONGEST_REST,
    around,
    bare,
    contains_word,
    exactly_named,
    folded,
    has_number,
    inside,
    is_question,
    numbered,
    option_of_value,
    size,
)
from advisor.trade.answer_quantities import (
    DEADLINES,
    DEFAULT_UNIT,
    QUANTITY_KIND,
    days_until,
    is_allowed,
    kept_number,
    stated_number,
)
from advisor.trade.answer_sums import of_a_hundred, summed
from advisor.trade.answer_words import BUTS, DOES_NOT_KNOW, NEITHER_STARTS, NO, NO_STARTS, YES, YES_STARTS
from advisor.trade.records import Option, Question


@dataclass(frozen=True)
class Answered:
    """The text answers the question; `value` is the kept value (see `records.Question`)."""

    value: Any


@dataclass(frozen=True)
class OutOfRange:
    """The text is an answer, but beyond what the question allows; `value` is what was read."""

    value: Any


@dataclass(frozen=True)
class Unclear:
    """The text is no answer, or more than one; `options` are the close ones, to ask "this or that?"."""

    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class DoesNotKnow:
    """The merchant does not know or would rather not say: take the next question."""


Reading = Answered | OutOfRange | Unclear | DoesNotKnow


def read_answer(question: Question, text: str) -> Reading:
    """What a text says in answer to a question.

    Order: a name of an option; "don't know" and "skip"; for a choice its place in the list; a quantity; names inside
    the sentence; yes and no. Ranges: see `TAKES_HIGH_END`.

    Args:
        question: the question that was asked.
        text: what the merchant typed, any string.

    Returns:
        Answered, OutOfRange, Unclear or DoesNotKnow; never raises.
    """
    whole = folded(text)
    if not whole or len(whole) > LONGEST_ANSWER:
        return Unclear()
    for form in (whole, bare(whole)):
        named = exactly_named(question, form)
        if named:
            return _chosen(named)
    if _does_not_know(whole):
        return DoesNotKnow()
    if question.kind in QUANTITY_KIND:
        return _told_in_parts(question, text) or _read_quantity(question, text, whole)
    picked = numbered(question, whole)
    if picked is not None:
        return Answered(picked.value)
    return _read_sentence(question, text, whole)


def _told_in_parts(question: Question, text: str) -> Reading | None:
    """An answer in several figures, or by a day; None where it is not one, or asks something."""
    if is_question(text):
        return None
    readers = (days_until, summed, of_a_hundred)
    number = next((read for reader in readers if (read := reader(question, text)) is not None), None)
    if number is None:
        return None
    kept = kept_number(question, number)
    return Answered(kept) if is_allowed(question, number) else OutOfRange(kept)


def kept_value(question: Question, quantity: quantities.Quantity, text: str = "") -> Any | None:
    """A quantity found in a sentence as the kept value of a question, by the rules of `read_answer`.

    `text` is the sentence: "一天卖3500" is a month's sales of 105,000.

    Returns:
        None when it is of another kind or currency, ambiguous, or out of the question's range.
    """
    if question.kind not in QUANTITY_KIND or quantity.is_ambiguous:
        return None
    number = stated_number(question, quantity, text)
    return kept_number(question, number) if number is not None and is_allowed(question, number) else None


def next_question(ids: Sequence[str], facts: Mapping[str, Any]) -> str | None:
    """The first id without a key in `facts`, or None when nothing is left to ask.

    A key with the value None stands for "asked, not known" and is not asked again.
    """
    return next((field for field in ids if field not in facts), None)


def progress(ids: Sequence[str], facts: Mapping[str, Any]) -> tuple[int, int]:
    """Which question is being asked now and how many there are: (3, 9) is the third of nine; both 0 if none."""
    done = sum(field in facts for field in ids)
    return min(done + 1, len(ids)), len(ids)


def value_words(question: Question, value: Any, language: str) -> str:
    """A kept value as people write it, for reading back.

    Args:
        question: the question it answers.
        value: a kept value; an unknown option value is given back as text.
        language: "zh" or "en".
    """
    option = option_of_value(question, value)
    if question.kind in ("choice", "yes_no"):
        return option.name[language] if option else str(value)
    if question.kind == "money":
        return quantities.money_words(int(value), language)
    if question.kind == "rate":
        return quantities.rate_words(Decimal(str(value)), language)
    if question.kind == "percent":
        return quantities.percent_words(Decimal(str(value)), language)
    if question.kind == "days":
        return quantities.days_words(int(value), language)
    return _months_words(int(value), language) if question.kind == "months" else str(value)


def _months_words(months: int, language: str) -> str:
    if language == "zh":
        return f"{months} 个月"
    return "1 month" if months == 1 else f"{months} months"


def _chosen(options: tuple[Option, ...]) -> Reading:
    return Answered(options[0].value) if len(options) == 1 else Unclear(options)


def _does_not_know(whole: str) -> bool:
    if bare(whole) in DOES_NOT_KNOW or whole in DOES_NOT_KNOW:
        return True
    if is_question(whole):
        return False
    return any(
        len(phrase) > 2 and contains_word(whole, phrase) and size(whole.replace(phrase, "", 1)) <= LONGEST_REST
        for phrase in DOES_NOT_KNOW
    )


def _read_quantity(question: Question, text: str, whole: str) -> Reading:
    quantity = quantities.sole_quantity(text, QUANTITY_KIND[question.kind], DEFAULT_UNIT[question.kind])
    number = None if quantity is None or quantity.is_ambiguous else stated_number(question, quantity, text)
    if number is not None:
        value = kept_number(question, number)
        return Answered(value) if is_allowed(question, number) else OutOfRange(value)
    named = inside(question, whole)
    if is_question(text.lower()) or has_number(named.rest) or size(named.rest) > LONGEST_REST:
        return Unclear()
    options = named.options
    if question.id in DEADLINES and options:  # "不急，下个月也行": the nearer one holds for both
        options = (min(options, key=lambda option: int(option.value)),)
    return _chosen(options) if options else Unclear()


def _read_sentence(question: Question, text: str, whole: str) -> Reading:
    if text.strip().endswith(("?", "？")) or is_question(whole):
        return Unclear()
    named = inside(question, whole)
    if named.options and size(named.rest) <= LONGEST_REST:
        return _chosen(named.options)
    if question.kind == "yes_no":
        return _read_yes_no(whole)
    close = named.options or around(question, bare(whole))
    return _chosen(close) if close and not named.options else Unclear(close)


def _read_yes_no(whole: str) -> Reading:
    short = bare(whole)
    if whole in YES or short in YES:
        return Answered(True)
    if whole in NO or short in NO:
        return Answered(False)
    if whole.startswith(NEITHER_STARTS) or any(but in whole for but in BUTS):
        return Unclear()
    for starts, value in ((NO_STARTS, False), (YES_STARTS, True)):
        for start in starts:
            if short.startswith(start) and size(short[len(start) :]) <= LONGEST_REST:
                return Answered(value)
    return Unclear()
