"""The self-assessment on the real catalogue: completeness and what must always hold."""

from __future__ import annotations

import random
import re
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from real_knowledge import ROOT, factors, questions, swot_knowledge

from advisor.trade.swot import (
    MEASURES,
    PARTS,
    QUADRANTS,
    Measured,
    assess,
    cautions,
    fitting_band,
    interview,
    self_assessment,
    worth_asking,
)
from advisor.trade.swot_records import Factor

INDUSTRIES = (None, "clothing", "food", "electronics", "beauty", "home", "other")
MORE_IS_BETTER = ("months_in_business", "months_on_platform", "cash_buffer_days", "payable_days", "monthly_sales_fen")
LESS_IS_BETTER = (
    "return_rate", "receivable_days", "inventory_days", "cost_share", "top_product_share", "top_customer_share",
    "debt_share", "peak_share", "ship_days", "deliver_days", "settle_days", "restock_days",
)  # fmt: skip
NEAREST = Decimal("0.001")


def possible_answers(factor: Factor) -> list[Any]:
    """Every option, or numbers over the whole range with the limits of the bands and their neighbours, in order."""
    question = questions()[factor.field]
    if question.kind in ("choice", "yes_no"):
        return [option.value for option in question.options]
    low, high = question.minimum, question.maximum
    assert low is not None and high is not None
    nearest = NEAREST if question.kind == "percent" else Decimal(1)
    limits = [Decimal(str(band.value)) for band in factor.bands]
    numbers = {low, high, *(limit + step for limit in limits for step in (-nearest, Decimal(0), nearest))}
    return [str(number) for number in sorted(numbers) if low <= number <= high]


def of_field(field: str) -> Factor:
    return next(factor for factor in factors() if factor.field == field)


FACTS = st.fixed_dictionaries(
    {}, optional={factor.field: st.sampled_from(possible_answers(factor)) for factor in factors()}
)


# --- the catalogue ---------------------------------------------------------------------------------------------------


def points() -> dict[str, list[str]]:
    """What the head of the catalogue says of the economics: point -> the factors that measure it."""
    head = (ROOT / "knowledge" / "swot.yml").read_text("utf-8").split("\nsteps:")[0]
    found = re.findall(
        r"^#   (strength|weakness|opportunity|challenge|merchant|lender|government): (.+) -> (.+)$", head, re.M
    )
    return {f"{kind}: {point}": ids.split(", ") for kind, point, ids in found}


def test_there_are_at_least_28_factors_of_all_three_sides_in_all_quadrants() -> None:
    assert len(factors()) >= 28
    assert {factor.side for factor in factors()} == {"merchant", "lender", "government"}
    assert {band.quadrant for factor in factors() for band in factor.bands} == {*QUADRANTS, "neutral"}


@pytest.mark.parametrize(("kind", "at_least"), [
    ("strength", 5), ("weakness", 7), ("opportunity", 6), ("challenge", 6), ("merchant", 8), ("lender", 4),
    ("government", 1),
])  # fmt: skip
def test_every_point_of_the_economics_has_a_factor(kind: str, at_least: int) -> None:
    mine = {point: ids for point, ids in points().items() if point.startswith(f"{kind}:")}
    assert len(mine) >= at_least
    assert {id for ids in mine.values() for id in ids} <= {factor.id for factor in factors()}


def test_every_factor_stands_for_a_point_of_the_economics() -> None:
    assert {factor.id for factor in factors()} == {id for ids in points().values() for id in ids}


@pytest.mark.parametrize("factor", factors(), ids=lambda factor: factor.id)
def test_every_possible_answer_of_a_factor_means_something_in_every_industry(factor: Factor) -> None:
    for industry in INDUSTRIES:
        for value in possible_answers(factor):
            assert fitting_band(factor, value, industry) is not None, (industry, value)


@pytest.mark.parametrize("factor", factors(), ids=lambda factor: factor.id)
def test_every_band_of_a_factor_can_be_reached(factor: Factor) -> None:
    reached = {fitting_band(factor, value, industry) for industry in INDUSTRIES for value in possible_answers(factor)}
    assert reached == set(range(len(factor.bands)))


def test_what_a_finding_says_has_a_place_for_the_answer_in_both_languages() -> None:
    for factor in factors():
        for band in factor.bands:
            for language in ("zh", "en"):
                words = band.says[language]
                assert words.replace("{value}", "").count("{") == 0
                assert "{value}" in words, (factor.id, words)


def test_what_is_usual_in_a_trade_is_no_weakness_there() -> None:
    for factor in factors():
        for peer in factor.peers:
            for industry in peer.industries or INDUSTRIES[1:]:
                index = fitting_band(factor, peer.value, industry)
                assert index is not None
                assert factor.bands[index].quadrant in ("strength", "neutral"), (factor.id, industry)


