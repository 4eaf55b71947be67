"""Order exports as sellers have them: read whole, or refused with a reason; nothing silently dropped."""

import pickle
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.merchants import order_sources, readers
from advisor.merchants.readers import OrderFileError, read_orders
from advisor.trade.order_book import summarise

REAL = Path(__file__).parents[3] / "shared" / "data" / "tmall_order_report.csv"
HEADER = "订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额"
GOOD = "1,100.0,100.0,某省,2026-03-01 08:00:00,2026-03-01 08:01:00,0.0"


@pytest.fixture
def export(tmp_path):
    def written(*lines, encoding="utf-8", newline="\n"):
        path = tmp_path / "orders.csv"
        path.write_bytes(newline.join(lines).encode(encoding))
        return path

    return written


def counted(file):
    return {finding.code: finding.rows for finding in file.findings}


@pytest.mark.skipif(not REAL.exists(), reason="the real export is not on this machine")
def test_a_real_month_of_a_tmall_shop_is_read_whole():
    file = read_orders(REAL)
    book = summarise(file.orders, file.findings, file.rows)
    assert (file.platform, file.shared_with) == ("tmall", ("taobao",))
    assert (book.rows, book.orders, book.excluded_rows) == (28_010, 28_010, 0)
    assert (book.paid_orders, book.refunded_orders, book.days_covered) == (24_087, 5_646, 29)
    assert (book.net_fen, book.refund_fen) == (190_248_715, 57_233_592)
    assert book.return_rate == Decimal("0.2344")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_usual_encoding_gives_the_same_orders(export, encoding, newline):
    file = read_orders(export(HEADER, GOOD, encoding=encoding, newline=newline))
    assert file.platform == "tmall" and file.findings == ()
    assert file.orders.paid_fen[0] == 10_000 and file.orders.paid_at[0] == np.datetime64("2026-03-01T08:01:00")


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_tabs_and_semicolons_separate_as_well_as_commas(export, delimiter):
    file = read_orders(export(*(line.replace(",", delimiter) for line in (HEADER, GOOD))))
    assert file.orders.amount_fen.tolist() == [10_000]


def test_paid_money_shown_after_refunds_is_turned_back_into_what_the_buyer_paid(export):
    refunded = "2,100.0,30.0,某省,2026-03-01 08:00:00,2026-03-01 08:01:00,70.0"
    file = read_orders(export(HEADER, GOOD, refunded))
    assert file.orders.paid_fen[1] == 10_000
    assert counted(file) == {"paid_after_refund": 1}


def test_paid_money_shown_before_refunds_is_left_as_it_is(export):
    refunded = "2,100.0,100.0,某省,2026-03-01 08:00:00,2026-03-01 08:01:00,70.0"
    file = read_orders(export(HEADER, GOOD, refunded))
    assert (file.orders.paid_fen[1], file.orders.refund_fen[1], file.findings) == (10_000, 7_000, ())


def test_refunds_above_what_was_paid_are_no_sign_of_paid_money_after_refunds_unless_both_make_the_amount(export):
    refunded = "2,100.0,100.0,某省,2026-03-01 08:00:00,2026-03-01 08:01:00,105.0"
    file = read_orders(export(HEADER, GOOD, refunded))
    assert (file.orders.paid_fen[1], file.orders.refund_fen[1]) == (10_000, 10_500)
    assert counted(file) == {"refund_over_paid": 1}


def test_a_refund_with_a_minus_is_a_refund(export):
    file = read_orders(export(HEADER, GOOD, "2,100.0,100.0,,2026-03-01 08:00:00,2026-03-01 08:01:00,-30"))
    assert (file.orders.refund_fen.tolist(), file.findings) == ([0, 3_000], ())


@pytest.mark.parametrize(("paid_at", "kept"), [("07:55:00", 2), ("07:54:59", 1)])
def test_clocks_may_differ_by_five_minutes(export, paid_at, kept):
    file = read_orders(export(HEADER, GOOD, f"2,1,1,,2026-03-01 08:00:00,2026-03-01 {paid_at},0"))
    assert len(file.orders) == kept


