"""The cash cycle as a result: days, money tied up, the working, a picture, what each lever is worth."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.facts import known_facts, now
from actions.pictures import kept_picture
from actions.shop_cash import shop_cash
from actions.speech import button, label, say
from actions.turn import Turn
from actions.wiring import stores
from advisor.reports.cash_cycle_chart import cash_cycle_chart
from advisor.reports.stage_chart import stage_chart
from advisor.trade.cash_cycle import CycleInputs, funding_gap, working
from advisor.trade.levers import levers

FIELDS = ("monthly_sales_fen", "cost_share", "inventory_days", "receivable_days", "payable_days")
LEVERS_SHOWN = 3


def show_cash_cycle(dispatcher: CollectingDispatcher, turn: Turn) -> dict[str, Any]:
    """Say the result and keep it; returns the slots to set: which task is offered next."""
    facts = known_facts(turn.merchant_id)
    inputs = cycle_inputs(facts)
    cycle, tied_up = inputs.cycle, inputs.tied_up
    gap = funding_gap(cycle, tied_up)
    sources = {name: fact.source for name, fact in stores().merchants.facts(turn.merchant_id).items() if name in FIELDS}
    body: dict[str, Any] = {
        "gap_fen": gap.amount_fen,
        "gap_days": gap.days,
        "ccc_days": str(cycle.ccc_days),
        "tied_up_fen": tied_up.total_fen,
        "inputs": {name: facts[name] for name in FIELDS},
    }
    stores().merchants.keep_result(turn.merchant_id, "cash_cycle", body, at=now())
    cash = shop_cash(turn.merchant_id)
    if cash is not None:
        say(dispatcher, turn, "stages", cash=cash, image=kept_picture(turn, stage_chart(cash.stages, turn.language)))
    image = kept_picture(turn, cash_cycle_chart(cycle, tied_up, turn.language))
    say(
        dispatcher,
        turn,
        "cash_cycle",
        inputs=inputs,
        cycle=cycle,
        tied_up=tied_up,
        gap=gap,
        lines=working(inputs),
        levers=levers(inputs)[:LEVERS_SHOWN],
        sources=sources,
        image=image,
    )
    next_task = "financing" if gap.amount_fen else "swot"
    start = "find_financing" if gap.amount_fen else "start_swot"
    keys = (start, "start_forecast", "why_result")
    buttons = [*(button(label(turn, key), key) for key in keys), button(label(turn, "change"), "change_answer")]
    say(dispatcher, turn, "after_cash_cycle", gap=gap, buttons=buttons)
    return {"offer": next_task}


def cycle_inputs(facts: dict[str, Any]) -> CycleInputs:
    """The facts of the cash cycle as the trade wants them; every one is known when the interview is complete."""
    return CycleInputs(
        inventory_days=Decimal(facts["inventory_days"]),
        receivable_days=Decimal(facts["receivable_days"]),
        payable_days=Decimal(facts["payable_days"]),
        monthly_sales_fen=int(facts["monthly_sales_fen"]),
        cost_share=Decimal(facts["cost_share"]),
    )
