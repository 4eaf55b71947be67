"""The plan: at most seven steps out of what the findings and the strategies call for."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.trade.swot.assessment import Assessment
from advisor.trade.swot.effects import CashModel
from advisor.trade.swot.knowledge import SwotKnowledge
from advisor.trade.swot.plan_step import PlanStep
from advisor.trade.swot.steps_called_for import in_turns
from advisor.trade.swot.strategies import FittingStrategy
from advisor.trade.swot_records import Factor, Step

MOST_STEPS = 7
FROM_FINDINGS_FIRST = 5  # then two of the strategies, so that a plan is not about mending alone
FROM_STRATEGIES = 2
HEAVIEST = 3
"""Weight of a finding that keeps steps out (`Step.unless`)."""


def plan(
    knowledge: SwotKnowledge, assessment: Assessment, strategies: Sequence[FittingStrategy], model: CashModel
) -> tuple[PlanStep, ...]:
    """The steps in the order in which they are worth doing, each with who, how long, why and its effect.

    First up to five that the findings call for (`Assessment.steps`), then one each of two strategies, heaviest first,
    then the rest of both. A step that makes no sense while a heavy weakness lasts is left out (`Step.unless`).

    Args:
        strategies: those that fit, the heaviest first.
        model: what the effects are computed with.
    """
    allowed = allowed_steps(knowledge, assessment)
    called = {one.strategy_id: knowledge.strategies[one.strategy_id].steps for one in strategies}
    of_findings = [id for id in assessment.steps if id in allowed]
    of_strategies = [id for id in in_turns(called.values()) if id in allowed]
    because = _because(knowledge.factors, assessment)
    return tuple(
        _step(allowed[id], because.get(id, ()), tuple(one for one, ids in called.items() if id in ids), model)
        for id in _chosen(of_findings, of_strategies)
    )


def allowed_steps(knowledge: SwotKnowledge, assessment: Assessment) -> dict[str, Step]:
    """The steps by id without those that make no sense while a heavy weakness or challenge lasts (`Step.unless`)."""
    weak = (item for name in ("weakness", "challenge") for item in assessment.quadrants[name])
    barring = {item.factor_id for item in weak if item.weight == HEAVIEST}
    return {id: step for id, step in knowledge.steps.items() if not barring & set(step.unless)}


def _chosen(of_findings: Sequence[str], of_strategies: Sequence[str]) -> list[str]:
    first = of_findings[:FROM_FINDINGS_FIRST]
    new = [id for id in dict.fromkeys(of_strategies) if id not in first]
    ordered = dict.fromkeys([*first, *new[:FROM_STRATEGIES], *of_findings, *new])
    return list(ordered)[:MOST_STEPS]


def _because(factors: Sequence[Factor], assessment: Assessment) -> dict[str, tuple[str, ...]]:
    """Step id -> the factors whose findings call for it, weaknesses and challenges first, each the heaviest first."""
    by_id = {factor.id: factor for factor in factors}
    items = sorted(assessment.items, key=lambda item: (item.quadrant not in ("weakness", "challenge"), -item.weight))
    calling: dict[str, dict[str, None]] = {}
    for item in items:
        for step in by_id[item.factor_id].bands[item.band].steps:
            calling.setdefault(step, {})[item.factor_id] = None
    return {step: tuple(ids) for step, ids in calling.items()}


def _step(step: Step, because: tuple[str, ...], strategies: tuple[str, ...], model: CashModel) -> PlanStep:
    effect = model.effect(step)
    return PlanStep(
        step_id=step.id,
        owner=step.owner,
        effort=step.effort,
        days=step.days,
        leads_to=step.leads_to,
        because=because,
        strategies=strategies,
        asks=step.asks,
        effect=effect,
        needs=() if effect else model.needs(step),
    )
