"""Answers a merchant's question from the knowledge base, or says that it does not know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.about_cost import answer_cost
from actions.about_products import answer_product, compare, listed, products_meant
from actions.about_words import answer_from_faq, answer_policy, answer_term, say_unknown
from actions.turn import Turn
from actions.why import answer_why
from actions.wiring import Events, converses

Answer = Callable[[CollectingDispatcher, Turn], bool]

# What is tried for a question, in order; each says something and returns True, or returns False.
WAYS: dict[str, tuple[Answer, ...]] = {
    "explain_term": (answer_term, answer_product, answer_from_faq),
    "ask_policy": (answer_policy, answer_from_faq),
    "compare_products": (compare, answer_product, answer_from_faq),
    "list_products": (listed,),
    "why_this_match": (answer_why, answer_product, answer_from_faq),
    "ask_repayment_amount": (answer_cost, answer_product, answer_from_faq),
    "ask_interest_rate": (answer_cost, answer_product, answer_from_faq),
}
OTHERWISE: tuple[Answer, ...] = (answer_product, answer_from_faq)


class AnswerQuestion(Action):
    """One action for every question; which facts answer it is the table `WAYS`."""

    def name(self) -> str:
        return "action_answer_question"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        ways = WAYS.get(turn.intent or "", OTHERWISE)
        if not any(answer(dispatcher, turn) for answer in ways):
            say_unknown(dispatcher, turn)
        shown = [product.id for product in products_meant(turn)] if turn.entities.get("product") else []
        return [{"event": "slot", "timestamp": None, "name": "shown_products", "value": shown}] if shown else []
