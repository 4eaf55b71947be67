"""The plan of the self-assessment: which steps, what each is worth, and what changes between two assessments."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from real_knowledge import questions, swot_knowledge

from advisor.trade.cash_cycle import CycleInputs
from advisor.trade.forecast.answers import stated_scenario
from advisor.trade.forecast.simulation import simulate
from advisor.trade.forecast.terms import Terms
from advisor.trade.forecast.what_if import RANKING_PATHS, what_if
from advisor.trade.swot import PlanStep, ShopData, as_json, difference, from_json, self_assessment
from advisor.trade.swot.strategies import KINDS
from advisor.trade.what_if_reading import Change

CYCLE = {
    "monthly_sales_fen": 30_000_000, "cost_share": "0.6", "inventory_days": 45, "receivable_days": 20,
    "payable_days": 0,
}  # fmt: skip
SLOW = {"industry": "electronics", "credit_record": "clean", **CYCLE}
OWNERS = {"owner", "staff", "accountant", "platform", "bank"}


def planned(facts: dict[str, Any], data: ShopData | None = None) -> dict[str, PlanStep]:
    return {step.step_id: step for step in self_assessment(swot_knowledge(), facts, data).plan}


def forecast_data(facts: dict[str, Any]) -> ShopData:
    terms = Terms(cost_share=0.6, inventory_days=45, payable_days=0, other_fen=15_000_000)
    scenario = stated_scenario(date(2026, 3, 1), terms, 30_000_000, 20)
    return ShopData(date(2026, 3, 1), facts, scenario=scenario, forecast=simulate(scenario, seed=7, paths=200))


def test_every_step_of_a_plan_has_owner_effort_days_and_a_reason() -> None:
    for step in planned(SLOW).values():
        assert step.owner in OWNERS and step.effort in ("low", "medium", "high") and step.days > 0
        assert step.because or step.strategies


def test_a_step_says_which_findings_call_for_it_the_heaviest_first() -> None:
    facts = {"payable_days": 0, "cash_buffer_days": 3, "cost_share": "0.9", "industry": "home"}
    assert planned(facts)["ask_supplier_terms"].because == ("cash_buffer", "margin", "supplier_terms")


def test_without_numbers_a_step_has_no_effect_and_says_what_is_needed() -> None:
    step = planned({"payable_days": 0, "credit_record": "clean"})["ask_supplier_terms"]
    assert step.effect is None
    assert step.needs == ("monthly_sales_fen", "cost_share", "inventory_days", "receivable_days")


def test_by_the_cash_cycle_a_step_is_worth_the_money_it_sets_free() -> None:
    """15 days of purchases: 300,000 x 60 % x 15 / 30 = 90,000 yuan."""
    effect = planned(SLOW)["ask_supplier_terms"].effect
    assert effect is not None and effect.basis == "cash_cycle"
    assert (effect.tied_up_change_fen, effect.cycle_change_days, effect.gap_change_fen) == (-9_000_000, -15, None)
    assert [(move.before, move.after) for move in effect.moves] == [(0.0, 15.0)]


def test_returns_need_the_orders_to_be_worth_something_in_yuan() -> None:
    step = planned({**SLOW, "return_rate": "0.30"})["fix_top_return_reasons"]
    assert step.effect is None and step.needs == ("orders",)


def test_by_the_forecast_a_step_is_worth_exactly_what_the_what_if_says() -> None:
    data = forecast_data(SLOW)
    effect = planned(SLOW, data)["ask_supplier_terms"].effect
    assert data.scenario is not None and effect is not None and effect.basis == "forecast"
    change = Change("payable_days", "add", Decimal(15))
    alone = what_if(data.scenario, [change], seed=7, paths=RANKING_PATHS)
    assert (effect.gap_change_fen, effect.end_change_fen) == (alone.gap_change_fen, alone.end_change_fen)
    assert effect.gap_change_fen < 0 < effect.gap_before_fen


def test_a_step_with_nothing_left_to_change_has_no_effect_and_needs_nothing() -> None:
    facts = {"ad_return": "unclear", "industry": "home"}
    step = planned(facts, forecast_data(facts))["trim_advertising"]  # the scenario has no advertising
    assert step.effect is None and step.needs == ()


@pytest.mark.parametrize("step", swot_knowledge().steps.values(), ids=lambda step: step.id)
def test_every_change_of_a_step_can_be_computed_by_a_cash_model(step: Any) -> None:
    """Each lever moves something where there is something to move; a step never makes the shop worse on its own."""
    if not step.changes:
        return
    inputs = CycleInputs(Decimal(45), Decimal(20), Decimal(0), 30_000_000, Decimal("0.6"))
    assert inputs.tied_up.total_fen > 0
    for change in step.changes:
        assert Change(change.lever, change.mode, change.value).moved(Decimal(1)) != 1


def test_a_step_is_kept_back_while_a_heavy_weakness_makes_no_sense_of_it() -> None:
    growing = {"sales_trend": "growing", "credit_record": "clean"}
    assert "fund_growth_by_orders" in planned(growing)
    assert "fund_growth_by_orders" not in planned({**growing, "profit": "losing"})
    assert "fund_growth_by_orders" not in planned({**growing, "credit_record": "overdue_now"})


def test_every_step_can_come_back_as_a_question_or_leads_on() -> None:
    for step in swot_knowledge().steps.values():
        assert step.asks in questions() or step.leads_to != "nothing", step.id


def test_a_strategy_needs_a_finding_in_each_of_its_two_quadrants() -> None:
    def kinds(facts: dict[str, Any]) -> set[str]:
        return {one.strategy_id for one in self_assessment(swot_knowledge(), facts).strategies}

    both = {"stock_turnover": 0, "inventory_days": 10, "industry": "home", "sales_trend": "growing"}
    assert "grow_by_orders" in kinds(both)
    assert "grow_by_orders" not in kinds({**both, "sales_trend": "flat"})
    assert "grow_by_orders" not in kinds({**both, "inventory_days": 100})


def test_the_two_findings_of_a_strategy_stand_in_its_quadrants() -> None:
    facts = {**SLOW, "sales_trend": "growing", "return_rate": "0.3", "cash_buffer_days": 3, "keeps_books": "none"}
    found = self_assessment(swot_knowledge(), facts)
    where = {item.factor_id: item.quadrant for item in found.assessment.items}
    assert found.strategies
    for one in found.strategies:
        assert (where[one.inside], where[one.outside]) == KINDS[one.kind]


def test_every_kind_of_strategy_is_in_the_catalogue() -> None:
    assert {one.kind for one in swot_knowledge().strategies.values()} == set(KINDS)


# --- what changes ----------------------------------------------------------------------------------------------------


def test_a_better_return_rate_moves_its_finding_raises_readiness_and_takes_its_step_away() -> None:
    before = self_assessment(swot_knowledge(), {**SLOW, "return_rate": "0.30"}).snapshot
    after = self_assessment(swot_knowledge(), {**SLOW, "return_rate": "0.03"}).snapshot
    found = difference(before, after)
    assert [(one.factor_id, one.before, one.after) for one in found.moved] == [("returns", "challenge", "strength")]
    assert (found.moved[0].value_before, found.moved[0].value_after) == ("0.30", "0.03")
    assert found.readiness_change is not None and found.readiness_change > 0
    assert "fix_top_return_reasons" in found.steps_gone


def test_a_new_answer_is_a_finding_that_was_not_there_before() -> None:
    before = self_assessment(swot_knowledge(), SLOW).snapshot
    after = self_assessment(swot_knowledge(), {**SLOW, "has_licence": False}).snapshot
    moved = {one.factor_id: (one.before, one.after) for one in difference(before, after).moved}
    assert moved == {"licence": (None, "weakness")}


def test_nothing_changed_is_said_as_such() -> None:
    one = self_assessment(swot_knowledge(), SLOW).snapshot
    assert difference(one, one).is_none and difference(one, one).readiness_change == 0


def test_there_is_no_change_of_a_readiness_that_was_not_known() -> None:
    nothing = self_assessment(swot_knowledge(), {}).snapshot
    assert difference(nothing, self_assessment(swot_knowledge(), SLOW).snapshot).readiness_change is None


def test_a_snapshot_comes_back_from_json_as_it_was() -> None:
    one = self_assessment(swot_knowledge(), {**SLOW, "has_licence": False}).snapshot
    assert from_json(json.loads(json.dumps(as_json(one)))) == one
