"""Matching by columns is exactly matching product by product, on random shops and made-up products."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from advisor.catalogue.checks import problems
from advisor.trade.matching import NOT_LOANS, TIERS, CashPosition, Match, Matches, ProductTable, match
from advisor.trade.matching.board import Board
from advisor.trade.matching.known import Case
from advisor.trade.matching.one_product import match_of
from advisor.trade.product_costs import product_cost
from advisor.trade.records import Lpr, Need, Product, Profile
from benchmarks.generated_products import fields as made_fields
from benchmarks.generated_products import products as made_products

TODAY = date(2026, 11, 30)
ROOT = Path(__file__).resolve().parents[2]
SMALL, LARGE, FIRST = 60, 2_000, 20
Shop = tuple[dict[str, Any], Need, CashPosition, tuple[str, ...]]


@cache
def made(count: int, seed: int = 1) -> tuple[Product, ...]:
    return tuple(made_products(count, seed))


def shop(seed: int) -> Shop:
    """A random shop: each fact known, asked and not known, or never asked."""
    rng = Random(seed)
    all_facts: dict[str, Any] = {
        "platform": rng.choice(("taobao", "jd", "douyin", "shopify", "other")),
        "platform_offer": rng.choice(("yes", "no", "unknown")),
        "months_in_business": rng.choice((0, 1, 3, 11, 12, 13, 24, 36, 70)),
        "months_on_platform": rng.choice((0, 2, 6, 12, 30)),
        "monthly_sales_fen": rng.choice((500_000, 3_000_000, 10_000_000, 80_000_000)),
        "yearly_revenue_fen": rng.choice((40_000_000, 200_000_000, 900_000_000)),
        "receivable_days": rng.choice((0, 3, 9, 30)),
        "has_licence": rng.random() < 0.7,
        "credit_record": rng.choice(("clean", "minor_late", "overdue_now", "none", "unknown")),
        "files_tax": rng.choice(("regularly", "sometimes", "never")),
        "has_property": rng.random() < 0.3,
        "owner_age_years": rng.choice((17, 20, 33, 58, 65, 70)),
        "return_rate": rng.choice(("0.03", "0.1", "0.35")),
    }
    facts = {name: value if rng.random() < 0.9 else None for name, value in all_facts.items() if rng.random() < 0.6}
    amount_fen = rng.choice((100_000, 5_000_000, 20_000_000, 33_333_333, 300_000_000))
    need = Need(amount_fen, rng.choice((1, 7, 31, 60, 180, 400)), rng.choice((None, 0, 3, 30)))
    gap = CashPosition(
        gap_fen=rng.choice((0, amount_fen // 2, amount_fen)),
        gap_first_day=date(2026, 12, rng.randint(1, 20)),
        gap_last_day=date(2027, 1, rng.randint(1, 30)),
        receivable_days=rng.choice((None, 5)),
        on_its_way_fen=rng.choice((None, amount_fen // 3)),
    )
    cautions = ("credit_record", "months_in_business", "owner_age_years") if rng.random() < 0.5 else ()
    return facts, need, gap if rng.random() < 0.5 else CashPosition(), cautions


def answer(products: Sequence[Product] | ProductTable, asked: Shop) -> Matches:
    facts, need, cash, cautions = asked
    return match(
        products, Profile(facts), need, today=TODAY, lpr=Lpr("2026-11", None, Decimal("0.03"), None), cautions=cautions,
        cash=cash,
    )  # fmt: skip


def one_by_one(products: Sequence[Product], asked: Shop) -> list[Match]:
    """Every product that lends money matched alone, then sorted by what the order is said to be."""
    facts, need, cash, cautions = asked
    case = Case.of(facts, need, TODAY, cautions, Lpr("2026-11", None, Decimal("0.03"), None), cash)
    alone = (Board.of(ProductTable.of([one]), case) for one in products if one.rate_basis not in NOT_LOANS)
    return sorted((match_of(board, 0) for board in alone), key=place)


def place(one: Match) -> tuple[Any, ...]:
    days = (1, Decimal(0)) if one.days_to_funds is None else (0, one.days_to_funds)
    weighing = one.weighing
    return (
        TIERS.index(one.tier), one.miss_weight, not weighing.is_priced, weighing.total_fen, weighing.price_fen, days,
        -one.ease.points, one.product_id,
    )  # fmt: skip


def unmarked(one: Match) -> tuple[Any, ...]:
    """A match without the reasons that compare it with others."""
    best = {"cheapest_published", "fastest_published", "easiest"}
    return one.product_id, one.tier, one.criteria, one.weighing, one.ease, [
        reason for reason in (*one.reasons_for, *one.reasons_against) if reason.code not in best
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_the_whole_order_is_that_of_products_weighed_one_by_one(seed: int) -> None:
    products = Random(seed).sample(made(400), SMALL)
    asked = shop(seed)
    found = answer(products, asked)
    assert [unmarked(one) for one in found.ranked] == [unmarked(one) for one in one_by_one(products, asked)]


@pytest.mark.parametrize("seed", range(100, 104))
def test_the_first_of_two_thousand_are_those_of_products_weighed_one_by_one(seed: int) -> None:
    products, asked = made(LARGE), shop(seed)
    expected = [one.product_id for one in one_by_one(products, asked)]
    found = answer(ProductTable.of(products), asked)
    assert [one.product_id for one in found.ranked[:FIRST]] == expected[:FIRST]
    assert [one.product_id for one in answer(ProductTable.of(products), asked).ranked] == expected


@pytest.mark.parametrize("seed", range(200, 215))
def test_a_tier_follows_from_the_conditions_that_are_shown(seed: int) -> None:
    products, asked = made(300), shop(seed)
    by_id = {product.id: product for product in products}
    found = answer(products, asked)
    for one in (*found.ranked, *found.schemes):
        assert one.tier == tier_by_conditions(by_id[one.product_id], one)
    assert found.counts == {tier: sum(one.tier == tier for one in found.ranked) for tier in TIERS}


def tier_by_conditions(product: Product, one: Match) -> str:
    """The definition of the tiers, from the results of the conditions alone."""
    states = {result.status for result in one.criteria}
    is_published = any(result.is_published for result in one.criteria)
    if "not_met" in states:
        return "not_now"
    if "unknown" in states or not (is_published or product.platforms):
        return "unknown"
    is_sure = is_published and product.amount_max_fen is not None and product.status == "active"
    return "eligible" if is_sure else "likely"


@pytest.mark.parametrize("seed", range(300, 310))
def test_costs_are_those_of_the_product_and_weigh_what_they_are(seed: int) -> None:
    products, asked = made(200), shop(seed)
    by_id = {product.id: product for product in products}
    _, need, _, _ = asked
    case = Case.of(asked[0], need, TODAY, cash=asked[2])
    for one in answer(products, asked).ranked:
        cost = product_cost(by_id[one.product_id], need, case.fee_days)
        ends = (None, None) if cost is None else (cost.low, cost.high)
        assert [one.cost_low_fen, one.cost_high_fen] == [None if end is None else end.total_cost_fen for end in ends]
        assert one.weighing.price_fen == (one.cost_fen or 0)


@given(seed=st.integers(0, 10_000), amount_fen=st.integers(100, 10**11), days=st.integers(1, 3650))
@settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_what_is_reckoned_in_floats_is_never_further_off_than_said(seed: int, amount_fen: int, days: int) -> None:
    facts, _, cash, cautions = shop(seed)
    board = Board.of(table_of(400), Case.of(facts, Need(amount_fen, days, 3), TODAY, cautions, cash=cash))
    exact = np.array([board.weighing(index).total_fen for index in range(len(board.table))], dtype=np.float64)
    off = np.flatnonzero(np.abs(board.about_fen - exact) > board.error_fen)
    assert off.tolist() == []


@cache
def table_of(count: int) -> ProductTable:
    return ProductTable.of(made(count))


@pytest.mark.parametrize("seed", range(20))
def test_superlatives_are_the_best_of_the_possible_by_their_own_figure(seed: int) -> None:
    found = answer(made(150, seed), shop(seed))
    possible = [one for one in found.ranked if one.is_possible]
    timed = [one for one in possible if one.days_to_funds is not None]
    if len(timed) > 1:
        assert found.fastest == min(timed, key=lambda one: (one.days_to_funds, place(one)))
        assert "fastest_published" in {reason.code for reason in found.fastest.reasons_for}
    if len(possible) > 1:
        assert found.easiest == min(possible, key=lambda one: (-one.ease.points, place(one)))
    whole = [one for one in possible if one.cost_high_fen is not None and lends_all_for_all_days(one)]
    if len(whole) > 1:
        assert found.cheapest is not None and found.cheapest.cost_high_fen is not None
        assert found.cheapest.cost_high_fen <= min(one.cost_high_fen or 0 for one in whole)


def lends_all_for_all_days(one: Match) -> bool:
    """Neither repaid in instalments nor, by a weak source, limited below the need."""
    unsure = {reason.params["field"] for reason in one.reasons_against if reason.code == "check_low_confidence"}
    codes = {reason.code for reason in one.reasons_against}
    return "need_amount_fen" not in unsure and "repaid_in_instalments" not in codes


def test_the_order_in_which_products_are_given_changes_nothing_at_all() -> None:
    asked = shop(7)
    shuffled = Random(3).sample(made(200), 200)
    assert answer(shuffled, asked) == answer(made(200), asked)


def test_two_products_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="two products have the id"):
        ProductTable.of([*made(3), made(3)[0]])


def test_made_up_products_are_as_sound_as_the_checks_of_the_knowledge_base_ask(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", folder)
    (folder / "products.yml").write_text(json.dumps({"products": list(made_fields(300))}), "utf-8")
    assert [str(problem) for problem in problems(folder) if "made" in str(problem)] == []
