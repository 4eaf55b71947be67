"""Facts stated inside a sentence: what is taken, what is a doubt, what is nobody's."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.trade.answer_facts import sole_unclaimed, stated
from tests.trade.real_knowledge import questions

STATED: dict[str, dict[str, Any]] = {
    "我在拼多多卖手机壳三年了，月流水12万，想借20万用三个月": {
        "platform": "pinduoduo", "industry": "electronics", "months_in_business": 36, "monthly_sales_fen": 12_000_000,
        "need_amount_fen": 20_000_000, "need_days": 90,
    },
    "账期45天，压货一个月": {"payable_days": 45, "inventory_days": 30},
    "做拼多多的，信用还行，想贷个三五万": {"platform": "pinduoduo", "need_amount_fen": 5_000_000},
    "抖音小店开了8个月，退货率15%": {"platform": "douyin", "months_in_business": 8, "return_rate": "0.15"},
    "I sell clothes on Shopify for 3 years": {
        "platform": "shopify", "industry": "clothing", "months_in_business": 36,
    },
    "如果我借50万用一年呢": {},
    "我朋友借了20万": {},
    "我老公的店开了三年": {},
    "之前借过10万": {},
    "不想借20万": {},
    "没做满一年": {},
    "我借了网商贷5万，还想再借10万": {},  # two amounts for one question cancel each other
}  # fmt: skip


@pytest.mark.parametrize(("text", "values"), STATED.items(), ids=list(STATED))
def test_only_what_is_beyond_doubt_is_taken(text: str, values: dict[str, Any]) -> None:
    assert stated(text, questions()).values == values


def test_an_amount_without_a_unit_is_a_doubt() -> None:
    facts = stated("想借20，三个月", questions())
    assert "need_amount_fen" not in facts.values
    assert facts.doubts["need_amount_fen"][1] == (20_000_000,)


def test_the_only_free_figure_of_a_kind_answers_the_pending_question() -> None:
    need = questions()["need_days"]
    assert sole_unclaimed(stated("想借20，三个月", questions()), need, "想借20，三个月") == 90
    assert sole_unclaimed(stated("三个月或者四个月", questions()), need, "三个月或者四个月") is None
    assert sole_unclaimed(stated("我朋友用了三个月", questions()), need, "我朋友用了三个月") is None


@given(st.text(max_size=60))
def test_no_text_is_too_strange(text: str) -> None:
    facts = stated(text, questions())
    assert set(facts.values) <= set(questions())
    assert not set(facts.values) & set(facts.doubts)
