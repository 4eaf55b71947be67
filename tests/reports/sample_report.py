"""Reports of made-up shops out of the real knowledge, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np

from advisor.reports.report_data import CheckUp, ProductLine, Report
from advisor.trade.cash_cycle import CycleInputs
from advisor.trade.forecast.answers import stated_scenario
from advisor.trade.forecast.simulation import simulate
from advisor.trade.forecast.terms import Terms
from advisor.trade.matching import match
from advisor.trade.order_book import summarise
from advisor.trade.records import Need, Profile
from advisor.trade.stages import stages_of
from advisor.trade.swot import ShopData, self_assessment
from tests.trade.real_knowledge import products, questions, swot_knowledge
from tests.trade.shops import RULES, STEADY, shop

TODAY = date(2026, 5, 1)
FACTS: dict[str, Any] = {
    "platform": "taobao", "industry": "clothing", "months_in_business": 14, "months_on_platform": 14,
    "monthly_sales_fen": 20_000_000, "cost_share": "0.6", "inventory_days": 45, "receivable_days": 14,
    "payable_days": 30, "own_cash_fen": 3_000_000, "fixed_costs_fen": 2_500_000,
    "advertising_share": "0.08", "return_rate": "0.18",
}  # fmt: skip
FOR, AGAINST = "额度够用；不用抵押", "体检里退货率是短板，审批时可能被问到"


@cache
def report(language: str = "zh", scale: int = 1) -> Report:
    """A shop of which everything is known; its money `scale` times as much."""
    orders = shop(
        np.repeat(np.arange(110), 8), 25_000 * scale, refund_after=np.where(np.arange(880) % 6, np.nan, 12), **STEADY
    )
    terms = Terms(
        opening_cash_fen=3_000_000 * scale,
        cost_share=0.6,
        inventory_days=45,
        payable_days=30,
        other_fen=9_000_000 * scale,
    )
    scenario = stated_scenario(TODAY, terms, 20_000_000 * scale, 14.0)
    forecast, book = simulate(scenario, seed=1, paths=400), summarise(orders)
    stages, facts = stages_of(orders, RULES), {**FACTS, **answers()}
    data = ShopData(TODAY, facts, book, book, stages, scenario, forecast)
    found = self_assessment(swot_knowledge(), facts, data)
    need = Need(20_000_000 * scale, 60, 7)
    matches = match(products(), Profile(facts), need, today=TODAY)
    lines = tuple(ProductLine(_product(one.product_id), one, FOR, AGAINST) for one in matches.ranked[:3])
    return Report(
        language=language, made_on=TODAY, questions=questions(), shop="素麻女装", facts=facts,
        check_up=CheckUp(found, swot_knowledge(), TODAY), book=book, stages=stages, cycle=cycle(scale),
        forecast=forecast, need=need, products=lines, considered=len(matches.ranked),
    )  # fmt: skip


def empty(language: str) -> Report:
    """A shop of which nothing is known."""
    return Report(language=language, made_on=TODAY, questions=questions())


def without(of: Report, *parts: str) -> Report:
    """The report as if these parts were not known."""
    fields = {
        "swot": {"check_up": None},
        "stages": {"stages": None, "book": None},
        "cycle": {"cycle": None},
        "balance": {"forecast": None},
        "products": {"need": None, "products": ()},
    }
    changed: dict[str, Any] = {name: value for part in parts for name, value in fields[part].items()}
    return replace(of, **changed)


def cycle(scale: int = 1) -> CycleInputs:
    return CycleInputs(Decimal(45), Decimal(14), Decimal(30), 20_000_000 * scale, Decimal("0.6"))


def answers() -> dict[str, Any]:
    """An answer to every other question of the self-assessment that has options, one after another."""
    asked = [questions()[factor.field] for factor in swot_knowledge().factors if factor.field not in FACTS]
    return {one.id: one.options[place % len(one.options)].value for place, one in enumerate(asked) if one.options}


def _product(product_id: str) -> Any:
    return next(one for one in products() if one.id == product_id)
