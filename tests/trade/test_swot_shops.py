"""Typical shops on the real catalogue: what a banker would say of each (tests/specs/swot_shops.yml)."""

from __future__ import annotations

from typing import Any

import pytest
from real_knowledge import questions, spec, swot_knowledge

from advisor.commands.facts_file import checked_facts
from advisor.trade.swot import QUADRANTS, SelfAssessment, self_assessment

SHOPS = spec("swot_shops")


def judged(case: dict[str, Any]) -> SelfAssessment:
    return self_assessment(swot_knowledge(), checked_facts(case["shop"], case["facts"], questions()))


def shops(*having: str) -> list[Any]:
    """The cases that say something of all these."""
    return [pytest.param(case, id=case["shop"]) for case in SHOPS if all(key in case for key in having)]


def test_there_are_enough_shops_and_each_is_another_one() -> None:
    assert len({case["shop"] for case in SHOPS}) == len(SHOPS) >= 25


@pytest.mark.parametrize("case", shops("has"))
def test_a_shop_has_the_findings_a_banker_would_name(case: dict[str, Any]) -> None:
    found = {item.factor_id: item.quadrant for item in judged(case).assessment.items}
    assert {factor: found.get(factor) for factor in case["has"]} == case["has"]


@pytest.mark.parametrize("case", shops("not"))
def test_a_shop_has_no_finding_where_nothing_stands_out_or_nothing_is_known(case: dict[str, Any]) -> None:
    result = judged(case).assessment
    found = {item.factor_id for name in QUADRANTS for item in result.quadrants[name]}
    assert not set(case["not"]) & found


@pytest.mark.parametrize("case", shops("readiness"))
def test_a_shop_is_as_ready_as_a_banker_would_think(case: dict[str, Any]) -> None:
    result = judged(case).assessment
    low, high = case["readiness"]
    assert result.readiness is not None and low <= result.readiness <= high
    assert result.capped_by == case.get("capped_by", result.capped_by)


@pytest.mark.parametrize("case", shops("first_steps"))
def test_a_shop_hears_the_most_urgent_steps_first(case: dict[str, Any]) -> None:
    plan = [step.step_id for step in judged(case).plan]
    assert set(case["first_steps"]) <= set(plan[:3])
    assert not set(case.get("never_steps", ())) & set(plan)


@pytest.mark.parametrize("case", shops("strategies"))
def test_a_shop_is_given_the_kinds_of_strategy_that_fit(case: dict[str, Any]) -> None:
    assert set(case["strategies"]) <= {one.kind for one in judged(case).strategies}


@pytest.mark.parametrize("case", shops())
def test_a_plan_has_three_to_seven_steps_each_once_with_reason_or_strategy(case: dict[str, Any]) -> None:
    plan = judged(case).plan
    assert 3 <= len(plan) <= 7
    assert len({step.step_id for step in plan}) == len(plan)
    if len(judged(case).assessment.parts) >= 3:
        assert all(step.because or step.strategies for step in plan)
