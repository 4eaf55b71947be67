"""The words of a self-assessment for the chat: findings with their evidence, measures, steps with their effect."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from actions.swot_data import measured_answers
from actions.turn import Turn
from actions.wiring import stores
from advisor.reports.report_plan import worth_words
from advisor.reports.report_swot import evidence_words, item_words
from advisor.trade.questions import value_words
from advisor.trade.records import Question
from advisor.trade.swot import QUADRANTS, Assessment, PlanStep
from advisor.trade.swot_records import Factor, Step

ITEMS_SHOWN = 3  # of a quadrant; how many more there are is said


@dataclass(frozen=True)
class StepWords:
    """A step of the plan: the record, its place among the days and hands, and in words what it is worth ("": no
    number)."""

    step: Step
    planned: PlanStep
    worth: str


def quadrant_words(turn: Turn, assessment: Assessment) -> dict[str, tuple[list[dict[str, str]], int]]:
    """Quadrant -> its heaviest findings (`says`, `evidence`), and how many more there are."""
    questions, factors = stores().catalogue.questions(), factors_by_id()
    return {
        name: (
            [
                item_words(item, factors[item.factor_id], questions[item.field], turn.language)
                for item in assessment.quadrants[name][:ITEMS_SHOWN]
            ],
            max(0, len(assessment.quadrants[name]) - ITEMS_SHOWN),
        )
        for name in QUADRANTS
    }


def plan_words(turn: Turn, plan: Collection[PlanStep]) -> list[StepWords]:
    """The steps of a plan in their order."""
    steps, questions = stores().catalogue.steps(), stores().catalogue.questions()
    return [
        StepWords(steps[one.step_id], one, worth_words(one, questions, turn.language) if one.effect else "")
        for one in plan
    ]


def measured_words(turn: Turn, fields: Collection[str]) -> list[tuple[Question, str, str]]:
    """What the records answer of these questions: the question, the answer, and what it rests on."""
    questions = stores().catalogue.questions()
    return [
        (questions[field], value_words(questions[field], one.value, turn.language), evidence_words(one, turn.language))
        for field, one in measured_answers(turn).items()
        if field in fields
    ]


def factors_by_id() -> dict[str, Factor]:
    """Every factor of the catalogue."""
    return {factor.id: factor for factor in stores().catalogue.factors()}


def factor_names(turn: Turn, ids: Collection[str]) -> list[str]:
    """Factors by name, in the merchant's language."""
    factors: dict[str, Any] = factors_by_id()
    return [factors[id].name[turn.language] for id in ids if id in factors]
