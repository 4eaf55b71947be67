"""What is written can be read back, and nothing that can be typed raises or takes long."""

from __future__ import annotations

import json
import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from advisor.commands.output import quantity_json
from advisor.trade.calendar_words import MONTHS_EN
from advisor.trade.holidays import feast
from advisor.trade.quantities import Quantity, money_words, percent_words, quantities, rate_words, sole_quantity
from advisor.trade.quantity_currencies import CODES
from advisor.trade.quantity_words import DAYS

DIGITS, FORMAL = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
TRADITIONAL = str.maketrans("万亿两点个", "萬億兩點個")
WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
SMALL = st.integers(min_value=1, max_value=9_999)
YUAN = st.integers(min_value=1, max_value=10**12)
DAYS_ZH = {"day": "天", "week": "周", "month": "个月", "year": "年"}


def spoken(number: int, digits: str = DIGITS, scales: str = "十百千") -> str:
    """A number in Chinese numerals, written independently of the reader: 10012 is 一万零一十二."""
    groups, said = [], ""
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    for place in reversed(range(len(groups))):
        group = groups[place]
        if not group:
            continue
        needs_zero = bool(said) and (group < 1_000 or groups[place + 1] == 0)
        said += (
            ("零" if needs_zero else "") + _under_ten_thousand(group, digits, scales) + ("", "万", "亿", "万亿")[place]
        )
    return said


def _under_ten_thousand(group: int, digits: str, scales: str) -> str:
    said, has_gap = "", False
    for place, figure in zip((3, 2, 1, 0), f"{group:04d}", strict=True):
        if figure == "0":
            has_gap = bool(said)
            continue
        said += ("零" if has_gap else "") + digits[int(figure)] + ("", *scales)[place]
        has_gap = False
    return said


def only(text: str, today: date | None = None) -> Quantity:
    [found] = quantities(text, today)
    return found


@given(YUAN)
def test_numerals_are_read_back(yuan: int) -> None:
    said = spoken(yuan)
    formal = spoken(yuan, FORMAL, "拾佰仟").replace("亿", "億").replace("万", "萬")
    for text in (f"{said}元", f"{said.translate(TRADITIONAL)}圓", f"{formal}元整", f"{yuan:,}元".translate(WIDE)):
        assert only(text).fen == (yuan * 100, yuan * 100), text


@given(
    st.integers(min_value=1, max_value=99_999),
    st.sampled_from([("w", 10_000), ("万", 10_000), ("k", 1_000), ("个w", 10_000)]),
)
def test_short_forms_are_read_back(hundredths: int, scale: tuple[str, int]) -> None:
    figure = Decimal(hundredths) / 100
    assert only(f"借{figure:f}{scale[0]}").low == figure * scale[1]


@given(st.integers(min_value=-(10**12), max_value=10**12), st.sampled_from(["zh", "en"]))
def test_amounts_above_and_below_nothing_are_read_back(yuan: int, language: str) -> None:
    assert only(money_words(yuan * 100, language)).fen == (yuan * 100, yuan * 100)


@given(st.integers(min_value=1, max_value=10**10 - 1), st.sampled_from(sorted(CODES)))
@example(618, "aed")
def test_an_amount_keeps_its_currency_before_and_after(amount: int, code: str) -> None:
    for text in (f"{amount} {code}", f"{code.upper()} {amount:,}"):
        assert (only(text).low, only(text).unit) == (amount, CODES[code])


@given(
    st.integers(min_value=1, max_value=9_999),
    st.integers(min_value=1, max_value=9_999),
    st.sampled_from(["到", "至", "-", "~"]),
)
def test_a_range_keeps_both_ends(one: int, other: int, joint: str) -> None:
    low, high = sorted((one, other))
    read = only(f"{low}元{joint}{high}元")
    assert (read.low, read.high, read.hedge) == (low, high, "between" if low < high else "exact")
    both = only(f"between ${low} and ${high}")
    assert (both.low, both.high, both.unit) == (low, high, "USD")