def test_a_factor_whose_threshold_differs_by_trade_says_what_is_usual_in_each() -> None:
    for factor in factors():
        if any(band.industries for band in factor.bands):
            named = {industry for peer in factor.peers for industry in peer.industries}
            assert named == set(INDUSTRIES[1:]), factor.id


def test_every_measure_belongs_to_one_factor() -> None:
    named = [factor.formula for factor in factors() if factor.formula]
    assert sorted(named) == sorted(MEASURES)


def test_the_interview_asks_fewer_than_twelve_questions_and_covers_every_side() -> None:
    asked = interview(factors())
    assert 10 <= len(asked) < 12
    assert {factor.side for factor in factors() if factor.asked} == {"merchant", "lender", "government"}


# --- readiness -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("factor", factors(), ids=lambda factor: factor.id)
def test_a_better_band_never_lowers_readiness_whatever_else_is_known(factor: Factor) -> None:
    """Every pair of bands of every factor, in every trade, beside nothing, a sound shop and a troubled one."""
    others = {other.field: (possible_answers(other)[0], possible_answers(other)[-1]) for other in factors()[:12]}
    for around in ({}, {k: v[0] for k, v in others.items()}, {k: v[1] for k, v in others.items()}):
        for industry in INDUSTRIES:
            by_band = {fitting_band(factor, value, industry): value for value in possible_answers(factor)}
            scores = {
                band: assess(factors(), {**around, factor.field: value}, industry).readiness
                for band, value in by_band.items()
            }
            for one, other in combinations(by_band, 2):
                better, worse = sorted((one, other), key=lambda at: -factor.bands[at].readiness)
                assert scores[better] >= scores[worse], (factor.id, industry, better, worse)


@pytest.mark.parametrize("field", [*MORE_IS_BETTER, *LESS_IS_BETTER])
@pytest.mark.parametrize("industry", INDUSTRIES)
def test_a_better_figure_is_never_a_worse_band(field: str, industry: str | None) -> None:
    factor = of_field(field)
    ladder = possible_answers(factor) if field in LESS_IS_BETTER else possible_answers(factor)[::-1]
    bands = [fitting_band(factor, value, industry) for value in ladder]
    readiness = [factor.bands[band].readiness for band in bands if band is not None]
    assert readiness == sorted(readiness, reverse=True)


@given(facts=FACTS, industry=st.sampled_from(INDUSTRIES), data=st.data())
@settings(max_examples=150, deadline=None)
def test_a_better_answer_never_lowers_readiness_in_any_shop(
    facts: dict[str, Any], industry: str | None, data: Any
) -> None:
    factor = data.draw(st.sampled_from(factors()))
    one, other = (data.draw(st.sampled_from(possible_answers(factor))) for _ in range(2))
    first, second = (assess(factors(), {**facts, factor.field: value}, industry) for value in (one, other))
    bands = [factor.bands[fitting_band(factor, value, industry) or 0].readiness for value in (one, other)]
    assert first.readiness is not None and second.readiness is not None
    if bands[0] >= bands[1]:
        assert first.readiness >= second.readiness
    else:
        assert first.readiness <= second.readiness


@given(facts=FACTS, industry=st.sampled_from(INDUSTRIES), data=st.data())
@settings(max_examples=100, deadline=None)
def test_with_everything_answered_readiness_lies_within_the_limits_told_before(
    facts: dict[str, Any], industry: str | None, data: Any
) -> None:
    before = assess(factors(), facts, industry)
    rest = {factor.field: data.draw(st.sampled_from(possible_answers(factor))) for factor in factors()}
    after = assess(factors(), {**rest, **facts}, industry)
    assert not after.unknown
    assert after.readiness is not None and before.lowest <= after.readiness <= before.highest
    assert after.lowest == after.highest == after.readiness


def test_readiness_is_the_weighted_mean_of_its_parts() -> None:
    result = assess(factors(), {"credit_record": "minor_late", "cash_buffer_days": 20}, None)
    assert [(part.factor_id, part.weight, part.readiness) for part in result.parts] == [
        ("cash_buffer", 3, Decimal("0.65")),
        ("credit_history", 3, Decimal("0.55")),
    ]
    assert result.readiness == 60 and result.known == 2 and result.of == len(factors())


def test_the_parts_of_the_readiness_make_up_the_whole() -> None:
    result = assess(factors(), {"credit_record": "clean", "cash_buffer_days": 3, "keeps_books": "full"}, None)
    scored = [one for one in result.scores if one.score is not None]
    mean = sum(one.score * one.weight for one in scored) / sum(one.weight for one in scored)
    assert result.readiness == round(mean)
    assert [one.part for one in result.scores] == list(PARTS)
    assert sum(one.of for one in result.scores) == result.of


def test_an_overdue_payment_holds_the_readiness_down_whatever_else_is_good() -> None:
    best = {
        factor.field: max(possible_answers(factor), key=lambda value, one=factor: _readiness(one, value))
        for factor in factors()
    }
    assert assess(factors(), best, None).capped_by is None
    result = assess(factors(), {**best, "credit_record": "overdue_now"}, None)
    assert result.readiness == 40 and result.capped_by == "credit_history"