@pytest.mark.parametrize(("amount", "kept"), [("1000000000.00", 2), ("1000000000.01", 1), ("¥1,000,000,000.01", 1)])
def test_an_amount_beyond_any_order_is_no_amount(export, amount, kept):
    file = read_orders(export(HEADER, GOOD, f'2,"{amount}",1,,2026-03-01 08:00:00,2026-03-01 08:00:00,0'))
    assert len(file.orders) == kept and counted(file) == ({} if kept == 2 else {"unreadable_amount": 1})


@pytest.mark.parametrize(("day", "kept"), [("2026-03-02", 2), ("2026-03-03", 1), ("2062-03-01", 1)])
def test_orders_of_days_after_tomorrow_are_left_out(export, day, kept):
    path = export(HEADER, GOOD, f"2,1,1,,{day} 23:59:59,{day} 23:59:59,0")
    file = read_orders(path, today=date(2026, 3, 1))
    assert len(file.orders) == kept and counted(file) == ({} if kept == 2 else {"future_time": 1})


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ("duplicate_order", GOOD),
        ("time_inverted", "2,1,1,,2026-03-01 08:00:00,2026-02-28 08:00:00,0"),
        ("negative_amount", "2,-1,1,,2026-03-01 08:00:00,2026-03-01 08:00:00,0"),
        ("missing_amount", "2,,1,,2026-03-01 08:00:00,2026-03-01 08:00:00,0"),
        ("unreadable_amount", "2,twelve,1,,2026-03-01 08:00:00,,0"),
        ("unreadable_amount", "2,NaN1,1,,2026-03-01 08:00:00,,0"),
        ("missing_time", "2,1,1,,,,0"),
        ("unreadable_time", "2,1,1,,2026-02-30 08:00:00,,0"),
        ("unreadable_time", "2,1,1,,03/04/2026,,0"),
        ("sum_row", "合计：,100,100,,,,0"),
        ("blank_row", ",,,,,,"),
        ("short_row", "2,1"),
        ("long_row", "2,1,1,,2026-03-01 08:00:00,,0,x"),
    ],
)
def test_a_row_that_is_no_order_is_excluded_and_counted_with_its_line(export, code, row):
    file = read_orders(export(HEADER, GOOD, row))
    assert (len(file.orders), file.rows, counted(file)) == (1, 2, {code: 1})
    assert file.findings[0].is_excluded and file.findings[0].first_line == 3


def test_money_and_times_are_read_as_spreadsheets_write_them(export):
    row = '="3","¥1,234.50",￥1234.5元,,2026/3/1 8:05,2026年3月1日 8:06:07,无退款申请'
    found = read_orders(export(HEADER, row)).orders
    assert (found.amount_fen[0], found.paid_fen[0], found.refund_fen[0]) == (123_450, 123_450, 0)
    assert found.created_at[0] == np.datetime64("2026-03-01T08:05:00")


def test_remarks_above_the_header_are_passed_over(export):
    assert len(read_orders(export("# 导出时间：2026-03-02", "", HEADER, GOOD)).orders) == 1


@pytest.mark.parametrize(
    "lines",
    [
        ("订单号,实付金额(元),支付时间,下单时间,订单金额（元）", "1,99,2026-03-01 09:00,2026-03-01 08:00,100"),
        ("Order ID,Amount Paid,Paid At,Created At,Total", "1,99,2026-03-01T09:00:00Z,2026-03-01T08:00:00Z,100"),
    ],
)
def test_the_usual_column_names_are_known_in_chinese_and_english(export, lines):
    file = read_orders(export(*lines))
    assert (file.platform, file.layout) == (None, "common_names")
    assert (file.orders.amount_fen[0], file.orders.paid_fen[0]) == (10_000, 9_900)
    assert [str(at) for at in (file.orders.created_at[0], file.orders.paid_at[0])] == [
        "2026-03-01T08:00:00",
        "2026-03-01T09:00:00",
    ]


def test_orders_without_any_word_of_payment_count_as_paid_and_it_is_said(export):
    file = read_orders(export("日期,金额", "2026-03-01,100", "2026-03-02,50"))
    assert file.orders.paid_fen.tolist() == [10_000, 5_000]
    assert counted(file) == {"assumed_paid": 2}


def test_nothing_of_a_buyer_and_no_order_number_is_kept(export):
    lines = "订单号,买家,手机,收货地址,日期,金额", "20260301777,张三,13800000000,某路1号,2026-03-01,100"
    kept = pickle.dumps(read_orders(export(*lines)))
    assert not [text for text in ("20260301777", "张三", "13800000000", "某路1号") if text.encode() in kept]


