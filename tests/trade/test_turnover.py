"""Turnover days from balances (published examples) and from orders, and the cycle on a platform."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from advisor.trade.returns import returns_of
from advisor.trade.stages import stages_of
from advisor.trade.turnover import Balances, platform_cycle, receivable_turnover
from tests.trade.shops import DAY, RULES, START, STEADY, shop

PUBLISHED = Path(__file__).parents[3] / "shared" / "data" / "ccc_vectors.csv"


def balance_sheets():
    if not PUBLISHED.exists():
        return []
    with PUBLISHED.open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["kind"] == "raw"]


@pytest.mark.skipif(not balance_sheets(), reason="the published examples are not on this machine")
@pytest.mark.parametrize("row", balance_sheets(), ids=lambda row: row["id"])
def test_balance_sheets_give_the_published_days(row):
    names = ("avg_inventory", "avg_receivables", "avg_payables", "revenue", "cogs")
    cycle = Balances(*(Decimal(row[name]) for name in names), days=int(row["days"])).cycle
    tolerance = Decimal(row["tolerance"])
    for days, published in zip(
        (cycle.inventory_days, cycle.receivable_days, cycle.payable_days, cycle.ccc_days),
        ("dio", "dso", "dpo", "ccc"),
        strict=True,
    ):
        assert abs(days - Decimal(row[published])) <= tolerance


def test_steady_sales_have_as_many_days_outstanding_as_an_order_takes():
    orders = shop(np.repeat(np.arange(200), 3) + 0.5, **STEADY)
    turnover = receivable_turnover(orders, START + 150 * DAY)
    assert turnover.dso_days == pytest.approx(Decimal(12), abs=Decimal("0.01"))
    assert (turnover.last_day, turnover.days) == (date(2026, 5, 30), 90)
    assert turnover.average_fen == 12 * 3 * 10_000
    assert turnover.net_sales_fen == 90 * 3 * 10_000


def test_a_young_file_is_not_counted_from_its_empty_beginning():
    turnover = receivable_turnover(shop(np.arange(40) + 0.5, **STEADY), START + 40 * DAY)
    assert turnover.first_day == date(2026, 1, 13)
    assert turnover.dso_days == pytest.approx(Decimal(12), abs=Decimal("0.01"))


def test_refunded_money_is_outstanding_until_it_goes_back():
    refunds = np.where(np.arange(100) % 2 == 0, 4.0, np.nan)
    orders = shop(np.arange(100) + 0.5, settle=np.nan, refund_after=refunds)
    settled = orders.paid_at + 10 * DAY
    settled[~np.isnan(refunds)] = np.datetime64("NaT")
    from_orders = type(orders).of(
        {name: getattr(orders, name) for name in ("paid_at", "paid_fen", "refund_fen", "refunded_at")}
        | {"settled_at": settled}
    )
    turnover = receivable_turnover(from_orders, START + 90 * DAY)
    assert turnover.average_fen == pytest.approx(5 * 10_000 + 2 * 10_000)
    not_refunded_yet = 2
    assert turnover.net_sales_fen == (turnover.days / 2 + not_refunded_yet) * 10_000


def test_a_refund_after_settlement_is_not_taken_from_what_is_outstanding():
    orders = shop(np.arange(200) + 0.5, refund_after=20.0, refund_share=0.5, **STEADY)
    turnover = receivable_turnover(orders, START + 170 * DAY)
    assert turnover.average_fen == 12 * 10_000


def test_orders_that_should_have_been_settled_long_ago_are_told_apart():
    settle = np.where(np.arange(200) == 3, np.nan, 12.0)
    orders = shop(np.arange(200) + 0.5, ship=0, deliver=0, confirm=0, settle=settle)
    turnover = receivable_turnover(orders, START + 150 * DAY)
    assert turnover.stuck_fen == 10_000
    assert turnover.dso_days == pytest.approx(Decimal(12), abs=Decimal("0.01"))


def test_without_times_of_settlement_nothing_is_said():
    assert receivable_turnover(shop(np.arange(100), ship=1)) is None
    assert receivable_turnover(shop(np.arange(10), **STEADY)) is None


def test_the_cycle_on_a_platform_adds_up_and_shows_what_went_in():
    orders = shop(np.zeros(200), refund_after=np.where(np.arange(200) % 5 == 0, 8.0, np.nan), **STEADY)
    at = START + 50 * DAY
    cycle = platform_cycle(30, stages_of(orders, RULES, at), 20, returns_of(orders, at))
    assert (cycle.platform_days, cycle.return_days, cycle.days) == (13, 2, 25)
    lines = {line.code: line for line in cycle.lines}
    assert list(lines) == ["platform", "returns", "platform_cycle"]
    assert sum(lines["platform"].inputs.values()) == lines["platform"].result == 13
    assert lines["returns"].inputs == {"share": Decimal("0.2000"), "days_to_refund": 8}
    assert lines["platform_cycle"].result == cycle.days


def test_without_returns_the_platform_cycle_is_the_textbook_one_of_its_days():
    assert platform_cycle(30, stages_of(shop([]), RULES), 20).days == 30 + 14 - 20
    with pytest.raises(ValueError):
        platform_cycle(-1, stages_of(shop([]), RULES), 20)
