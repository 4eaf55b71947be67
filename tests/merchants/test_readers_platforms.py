"""The exports of each platform, as small made-up files with the columns that the platform uses."""

import numpy as np
import pytest

from advisor.merchants.readers import OrderFileError, read_orders


@pytest.fixture
def export(tmp_path):
    def written(*lines, encoding="utf-8"):
        path = tmp_path / "orders.csv"
        path.write_bytes("\n".join(lines).encode(encoding))
        return path

    return written


def counted(file):
    return {finding.code: finding.rows for finding in file.findings}


def fen(file):
    """(amount, paid, refund) of each order."""
    orders = file.orders
    columns = (orders.amount_fen.tolist(), orders.paid_fen.tolist(), orders.refund_fen.tolist())
    return list(zip(*columns, strict=True))


def at(text):
    return np.datetime64(text, "s")


def test_taobao_and_tmall_with_the_whole_header_of_the_workbench(export):
    header = (
        "订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分,买家实际支付金额,订单状态,"
        "收货人姓名,收货地址 ,订单创建时间,订单付款时间 ,卖家服务费,退款金额,确认收货时间,打款商家金额"
    )
    rows = (
        '="301",甲,,90,0,0,90,0,90,交易成功,某,省,2026-03-01 08:00:00,2026-03-01 08:01:00,.9,,2026-03-09 08:00:00,90元',
        '="302",乙,,50,0,0,50,0,0,交易关闭,某,某省,2026-03-01 09:00:00,,0,0,,无需打款',
    )
    file = read_orders(export(header, *rows, encoding="gbk"))
    assert (file.platform, file.layout, file.findings) == ("tmall", "qianniu_report", ())
    assert fen(file) == [(9_000, 9_000, 0), (5_000, 0, 0)]
    assert file.orders.fee_fen.tolist() == [90, 0] and file.orders.is_closed.tolist() == [False, True]
    assert file.orders.confirmed_at[0] == at("2026-03-09T08:00:00") and "delivered_at" not in file.orders.known


def test_sub_orders_of_taobao_are_one_order_with_the_last_time_of_each_step(export):
    header = "子订单编号,主订单编号,商品标题,买家应付货款,买家实际支付金额,订单状态,退款金额,订单创建时间,订单付款时间,"
    header += "发货时间"
    shared = "交易成功,0,2026-03-01 08:00:00,2026-03-01 08:01:00"
    rows = (f"11,1,袜子,30,30,{shared},2026-03-02 08:00:00", f"12,1,帽子,70,70,{shared},2026-03-04 08:00:00")
    file = read_orders(export(header, *rows))
    assert (file.layout, counted(file), file.rows) == ("qianniu_items", {"item_rows": 1}, 2)
    assert fen(file) == [(10_000, 10_000, 0)] and file.orders.shipped_at[0] == at("2026-03-04T08:00:00")


PINDUODUO = (
    "商品,订单号,订单状态,商品总价(元),邮费(元),店铺优惠折扣(元),用户实付金额(元),商家实收金额(元),支付时间,发货时间,"
    "确认收货时间,商品id,售后状态,"
)


def test_pinduoduo_has_no_date_of_an_unpaid_order_and_its_status_tells_the_refund(export):
    rows = (
        "袜子,260301-1\t,已收货,20,0,1,18,19,2026-03-01 08:00:00,2026-03-01 20:00:00,2026-03-05 08:00:00,5,-,",
        "袜子,260301-2\t,已取消,20,0,1,18,19,,,,5,,",
        "袜子,260301-4\t,待支付,20,0,1,18,19,,,,5,,",
        "袜子,260301-3\t,已发货，退款成功,30,0,0,30,30,2026-03-01 09:00:00,2026-03-01 20:00:00,,5,退款成功,",
    )
    file = read_orders(export(PINDUODUO, *rows))
    assert (file.platform, counted(file)) == ("pinduoduo", {"missing_time": 2, "refund_by_status": 1})
    assert fen(file) == [(2_000, 1_900, 0), (3_000, 3_000, 3_000)]
    assert file.orders.is_closed.tolist() == [False, True]


