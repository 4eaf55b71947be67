"""What a sentence wants left out or back, and what an exclusion leaves out."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.trade.exclusion_reading import NamedThing, read_wishes
from advisor.trade.exclusions import Exclusion, left
from tests.trade.real_knowledge import products

EXCLUDED = {
    "不要抵押的": ["collateral:collateral"],
    "我不要抵押的，想借20万": ["collateral:collateral"],
    "有没有不用抵押的": ["collateral:collateral"],
    "不用担保的": ["collateral:guarantee"],
    "别推荐网商贷": ["product:wsd"],
    "网商贷就算了吧": ["product:wsd"],
    "除了网商贷还有啥": ["product:wsd"],
    "不要银行的": ["group:bank"],
    "除了银行都行": ["group:bank"],
    "平台的不要，银行的也可以": ["group:platform"],
    "银行的不要，平台的也不要": ["group:bank", "group:platform"],
    "网商贷和银行的都不要": ["product:wsd", "group:bank"],
    "不要银行和平台的": ["group:bank", "group:platform"],
    "no bank or platform loans": ["group:bank", "group:platform"],
    "年化15%以上的不要": ["yearly_rate_above:0.15"],
    "利息别超过12%": ["yearly_rate_above:0.12"],
    "no bank loans please": ["group:bank"],
    "don't show me 网商贷": ["product:wsd"],
    "nothing above 15% a year": ["yearly_rate_above:0.15"],
}
RESTORED = {
    "抵押的也可以": ["collateral:collateral"],
    "还是看看网商贷": ["product:wsd"],
    "都恢复": ["all"],
    "put everything back": ["all"],
    "bank loans are fine too": ["group:bank"],
}
NEITHER = (
    "不要抵押吗", "要不要抵押", "要抵押吗", "抵押也可以吗", "没有抵押", "我没有房子抵押", "不要", "不要了",
    "银行不给贷", "网商贷不想用了怎么关", "银行贷款不还会怎样", "想注销网商贷 不要了", "",
)  # fmt: skip


NO_DAILY = {"daily_rate_min": None, "daily_rate_max": None}


def named(text: str) -> list[NamedThing]:
    place = text.find("网商贷")
    return [NamedThing("product", "wsd", place, place + 3)] if place >= 0 else []


@pytest.mark.parametrize(("text", "wanted"), EXCLUDED.items(), ids=list(EXCLUDED))
def test_what_is_not_wanted(text: str, wanted: list[str]) -> None:
    assert [str(one) for one in read_wishes(text, named(text)).excluded] == wanted


@pytest.mark.parametrize(("text", "wanted"), RESTORED.items(), ids=list(RESTORED))
def test_what_is_wanted_again(text: str, wanted: list[str]) -> None:
    assert [str(one) for one in read_wishes(text, named(text)).restored] == wanted


@pytest.mark.parametrize("text", NEITHER)
def test_questions_and_a_bare_no_exclude_nothing(text: str) -> None:
    wishes = read_wishes(text, named(text))
    assert (wishes.excluded, wishes.restored) == ((), ())


@given(st.text(max_size=60))
def test_no_text_is_too_strange(text: str) -> None:
    wishes = read_wishes(text)
    assert not set(wishes.excluded) & set(wishes.restored)


def test_each_kind_leaves_out_its_own_and_nothing_unknown() -> None:
    known = products()
    one = dataclasses.replace(
        known[0], id="x", group="bank", collateral=None, yearly_rate_min=None, yearly_rate_max=None, **NO_DAILY
    )
    for text in (
        "collateral:collateral",
        "collateral:guarantee",
        "yearly_rate_above:0.01",
        "group:platform",
        "product:y",
    ):
        assert left([one], [Exclusion.of(text)]) == (one,), text
    assert left([one], [Exclusion.of("group:bank")]) == ()
    dear = dataclasses.replace(one, yearly_rate_min=Decimal("0.2"))
    assert left([dear], [Exclusion.of("yearly_rate_above:0.15")]) == ()
    assert left([dear], [Exclusion.of("yearly_rate_above:0.2")]) == (dear,)


def test_every_product_that_needs_collateral_is_left_out() -> None:
    kept = left(products(), [Exclusion.of("collateral:collateral")])
    assert 0 < len(kept) < len(products())
    assert not {one.collateral for one in kept} & {"property", "inventory", "mixed"}


@pytest.mark.parametrize("text", ["bank", "colour:red", "group:", ":bank", ""])
def test_another_form_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="no exclusion"):
        Exclusion.of(text)
