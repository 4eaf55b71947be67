"""Examples of terms: exact figures, the merchant's own numbers first, and the truth about what was assumed."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from real_knowledge import ROOT, questions
from yaml import safe_load

from advisor.trade.example_basis import USUAL
from advisor.trade.term_examples import PLACEHOLDERS, example_values, placeholders_in

LPR = Decimal("0.03")
TERMS = [
    one for one in safe_load((ROOT / "knowledge" / "glossary.yml").read_text("utf-8"))["terms"] if "example" in one
]
SHOP = {
    "monthly_sales_fen": 30_000_000,
    "cost_share": "0.5",
    "inventory_days": 45,
    "receivable_days": 15,
    "payable_days": 30,
    "own_cash_fen": 5_000_000,
}


def figure(name: str, facts: dict[str, Any] | None = None) -> Any:
    values = example_values(f"{{{name}}}", facts or {}, LPR)
    assert values is not None
    return values.figures[name].number


@pytest.mark.parametrize(
    "name, expected",
    [
        ("loan_interest", 295_890),  # 100,000 yuan x 12 % x 90 / 365
        ("loan_repaid", 10_295_890),
        ("one_day_interest", 3_288),
        ("level_payment", 888_488),  # 100,000 x 1 % / (1 - 1.01^-12)
        ("level_interest", 661_853),  # 12 payments, the last of 8,884.85
        ("equal_first", 933_333),
        ("equal_interest", 650_000),  # 1 % of 100,000 x (12 + 11 + ... + 1) / 12
        ("only_interest_last", 10_100_000),
        ("only_interest", 1_200_000),
        ("late_interest", 49_315),  # 18 % for 10 days
        ("coupon_interest", 197_260),  # 60 of the 90 days
        ("daily_interest", 5_000),
        ("daily_yearly", Decimal("0.1825")),
        ("monthly_yearly", Decimal("0.12")),
        ("compound_year_interest", 1_268_250),  # 1.01^12 = 1.12682503
        ("flat_true", Decimal("0.1090")),
        ("upfront_received", 9_000_000),
        ("upfront_cost", 1_295_890),
        ("upfront_true", Decimal("0.5840")),  # 12,958.90 / 90,000 x 365 / 90
        ("all_in_rate", Decimal("0.1606")),
        ("early_true", Decimal("0.1528")),  # 0.5 / 99.5 x 365 / 12
        ("factor_received", 7_900_000),
        ("factor_cost", 196_000),
        ("discount_kept", 75_000),  # 3 % x 90 / 360
        ("four_lpr_interest", 1_200_000),
        ("lpr_plus", Decimal("0.045")),
        ("half_point_interest", 50_000),
    ],
)
def test_the_figures_of_the_usual_loan_are_exact(name: str, expected: Any) -> None:
    assert figure(name) == expected


@pytest.mark.parametrize(
    "name, expected",
    [
        ("cycle_days", 30),
        ("stock_money", 22_500_000),  # 150,000 a month at cost, for 45 of 30 days
        ("receivable_money", 15_000_000),
        ("payable_money", 15_000_000),
        ("tied_up_money", 22_500_000),
        ("gap_money", 17_500_000),
        ("gap_days", 30),
        ("a_day_sooner", 1_000_000),
        ("five_days_less_stock", 2_500_000),
        ("fifteen_days_more_terms", 7_500_000),
        ("margin_share", Decimal("0.5")),
        ("gross_profit", 15_000_000),
        ("sales_for_one_yuan", 200),
    ],
)
def test_the_figures_of_a_shop_are_worked_out_from_its_own_facts(name: str, expected: Any) -> None:
    assert figure(name, SHOP) == expected


def test_a_shop_that_keeps_nine_sales_of_ten_sells_a_ninth_more_than_it_keeps() -> None:
    facts = {"monthly_sales_fen": 9_000_000, "return_rate": "0.1"}
    assert (figure("gross_sales", facts), figure("refunds", facts)) == (10_000_000, 1_000_000)


def test_cash_lasts_as_long_as_it_pays_the_outgoings_of_a_month() -> None:
    facts = {**SHOP, "advertising_share": "0.1", "fixed_costs_fen": 2_000_000}
    assert figure("monthly_outgoings", facts) == 20_000_000
    assert figure("buffer_days", facts) == Decimal("7.5")


def test_what_is_the_merchants_and_what_is_assumed_is_told() -> None:
    values = example_values("{stock_money} {loan}", {"monthly_sales_fen": 30_000_000, "cost_share": None})
    assert values is not None
    assert values.own == ("monthly_sales_fen",)
    assert values.assumed == {name: USUAL[name] for name in ("cost_share", "inventory_days", "need_amount_fen")}


def test_a_figure_of_the_examples_own_rests_on_no_fact() -> None:
    values = example_values("{daily_rate} {property_loan}", SHOP)
    assert values is not None and (values.own, dict(values.assumed)) == ((), {})


def test_facts_that_allow_no_example_give_the_usual_one() -> None:
    same_day = example_values("{early_true}", {**SHOP, "receivable_days": 0})
    assert same_day is not None
    assert (same_day.own, same_day.figures["early_true"].number) == ((), Decimal("0.1528"))
    all_cost = example_values("{sales_for_one_yuan}", {"cost_share": "1"})
    assert all_cost is not None and all_cost.own == ()


def test_without_an_lpr_there_is_no_example_of_it() -> None:
    assert example_values("{loan} {lpr}", {}) is None
    assert example_values("{loan}", {}) is not None


def test_an_unknown_placeholder_is_an_error() -> None:
    with pytest.raises(KeyError):
        example_values("{profit_of_tomorrow}", {})


@pytest.mark.parametrize("text", ["{", "a } b", "{}", "{loan"])
def test_braces_without_a_name_are_an_error(text: str) -> None:
    with pytest.raises(ValueError):
        placeholders_in(text)


@pytest.mark.parametrize("name", PLACEHOLDERS)
def test_facts_of_a_placeholder_are_questions_and_all_that_it_rests_on(name: str) -> None:
    """Another value of any other fact must leave the figure as it is, and each fact has a usual value."""
    placeholder = PLACEHOLDERS[name]
    assert set(placeholder.facts) <= set(USUAL) and set(placeholder.facts) <= set(questions())
    others = {fact: value * 2 if value > 1 else value / 2 for fact, value in USUAL.items()}
    unrelated = {fact: value for fact, value in others.items() if fact not in placeholder.facts}
    assert figure(name, unrelated) == figure(name)


def test_no_placeholder_is_there_for_nothing() -> None:
    used = {name for one in TERMS for name in placeholders_in(one["example"]["zh"])}
    assert set(PLACEHOLDERS) - used == set()


@pytest.mark.parametrize("term", TERMS, ids=lambda term: str(term["id"]))
def test_every_example_of_the_glossary_can_be_filled(term: dict[str, Any]) -> None:
    for text in term["example"].values():
        for facts in ({}, SHOP, {"monthly_sales_fen": 10_000, "receivable_days": 0, "inventory_days": 0}):
            values = example_values(text, facts, LPR)
            assert values is not None and set(values.figures) == set(placeholders_in(text))


def test_there_are_at_least_fifty_examples() -> None:
    assert len(TERMS) >= 50


def test_paying_early_costs_a_higher_rate_the_fewer_days_it_is_early() -> None:
    rates = [figure("early_true", {"receivable_days": days}) for days in (3, 7, 15, 30)]
    assert all(earlier > later for earlier, later in pairwise(rates))
