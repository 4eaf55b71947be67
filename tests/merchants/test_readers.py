"""Order exports as sellers have them: read whole, or refused with a reason; nothing silently dropped."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.merchants import readers
from advisor.merchants.readers import OrderFileError, read_orders
from advisor.trade.orders import summarise

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
    assert file.orders[0].paid_fen == 10_000 and file.orders[0].paid_at == datetime(2026, 3, 1, 8, 1)


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_tabs_and_semicolons_separate_as_well_as_commas(export, delimiter):
    file = read_orders(export(*(line.replace(",", delimiter) for line in (HEADER, GOOD))))
    assert file.orders[0].amount_fen == 10_000


def test_paid_money_shown_after_refunds_is_turned_back_into_what_the_buyer_paid(export):
    refunded = "2,100.0,30.0,某省,2026-03-01 08:00:00,2026-03-01 08:01:00,70.0"
    file = read_orders(export(HEADER, GOOD, refunded))
    assert file.orders[1].paid_fen == 10_000
    assert counted(file) == {"paid_after_refund": 1}


def test_paid_money_shown_before_refunds_is_left_as_it_is(export):
    refunded = "2,100.0,100.0,某省,2026-03-01 08:00:00,2026-03-01 08:01:00,70.0"
    file = read_orders(export(HEADER, GOOD, refunded))
    assert (file.orders[1].paid_fen, file.orders[1].refund_fen, file.findings) == (10_000, 7_000, ())


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
    found = read_orders(export(HEADER, row)).orders[0]
    assert (found.amount_fen, found.paid_fen, found.refund_fen) == (123_450, 123_450, 0)
    assert found.created_at == datetime(2026, 3, 1, 8, 5)


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
    found = file.orders[0]
    assert (file.platform, file.layout) == (None, "common_names")
    assert (found.amount_fen, found.paid_fen) == (10_000, 9_900)
    assert (found.created_at.hour, found.paid_at.hour) == (8, 9)


def test_orders_without_any_word_of_payment_count_as_paid_and_it_is_said(export):
    file = read_orders(export("日期,金额", "2026-03-01,100", "2026-03-02,50"))
    assert [order.paid_fen for order in file.orders] == [10_000, 5_000]
    assert counted(file) == {"assumed_paid": 2}


def test_nothing_of_a_buyer_is_kept(export):
    file = read_orders(export("买家,手机,收货地址,日期,金额", "张三,13800000000,某路1号,2026-03-01,100"))
    assert not {"张三", "13800000000", "某路1号"} & set(map(str, vars_of(file.orders[0])))


def vars_of(order):
    return [getattr(order, name) for name in order.__slots__]


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
    monkeypatch.setattr(readers, "SIZE_LIMIT_BYTES", 10)
    with pytest.raises(OrderFileError) as caught:
        read_orders(export(HEADER, GOOD))
    assert caught.value.code == "too_large" and caught.value.parameters["limit_bytes"] == 10


@given(st.binary(max_size=300))
def test_any_bytes_give_orders_or_a_code(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(f"{HEADER}\n{GOOD}\n".encode("gb18030") + content)
    try:
        file = read_orders(path)
    except OrderFileError as error:
        assert error.code
    else:
        assert file.rows == len(file.orders) + sum(f.rows for f in file.findings if f.is_excluded)
