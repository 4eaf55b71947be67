"""What a change is worth: the same luck, one thing different."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from advisor.trade.forecast.affordability import affordability, instead_of_borrowing
from advisor.trade.forecast.answers import stated_scenario
from advisor.trade.forecast.simulation import simulate
from advisor.trade.forecast.terms import Terms
from advisor.trade.forecast.what_if import LEVERS, NoChange, applied, ranked_levers, what_if
from advisor.trade.schedules import monthly_schedule, single_repayment
from advisor.trade.what_if_reading import Change

TODAY = date(2026, 3, 1)
PATHS = 400
TERMS = Terms(opening_cash_fen=2_000_000, cost_share=0.6, inventory_days=20, payable_days=10, other_fen=12_000_000)


def shop(terms=TERMS, sales_fen=30_000_000, receivable_days=15.0):
    return stated_scenario(TODAY, terms, sales_fen, receivable_days)


def effect(scenario, *changes):
    return what_if(scenario, changes, seed=1, paths=PATHS)


def change(lever, mode, value, days=None):
    return Change(lever, mode, Decimal(str(value)), days)


def test_later_payment_to_suppliers_leaves_less_missing_and_the_old_bills_are_not_paid_twice():
    longer = effect(shop(), change("payable_days", "add", 15))
    assert (longer.moves[0].before, longer.moves[0].after) == (10, 25)
    assert longer.gap_change_fen < 0
    saved = int(longer.changed.line("purchases").sum() - longer.base.line("purchases").sum())
    assert 0 < saved <= 15 * 600_000 * 1.01  # at most 15 days of purchases are put off beyond the last day


def test_less_stock_is_bought_later_not_twice():
    less = effect(shop(), change("inventory_days", "add", -5))
    saved = int(less.changed.line("purchases").sum() - less.base.line("purchases").sum())
    assert saved == pytest.approx(5 * 600_000, rel=0.02)
    assert not less.changed.line("purchases")[10:15].any()  # nothing is bought for five days, paid ten days later


def test_money_that_comes_sooner_leaves_less_missing():
    assert effect(shop(), change("ship_days", "add", -3)).gap_change_fen < 0
    assert effect(shop(), change("settle_days", "add", 3)).gap_change_fen > 0


def test_more_returns_cost_money_and_fewer_bring_some():
    dear = effect(shop(), change("return_rate", "set", 0.2))
    assert dear.moves[0].after == pytest.approx(0.2) and dear.end_change_fen < 0
    with pytest.raises(NoChange):
        effect(shop(), change("return_rate", "add", -0.02))


def test_a_promotion_needs_money_first_and_brings_some_later():
    boost = effect(shop(), change("promotion", "multiply", 3, 5))
    changed = boost.changed.p50_fen - boost.base.p50_fen
    assert changed[:30].min() < -1_000_000 and boost.end_change_fen > 1_000_000


def test_changes_are_made_together_and_those_that_do_nothing_are_not_told():
    both = effect(
        shop(), change("payable_days", "add", 15), change("no_loan", "set", 0), change("ship_days", "add", -1)
    )
    assert [move.change.lever for move in both.moves] == ["payable_days", "ship_days"]


@pytest.mark.parametrize(
    "nothing", [change("payable_days", "add", 0), change("no_loan", "set", 0), change("sales", "multiply", 1)]
)
def test_what_changes_nothing_is_said_to(nothing):
    with pytest.raises(NoChange):
        effect(shop(), nothing)


@pytest.mark.parametrize(
    ("asked", "after"),
    [
        (change("payable_days", "add", -99), 0),
        (change("payable_days", "set", 5000), 720),
        (change("return_rate", "set", 7), 1.0),
    ],
)
def test_numbers_stay_within_what_is_possible(asked, after):
    assert applied(shop(), asked)[2] == pytest.approx(after)


def test_a_loan_left_out_is_not_in_the_forecast():
    loan = single_repayment(5_000_000, 60, Decimal("0.12"), TODAY + timedelta(days=1))
    without = effect(replace(shop(), terms=replace(TERMS, loans=(loan,))), change("no_loan", "set", 0))
    assert without.moves[0].before == 5_000_000 and not without.changed.line("loans").any()


def test_levers_are_ranked_by_what_they_take_off_the_gap():
    found = ranked_levers(shop(), seed=1, paths=PATHS)
    changes = [one.gap_change_fen for one in found]
    assert changes == sorted(changes) and changes[0] < 0
    assert {one.moves[0].change.lever for one in found} < {one.lever for one in LEVERS}


def test_the_best_advice_is_not_to_borrow_where_one_lever_closes_the_gap():
    easy = shop(
        Terms(opening_cash_fen=15_000_000, cost_share=0.6, inventory_days=20, payable_days=10, other_fen=3_000_000)
    )
    levers = ranked_levers(easy, seed=1, paths=PATHS)
    closing = [one for one in levers if one.gap_before.amount_fen and not one.gap_after.amount_fen]
    assert instead_of_borrowing(levers) == (closing[0] if closing else None)


def test_a_loan_that_is_long_and_large_enough_closes_the_gap():
    base = simulate(shop(), seed=1, paths=PATHS)
    need = base.gaps[2].amount_fen * 2
    loan = monthly_schedule("level_payment", need, 24, Decimal("0.06"), TODAY + timedelta(days=1))
    result = affordability(shop(), loan, base)
    assert result.gap_with.amount_fen < result.gap_without.amount_fen
    assert result.service_fen == sum(i.payment_fen for i in loan.instalments if i.due_on <= base.last_day)
    assert result.service_fen + result.due_later_fen == loan.paid_back_fen


def test_a_loan_that_falls_due_before_the_money_is_back_does_not_help():
    losing = shop(replace(TERMS, other_fen=15_000_000))
    base = simulate(losing, seed=1, paths=PATHS)
    loan = single_repayment(10_000_000, 30, Decimal("0.24"), TODAY + timedelta(days=1))
    result = affordability(losing, loan, base)
    assert "still_short" in result.codes and "thin_coverage" in result.codes
    assert result.gap_with.amount_fen >= result.gap_without.amount_fen


def test_who_needs_nothing_is_told_so():
    rich = shop(replace(TERMS, opening_cash_fen=500_000_000))
    base = simulate(rich, seed=1, paths=PATHS)
    loan = single_repayment(1_000_000, 30, Decimal("0.06"), TODAY + timedelta(days=1))
    assert affordability(rich, loan, base).codes[0] == "not_needed"


@pytest.mark.parametrize("inventory_days", [0, 7, 30, 45])
def test_goods_for_a_promotion_are_bought_however_long_goods_lie_in_stock(inventory_days):
    scenario = shop(replace(TERMS, inventory_days=inventory_days, payable_days=0))
    boost = effect(scenario, change("promotion", "multiply", 3, 5))
    more_sold = 5 * 2 * 30_000_000 / 30
    more_bought = boost.base.line("purchases").sum() - boost.changed.line("purchases").sum()
    assert more_bought == pytest.approx(0.6 * more_sold, rel=0.01)


def test_goods_for_sales_that_grow_are_bought_from_the_first_day():
    grown = effect(shop(replace(TERMS, payable_days=0)), change("sales", "multiply", 1.5))
    more = grown.base.line("purchases") - grown.changed.line("purchases")
    assert more[0] == pytest.approx(
        20 * 0.5 * 600_000 + 0.5 * 600_000, rel=0.01
    )  # the stock of 20 days and the day's own


def test_goods_that_are_here_stay_bought_when_less_is_sold():
    fallen = effect(shop(replace(TERMS, payable_days=30)), change("sales", "multiply", 0.5))
    assert (fallen.changed.line("purchases")[:30] == fallen.base.line("purchases")[:30]).all()
