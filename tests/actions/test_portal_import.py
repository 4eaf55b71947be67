"""Orders from a portal on a real socket, through the action, into the database and into what is said."""

from __future__ import annotations

from datetime import datetime, timezone
from time import monotonic

import pytest

import actions.portal_import as portal_import
from actions.facts import learn
from actions.portal_import import ImportFromPortal
from actions.shop_cash import shop_cash
from actions.wiring import stores
from advisor.trade.orders import Orders
from tests.merchants.faulty_portal import KEY, FaultyPortal, as_usual, comes_late, fails, hangs_up, record

RECORDS = [record(number) for number in range(40)]
PROFILE = {"name": "Shop", "platform": "tmall", "industry": "food", "opened_on": "2026-01-01"}
NOW = datetime(2026, 11, 25, 8, tzinfo=timezone.utc)


@pytest.fixture
def portal(merchant, monkeypatch):
    with FaultyPortal(RECORDS, profile=PROFILE) as running:
        monkeypatch.setenv("ADVISOR_PORTAL_API_URL", running.url)
        monkeypatch.setenv("ADVISOR_PORTAL_API_KEY", KEY)
        yield running


@pytest.fixture
def small_pages(monkeypatch):
    """Ten records a page."""
    client = portal_import.PortalClient
    monkeypatch.setattr(portal_import, "PortalClient", lambda *a, **k: client(*a, page_size=10, **k))


def file_orders(count=3, currency="CNY"):
    columns = {"key": range(1, count + 1), "created_at": ["2026-03-01"] * count, "paid_fen": [100] * count}
    return Orders.of({name: list(values) for name, values in columns.items()}, currency)


def test_all_orders_are_read_kept_and_told_and_the_next_step_is_offered(portal, merchant):
    merchant.run(ImportFromPortal())
    assert "店铺后台的订单读好了：40 行，40 单已付款" in merchant.said and "不再算" not in merchant.said
    assert len(stores().order_pages.orders("m1")) == 40 and shop_cash("m1").book.paid_orders == 40
    assert stores().merchants.latest_orders("m1").platform == "tmall"
    assert merchant.slots["offer"] == "cash_cycle" and "预测 13 周现金" in merchant.buttons
    assert merchant.facts["monthly_sales_fen"] > 0


def test_the_profile_answers_questions_that_the_merchant_has_not_answered(portal, merchant):
    learn(merchant.turn(), {"platform": "jd", "months_on_platform": 30})
    merchant.run(ImportFromPortal())
    assert merchant.facts | {"platform": "jd", "industry": "food", "months_on_platform": 30} == merchant.facts
    learn(merchant.turn(), {"industry": "beauty"})
    merchant.run(ImportFromPortal())
    assert merchant.facts["industry"] == "beauty"


# in China the one is the evening, the other the next day
@pytest.mark.parametrize(("hour", "months"), [(15, 1), (17, 2)])
def test_the_age_of_a_shop_is_counted_in_the_days_of_china(portal, merchant, monkeypatch, hour, months):
    portal.profile |= {"opened_on": "2026-01-01"}
    at = datetime(2026, 3, 2, hour, tzinfo=timezone.utc)  # the last whole day is 2026-03-01 or -02: 59 or 60 days
    monkeypatch.setattr("actions.shop_cash.now", lambda: at)
    merchant.run(ImportFromPortal())
    assert merchant.facts["months_on_platform"] == months


def test_an_unknown_platform_and_trade_are_no_answers(portal, merchant):
    portal.profile = {"name": "Shop", "platform": "a market", "industry": "stars", "opened_on": None}
    merchant.run(ImportFromPortal())
    assert not {"platform", "industry", "months_on_platform"} & set(merchant.facts)


def test_reading_goes_on_in_the_next_turn_and_what_was_odd_in_the_first_is_told_at_the_end(
    portal, merchant, small_pages, monkeypatch
):
    portal.records[1:4] = [record(number, amount_fen=None) for number in (1, 2, 3)]
    portal.records[35] = record(35, amount_fen=None)
    monkeypatch.setattr(portal_import, "READING_S", -1)
    merchant.run(ImportFromPortal())
    assert "已经读了 7 单" in merchant.said and merchant.buttons == ["接着读"]
    for orders in (17, 27):
        merchant.run(ImportFromPortal())
        assert f"已经读了 {orders} 单" in merchant.said
    merchant.run(ImportFromPortal())
    assert "40 行，36 单已付款" in merchant.said and "没算进去的 4 行：没有金额 4 行" in merchant.said
    assert [query["since"] for _, path, query, _ in portal.requests if "since" in query] == ["c10", "c20", "c30"]


