"""Answers in several figures."""

import pytest

from advisor.trade.questions import Answered, read_answer
from tests.trade.real_knowledge import questions


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("fixed_costs_fen", "房租8k 俩人12000", 2_000_000),
        ("fixed_costs_fen", "工资一万二，房租三千，水电500", 1_550_000),
        ("fixed_costs_fen", "24000 a month", 2_400_000),
        ("fixed_costs_fen", "8000", 800_000),
        ("cost_share", "卖一百的货成本四十来块吧", "0.4"),
        ("cost_share", "进货六十块", "0.6"),
        ("cost_share", "60%", "0.6"),
        ("advertising_share", "卖100元推广要8块", "0.08"),
    ],
)
def test_the_parts_make_one_answer(question, text, value):
    assert read_answer(questions()[question], text) == Answered(value)


@pytest.mark.parametrize(
    ("question", "text"), [("own_cash_fen", "房租8k 工资12000"), ("cost_share", "我卖四十块的东西多少钱合适？")]
)
def test_other_questions_are_not_added_up(question, text):
    assert not isinstance(read_answer(questions()[question], text), Answered)
