"""Greeting, a human, the language, repetition: what belongs to no task."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.speech import button, label, say
from actions.turn import Turn
from actions.wiring import Events, converses, stores

LANGUAGE_NAMES = {"en": ("英文", "英语", "english"), "zh": ("中文", "汉语", "普通话", "chinese", "mandarin")}

REASONS = {"complaint": "complaint", "distress": "distress"}
HEARD = {
    "complaint": ("utter_complaint_heard", "utter_human_requested"),
    "distress": ("utter_distress",),
}


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
        stores().conversations.request_human(turn.merchant_id, REASONS.get(turn.intent or "", "asked"))
        for response in HEARD.get(turn.intent or "", ("utter_human_requested",)):
            dispatcher.utter_message(response=response)
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


def _last_said(tracker: Tracker) -> list[dict[str, Any]]:
    """The bot's messages of the last turn that said anything, oldest first."""
    said: list[dict[str, Any]] = []
    for event in reversed(tracker.events):
        if event["event"] == "user" and said:
            break
        if event["event"] == "bot" and event.get("text"):
            said.insert(0, event)
    return said
