"""What the self-assessment of a shop rests on: its answers, its orders, the portal, and its forecast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from actions.facts import PORTAL_FIGURES, known_facts
from actions.shop_cash import PEOPLE, SEED, shop_cash, shop_day
from actions.turn import Turn
from actions.what_ifs import scenario_known
from actions.wiring import stores
from advisor.trade.forecast.scenario import Scenario
from advisor.trade.forecast.simulation import Forecast, simulate
from advisor.trade.swot import (
    Assessment,
    Measured,
    PortalFigures,
    SelfAssessment,
    ShopData,
    Snapshot,
    assess,
    measures_of,
    self_assessment,
)


def assessed(turn: Turn) -> SelfAssessment:
    """The self-assessment as of now, complete or not, with the plan and what its steps are worth."""
    scenario = scenario_shown(turn)
    forecast = simulate(scenario, seed=SEED) if scenario else None
    data = shop_data(turn.merchant_id, scenario, forecast)
    return self_assessment(stores().catalogue.swot(), data.facts, data, replaceable(turn.merchant_id))


def assessment_of(turn: Turn) -> Assessment:
    """The findings alone, without the forecast: for the matching, which asks for them in every turn."""
    data = shop_data(turn.merchant_id)
    measured = measures_of(data)
    chosen = replaceable(turn.merchant_id)
    factors = stores().catalogue.factors()
    return assess(factors, data.facts, data.facts.get("industry"), measured=measured, replaceable=chosen)


def snapshot_of(
    turn: Turn,
    supposed: Mapping[str, Any] = {},
    scenario: Scenario | None = None,
    forecast: Forecast | None = None,
) -> Snapshot:
    """What the self-assessment would find with some facts supposed, and with that forecast.

    The effects of the steps, which take longest, are left out: which steps there are does not depend on them.
    """
    merchant_id = turn.merchant_id
    data = shop_data(merchant_id, scenario, forecast)
    data = replace(data, facts={**data.facts, **supposed})
    chosen = replaceable(merchant_id) - set(supposed)
    foreseen = {one.measure: one.value for one in measures_of(data).values() if one.source == "forecast"}
    told = {name for name, value in data.facts.items() if value is not None and name not in chosen}
    facts = {**data.facts, **{name: value for name, value in foreseen.items() if name not in told}}
    without = replace(data, facts=facts, scenario=None, forecast=None)
    return self_assessment(stores().catalogue.swot(), facts, without, chosen).snapshot


def measured_answers(turn: Turn) -> dict[str, Measured]:
    """Question id -> measure, of the questions that the shop's records answer and that need not be asked."""
    found = measures_of(shop_data(turn.merchant_id))
    facts, chosen = known_facts(turn.merchant_id), replaceable(turn.merchant_id)
    return {
        factor.field: found[factor.formula]
        for factor in stores().catalogue.factors()
        if factor.formula in found and (facts.get(factor.field) is None or factor.field in chosen)
    }


def shop_data(merchant_id: str, scenario: Scenario | None = None, forecast: Forecast | None = None) -> ShopData:
    """Everything that is measured of a shop as of its last day that is over."""
    cash = shop_cash(merchant_id)
    return ShopData(
        as_of=shop_day(),
        facts=known_facts(merchant_id),
        book=cash.book if cash else None,
        recent=cash.recent if cash else None,
        stages=cash.stages if cash else None,
        scenario=scenario,
        forecast=forecast,
        portal=_portal_figures(merchant_id),
    )


def scenario_shown(turn: Turn) -> Scenario | None:
    """The scenario of the forecast that was shown, with the facts of now; None where none was shown."""
    was_shown = stores().merchants.latest_result(turn.merchant_id, "forecast") is not None
    return scenario_known(turn) if was_shown else None


def replaceable(merchant_id: str) -> frozenset[str]:
    """The facts that count less than a measure: those of orders and of a platform's rule."""
    facts = stores().merchants.facts(merchant_id)
    return frozenset(name for name, fact in facts.items() if fact.source not in (*PEOPLE, "portal"))


def _portal_figures(merchant_id: str) -> PortalFigures | None:
    kept = stores().merchants.facts(merchant_id).get(PORTAL_FIGURES)
    if kept is None or not kept.value:
        return None
    rating, opened_on = kept.value.get("rating"), kept.value.get("opened_on")
    return PortalFigures(
        on=kept.at.date(),
        opened_on=date.fromisoformat(opened_on) if opened_on else None,
        rating=Decimal(rating) if rating else None,
        refund_hours=kept.value.get("refund_hours"),
    )
