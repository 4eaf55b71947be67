"""Quantities as people say them; the table a banker can read is tests/specs/quantities.yml."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.trade.quantities import (
    Quantity,
    days_words,
    money_words,
    percent_words,
    quantities,
    rate_words,
    sole_quantity,
)

TODAY = date(2024, 5, 20)
TABLE = yaml.safe_load((Path(__file__).parents[1] / "specs" / "quantities.yml").read_text(encoding="utf-8"))
REAL_AMOUNTS = Path(__file__).parents[3] / "shared" / "data" / "real_amounts_dev.tsv"
PIECES = list("0123456789.,-~:%¥$ 零一二三五十百千万亿两俩几多来半个月年天日周分厘点成到化约近不过wkm块元毛第前底双🙂")
PIECES += [
    "百分之",
    "分之",
    "月息",
    "年化",
    "lpr+",
    "2024-",
    "half a ",
    "and ",
    "下个月底",
    "months",
    "bp",
    "不超过",
    "利率",
]


def interval(low: object, high: object) -> str:
    if low == high:
        return f"{low}"
    return f"{'' if low is None else low}..{'' if high is None else high}"


def in_words(quantity: Quantity) -> str:
    """A quantity the way the table writes it."""
    if quantity.kind == "date":
        return f"date {interval(quantity.earliest, quantity.latest)}"
    times = 100 if quantity.kind in ("rate", "percent") else 1
    low, high = (None if side is None else f"{side * times:f}" for side in (quantity.low, quantity.high))
    low, high = (side.rstrip("0").rstrip(".") if side and "." in side else side for side in (low, high))
    shown = ("~" if quantity.hedge == "about" else "") + interval(low, high)
    unit = " ".join(
        filter(None, ("%" if times == 100 else "", quantity.unit, "ambiguous" if quantity.is_ambiguous else ""))
    )
    return f"{quantity.kind} {shown} {unit}".strip()


@pytest.mark.parametrize("row", TABLE, ids=[row["says"] for row in TABLE])
def test_a_sentence_means_what_the_table_says(row: dict[str, object]) -> None:
    means = [str(meant).replace("120000.50", "120000.5") for meant in row["means"]]  # type: ignore[attr-defined]
    assert [in_words(quantity) for quantity in quantities(str(row["says"]), TODAY)] == means


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=25).map("".join)))
@settings(max_examples=300, deadline=None)
def test_no_text_raises_and_every_quantity_lies_in_its_text(text: str) -> None:
    end = 0
    for quantity in quantities(text, TODAY):
        assert end <= quantity.span[0] < quantity.span[1]
        end = quantity.span[1]
        assert text[quantity.span[0] : end] == quantity.text
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
    for kind in ("money", "duration", "percent", "rate", "count"):
        sole_quantity(text, kind)


@given(st.integers(min_value=0, max_value=10**12))
@settings(max_examples=300, deadline=None)
def test_an_amount_written_in_chinese_is_read_back_exactly(yuan: int) -> None:
    [read] = quantities(money_words(yuan * 100, "zh"))
    assert read.fen == (yuan * 100, yuan * 100)


@given(st.integers(min_value=0, max_value=10**12))
@settings(max_examples=100, deadline=None)
def test_an_amount_written_in_english_is_read_back_exactly(yuan: int) -> None:
    [read] = quantities(money_words(yuan * 100, "en"))
    assert read.fen == (yuan * 100, yuan * 100)


@given(st.integers(min_value=1, max_value=9_999))
@settings(max_examples=100, deadline=None)
def test_days_and_rates_are_read_back_exactly(number: int) -> None:
    for language in ("zh", "en"):
        assert quantities(days_words(number, language))[0].days == (number, number)
        assert quantities(rate_words(Decimal(number) / 10_000, language))[0].yearly[0] == Decimal(number) / 10_000


def test_a_period_the_lender_did_not_say_is_asked_not_guessed() -> None:
    [said] = quantities("一分")
    assert [(reading.kind, reading.unit, reading.low) for reading in said.readings] == [
        ("rate", "month", Decimal("0.01")),
        ("rate", "year", Decimal("0.1")),
        ("money", "CNY", Decimal("0.01")),
    ]


def test_months_are_thirty_days_and_years_three_hundred_and_sixty_five() -> None:
    assert quantities("3到6个月")[0].days == (90, 180)
    assert quantities("两年")[0].days == (730, 730)


def test_daily_and_monthly_rates_are_made_yearly_by_simple_multiplication() -> None:
    assert quantities("日息万五")[0].yearly == (Decimal("0.1825"), Decimal("0.1825"))
    assert quantities("月息一分二")[0].yearly == (Decimal("0.144"), Decimal("0.144"))


def test_a_limit_stands_for_both_sides_where_two_figures_are_needed() -> None:
    [limit] = quantities("不超过30万")
    assert (limit.low, limit.fen) == (None, (30_000_000, 30_000_000))


@pytest.mark.parametrize("wrong", ["fen", "days", "yearly"])
def test_a_quantity_does_not_pretend_to_be_of_another_kind(wrong: str) -> None:
    with pytest.raises(ValueError):
        getattr(quantities("20%")[0], wrong)


def test_a_margin_over_lpr_is_not_a_yearly_rate() -> None:
    with pytest.raises(ValueError):
        _ = quantities("LPR+50bp")[0].yearly


def test_without_today_only_full_dates_are_known() -> None:
    assert quantities("下个月底")[0].latest is None
    assert quantities("2024年3月5日")[0].latest == date(2024, 3, 5)


def test_a_message_is_read_up_to_two_thousand_characters() -> None:
    assert quantities("无" * 2_000 + "20万") == ()


@pytest.mark.parametrize(
    ("answer", "kind", "unit", "low", "read_unit"),
    [
        ("20", "money", None, "20", "CNY"),
        ("20万", "money", None, "200000", "CNY"),
        ("二十", "duration", "day", "20", "day"),
        ("大概20天吧", "duration", "day", "20", "day"),
        ("两个", "duration", "month", "2", "month"),
        ("两个月", "duration", "day", "2", "month"),
        ("差不多三成", "percent", None, "0.3", ""),
        ("一半", "percent", None, "0.5", ""),
        ("18", "percent", None, "0.18", ""),
        ("5点", "percent", None, "0.05", ""),
        ("around 50k", "money", None, "50000", "CNY"),
        ("35岁", "count", None, "35", "岁"),
        ("二", "count", None, "2", ""),
        ("3万", "count", None, "30000", ""),
    ],
)
def test_a_bare_answer_is_read_in_the_unit_of_the_question(
    answer: str, kind: str, unit: str | None, low: str, read_unit: str
) -> None:
    read = sole_quantity(answer, kind, unit)
    assert read is not None
    assert (read.kind, read.low, read.unit) == (kind, Decimal(low), read_unit)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("20 利息多少", "money"),
        ("没有", "money"),
        ("", "money"),
        ("20天", "money"),
        ("20万 60天", "money"),
        ("20块", "duration"),
        ("我要20万买房", "money"),
        ("20万美元吗还是人民币", "money"),
        ("20块", "count"),
    ],
)
def test_an_answer_with_more_in_it_is_not_a_sole_quantity(answer: str, kind: str) -> None:
    assert sole_quantity(answer, kind) is None


def test_money_is_written_in_wan_only_where_nothing_is_lost() -> None:
    assert [money_words(fen, "zh") for fen in (12_500_000, 800_000, 12_345_600, 12_340_000, 0)] == [
        "12.5 万元",
        "8,000 元",
        "123,456 元",
        "12.34 万元",
        "0 元",
    ]
    assert money_words(12_500_000, "en") == "CNY 125,000"
    assert money_words(100_000_000_000, "zh") == "100,000 万元"


def test_shares_and_rates_are_written_without_exponent() -> None:
    assert percent_words(Decimal("0.1824"), "zh") == "18.2 %"
    assert percent_words(Decimal("1E+1"), "en") == "1,000 %"
    assert percent_words(Decimal("1E-9"), "zh") == "0 %"
    assert rate_words(Decimal("0.0435"), "zh") == "年化 4.35 %"


def test_nearly_every_real_question_gives_its_principal() -> None:
    if not REAL_AMOUNTS.exists():
        pytest.skip("the measuring data are not on this machine")
    with REAL_AMOUNTS.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    firsts = [next((found.low for found in quantities(row["text"]) if found.kind == "money"), None) for row in rows]
    right = sum(first == Decimal(row["principal_yuan"]) for first, row in zip(firsts, rows, strict=True))
    assert right >= len(rows) * 0.97
