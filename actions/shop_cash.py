"""A shop's money as its orders tell it: the stages on the way, the returns, and the scenario of a forecast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from actions.facts import known_facts, now
from actions.kept_values import KeptValues
from actions.wiring import stores
from advisor.catalogue.errors import UnknownRecord
from advisor.trade.forecast.answers import stated_scenario
from advisor.trade.forecast.beginning import begun_on
from advisor.trade.forecast.beginning import scenario_of as from_orders
from advisor.trade.forecast.sales_model import ForecastError
from advisor.trade.forecast.scenario import Scenario
from advisor.trade.forecast.terms import Terms
from advisor.trade.order_book import OrderBook, summarise
from advisor.trade.orders import Orders
from advisor.trade.seasons import for_platform
from advisor.trade.settlement import SettlementRule
from advisor.trade.stages import STAGE_IDS, Stages, stages_of

SEED = 20_260_101  # of every forecast: the same shop gets the same figures again
RECENT_DAYS = 90
OLD_AFTER_DAYS = 90
YUAN = "CNY"
PEOPLE = ("answer", "agent")
MOST_ORDERS = 1_500_000  # kept in this process (about 100 bytes each), so that a what-if need not read them again
KEPT_S = 3600.0


@dataclass(frozen=True, eq=False)
class ShopCash:
    """What the orders of a shop tell. `recent` is the book of the last 90 days, `book` that of all."""

    orders: Orders
    book: OrderBook
    recent: OrderBook
    stages: Stages
    corrections: Mapping[str, float]

    @property
    def is_in_yuan(self) -> bool:
        """Whether its amounts can be used: those in another currency are not converted at a guessed rate."""
        return self.book.currency == YUAN


_kept: KeptValues[ShopCash | None] = KeptValues(lambda cash: len(cash.orders) if cash else 0, MOST_ORDERS, KEPT_S)


def shop_cash(merchant_id: str) -> ShopCash | None:
    """What is known of a shop's money from its orders; None where there are none."""
    owner, state = (stores().settings.database_url, merchant_id), stores().order_pages.state(merchant_id)
    if state == (0, 0):
        _kept.forget(owner)
        return None
    facts = known_facts(merchant_id)
    corrections = tuple(
        (stage, float(facts[f"{stage}_days"])) for stage in STAGE_IDS if facts.get(f"{stage}_days") is not None
    )
    platform, told_days = platform_of(merchant_id, facts), _told_days(merchant_id)
    known = (state, platform, corrections, told_days)
    return _kept.get(owner, known, lambda: _read(merchant_id, platform, dict(corrections), told_days))


def _told_days(merchant_id: str) -> float | None:
    """The days from payment to usable money, where a person has told them."""
    fact = stores().merchants.facts(merchant_id).get("receivable_days")
    return float(fact.value) if fact and fact.value is not None and fact.source in PEOPLE else None


def platform_of(merchant_id: str, facts: Mapping[str, Any]) -> str:
    """The platform the merchant named, or the one whose columns the orders came in, or "other"."""
    imported = None if facts.get("platform") else stores().merchants.latest_orders(merchant_id)
    return str(facts.get("platform") or (imported and imported.platform) or "other")


def _read(
    merchant_id: str, platform: str, corrections: Mapping[str, float], told_days: float | None
) -> ShopCash | None:
    orders = stores().order_pages.orders(merchant_id)
    if orders is None or not len(orders):
        return None
    rule = settlement_rule(platform)
    cash = cash_of(orders, rule, corrections)
    if told_days is None or "settle" in corrections:
        return cash
    settling = next(stage for stage in cash.stages.stages if "settle" in stage.id.split("+"))
    settled_days = max(0.0, settling.mean_days + told_days - cash.stages.mean_days)
    return cash_of(orders, rule, {**corrections, settling.id: settled_days})


def cash_of(orders: Orders, rule: SettlementRule, corrections: Mapping[str, float]) -> ShopCash:
    """What orders tell, with the platform's rules where they tell nothing; what the merchant said wins over both.

    Where only the whole way was told, the stage of settling makes up the difference: it is the one the merchant cannot
    see in the orders.
    """
    since = orders.last_seen.astype("datetime64[D]") - RECENT_DAYS
    days = {stage: float(number) for stage, number in rule.stage_days.items()}
    return ShopCash(
        orders=orders,
        book=summarise(orders),
        recent=summarise(orders.where(orders.day > since)),
        stages=stages_of(orders, days, corrections=corrections, settles_from=rule.settles_from),
        corrections=corrections,
    )


def settlement_rule(platform: str) -> SettlementRule:
    """The rules of a platform, or those for a platform that is not known."""
    try:
        return stores().catalogue.settlement_rule(platform)
    except UnknownRecord:
        return stores().catalogue.settlement_rule("other")


def scenario_of(merchant_id: str, facts: Mapping[str, Any]) -> Scenario:
    """The scenario of a shop's forecast from today on: from its orders, or from its answers where there are none.

    Orders that end some days ago stand for today: what was on its way then is on its way now.

    Too few days of them are taken like an answer: so much a month, with wide doubt.

    Raises:
        ForecastError: nothing was sold.
    """
    platform, today = platform_of(merchant_id, facts), shop_day()
    seasons, rule = for_platform(stores().catalogue.seasons(), platform), settlement_rule(platform)
    cash, terms = shop_cash(merchant_id), terms_of(facts)
    if cash is None or not cash.is_in_yuan:
        fee_share = float(rule.fee_rate or 0)
        sales_fen, days = int(facts["monthly_sales_fen"]), float(facts["receivable_days"])
        return stated_scenario(today, terms, sales_fen, days, seasons, fee_share, rule.fee_returned)
    try:
        then = from_orders(cash.orders, terms, rule, None, seasons, cash.corrections)
    except ForecastError as error:
        if error.code != "too_short":
            raise
        sales_fen, days = int(facts["monthly_sales_fen"]), cash.stages.mean_days
        return stated_scenario(today, terms, sales_fen, days, seasons, float(rule.fee_rate or 0), rule.fee_returned)
    return begun_on(then, today, seasons)


def terms_of(facts: Mapping[str, Any]) -> Terms:
    """The terms of the shop as it told them; what it does not know costs nothing, and is said to be left out."""
    return Terms(
        opening_cash_fen=int(facts.get("own_cash_fen") or 0),
        cost_share=float(facts["cost_share"]),
        inventory_days=int(Decimal(str(facts["inventory_days"]))),
        payable_days=int(Decimal(str(facts["payable_days"]))),
        advertising_share=float(facts.get("advertising_share") or 0),
        other_fen=int(facts.get("fixed_costs_fen") or 0),
    )


def shop_day() -> date:
    """Yesterday by the shop's clock (China): the last day that is over."""
    return (now() + timedelta(hours=8)).date() - timedelta(days=1)


def days_old(cash: ShopCash) -> int:
    """Days from the last thing that happened in the orders to today."""
    last = cash.orders.last_seen
    return 0 if np.isnat(last) else (shop_day() - last.astype("datetime64[D]").astype(date)).days
