"""The self-assessment on the real catalogue: spec shops, completeness and what must always hold."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from real_knowledge import factors, questions, spec, steps

from advisor.trade.records import Factor
from advisor.trade.swot import FEWEST_STEPS, MOST_STEPS, QUADRANTS, assess, cautions, fitting_band, interview

INDUSTRIES = (None, "clothing", "food", "electronics", "beauty", "home", "other")
BEST_FIRST: dict[str, list[Any]] = {  # fields whose answers have an order, the best answer first
    "months_in_business": [600, 24, 12, 6, 0],
    "sales_trend": ["growing", "flat", "falling"],
    "return_rate": ["0", "0.02", "0.04", "0.07", "0.11", "0.15", "0.19", "0.25", "0.39", "0.5", "1"],
    "receivable_days": [0, 7, 8, 15, 16, 30, 31, 365],
    "inventory_days": [0, 15, 16, 30, 31, 60, 61, 1095],
    "cash_buffer_days": [3650, 30, 29, 15, 14, 7, 6, 0],
    "credit_record": ["clean", "minor_late", "none", "overdue_now"],
    "keeps_books": ["full", "partly", "none"],
    "platform_offer": ["yes", "unknown", "no"],
    "knows_policy": ["yes", "partly", "no"],
    "months_on_platform": [600, 12, 3, 0],
    "monthly_sales_fen": [100_000_000, 10_000_000, 1_000_000, 10_000],
    "cost_share": ["0.2", "0.5", "0.6", "0.7", "0.9"],
    "payable_days": [90, 30, 15, 7, 0],
    "files_tax": ["regularly", "sometimes", "never"],
    "has_licence": [True, False],
    "has_property": [True, False],
    "bargaining": ["strong", "medium", "weak"],
    "plans_cash": ["yes", "partly", "no"],
    "uses_market_data": ["often", "sometimes", "never"],
    "management_focus": ["full_time", "part_time", "casual"],
    "top_product_share": ["0.1", "0.3", "0.5", "0.9"],
}
FACTS = st.fixed_dictionaries({}, optional={field: st.sampled_from(values) for field, values in BEST_FIRST.items()})


def possible_answers(factor: Factor) -> list[Any]:
    """Every option, or numbers over the whole range with the limits of the bands and their neighbours."""
    question = questions()[factor.field]
    if question.kind in ("choice", "yes_no"):
        return [option.value for option in question.options]
    low, high = question.minimum, question.maximum
    assert low is not None and high is not None
    nearest = Decimal("0.001") if question.kind == "percent" else Decimal(1)
    limits = [Decimal(str(band.value)) for band in factor.bands]
    numbers = {low, high, *(limit + step for limit in limits for step in (-nearest, Decimal(0), nearest))}
    return [str(number) for number in sorted(numbers) if low <= number <= high]


@pytest.mark.parametrize("case", spec("swot"), ids=lambda case: case["shop"])
def test_a_typical_shop_is_seen_as_a_banker_would(case: dict[str, Any]) -> None:
    result = assess(factors(), case["facts"], case["facts"]["industry"])
    found = {item.factor_id: name for name, items in result.quadrants.items() for item in items}
    assert {factor: found.get(factor) for factor in case["has"]} == case["has"]
    assert not set(case.get("not", ())) & set(found)
    assert {name: result.quadrants[name][0].factor_id for name in case["strongest"]} == case["strongest"]
    low, high = case["readiness"]
    assert result.readiness is not None and low <= result.readiness <= high
    assert set(case["first_steps"]) <= set(result.steps[:4])


@pytest.mark.parametrize("factor", factors(), ids=lambda factor: factor.id)
def test_every_possible_answer_of_a_factor_means_something_in_every_industry(factor: Factor) -> None:
    for industry in INDUSTRIES:
        for value in possible_answers(factor):
            assert fitting_band(factor, value, industry) is not None, (industry, value)


@pytest.mark.parametrize("factor", factors(), ids=lambda factor: factor.id)
def test_every_band_of_a_factor_can_be_reached(factor: Factor) -> None:
    reached = {fitting_band(factor, value, industry) for industry in INDUSTRIES for value in possible_answers(factor)}
    assert reached == set(range(len(factor.bands)))


@given(facts=FACTS, industry=st.sampled_from(INDUSTRIES), data=st.data())
@settings(max_examples=150, deadline=None)
def test_a_better_answer_never_lowers_readiness(facts: dict[str, Any], industry: str | None, data: Any) -> None:
    field = data.draw(st.sampled_from(sorted(BEST_FIRST)))
    ladder = BEST_FIRST[field]
    better = data.draw(st.integers(0, len(ladder) - 1))
    worse = data.draw(st.integers(better, len(ladder) - 1))
    high = assess(factors(), {**facts, field: ladder[better]}, industry).readiness
    low = assess(factors(), {**facts, field: ladder[worse]}, industry).readiness
    assert high is not None and low is not None and high >= low


@given(facts=FACTS, industry=st.sampled_from(INDUSTRIES), seed=st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_the_same_answers_give_the_same_result_in_whatever_order_they_came(
    facts: dict[str, Any], industry: str | None, seed: int
) -> None:
    shuffled = random.Random(seed).sample(sorted(facts), len(facts))
    assert assess(factors(), {name: facts[name] for name in shuffled}, industry) == assess(factors(), facts, industry)


@given(facts=FACTS, industry=st.sampled_from(INDUSTRIES))
@settings(max_examples=60, deadline=None)
def test_there_are_always_three_to_seven_steps_that_exist(facts: dict[str, Any], industry: str | None) -> None:
    found = assess(factors(), facts, industry).steps
    assert FEWEST_STEPS <= len(found) <= MOST_STEPS
    assert len(set(found)) == len(found) and set(found) <= set(steps())


def test_readiness_is_the_weighted_mean_of_its_parts() -> None:
    result = assess(factors(), {"credit_record": "minor_late", "cash_buffer_days": 20}, None)
    assert [(part.factor_id, part.weight, part.readiness) for part in result.parts] == [
        ("cash_buffer", 3, Decimal("0.65")),
        ("credit_history", 3, Decimal("0.55")),
    ]
    assert result.readiness == 60


def test_a_question_answered_with_not_known_counts_as_unanswered() -> None:
    result = assess(factors(), {"credit_record": None}, None)
    assert result.readiness is None and result.parts == ()
    assert set(result.unknown) == {factor.id for factor in factors()}


def test_the_same_return_rate_is_judged_by_the_industry() -> None:
    def quadrant(industry: str | None) -> set[str]:
        found = assess(factors(), {"return_rate": "0.10"}, industry).quadrants
        return {name for name in QUADRANTS if found[name]}

    assert quadrant("clothing") == {"strength"}
    assert quadrant("food") == {"challenge"}
    assert quadrant("electronics") == set()


def test_strongest_items_come_first() -> None:
    result = assess(factors(), {field: ladder[-1] for field, ladder in BEST_FIRST.items()}, "clothing")
    for items in result.quadrants.values():
        assert [item.weight for item in items] == sorted((item.weight for item in items), reverse=True)


def test_weaknesses_become_cautions_for_the_conditions_they_touch() -> None:
    result = assess(factors(), {"credit_record": "overdue_now", "has_licence": True}, None)
    assert cautions(factors(), result) == {"credit_record"}


def test_the_interview_asks_fewer_than_twelve_questions_and_covers_every_side() -> None:
    asked = interview(factors())
    assert 10 <= len(asked) < 12
    assert {factor.side for factor in factors() if factor.asked} == {"merchant", "lender", "government"}


def test_what_a_finding_says_has_a_place_for_the_answer_in_both_languages() -> None:
    for factor in factors():
        for band in factor.bands:
            for language in ("zh", "en"):
                words = band.says[language]
                assert words.replace("{value}", "").count("{") == 0
                assert "{value}" in words, (factor.id, words)