def test_douyin_sub_orders_are_added_up_and_an_identical_row_is_a_duplicate(export):
    header = (
        "主订单编号,子订单编号,选购商品,商品数量,订单应付金额,手续费,收件人,"
        "订单提交时间,支付完成时间,订单完成时间,订单状态,售后状态"
    )
    times = "2026-03-01 08:00:00,2026-03-01 08:01:00,2026-03-08 08:01:00"
    rows = (
        f"\t69001,\t1,裙子,1,100.00,0.60,某,{times},已完成,-",
        f"\t69001,\t2,腰带,1,40.00,0.24,某,{times},已完成,退款成功",
        f"\t69001,\t2,腰带,1,40.00,0.24,某,{times},已完成,退款成功",
        '\t69002,\t3,裙子,1,"1,000.00",0,某,2026-03-01 09:00:00,,,已关闭,-',
    )
    file = read_orders(export(header, *rows))
    assert (file.platform, counted(file)) == (
        "douyin",
        {"duplicate_order": 1, "refund_by_status": 1, "item_rows": 1},
    )
    assert fen(file) == [(14_000, 14_000, 4_000), (100_000, 0, 0)]
    assert file.orders.fee_fen.tolist() == [84, 0] and file.orders.is_closed.tolist() == [False, True]


def test_jd_repeats_the_whole_order_in_the_row_of_each_article(export):
    header = (
        "订单号,商品ID,商品名称,订购数量,支付方式,下单时间,京东价,订单金额,"
        "结算金额,余额支付,应付金额,订单状态,付款确认时间,订单完成时间"
    )
    rows = (
        "117,1,杯子,1,在线,2026-03-01 08:00:00,￥40,￥100,￥90.00,0,90,完成,2026-03-01 08:01:00,2026-03-06 08:00:00",
        "117,2,盘子,1,在线,2026-03-01 08:00:00,￥60,￥100,￥90.00,0,90,完成,2026-03-01 08:01:00,2026-03-06 08:00:00",
        "118,1,杯子,1,在线支付,2026-03-01 09:00:00,￥40.00,￥40.00,￥40.00,0,40,(删除)等待付款,,",
        "119,1,杯子,1,货到付款,2026-03-01 09:00:00,￥40.00,￥40.00,￥40.00,0,40,完成,,2026-03-06 08:00:00",
    )
    file = read_orders(export(header, *rows, encoding="gbk"))
    assert (file.platform, counted(file)) == ("jd", {"repeated_totals": 1})
    assert fen(file) == [(10_000, 9_000, 0), (4_000, 0, 0), (4_000, 4_000, 0)]


def test_1688_rows_that_only_name_further_articles_belong_to_the_order_above(export):
    header = "订单编号,买家公司名,货品总价(元),运费(元),实付款(元),订单状态,订单创建时间,订单付款时间,货品标题,数量"
    rows = (
        "88001,某公司,300,20,320,交易成功,2026-03-01 08:00:00,2026-03-01 08:30:00,布,100",
        ",,,,,,,,线,100",
        "88002,某公司,50,0,50,等待买家付款,2026-03-02 08:00:00,,布,50",
    )
    file = read_orders(export(header, *rows))
    assert (file.platform, counted(file)) == ("1688", {"item_rows": 1})
    assert fen(file) == [(30_000, 32_000, 0), (5_000, 0, 0)]


def test_kuaishou(export):
    header = "订单号,订单创建时间,订单支付时间,订单状态,实付款,运费,商品名称,收货人姓名,收货人电话,发货时间"
    rows = ("2501,2026-03-01 08:00:00,2026-03-01 08:01:00,交易成功,59.9,0,茶,某,某,2026-03-02 08:00:00",)
    file = read_orders(export(header, *rows))
    assert (file.platform, fen(file)) == ("kuaishou", [(5_990, 5_990, 0)])


SHOPIFY = "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Subtotal,Total,Created at,\
Lineitem quantity,Lineitem name,Lineitem price,Cancelled at,Refunded Amount"


