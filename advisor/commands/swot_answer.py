"""How the command `swot` shows a self-assessment: one JSON value, and lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from advisor.commands.output import plain
from advisor.trade.questions import value_words
from advisor.trade.records import Question
from advisor.trade.swot import (
    QUADRANTS,
    Item,
    Measured,
    PlanStep,
    SelfAssessment,
    StepEffect,
    SwotKnowledge,
    cautions,
)

FORMULA = "100 x sum(weight x readiness) / sum(weight), over the factors with an answer"


def answer(found: SelfAssessment, knowledge: SwotKnowledge) -> dict[str, Any]:
    """The JSON of docs/command_line.md."""
    result = found.assessment
    items = {name: [_item(item, knowledge) for item in result.quadrants[name]] for name in QUADRANTS}
    return {
        "readiness": result.readiness,
        "lowest": result.lowest,
        "highest": result.highest,
        "known": result.known,
        "of": result.of,
        "formula": FORMULA,
        "capped_by": result.capped_by,
        "is_credit_decision": False,
        "scores": plain(result.scores),
        "quadrants": items,
        "neutral": [_item(item, knowledge) for item in result.neutral],
        "parts": plain(result.parts),
        "unknown": list(result.unknown),
        "measured": plain(dict(found.measured)),
        "strategies": [{**plain(one), "text": knowledge.strategies[one.strategy_id].text} for one in found.strategies],
        "plan": [_step(step, knowledge) for step in found.plan],
        "steps": [step.step_id for step in found.plan],
        "cautions": sorted(cautions(knowledge.factors, result)),
    }


def lines(
    found: SelfAssessment, knowledge: SwotKnowledge, questions: Mapping[str, Question], language: str
) -> Iterator[str]:
    """The same for people."""
    result = found.assessment
    score = "not known" if result.readiness is None else f"{result.readiness} of 100"
    yield f"readiness: {score}, from {result.known} of {result.of} factors (no credit score, no credit decision)"
    if result.capped_by:
        yield f"held at that by {result.capped_by}, whatever else is answered"
    else:
        yield f"with everything answered it could be {result.lowest} to {result.highest}"
    yield "parts: " + ", ".join(f"{one.part} {one.score} ({one.known}/{one.of})" for one in result.scores if one.known)
    for name, items in {**result.quadrants, "neutral": result.neutral}.items():
        yield f"{name}:"
        yield from (f"  {_says(item, knowledge, questions, language)}" for item in items)
    for one in found.strategies:
        yield f"{one.kind}: {knowledge.strategies[one.strategy_id].text[language]}"
    yield "plan:"
    for place, step in enumerate(found.plan, start=1):
        effect = f"; {_effect(step.effect)}" if step.effect else ""
        yield f"  {place}. {knowledge.steps[step.step_id].text[language]} [{step.owner}, {step.days} days{effect}]"


def _item(item: Item, knowledge: SwotKnowledge) -> dict[str, Any]:
    factor = next(one for one in knowledge.factors if one.id == item.factor_id)
    return {**plain(item), "name": factor.name, "says": factor.bands[item.band].says}


def _step(step: PlanStep, knowledge: SwotKnowledge) -> dict[str, Any]:
    return {**plain(step), "text": knowledge.steps[step.step_id].text}


def _says(item: Item, knowledge: SwotKnowledge, questions: Mapping[str, Question], language: str) -> str:
    factor = next(one for one in knowledge.factors if one.id == item.factor_id)
    question = questions[item.field]
    words = factor.bands[item.band].says[language].replace("{value}", value_words(question, item.value, language))
    seen, peer = item.measured, item.peer
    evidence = [_seen(seen)] if seen else []
    evidence += [f"usual: {value_words(question, peer.value, language)}"] if peer else []
    return f"{item.factor_id}: {words}" + (f" ({'; '.join(evidence)})" if evidence else "")


def _seen(seen: Measured) -> str:
    figure = f"{seen.figure:.1%}" if seen.unit == "fraction" else f"{seen.figure:,} {seen.unit}"
    rests_on = f", {seen.count:,} {seen.counted}" if seen.count else ""
    return f"{seen.source}: {figure}{rests_on}"


def _effect(effect: StepEffect) -> str:
    if effect.basis == "forecast" and effect.gap_before_fen:
        return f"gap {(effect.gap_change_fen or 0) / 100:+,.0f} yuan"
    if effect.basis == "forecast":
        return f"balance by {effect.last_day} {(effect.end_change_fen or 0) / 100:+,.0f} yuan"
    return f"tied up {(effect.tied_up_change_fen or 0) / 100:+,.0f} yuan, cycle {effect.cycle_change_days:+} days"
