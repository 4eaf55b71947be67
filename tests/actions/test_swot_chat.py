"""The self-assessment in the chat: what is measured is not asked, the plan, what-ifs, coming back, and history."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.asked_facts import show_with
from actions.facts import PORTAL_FIGURES, learn, now
from actions.interview import AskInterview
from actions.questions_open import MOST_DEEPER, open_questions
from actions.result_matches import matches_of
from actions.result_swot import show_swot
from actions.service import Greet
from actions.start import StartInterview
from actions.swot_data import assessed, assessment_of, measured_answers, snapshot_of
from actions.swot_history import answer_history
from actions.swot_what_ifs import answer_swot_what_if
from actions.why_swot import answer_why_swot
from actions.wiring import stores
from advisor.trade.records import Need
from advisor.trade.swot import as_json
from tests.reports.made_up_shop import made_up_orders, make_shop

TYPICAL = {
    "industry": "clothing", "months_in_business": 18, "sales_trend": "flat", "return_rate": "0.35",
    "receivable_days": 14, "inventory_days": 90, "cash_buffer_days": 10, "credit_record": "clean",
    "keeps_books": "none", "platform_offer": "no", "knows_policy": "no",
}  # fmt: skip


def said_by(merchant, does, **turn):
    dispatcher = CollectingDispatcher()
    result = does(dispatcher, replace(merchant.turn(), **turn))
    return result, "\n".join(one.get("text") or "" for one in dispatcher.messages)


def asked_of(merchant):
    ids, facts = open_questions(merchant.turn(), "swot")
    return [name for name in ids if name not in facts]


def test_a_shop_of_which_nothing_is_known_is_asked_fewer_than_twelve_the_trade_first_then_the_most_telling(merchant):
    asked = asked_of(merchant)
    assert len(asked) < 12 and asked[:2] == ["industry", "credit_record"] and asked[-1] == "knows_policy"


def test_what_orders_tell_is_not_asked_but_said_with_its_evidence(merchant):
    stores().order_pages.keep(merchant.id, "file", made_up_orders(3000), now())
    assert {"return_rate", "receivable_days", "sales_trend"}.isdisjoint(asked_of(merchant))
    merchant.run(StartInterview(), intent="start_swot")
    assert "退货率" in merchant.said and "3,000 单" in merchant.said and "不问了" in merchant.said
    merchant.run(AskInterview())
    assert merchant.said.startswith("第 1/8 题，约 2 分钟：")


def test_what_other_answers_give_is_not_asked(merchant):
    learn(merchant.turn(), {"own_cash_fen": 5_000_000, "cost_share": "0.6", "monthly_sales_fen": 20_000_000})
    assert "cash_buffer_days" not in asked_of(merchant)


def test_the_merchants_own_answer_stands_against_the_orders(merchant):
    stores().order_pages.keep(merchant.id, "file", made_up_orders(3000), now())
    learn(merchant.turn(), {"return_rate": "0.02"})
    item = next(one for one in assessment_of(merchant.turn()).items if one.factor_id == "returns")
    assert item.value == "0.02" and item.measured is not None and not item.is_measured


def test_what_the_portal_says_of_rating_and_refunds_is_measured(merchant):
    figures = {"opened_on": "2020-01-01", "rating": "4.8", "refund_hours": 20}
    learn(merchant.turn(), {PORTAL_FIGURES: figures}, source="portal")
    found = measured_answers(merchant.turn())
    assert found["shop_rating"].value == "good" and found["refund_speed"].value == "within_a_day"
    assert found["months_on_platform"].value > 60


def test_deeper_questions_end_after_a_few_whatever_is_answered(merchant):
    merchant.slots |= {"interview": "swot_more", "answered": []}
    for _ in range(MOST_DEEPER):
        ids, facts = open_questions(merchant.turn(), "swot_more")
        learn(merchant.turn(), {(name := next(one for one in ids if one not in facts)): None})
        merchant.slots["answered"] = [*merchant.slots["answered"], name]
    ids, facts = open_questions(merchant.turn(), "swot_more")
    assert len(ids) == MOST_DEEPER and all(name in facts for name in ids)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_message_of_the_result_says_that_it_is_no_credit_decision_and_is_short(merchant, language):
    make_shop(merchant.id, orders=2000)
    merchant.slots["language"] = language
    dispatcher = CollectingDispatcher()
    show_swot(dispatcher, merchant.turn())
    no_decision = {"zh": "不是信贷审批", "en": "not a credit decision"}[language]
    assert len(dispatcher.messages) == 2 and all(no_decision in one["text"] for one in dispatcher.messages)
    assert all(len(one["text"].encode()) <= 2048 for one in dispatcher.messages)


def test_steps_tell_what_they_are_worth_where_the_cash_is_known_else_what_is_wanting(merchant):
    learn(merchant.turn(), TYPICAL)
    _, said = said_by(merchant, show_swot)
    assert "还差：月销售额、进货成本占比、供应商账期" in said and "少压" not in said
    learn(merchant.turn(), {"monthly_sales_fen": 20_000_000, "cost_share": "0.6", "payable_days": 0})
    _, said = said_by(merchant, show_swot)
    assert "少压" in said and "周期短 1 天" in said and "还差" not in said


def test_the_readiness_is_explained_with_its_parts_and_never_called_a_credit_score(merchant):
    learn(merchant.turn(), TYPICAL | {"credit_record": "overdue_now", "months_in_business": 60, "keeps_books": "full"})
    found = assessed(merchant.turn()).assessment
    _, said = said_by(merchant, answer_why_swot)
    assert f"准备度 {found.readiness}/100" in said and f"知道的 {found.known} 项" in said
    assert f"{found.lowest} 到 {found.highest}" in said and "不是信用分" in said
    assert f"封在 {found.readiness}" in said and "“信用记录”" in said


def test_a_what_if_tells_the_difference_and_changes_no_answer(merchant):
    learn(merchant.turn(), TYPICAL)
    said_by(merchant, show_swot)
    before = snapshot_of(merchant.turn()).readiness
    after = snapshot_of(merchant.turn(), {"return_rate": "0.1"}).readiness
    is_answered, said = said_by(merchant, answer_swot_what_if, text="如果改成退货率10%", intent="what_if")
    assert is_answered and f"准备度 {before} → {after}（多 {after - before} 分）" in said and after > before
    assert "从“挑战”变成“优势”" in said and merchant.facts["return_rate"] == "0.35"


def test_a_what_if_is_one_answer_with_the_cash_in_it(merchant):
    make_shop(merchant.id, swot=False)
    said_by(merchant, show_swot)
    is_answered, said = said_by(merchant, answer_swot_what_if, text="如果账期多15天呢", intent="what_if")
    assert is_answered and "准备度" in said and ("资金缺口" in said or "13 周后" in said)


def test_a_what_if_in_numbers_is_left_to_the_cash_where_that_was_shown_last(merchant):
    learn(merchant.turn(), TYPICAL)
    said_by(merchant, show_swot)
    stores().merchants.keep_result(merchant.id, "cash_cycle", {}, now() + timedelta(seconds=1))
    assert not said_by(merchant, answer_swot_what_if, text="如果账期多15天呢", intent="what_if")[0]
    assert said_by(merchant, answer_swot_what_if, text="要是我办了执照呢", intent="what_if")[0]


def test_without_a_self_assessment_one_is_offered_before_a_what_if_of_it(merchant):
    is_answered, said = said_by(merchant, answer_swot_what_if, text="要是我办了执照呢", intent="what_if")
    assert is_answered and "先做一次融资体检" in said
    assert not said_by(merchant, answer_swot_what_if, text="如果账期多15天呢", intent="what_if")[0]


def came_back(merchant, days, **facts):
    learn(merchant.turn(), TYPICAL | facts)
    body = as_json(assessed(merchant.turn()).snapshot)
    stores().merchants.keep_result(merchant.id, "swot", body, now() - timedelta(days=days))
    merchant.run(Greet())


def test_who_comes_back_to_a_plan_is_asked_one_number_of_it_once(merchant):
    came_back(merchant, days=40)
    assert "您回来啦" in merchant.said and "现在呢？" in merchant.said and "先不用" in merchant.buttons
    assert merchant.slots["asked_for"] == "plan" and merchant.slots["asked_fact"]
    merchant.run(Greet())
    assert merchant.said == "utter_greet"


def test_before_a_week_is_over_nothing_is_asked(merchant):
    came_back(merchant, days=6)
    assert merchant.said == "utter_greet"


def test_a_left_interview_comes_before_the_plan(merchant):
    merchant.slots["interview"] = "swot"
    came_back(merchant, days=40)
    assert "还没做完" in merchant.said and not merchant.slots.get("asked_for")


def test_what_the_orders_tell_is_not_asked_of_who_comes_back(merchant):
    stores().order_pages.keep(merchant.id, "file", made_up_orders(3000), now())
    came_back(merchant, days=40, return_rate=None, receivable_days=None)
    assert merchant.slots["asked_fact"] not in ("return_rate", "receivable_days", "ship_days")


def test_the_answer_is_kept_and_what_it_changed_is_said(merchant):
    came_back(merchant, days=40)
    before = assessed(merchant.turn()).assessment.readiness
    merchant.slots |= {"asked_fact": "return_rate", "asked_for": "plan"}
    _, said = said_by(merchant, lambda dispatcher, turn: show_with(dispatcher, turn, {"return_rate": "0.1"}))
    after = assessed(merchant.turn()).assessment.readiness
    assert f"准备度 {before} → {after}" in said and "退货率：从“挑战”变成“优势”" in said and "接下来先做" in said
    assert merchant.facts["return_rate"] == "0.1"
    assert len(stores().merchants.results(merchant.id, "swot", 9)) == 2


def test_not_knowing_forgets_nothing(merchant):
    came_back(merchant, days=40)
    said_by(merchant, lambda dispatcher, turn: show_with(dispatcher, turn, {"return_rate": None}))
    assert merchant.facts["return_rate"] == "0.35"
    assert len(stores().merchants.results(merchant.id, "swot", 9)) == 1


def test_the_history_tells_the_trend_and_what_changed(merchant):
    assert "还没做过" in said_by(merchant, answer_history)[1]
    learn(merchant.turn(), TYPICAL)
    first, day = assessed(merchant.turn()), now() - timedelta(days=20)
    stores().merchants.keep_result(merchant.id, "swot", as_json(first.snapshot), day)
    stores().merchants.keep_result(merchant.id, "swot", as_json(first.snapshot), day)  # looked at again
    assert "做过一次" in said_by(merchant, answer_history)[1]
    learn(merchant.turn(), {"keeps_books": "full"})
    second = assessed(merchant.turn())
    stores().merchants.keep_result(merchant.id, "swot", as_json(second.snapshot), now())
    _, said = said_by(merchant, answer_history)
    assert f"{day.date()}：{first.assessment.readiness}" in said
    assert f"准备度 {first.assessment.readiness} → {second.assessment.readiness}" in said
    assert "从“短板”变成“优势”" in said and "不是信贷审批" in said


def test_a_self_assessment_of_an_older_form_still_has_its_place_in_the_history(merchant):
    stores().merchants.keep_result(merchant.id, "swot", {"readiness": 40, "quadrants": {}, "steps": []}, now())
    learn(merchant.turn(), TYPICAL)
    said_by(merchant, show_swot)
    _, said = said_by(merchant, answer_history)
    assert "：40" in said and "最近两次比" not in said


def test_weaknesses_are_named_as_cautions_of_products(merchant):
    learn(merchant.turn(), TYPICAL | {"inventory_days": 200, "receivable_days": 40, "credit_record": "overdue_now"})
    said_by(merchant, show_swot)
    found = matches_of(merchant.turn(), Need(amount_fen=10_000_000, days=60, within_days=30))
    touched = {r.params["field"] for m in found.ranked for r in m.reasons_against if r.code == "weakness_touches"}
    assert touched & {"receivable_days", "credit_record", "months_in_business"}
