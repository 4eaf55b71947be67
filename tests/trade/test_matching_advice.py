"""What the matching advises beside the order: what to ask, what to do first, what to combine, and why this order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from test_matching import LICENCE, NEED, TODAY, codes, ids, product
from test_matching_at_scale import answer, made, place, shop

from advisor.trade.matching import CashPosition, Combination, Match, Matches, match, why_before
from advisor.trade.matching.answers import plausible_answers, weight
from advisor.trade.matching.asking import HEAD
from advisor.trade.matching.table import ProductTable
from advisor.trade.product_costs import product_cost
from advisor.trade.records import Need, OtherFigure, Product, Profile, Source

SURE = {"amount_max": 500_000, "criteria": LICENCE}
LICENSED = {"has_licence": True}


def found_for(
    products: Sequence[Product], facts: dict[str, Any] | None = None, need: Need = NEED, **more: Any
) -> Matches:
    return match(products, Profile(LICENSED if facts is None else facts), need, today=TODAY, **more)


# --- what to ask next ------------------------------------------------------------------------------------------------


def asked_by_trying(products: Sequence[Product], facts: dict[str, Any], need: Need) -> str | None:
    """The definition in `asking`, by matching the whole list again for each plausible answer."""
    now = found_for(products, facts, need)
    head = [one for one in now.ranked if one.is_possible][:HEAD]
    open_ = [one for one in now.ranked if one.tier == "unknown"]
    gains: dict[str, tuple[Fraction, int]] = {}
    table = ProductTable.of(products)
    among = [one.tier == "unknown" for one in by_id(now, table)]
    for field in {field for one in now.ranked if one.is_possible for field in one.missing if field not in facts}:
        answers = plausible_answers(table.rows, field, among_array(among, table))
        gain, total, decided = Fraction(0), Fraction(0), set()
        for value in answers:
            then = {one.product_id: one for one in found_for(products, {**facts, field: value}, need).ranked}
            changed = [one for one in now.ranked if one.is_possible and then[one.product_id].tier != one.tier]
            first = sorted((then[one.product_id] for one in head), key=place)[:3]
            places = sum((a.product_id, a.tier) != (b.product_id, b.tier) for a, b in zip(head, first, strict=False))
            gain += weight(field, value) * (Fraction(places, 3) + Fraction(len(changed), max(1, len(open_))))
            total += weight(field, value)
            decided |= {one.product_id for one in changed}
        gains[field] = gain / (total or 1), len(decided)
    best = min(gains, key=lambda field: (-gains[field][0], -gains[field][1], field), default=None)
    return best if best is not None and gains[best][0] else None


def by_id(found: Matches, table: ProductTable) -> list[Match]:
    listed = {one.product_id: one for one in (*found.ranked, *found.schemes)}
    return [listed[one.id] for one in table.products]


def among_array(among: Sequence[bool], table: ProductTable) -> Any:
    return table.is_loan & among


@pytest.mark.parametrize("seed", range(500, 530))
def test_the_next_question_is_the_one_that_trying_every_answer_finds(seed: int) -> None:
    facts, need, _, _ = shop(seed)
    facts.pop("platform_offer", None)
    products = made(40, seed)
    found = found_for(products, facts, need).ask_next
    assert (found.field if found else None) == asked_by_trying(products, facts, need)


def test_how_many_products_a_fact_decides_is_told_and_whether_the_first_could_change() -> None:
    products = [
        product(name, criteria=[["files_tax", "is", "regularly", "high"]], **{"amount_max": 500_000}) for name in "abc"
    ]
    asking = found_for(products, {}).ask_next
    assert asking is not None and (asking.field, asking.decides) == ("files_tax", 3)
    assert asking.why.params == {"field": "files_tax", "decides": 3, "could_change_first": False, "first_id": "a"}


# --- what to do first ------------------------------------------------------------------------------------------------


def changed(facts: dict[str, Any], need: Need, step: Any) -> tuple[dict[str, Any], Need]:
    """The shop and its need after a first step, as the step says it."""
    params = step.params
    match step.code:
        case "wait_months":
            ages = ("months_in_business", "months_on_platform")
            return {**facts, **{age: facts[age] + params["months"] for age in ages if facts.get(age) is not None}}, need
        case "raise_sales":
            more = {"monthly_sales_fen": params["monthly_sales_fen"]}
            if facts.get("yearly_revenue_fen") is not None:
                yearly = facts["yearly_revenue_fen"] * params["monthly_sales_fen"] // facts["monthly_sales_fen"]
                more["yearly_revenue_fen"] = yearly
            return {**facts, **more}, need
        case "borrow_less":
            return facts, replace(need, amount_fen=params["amount_fen"])
        case "shorter_term":
            return facts, replace(need, days=params["days"])
        case "lower_returns":
            return {**facts, "return_rate": str(params["return_rate"])}, need
        case "get_licence":
            return {**facts, "has_licence": True}, need
        case "file_taxes":
            return {**facts, "files_tax": "regularly"}, need
        case "repay_overdue":
            return {**facts, "credit_record": "minor_late"}, need
    raise AssertionError(step)


@pytest.mark.parametrize("seed", range(600, 640))
def test_a_first_step_opens_at_least_as_many_products_as_it_says(seed: int) -> None:
    facts, need, cash, _ = shop(seed)
    products = made(150, seed)
    before = found_for(products, facts, need, cash=cash)
    shut = {one.product_id for one in before.ranked if not one.is_possible}
    opens = [step.params["opens"] for step in before.first_steps if step.code != "public_scheme"]
    assert opens == sorted(opens, reverse=True)
    for step in before.first_steps:
        if step.code != "public_scheme" and step.params["opens"]:
            after = found_for(products, *changed(facts, need, step), cash=cash)
            opened = {one.product_id for one in after.ranked if one.is_possible} & shut
            assert len(opened) >= step.params["opens"] > 0


def test_nothing_fits_and_three_months_more_would_open_most() -> None:
    products = [product(name, criteria=[["months_in_business", "at_least", 12, "high"]]) for name in "ab"]
    products += [product("scheme", group="scheme", kind="guarantee", basis="guarantee_fee")]
    found = found_for(products, {"months_in_business": 9})
    assert [step.code for step in found.first_steps] == ["wait_months", "public_scheme"]
    assert found.first_steps[0].params == {"months": 3, "on": date(2026, 6, 1), "opens": 2}
    assert ids(tuple(found.schemes)) == ["scheme"]
    blocked = found.ranked[0].blocked_by
    assert blocked is not None and (blocked.wait_months, blocked.cured_on) == (3, date(2026, 6, 1))


def test_one_of_several_things_missed_is_told_as_a_help_that_opens_nothing_alone() -> None:
    two = [["has_licence", "is", True, "high"], ["files_tax", "is", "regularly", "high"]]
    found = found_for([product("a", criteria=two)], {"has_licence": False, "files_tax": "never"})
    assert {step.code: step.params for step in found.first_steps} == {
        "get_licence": {"opens": 0, "helps": 1},
        "file_taxes": {"opens": 0, "helps": 1},
    }


def test_a_shop_without_a_credit_record_is_not_told_to_repay() -> None:
    products = [product("a", criteria=[["credit_record", "one_of", ["clean", "minor_late"], "high"]])]
    assert found_for(products, {"credit_record": "none"}).first_steps == ()
    overdue = found_for(products, {"credit_record": "overdue_now"}).first_steps
    assert [(step.code, step.params["opens"]) for step in overdue] == [("repay_overdue", 1)]


def test_a_public_loan_stands_among_loans_and_schemes() -> None:
    found = found_for([product("start", group="scheme", kind="subsidised_guaranteed_loan", **SURE)])
    assert ids(tuple(found.ranked)) == ids(tuple(found.schemes)) == ["start"]


# --- combinations ----------------------------------------------------------------------------------------------------


def lender(name: str, provider: str, **written: Any) -> Product:
    return replace(product(name, **written), provider={"zh": provider, "en": provider})


def test_two_lines_to_their_limits_where_neither_alone_is_enough() -> None:
    products = [
        lender("a_line", "甲行", amount_max=60_000, rate=("0.05", "0.06"), criteria=LICENCE),
        lender("b_line", "乙行", amount_max=80_000, rate=("0.08", "0.09"), criteria=LICENCE),
        lender("a_twin", "甲行", amount_max=70_000, rate=("0.01", "0.01"), platforms=["jd"], criteria=LICENCE),
    ]
    (pair,) = found_for(products, {**LICENSED, "platform": "taobao"}).combinations
    assert [(part.match.product_id, part.amount_fen, part.days) for part in pair.parts] == [
        ("a_line", 6_000_000, 60), ("b_line", 4_000_000, 60),
    ]  # fmt: skip
    assert pair.why.code == "two_limits" and pair.why.params == {"amount_max_fen": 6_000_000, "saves_fen": None}
    assert pair.cost_high_fen == 59_178 + 59_178  # 60,000 x 6 % x 60 / 365 and 40,000 x 9 % x 60 / 365
    assert pair.all_in_yearly_rate == Decimal("0.0720")


def test_sales_money_on_its_way_first_and_a_credit_line_for_the_rest() -> None:
    products = [
        lender("early", "平台", kind="receivable_advance", basis="fee", fee="0.001", amount_max=200_000),
        lender("line", "银行", amount_max=500_000, rate=("0.10", "0.18"), criteria=LICENCE),
    ]
    cash = CashPosition(on_its_way_fen=4_000_000, receivable_days=12)
    (pair,) = found_for(products, cash=cash, need=Need(10_000_000, 20)).combinations
    assert [(part.match.product_id, part.amount_fen, part.from_day, part.days) for part in pair.parts] == [
        ("early", 4_000_000, 0, 12), ("line", 6_000_000, 0, 20), ("line", 4_000_000, 12, 8),
    ]  # fmt: skip
    assert pair.why.code == "early_receipt_first"
    assert pair.cost_high_fen == 4_000 + 59_178 + 15_781
    assert pair.why.params["saves_fen"] == 98_630 - pair.cost_high_fen


def test_a_fast_line_until_the_cheap_loan_pays_out() -> None:
    products = [
        lender("fast", "平台", amount_max=500_000, rate=("0.18", "0.18"), days_to_funds=0, criteria=LICENCE),
        lender("slow", "银行", amount_max=500_000, rate=("0.04", "0.04"), days_to_funds=10, criteria=LICENCE),
    ]
    (pair,) = found_for(products, need=Need(10_000_000, 90, within_days=2)).combinations
    assert [(part.match.product_id, part.from_day, part.days) for part in pair.parts] == [
        ("fast", 0, 8),
        ("slow", 8, 82),
    ]
    assert pair.why.params == {"late_days": 8, "saves_fen": 443_836 - pair.cost_high_fen}
    assert pair.days_to_funds == 0


def test_a_pair_that_saves_little_is_not_shown() -> None:
    products = [
        lender("small", "甲", amount_max=60_000, rate=("0.080", "0.080"), criteria=LICENCE),
        lender("whole", "乙", amount_max=500_000, rate=("0.085", "0.085"), criteria=LICENCE),
    ]
    assert found_for(products).combinations == ()


def test_two_products_of_one_lender_are_never_combined() -> None:
    products = [
        lender("a_line", "网商银行", amount_max=60_000, rate=("0.05", "0.06"), criteria=LICENCE),
        lender("b_line", "网商银行及合作机构", amount_max=80_000, rate=("0.08", "0.09"), criteria=LICENCE),
    ]
    assert found_for(products).combinations == ()


def needy(seed: int) -> tuple[dict[str, Any], Need, CashPosition, tuple[str, ...]]:
    """A sound shop that needs much at once, with sales money on its way."""
    rng = Random(seed)
    facts = {
        "platform": "taobao", "months_in_business": 60, "months_on_platform": 60, "owner_age_years": 33,
        "monthly_sales_fen": 50_000_000, "has_licence": True, "credit_record": "clean", "files_tax": "regularly",
        "has_property": False, "return_rate": "0.03",
    }  # fmt: skip
    need = Need(rng.choice((20_000_000, 100_000_000, 400_000_000)), rng.choice((15, 60, 200)), rng.choice((0, 3)))
    return facts, need, CashPosition(on_its_way_fen=need.amount_fen // 2, receivable_days=rng.choice((9, 40))), ()


def test_every_combination_serves_the_need_with_possible_parts_at_exact_costs() -> None:
    seen = set()
    for seed in range(400):
        asked, products = needy(seed), made((6, 14, 40, 100)[seed % 4], seed)
        for pair in answer(products, asked).combinations:
            assert_sound(pair, {one.id: one for one in products}, asked[1], asked[2])
            seen.add(pair.why.code)
    assert seen == {"early_receipt_first", "fast_then_cheap", "two_limits", "cheaper_together"}


def assert_sound(pair: Combination, products: dict[str, Product], need: Need, cash: CashPosition) -> None:
    assert covered(pair.parts, need)
    assert all(part.match.is_possible for part in pair.parts)
    assert len({products[part.match.product_id].provider["zh"] for part in pair.parts}) == 2
    costs = [
        product_cost(products[part.match.product_id], Need(part.amount_fen, part.days), cash.receivable_days)
        for part in pair.parts
    ]
    assert pair.cost_high_fen == sum(cost.high.total_cost_fen for cost in costs if cost and cost.high)
    assert pair.cost_low_fen <= pair.cost_high_fen


def covered(parts: Sequence[Any], need: Need) -> bool:
    """On every day of the need just the amount is there."""
    return all(
        sum(part.amount_fen for part in parts if part.from_day <= day < part.from_day + part.days) == need.amount_fen
        for day in range(need.days)
    )


# --- the order and its reasons ---------------------------------------------------------------------------------------


def neighbours(found: Matches) -> Iterator[tuple[Match, Match]]:
    yield from zip(found.ranked, found.ranked[1:], strict=False)


@pytest.mark.parametrize("seed", range(800, 815))
def test_every_place_can_be_explained_and_never_the_other_way_round(seed: int) -> None:
    found = answer(made(120, seed), shop(seed))
    for first, second in neighbours(found):
        assert why_before(first, second).code
        if place(first)[:4] != place(second)[:4]:
            with pytest.raises(ValueError, match="stands before"):
                why_before(second, first)


def test_a_weak_source_does_not_win_merely_by_saying_less() -> None:
    products = [
        product("weak", rate=("0.04", "0.05"), confidence="low", **SURE),
        product("sure", rate=("0.05", "0.06"), **SURE),
    ]
    found = found_for(products)
    assert ids(tuple(found.ranked)) == ["sure", "weak"]
    assert why_before(*found.ranked).code == "surer_price"


def test_a_weak_source_wins_where_it_says_much_less() -> None:
    products = [
        product("weak", rate=("0.03", "0.03"), confidence="low", **SURE),
        product("sure", rate=("0.05", "0.06"), **SURE),
    ]
    assert ids(tuple(found_for(products).ranked)) == ["weak", "sure"]


def test_a_late_cheap_loan_stands_behind_a_dearer_one_in_time() -> None:
    products = [
        product("cheap", rate=("0.04", "0.04"), days_to_funds=12, **SURE),
        product("fast", rate=("0.12", "0.12"), days_to_funds=1, **SURE),
    ]
    found = found_for(products, need=Need(10_000_000, 60, within_days=3))
    assert ids(tuple(found.ranked)) == ["fast", "cheap"]
    assert why_before(*found.ranked).code == "in_time"


def test_instalments_are_weighed_as_the_money_that_is_there() -> None:
    products = [
        product("instalments", rate=("0.10", "0.10"), repayment=["equal_principal"], **SURE),
        product("revolving", rate=("0.09", "0.09"), repayment=["revolving"], **SURE),
    ]
    found = found_for(products, need=Need(10_000_000, 360))
    revolving, instalments = found.ranked
    assert (instalments.cost_fen or 0) < (revolving.cost_fen or 0)
    assert why_before(revolving, instalments).code == "fits_better"
    assert found.cheapest is not None and found.cheapest.product_id == "revolving"
    assert "repaid_in_instalments" in codes(instalments)


def test_a_miss_that_can_be_mended_is_nearer_than_one_that_cannot() -> None:
    products = [
        product("other_platform", platforms=["jd"], rate=("0.03", "0.03"), **SURE),
        product(
            "too_young", rate=("0.09", "0.09"), criteria=[["months_in_business", "at_least", 12, "high"], *LICENCE]
        ),
    ]
    found = found_for(products, {**LICENSED, "platform": "taobao", "months_in_business": 9})
    assert ids(tuple(found.ranked)) == ["too_young", "other_platform"]
    assert why_before(*found.ranked).code == "nearer"


# --- age, conflicts, the cash gap ------------------------------------------------------------------------------------


def test_figures_older_than_half_a_year_and_sources_that_disagree_are_said() -> None:
    other = OtherFigure("yearly_rate_max", Decimal("0.24"), Source("https://example.com/b", date(2026, 1, 5), "low"))
    one = replace(product("a", rate=("0.05", "0.06"), **SURE), conflicts=(other,))
    (fresh,) = match([one], Profile(LICENSED), NEED, today=date(2026, 6, 30)).ranked
    (old,) = match([one], Profile(LICENSED), NEED, today=date(2026, 7, 1)).ranked
    assert "old_figures" not in codes(fresh)
    said = {reason.code: reason.params for reason in old.reasons_against}
    assert said["old_figures"] == {"field": "amount_max_fen", "as_of": date(2026, 1, 1)}
    assert said["sources_disagree"]["value"] == Decimal("0.06") and said["sources_disagree"]["other"] == Decimal("0.24")


def test_the_cash_gap_says_how_soon_how_long_and_how_much() -> None:
    products = [
        product("short", rate=("0.05", "0.06"), days_to_funds=1, **SURE),
        product("long", rate=("0.05", "0.06"), days_to_funds=20, term_min=2, term_max=12, **SURE),
    ]
    cash = CashPosition(gap_fen=4_000_000, gap_first_day=date(2026, 3, 6), gap_last_day=date(2026, 4, 4))
    found = found_for(products, cash=cash, need=Need(10_000_000, 90))
    short, long = found.ranked
    assert short.product_id == "short" and {"covers_gap", "fast_enough"} <= codes(short)
    assert {"after_gap_begins", "longer_than_gap"} <= codes(long)
    assert [reason.code for reason in found.about_need] == ["gap_smaller_than_need", "need_longer_than_gap"]
    assert found.about_need[1].params["gap_days"] == 30


def test_no_gap_is_said_as_such_and_hurries_nobody() -> None:
    cash = CashPosition(gap_fen=0)
    found = found_for([product("slow", rate=("0.05", "0.06"), days_to_funds=20, **SURE)], cash=cash)
    assert [reason.code for reason in found.about_need] == ["no_gap"]
    assert "after_gap_begins" not in codes(found.ranked[0])


def test_who_belongs_to_a_platform_is_said_last_and_is_no_part_of_the_weighing() -> None:
    own = product("own", group="platform", rate=("0.05", "0.06"), **SURE)
    (one,) = found_for([own]).ranked
    (bank,) = found_for([replace(own, group="bank")]).ranked
    assert one.reasons_against[-1].code == "platform_group"
    assert one.weighing == bank.weighing


def test_a_discount_for_more_years_than_its_interest_allows_is_still_priced() -> None:
    bill = product("bill", kind="bill_discount", basis="discount", rate=("0.2", "0.3"), amount_max=500_000)
    (one,) = found_for([bill], need=Need(1_000_000, 1_500)).ranked
    assert one.cost_high_fen == 1_232_877
