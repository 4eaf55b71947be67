"""What a loan offered in words really costs: "借10万到手9万，每月还9000，12期，划算吗"."""

from __future__ import annotations

from decimal import Decimal

from rasa_sdk.executor import CollectingDispatcher

from actions.facts import now
from actions.speech import say
from actions.turn import Turn
from actions.wiring import stores
from advisor.trade.quoted_offer import cost_of, read_offer
from advisor.trade.rates import NoRate

RULES = ("interest_deducted_upfront", "four_times_lpr")


def answer_offer(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Compute the yearly cost of an offer with a sum kept back, or ask for the figures it lacks."""
    offer = None if turn.is_button else read_offer(turn.text)
    if offer is None:
        return False
    if offer.missing:
        say(dispatcher, turn, "offer_missing", offer=offer)
        return True
    try:
        cost = cost_of(offer)
    except NoRate:
        return False
    policies = {policy.id: policy for policy in stores().catalogue.policies()}
    say(
        dispatcher,
        turn,
        "offer_cost",
        offer=offer,
        cost=cost,
        yearly=Decimal(cost.yearly),
        rules=[policies[id] for id in RULES if id in policies],
        lpr=stores().catalogue.lpr(now().date()),
    )
    return True
