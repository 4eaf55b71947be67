"""Every code of the matching has words in both languages, with its distance."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from actions.speech import environment
from advisor.trade.matching import reasons, results
from advisor.trade.records import Product
from tests.trade.real_knowledge import products

PARAMS = {
    "field": "monthly_sales_fen", "operator": "at_least", "expected": 10_000_000, "actual": 8_000_000,
    "distance": Decimal(2_000_000), "wait_months": None, "cured_on": None, "platform": "taobao",
    "amount_min_fen": 1_000_000, "amount_max_fen": 5_000_000, "distance_fen": Decimal(1_000_000), "days_max": 365,
    "days_min": 90, "distance_days": Decimal(30), "days": 60, "days_to_funds": Decimal(3), "within_days": 2,
    "gap_fen": 8_000_000, "gap_first_day": date(2026, 12, 20), "gap_last_day": date(2027, 1, 5), "gap_days": 17,
    "yearly": Decimal("0.2"), "limit_yearly": Decimal("0.12"), "collateral": "property", "months": 12,
    "as_of": date(2025, 1, 1), "value": Decimal(1), "other": Decimal(2), "confidence": "low", "url": "",
    "need_amount_fen": 20_000_000, "need_days": 90, "monthly_sales_fen": 10_000_000, "amount_fen": 10_000_000,
    "return_rate": Decimal("0.1"), "opens": 3, "on": date(2027, 3, 1), "product_id": "startup_guaranteed_loan",
}  # fmt: skip
CODES = re.findall(r"^    (\w+(?:, \w+)*) \{", reasons.__doc__ or "", re.MULTILINE)
REASONS = sorted({code for group in CODES for code in group.split(", ")})
STEPS = ("wait_months", "raise_sales", "get_licence", "file_taxes", "repay_overdue", "lower_returns", "borrow_less",
         "shorter_term", "public_scheme")  # fmt: skip
ABOUT_NEED = ("no_gap", "gap_smaller_than_need", "need_smaller_than_gap", "need_longer_than_gap", "covers_gap")


def said(language: str, template: str, call: str, **values: object) -> str:
    source = f"{{% import '{template}.{language}.j2' as m with context %}}{{{{ m.{call} }}}}"
    return environment(language).from_string(source).render(**values).strip()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("code", REASONS)
def test_every_reason_has_words(home: object, language: str, code: str) -> None:
    assert said(language, "reasons", "reason(r)", r=results.Reason(code, PARAMS))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("code", STEPS)
def test_every_first_step_has_words(home: object, language: str, code: str) -> None:
    assert code in (results.Matches.__doc__ or "")
    words = said(language, "steps", "step(r, p)", r=results.Reason(code, PARAMS), p=_product())
    assert words and code not in words


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("code", ABOUT_NEED)
def test_what_the_cash_gap_says_of_the_need_has_words(home: object, language: str, code: str) -> None:
    assert code in (results.Matches.__doc__ or "")
    values = {"about_need": (results.Reason(code, PARAMS),), "forecast": None}
    assert said(language, "steps", "cash()", **values)


@pytest.mark.parametrize(
    ("params", "zh", "en"),
    [
        ({}, "差 2 万元", "CNY 20,000 short"),
        (
            {
                "field": "months_in_business",
                "expected": 12,
                "actual": 9,
                "wait_months": 3,
                "cured_on": date(2027, 3, 1),
            },
            "再经营 3 个月（要满 12 个月，2027-03 就够）",
            "3 more months of trading",
        ),
        (
            {"field": "has_licence", "operator": "is", "expected": True, "actual": False, "distance": None},
            "要有",
            "wanted",
        ),
    ],
)
def test_how_far_a_near_miss_is(home: object, params: dict[str, object], zh: str, en: str) -> None:
    for language, words in (("zh", zh), ("en", en)):
        told = said(language, "reasons", "reason(r)", r=results.Reason("criterion_not_met", {**PARAMS, **params}))
        assert words in told


@pytest.mark.parametrize(
    ("field", "expected", "actual"), [("need_amount_fen", (None, 5), 9), ("need_days", (30, None), 9)]
)
def test_a_weak_limit_is_told_as_such(home: object, field: str, expected: tuple[int | None, ...], actual: int) -> None:
    params = {**PARAMS, "field": field, "operator": "between", "expected": expected, "actual": actual}
    told = said("zh", "reasons", "reason(r)", r=results.Reason("check_low_confidence", params))
    assert "可信度低" in told and ("最高" in told or "最低" in told)


COMBINED = {
    "early_receipt_first": "提前收回来",
    "fast_then_cheap": "先用快的顶上",
    "two_limits": "分两笔",
    "cheaper_together": "比单用一款便宜",
}


@pytest.mark.parametrize(("code", "words"), COMBINED.items())
def test_a_combination_tells_parts_cost_and_reason(home: object, code: str, words: str) -> None:
    assert code in (results.Combination.__doc__ or "")
    why = results.Reason(
        code, {"on_its_way_fen": 5_000_000, "receivable_days": 14, "late_days": 3, "saves_fen": 60_000}
    )
    part = results.Part(match=None, amount_fen=10_000_000, from_day=3, days=57)  # type: ignore[arg-type]
    both = results.Combination((part, part), 100_000, 120_000, Decimal("0.06"), None, why)
    told = said("zh", "steps", "combination(one, parts)", one=both, parts=[(_product(), part), (_product(), part)])
    assert words in told and "第 3 天起，用 57 天" in told and "1,000 元到 1,200 元" in told and "省约 600 元" in told


def _product() -> Product:
    return next(one for one in products() if one.id == "startup_guaranteed_loan")