def test_unknown_columns_are_named_with_those_that_are_needed(export):
    with pytest.raises(OrderFileError) as caught:
        read_orders(export("商品,颜色", "袜子,红"))
    assert caught.value.code == "unknown_columns"
    assert caught.value.parameters["found"] == ["商品", "颜色"]
    assert set(caught.value.parameters["needed"]) == {"amount", "created"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"), (b" \n\n", "empty"), (b"PK\x03\x04rest", "not_csv"), (b"a,b\x00c", "not_csv"),
        (b"\x01\x02\x03,\xff", "not_csv"), (b"\x81", "unknown_encoding"),
        (f"{HEADER}\n".encode(), "no_orders"), (f"{HEADER}\n,,,,,,\n".encode(), "no_orders"),
        ((f'{HEADER}\n1,"' + f"{GOOD}\n" * 300).encode(), "broken_csv"),
        ((HEADER + "\n" + "9" * 200_000).encode(), "broken_csv"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_export_is_refused_with_a_code(tmp_path, content, code):
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(OrderFileError) as caught:
        read_orders(path)
    assert caught.value.code == code


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path in (tmp_path / "absent.csv", tmp_path):
        with pytest.raises(OrderFileError) as caught:
            read_orders(path)
        assert caught.value.code == "no_file"


def test_too_large_a_file_is_refused_before_it_is_read(export, monkeypatch):
    monkeypatch.setattr(order_sources, "SIZE_LIMIT_BYTES", 10)
    with pytest.raises(OrderFileError) as caught:
        read_orders(export(HEADER, GOOD))
    assert caught.value.code == "too_large" and caught.value.parameters["limit_bytes"] == 10


def test_more_rows_than_can_be_held_are_refused(export, monkeypatch):
    monkeypatch.setattr(readers, "ROWS_LIMIT", 1)
    with pytest.raises(OrderFileError) as caught:
        read_orders(export(HEADER, GOOD, "2" + GOOD[1:]))
    assert (caught.value.code, caught.value.parameters) == ("too_many_rows", {"limit": 1})


def test_an_order_number_gives_the_same_key_in_every_file(export):
    first = read_orders(export(HEADER, GOOD, "2" + GOOD[1:])).orders.key
    again = read_orders(export(HEADER, '="2"' + GOOD[1:])).orders.key
    assert again[0] == first[1] != first[0] and first.all()


def test_a_column_is_known_only_where_the_file_has_it_and_something_in_it(export):
    lines = (HEADER + ",发货时间,确认收货时间,订单状态", GOOD + ",2026-03-02 08:00:00,,交易成功")
    known = read_orders(export(*lines)).orders.known
    assert {"shipped_at", "is_closed"} <= known and not {"confirmed_at", "settled_at", "fee_fen"} & known


def test_progress_is_told_up_to_the_whole(export):
    told = []
    read_orders(export(HEADER, *(f"{number}" + GOOD[1:] for number in range(25_000))), on_progress=told.append)
    assert told == sorted(told) and len(told) > 2 and told[-1] == 1.0


def parts(file):
    """Rows that are part of an order counted elsewhere."""
    return sum(finding.rows for finding in file.findings if finding.code in ("item_rows", "repeated_totals"))


@given(st.binary(max_size=300))
def test_any_bytes_give_orders_or_a_code(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(f"{HEADER}\n{GOOD}\n".encode("gb18030") + content)
    try:
        file = read_orders(path)
    except OrderFileError as error:
        assert error.code
    else:
        assert file.rows == len(file.orders) + parts(file) + sum(f.rows for f in file.findings if f.is_excluded)


CELLS = st.sampled_from(
    ["", "1", "2", "3", "-5", "12.30", "x", "2026-03-01 08:00:00", "2026-02-01", "合计", "退款成功"]
)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=12))
def test_every_row_is_an_order_a_part_of_one_or_counted(tmp_path_factory, rows):
    path = tmp_path_factory.getbasetemp() / "rows.csv"
    lines = ["订单号,金额,日期,付款时间,售后状态", "0,1,2026-03-01,,", *(",".join(row) for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    file = read_orders(path)
    assert file.rows == 1 + sum(1 for line in lines[2:] if line)
    assert file.rows == len(file.orders) + parts(file) + sum(f.rows for f in file.findings if f.is_excluded)
