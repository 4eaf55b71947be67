"""Answers as merchants type them, on the real questions; what is asked next; reading back."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from real_knowledge import factors, interviews, questions

from advisor.trade.quantities import quantities
from advisor.trade.questions import (
    Answered,
    DoesNotKnow,
    OutOfRange,
    Unclear,
    kept_value,
    next_question,
    progress,
    read_answer,
    value_words,
)
from advisor.trade.records import Question
from advisor.trade.swot import interview

ANSWERS = [
    ("platform", "淘宝", "taobao"),
    ("platform", "我们在淘宝上开店", "taobao"),
    ("platform", "抖音小店吧", "douyin"),
    ("platform", "我主要是在拼多多", "pinduoduo"),
    ("platform", "PDD", "pinduoduo"),
    ("platform", "１６８８", "1688"),
    ("platform", "1", "taobao"),
    ("platform", "第三个", "1688"),
    ("platform", "选B", "tmall"),
    ("platform", "最后一个", "other"),
    ("platform", "I sell on Amazon", "amazon"),
    ("platform", "小红书", "other"),
    ("industry", "卖衣服的", "clothing"),
    ("industry", "女装童装", "clothing"),
    ("industry", "做点零食", "food"),
    ("industry", "phone cases", "electronics"),
    ("credit_record", "没有逾期", "clean"),
    ("credit_record", "都按时还", "clean"),
    ("credit_record", "有过一次逾期", "minor_late"),
    ("credit_record", "现在逾期了两次", "overdue_now"),
    ("credit_record", "白户", "none"),
    ("credit_record", "不知道", "unknown"),
    ("sales_trend", "比以前好", "growing"),
    ("sales_trend", "没什么变化", "flat"),
    ("keeps_books", "有会计", "full"),
    ("platform_offer", "没看过", "unknown"),
    ("management_focus", "兼职做的", "part_time"),
    ("credit_record", "late once or twice", "minor_late"),
    ("uses_market_data", "时不时看看", "sometimes"),
    ("need_use", "双11备货", "stock"),
    ("has_licence", "有", True),
    ("has_licence", "嗯嗯", True),
    ("has_licence", "有个体户的", True),
    ("has_licence", "yes we do", True),
    ("has_licence", "没有营业执照", False),
    ("has_licence", "没有公司", False),
    ("has_licence", "还没办呢", False),
    ("has_licence", "nope", False),
    ("has_property", "有，但是不想抵押", False),
    ("has_property", "有一套按揭的", True),
    ("monthly_sales_fen", "8万左右", 8_000_000),
    ("monthly_sales_fen", "三五万", 4_000_000),
    ("need_amount_fen", "20个w", 20_000_000),
    ("need_amount_fen", "三五万", 5_000_000),
    ("need_amount_fen", "不超过30万", 30_000_000),
    ("need_amount_fen", "至少20万", 20_000_000),
    ("need_days", "俩月", 60),
    ("need_days", "一个半月", 45),
    ("need_days", "20", 20),
    ("needed_within_days", "今天就要", 0),
    ("needed_within_days", "3天内", 3),
    ("needed_within_days", "不着急", 60),
    ("return_rate", "18%", "0.18"),
    ("return_rate", "两成", "0.2"),
    ("return_rate", "5", "0.05"),
    ("return_rate", "几乎没有", "0"),
    ("top_product_share", "一半", "0.5"),
    ("months_in_business", "一年半", 18),
    ("months_in_business", "两三年", 24),
    ("months_in_business", "90天", 3),
    ("inventory_days", "一件代发不压货", 0),
    ("payable_days", "现结", 0),
    ("payable_days", "月结", 30),
    ("owner_age_years", "35岁", 35),
]
NUMBERS = ("money", "percent", "days", "months")
NOT_ANSWERS = [
    ("platform", "利息多少"),
    ("platform", "不是淘宝"),
    ("platform", "淘宝贷款怎么申请"),
    ("platform", ""),
    ("platform", "🙂🙂"),
    ("platform", "淘宝" * 2500),
    ("credit_record", "逾期会怎么样"),
    ("has_licence", "办执照要多少钱"),
    ("has_licence", "有没有都行吗"),
    ("has_property", "不是没有"),
    ("monthly_sales_fen", "利息多少"),
    ("need_amount_fen", "20万够不够"),
    ("need_amount_fen", "20万，够不够"),
    ("need_amount_fen", "20 USD"),
    ("payable_days", "货到付款，30天"),
    ("need_days", "'; DROP TABLE facts; --"),
]


@pytest.mark.parametrize(("field", "text", "value"), ANSWERS)
def test_an_answer_is_read_as_it_is_meant(field: str, text: str, value: Any) -> None:
    assert read_answer(questions()[field], text) == Answered(value)


@pytest.mark.parametrize(("field", "text"), NOT_ANSWERS)
def test_what_is_not_wholly_an_answer_is_unclear(field: str, text: str) -> None:
    assert isinstance(read_answer(questions()[field], text), Unclear)


@pytest.mark.parametrize("text", ["不知道", "这个我不清楚", "说不好", "跳过", "skip", "I don't know", "没算过"])
@pytest.mark.parametrize("field", ["industry", "has_licence", "return_rate", "need_amount_fen", "months_in_business"])
def test_not_knowing_is_an_answer_of_its_own(field: str, text: str) -> None:
    assert read_answer(questions()[field], text) == DoesNotKnow()


@pytest.mark.parametrize(
    ("field", "text", "close"),
    [
        ("platform", "天猫淘宝都有", {"taobao", "tmall"}),
        ("industry", "衣服和零食", {"clothing", "food"}),
        ("credit_record", "没有", {"clean", "none"}),
        ("need_use", "备货和投流", {"stock", "advertising"}),
    ],
)
def test_two_answers_in_one_are_asked_back_with_both(field: str, text: str, close: set[str]) -> None:
    reading = read_answer(questions()[field], text)
    assert isinstance(reading, Unclear) and {option.value for option in reading.options} == close


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [("monthly_sales_fen", "20", 2000), ("return_rate", "150%", "1.5"), ("owner_age_years", "8岁", 8)],
)
def test_an_answer_beyond_what_is_possible_is_said_to_be_so(field: str, text: str, value: Any) -> None:
    assert read_answer(questions()[field], text) == OutOfRange(value)


def _names() -> list[tuple[str, str, Any]]:
    return [
        (question.id, name, option.value)
        for question in questions().values()
        for option in question.options
        for name in (*option.name.values(), *option.also)
    ]


@pytest.mark.parametrize(("field", "name", "value"), _names())
def test_every_name_of_an_option_is_read_as_that_option(field: str, name: str, value: Any) -> None:
    assert read_answer(questions()[field], name) == Answered(value)


@pytest.mark.parametrize("question", list(questions().values()), ids=lambda question: question.id)
@given(text=st.text(max_size=80))
@settings(max_examples=40, deadline=None)
def test_no_text_at_all_makes_the_reading_fail(question: Question, text: str) -> None:
    assert isinstance(read_answer(question, text), (Answered, OutOfRange, Unclear, DoesNotKnow))


@pytest.mark.parametrize("question", list(questions().values()), ids=lambda question: question.id)
def test_the_examples_of_a_question_are_answers_to_it(question: Question) -> None:
    for language, start in (("zh", "比如："), ("en", "For example: ")):
        written = question.example[language].removeprefix(start)
        for example in re.split("[；;] ?" if re.search("[；;]", written) else "、|, ", written):
            reading = read_answer(question, example)
            assert isinstance(reading, Answered), (language, example, reading)


@pytest.mark.parametrize("question", list(questions().values()), ids=lambda question: question.id)
def test_a_question_is_short_and_asks_in_both_languages(question: Question) -> None:
    for words in (question.ask, question.why, question.example, question.name):
        assert set(words) == {"zh", "en"} and all(words.values())
    assert len(question.ask["zh"]) <= 70 and len(question.why["zh"]) <= 70
    assert not re.search("[０-９]", "".join((*question.ask.values(), *question.why.values())))


def test_a_quantity_of_another_kind_or_currency_is_no_kept_value() -> None:
    amount, days = quantities("20万用俩月")
    assert kept_value(questions()["need_amount_fen"], amount) == 20_000_000
    assert kept_value(questions()["need_days"], days) == 60
    assert kept_value(questions()["need_days"], amount) is None
    assert kept_value(questions()["need_amount_fen"], quantities("$15k")[0]) is None
    assert kept_value(questions()["platform"], amount) is None


def test_what_was_asked_and_is_not_known_is_not_asked_again() -> None:
    ids = ("industry", "return_rate", "keeps_books")
    assert next_question(ids, {}) == "industry"
    assert next_question(ids, {"industry": "food", "return_rate": None}) == "keeps_books"
    assert next_question(ids, dict.fromkeys(ids)) is None


def test_progress_counts_the_question_being_asked() -> None:
    ids = ("industry", "return_rate", "keeps_books")
    assert progress(ids, {}) == (1, 3)
    assert progress(ids, {"return_rate": "0.1", "elsewhere": 1}) == (2, 3)
    assert progress(ids, dict.fromkeys(ids)) == (3, 3)
    assert progress((), {}) == (0, 0)


@pytest.mark.parametrize(
    ("field", "value", "zh", "en"),
    [
        ("platform", "1688", "1688", "1688"),
        ("has_licence", False, "没有", "no"),
        ("need_amount_fen", 20_000_000, "20 万元", "CNY 200,000"),
        ("return_rate", "0.182", "18.2 %", "18.2 %"),
        ("need_days", 45, "45 天", "45 days"),
        ("months_in_business", 18, "18 个月", "18 months"),
        ("owner_age_years", 35, "35", "35"),
    ],
)
def test_an_answer_is_read_back_as_people_write_it(field: str, value: Any, zh: str, en: str) -> None:
    assert (value_words(questions()[field], value, "zh"), value_words(questions()[field], value, "en")) == (zh, en)


@pytest.mark.parametrize("field", [q.id for q in questions().values() if q.kind in NUMBERS])
@pytest.mark.parametrize("language", ["zh", "en"])
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_what_is_read_back_is_read_the_same_again(field: str, language: str, data: Any) -> None:
    question = questions()[field]
    low, high = int(Decimal(question.minimum or 0) * 1000), int(Decimal(question.maximum or 0) * 1000)
    if question.kind == "percent":
        value: Any = format((Decimal(data.draw(st.integers(low, high))) / 1000).normalize(), "f")
    elif question.kind == "money":
        value = data.draw(st.integers(low // 100_000, min(high // 100_000, 10**8))) * 100
    else:
        value = data.draw(st.integers(low // 1000, high // 1000))
    assert read_answer(question, value_words(question, value, language)) == Answered(value)


def test_every_interview_asks_questions_that_exist_and_the_need_comes_first() -> None:
    asked = {**interviews(), "swot": interview(factors())}
    for ids in asked.values():
        assert set(ids) <= set(questions()) and len(set(ids)) == len(ids)
    assert asked["financing"][0] == "need_amount_fen"
    assert set(asked["swot_more"]) == {f.field for f in factors()} & set(asked["swot_more"])


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("大后天就得要", 3),
        ("后天", 2),
        ("明天上午就要", 1),
        ("the day after tomorrow", 2),
        ("三天内", 3),
        ("不急，下个月也行", 30),
        ("no rush, a month is ok", 30),
    ],
)
def test_a_deadline_may_be_named_by_its_day(said: str, days: int) -> None:
    assert read_answer(questions()["needed_within_days"], said) == Answered(days)
    assert not isinstance(read_answer(questions()["inventory_days"], "大后天"), Answered)
