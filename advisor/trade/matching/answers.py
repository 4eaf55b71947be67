"""What a merchant could plausibly answer about a missing fact: one value for each way the conditions can turn out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from advisor.trade.matching.condition_rows import Bools, ConditionRows
from advisor.trade.matching.criteria import as_number

Number = TypeVar("Number", int, Decimal)
THRESHOLDS_AT_MOST = 7
"""Of more limits than these, as many are tried, evenly spread over their order (our own value)."""
USUAL = {"owner_age_years": (22, 60)}
"""Where nearly all answers lie; one outside counts a twentieth (our own value)."""
UNUSUAL_WEIGHT = Fraction(1, 20)
OTHER = "none of those named"
"""An answer that no condition names."""


def plausible_answers(rows: ConditionRows, field: str, among: Bools) -> tuple[Any, ...]:
    """Answers to try for a field, by the conditions of the products that still matter.

    Of a choice every answer that a condition names, and one that none names; of yes or no both; of a number every
    limit, and a value on the far side of the outermost ones.
    """
    pairs = rows.pairs(field, among)
    numbers = {as_number(value) for operator, value in pairs if operator in ("at_least", "at_most")}
    if numbers:
        return _numbers(sorted(numbers))
    values = {one for operator, value in pairs for one in (value if operator == "one_of" else (value,))}
    if values and all(isinstance(value, bool) for value in values):
        return (False, True)
    return (*sorted(values, key=repr), OTHER) if values else ()


def weight(field: str, answer: Any) -> Fraction:
    """How much an answer counts among the others: all alike, but for unusual ones."""
    if field not in USUAL:
        return Fraction(1)
    low, high = USUAL[field]
    return Fraction(1) if low <= answer <= high else UNUSUAL_WEIGHT


def evenly(values: Sequence[Number], at_most: int) -> list[Number]:
    """At most so many (two or more) of some values, the first and the last among them, evenly spread."""
    last = len(values) - 1
    if last < at_most:
        return list(values)
    return [values[round(step * last / (at_most - 1))] for step in range(at_most)]


def _numbers(limits: Sequence[Decimal]) -> tuple[Decimal, ...]:
    tried = evenly(limits, THRESHOLDS_AT_MOST)
    step = 1 if all(limit == limit.to_integral_value() for limit in limits) else limits[0] / 2
    below = [limits[0] - step] if limits[0] >= step else []
    return (*below, *tried, limits[-1] + step)
