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

KINDS = ("faq", "term", "policy")
MOST_OFFERED = 3  # near questions
RECORD = "record"  # entity of a button that names what answers: "faq:weak_credit"
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
    return _tell_best(dispatcher, turn, ("policy",))


def answer_from_faq(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """What the search finds for the words and the readings; else the frequent question that the intent is most about.

    A button names its record itself.
    """
    if turn.is_button and turn.one(RECORD):
        return _tell_named(dispatcher, turn)
    if _tell_best(dispatcher, turn, KINDS):
        return True
    for_intent = sorted(
        (faq for faq in stores().catalogue.faqs() if turn.intent in faq.intents),
        key=lambda faq: faq.intents.index(turn.intent),
    )
    if for_intent:
        _tell(dispatcher, turn, for_intent[0])
    return bool(for_intent)


def say_unknown(dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """Nothing in the knowledge base answers this: say so, and offer the nearest questions where there are any."""
    near = [] if turn.is_button else stores().search.near(turn.text, MOST_OFFERED, readings=turn.readings)
    offered = [button(_title(turn, hit.record), "ask_policy", **{RECORD: f"{hit.kind}:{hit.id}"}) for hit in near]
    ways_on = [button(label(turn, "human"), "ask_human"), button(label(turn, "menu"), "help")]
    say(dispatcher, turn, "not_in_knowledge", has_near=bool(offered), buttons=[*offered, *ways_on])


def _tell_best(dispatcher: CollectingDispatcher, turn: Turn, kinds: tuple[str, ...]) -> bool:
    hits = [] if turn.is_button else stores().search.best(turn.text, 1, kinds, turn.readings)
    for hit in hits:
        _tell(dispatcher, turn, hit.record)
    return bool(hits)


def _tell_named(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """The record that a button names, if it is still there."""
    kind, _, id = turn.name_of(RECORD).partition(":")
    catalogue = stores().catalogue
    of_kind: dict[str, tuple[Faq | Policy | Term, ...]] = {
        "faq": catalogue.faqs(),
        "term": catalogue.terms(),
        "policy": catalogue.policies(),
    }
    found = [record for record in of_kind.get(kind, ()) if record.id == id]
    for record in found:
        _tell(dispatcher, turn, record)
    return bool(found)


def _title(turn: Turn, record: Faq | Policy | Term) -> str:
    words = record.question if isinstance(record, Faq) else record.name
    return words[turn.language].split("、")[0]


def _tell(dispatcher: CollectingDispatcher, turn: Turn, record: Faq | Policy | Term) -> None:
    if isinstance(record, Term):
        explain(dispatcher, turn, record)
        return
    kind = "faq" if isinstance(record, Faq) else "policy"
    values: dict[str, Any] = {kind: record, "today": now().date()}
    ways_on = [button(label(turn, "human"), "ask_human")] if turn.intent in OF_TROUBLE else []
    say(dispatcher, turn, kind, buttons=ways_on, **values)
