"""What a message means for the pending question of the interview."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk.events import SlotSet

from actions.facts import interview_questions, learn
from actions.navigation import MOVES
from actions.said import Outcome, Said
from actions.speech import button, label
from actions.stated import stated_facts
from actions.turn import Turn
from actions.wiring import stores
from advisor.trade.quantities import quantities
from advisor.trade.questions import Answered, DoesNotKnow, OutOfRange, read_answer, value_words
from advisor.trade.records import Question

# What may be an answer that was not readable; every other intent is a question or wish of its own.
ANSWERING = {None, "inform", "affirm", "deny", "nlu_fallback"}
STATING = {"request_loan", "find_financing"}  # a wish that may state the fact that is asked for
READ_BACK_KINDS = {"money", "percent", "days", "months", "count"}
HELP_AFTER_MISSES = 2


def outcome_of(turn: Turn) -> Outcome:
    """Read the message as the answer to the pending question, as a move, or as no answer at all."""
    question = stores().catalogue.questions()[turn.slots["question"]]
    if turn.one("answer") is not None:
        return _pressed(turn)
    reading = None if turn.is_button else read_answer(question, turn.text)
    if isinstance(reading, Answered):
        return kept(turn, {question.id: reading.value})
    if isinstance(reading, OutOfRange):
        return _missed(turn, question, "answer_out_of_range")
    if question.kind == "money" and not turn.is_button and _is_foreign(turn.text):
        return _missed(turn, question, "answer_currency")
    if isinstance(reading, DoesNotKnow) or turn.intent == "skip_question":
        return _unknown(turn, question)
    if turn.intent in MOVES:
        return MOVES[turn.intent](turn, question)
    is_number = turn.text.replace(",", "").isdecimal()  # digits are an answer, whatever they were taken for
    if turn.is_button or not (is_number or turn.intent in ANSWERING | STATING):
        return Outcome()
    stated = stated_facts(turn.text, interview_questions(turn.slots["interview"]), question.id)
    if question.id in stated:
        return kept(turn, stated)
    return Outcome() if turn.intent in STATING else _missed(turn, question, "answer_unclear")


def kept(turn: Turn, values: Mapping[str, Any], *, reads_all_back: bool = False) -> Outcome:
    """Keep answers as facts and read numbers back, and choices too where `reads_all_back`."""
    learn(turn, values)
    questions = stores().catalogue.questions()
    read_back = [
        (questions[name], value_words(questions[name], value, turn.language))
        for name, value in values.items()
        if (reads_all_back or questions[name].kind in READ_BACK_KINDS) and value is not None
    ]
    answered = [name for name in turn.slots.get("answered") or [] if name not in values] + list(values)
    events = [SlotSet("answered", answered), SlotSet("misses", 0), SlotSet("question", None)]
    return Outcome(events, (Said("noted", {"noted": read_back}),) if read_back else ())


def _pressed(turn: Turn) -> Outcome:
    """A button answers the question it was shown with, even when that is not the pending one."""
    question = stores().catalogue.questions()[turn.name_of("field")]
    is_stale = question.id != turn.slots.get("question")
    return kept(turn, {question.id: turn.one("answer")}, reads_all_back=is_stale)


def _is_foreign(text: str) -> bool:
    """Whether amounts are stated and none of them in yuan: they are not converted at a guessed rate."""
    units = [quantity.unit for quantity in quantities(text) if quantity.kind == "money"]
    return bool(units) and "CNY" not in units


def _unknown(turn: Turn, question: Question) -> Outcome:
    if turn.slots["interview"] in question.required_for:
        return _missed(turn, question, "answer_needed")
    return kept(turn, {question.id: None})


def _missed(turn: Turn, question: Question, template: str) -> Outcome:
    misses = int(turn.slots.get("misses") or 0) + 1
    is_required = turn.slots["interview"] in question.required_for
    values = {"question": question, "misses": misses, "is_required": is_required}
    says = (Said(template, values),)
    if misses >= HELP_AFTER_MISSES:
        ways_on = [button(label(turn, "stop"), "stop_task"), button(label(turn, "human"), "ask_human")]
        says = (Said(template, values, ways_on),)
    return Outcome([SlotSet("misses", misses)], says)
