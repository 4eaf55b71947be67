"""Facts stated inside a longer sentence: noted once, read back, not asked again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.facts import learn
from actions.shown_again import show_again
from actions.speech import button, label, say
from actions.turn import Turn
from actions.wiring import Events, stores
from advisor.trade.answer_facts import sole_unclaimed, stated
from advisor.trade.answer_options import is_question
from advisor.trade.questions import value_words
from advisor.trade.records import Question

NEED = ("need_amount_fen", "need_days")
"""What a wish to borrow may state with a bare figure: "急用20个w周转俩月"."""
CLEARLY_A_CASE = 2
"""Facts: a sentence with as many that asks nothing tells of a shop, whatever it was read as."""


def stated_facts(text: str, open_to: Mapping[str, Question], bare: Collection[str] = ()) -> dict[str, Any]:
    """The facts that a sentence states beyond doubt.

    Args:
        text: the merchant's sentence.
        open_to: the questions that may be answered, by id.
        bare: ids of questions that the only figure of their kind answers, if no words claim it for another one.

    Returns:
        Kept values by question id.
    """
    facts = stated(text, open_to)
    values = dict(facts.values)
    for name in bare:
        if name in open_to and name not in values and name not in facts.doubts:
            value = sole_unclaimed(facts, open_to[name], text)
            values |= {} if value is None else {name: value}
    return values


def facts_beside(turn: Turn) -> dict[str, Any]:
    """What a message states beside its questions; of a message of one part nothing where that asks."""
    if turn.is_button or (not turn.questions and is_question(turn.text)):
        return {}
    return stated_facts(turn.statements, stores().catalogue.questions())


def note(dispatcher: CollectingDispatcher, turn: Turn, values: Mapping[str, Any]) -> None:
    """Keep facts and read them back; without any say nothing."""
    if values:
        learn(turn, values)
        say(dispatcher, turn, "noted", noted=in_words(turn, values))


def take_in(dispatcher: CollectingDispatcher, turn: Turn, values: Mapping[str, Any]) -> Events:
    """Keep what was stated and read it back; show anew what rests on it, or offer a search with it."""
    note(dispatcher, turn, values)
    return show_again(dispatcher, turn, values) or offer_search(dispatcher, turn)


def offer_search(dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """Offer to find financing with what is known; a plain yes starts it."""
    buttons = [button(label(turn, "find_financing"), "find_financing"), button(label(turn, "not_now"), "deny")]
    say(dispatcher, turn, "offer", task="financing", buttons=buttons)
    return [SlotSet("offer", "financing")]


def in_words(turn: Turn, values: Mapping[str, Any]) -> list[tuple[Question, str]]:
    """Each fact as its question and its value in the merchant's language."""
    questions = stores().catalogue.questions()
    return [(questions[name], value_words(questions[name], value, turn.language)) for name, value in values.items()]
