"""What-ifs in people's words."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from advisor.trade.what_if_reading import Change, asked_backwards, changes_in, is_tried

CASES = yaml.safe_load((Path(__file__).parent.parent / "specs" / "what_ifs.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", CASES)
def test_a_sentence_asks_for_these_changes(text):
    wanted = tuple(
        Change(lever, mode, Decimal(str(value)), *(rest or [None])) for lever, mode, value, *rest in CASES[text]
    )
    assert changes_in(text) == wanted


@given(st.text(max_size=60))
def test_any_text_is_read_without_trouble(text):
    assert all(change.value.is_finite() for change in changes_in(text))


@pytest.mark.parametrize(
    "text",
    [
        "如果账期多15天会怎样",
        "退货率降2个点",
        "发货快一天",
        "借五万仨月 月息八厘 会咋样",
        "借3万 60天 一年18个点 够不够",
        "what if i borrow 50k for 3 months at 9.6% a year",
        "平台早两天打款会咋样",
        "账期能再拖拖就好了",
        "不借呢",
    ],
)
def test_something_is_tried(text):
    assert is_tried(text)


@pytest.mark.parametrize(
    "text",
    [
        "账期是45天",
        "不对 我账期是45天",
        "结算要7天",
        "如果流水涨两成额度能涨吗",
        "如果逾期了会怎样",
        "想借20万用三个月",
        "退货率降了2个点了",
        "提前还款会怎样",
        "我在淘宝卖女装",
        "借5万",
        "no, my supplier terms are 45 days",
        "发货一般2天",
        "进价大概六成",
        "我如果贷8000六个月，一共要还多少",
        "如果借3万 二十天后还款是多少",
        "卖多少钱合适",
    ],
)
def test_nothing_is_tried(text):
    assert not is_tried(text)


@pytest.mark.parametrize(
    ("text", "lever"),
    [
        ("账期要多少天才不缺钱", "payable_days"),
        ("要想不缺钱 退货得降到多少", "return_rate"),
        ("卖多少才不亏", "sales"),
        ("how many extra days from the supplier until i don't need a loan", "payable_days"),
        ("账期多15天呢", None),
        ("账期是多少天", None),
    ],
)
def test_a_number_that_would_do_is_asked_for(text, lever):
    assert asked_backwards(text) == lever
