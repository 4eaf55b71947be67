"""Which questions of an interview are still open, and in which order they are asked.

The self-assessment asks what its records do not tell: first the trade, because thresholds differ by it, then the
question whose answer can change the result most.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from actions.facts import asked_in, facts_for
from actions.swot_data import measured_answers
from actions.turn import Turn
from actions.wiring import stores
from advisor.trade.swot import worth_asking
from advisor.trade.swot.interview import information

DEEPER = "swot_more"
"""The interview after the self-assessment: a few of the questions that are not among its first ones."""
MINUTES_SAID = ("swot", DEEPER)
"""The interviews whose questions say how long the rest takes."""
MOST_DEEPER = 5
FIRST = "industry"
LEAST_INFORMATION = Decimal(1)
"""Weight x spread of readiness (`information`): below it an answer changes next to nothing; our own working value."""


def open_questions(turn: Turn, interview: str) -> tuple[tuple[str, ...], dict[str, Any]]:
    """The question ids of an interview, open ones in the order they are asked, and the facts known so far."""
    facts = facts_for(turn.merchant_id, interview)
    if interview == DEEPER:
        return _deeper(turn, facts), facts
    ids = stores().catalogue.interview(interview)
    if interview != "swot":
        return ids, facts
    facts |= {field: one.value for field, one in measured_answers(turn).items() if field in ids}
    known = [name for name in ids if name in facts]
    first = [FIRST] if FIRST in ids and FIRST not in facts else []
    return tuple([*known, *first, *_telling(facts, among=set(ids) - {FIRST})]), facts


def deeper_questions(turn: Turn) -> int:
    """How many questions would still make the self-assessment surer, at most `MOST_DEEPER`."""
    ids, facts = open_questions(turn, DEEPER)
    return sum(name not in facts for name in ids)


def minutes(questions: int) -> int:
    """About how long so many questions take, four a minute."""
    return max(1, -(-questions // 4))


def _deeper(turn: Turn, facts: dict[str, Any]) -> tuple[str, ...]:
    """Those answered in this interview, and as many open ones as are left of `MOST_DEEPER`."""
    is_on = turn.slots.get("interview") == DEEPER
    answered = list(turn.slots.get("answered") or []) if is_on else []
    known = facts | {field: one.value for field, one in measured_answers(turn).items()}
    left = _telling(known, among=asked_in(DEEPER))[: max(0, MOST_DEEPER - len(answered))]
    return (*answered, *left)


def _telling(known: dict[str, Any], among: Collection[str]) -> tuple[str, ...]:
    """The open ones of these fields that can change the result, the most telling first."""
    factors, industry = stores().catalogue.factors(), known.get(FIRST)
    tells: dict[str, Decimal] = {}
    for factor in factors:
        tells[factor.field] = tells.get(factor.field, Decimal(0)) + information(factor, industry)
    ordered = worth_asking(factors, known, industry)
    return tuple(name for name in ordered if name in among and tells[name] >= LEAST_INFORMATION)
