"""What is known of the merchant, as the trade wants it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from actions.turn import Turn
from actions.wiring import stores
from advisor.trade.records import Need, Profile, Question

SHOP_NAME = "shop_name"
"""A fact that answers no question: the name of the shop as the portal tells it, any text."""
PORTAL_FIGURES = "portal_figures"
"""Another: what the portal tells beside, as JSON: opened_on (a day), rating (decimal text), refund_hours."""
NEED_FIELDS = ("need_amount_fen", "need_days", "needed_within_days")


def now() -> datetime:
    """The present time, UTC."""
    return datetime.now(timezone.utc)


def known_facts(merchant_id: str) -> dict[str, Any]:
    """Every fact that was asked or measured; None means the merchant does not know."""
    return {name: fact.value for name, fact in stores().merchants.facts(merchant_id).items()}


def profile_of(merchant_id: str) -> Profile:
    """The facts that have a value."""
    return Profile({name: value for name, value in known_facts(merchant_id).items() if value is not None})


def need_of(facts: Mapping[str, Any]) -> Need | None:
    """What the merchant wants to borrow, once amount and days are known."""
    amount, days = facts.get("need_amount_fen"), facts.get("need_days")
    if amount is None or days is None:
        return None
    return Need(amount_fen=amount, days=days, within_days=facts.get("needed_within_days"))


def facts_for(merchant_id: str, interview: str) -> dict[str, Any]:
    """The facts that an interview need not ask for: "not known" does not do where it has no result without the fact."""
    questions = stores().catalogue.questions()
    return {
        name: value
        for name, value in known_facts(merchant_id).items()
        if value is not None or name not in questions or interview not in questions[name].required_for
    }


def asked_in(interview: str) -> tuple[str, ...]:
    """The ids of the questions that an interview may ask; which of them it does ask may depend on the answers."""
    if interview == "swot_more":
        return tuple(dict.fromkeys(factor.field for factor in stores().catalogue.factors()))
    return stores().catalogue.interview(interview)


def interview_questions(interview: str) -> dict[str, Question]:
    """The questions of an interview by id, in the order they are asked."""
    catalogue = stores().catalogue
    return {name: catalogue.questions()[name] for name in catalogue.interview(interview)}


def answered_with(turn: Turn, values: Mapping[str, Any]) -> list[str]:
    """The ids answered in the interview that is on, with these added, the newest last."""
    of_interview = asked_in(turn.slots["interview"])
    earlier = [name for name in turn.slots.get("answered") or [] if name not in values]
    return earlier + [name for name in values if name in of_interview]


def learn(turn: Turn, values: Mapping[str, Any], source: str = "answer") -> dict[str, Any]:
    """Keep facts of the merchant with their source and the present time; returns those that were kept.

    A source that counts less changes nothing that is known (`store.SOURCES`): an answer stands against everything but
    a newer answer.
    """
    return stores().merchants.learn(turn.merchant_id, dict(values), source=source, at=now())