def _readiness(factor: Factor, value: Any) -> Decimal:
    band = fitting_band(factor, value, None)
    assert band is not None
    return factor.bands[band].readiness


def test_a_question_answered_with_not_known_counts_as_unanswered() -> None:
    result = assess(factors(), {"credit_record": None}, None)
    assert result.readiness is None and result.parts == () and result.known == 0
    assert set(result.unknown) == {factor.id for factor in factors()}


# --- findings --------------------------------------------------------------------------------------------------------


@given(facts=FACTS, industry=st.sampled_from(INDUSTRIES), seed=st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_the_same_answers_give_the_same_result_in_whatever_order_they_came(
    facts: dict[str, Any], industry: str | None, seed: int
) -> None:
    facts = {**facts, "industry": industry}
    shuffled = random.Random(seed).sample(sorted(facts), len(facts))
    again = self_assessment(swot_knowledge(), {name: facts[name] for name in shuffled})
    assert again == self_assessment(swot_knowledge(), facts)


@given(facts=FACTS, industry=st.sampled_from(INDUSTRIES))
@settings(max_examples=60, deadline=None)
def test_there_are_always_three_to_seven_steps_that_exist(facts: dict[str, Any], industry: str | None) -> None:
    plan = [step.step_id for step in self_assessment(swot_knowledge(), {**facts, "industry": industry}).plan]
    assert 3 <= len(plan) <= 7
    assert len(set(plan)) == len(plan) and set(plan) <= set(swot_knowledge().steps)


def test_the_same_return_rate_is_judged_by_the_industry() -> None:
    def quadrant(industry: str | None) -> set[str]:
        found = assess(factors(), {"return_rate": "0.10"}, industry).quadrants
        return {name for name in QUADRANTS if found[name]}

    assert quadrant("clothing") == {"strength"}
    assert quadrant("food") == {"challenge"}
    assert quadrant("electronics") == set()


def test_strongest_items_come_first() -> None:
    worst = {
        factor.field: min(possible_answers(factor), key=lambda value, one=factor: _readiness(one, value))
        for factor in factors()
    }
    for items in assess(factors(), worst, "clothing").quadrants.values():
        assert [item.weight for item in items] == sorted((item.weight for item in items), reverse=True)


def test_weaknesses_become_cautions_for_the_conditions_they_touch() -> None:
    result = assess(factors(), {"credit_record": "overdue_now", "has_licence": True}, None)
    assert cautions(factors(), result) == {"credit_record"}


def test_what_is_usual_in_the_trade_stands_beside_the_finding() -> None:
    facts = {"return_rate": "0.30", "credit_record": "clean"}
    found = {item.factor_id: item for item in assess(factors(), facts, "clothing").items}
    peer = found["returns"].peer
    assert peer is not None and peer.value == "0.20" and peer.source == ""
    assert found["credit_history"].peer is None


# --- measured and answered -------------------------------------------------------------------------------------------

SEEN = {"return_rate": Measured("return_rate", "0.45", Decimal("0.45"), "fraction", "orders", count=2000)}


def returns_item(facts: dict[str, Any], **more: Any) -> Any:
    found = assess(factors(), facts, "clothing", measured=SEEN, **more)
    return next(item for item in found.items if item.factor_id == "returns")


def test_what_the_orders_say_counts_where_nothing_was_answered() -> None:
    item = returns_item({})
    assert (item.value, item.quadrant, item.is_measured) == ("0.45", "challenge", True)
    assert item.measured.count == 2000


def test_an_answer_stands_against_a_measure_and_both_can_be_seen() -> None:
    item = returns_item({"return_rate": "0.05"})
    assert (item.value, item.quadrant, item.is_measured) == ("0.05", "strength", False)
    assert item.measured.value == "0.45"


def test_an_answer_that_the_orders_confirm_is_measured() -> None:
    assert returns_item({"return_rate": "0.45"}).is_measured is True


def test_a_fact_that_no_person_answered_gives_way_to_a_measure() -> None:
    item = returns_item({"return_rate": "0.05"}, replaceable={"return_rate"})
    assert (item.value, item.is_measured) == ("0.45", True)


# --- what is worth asking --------------------------------------------------------------------------------------------


def test_the_question_that_can_change_the_result_most_is_asked_first() -> None:
    asked = worth_asking(factors(), (), "clothing")
    assert asked[0] == "credit_record" and asked[-1] in ("industry", "yearly_revenue_fen")
    assert asked.index("return_rate") < asked.index("uses_market_data")


def test_nothing_that_is_known_is_worth_asking() -> None:
    assert "credit_record" not in worth_asking(factors(), {"credit_record"}, None)
    assert worth_asking(factors(), {factor.field for factor in factors()}, None) == ()
