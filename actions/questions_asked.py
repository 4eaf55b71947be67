"""Answers a merchant's question from the knowledge base, or says that it does not know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.about_cost import answer_cost
from actions.about_offer import answer_offer
from actions.about_products import answer_product, products_meant, told_of
from actions.about_providers import answer_provider
from actions.about_rate import answer_unclear_rate
from actions.about_words import answer_from_faq, answer_policy, answer_term, say_unknown
from actions.asked_facts import show_with
from actions.asked_together import UNANSWERED, questions_in
from actions.asking_next import told_now
from actions.comparing import compare, compare_pointed
from actions.did_you_mean import did_you_mean
from actions.facts import answered_with
from actions.product_lists import listed
from actions.shown_again import STAGE_FACTS, rests_on
from actions.speech import say
from actions.stated import CLEARLY_A_CASE, facts_beside, note, offer_search, take_in
from actions.superlatives import answer_superlative
from actions.swot_history import answer_history
from actions.swot_what_ifs import answer_swot_what_if
from actions.turn import Turn
from actions.what_ifs import answer_what_if
from actions.why import answer_why_not
from actions.why_result import answer_last_result, answer_why_result
from actions.wiring import Events, converses, stores
from advisor.trade.what_if_reading import asked_backwards, names_a_loan
from advisor.trade.what_if_reading import is_tried as says_what_is_tried

Answer = Callable[[CollectingDispatcher, Turn], bool | dict[str, Any]]
"""Says something and returns True, or the slots to set; False or no slot where it does not answer."""


def answer_no_question(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """ "Why?" where there is neither a question nor a result."""
    dispatcher.utter_message(response="utter_no_interview")
    return True


def term_and_product(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """A term beside a product ("借呗和网商贷有啥区别"): both are told."""
    is_asked = bool(turn.entities.get("term")) and len(products_meant(turn)) == 1
    return is_asked and answer_term(dispatcher, turn) and answer_product(dispatcher, turn)


# What is tried for a question, in order.
WAYS: dict[str, tuple[Answer, ...]] = {
    "explain_term": (answer_term, answer_product, answer_provider, answer_from_faq),
    "ask_product_info": (answer_product, answer_provider, answer_term, answer_from_faq),
    "ask_policy": (answer_policy, answer_from_faq),
    "compare_products": (compare, term_and_product, answer_product, answer_from_faq),
    "list_products": (answer_provider, listed),
    "why_this_match": (answer_why_result, answer_product, answer_from_faq),
    "why_this_question": (answer_why_result, answer_no_question),
    "why_result": (answer_last_result, answer_why_result, answer_from_faq),
    "ask_check_up_history": (answer_history,),
    "what_if": (answer_swot_what_if, answer_what_if),
    "ask_repayment_amount": (answer_cost, answer_unclear_rate, answer_product, answer_provider, answer_from_faq),
    "ask_interest_rate": (answer_cost, answer_unclear_rate, answer_product, answer_provider, answer_from_faq),
}
OTHERWISE: tuple[Answer, ...] = (answer_product, answer_provider, answer_from_faq)


class AnswerQuestion(Action):
    """One action for every question; which facts answer it is the table `WAYS`."""

    def name(self) -> str:
        return "action_answer_question"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        if told := told_now(turn):
            return show_with(dispatcher, turn, told)
        if asked := did_you_mean(dispatcher, turn):
            return asked
        if answer_offer(dispatcher, turn):  # its figures are the offer's, not the merchant's need
            return []
        stated = {} if is_tried(turn) else facts_beside(turn)
        if not turn.questions and not turn.slots.get("interview") and rests_on(turn, stated):
            return take_in(dispatcher, turn, stated)
        if len(stated) >= CLEARLY_A_CASE and not turn.questions and not turn.slots.get("interview"):
            return take_in(dispatcher, turn, stated)
        note(dispatcher, turn, stated)
        if stated and set(stated) <= STAGE_FACTS and not turn.questions:  # a figure of the way, no question about it
            return [SlotSet("answered", answered_with(turn, stated))] if turn.slots.get("interview") else []
        events = answer_all(dispatcher, turn)
        if turn.slots.get("misses"):
            events.append(SlotSet("misses", 0))
        if turn.slots.get("interview"):
            return [*events, SlotSet("answered", answered_with(turn, stated))] if stated else events
        return events + (offer_search(dispatcher, turn) if "need_amount_fen" in stated else [])


def is_tried(turn: Turn) -> bool:
    """Whether the message tries something, so that its figures are no facts; a correction read so tries nothing."""
    text = turn.text
    return turn.intent == "what_if" and (
        says_what_is_tried(text) or names_a_loan(text) or asked_backwards(text) is not None
    )


def answer_all(dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """Answer every question of a message in order; the events tell which products were shown, and what was offered."""
    return _answer_each(dispatcher, turn, questions_in(turn))


def answer_beside(dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """Answer the questions that stand beside something else, an answer or a wish."""
    _answer_each(dispatcher, turn, questions_in(turn) if turn.questions else [])


def _answer_each(dispatcher: CollectingDispatcher, turn: Turn, questions: list[Turn]) -> Events:
    events: Events = []
    for question in questions:
        before = len(dispatcher.messages)
        events += _answer(dispatcher, question)
        _drop_repeated(dispatcher.messages, before)
    return events


def _ways(turn: Turn) -> tuple[Answer, ...]:
    """What is tried, in order: "the cheapest" is one question however it was read."""
    return (answer_superlative, answer_why_not, compare_pointed, *WAYS.get(turn.intent or "", OTHERWISE))


def _answer(dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """Answer one question, or say that nothing answers it."""
    if turn.intent == "why_this_question" and turn.slots.get("question"):
        say(dispatcher, turn, "why", question=stores().catalogue.questions()[turn.slots["question"]])
        return []
    if turn.intent in UNANSWERED and turn.text:
        say(dispatcher, turn, UNANSWERED[turn.intent], part=turn.text)
        return []
    said = next((said for answer in _ways(turn) if (said := answer(dispatcher, turn))), False)
    if not said:
        say_unknown(dispatcher, turn)
    slots = said if isinstance(said, dict) else told_of(turn)
    return [SlotSet(name, value) for name, value in slots.items()]


def _drop_repeated(messages: list[dict[str, Any]], before: int) -> None:
    """Take back what was just said if it was said already: two questions of one topic have one answer."""
    said = {message.get("text") or message.get("response") for message in messages[:before]}
    messages[before:] = [one for one in messages[before:] if (one.get("text") or one.get("response")) not in said]
