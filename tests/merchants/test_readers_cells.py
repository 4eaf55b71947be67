"""Cells of money, times and numbers: what is written is what is read, and what is not understood is not guessed."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.merchants.cells import (
    BLANK,
    CLOSED,
    COMPLETE,
    FOREIGN,
    MISSING,
    OPEN,
    REFUNDED,
    ROUNDED_KEY,
    UNPAID,
    UNREADABLE,
    Money,
    MoneyStyle,
    Statuses,
    keys,
)  # fmt: skip
from advisor.merchants.moments import Moments

FEN = st.integers(0, 10**12)
TIMES = st.datetimes(datetime(1990, 1, 2), datetime(2099, 12, 31)).map(lambda at: at.replace(microsecond=0))


def read(*cells, style=None):
    money = Money(style or MoneyStyle.of(cells))
    return [money[cell] for cell in cells]


@given(FEN, st.booleans())
def test_money_is_read_as_it_was_written(fen, is_negative):
    plain = f"{'-' * is_negative}{fen // 100}.{fen % 100:02}"
    grouped = f"{'-' * is_negative}¥{fen // 100:,}.{fen % 100:02}元"
    european = f"{'-' * is_negative}{fen // 100:,}".replace(",", ".") + f",{fen % 100:02} €"
    value = -fen if is_negative else fen
    assert read(plain) == read(grouped) == read(european) == [value]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["(12.00)", "¥ -12", "- 12"], [-1_200, -1_200, -1_200]),
        (["1.005", "0.125", "12.5元"], [101, 13, 1_250]),
        (["1,234", "1.00"], [123_400, 100]),
        (["1.234", "1,00"], [123_400, 100]),
        (["1 234,50", "1'234,50"], [123_450, 123_450]),
        (["1,00,000.00"], [10_000_000]),
        (["1.00", "1,23"], [100, 123]),
        (["12.345.678"], [UNREADABLE]),
        (["1,2,3", "12元人", "1e5", "--1", "1.2万", "9" * 20], [UNREADABLE] * 6),
        (["-", " ", "无退款申请", "NaN", "\t"], [MISSING] * 5),
        (["$1.00", "$2.00", "€3.00", "4.00"], [100, 200, FOREIGN, 400]),
        (['="12.30"', "\t12.30\t", "１２．３０"], [1_230] * 3),
    ],
)
def test_money_as_spreadsheets_and_other_countries_write_it(cells, expected):
    assert read(*cells) == expected


@given(TIMES)
def test_every_way_to_write_a_time_is_the_same_moment(at):
    seconds = int((at - datetime(1970, 1, 1)).total_seconds())
    shapes = (
        "%Y-%m-%d %H:%M:%S",
        "%Y/%m/%d %H:%M:%S",
        "%Y-%m-%dT%H:%M:%S",
        "%Y年%m月%d日 %H:%M:%S",
        "%d.%m.%Y %H:%M:%S",
    )
    cells = [at.strftime(shape) for shape in (*shapes, "%Y-%m-%d %H:%M:%S +0800", "%Y-%m-%dT%H:%M:%SZ", "%Y%m%d%H%M%S")]
    assert set(Moments().seconds(cells).tolist()) == {seconds}
    assert Moments().seconds(cells[:1]).tolist() == [seconds]  # alone it goes the fast way
    assert Moments(True).seconds([at.strftime("%d/%m/%Y %I:%M:%S %p")]).tolist() == [seconds]


@given(st.integers(1, 13), st.integers(1, 32), st.integers(0, 24), st.integers(0, 60))
def test_the_fast_way_and_the_slow_way_agree_on_what_does_not_exist(month, day, hour, minute):
    cell = f"2026-{month:02}-{day:02} {hour:02}:{minute:02}:00"
    fast, slow = Moments().seconds([cell]), Moments().seconds([cell, "x"])
    assert fast[0] == slow[0]
    try:
        datetime(2026, month, day, hour, minute)
    except ValueError:
        assert fast[0] == UNREADABLE
    else:
        assert fast[0] > MISSING


@pytest.mark.parametrize("cell", ["", " ", "-", "0000-00-00 00:00:00", "1970-01-01 08:00:00", "NULL", "\t"])
def test_a_cell_that_stands_for_no_time_is_empty(cell):
    assert Moments().seconds([cell]).tolist() == [MISSING]


@pytest.mark.parametrize(
    "cell", ["2026", "26-03-01", "2026-03-01 25:00", "2026-03-01 8点", "now", "1.5", "99999", "2026-03", "3月1日", "é"]
)
def test_a_text_that_is_no_time_is_unreadable(cell):
    assert Moments().seconds([cell, "2026-03-01"])[0] == UNREADABLE


@pytest.mark.parametrize(
    ("meaning", "cells"),
    [
        (UNPAID, ["等待买家付款", "待支付", "Pending"]),
        (CLOSED, ["交易关闭", "已取消", "(删除)等待出库", "Cancelled", "voided"]),
        (REFUNDED, ["未发货，退款成功", "Refunded", "已全额退款"]),
        (COMPLETE, ["交易成功", "已完成", "已收货", "完成"]),
        (OPEN, ["待发货", "已发货", "退款中", "部分退款", "partially_refunded", "售后关闭", "paid", "支付成功"]),
        (BLANK, ["", "-", " "]),
    ],
)
def test_a_status_is_known_by_a_word_in_it(meaning, cells):
    assert {Statuses()[cell] for cell in cells} == {meaning}


def test_order_numbers_are_the_same_whatever_a_spreadsheet_puts_around_them():
    assert len(set(keys(["123456789", '="123456789"', "\t123456789", "123456789 "]).tolist())) == 1
    assert keys(["", "-", "1.23457E+18"]).tolist() == [0, 0, ROUNDED_KEY]
    assert keys(["123456789", "987654321"]).tolist() == keys(["123456789", "987654321", "x"]).tolist()[:2]
