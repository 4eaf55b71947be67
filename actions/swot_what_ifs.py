"""What if, on the self-assessment: readiness, findings and plan with something supposed, beside the effect on cash."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.facts import known_facts
from actions.latest_result import latest_kind
from actions.shop_cash import SEED
from actions.speech import button, label, say
from actions.swot_data import measured_answers, scenario_shown, snapshot_of
from actions.swot_words import factor_names
from actions.turn import Turn
from actions.what_ifs import cycle_known
from actions.wiring import stores
from advisor.trade.cash_cycle import CycleInputs
from advisor.trade.cycle_changes import changed_inputs
from advisor.trade.forecast.scenario import Scenario
from advisor.trade.forecast.simulation import simulate
from advisor.trade.forecast.what_if import RANKING_PATHS, Effect, NoChange, what_if
from advisor.trade.questions import value_words
from advisor.trade.swot import Difference, difference
from advisor.trade.swot.supposed import supposed_answers
from advisor.trade.what_if_reading import Change, asked_backwards, changes_in, names_a_loan

STEPS_SHOWN = 2


def answer_swot_what_if(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Say the difference; False where nothing of a self-assessment is supposed.

    A change in numbers is answered here only while the self-assessment is the result shown last.
    """
    if names_a_loan(turn.text) or asked_backwards(turn.text) is not None:
        return False
    changes, known = changes_in(turn.text), _known(turn)
    if latest_kind(turn) != "swot" and changes:
        return False
    supposed = supposed_answers(turn.text, changes, known)
    if not supposed:
        return False
    if stores().merchants.latest_result(turn.merchant_id, "swot") is None:
        say(dispatcher, turn, "swot_first", buttons=[button(label(turn, "start_swot"), "start_swot")])
        return True
    if all(known.get(name) == value for name, value in supposed.items()):
        say(dispatcher, turn, "swot_no_change", stays=_in_words(turn, known, supposed))
        return True
    scenario = scenario_shown(turn)
    effect = _effect(scenario, changes)
    found = _difference(turn, supposed, scenario, effect)
    say(
        dispatcher,
        turn,
        "swot_what_if",
        supposed=_in_words(turn, known, supposed),
        is_assumed=any(change.is_assumed for change in changes),
        found=found,
        moved=[(factor_names(turn, [one.factor_id])[0], one) for one in found.moved],
        gone=_steps(found.steps_gone),
        added=_steps(found.steps_added),
        effect=effect,
        cycle=None if scenario else _cycle(cycle_known(turn), changes),
        buttons=[button(label(turn, "why_result"), "why_result"), button(label(turn, "change"), "change_answer")],
    )
    return True


def _known(turn: Turn) -> dict[str, Any]:
    """Every answer, with those measured where they count."""
    return known_facts(turn.merchant_id) | {field: one.value for field, one in measured_answers(turn).items()}


def _effect(scenario: Scenario | None, changes: Sequence[Change]) -> Effect | None:
    if scenario is None or not changes:
        return None
    with contextlib.suppress(NoChange):
        return what_if(scenario, changes, seed=SEED, paths=RANKING_PATHS)
    return None


def _difference(turn: Turn, supposed: dict[str, Any], scenario: Scenario | None, effect: Effect | None) -> Difference:
    base = effect.base if effect else simulate(scenario, seed=SEED, paths=RANKING_PATHS) if scenario else None
    then = (effect.scenario, effect.changed) if effect else (scenario, base)
    return difference(snapshot_of(turn, {}, scenario, base), snapshot_of(turn, supposed, *then))


def _cycle(inputs: CycleInputs | None, changes: Sequence[Change]) -> tuple[CycleInputs, CycleInputs] | None:
    if inputs is None:
        return None
    after, moves = changed_inputs(inputs, changes)
    return (inputs, after) if moves else None


def _in_words(turn: Turn, known: dict[str, Any], supposed: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(name, answer now, "" where it is not known, supposed answer)."""
    questions = stores().catalogue.questions()
    return [
        (
            questions[name].name[turn.language],
            "" if known.get(name) is None else value_words(questions[name], known[name], turn.language),
            value_words(questions[name], value, turn.language),
        )
        for name, value in supposed.items()
    ]


def _steps(ids: Sequence[str]) -> list[Any]:
    steps = stores().catalogue.steps()
    return [steps[id] for id in ids[:STEPS_SHOWN] if id in steps]
