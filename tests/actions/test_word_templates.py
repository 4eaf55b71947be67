"""What the templates of terms, policies and the LPR say of dates, sources and of whose numbers they use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from actions.speech import environment
from advisor.trade.records import Lpr, Policy, Source, Term
from advisor.trade.term_examples import Figure

TODAY = date(2026, 12, 1)
SOURCE = Source("https://example.org/rule", date(2026, 1, 20), "low")
TERM = Term(
    "t", {"zh": "利息", "en": "interest"}, {"zh": "用钱的价。", "en": "the price."}, (), Source("", None, "medium")
)
POLICY = Policy("p", {"zh": "贴息", "en": "subsidy"}, {"zh": "贴一个点。", "en": "One point."}, SOURCE)
EXAMPLE: dict[str, Any] = {
    "sentence": "{loan}，{cost}，{rate}，{days}，{share}，{times}，{sales}",
    "figures": {
        "loan": Figure("money", 10_000_000),
        "cost": Figure("exact_money", 295_890),
        "rate": Figure("rate", Decimal("0.12")),
        "days": Figure("days", 90),
        "share": Figure("percent", Decimal("0.0005")),
        "times": Figure("count", Decimal("8.1111")),
        "sales": Figure("about_money", 12_345_678),
    },
    "is_own": False,
    "shop_size_fen": None,
    "assumed": [],
}


def said(template: str, language: str = "zh", **values: Any) -> str:
    return environment(language).get_template(f"{template}.{language}.j2").render(**values).strip()


def term(language: str = "zh", **changed: Any) -> str:
    return said("term", language, term=TERM, example={**EXAMPLE, **changed})


def test_figures_are_written_by_their_kind() -> None:
    assert term().endswith("比如：10 万元，2,958.90 元，年化 12 %，90 天，0.05 %，8.11，12.3 万元")
    assert term("en").endswith(
        "For example: CNY 100,000，CNY 2,958.90，12 % a year，90 days，0.05 %，8.11，CNY 123,000"
    )


def test_whole_yuan_are_written_without_decimals() -> None:
    assert "，3,000 元" in term(sentence="a，{cost}", figures={"cost": Figure("exact_money", 300_000)})


@pytest.mark.parametrize(
    "changed, zh, en",
    [
        ({"shop_size_fen": 10_000_000}, "比如一家月销 10 万元的店：", "A shop that sells CNY 100,000 a month"),
        ({"is_own": True}, "拿您店里的数算：", "In your own numbers: "),
        (
            {"is_own": True, "assumed": [("账期", "7 天"), ("回款", "12 天")]},
            "拿您店里的数算（您没说过的先按常见的来：账期 7 天、回款 12 天）：",
            "In your own numbers (what you have not told me is a usual value: 账期 7 天, 回款 12 天): ",
        ),
    ],
)
def test_an_example_says_whose_numbers_it_uses(changed: dict[str, Any], zh: str, en: str) -> None:
    assert zh in term(**changed)
    assert en in term("en", **changed)


def test_a_term_without_an_example_or_a_source_is_only_its_meaning() -> None:
    assert said("term", term=TERM, example=None) == "利息：用钱的价。"
    assert said("term", term=replace(TERM, source=SOURCE), example=None).endswith("来源 https://example.org/rule）")


def test_a_policy_says_its_day_its_source_and_how_far_to_trust_it() -> None:
    text = said("policy", policy=POLICY, today=TODAY)
    assert text.startswith("贴息（截至 2026-01-20）：")
    assert "已过半年" in text and "可信度低" in text and "https://example.org/rule" in text
    assert "半年" not in said("policy", policy=replace(POLICY, source=replace(SOURCE, as_of=date.today())), today=TODAY)


@pytest.mark.parametrize(
    "last, zh, en",
    [
        (date(2026, 11, 30), "已在 2026-11-30 到期", "ended on 2026-11-30"),
        (date(2026, 12, 1), "有效到 2026-12-01", "Valid until 2026-12-01"),
    ],
)
def test_a_rule_is_over_the_day_after_its_last(last: date, zh: str, en: str) -> None:
    policy = replace(POLICY, valid_until=last)
    assert zh in said("policy", policy=policy, today=TODAY)
    assert en in said("policy", "en", policy=policy, today=TODAY)


def test_the_lpr_says_what_was_not_found() -> None:
    found = Lpr("2026-08", None, Decimal("0.03"), None)
    text = said("lpr", lpr=found, today=TODAY)
    assert all(part in text for part in ("截至 2026-08", "1 年期 3 %", "没有查到", "可信度中", "更新的月份", "年 12 %"))
    newest = said("lpr", lpr=replace(found, month="2026-12", published=TODAY, five_years=Decimal("0.035")), today=TODAY)
    assert "公布日 2026-12-01" in newest and "3.5 %" in newest and "更新的月份" not in newest
