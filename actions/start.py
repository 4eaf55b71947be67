"""Begins a task, goes on with one that was left, or changes to another one."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.facts import NEED_FIELDS, asked_in, learn
from actions.questions_asked import answer_beside
from actions.questions_open import DEEPER, minutes, open_questions
from actions.speech import say
from actions.stated import NEED, in_words, stated_facts
from actions.swot_words import measured_words
from actions.tasks import TASKS
from actions.turn import Turn
from actions.wiring import Events, converses, stores


class StartInterview(Action):
    """Sets which task is on. What the sentence already states is taken; what is known is not asked."""

    def name(self) -> str:
        return "action_start_interview"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        present = turn.slots.get("interview")
        task = DEEPER if turn.one("deeper") else _task(turn)
        is_going_on = task == present
        if turn.one("field"):
            stores().merchants.forget(turn.merchant_id, [turn.name_of("field")])
        elif task == "financing" and not is_going_on and not (turn.one("changed") or turn.intent == "affirm"):
            stores().merchants.forget(turn.merchant_id, list(NEED_FIELDS))
        stated = {} if turn.is_button else self._stated(turn, task)
        learn(turn, stated)
        self._introduce(dispatcher, turn, task, is_going_on, stated)
        answer_beside(dispatcher, turn)
        answered = (turn.slots.get("answered") or []) if is_going_on else []
        left = present if present and not is_going_on else turn.slots.get("left")
        state = {
            "interview": task,
            "left": left,
            "answered": answered + [name for name in stated if name in asked_in(task)],
            "interview_done": self._is_complete(turn, task),
        }
        # the rule of an accepted offer holds only while the slot is set; asking the first question drops it
        return [SlotSet(name, value) for name, value in {**state, "question": None, "misses": 0, "offer": task}.items()]

    def _stated(self, turn: Turn, task: str) -> dict[str, Any]:
        """What is stated beside the questions of a message; the need also within one: "能借20万吗，三个月还".

        The "三个月" of a wish to look ahead is no need.
        """
        questions = stores().catalogue.questions()
        if task == "forecast":
            questions = {name: question for name, question in questions.items() if name not in NEED}
            return stated_facts(turn.statements, questions)
        stated = stated_facts(turn.text, questions, NEED)
        need = {name: value for name, value in stated.items() if name in NEED}
        return {**need, **stated_facts(turn.statements, questions)}

    def _is_complete(self, turn: Turn, task: str) -> bool | None:
        ids, facts = open_questions(turn, task)
        return True if all(name in facts for name in ids) else None

    def _introduce(
        self, dispatcher: CollectingDispatcher, turn: Turn, task: str, is_going_on: bool, stated: dict[str, Any]
    ) -> None:
        if turn.one("field"):
            return
        ids, facts = open_questions(turn, task)
        to_ask = sum(name not in facts for name in ids)
        measured = measured_words(turn, ids) if task == "swot" and not is_going_on else []
        say(
            dispatcher,
            turn,
            "begin",
            task=task,
            is_going_on=is_going_on,
            to_ask=to_ask,
            minutes=minutes(to_ask),
            measured=measured,
            noted=in_words(turn, stated),
        )


def _task(turn: Turn) -> str:
    return str(TASKS.get(turn.intent or "") or turn.slots.get("offer") or turn.slots.get("interview") or "swot")
