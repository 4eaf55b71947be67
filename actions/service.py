"""Greeting, a human, the language, repetition: what belongs to no task."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.facts import learn
from actions.speech import button, label, say
from actions.stated import NEED, stated_facts
from actions.turn import Turn
from actions.wiring import Events, converses, stores
from advisor.trade.questions import value_words

LANGUAGE_NAMES = {"en": ("英文", "英语", "english"), "zh": ("中文", "汉语", "普通话", "chinese", "mandarin")}


class Greet(Action):
    """Says who speaks and what it can do; a merchant who left something is offered to go on."""

    def name(self) -> str:
        return "action_greet"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        left = turn.slots.get("interview")
        if left:
            say(dispatcher, turn, "welcome_back", task=left, buttons=[button(label(turn, "resume"), "resume")])
        dispatcher.utter_message(response="utter_greet")
        return []


class RequestHuman(Action):
    """Records that a person is wanted, with the reason, and says honestly what happens next."""

    def name(self) -> str:
        return "action_request_human"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        is_complaint = turn.intent == "complaint"
        stores().conversations.request_human(turn.merchant_id, "complaint" if is_complaint else "asked")
        if is_complaint:
            dispatcher.utter_message(response="utter_complaint_heard")
        dispatcher.utter_message(response="utter_human_requested")
        return []


class ChangeLanguage(Action):
    """Changes the language for good: what is asked for outweighs the language of later messages."""

    def name(self) -> str:
        return "action_change_language"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        text = turn.text.lower()
        named = [language for language, names in LANGUAGE_NAMES.items() if any(name in text for name in names)]
        language = named[0] if len(named) == 1 else ("en" if turn.language == "zh" else "zh")
        stores().conversations.set_language(turn.merchant_id, language, is_asked=True)
        # the text is taken from the domain of the server after this event
        return [SlotSet("language", language)]


class Repeat(Action):
    """Says the bot's last messages again, with their buttons."""

    def name(self) -> str:
        return "action_repeat"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        for message in _last_said(tracker):
            dispatcher.utter_message(text=message["text"], buttons=(message.get("data") or {}).get("buttons") or [])
        if not dispatcher.messages:
            dispatcher.utter_message(response="utter_nothing_to_repeat")
        return []


class Decline(Action):
    """An offer is turned down."""

    def name(self) -> str:
        return "action_decline"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        dispatcher.utter_message(response="utter_menu")
        return [SlotSet("offer", None)]


class TakeIn(Action):
    """A bare fact outside an interview: an amount or a term is read back and a search is offered."""

    def name(self) -> str:
        return "action_take_in"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        questions = stores().catalogue.questions()
        if turn.one("field") in questions and turn.one("answer") is not None:
            return self._answer_changed(dispatcher, turn)
        stated = stated_facts(turn.text, {name: questions[name] for name in NEED})
        if not stated:
            dispatcher.utter_message(response="utter_default")
            return []
        learn(turn, stated)
        noted = [
            (questions[name], value_words(questions[name], value, turn.language)) for name, value in stated.items()
        ]
        say(dispatcher, turn, "noted", noted=noted)
        say(dispatcher, turn, "offer", task="financing", buttons=_offer(turn, "find_financing"))
        return [SlotSet("offer", "financing")]

    def _answer_changed(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        """A button of an earlier question, pressed after the interview was over."""
        question = stores().catalogue.questions()[turn.name_of("field")]
        learn(turn, {question.id: turn.one("answer")})
        say(dispatcher, turn, "noted", noted=[(question, value_words(question, turn.one("answer"), turn.language))])
        dispatcher.utter_message(response="utter_menu")
        return []


class Clarify(Action):
    """Not understood: the two best readings in plain words; the second time the menu and a human."""

    def name(self) -> str:
        return "action_clarify"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        misses = int(turn.slots.get("misses") or 0) + 1
        readings = [(label(turn, f"intent_{name}"), name) for name in turn.ranking if name != "nlu_fallback"]
        readings = [(title, name) for title, name in readings if title][:2]
        if misses > 1 or not readings:
            dispatcher.utter_message(response="utter_not_understood")
            return [SlotSet("misses", misses)]
        buttons = [button(title, name) for title, name in readings] + [button(label(turn, "menu"), "help")]
        say(dispatcher, turn, "clarify", buttons=buttons)
        return [SlotSet("misses", misses)]


def _offer(turn: Turn, intent: str) -> list[dict[str, str]]:
    return [button(label(turn, intent), intent), button(label(turn, "not_now"), "deny")]


def _last_said(tracker: Tracker) -> list[dict[str, Any]]:
    """The bot's messages of the last turn that said anything, oldest first."""
    said: list[dict[str, Any]] = []
    for event in reversed(tracker.events):
        if event["event"] == "user" and said:
            break
        if event["event"] == "bot" and event.get("text"):
            said.insert(0, event)
    return said