def test_shopify_line_items_belong_to_the_order_whose_money_is_in_its_first_row(export):
    rows = (
        "#1001,a@x,partially_refunded,2026-03-01 09:50:26 +0200,fulfilled,2026-03-02 14:21:21 +0200,EUR,50.00,"
        "53.91,2026-03-01 09:50:26 +0200,1,Soap,20.00,,10.00",
        "#1001,a@x,,,,,,,,2026-03-01 09:50:26 +0200,2,Oil,15.00,,",
        "#1002,b@x,voided,,unfulfilled,,EUR,20.00,20.00,2026-03-01 10:00:00 +0200,1,Soap,20.00,"
        "2026-03-01 11:00:00 +0200,0.00",
        "#1003,c@x,paid,2026-03-01 12:00:00 +0200,,,USD,20.00,20.00,2026-03-01 12:00:00 +0200,1,Soap,20,,0.00",
    )
    file = read_orders(export(SHOPIFY, *rows))
    assert (file.platform, file.orders.currency, file.rows) == ("shopify", "EUR", 4)
    assert counted(file) == {"other_currency": 1, "item_rows": 1}
    assert fen(file) == [(5_391, 5_391, 1_000), (2_000, 0, 0)]
    assert file.orders.is_closed.tolist() == [False, True]
    assert file.orders.paid_at[0] == at("2026-03-01T09:50:26")


AMAZON = "settlement-id,settlement-start-date,settlement-end-date,deposit-date,total-amount,currency,transaction-type,\
order-id,amount-type,amount-description,amount,posted-date,posted-date-time,sku,quantity-purchased"


def settlement(*bookings, deposit="2026-03-17 10:00:00 UTC"):
    """A settlement report: its first row carries the deposit date, the others only their bookings."""
    first = f"900,2026-03-01,2026-03-15,{deposit},8.59,EUR,,,,,,,,,"
    rows = [f"900,,,,,,{','.join(booking[:-1])},,{booking[-1]},S1,1" for booking in bookings]
    return [line.replace(",", "\t").replace("~", ",") for line in (AMAZON, first, *rows)]


def test_amazon_bookings_make_orders_with_fees_refunds_and_the_day_of_the_payout(export):
    lines = settlement(
        ("Order", "111-1", "ItemPrice", "Principal", "25~00", "02.03.2026 08:00:00 UTC"),
        ("Order", "111-1", "ItemPrice", "Tax", "2~00", "02.03.2026 08:00:00 UTC"),
        ("Order", "111-1", "ItemFees", "Commission", "-4~05", "02.03.2026 08:00:00 UTC"),
        ("Order", "111-1", "Promotion", "Discount", "-1~50", "02.03.2026 08:00:00 UTC"),
        ("Refund", "111-1", "ItemPrice", "Principal", "-10~00", "09.03.2026 08:00:00 UTC"),
        ("Refund", "111-1", "ItemFees", "RefundCommission", "1~00", "09.03.2026 08:00:00 UTC"),
        ("Refund", "111-0", "ItemPrice", "Principal", "-18~00", "05.03.2026 08:00:00 UTC"),
        ("ServiceFee", "", "other-transaction", "Subscription", "-39~99", "05.03.2026 08:00:00 UTC"),
        deposit="17.03.2026 10:00:00 UTC",
    )
    file = read_orders(export(*lines))
    assert (file.platform, file.orders.currency) == ("amazon", "EUR")
    assert counted(file) == {"no_order": 2, "refund_only": 1, "item_rows": 5}
    assert fen(file) == [(2_550, 2_550, 1_000), (0, 0, 1_800)]
    assert file.orders.fee_fen.tolist() == [305, 0]
    assert (file.orders.settled_at == at("2026-03-17T10:00:00")).all()
    assert file.orders.refunded_at[0] == at("2026-03-09T08:00:00") and np.isnat(file.orders.refunded_at[1])


def test_amazon_an_order_with_a_booking_that_cannot_be_read_is_left_out_as_a_whole(export):
    lines = settlement(
        ("Order", "111-1", "ItemPrice", "Principal", "25.00", "2026-03-02 08:00:00 UTC"),
        ("Order", "111-1", "ItemFees", "Commission", "four", "2026-03-02 08:00:00 UTC"),
        ("Order", "111-2", "ItemPrice", "Principal", "30.00", "2026-03-02 08:00:00 UTC"),
    )
    file = read_orders(export(*lines))
    assert counted(file) == {"no_order": 1, "unreadable_amount": 1, "broken_order": 1}
    assert fen(file) == [(3_000, 3_000, 0)]


