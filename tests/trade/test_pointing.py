"""What a sentence points at among the things shown, and what it wants to know of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.trade.pointing import Pointed, pointed_at
from advisor.trade.product_topics import is_follow_up, topics_of

PLACES = {
    "第二个利率多少": (1,),
    "第3款呢": (2,),
    "头一个怎么还": (0,),
    "最后一个": (2,),
    "前两个比一下": (0, 1),
    "后两个": (1, 2),
    "第一和第三哪个快": (0, 2),
    "第二个和最后一个比比": (1, 2),
    "1和2比": (0, 1),
    "2号怎么申请": (1,),
    "what about the second one": (1,),
    "compare the first two": (0, 1),
    "the last one please": (2,),
    "#3": (2,),
}
NOTHING = ("上个月卖了5万", "第二题", "最后一次", "借两个月", "三个月后还", "last month was good", "")


@pytest.mark.parametrize(("text", "wanted"), PLACES.items(), ids=list(PLACES))
def test_places_in_a_list_of_three(text: str, wanted: tuple[int, ...]) -> None:
    assert pointed_at(text, 3).places == wanted


@pytest.mark.parametrize("text", NOTHING)
def test_other_numbers_and_last_times_point_at_nothing(text: str) -> None:
    assert not pointed_at(text, 3).is_any


def test_a_place_behind_the_end_is_told() -> None:
    assert pointed_at("第4个", 3) == Pointed(past_end=True)
    assert pointed_at("前四个", 3).past_end
    assert pointed_at("最后一个", 0).past_end


@pytest.mark.parametrize("text", ["它能提前还吗", "那个要抵押吗", "刚才那款呢", "is it still offered", "that one"])
def test_the_one_talked_of(text: str) -> None:
    assert pointed_at(text, 3).is_it


@pytest.mark.parametrize(
    ("text", "count"),
    [("这两个差在哪", 2), ("那三款", 3), ("它们有啥区别", 0), ("它俩哪个好", 2), ("那仨比比", 3), ("these two", 2)],
)
def test_several_talked_of(text: str, count: int) -> None:
    assert pointed_at(text, 3).these == count


@given(st.text(max_size=40), st.integers(0, 8))
def test_places_are_always_in_the_list(text: str, count: int) -> None:
    assert all(0 <= place < count for place in pointed_at(text, count).places)


TOPICS = {
    "第二个利率多少": ("rate",),
    "它能提前还吗": ("prepayment",),
    "提前还款有手续费吗": ("prepayment",),
    "那个要抵押吗": ("collateral",),
    "那材料呢": ("documents",),
    "几天到账": ("speed",),
    "能借多久": ("term",),
    "利率和额度多少": ("rate", "amount"),
    "要不要营业执照": ("licence",),
    "看征信吗": ("credit",),
    "要报税吗": ("tax",),
    "谁放的款": ("lender",),
    "还在办吗": ("status",),
    "哪些地方能办": ("region",),
    "怎么还": ("repayment",),
    "how fast is it": ("speed",),
    "does it need collateral": ("collateral",),
    "is it still offered": ("status",),
}


@pytest.mark.parametrize(("text", "wanted"), TOPICS.items(), ids=list(TOPICS))
def test_what_is_asked(text: str, wanted: tuple[str, ...]) -> None:
    assert topics_of(text, None) == wanted


def test_the_intent_decides_where_no_word_does() -> None:
    assert topics_of("那怎么弄", "ask_how_to_apply") == ("apply",)
    assert topics_of("讲讲", "ask_product_info") == ("all",)


@pytest.mark.parametrize("text", ["那材料呢", "多久到账", "and the documents?", "手续费呢"])
def test_a_short_question_goes_on_about_the_same(text: str) -> None:
    assert is_follow_up(text, "ask_documents")


@pytest.mark.parametrize(
    "text",
    ["怎么提额", "银行一般多久到账", "为什么利率高了", "利率是什么意思", "我想知道现在市场上一般的贷款利率是多少"],
)
def test_a_general_question_does_not(text: str) -> None:
    assert not is_follow_up(text, "ask_interest_rate")
