"""Greeting, a human, the language, repetition: what belongs to no task."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.speech import button, label, say
from actions.swot_follow_up import ask_progress
from actions.turn import Turn
from actions.wiring import Events, converses, stores

LANGUAGE_NAMES = {"en": ("英文", "英语", "english"), "zh": ("中文", "汉语", "普通话", "chinese", "mandarin")}

REASONS = {"complaint": "complaint", "distress": "distress"}
HEARD = {
    "complaint": ("utter_complaint_heard", "utter_human_requested"),
    "distress": ("utter_distress",),
}
CHASED = re.compile(r"催收|催债|催款|爆通讯录|上门要|逼债|讨债|collector|debt collect", re.IGNORECASE)
SWEARING = re.compile(
    r"傻[逼b屄叉缺]|煞笔|沙比|[他你tn][妈m][的b]|妈的|滚[蛋开吧]?$|去死|垃圾|智障|脑残|废物|破玩意|什么玩意|什么破|坑人|骗人的吧"
    r"|\bfuck|\bshit|stupid bot|idiot|useless",
    re.IGNORECASE,
)
MEANT_TO_COMPLAIN = re.compile(r"投诉|举报|complain", re.IGNORECASE)
LONGEST_OUTBURST = 16  # characters: "你个傻逼机器人 滚"; what is longer has a matter of its own


class Greet(Action):
    """Says who speaks and what it can do; a merchant who left something is offered to go on, one who comes back to a
    plan is asked how far a step of it is."""

    def name(self) -> str:
        return "action_greet"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        left = turn.slots.get("interview")
        if left:
            say(dispatcher, turn, "welcome_back", task=left, buttons=[button(label(turn, "resume"), "resume")])
        elif asked := ask_progress(dispatcher, turn):
            return [SlotSet(name, value) for name, value in asked.items()]
        dispatcher.utter_message(response="utter_greet")
        return []


class RequestHuman(Action):
    """Records that a person is wanted, with the reason, and says honestly what happens next.

    Mere swearing is answered with the offer of a person; who is chased by collectors is told what to do first.
    """

    def name(self) -> str:
        return "action_request_human"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        if turn.intent == "complaint" and _is_mere_outburst(turn.text):
            dispatcher.utter_message(response="utter_sworn_at")
            return []
        stores().conversations.request_human(turn.merchant_id, REASONS.get(turn.intent or "", "asked"))
        heard = HEARD.get(turn.intent or "", ("utter_human_requested",))
        if turn.intent == "complaint" and CHASED.search(turn.text):
            heard = ("utter_chased_heard", "utter_human_requested")
        for response in heard:
            dispatcher.utter_message(response=response)
        return []


def _is_mere_outburst(text: str) -> bool:
    is_short = len(text) <= LONGEST_OUTBURST
    return is_short and bool(SWEARING.search(text)) and not MEANT_TO_COMPLAIN.search(text)


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