def test_rows_of_one_number_in_an_unknown_shop_are_added_up_if_they_differ_and_taken_once_if_they_do_not(export):
    header = "订单号,商品,金额,下单时间"
    differing = read_orders(export(header, "1,甲,30,2026-03-01", "1,乙,70,2026-03-01"))
    repeated = read_orders(export(header, "1,甲,100,2026-03-01", "1,乙,100,2026-03-01"))
    assert differing.orders.amount_fen.tolist() == repeated.orders.amount_fen.tolist() == [10_000]
    assert "item_rows" in counted(differing) and "repeated_totals" in counted(repeated)


@pytest.mark.parametrize("column", ["币种", "Currency"])
def test_the_most_common_currency_stays_and_rows_in_others_are_counted(export, column):
    rows = ("1,1,2026-03-01,USD", "2,2,2026-03-01,美元", "3,3,2026-03-01,EUR", "4,4,2026-03-01,")
    file = read_orders(export(f"订单号,金额,日期,{column}", *rows))
    assert file.orders.currency == "USD" and file.orders.amount_fen.tolist() == [100, 200, 400]
    assert counted(file)["other_currency"] == 1


def test_signs_of_currency_are_told_apart_too(export):
    file = read_orders(export("Order ID,Total,Date", "1,$1.50,2026-03-01", "2,$2.50,2026-03-01", "3,€9.00,2026-03-01"))
    assert file.orders.currency == "USD" and file.orders.amount_fen.tolist() == [150, 250]
    assert counted(file)["other_currency"] == 1


def test_order_numbers_that_a_spreadsheet_has_rounded_do_not_make_duplicates(export):
    rows = ("1.23457E+18,1,2026-03-01", "1.23457E+18,2,2026-03-02")
    file = read_orders(export("订单编号,金额,日期", *rows))
    assert file.orders.amount_fen.tolist() == [100, 200] and counted(file)["rounded_numbers"] == 2
    assert "key" not in file.orders.known


def test_a_refund_before_shipping_and_a_settlement_dated_by_its_day_are_in_order(export):
    header = "订单号,金额,创建时间,支付时间,发货时间,退款时间,结算时间"
    rows = (
        "1,1,2026-03-01 08:00:00,2026-03-01 08:00:00,2026-03-03 08:00:00,2026-03-02 08:00:00,2026-03-01",
        "2,1,2026-03-01 08:00:00,2026-03-01 08:00:00,,2026-02-28 08:00:00,",
    )
    file = read_orders(export(header, *rows))
    assert len(file.orders) == 1 and counted(file) == {"time_inverted": 1}


def test_the_status_tells_what_is_paid_where_there_is_neither_a_time_nor_an_amount(export):
    lines = ("订单号,金额,日期,订单状态", "1,1,2026-03-01,待发货", "2,2,2026-03-01,待付款", "3,3,2026-03-01,已取消")
    file = read_orders(export(*lines))
    assert file.orders.paid_fen.tolist() == [100, 0, 0] and file.orders.is_closed.tolist() == [False, False, True]


@pytest.mark.parametrize("cell", ["03/04/2026", "2026-13-01", "yesterday", "1899-01-01"])
def test_a_day_that_may_be_two_days_or_none_is_not_guessed(export, cell):
    with pytest.raises(OrderFileError) as caught:
        read_orders(export("订单号,金额,日期", f"1,1,{cell}"))
    assert caught.value.parameters["findings"] == {"unreadable_time": 1}


@pytest.mark.parametrize(("last", "expected"), [("25/04/2026", "2026-04-03"), ("04/25/2026", "2026-03-04")])
def test_one_day_after_the_twelfth_tells_the_order_of_day_and_month(export, last, expected):
    file = read_orders(export("订单号,金额,日期", "1,1,03/04/2026", f"2,1,{last}"))
    assert str(file.orders.created_at[0].astype("datetime64[D]")) == expected
