"""What a message means for the pending question of the interview."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk.events import SlotSet

from actions.did_you_mean import is_reply
from actions.exclusions import SLOT
from actions.facts import NEED_FIELDS, answered_with, learn
from actions.navigation import MOVES
from actions.questions_open import open_questions
from actions.said import Outcome, Said
from actions.speech import button, label
from actions.stated import stated_facts
from actions.turn import Turn
from actions.wiring import stores
from advisor.trade.answer_options import is_question
from advisor.trade.answers_out_of_turn import answered_out_of_turn
from advisor.trade.quantities import quantities
from advisor.trade.questions import Answered, DoesNotKnow, OutOfRange, read_answer, value_words
from advisor.trade.records import Question
from advisor.trade.what_if_reading import asks_to_try, changes_in

# What may be an answer that was not readable; every other intent is a question or wish of its own.
ANSWERING = {None, "inform", "affirm", "deny", "nlu_fallback"}
SMALL_TALK = {"greet", "thanks", "bye", "out_of_scope", "list_products", "more_products", "repeat"}
"""What a vague answer ("挺多的吧") is easily taken for: where the reading is not sure, it is an answer."""
SURE = 0.7
STATING = {"request_loan", "find_financing"}  # a wish that may state the fact that is asked for
FIELDS = {"opening_cash_fen": "own_cash_fen"}  # a lever of a what-if that goes by another name than its question
READ_BACK_KINDS = {"money", "percent", "days", "months", "count"}
HELP_AFTER_MISSES = 2
CHOSEN = ("choice", "yes_no")
LONGEST_NEAR_ANSWER = 12  # characters: "我主要在豆音卖货", but no sentence about something else


def outcome_of(turn: Turn) -> Outcome:
    """Read the message as the answer to the pending question, as a move, or as no answer at all."""
    question = stores().catalogue.questions()[turn.slots["question"]]
    if turn.one("answer") is not None:
        return _pressed(turn)
    if is_reply(turn) or _is_about_exclusions(turn):
        return Outcome()
    if turn.intent == "what_if" and question.kind in CHOSEN and asks_to_try(turn.text):
        return Outcome()  # "假如账记清楚了呢" is no answer "清楚"
    said = turn.text if not turn.questions else turn.statements
    reading = None if turn.is_button or not said else read_answer(question, said)
    if isinstance(reading, Answered):
        return kept(turn, {question.id: reading.value, **_besides(said, question)})
    if isinstance(reading, OutOfRange):
        return _missed(turn, question, "answer_out_of_range")
    if question.kind == "money" and not turn.is_button and _is_foreign(said):
        return _missed(turn, question, "answer_currency")
    if isinstance(reading, DoesNotKnow) or turn.intent == "skip_question":
        return _unknown(turn, question)
    near = _near_option(turn, question)
    if near is not None:
        return kept(turn, {question.id: near}, reads_all_back=True)
    if other := _another(turn, question):
        return kept(turn, other, reads_all_back=True)
    if turn.intent in MOVES:
        return MOVES[turn.intent](turn, question)
    if turn.intent == "what_if":  # unless it only states what was asked: "直通车烧掉一成多"
        is_answer = {FIELDS.get(one.lever, one.lever) for one in changes_in(said)} == {question.id}
        named = stated_facts(said, {question.id: question}, [question.id] if is_answer else [])
        return kept(turn, named) if named and not asks_to_try(said) else Outcome()
    stated = stated_facts(said, _open_to(turn), [question.id])
    if turn.questions and question.id in stated:
        return kept(turn, stated)
    is_number = turn.text.replace(",", "").isdecimal()  # digits are an answer, whatever they were taken for
    if turn.is_button or not (is_number or _is_vague(turn) or turn.intent in ANSWERING | STATING):
        return Outcome()
    if question.id in stated or stated and turn.intent not in STATING and not turn.questions:
        return kept(turn, stated)
    states_a_sum = question.kind == "money" and any(one.kind == "money" for one in quantities(said))
    is_asked = bool(turn.questions) or turn.intent in STATING and not (states_a_sum and not stated)
    return Outcome() if is_asked else _missed(turn, question, "answer_unclear")


def _another(turn: Turn, question: Question) -> dict[str, Any]:
    """The answer to another question of the interview that is still open."""
    if turn.is_button:
        return {}
    ids, facts = open_questions(turn, turn.slots["interview"])
    questions = stores().catalogue.questions()
    return answered_out_of_turn(turn.text, [questions[id] for id in ids if id not in facts and id != question.id])


def _open_to(turn: Turn) -> dict[str, Question]:
    """What an answer may state. The need only where a loan is looked for: "十来天到账" is else of the shop."""
    questions, asks_for_loan = stores().catalogue.questions(), turn.intent in STATING
    is_of_loan = asks_for_loan or turn.slots["interview"] == "financing"
    return {name: one for name, one in questions.items() if is_of_loan or name not in NEED_FIELDS}


def _besides(said: str, question: Question) -> dict[str, Any]:
    """What an answer states beyond what was asked: "淘宝，做了三年"."""
    stated = stated_facts(said, stores().catalogue.questions())
    return {name: value for name, value in stated.items() if name != question.id}


def _is_about_exclusions(turn: Turn) -> bool:
    """Whether products are ruled out, or wanted again where some were ruled out: no answer to the question."""
    return bool(turn.entities.get("exclude") or turn.entities.get("restore") and turn.slots.get(SLOT))


def _near_option(turn: Turn, question: Question) -> Any | None:
    """The only option that a short, mistyped answer comes close to ("陶宝"); it is read back."""
    near = set(turn.entities.get(f"near_{question.id}", ()))
    close = [option.value for option in question.options if option.value in near]
    is_answer = len(close) == 1 and len(turn.text) <= LONGEST_NEAR_ANSWER and not is_question(turn.text)
    return close[0] if is_answer else None


def _is_vague(turn: Turn) -> bool:
    """Whether a few words that ask nothing were read as small talk, but hardly."""
    is_unsure = turn.intent in SMALL_TALK and turn.confidence < SURE and not turn.questions
    return is_unsure and len(turn.text) <= LONGEST_NEAR_ANSWER and not is_question(turn.text)


def kept(turn: Turn, values: Mapping[str, Any], *, reads_all_back: bool = False) -> Outcome:
    """Keep answers as facts and read numbers back, and choices too where `reads_all_back`."""
    learn(turn, values)
    questions = stores().catalogue.questions()
    read_back = [
        (questions[name], value_words(questions[name], value, turn.language))
        for name, value in values.items()
        if value is not None
        and (reads_all_back or name != turn.slots["question"] or questions[name].kind in READ_BACK_KINDS)
    ]
    events = [SlotSet("answered", answered_with(turn, values)), SlotSet("misses", 0), SlotSet("question", None)]
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
