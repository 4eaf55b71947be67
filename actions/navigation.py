"""Moving about in the interview: why this question, say it again, one step back, change an earlier answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa_sdk.events import SlotSet

from actions.facts import known_facts, learn
from actions.said import Outcome, Said
from actions.speech import button
from actions.stated import stated_facts
from actions.turn import Turn
from actions.wiring import stores
from advisor.trade.questions import Answered, read_answer, value_words
from advisor.trade.records import Question

CHANGES_SHOWN = 12
CORRECTION_MARKS = ("改成", "改为", "换成", "应该是", "其实是", "是", " to ")


def _why(turn: Turn, question: Question) -> Outcome:
    return Outcome([SlotSet("misses", 0)], (Said("why", {"question": question}),))


def _again(turn: Turn, question: Question) -> Outcome:
    return Outcome([SlotSet("misses", 0)])


def _back(turn: Turn, question: Question) -> Outcome:
    answered = list(turn.slots.get("answered") or [])
    if not answered:
        return Outcome([SlotSet("misses", 0)], (Said("no_step_back"),))
    return _reopened(turn, answered[-1])


def _change(turn: Turn, question: Question) -> Outcome:
    """Ask again what is named; where nothing is named, offer what was answered."""
    answered = list(turn.slots.get("answered") or [])
    named = turn.one("field") or named_question(turn.text, answered)
    for name in [named] if named else reversed(answered):
        value = None if turn.is_button else new_value(turn.text, name)
        if value is not None:
            return _corrected(turn, name, value)
    if named:
        return _reopened(turn, named)
    buttons = change_buttons(turn, turn.slots.get("answered") or [], "change_answer")
    return Outcome([SlotSet("misses", 0)], (Said("change_which" if buttons else "no_step_back", {}, buttons),))


def _reopened(turn: Turn, name: str) -> Outcome:
    stores().merchants.forget(turn.merchant_id, [name])
    answered = [other for other in turn.slots.get("answered") or [] if other != name]
    return Outcome([SlotSet("answered", answered), SlotSet("misses", 0), SlotSet("question", None)])


def _corrected(turn: Turn, name: str, value: Any) -> Outcome:
    learn(turn, {name: value})
    question = stores().catalogue.questions()[name]
    noted = [(question, value_words(question, value, turn.language))]
    return Outcome([SlotSet("misses", 0)], (Said("noted", {"noted": noted}),))


def new_value(text: str, name: str) -> Any | None:
    """The value that a correction states for a question: after 改成 or to, or as the only quantity of its kind."""
    question = stores().catalogue.questions()[name]
    for mark in CORRECTION_MARKS:
        _, found, after = text.partition(mark)
        reading = read_answer(question, after) if found else None
        if isinstance(reading, Answered):
            return reading.value
    return stated_facts(text, {name: question}, [name]).get(name)


def named_question(text: str, ids: list[str]) -> str | None:
    """The question whose name stands in `text`, the longest first; None where no or no single one does."""
    questions = stores().catalogue.questions()
    names = [(name, i) for i in ids for words in questions[i].name.values() for name in (words, *words.split("的")[1:])]
    found = [i for name, i in sorted(names, key=lambda pair: -len(pair[0])) if name.lower() in text.lower()]
    return found[0] if found else None


def change_buttons(turn: Turn, ids: list[str], intent: str) -> list[dict[str, str]]:
    """A button for each answered question, newest first, that asks it again."""
    questions, facts = stores().catalogue.questions(), known_facts(turn.merchant_id)
    return [
        button(
            f"{questions[i].name[turn.language]}: {value_words(questions[i], facts[i], turn.language)}", intent, field=i
        )
        for i in reversed(ids)
        if facts.get(i) is not None
    ][:CHANGES_SHOWN]


MOVES: dict[str | None, Callable[[Turn, Question], Outcome]] = {
    "why_this_question": _why,
    "repeat": _again,
    "resume": _again,
    "go_back": _back,
    "change_answer": _change,
}
