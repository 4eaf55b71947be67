"""Matching on spec cases, and what its order and its next question must always be."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from real_knowledge import spec

from advisor.trade.matching import TIERS, Match, match
from advisor.trade.records import Criterion, Lpr, Need, Product, Profile, Source

NEED = Need(10_000_000, 60)
LICENSED = Profile({"has_licence": True})
TODAY = date(2026, 3, 1)
LICENCE = [["has_licence", "is", True, "high"]]


def product(name: str = "one", **written: Any) -> Product:
    """A product from the short form of the spec table."""
    rates = [None if rate is None else Decimal(rate) for rate in written.get("rate", (None, None))]
    return Product(
        id=name, name={"zh": name, "en": name}, provider={"zh": "行", "en": "bank"}, aliases=(),
        group=written.get("group", "bank"), kind=written.get("kind", "credit_line"),
        platforms=tuple(written.get("platforms", ())),
        amount_min_fen=_fen(written.get("amount_min")), amount_max_fen=_fen(written.get("amount_max")),
        term_min_months=_number(written.get("term_min")), term_max_months=_number(written.get("term_max")),
        yearly_rate_min=rates[0], yearly_rate_max=rates[1], rate_basis=written.get("basis", "simple"),
        fee_rate=_number(written.get("fee")), repayment_methods=tuple(written.get("repayment", ())),
        days_to_funds=_number(written.get("days_to_funds")), collateral=written.get("collateral"),
        criteria=tuple(Criterion(*one) for one in written.get("criteria", ())), notes={},
        sources={"": Source("https://example.com", date(2026, 1, 1), written.get("confidence", "high"))},
        status=written.get("status", "active"),
    )  # fmt: skip


def _fen(yuan: int | None) -> int | None:
    return None if yuan is None else yuan * 100


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def ids(found: tuple[Match, ...]) -> list[str]:
    return [one.product_id for one in found]


def codes(one: Match) -> set[str]:
    return {reason.code for reason in (*one.reasons_for, *one.reasons_against)}


@pytest.mark.parametrize("case", spec("matching"), ids=lambda case: case["case"])
def test_a_product_is_judged_as_a_banker_would(case: Mapping[str, Any]) -> None:
    need = Need(case["need"]["amount"] * 100, case["need"]["days"], case["need"].get("within"))
    lpr = Lpr("2026-01", None, Decimal(case["lpr"]), None) if "lpr" in case else None
    cautions = case.get("cautions", ())
    found = match([product(**case["product"])], Profile(case["shop"]), need, today=TODAY, lpr=lpr, cautions=cautions)
    (one,) = found.ranked
    assert (one.tier, one.blocking) == (case["tier"], case.get("blocking"))
    if "distance" in case:
        assert [r.distance for r in one.criteria if r.field == one.blocking] == [case["distance"]]
    if "missing" in case:
        assert list(one.missing) == case["missing"]
    if "cost" in case:
        assert [one.cost_low_fen, one.cost_high_fen] == [yuan * 100 for yuan in case["cost"]]
    assert set(case.get("for", ())) <= {reason.code for reason in one.reasons_for}
    assert set(case.get("against", ())) <= {reason.code for reason in one.reasons_against}


def test_a_closed_product_is_never_shown() -> None:
    found = match([product(status="closed")], LICENSED, NEED, today=TODAY)
    assert len(found.ranked) == 0 and len(found.schemes) == 0


def test_a_published_price_comes_before_a_hidden_one_and_a_cheap_one_before_a_dear_one() -> None:
    shop = {"amount_max": 500_000, "criteria": LICENCE}
    products = [
        product("hidden", **shop),
        product("dear", rate=("0.08", "0.15"), **shop),
        product("from_only", rate=("0.01", None), **shop),
        product("cheap", rate=("0.05", "0.06"), **shop),
    ]
    assert ids(match(products, LICENSED, NEED, today=TODAY).ranked) == ["cheap", "dear", "from_only", "hidden"]


def test_a_possible_product_comes_before_a_cheaper_one_that_is_not() -> None:
    products = [
        product("cheap", amount_max=50_000, rate=("0.01", "0.02"), criteria=LICENCE),
        product("dear", amount_max=500_000, rate=("0.10", "0.20"), criteria=LICENCE),
    ]
    assert ids(match(products, LICENSED, NEED, today=TODAY).ranked) == ["dear", "cheap"]


def test_at_the_same_cost_money_in_time_comes_first() -> None:
    shop = {"amount_max": 500_000, "rate": ("0.05", "0.06"), "criteria": LICENCE}
    products = [
        product("a_late", days_to_funds=20, **shop),
        product("b_silent", **shop),
        product("c_in_time", days_to_funds=2, **shop),
    ]
    need = Need(NEED.amount_fen, NEED.days, within_days=3)
    assert ids(match(products, LICENSED, need, today=TODAY).ranked) == ["c_in_time", "b_silent", "a_late"]


def test_of_near_misses_the_one_with_fewest_conditions_missing_is_nearest() -> None:
    two = [["months_in_business", "at_least", 24, "high"], *LICENCE]
    products = [product("a_two", criteria=two), product("b_one", criteria=LICENCE)]
    found = match(products, Profile({"months_in_business": 3, "has_licence": False}), NEED, today=TODAY)
    assert ids(found.ranked) == ["b_one", "a_two"]


def test_who_offers_a_product_never_changes_its_place() -> None:
    shop = {"amount_max": 500_000, "rate": ("0.05", "0.06"), "criteria": LICENCE}
    for first, second in (("platform", "bank"), ("bank", "platform")):
        products = [product("b", group=first, **shop), product("a", group=second, **shop)]
        assert ids(match(products, LICENSED, NEED, today=TODAY).ranked) == ["a", "b"]


def test_public_schemes_that_lend_no_money_stand_apart() -> None:
    products = [product("subsidy", group="scheme", basis="subsidy"), product("loan", group="scheme", basis="simple")]
    found = match(products, LICENSED, NEED, today=TODAY)
    assert (ids(found.ranked), ids(found.schemes)) == (["loan"], ["subsidy"])


def test_the_next_question_is_the_one_that_alone_decides_most_products() -> None:
    products = [
        product("a", criteria=[["files_tax", "is", "regularly", "high"]]),
        product("b", criteria=[["files_tax", "is", "regularly", "high"]]),
        *(
            product(name, criteria=[["owner_age_years", "at_least", 18, "high"], ["has_licence", "is", True, "high"]])
            for name in "cde"
        ),
    ]
    assert match(products, Profile({}), NEED, today=TODAY).ask_next.field == "files_tax"


def test_what_the_merchant_does_not_know_is_not_asked_again() -> None:
    products = [product("a", criteria=[["files_tax", "is", "regularly", "high"]])]
    assert match(products, Profile({"files_tax": None}), NEED, today=TODAY).ask_next is None


def test_nothing_is_asked_for_a_product_that_is_out_of_reach() -> None:
    products = [product("a", amount_max=10_000, criteria=[["files_tax", "is", "regularly", "high"]])]
    assert match(products, Profile({}), NEED, today=TODAY).ask_next is None


def test_the_cheapest_and_the_fastest_are_marked_once_each() -> None:
    shop = {"amount_max": 500_000, "criteria": LICENCE}
    products = [
        product("cheap", rate=("0.03", "0.04"), days_to_funds=5, **shop),
        product("fast", rate=("0.08", "0.09"), days_to_funds=1, **shop),
    ]
    cheap, fast = match(products, LICENSED, NEED, today=TODAY).ranked
    assert "cheapest_published" in codes(cheap) and "fastest_published" not in codes(cheap)
    assert "fastest_published" in codes(fast) and "cheapest_published" not in codes(fast)


def test_a_need_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="above zero"):
        match([product()], LICENSED, Need(0, 30), today=TODAY)


PRODUCTS = st.lists(
    st.builds(
        product,
        name=st.sampled_from([f"p{number}" for number in range(30)]),
        amount_max=st.sampled_from([None, 50_000, 500_000]),
        rate=st.sampled_from([(None, None), ("0.05", None), ("0.04", "0.08"), ("0.1", "0.2")]),
        days_to_funds=st.sampled_from([None, 0, 3, 30]),
        platforms=st.sampled_from([(), ("jd",), ("taobao", "tmall")]),
        status=st.sampled_from(["active", "uncertain", "closed"]),
        basis=st.sampled_from(["simple", "fee", "subsidy", "unknown"]),
        criteria=st.sampled_from([[], LICENCE, [["months_in_business", "at_least", 12, "low"]]]),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "platform": st.sampled_from(["jd", "taobao", "other"]),
        "has_licence": st.booleans(),
        "months_in_business": st.integers(0, 40),
    },
)


@given(products=PRODUCTS, facts=FACTS, seed=st.integers(0, 99))
@settings(max_examples=100, deadline=None)
def test_the_order_of_the_catalogue_changes_nothing(products: list[Product], facts: dict[str, Any], seed: int) -> None:
    shuffled = random.Random(seed).sample(products, len(products))
    assert match(shuffled, Profile(facts), NEED, today=TODAY) == match(products, Profile(facts), NEED, today=TODAY)


@given(products=PRODUCTS, facts=FACTS)
@settings(max_examples=100, deadline=None)
def test_tiers_stand_in_order_and_only_what_is_not_met_blocks(products: list[Product], facts: dict[str, Any]) -> None:
    found = match(products, Profile(facts), NEED, today=TODAY)
    places = [TIERS.index(one.tier) for one in found.ranked]
    assert places == sorted(places)
    for one in (*found.ranked, *found.schemes):
        assert (one.blocking is not None) == (one.tier == "not_now")
        assert all(result.status == "met" for result in one.criteria) or one.tier not in ("eligible", "likely")
