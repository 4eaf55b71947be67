"""What sentences ask of a list, what published figures say to it, and how wishes are added and taken back."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.trade.exclusion_reading import NamedThing
from advisor.trade.exclusions import left, status_of, wish_of
from advisor.trade.filter_reading import read_dropped, read_filters
from advisor.trade.filtered_products import sort_out
from advisor.trade.product_filters import FIELDS, Filter
from advisor.trade.records import Criterion, Product, Source
from advisor.trade.wish_changes import with_added, without
from tests.trade.real_knowledge import products, spec

SPEC = spec("filters")
PLATFORMS = {"拼多多": "pdd", "Pinduoduo": "pdd"}
SURE = Source("https://example.com", date(2026, 11, 1), "high")
WEAK = dataclasses.replace(SURE, confidence="low")
PLAIN = dataclasses.replace(
    products()[0], id="plain", group="bank", platforms=(), criteria=(), notes={}, repayment_methods=(), collateral=None,
    amount_min_fen=None, amount_max_fen=None, term_min_months=None, term_max_months=None, yearly_rate_min=None,
    yearly_rate_max=None, daily_rate_min=None, daily_rate_max=None, days_to_funds=None, sources={"": SURE},
    status="active", rate_basis="simple", conflicts=(),
)  # fmt: skip


def named(text: str) -> list[NamedThing]:
    return [
        NamedThing("platform", platform, text.find(name), text.find(name) + len(name))
        for name, platform in PLATFORMS.items()
        if name in text
    ]


@pytest.mark.parametrize(("text", "wanted"), SPEC["filters"].items(), ids=list(SPEC["filters"]))
def test_what_a_sentence_asks_of_a_list(text: str, wanted: list[str]) -> None:
    assert sorted(map(str, read_filters(text, named(text)))) == sorted(wanted)


@pytest.mark.parametrize("text", SPEC["none"])
def test_needs_questions_and_own_facts_are_no_filters(text: str) -> None:
    assert read_filters(text, named(text)) == ()


@pytest.mark.parametrize(("text", "wanted"), SPEC["dropped"].items(), ids=list(SPEC["dropped"]))
def test_what_no_longer_counts(text: str, wanted: list[str]) -> None:
    assert list(read_dropped(text)) == wanted


def test_a_question_about_a_named_product_is_no_list() -> None:
    assert read_filters("微业贷随借随还的吗", [NamedThing("product", "webank_weiyedai", 0, 3)]) == ()


@given(st.text(max_size=60))
def test_no_text_is_too_strange(text: str) -> None:
    for one in read_filters(text):
        assert wish_of(str(one)) == one


def product(**figures: object) -> Product:
    return dataclasses.replace(PLAIN, **figures)  # type: ignore[arg-type]


STATUSES = [
    ("days_to_funds:at_most:3", {"days_to_funds": Decimal(3)}, "met"),
    ("days_to_funds:at_most:3", {"days_to_funds": Decimal(4)}, "not_met"),
    ("days_to_funds:at_most:3", {"days_to_funds": Decimal(4), "sources": {"": WEAK}}, "depends"),
    ("days_to_funds:at_most:0", {"days_to_funds": Decimal(0)}, "met"),
    ("amount_max_fen:at_least:100", {"amount_max_fen": 100}, "met"),
    ("amount_max_fen:at_least:101", {"amount_max_fen": 100}, "not_met"),
    ("yearly_rate:at_most:0.1", {"yearly_rate_min": Decimal("0.05"), "yearly_rate_max": Decimal("0.1")}, "met"),
    ("yearly_rate:at_most:0.1", {"yearly_rate_min": Decimal("0.05"), "yearly_rate_max": Decimal("0.12")}, "depends"),
    ("yearly_rate:at_most:0.1", {"yearly_rate_min": Decimal("0.05")}, "depends"),
    ("yearly_rate:at_most:0.1", {"yearly_rate_min": Decimal("0.11"), "yearly_rate_max": Decimal("0.12")}, "not_met"),
    ("yearly_rate_above:0.1", {"yearly_rate_min": Decimal("0.11")}, "not_met"),
    ("collateral:collateral", {"collateral": "none"}, "met"),
    ("collateral:collateral", {"collateral": "receivables"}, "met"),
    ("collateral:collateral", {"collateral": "property"}, "not_met"),
    ("collateral:guarantee", {"collateral": "guarantee"}, "not_met"),
    ("group:is:bank", {}, "met"),
    ("group:is:platform|scheme", {}, "not_met"),
    ("platform:is:pdd", {"platforms": ("pdd", "taobao")}, "met"),
    ("platform:is:pdd", {"platforms": ("taobao",)}, "not_met"),
    ("platform:is:pdd", {"platforms": ()}, "met"),
    ("repayment:is:revolving", {"repayment_methods": ("revolving", "bullet")}, "met"),
    ("repayment:is:revolving", {"repayment_methods": ("level_payment",)}, "not_met"),
    ("prepayment:is:free", {"repayment_methods": ("revolving",)}, "met"),
    ("prepayment:is:free", {"notes": {"prepayment": {"zh": "收 2 %", "en": "2 %"}}}, "depends"),
    ("without:is:has_licence", {"criteria": (Criterion("has_licence", "is", True, "high"),)}, "not_met"),
    ("without:is:has_licence", {"criteria": (Criterion("has_licence", "is", True, "low"),)}, "depends"),
    ("shop_age_months:at_most:6", {"criteria": (Criterion("months_in_business", "at_least", 6, "high"),)}, "met"),
    ("shop_age_months:at_most:6", {"criteria": (Criterion("months_in_business", "at_least", 12, "high"),)}, "not_met"),
    ("status:is:active", {"status": "uncertain"}, "not_met"),
    ("product:plain", {}, "not_met"),
    ("product:another", {}, "met"),
]


@pytest.mark.parametrize(("wish", "figures", "wanted"), STATUSES)
def test_what_a_published_figure_says(wish: str, figures: dict[str, object], wanted: str) -> None:
    assert status_of(product(**figures), wish_of(wish)) == wanted


FIGURED = [one for one in FIELDS if one not in ("group", "platform", "status")]
VALUES = {"repayment": "revolving", "prepayment": "free", "without": "has_licence"}


@pytest.mark.parametrize("field", FIGURED)
def test_what_is_not_published_neither_fits_nor_is_left_out(field: str) -> None:
    wish = Filter(field, FIELDS[field][0], VALUES.get(field, "1"))
    assert status_of(PLAIN, wish) == "not_published"
    assert left([PLAIN], [wish]) == (PLAIN,)
    found = sort_out([PLAIN], [wish])
    assert (found.fitting, found.depending, found.unpublished) == ((), (), (PLAIN,))


def test_one_wish_not_met_leaves_out_and_one_not_published_does_not_fit() -> None:
    quick = product(id="quick", days_to_funds=Decimal(1))
    slow = product(id="slow", days_to_funds=Decimal(9), amount_max_fen=10**9)
    both = product(id="both", days_to_funds=Decimal(1), amount_max_fen=10**9)
    found = sort_out([slow, quick, both], [wish_of("days_to_funds:at_most:3"), wish_of("amount_max_fen:at_least:1")])
    assert [one.id for one in found.fitting] == ["both"]
    assert [one.id for one in found.unpublished] == ["quick"]


def test_a_list_is_ordered_by_price_then_speed_whatever_order_it_came_in() -> None:
    dear = product(id="a", yearly_rate_max=Decimal("0.2"))
    slow = product(id="b", yearly_rate_max=Decimal("0.1"), days_to_funds=Decimal(5))
    quick = product(id="c", yearly_rate_max=Decimal("0.1"), days_to_funds=Decimal(1))
    start = product(id="d", yearly_rate_min=Decimal("0.01"))
    for some in ([dear, slow, quick, start], [start, quick, slow, dear]):
        assert [one.id for one in sort_out(some, []).fitting] == ["c", "b", "a", "d"]


def after(before: Sequence[str], *, add: Sequence[str] = (), back: Sequence[str] = ()) -> list[str]:
    kept = tuple(map(wish_of, before))
    for one in back:
        kept = without(kept, one)
    return [str(one) for one in with_added(kept, map(wish_of, add))]


def test_a_newer_wish_takes_the_place_of_one_about_the_same() -> None:
    assert after(["days_to_funds:at_most:3", "group:is:bank"], add=["days_to_funds:at_most:7"]) == [
        "group:is:bank",
        "days_to_funds:at_most:7",
    ]
    assert after(["yearly_rate_above:0.1"], add=["yearly_rate:at_most:0.08"]) == ["yearly_rate:at_most:0.08"]
    assert after(["without:is:has_licence"], add=["without:is:files_tax"]) == [
        "without:is:has_licence",
        "without:is:files_tax",
    ]


def test_wanting_a_group_and_not_wanting_it_do_not_stand_side_by_side() -> None:
    assert after(["group:bank"], add=["group:is:bank"]) == ["group:is:bank"]
    assert after(["group:is:bank|scheme"], add=["group:bank"]) == ["group:is:scheme", "group:bank"]
    assert after(["group:is:bank"], add=["group:bank"]) == ["group:bank"]


def test_wishes_are_taken_back_by_their_words_or_their_subject() -> None:
    assert after(["days_to_funds:at_most:3", "collateral:collateral"], back=["subject:days_to_funds"]) == [
        "collateral:collateral"
    ]
    assert after(["collateral:collateral"], back=["collateral:collateral"]) == []
    assert after(["without:is:has_licence"], back=["subject:without has_licence"]) == []
    assert after(["group:is:scheme"], back=["group:bank"]) == ["group:is:scheme|bank"]


@pytest.mark.parametrize("text", ["days_to_funds:at_least:3", "colour:is:red", "group:is:", "days_to_funds:at_most:"])
def test_another_form_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="no (filter|exclusion)"):
        wish_of(text)


def test_the_real_products_hold_some_that_fit_and_some_that_do_not_say() -> None:
    found = sort_out(products(), [wish_of("collateral:collateral"), wish_of("amount_max_fen:at_least:20000000")])
    assert found.fitting and found.unpublished
    assert all(one.amount_max_fen and one.amount_max_fen >= 20000000 for one in found.fitting)
    assert all(one.collateral in ("none", "receivables", "guarantee", "policy") for one in found.fitting)
