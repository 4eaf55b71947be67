"""Order files: none with buyers' names stays, whatever happens; what they replace or contradict is told."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from rasa_sdk.executor import CollectingDispatcher

import actions.orders as orders_action
from actions.columns import MapColumns
from actions.facts import learn
from actions.orders import ImportOrders
from actions.result_forecast import show_forecast
from actions.shop_cash import shop_cash
from actions.wiring import stores

DATA = Path(__file__).parents[1] / "data"
HEADER = "订单编号,订单创建时间,订单付款时间,总金额,买家实际支付金额"
DAY_S = 86_400


@pytest.fixture
def upload(home):
    def put(name, text=None, age_days=0.0):
        path = home / "uploads" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes((DATA / name).read_bytes() if text is None else text.encode())
        os.utime(path, times=(time.time() - age_days * DAY_S,) * 2)
        return name

    return put


def lines(first, count, sign=""):
    days = [f"2026-03-{1 + number % 28:02d}" for number in range(count)]
    rows = [f"{10**17 + first + i},{day} 10:00:00,{day} 10:05:00,{sign}90.00,{sign}90.00" for i, day in enumerate(days)]
    return "\n".join([HEADER, *rows])


def left(home):
    return sorted(path.name for path in (home / "uploads").rglob("*") if path.is_file())


def test_a_file_that_was_read_is_gone(home, merchant, upload):
    merchant.run(ImportOrders(), upload=upload("shop_with_stages.csv"))
    assert "900 行" in merchant.said and left(home) == []


def test_a_file_that_cannot_be_read_is_gone(home, merchant, upload):
    merchant.run(ImportOrders(), upload=upload("a.csv", "\n\n"))
    assert "没读成" in merchant.said and left(home) == []


@pytest.mark.parametrize("broken", ["read_orders", "keep_file", "take_orders"])
def test_a_file_whose_reading_or_keeping_fails_is_gone(home, merchant, upload, monkeypatch, broken):
    def fails(*_, **__):
        raise MemoryError

    monkeypatch.setattr(orders_action, broken, fails)
    merchant.run(ImportOrders(), upload=upload("shop_with_stages.csv"))
    assert merchant.said == "utter_service_trouble" and left(home) == []


def test_a_file_waits_for_its_columns_and_is_gone_when_another_one_comes(home, merchant, upload):
    merchant.run(ImportOrders(), upload=upload("own_columns.csv"))
    assert left(home) == ["own_columns.csv"] and merchant.slots["pending_upload"] == "own_columns.csv"
    merchant.run(ImportOrders(), upload=upload("shop_with_stages.csv"))
    assert left(home) == [] and merchant.slots["pending_upload"] is None
    merchant.run(ImportOrders(), upload=upload("own_columns.csv"))
    merchant.run(MapColumns(), keep="all")
    assert "300 行" in merchant.said and left(home) == []


def test_files_that_nobody_read_for_a_day_are_gone_at_the_next_upload(home, merchant, upload):
    upload("lost.csv", "x", age_days=1.1)
    upload("in/a_folder.csv", "x", age_days=30)
    upload("of_today.csv", "x", age_days=0.5)
    merchant.run(ImportOrders(), upload=upload("shop_with_stages.csv"))
    assert left(home) == ["of_today.csv"]


def test_another_currency_replaces_the_orders_and_says_so(home, merchant, upload):
    merchant.run(ImportOrders(), upload=upload("a.csv", lines(0, 40)))
    merchant.run(ImportOrders(), upload=upload("b.csv", lines(40, 30)))
    assert "共 70 单已付款" in merchant.said and "不再算在内" not in merchant.said
    merchant.run(ImportOrders(), upload=upload("c.csv", lines(0, 20, sign="$")))
    assert "之前上传的订单表里的 70 单不再算在内" in merchant.said and "合在一起" not in merchant.said
    assert (shop_cash("m1").book.orders, shop_cash("m1").book.currency) == (20, "USD")


def test_only_the_last_file_is_told_again_with_what_was_odd_in_it(home, merchant, upload):
    merchant.run(ImportOrders(), upload=upload("a.csv", lines(0, 40)))
    merchant.run(ImportOrders(), upload=upload("b.csv", lines(40, 30) + "\n,2026-03-01 10:00:00,,,"))
    assert "没算进去的 1 行" in merchant.said and "只算这一份" in merchant.buttons
    merchant.run(ImportOrders(), keep="last")
    assert "31 行，30 单已付款" in merchant.said and "没算进去的 1 行" in merchant.said


def test_what_the_merchant_said_stands_against_the_orders_and_a_large_difference_is_told(home, merchant, upload):
    learn(merchant.turn(), {"monthly_sales_fen": 30_000_000, "receivable_days": 19})
    merchant.run(ImportOrders(), upload=upload("shop_with_stages.csv"))
    measured = shop_cash("m1").recent.monthly_sales_fen
    assert (merchant.facts["monthly_sales_fen"], merchant.facts["receivable_days"]) == (30_000_000, 19)
    assert "您说过月销售额 30 万元，订单里算出来是" in merchant.said and measured < 3_000_000
    assert merchant.facts["return_rate"] == str(shop_cash("m1").book.return_rate)


def test_a_small_difference_is_not_worth_saying(home, merchant, upload):
    merchant.run(ImportOrders(), upload=upload("shop_with_stages.csv"))
    measured = merchant.facts["monthly_sales_fen"]
    learn(merchant.turn(), {"monthly_sales_fen": round(measured * 1.05)})
    merchant.run(ImportOrders(), keep="last")
    assert "您说过" not in merchant.said


def test_facts_of_orders_that_no_longer_count_are_forgotten(home, merchant, upload):
    merchant.run(ImportOrders(), upload=upload("shop_with_stages.csv"))
    assert stores().merchants.facts("m1")["receivable_days"].source == "orders" and "return_rate" in merchant.facts
    merchant.run(ImportOrders(), upload=upload("b.csv", lines(0, 40)))
    merchant.run(ImportOrders(), keep="last")
    assert stores().merchants.facts("m1")["receivable_days"].source == "rule" and "return_rate" not in merchant.facts


def test_a_forecast_does_not_name_orders_in_dollars_since_it_does_not_rest_on_them(home, merchant, upload):
    merchant.run(ImportOrders(), upload=upload("a.csv", lines(0, 400, sign="$")))
    answers = {"own_cash_fen": 500_000, "cost_share": "0.6", "inventory_days": 30, "payable_days": 0}
    learn(merchant.turn(), answers | {"monthly_sales_fen": 10_000_000, "receivable_days": 10})
    dispatcher = CollectingDispatcher()
    show_forecast(dispatcher, merchant.turn())
    said = "\n".join(one["text"] for one in dispatcher.messages)
    assert "按您说的月销售额推" in said and "400 单" not in said and "最后一单" not in said