@given(
    st.integers(min_value=1, max_value=9_999),
    st.sampled_from(
        [
            ("大概{}", "about"),
            ("{}左右", "about"),
            ("至少{}", "at_least"),
            ("{}以上", "at_least"),
            ("不超过{}", "at_most"),
            ("{}以内", "at_most"),
            ("{}", "exact"),
        ]
    ),
)
def test_a_hedge_leaves_the_side_open_that_it_says(amount: int, said: tuple[str, str]) -> None:
    read = only(said[0].format(f"{amount}元"))
    low, high = (None if said[1] == "at_most" else amount), (None if said[1] == "at_least" else amount)
    assert (read.hedge, read.low, read.high) == (said[1], low, high)


@given(st.integers(min_value=1, max_value=999), st.sampled_from(sorted(DAYS)))
def test_lengths_of_time_are_read_back_in_both_languages(number: int, unit: str) -> None:
    read = only(f"{number} {unit}s")
    assert (read.kind, read.low, read.unit) == ("duration", number, unit)
    if unit in DAYS_ZH and number < 100:
        assert only(f"{number}{DAYS_ZH[unit]}").days == only(f"{spoken(number)}{DAYS_ZH[unit]}").days == read.days


@given(st.integers(min_value=0, max_value=99_999))
def test_shares_and_rates_are_read_back(hundredths: int) -> None:
    fraction = Decimal(hundredths) / 10_000
    for language in ("zh", "en"):
        assert only(percent_words(fraction, language, places=2)).low == fraction
        assert only(rate_words(fraction, language)).yearly == (fraction, fraction)
    assert only(f"月息{fraction * 100:f}%").yearly[0] == fraction * 12
    assert only(f"百分之{fraction * 100:f}").low == fraction


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2089, 12, 31)))
def test_days_are_read_back(day: date) -> None:
    for text in (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day.year}/{day.month}/{day.day}"):
        assert (only(text).earliest, only(text).latest) == (day, day)
    month = next(name for name, number in MONTHS_EN.items() if number == day.month)
    if (day.month, day.day) != (2, 29):
        assert only(f"{month} {day.day}", date(day.year, 1, 1)).earliest == day


def test_the_lunar_feasts_fall_where_the_calendar_says() -> None:
    assert [str(feast("春节", year)) for year in (2024, 2026, 2033)] == ["2024-02-10", "2026-02-17", "2033-01-31"]
    assert [str(feast("除夕", year)) for year in (2024, 2026)] == ["2024-02-09", "2026-02-16"]
    assert str(feast("black friday", 2026)) == "2026-11-27"
    assert feast("中秋", 2099) is None and feast("nothing", 2026) is None


@given(st.text(max_size=200))
@settings(max_examples=400)
def test_any_text_gives_json_of_the_one_shape(text: str) -> None:
    for found in quantities(text, date(2024, 5, 20)):
        value = json.loads(json.dumps(quantity_json(found)))
        assert {"kind", "low", "high", "unit", "basis", "hedge", "span"} <= set(value)
        assert value["kind"] in ("money", "rate", "duration", "percent", "count", "date")
        assert value["hedge"] in ("exact", "about", "at_least", "at_most", "between")
        assert ("days" in value, "yearly" in value) == (found.kind == "duration", found.kind == "rate")


@pytest.mark.parametrize("today", [date.min, date.max, date(2024, 2, 29)])
@pytest.mark.parametrize(
    "text", ["2月30日", "大后天", "明年底前", "春节后", "31号", "下下个月初", "去年", "2099-12-31后"]
)
def test_no_day_at_the_edge_of_the_calendar_raises(text: str, today: date) -> None:
    assert quantities(text, today)


def test_a_margin_over_lpr_and_dates_have_their_json() -> None:
    assert quantity_json(only("LPR+50bp"))["yearly"] is None
    day = quantity_json(only("双11前", date(2024, 5, 20)))
    assert (day["low"], day["high"], day["hedge"]) == (None, "2024-11-10", "at_most")


@pytest.mark.parametrize(
    "piece",
    [
        "9",
        "一",
        "十",
        "万",
        " ",
        "1 ",
        "1,",
        "1/",
        "-",
        "半",
        "点",
        "一点",
        "a ",
        "half ",
        "借",
        "负",
        "月息",
        "分之",
        "1到",
        "$",
        "第1",
        "年",
    ],
)
def test_no_long_message_takes_long(piece: str) -> None:
    began = time.process_time()
    quantities(piece * (2_000 // len(piece)))
    sole_quantity(piece * (2_000 // len(piece)), "money")
    assert time.process_time() - began < 2