def test_a_slow_portal_is_left_in_time_and_what_it_gave_is_kept(portal, merchant, small_pages, monkeypatch):
    monkeypatch.setattr(portal_import, "DEADLINE_S", 1.0)
    portal.faults, begun = [as_usual, as_usual, *[comes_late(30)] * 5], monotonic()
    merchant.run(ImportFromPortal())
    assert monotonic() - begun < 5
    assert "已经读了 10 单" in merchant.said and "接着读" in merchant.buttons
    portal.faults = []
    merchant.run(ImportFromPortal())
    assert "40 单已付款" in merchant.said


def test_a_portal_that_gives_nothing_in_time_is_said_to_be_out_of_reach(portal, merchant, monkeypatch):
    monkeypatch.setattr(portal_import, "DEADLINE_S", 0.3)
    portal.faults = [comes_late(5)] * 5
    merchant.run(ImportFromPortal())
    assert "连不上" in merchant.said and stores().order_pages.orders("m1") is None


@pytest.mark.parametrize(
    ("fault", "words"), [(fails(403), "没有让我进去"), (fails(404), "没有您这家店"), (hangs_up, "连不上")]
)
def test_trouble_is_told_and_the_orders_that_were_there_stay(portal, merchant, fault, words):
    merchant.run(ImportFromPortal())
    portal.faults = [fault] * 5
    merchant.run(ImportFromPortal())
    assert words in merchant.said and "之前读到的 40 单还在" in merchant.said
    assert len(stores().order_pages.orders("m1")) == 40


def test_a_cursor_that_the_portal_has_forgotten_is_forgotten_too(portal, merchant):
    merchant.run(ImportFromPortal())
    portal.faults = [as_usual, fails(422)]
    merchant.run(ImportFromPortal())
    assert stores().order_pages.cursor("m1") is None
    merchant.run(ImportFromPortal())
    assert "40 单已付款" in merchant.said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_orders_of_a_file_that_no_longer_count_are_told(portal, merchant, language):
    merchant.slots["language"] = language
    stores().order_pages.keep("m1", "file", file_orders(), NOW)
    merchant.run(ImportFromPortal())
    assert ("之前上传的订单表里的 3 单不再算在内" if language == "zh" else "The 3 orders of the files") in merchant.said
    merchant.run(ImportFromPortal())
    assert "不再算在内" not in merchant.said and "no longer" not in merchant.said


def test_that_orders_no_longer_count_is_told_even_where_the_reading_is_not_done(
    portal, merchant, small_pages, monkeypatch
):
    monkeypatch.setattr(portal_import, "READING_S", -1)
    stores().order_pages.keep("m1", "file", file_orders(currency="USD"), NOW)
    merchant.run(ImportFromPortal())
    assert "已经读了 10 单" in merchant.said and "3 单（USD）不再算在内" in merchant.said


def test_a_portal_without_a_readable_order_replaces_nothing_and_says_how_many_it_could_not_read(portal, merchant):
    stores().order_pages.keep("m1", "file", file_orders(), NOW)
    portal.records = [record(1, amount_fen=None), record(2, amount_fen=-1)]
    merchant.run(ImportFromPortal())
    assert "后台里没有读到订单" in merchant.said and "2 条记录" in merchant.said
    assert shop_cash("m1").book.orders == 3


def test_many_pages_are_put_together(portal, merchant, monkeypatch):
    client = portal_import.PortalClient
    monkeypatch.setattr(portal_import, "PortalClient", lambda *a, **k: client(*a, page_size=2, **k))
    merchant.run(ImportFromPortal())
    assert "40 单已付款" in merchant.said and stores().order_pages.state("m1")[0] == 2


def test_new_orders_are_seen_at_once_though_the_old_ones_are_kept_in_memory(portal, merchant):
    merchant.run(ImportFromPortal())
    assert shop_cash("m1") is shop_cash("m1")
    portal.records.append(record(40))
    merchant.run(ImportFromPortal())
    assert shop_cash("m1").book.orders == 41
    stores().merchants.erase("m1")
    assert shop_cash("m1") is None
    stores().order_pages.keep("m1", "file", file_orders(), NOW)
    assert shop_cash("m1").book.orders == 3
