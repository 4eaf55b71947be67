"""Questions about terms, policies and everything that the frequent questions answer; and the honest "not in here"."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.facts import now
from actions.speech import button, label, say
from actions.turn import Turn
from actions.wiring import stores
from advisor.trade.records import Faq, Policy, Term

OLD_AFTER_DAYS = 180


def answer_term(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Explain the first term named; without a known one, search."""
    named = turn.one("term")
    found = [term for term in stores().catalogue.terms() if term.id == named]
    if not found:
        return False
    say(dispatcher, turn, "term", term=found[0])
    return True


def answer_policy(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """The loan prime rate, or the policy that fits best, each with its date."""
    if "lpr" in turn.text.lower():
        say(dispatcher, turn, "lpr", lpr=stores().catalogue.lpr(now().date()), today=now().date())
        return True
    return _best(dispatcher, turn, (Policy,))


def answer_from_faq(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """The frequent question that the words fit best among those of the intent; else the best of all that fits."""
    for_intent = [faq for faq in stores().catalogue.faqs() if turn.intent in faq.intents]
    hits = [] if turn.is_button else [hit.record for hit in stores().search.best(turn.text, limit=5)]
    fitting = [record for record in hits if record in for_intent] or for_intent or hits
    if not fitting:
        return False
    _tell(dispatcher, turn, fitting[0])
    return True


def say_unknown(dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """Nothing in the knowledge base answers this; say so and offer ways on."""
    ways_on = [button(label(turn, "human"), "ask_human"), button(label(turn, "menu"), "help")]
    say(dispatcher, turn, "not_in_knowledge", buttons=ways_on)


def _best(dispatcher: CollectingDispatcher, turn: Turn, kinds: tuple[type, ...]) -> bool:
    for hit in stores().search.best(turn.text, limit=5):
        if isinstance(hit.record, kinds):
            _tell(dispatcher, turn, hit.record)
            return True
    return False


KINDS: dict[type, str] = {Faq: "faq", Policy: "policy", Term: "term"}


def _tell(dispatcher: CollectingDispatcher, turn: Turn, record: Faq | Policy | Term) -> None:
    values: dict[str, Any] = {KINDS[type(record)]: record}
    say(dispatcher, turn, KINDS[type(record)], **values)
