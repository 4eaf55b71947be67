"""The cash cycle against textbook figures, and what must hold for every shop."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.trade.cash_cycle import (
    CycleInputs,
    TiedUp,
    cash_cycle,
    days_of,
    funding_gap,
    money_tied_up,
    working,
)
from advisor.trade.levers import levers

PUBLISHED = Path(__file__).parents[3] / "shared" / "data" / "ccc_vectors.csv"
SHOP = CycleInputs(Decimal(30), Decimal(15), Decimal(10), 30_000_000, Decimal("0.6"))

days = st.decimals(0, 400, places=1)
shares = st.decimals(0, 1, places=2)
sales = st.integers(0, 10**12)


def published() -> list[dict[str, str]]:
    if not PUBLISHED.exists():
        return []
    with PUBLISHED.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.skipif(not published(), reason="the published examples are not on this machine")
@pytest.mark.parametrize("row", published(), ids=lambda row: row["id"])
def test_published_examples_come_out(row):
    if row["kind"] == "raw":
        year, cost = int(row["days"]), Decimal(row["cogs"])
        cycle = cash_cycle(
            days_of(Decimal(row["avg_inventory"]), cost, year),
            days_of(Decimal(row["avg_receivables"]), Decimal(row["revenue"]), year),
            days_of(Decimal(row["avg_payables"]), cost, year),
        )
    else:
        cycle = cash_cycle(Decimal(row["dio"]), Decimal(row["dso"]), Decimal(row["dpo"]))
    assert abs(cycle.ccc_days - Decimal(row["ccc"])) <= Decimal(row["tolerance"])


def test_a_textbook_firm_has_a_cycle_of_whole_days():
    cycle = cash_cycle(days_of(100, 730), days_of(80, 1460), days_of(60, 730))
    assert (cycle.inventory_days, cycle.receivable_days, cycle.payable_days) == (50, 20, 30)
    assert cycle.ccc_days == 40


def test_suppliers_who_wait_longer_than_buyers_make_the_cycle_negative():
    assert cash_cycle(10, 5, 45).ccc_days == -30


@pytest.mark.parametrize(("balance", "flow"), [(100, 0), (100, -5), (-1, 100)])
def test_turnover_days_need_a_positive_flow_and_no_negative_balance(balance, flow):
    with pytest.raises(ValueError):
        days_of(balance, flow)


def test_negative_days_are_refused():
    with pytest.raises(ValueError):
        cash_cycle(10, -1, 0)


def test_stock_and_payables_count_at_cost_and_receivables_at_the_sales_price():
    tied_up = SHOP.tied_up
    assert tied_up == TiedUp(inventory_fen=18_000_000, receivable_fen=15_000_000, payable_fen=6_000_000)
    assert tied_up.total_fen == 27_000_000


def test_the_proposed_need_is_the_money_tied_up_for_the_days_of_the_cycle_rounded_up():
    cycle = cash_cycle(Decimal("30.2"), 15, 10)
    assert funding_gap(cycle, money_tied_up(cycle, 30_000_000, Decimal("0.6"))).days == 36


def test_own_cash_lowers_the_need_but_never_below_zero():
    assert funding_gap(SHOP.cycle, SHOP.tied_up, own_cash_fen=20_000_000).amount_fen == 7_000_000
    gap = funding_gap(SHOP.cycle, SHOP.tied_up, own_cash_fen=50_000_000)
    assert (gap.amount_fen, gap.days) == (0, 0)


def test_a_gap_in_a_cycle_of_zero_days_lasts_until_the_sales_money_is_in():
    cycle = cash_cycle(0, 10, 10)
    gap = funding_gap(cycle, money_tied_up(cycle, 30_000_000, Decimal("0.6")))
    assert (gap.amount_fen, gap.days) == (4_000_000, 10)


def test_a_shop_whose_suppliers_finance_it_needs_nothing():
    cycle = cash_cycle(5, 5, 60)
    assert funding_gap(cycle, money_tied_up(cycle, 30_000_000, Decimal("0.8"))).amount_fen == 0


def test_the_working_ends_in_the_gap_and_shows_every_number_that_went_in():
    lines = {line.code: line for line in working(SHOP, own_cash_fen=7_000_000)}
    assert list(lines) == ["cycle", "inventory", "receivable", "payable", "tied_up", "gap"]
    assert lines["cycle"].result == 35 and lines["gap"].result == 20_000_000
    assert lines["inventory"].inputs == {
        "monthly_sales_fen": 30_000_000,
        "cost_share": Decimal("0.6"),
        "inventory_days": 30,
    }


def test_levers_are_ranked_by_the_money_they_set_free():
    found = levers(SHOP)
    assert [lever.code for lever in found] == ["supplier_credit", "less_stock", "collect_faster"]
    assert found[0].gap_change_fen == -9_000_000


def test_a_lever_cannot_take_away_days_that_are_not_there():
    shop = CycleInputs(Decimal(2), Decimal(0), Decimal(0), 100, Decimal(1))
    found = {lever.code: lever for lever in levers(shop)}
    assert found["less_stock"].change_days == -2
    assert "collect_faster" not in found


@given(days, days, days, st.integers(2, 50))
def test_days_do_not_change_when_all_amounts_are_scaled(stock, receivables, payables, factor):
    def cycle_of(scale):
        return cash_cycle(*(days_of(part * scale, 1000 * scale) for part in (stock, receivables, payables)))

    assert cycle_of(factor).ccc_days == pytest.approx(cycle_of(1).ccc_days, abs=Decimal("1e-20"))


@given(days, days, days, sales, shares, st.integers(2, 50))
def test_money_grows_with_sales_and_days_stay(inventory, receivable, payable, monthly, share, factor):
    cycle = cash_cycle(inventory, receivable, payable)
    once, many = (money_tied_up(cycle, monthly * n, share).total_fen for n in (1, factor))
    assert abs(many - once * factor) <= 2 * factor + 2


@given(days, days, days, sales, shares)
def test_no_lever_ever_costs_money(inventory, receivable, payable, monthly, share):
    shop = CycleInputs(inventory, receivable, payable, monthly, share)
    assert all(lever.gap_change_fen <= 0 for lever in levers(shop))
