"""A made-up shop in the configured database, with as much known of it as a test wants."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import numpy as np

from actions.facts import SHOP_NAME, now
from actions.shop_cash import scenario_of
from actions.wiring import stores
from advisor.database import open_engine, upgrade
from advisor.trade.forecast.simulation import simulate
from advisor.trade.forecast.what_if import SURE_ENOUGH
from advisor.trade.orders import Orders
from advisor.trade.records import Question
from tests.reports.sample_report import FACTS

NEED = {"need_amount_fen": 20_000_000, "need_days": 60, "needed_within_days": 7}


def prepare() -> None:
    """The database with the knowledge in it."""
    from advisor.catalogue.seed import load

    configured = stores().settings
    engine = open_engine(configured.database_url)
    upgrade(engine)
    load(engine, configured.knowledge, by="test", at=datetime.now(timezone.utc))
    engine.dispose()


def make_shop(
    merchant_id: str, *, orders: int = 0, swot: bool = True, forecast: bool = True, need: bool = True,
    name: str = "素麻女装", **more: Any,
) -> None:  # fmt: skip
    """Learn the facts, keep orders, and note that a check-up and a forecast were shown."""
    prepare()
    merchants = stores().merchants
    facts = {**FACTS, **(NEED if need else {}), **(_answers() if swot else {}), **more}
    merchants.learn(merchant_id, facts, "answer", now())
    merchants.learn(merchant_id, {SHOP_NAME: name}, "portal", now())
    if orders:
        stores().order_pages.keep(merchant_id, "file", made_up_orders(orders), now())
    if forecast:
        found = simulate(scenario_of(merchant_id, facts), seed=1, paths=200)
        gap = found.gaps[SURE_ENOUGH]
        kept = {"gap_fen": gap.amount_fen, "gap_days": gap.days, "profit_fen": 1,
                "gap_first_day": gap.first_day.isoformat() if gap.first_day else None}  # fmt: skip
        merchants.keep_result(merchant_id, "forecast", kept, now())
    if swot:
        merchants.keep_result(merchant_id, "swot", {"readiness": 60}, now())


def _answers() -> dict[str, Any]:
    """An answer to every other question of the self-assessment that has options, one after another."""
    questions = stores().catalogue.questions()
    asked = [questions[factor.field] for factor in stores().catalogue.factors() if factor.field not in FACTS]
    return {one.id: _option(one, place) for place, one in enumerate(asked) if one.options}


def _option(question: Question, place: int) -> Any:
    return question.options[place % len(question.options)].value


def made_up_orders(count: int, days: int = 120) -> Orders:
    """Orders of the last `days` days, each with its way to the settlement as far as that has come; 18 % come back."""
    luck = np.random.default_rng(7)
    present = np.datetime64(now().replace(tzinfo=None), "s")
    paid_at = np.sort(present - luck.integers(0, days * 86_400, count).astype("timedelta64[s]"))
    columns: dict[str, Any] = {"created_at": paid_at, "paid_at": paid_at}
    at = paid_at
    for moment, hours in (("shipped_at", 34), ("delivered_at", 70), ("confirmed_at", 120), ("settled_at", 50)):
        at = at + (luck.gamma(4, hours / 4, count) * 3600).astype("timedelta64[s]")
        columns[moment] = _past(at, present)
    columns["paid_fen"] = columns["amount_fen"] = luck.integers(8_000, 30_000, count)
    refunded_at = _past(columns["paid_at"] + np.timedelta64(12, "D"), present)
    returned = (luck.random(count) < 0.18) & ~np.isnat(refunded_at)
    columns["refunded_at"] = np.where(returned, refunded_at, np.datetime64("NaT", "s"))
    columns["refund_fen"] = np.where(returned, columns["paid_fen"], 0)
    columns["key"] = np.arange(1, count + 1, dtype=np.uint64)
    return Orders.of(columns)


def _past(at: Any, present: np.datetime64) -> Any:
    return np.where(at <= present, at, np.datetime64("NaT", "s"))
