"""What a "what if" makes of the answers of a self-assessment."""

from __future__ import annotations

import pytest

from advisor.trade.swot.supposed import supposed_answers
from advisor.trade.what_if_reading import changes_in
from tests.trade.real_knowledge import questions

KNOWN = {
    "return_rate": "0.35", "inventory_days": 45, "payable_days": 30, "receivable_days": 14, "ship_days": 2,
    "months_in_business": 14, "monthly_sales_fen": 20_000_000, "cost_share": "0.6",
}  # fmt: skip


def supposed(text, known=KNOWN):
    return supposed_answers(text, changes_in(text), known)


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("如果改成退货率10%", {"return_rate": "0.1"}),
        ("退货率降5个点呢", {"return_rate": "0.3"}),
        ("如果账期多15天呢", {"payable_days": 45}),
        ("库存降到20天会怎样", {"inventory_days": 20}),
        ("销量掉三成呢", {"monthly_sales_fen": 14_000_000}),
        ("发货快一天呢", {"ship_days": 1, "receivable_days": 13}),
        ("如果再做一年呢", {"months_in_business": 26}),
        ("要是我办了执照呢", {"has_licence": True}),
        ("要是没有执照呢", {"has_licence": False}),
        ("要是按时报税呢", {"files_tax": "regularly"}),
        ("如果不报税呢", {"files_tax": "never"}),
        ("要是每个月都记账呢", {"keeps_books": "full"}),
        ("如果把逾期还清了呢", {"credit_record": "minor_late"}),
        ("要是逾期了呢", {"credit_record": "overdue_now"}),
        ("如果公私分开呢", {"separates_money": "yes"}),
        ("what if i got a licence", {"has_licence": True}),
        ("what if i filed taxes", {"files_tax": "regularly"}),
        ("what if i cleared the overdue loan", {"credit_record": "minor_late"}),
        ("要是下雨呢", {}),
    ],
)
def test_a_sentence_supposes_answers(text, answers):
    assert supposed(text) == answers


def test_a_change_of_an_unknown_number_supposes_nothing():
    assert supposed("如果账期多15天呢", {}) == {}


def test_a_number_that_is_set_needs_no_known_one():
    assert supposed("如果改成退货率10%", {}) == {"return_rate": "0.1"}


def test_a_stage_of_unknown_length_still_moves_the_whole_way():
    assert supposed("发货快一天呢", {"receivable_days": 14}) == {"receivable_days": 13}


def test_shares_stay_between_nothing_and_all():
    assert supposed("退货率降50个点呢") == {"return_rate": "0"}


def test_every_supposition_is_a_possible_answer():
    from advisor.trade.swot.supposed import FIELDS, SUPPOSITIONS

    known = questions()
    for one in SUPPOSITIONS:
        kind = known[one.field].kind
        options = {option.value for option in known[one.field].options}
        for value in (one.value, one.without):
            assert value in ((True, False) if kind == "yes_no" else options), one
    assert set(FIELDS.values()) <= set(known)
