"""Questions about terms, policies and everything that the frequent questions answer; and the honest "not in here"."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.facts import now
from actions.speech import button, label, say
from actions.terms_explained import explain
from actions.turn import Turn
from actions.wiring import stores
from advisor.trade.records import Faq, Policy, Term

OF_TROUBLE = frozenset({"ask_overdue_consequence", "ask_repayment_problem", "ask_extension", "ask_safety"})
"""Questions behind which there may be more than a question: a person is offered."""


def answer_term(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Explain the first term named; without a known one, search."""
    named = turn.one("term")
    found = [term for term in stores().catalogue.terms() if term.id == named]
    if not found:
        return False
    explain(dispatcher, turn, found[0])
    return True


def answer_policy(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """The loan prime rate, or the policy that fits best, each with its date."""
    if "lpr" in turn.text.lower():
        say(dispatcher, turn, "lpr", lpr=stores().catalogue.lpr(now().date()), today=now().date())
        return True
    return _best(dispatcher, turn, (Policy,))


def answer_from_faq(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """The frequent question that the words fit best among those of the intent; else the best of all that fits.

    The general question of the intent gives way to a special one ("为什么失败") only where that covers more of the
    words.
    """
    for_intent = sorted(
        (faq for faq in stores().catalogue.faqs() if turn.intent in faq.intents),
        key=lambda faq: faq.intents.index(turn.intent),  # the intent a question is most about stands first
    )
    hits = [] if turn.is_button else stores().search.best(turn.text, limit=5)
    fitting = [hit for hit in hits if hit.record in for_intent]
    general = [hit for hit in fitting if hit.record is for_intent[0] and hit.covered >= fitting[0].covered]
    records = [hit.record for hit in general or fitting] or for_intent or [hit.record for hit in hits]
    if not records:
        return False
    _tell(dispatcher, turn, records[0])
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


def _tell(dispatcher: CollectingDispatcher, turn: Turn, record: Faq | Policy | Term) -> None:
    if isinstance(record, Term):
        explain(dispatcher, turn, record)
        return
    kind = "faq" if isinstance(record, Faq) else "policy"
    values: dict[str, Any] = {kind: record, "today": now().date()}
    ways_on = [button(label(turn, "human"), "ask_human")] if turn.intent in OF_TROUBLE else []
    say(dispatcher, turn, kind, buttons=ways_on, **values)
