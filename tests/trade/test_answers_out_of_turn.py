"""Answers to another question than the one asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from advisor.trade.answers_out_of_turn import answered_out_of_turn
from tests.trade.real_knowledge import questions

OPEN = ("platform", "has_licence", "credit_record", "files_tax", "has_property", "monthly_sales_fen")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("有营业执照", {"has_licence": True}),
        ("征信没问题。", {"credit_record": "clean"}),
        ("没报税", {"files_tax": "never"}),
        ("没房子", {"has_property": False}),
        ("没房", {"has_property": False}),
        ("没咋报税", {"files_tax": "sometimes"}),
        ("没办", {}),
        ("没有", {}),
        ("正常", {}),
        ("今天天气不错", {}),
        ("12万", {}),
    ],
)
def test_a_text_that_names_one_option_answers_its_question(text: str, expected: dict[str, Any]) -> None:
    known = questions()
    assert answered_out_of_turn(text, [known[name] for name in OPEN]) == expected


def test_a_question_that_is_not_open_is_not_answered() -> None:
    assert answered_out_of_turn("没房子", [questions()["has_licence"]]) == {}


def test_a_name_that_two_open_questions_share_answers_neither() -> None:
    licence = questions()["has_licence"]
    assert answered_out_of_turn("有营业执照", [licence, replace(licence, id="another")]) == {}
