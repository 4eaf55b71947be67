"""A merchant comes back to the plan of the self-assessment: one number of it is asked, and what changed is said."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.asking_next import ASKED, answer_buttons
from actions.facts import known_facts, learn, now
from actions.shop_cash import PEOPLE
from actions.speech import button, label, say
from actions.stated import in_words
from actions.swot_data import assessed, measured_answers
from actions.swot_words import factor_names
from actions.turn import Turn
from actions.wiring import Events, stores
from advisor.merchants.store import Result
from advisor.trade.questions import value_words
from advisor.trade.swot import Snapshot, as_json, difference, from_json
from advisor.trade.swot_records import Step

ASKED_FOR, PLAN = "asked_for", "plan"
ASKED_ON = "plan_asked_on"
EARLIEST_DAYS = 7
"""Days after the self-assessment, and after it was asked last, before a step is asked about."""
STEPS_SHOWN = 2


def ask_progress(dispatcher: CollectingDispatcher, turn: Turn) -> dict[str, Any]:
    """Ask one number of the plan that was shown last; the slots to set, none where nothing is asked."""
    shown = stores().merchants.latest_result(turn.merchant_id, "swot")
    if shown is None or not _is_time(turn, shown):
        return {}
    step = _step_due(turn, shown)
    if step is None:
        return {}
    question = stores().catalogue.questions()[step.asks]
    value = known_facts(turn.merchant_id).get(step.asks)
    answers = [one for one in answer_buttons(turn, question) if not one["payload"].startswith("/skip_question")]
    say(
        dispatcher,
        turn,
        "plan_follow_up",
        shown_on=shown.at.date(),
        step=step,
        question=question,
        value="" if value is None else value_words(question, value, turn.language),
        buttons=[*answers, button(label(turn, "not_now"), "deny"), button(label(turn, "menu"), "help")],
    )
    return {ASKED: question.id, ASKED_FOR: PLAN, ASKED_ON: now().date().isoformat()}


def show_progress(dispatcher: CollectingDispatcher, turn: Turn, told: dict[str, Any]) -> Events:
    """Take the answer and say what it changed; what is not known any better changes nothing."""
    known = {name: value for name, value in told.items() if value is not None}
    if not known:
        dispatcher.utter_message(response="utter_menu")
        return []
    shown = stores().merchants.latest_result(turn.merchant_id, "swot")
    learn(turn, known)
    found = assessed(turn)
    stores().merchants.keep_result(turn.merchant_id, "swot", as_json(found.snapshot), at=now())
    before = kept_snapshot(shown) if shown else None
    changed = difference(before, found.snapshot) if before else None
    steps = stores().catalogue.steps()
    say(
        dispatcher,
        turn,
        "plan_progress",
        noted=in_words(turn, known),
        found=changed,
        shown_on=shown.at.date() if shown else None,
        moved=[(factor_names(turn, [one.factor_id])[0], one) for one in changed.moved] if changed else [],
        gone=[steps[name] for name in changed.steps_gone[:STEPS_SHOWN] if name in steps] if changed else [],
        next_steps=[steps[one.step_id] for one in found.plan[:STEPS_SHOWN]],
        buttons=[
            button(label(turn, "show_check_up"), "start_swot"),
            button(label(turn, "find_financing"), "find_financing"),
        ],
    )
    return [SlotSet(ASKED, None)]


def kept_snapshot(result: Result) -> Snapshot | None:
    """What a kept self-assessment found; None where it was kept in an older form."""
    try:
        return from_json(result.body)
    except KeyError:
        return None


def _is_time(turn: Turn, shown: Result) -> bool:
    asked_on = turn.slots.get(ASKED_ON)
    is_old = now() - shown.at >= timedelta(days=EARLIEST_DAYS)
    return is_old and (not asked_on or now().date() - date.fromisoformat(asked_on) >= timedelta(days=EARLIEST_DAYS))


def _step_due(turn: Turn, shown: Result) -> Step | None:
    """The first step whose days have passed, else the first; of those with a number that no record tells."""
    steps = stores().catalogue.steps()
    facts, told_by_records = stores().merchants.facts(turn.merchant_id), measured_answers(turn)
    asking = [
        steps[name]
        for name in shown.body.get("steps", ())
        if name in steps
        and steps[name].asks
        and steps[name].asks not in told_by_records
        and (steps[name].asks not in facts or facts[steps[name].asks].source in PEOPLE)
    ]
    age_days = (now() - shown.at).days
    return next((one for one in asking if one.days <= age_days), next(iter(asking), None))
