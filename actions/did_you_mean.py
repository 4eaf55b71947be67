"""A name that was only close to a known one is asked about: "您说的是网商贷吗？". It is never taken silently.

What is asked about is kept for one turn in the slot `proposed_name`, as the payloads of its buttons: a typed yes is
the press of the only one.
"""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.about_providers import TOPICS_OF_A_LENDER
from actions.speech import button, label, say
from actions.turn import Turn
from actions.wiring import Events, stores

NEAR = "near_"
SLOT = "proposed_name"
REPLY_ACTION = "action_answer_proposed_name"
NOT_UNDERSTOOD = (None, "nlu_fallback", "inform", "out_of_scope", "affirm", "deny", "greet")
ALONE = {  # what is asked of a name that stands without a question, and what a name of this kind is asked about for
    "product": "ask_product_info",
    "provider": "ask_product_info",
    "platform": "list_products",
    "term": "explain_term",
}
OF_KIND: dict[str, frozenset[str]] = {
    "provider": TOPICS_OF_A_LENDER,
    "platform": frozenset({"list_products"}),
    "term": frozenset({"explain_term", "ask_product_info"}),
}


def did_you_mean(dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """Ask about a name that is only close to a known one; without such a name say nothing and return no event."""
    kind = _kind_to_ask(turn)
    if kind is None:
        return []
    intent = ALONE[kind] if turn.intent in NOT_UNDERSTOOD else str(turn.intent)
    titles = {id: title_of(turn, kind, id) for id in dict.fromkeys(turn.entities[NEAR + kind])}
    beside = list(turn.entities.get("product", ())) if intent == "compare_products" else []
    buttons = [
        button(title, intent, **{kind: [*beside, id] if beside else id}) for id, title in titles.items() if title
    ]
    if not buttons:
        return []
    say(
        dispatcher,
        turn,
        "did_you_mean",
        names=[one["title"] for one in buttons],
        buttons=[*buttons, button(label(turn, "none_of_these"), "deny")],
    )
    shown = [SlotSet("shown_products", list(titles))] if kind == "product" else []  # "the second one"
    return [SlotSet(SLOT, "\n".join(one["payload"] for one in buttons)), *shown]


def is_reply(turn: Turn) -> bool:
    """Whether the message says yes or no to a name that was just asked about."""
    return bool(turn.slots.get(SLOT)) and turn.intent in ("affirm", "deny")


def asked_now(tracker: Tracker) -> Events:
    """What keeps the question about a name alive, if it was asked in this very turn; else no event."""
    set_now = [event for event in _this_turn(tracker) if event["event"] == "slot" and event["name"] == SLOT]
    return [SlotSet(SLOT, event["value"]) for event in set_now[-1:] if event["value"]]


def replied_now(tracker: Tracker) -> bool:
    """Whether the message of this turn was already taken as the reply to a name that was asked about."""
    return any(event["event"] == "action" and event["name"] == REPLY_ACTION for event in _this_turn(tracker))


def _this_turn(tracker: Tracker) -> Events:
    said = [place for place, event in enumerate(tracker.events) if event["event"] == "user"]
    return list(tracker.events[said[-1] + 1 :]) if said else []


def _kind_to_ask(turn: Turn) -> str | None:
    """The kind of the close name that matters for the question, or None."""
    has_product = bool(turn.entities.get("product")) and turn.intent != "compare_products"
    if turn.is_button or has_product:
        return None
    for kind in ALONE:
        fits = turn.intent in NOT_UNDERSTOOD or kind not in OF_KIND or turn.intent in OF_KIND[kind]
        if turn.entities.get(NEAR + kind) and fits:
            return kind
    return None


def title_of(turn: Turn, kind: str, id: str) -> str | None:
    """What the record is called in the merchant's language; None if it is no longer there."""
    catalogue = stores().catalogue
    if kind == "platform":
        options = catalogue.questions()["platform"].options
        return next((option.name[turn.language] for option in options if option.value == id), None)
    if kind == "provider":
        names = (product.provider for product in catalogue.products())
        return next((words[turn.language] for words in names if words["zh"].split("（")[0] == id), id)
    records = catalogue.products() if kind == "product" else catalogue.terms()
    return next((record.name[turn.language] for record in records if record.id == id), None)
