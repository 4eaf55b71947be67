"""What the command `swot` measures itself on: the orders of a file, and the forecast that they or the answers allow."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from advisor.catalogue.store import Catalogue
from advisor.commands.order_file import order_file, settlement_rule
from advisor.commands.output import CommandError
from advisor.merchants.readers import OrderFile
from advisor.trade.forecast.answers import stated_scenario
from advisor.trade.forecast.beginning import scenario_of
from advisor.trade.forecast.sales_model import ForecastError
from advisor.trade.forecast.scenario import Scenario
from advisor.trade.forecast.simulation import simulate
from advisor.trade.forecast.terms import Terms
from advisor.trade.order_book import summarise
from advisor.trade.orders import Orders
from advisor.trade.past import end_of, known_at, sold_until
from advisor.trade.seasons import for_platform
from advisor.trade.settlement import SettlementRule
from advisor.trade.stages import stages_of
from advisor.trade.swot import ShopData

RECENT_DAYS = 90
OTHER_PLATFORM = "other"
TERMS = ("own_cash_fen", "cost_share", "inventory_days", "payable_days")
"""What a forecast needs to be told besides orders."""
STATED = (*TERMS, "monthly_sales_fen", "receivable_days")
"""What it needs without them."""


def shop_data(options: Namespace, facts: Mapping[str, Any], catalogue: Catalogue) -> ShopData:
    """The measures of a shop from `--orders` as of `--as-of`, and its forecast where enough is told.

    Raises:
        CommandError: the file cannot be read, or nothing in it is that old; no such platform.
    """
    said = options.platform if options.platform is not None else facts.get("platform")
    if options.orders is None:
        platform = said if said is not None else OTHER_PLATFORM
        return _without_orders(options, facts, catalogue, platform)
    file = order_file(options.orders)
    platform = said if said is not None else file.platform or OTHER_PLATFORM
    return _from_orders(options, facts, catalogue, file, platform)


def _without_orders(options: Namespace, facts: Mapping[str, Any], catalogue: Catalogue, platform: str) -> ShopData:
    rule, as_of = settlement_rule(catalogue, platform), options.as_of or date.today()
    if any(facts.get(name) is None for name in STATED):
        return ShopData(as_of, facts)
    scenario = stated_scenario(
        as_of,
        _terms(facts),
        int(facts["monthly_sales_fen"]),
        float(facts["receivable_days"]),
        for_platform(catalogue.seasons(), platform),
        float(rule.fee_rate or 0),
        rule.fee_returned,
    )
    return ShopData(as_of, facts, scenario=scenario, forecast=simulate(scenario))


def _from_orders(
    options: Namespace, facts: Mapping[str, Any], catalogue: Catalogue, file: OrderFile, platform: str
) -> ShopData:
    rule = settlement_rule(catalogue, platform)
    at = end_of(options.as_of) if options.as_of else file.orders.last_seen
    orders = known_at(file.orders, at)
    if not len(orders):
        raise CommandError(f"--as-of {options.as_of}: no order of the file is that old")
    scenario = _scenario(options, facts, catalogue, orders, rule, platform)
    days = {stage: float(number) for stage, number in rule.stage_days.items()}
    return ShopData(
        as_of=at.astype("datetime64[D]").item(),
        facts=facts,
        book=summarise(orders, file.findings, file.rows),
        recent=summarise(orders.where(orders.day > at.astype("datetime64[D]") - np.timedelta64(RECENT_DAYS, "D"))),
        stages=stages_of(orders, days, at, settles_from=rule.settles_from),
        scenario=scenario,
        forecast=simulate(scenario) if scenario else None,
    )


def _scenario(
    options: Namespace,
    facts: Mapping[str, Any],
    catalogue: Catalogue,
    orders: Orders,
    rule: SettlementRule,
    platform: str,
) -> Scenario | None:
    """None where the terms are not told, or the orders are too few for a forecast."""
    if any(facts.get(name) is None for name in TERMS) or orders.currency != "CNY":
        return None
    at = end_of(options.as_of) if options.as_of else sold_until(orders)
    try:
        return scenario_of(orders, _terms(facts), rule, at, for_platform(catalogue.seasons(), platform))
    except ForecastError:
        return None


def _terms(facts: Mapping[str, Any]) -> Terms:
    return Terms(
        opening_cash_fen=int(facts["own_cash_fen"]),
        cost_share=float(facts["cost_share"]),
        inventory_days=int(Decimal(str(facts["inventory_days"]))),
        payable_days=int(Decimal(str(facts["payable_days"]))),
        advertising_share=float(facts.get("advertising_share") or 0),
        other_fen=int(facts.get("fixed_costs_fen") or 0),
    )
