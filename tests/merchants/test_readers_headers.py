"""A file whose columns are not known: what is proposed for it, and what a merchant's answer is held to."""

from pathlib import Path

import pytest

from advisor.merchants.columns import FIELDS
from advisor.merchants.headers import columns_of
from advisor.merchants.readers import OrderFileError, read_orders

OLIST = Path(__file__).parents[3] / "shared" / "data" / "olist"
UNKNOWN = (
    "流水,客人姓名,联系手机,商品应收金额合计,客户下单的时间,买家付款的时间,收货地址,第几单",
    "A20260301001,张三,13800000000,99.50,2026-03-01 08:00:00,2026-03-01 08:01:00,某路1号,1",
    "A20260301002,李四,13900000000,20.00,2026-03-02 08:00:00,,某路2号,2",
)
MAPPING = {"number": "流水", "amount": "商品应收金额合计", "created": "客户下单的时间", "paid_at": "买家付款的时间"}


@pytest.fixture
def export(tmp_path):
    def written(*lines, encoding="utf-8"):
        path = tmp_path / "orders.csv"
        path.write_bytes("\n".join(lines).encode(encoding))
        return path

    return written


def test_a_mapping_of_the_merchant_reads_an_unknown_file(export):
    path = export(*UNKNOWN, encoding="gbk")
    with pytest.raises(OrderFileError):
        read_orders(path)
    file = read_orders(path, MAPPING)
    assert (file.layout, file.platform) == ("mapped", None)
    assert file.orders.amount_fen.tolist() == [9_950, 2_000] and file.orders.paid_fen.tolist() == [9_950, 0]


@pytest.mark.parametrize(
    ("change", "code", "parameters"),
    [
        ({"colour": "第几单"}, "unknown_field", {"field": "colour", "allowed": list(FIELDS)}),
        ({"refund": "退货"}, "missing_header", {"header": "退货", "found": UNKNOWN[0].split(",")}),
        ({"paid": "流水 "}, "header_twice", {"header": "流水", "fields": ["number", "paid"]}),
    ],
)
def test_a_wrong_mapping_is_refused_with_what_is_wrong_and_what_would_be_right(export, change, code, parameters):
    with pytest.raises(OrderFileError) as caught:
        read_orders(export(*UNKNOWN), {**MAPPING, **change})
    assert (caught.value.code, caught.value.parameters) == (code, parameters)


@pytest.mark.parametrize(
    ("left_out", "needed"), [(["amount"], ["amount"]), (["created", "paid_at"], ["created", "paid_at"])]
)
def test_a_mapping_needs_an_amount_and_a_time(export, left_out, needed):
    mapping = {field: header for field, header in MAPPING.items() if field not in left_out}
    with pytest.raises(OrderFileError) as caught:
        read_orders(export(*UNKNOWN), mapping)
    assert (caught.value.code, caught.value.parameters) == ("missing_field", {"needed": needed})


def test_names_are_shown_with_samples_of_money_and_times_only(export):
    header = columns_of(export("导出的订单", *UNKNOWN))
    assert header.names == tuple(UNKNOWN[0].split(",")) and header.layout is None
    shown = dict(zip(header.names, header.samples, strict=True))
    assert shown["商品应收金额合计"] == ("99.50", "20.00") and shown["客户下单的时间"][0] == "2026-03-01 08:00:00"
    assert not any(shown[name] for name in ("流水", "客人姓名", "联系手机", "收货地址"))


def test_what_each_column_holds_is_proposed_by_its_name_and_its_cells(export):
    lines = (
        "订单的编号,应收金额,退款的金额,下单的时间,发货的时间,订单的状态,手机",
        "A1,99.50,0,2026-03-01 08:00:00,2026-03-02 08:00:00,已完成,13800000000",
    )
    guess = columns_of(export(*lines)).guess
    assert guess == {
        "number": "订单的编号", "amount": "应收金额", "refund": "退款的金额", "created": "下单的时间",
        "shipped_at": "发货的时间", "status": "订单的状态",
    }  # fmt: skip
    assert read_orders(export(*lines), guess).orders.amount_fen.tolist() == [9_950]


def test_a_column_of_phone_numbers_is_not_shown_as_money(export):
    header = columns_of(export("C1,C2", "13800000000,1.00", "13900000000,2.00"))
    assert header.samples == ((), ("1.00", "2.00"))


@pytest.mark.parametrize(
    "line",
    [
        "张三,某路1号,{0}.50,甲",
        "张三,某路1号,2026-03-0{0},甲",
        "张三,某路1号,1380000000{0},甲",
        ",,",
        "甲,A2026030100{0}",
    ],
)
def test_rows_without_a_header_give_away_no_names(export, line):
    path = export(*(line.format(number) for number in range(1, 9)))
    for read in (columns_of, read_orders):
        with pytest.raises(OrderFileError) as caught:
            read(path)
        assert (caught.value.code, caught.value.parameters) == ("no_header", {})


def test_a_long_name_of_a_column_is_cut_and_still_found(export):
    header = columns_of(export("备注" * 30 + ",合计的钱,那一天", "x,9.50,2026-03-01"))
    assert len(header.names[0]) == 40
    mapping = {"number": header.names[0], "amount": "合计的钱", "created": "那一天"}
    file = read_orders(export("备注" * 30 + ",合计的钱,那一天", "x,9.50,2026-03-01"), mapping)
    assert file.orders.key is not None and file.orders.amount_fen.tolist() == [950]


def test_a_time_that_is_only_planned_is_not_proposed_for_one_that_has_come(export):
    lines = (
        "单号,金额,最晚发货时间,下单时间,order_delivered_customer_date",
        "A1,1.00,2026-03-03,2026-03-01,2026-03-05",
    )
    guess = columns_of(export(*lines)).guess
    assert "shipped_at" not in guess and guess["delivered_at"] == "order_delivered_customer_date"


def test_a_known_layout_is_told(export):
    assert (
        columns_of(export("订单编号,总金额,买家实际支付金额,订单创建时间", "1,1,1,2026-03-01")).layout
        == "qianniu_report"
    )


@pytest.mark.skipif(not OLIST.exists(), reason="the public data set is not on this machine")
def test_a_public_data_set_of_another_country_is_read_through_a_mapping(export):
    orders = (OLIST / "olist_orders_dataset.csv").read_text(encoding="utf-8").splitlines()[:2_001]
    lines = [orders[0] + ",payment_value", *(line + ",10.5" for line in orders[1:])]
    mapping = {
        "number": "order_id", "status": "order_status", "created": "order_purchase_timestamp",
        "amount": "payment_value", "shipped_at": "order_delivered_carrier_date",
        "delivered_at": "order_delivered_customer_date",
    }  # fmt: skip
    file = read_orders(export(*lines), mapping)
    assert file.rows == 2_000 and len(file.orders) > 1_900
    assert {"shipped_at", "delivered_at", "is_closed"} <= file.orders.known
