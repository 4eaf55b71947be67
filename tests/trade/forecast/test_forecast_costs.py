"""What goes out: on which day, and to the fen."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from forecast_shop import DAILY_FEN, sales_model, shop
from hypothesis import given
from hypothesis import strategies as st

from advisor.trade.delays import Delay
from advisor.trade.forecast.arrivals import Luck, standing
from advisor.trade.forecast.simulation import KINDS, expected
from advisor.trade.forecast.variable_costs import VariableCosts
from advisor.trade.schedules import single_repayment

EVEN = sales_model(weekly_change=0.0, doubt=0.0)


def line(kind, days=91, **changes):
    return expected(shop(**{"sales": EVEN, **changes}), days)[0][KINDS.index(kind)]


def paid_on(money):
    """Day number -> fen of the days on which something was paid or came in."""
    return {int(day): int(money[day]) for day in np.flatnonzero(money)}


def test_goods_are_paid_when_credit_ends_however_stock_and_credit_lie():
    jump = np.concatenate([np.ones(20), np.full(100, 2.0)])  # sales double from day 20 on
    terms = {"cost_share": 0.5, "inventory_days": 15, "payable_days": 5}
    bought = -line("purchases", days=30, season=jump, terms=terms)
    assert bought.tolist() == [DAILY_FEN / 2] * 10 + [DAILY_FEN] * 20


def test_goods_sold_before_today_are_still_to_be_paid_with_long_credit():
    past = np.arange(1, 91) * 1_000  # the last day sold 90,000
    terms = {"cost_share": 1.0, "inventory_days": 10, "payable_days": 13}
    bought = -line("purchases", days=5, past_sales_fen=past, terms=terms)
    assert bought.tolist() == [88_000, 89_000, 90_000, DAILY_FEN, DAILY_FEN]


def test_days_before_the_history_are_taken_like_its_mean():
    terms = {"cost_share": 1.0, "payable_days": 4}
    bought = -line("purchases", days=4, past_sales_fen=np.array([10, 20]), terms=terms)
    assert bought.tolist() == [15, 15, 10, 20]


def test_returned_goods_that_can_be_sold_again_are_not_bought_again():
    back = Delay.fixed(2).scaled(0.25)
    terms = {"cost_share": 0.4, "resellable_share": 0.5}
    bought = -line("purchases", days=6, returns=back, terms=terms)
    assert bought.tolist() == [40_000, 40_000, 35_000, 35_000, 35_000, 35_000]


def test_more_returned_than_needed_is_set_against_the_next_purchases():
    season = np.array([10.0, 0.5, 0.5, 0.5, 0.5, 1.0, 1.0])
    back = Delay.fixed(1).scaled(0.2)
    bought = -line("purchases", days=7, season=season, returns=back, terms={"cost_share": 1.0})
    net = DAILY_FEN * (season - 0.2 * np.concatenate([[0], season[:-1]]))
    assert (bought >= 0).all() and bought[1] == 0
    assert bought.sum() == pytest.approx(net.sum(), abs=1)


def test_monthly_sums_are_paid_on_their_day_or_the_last_one_of_a_short_month():
    wages = line("wages", days=92, as_of=date(2026, 1, 30), terms={"wages_fen": 700, "wages_day": 31})
    assert paid_on(wages) == {0: -700, 28: -700, 59: -700, 89: -700}  # 31 January, 28 February, 31 March, 30 April
    assert paid_on(line("rent", terms={"rent_fen": 50, "rent_day": 1})) == {0: -50, 31: -50, 62: -50}


def test_tax_is_due_on_the_net_sales_of_the_month_before():
    back = np.full(90, 10_000)
    taxes = line("tax", past_refunds_fen=back, terms={"tax_share": 0.01, "tax_day": 15})
    assert paid_on(taxes) == {14: -30 * 900, 45: -31 * 1_000, 76: -31 * 1_000}


def test_a_month_of_more_refunds_than_sales_is_not_taxed():
    taxes = line("tax", days=31, past_refunds_fen=np.full(90, 2 * DAILY_FEN), terms={"tax_share": 0.01})
    assert not taxes.any()


@given(st.integers(0, 10**9))
def test_a_monthly_sum_without_a_day_is_spread_over_its_month_to_the_fen(amount):
    other = line("other", days=92, terms={"other_fen": amount})
    assert other[:31].sum() == other[31:62].sum() == other[62:].sum() == -amount  # July and August, then September
    assert np.ptp(other[:31]) <= 1


def test_loans_come_and_go_on_their_days_and_what_is_past_is_past():
    old = single_repayment(1_000_000, 30, Decimal("0.1"), date(2026, 6, 20))
    new = single_repayment(500_000, 200, Decimal("0.1"), date(2026, 7, 11))
    money = line("loans", terms={"loans": (old, new)})
    assert paid_on(money) == {19: -old.paid_back_fen, 10: 500_000}


def test_refunds_to_come_are_those_of_old_and_new_orders():
    scenario = shop(sales=EVEN, returns=Delay.of([0.0, 0.1, 0.1]), settled_fen=np.array([9_000]))
    money = standing(scenario, np.full((4, 1), float(DAILY_FEN)), Luck(np.ones(1), np.full(1, 0.5), np.zeros((4, 1))))
    refunds = np.diff(money.refunded[:, 0], prepend=0.0)
    assert refunds == pytest.approx([900.0, 0.1 * DAILY_FEN + 900, 0.2 * DAILY_FEN, 0.2 * DAILY_FEN], rel=0.001)


def paths_paid(sales, **terms):
    """Purchases by day [days, paths] of paths with such sales, for a shop that expects DAILY_FEN."""
    scenario = shop(sales=EVEN, terms={"cost_share": 0.5, **terms})
    running = VariableCosts.of(scenario, len(sales)).paid(sales, np.zeros_like(sales))["purchases"]
    return np.diff(running, axis=0, prepend=0.0)


def sold(*shares, days=60):
    """Paths that sell so many times what is expected."""
    return np.full((days, 1), float(DAILY_FEN)) * np.array(shares)


def test_a_shop_that_buys_what_it_has_sold_pays_for_just_that():
    sales = np.random.default_rng(1).integers(0, 3 * DAILY_FEN, (40, 5)).astype(float) // 2 * 2
    assert (paths_paid(sales) == sales / 2).all()


def test_purchases_follow_the_sales_of_the_path_once_what_is_under_way_is_paid():
    less, same, more = paths_paid(sold(0.4, 1.0, 1.5), inventory_days=30, payable_days=10).T
    assert (same == DAILY_FEN / 2).all()
    assert (less[:10] == same[:10]).all() and (more[:10] == same[:10]).all()
    assert (np.diff(less) <= 0).all() and (np.diff(more) >= 0).all()
    assert less[24:] == pytest.approx(0.4 * same[24:], abs=1) and more[24:] == pytest.approx(1.5 * same[24:], abs=1)


def test_a_path_that_stops_selling_stops_buying():
    assert paths_paid(sold(0.0), inventory_days=30)[13:].sum() == 0


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 9))
def test_over_all_paths_purchases_are_those_for_the_expected_sales(inventory_days, payable_days, seed):
    luck = np.random.default_rng(seed).exponential(1.0, (60, 40))
    sales = DAILY_FEN * luck / luck.mean(axis=1, keepdims=True)
    bought = paths_paid(sales, inventory_days=inventory_days, payable_days=payable_days)
    assert (bought == np.rint(bought)).all() and (bought >= 0).all()
    assert bought.mean(axis=1) == pytest.approx(np.full(60, DAILY_FEN / 2), abs=1.5)


def test_a_path_pays_tax_on_its_own_months():
    scenario = shop(sales=EVEN, terms={"tax_share": 0.01, "tax_day": 15}, past_refunds_fen=np.full(90, 10_000))
    sales = sold(0.5, 2.0, days=91)
    refunded = np.cumsum(sales, axis=0) * 0.1
    tax = np.diff(VariableCosts.of(scenario, 91).paid(sales, refunded)["tax"], axis=0, prepend=0.0)
    assert paid_on(tax[:, 0]) == {14: 30 * 900, 45: 31 * 450, 76: 31 * 450}
    assert paid_on(tax[:, 1]) == {14: 30 * 900, 45: 31 * 1_800, 76: 31 * 1_800}
