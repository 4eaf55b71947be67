"""The interview: one form for all three tasks. Its questions are data; this file asks, reads and moves about.

What was answered is kept as facts of the merchant (advisor.merchants), not in slots, so that nothing is asked twice
and an interview goes on after days. Slots hold only where the interview stands.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answers_given import outcome_of
from actions.did_you_mean import asked_now, replied_now
from actions.proposals import proposal_buttons
from actions.questions_asked import answer_beside
from actions.questions_open import MINUTES_SAID, minutes, open_questions
from actions.said import Outcome
from actions.speech import button, label, say
from actions.turn import Turn
from actions.wiring import Events, converses, stores
from advisor.trade.questions import next_question

OPTIONS_AS_BUTTONS = 10


class ValidateInterview(Action):
    """Reads the merchant's answer to the pending question.

    Returning no event rejects the form: the message is then treated as a question or wish of its own, and the form
    asks again afterwards.
    """

    def name(self) -> str:
        return "validate_interview_form"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        if not turn.slots.get("interview"):
            return [SlotSet("interview_done", True)]
        if replied_now(tracker):
            return []  # Rasa validates again when it comes back to the form
        outcome = outcome_of(turn) if turn.slots.get("question") else Outcome()
        for said in outcome.says:
            say(dispatcher, turn, said.template, buttons=said.buttons, **said.values)
        if outcome.is_no_answer:
            return []
        answer_beside(dispatcher, turn)
        return outcome.events + _done_if_complete(turn, outcome.events)


class AskInterview(Action):
    """Asks the first question that is still open."""

    def name(self) -> str:
        return "action_ask_interview_form_interview_done"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        if about_a_name := asked_now(tracker):
            return about_a_name  # one question at a time
        asked = turn.slots["interview"]
        catalogue = stores().catalogue
        ids, facts = open_questions(turn, asked)
        question = catalogue.questions()[next_question(ids, facts) or ids[-1]]
        number = len(turn.slots.get("answered") or []) + 1
        total = number - 1 + sum(name not in facts for name in ids)
        options = question.options[:OPTIONS_AS_BUTTONS]
        buttons = [button(o.name[turn.language], "inform", field=question.id, answer=o.value) for o in options]
        suggests_orders = _suggests_orders(turn, number)
        if suggests_orders and stores().settings.portal_api_url:
            buttons.insert(0, button(label(turn, "import_orders"), "import_orders"))
        buttons = proposal_buttons(turn, question) + buttons
        if asked not in question.required_for:
            buttons.append(button(label(turn, "unknown"), "skip_question"))
        say(
            dispatcher,
            turn,
            "question",
            question=question,
            number=number,
            total=total,
            minutes=minutes(total - number + 1) if asked in MINUTES_SAID else None,
            suggests_upload=suggests_orders,
            buttons=buttons,
        )
        return [SlotSet("question", question.id)]


def _suggests_orders(turn: Turn, number: int) -> bool:
    """Orders answer part of the cash cycle and of the forecast: said once, and only while there are none."""
    is_first = number == 1 and turn.slots["interview"] in ("cash_cycle", "forecast")
    return is_first and stores().merchants.latest_orders(turn.merchant_id) is None


def _done_if_complete(turn: Turn, events: Events) -> Events:
    answered = next((event["value"] for event in events if event["name"] == "answered"), turn.slots.get("answered"))
    turn = replace(turn, slots={**turn.slots, "answered": answered})
    is_complete = next_question(*open_questions(turn, turn.slots["interview"])) is None
    return [SlotSet("interview_done", True)] if is_complete else []
