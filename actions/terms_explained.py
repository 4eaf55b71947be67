"""Explains a term of the glossary, with an example in the merchant's own numbers."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.facts import known_facts, now
from actions.speech import say
from actions.turn import Turn
from actions.wiring import stores
from advisor.trade.questions import value_words
from advisor.trade.records import Term
from advisor.trade.term_examples import ExampleValues, example_values

SHOP_SIZE = "monthly_sales_fen"


def explain(dispatcher: CollectingDispatcher, turn: Turn, term: Term) -> None:
    """Say what a term means; its example tells which of its figures are the merchant's and which are usual ones."""
    say(dispatcher, turn, "term", term=term, example=_example(turn, term))


def _example(turn: Turn, term: Term) -> dict[str, Any] | None:
    """What the template needs of the example; None where there is none."""
    if not term.example:
        return None
    lpr = stores().catalogue.lpr(now().date())
    sentence = term.example[turn.language]
    values = example_values(sentence, known_facts(turn.merchant_id), lpr.one_year if lpr else None)
    if values is None:
        return None
    return {
        "sentence": sentence,
        "figures": values.figures,
        "is_own": bool(values.own),
        "shop_size_fen": values.assumed.get(SHOP_SIZE),
        "assumed": _named(turn, values),
    }


def _named(turn: Turn, values: ExampleValues) -> list[tuple[str, str]]:
    """The facts that were assumed, by name, with the value taken."""
    questions = stores().catalogue.questions()
    return [
        (questions[fact].name[turn.language], value_words(questions[fact], value, turn.language))
        for fact, value in values.assumed.items()
    ]
