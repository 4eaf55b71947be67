"""Actions of the tiny bot, good and bad. Functions, so that no other executor of this process finds them."""

from __future__ import annotations

import threading
import time

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

SLOTS = ("amount", "term")
released = threading.Event()


def greet(dispatcher, tracker, domain):
    dispatcher.utter_message(response="utter_greet")
    return []


async def validate(dispatcher, tracker, domain):
    if (tracker.latest_message.get("intent") or {}).get("name") != "inform":
        return []
    asked = tracker.get_slot("requested_slot")
    return [SlotSet(asked, tracker.latest_message["text"])] if asked in SLOTS else []


def fail(dispatcher, tracker, domain):
    dispatcher.utter_message(text="half said")
    raise ZeroDivisionError


def stall(dispatcher, tracker, domain):
    released.wait(5)
    return []


def picture(dispatcher, tracker, domain):
    dispatcher.utter_message(image="files/0a1b")
    dispatcher.utter_message(json_message={"card": {"title": "T"}})
    return []


def uploaded(dispatcher, tracker, domain):
    dispatcher.utter_message(text=next(tracker.get_latest_entity_values("upload"), "nothing"))
    return []


def reject(dispatcher, tracker, domain):
    raise ActionExecutionRejection("action_reject")


def mutate(dispatcher, tracker, domain):
    tracker.slots["list"].append("more")
    return []


def not_json(dispatcher, tracker, domain):
    return [SlotSet("amount", {1, 2})]


def sleep(dispatcher, tracker, domain):
    time.sleep(0.5)
    return []


def executor() -> ActionExecutor:
    known = {
        "action_greet": greet, "validate_tiny_form": validate, "action_fail": fail, "action_stall": stall,
        "action_picture": picture, "action_uploaded": uploaded, "action_reject": reject, "action_mutate": mutate,
        "action_not_json": not_json, "action_sleep": sleep,
    }  # fmt: skip
    made = ActionExecutor()
    for name, function in known.items():
        made.register_function(name, function)
    return made
