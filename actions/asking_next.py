"""The one question behind a result: which it is, its buttons, and what a message answers to it."""

from __future__ import annotations

from typing import Any

from actions.speech import button, label
from actions.turn import Turn
from actions.wiring import stores
from advisor.trade.answer_facts import sole_unclaimed, stated
from advisor.trade.answer_options import is_question
from advisor.trade.matching import Matches
from advisor.trade.questions import Answered, DoesNotKnow, read_answer
from advisor.trade.records import Question

ASKED = "asked_fact"
OPTIONS_AS_BUTTONS = 8  # of more, none: they are typed


def question_asked(matches: Matches) -> Question | None:
    """The question whose answer would change the result most; None where there is none."""
    return stores().catalogue.questions().get(matches.ask_next.field) if matches.ask_next else None


def answer_buttons(turn: Turn, question: Question | None) -> list[dict[str, str]]:
    """The possible answers, and that it is not known."""
    if question is None:
        return []
    options = question.options if len(question.options) <= OPTIONS_AS_BUTTONS else ()
    buttons = [button(one.name[turn.language], "inform", field=question.id, answer=one.value) for one in options]
    return [*buttons, button(label(turn, "unknown"), "skip_question")]


def told_now(turn: Turn) -> dict[str, Any]:
    """What a message answers to the question behind the result: {its id: value}, None where it is not known; empty
    for any other message."""
    question = stores().catalogue.questions().get(str(turn.slots.get(ASKED) or ""))
    if question is None:
        return {}
    if turn.one("answer") is not None:
        return {turn.name_of("field"): turn.one("answer")}
    if turn.intent == "skip_question":
        return {question.id: None}
    if turn.is_button or turn.questions:
        return {}
    reading = read_answer(question, turn.text)
    if isinstance(reading, Answered):
        return {question.id: reading.value}
    return {question.id: None} if isinstance(reading, DoesNotKnow) else _figure_beside(question, turn.text)


def _figure_beside(question: Question, text: str) -> dict[str, Any]:
    """The only figure of a sentence that asks nothing, where it can be the answer: "I am 35"."""
    if is_question(text):
        return {}
    value = sole_unclaimed(stated(text, {question.id: question}), question, text)
    return {} if value is None else {question.id: value}
