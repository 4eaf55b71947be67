"""Every number of a text; the table is tests/specs/numbers.yml."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.trade.figures import money_words
from advisor.trade.numbers import numbers

TABLE = yaml.safe_load((Path(__file__).parents[1] / "specs" / "numbers.yml").read_text(encoding="utf-8"))
PIECES = list("0123456789.,-+/^e ~%零一二三五十百千万亿兆两几多余半个打点分之又份负廿壹陆拾KMGTw") + [
    "百分之",
    "dozen ",
    "half ",
]


def plainly(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@pytest.mark.parametrize("row", TABLE, ids=[row["says"] for row in TABLE])
def test_a_text_has_the_numbers_the_table_says(row: dict[str, object]) -> None:
    found = [
        plainly(one.low) if one.low == one.high else f"{plainly(one.low)}..{plainly(one.high)}"
        for one in numbers(str(row["says"]))
    ]
    assert found == row["numbers"]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)))
@settings(max_examples=500, deadline=None)
def test_no_text_raises_and_the_numbers_lie_in_it_in_order(text: str) -> None:
    end = 0
    for one in numbers(text):
        assert end <= one.start < one.end <= len(text)
        assert one.low <= one.high
        end = one.end


@given(st.integers(min_value=10, max_value=10**12), st.booleans())
@settings(max_examples=300, deadline=None)
def test_a_numeral_is_read_back_spaced_or_not(number: int, is_spaced: bool) -> None:
    said = money_words(number * 100, "zh").removesuffix("元")
    said = "".join(f"{sign} " if is_spaced and sign in "十百千万亿" else sign for sign in said).strip()
    assert [one.low for one in numbers(said)] == [number]


@pytest.mark.parametrize(
    "piece", ["9", "一", "十", "万", "零", "_", "1 ", "1,", "1/", ".1", "-", "e9", "^", "半", "分之", "又"]
)
def test_no_long_text_takes_long(piece: str) -> None:
    began = time.process_time()
    numbers(piece * (2_000 // len(piece)))
    assert time.process_time() - began < 1
