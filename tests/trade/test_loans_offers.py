"""Offers compared on one need, short loans taken again and again, and loans repaid before their end."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.trade.early_repayment import early_repayment
from advisor.trade.loan_comparison import Offer, compared
from advisor.trade.loan_warnings import warnings
from advisor.trade.loans import METHODS, cost_for_days
from advisor.trade.rates import xirr
from advisor.trade.rolling import joined_flows, taken_in_turn, terms
from advisor.trade.schedules import PRINCIPAL_PARTS, even_repayments, monthly_schedule, single_repayment

START = date(2026, 1, 1)
OFFERS = [
    Offer("line", yearly_rate=Decimal("0.146")),
    Offer("early receipt", fee_rate=Decimal("0.004"), term_days=15),
    Offer("instalments", "level_payment", yearly_rate=Decimal("0.12")),
    Offer("kept back", "bullet", yearly_rate=Decimal("0.10"), fee_upfront_fen=100_000),
]


def test_offers_are_ranked_by_what_they_cost_in_total():
    found = compared(OFFERS, 10_000_000, 60)
    assert [(one.offer.name, one.cost.total_cost_fen) for one in found] == [
        ("instalments", 150_249), ("early receipt", 160_000), ("line", 240_000), ("kept back", 264_384),
    ]  # fmt: skip
    assert [one.more_than_best_fen for one in found] == [0, 9_751, 89_751, 114_135]
    assert {one.cost.principal_fen for one in found} == {10_000_000} and {one.cost.days for one in found} == {60}


def test_each_offer_carries_its_own_warnings():
    found = {one.offer.name: one.warnings for one in compared(OFFERS, 10_000_000, 60, Decimal("0.03"))}
    assert found["early receipt"] == ("flat_fee_looks_small", "rolling_short_loans")
    assert found["line"] == ("above_4x_lpr",)
    assert found["kept back"][0] == "fee_upfront"


def test_offers_that_cost_the_same_stand_in_the_order_of_their_names():
    same = [Offer(name, yearly_rate=Decimal("0.1")) for name in ("c", "a", "b")]
    assert [one.offer.name for one in compared(same, 1_000_000, 30)] == ["a", "b", "c"]


@given(st.randoms(use_true_random=False), st.integers(10**6, 10**9), st.integers(1, 700))
def test_the_order_in_which_offers_come_does_not_matter(shuffled: random.Random, principal: int, days: int):
    assert compared(shuffled.sample(OFFERS, len(OFFERS)), principal, days) == compared(OFFERS, principal, days)


def test_no_offers_is_no_ranking():
    assert compared([], 1_000, 30) == ()


def test_an_offer_that_cannot_be_priced_is_named():
    with pytest.raises(ValueError, match="shop loan: yearly_rate or fee_rate must be given"):
        compared([Offer("shop loan")], 1_000, 30)
    with pytest.raises(ValueError, match="two offers are called 'line'"):
        compared([OFFERS[0], OFFERS[0]], 1_000, 30)


def test_a_short_loan_taken_again_costs_its_fee_again():
    once = cost_for_days(10_000_000, 30, yearly_rate=Decimal("0.073"), fee_rate=Decimal("0.01"))
    rolled = cost_for_days(10_000_000, 90, yearly_rate=Decimal("0.073"), fee_rate=Decimal("0.01"), term_days=30)
    assert (once.total_cost_fen, once.times_taken) == (160_000, 1)
    assert (rolled.total_cost_fen, rolled.times_taken) == (480_000, 3)
    assert rolled.all_in_yearly_rate == once.all_in_yearly_rate == Decimal("0.1947")
    assert "rolling_short_loans" in warnings(rolled) and "rolling_short_loans" not in warnings(once)


def test_rolling_costs_more_than_the_same_loan_for_the_whole_time():
    price = {"yearly_rate": Decimal("0.073"), "fee_upfront_fen": 50_000}
    whole, rolled = cost_for_days(10_000_000, 90, **price), cost_for_days(10_000_000, 90, **price, term_days=30)
    assert rolled.total_cost_fen - whole.total_cost_fen == 2 * 50_000 == rolled.fee_upfront_fen - 50_000
    assert rolled.effective_yearly_rate > whole.effective_yearly_rate


@pytest.mark.parametrize("method", METHODS)
def test_a_loan_that_is_long_enough_is_taken_once(method):
    price = {"yearly_rate": Decimal("0.1"), "fee_rate": Decimal("0.01"), "method": method}
    assert cost_for_days(1_000_000, 90, **price, term_days=90) == cost_for_days(1_000_000, 90, **price)


def test_instalment_loans_are_taken_again_by_the_month():
    rolled = cost_for_days(1_200_000, 180, yearly_rate=Decimal("0.12"), method="level_payment", term_days=90)
    one = monthly_schedule("level_payment", 1_200_000, 3, Decimal("0.12"), START)
    assert (rolled.times_taken, rolled.total_cost_fen) == (2, 2 * one.total_cost_fen)
    assert rolled.all_in_yearly_rate == Decimal("0.1200")


def test_a_term_of_no_days_is_refused():
    with pytest.raises(ValueError, match="term"):
        cost_for_days(1_000, 30, yearly_rate=Decimal("0.1"), term_days=0)


@given(st.integers(1, 2_000), st.integers(1, 400))
def test_terms_cover_the_need_exactly(length, term):
    found = terms(length, term)
    assert sum(found) == length and max(found) <= term and set(found[:-1]) <= {term}


def test_what_rolls_over_cancels_out_of_the_flows():
    loans = taken_in_turn(
        (30, 30), lambda days, start: single_repayment(1_000_000, days, Decimal("0.365"), start), START
    )
    assert joined_flows(loans) == ((START, 1_000_000), (date(2026, 1, 31), -30_000), (date(2026, 3, 2), -1_030_000))


def test_paying_early_owes_the_rest_and_the_interest_since_the_last_instalment():
    loan = monthly_schedule("level_payment", 12_000_000, 12, Decimal("0.12"), START)
    found = early_repayment(loan, 100, Decimal("0.12"), penalty_rate=Decimal("0.02"))
    after_three = loan.instalments[2]
    assert found.day == date(2026, 4, 11) and found.principal_fen == after_three.balance_fen
    assert found.interest_fen == round(after_three.balance_fen * 0.12 * 10 / 365)
    assert found.penalty_fen == round(after_three.balance_fen * 0.02)
    left = sum(one.payment_fen for one in loan.instalments[3:])
    assert found.saved_fen == left - found.owed_fen and found.saves_interest
    assert -sum(fen for _, fen in found.flows) == loan.total_cost_fen - found.saved_fen


def test_a_penalty_can_eat_up_what_is_saved():
    loan = monthly_schedule("equal_principal", 12_000_000, 12, Decimal("0.06"), START)
    assert early_repayment(loan, 330, Decimal("0.06"), penalty_rate=Decimal("0.05")).saved_fen < 0


@pytest.mark.parametrize("method", ["flat_fee", "sales_share"])
def test_a_fixed_charge_saves_nothing_when_it_is_paid_early(method):
    if method == "flat_fee":
        loan = monthly_schedule("flat_fee", 1_200_000, 12, Decimal("0.12"), START)
    else:
        due = [START + timedelta(days=n) for n in range(1, 366)]
        loan = even_repayments(1_200_000, 1_200_000, 1_344_000, due, START)
    found = early_repayment(loan, 100, Decimal("0.12"))
    assert (found.saved_fen, found.saves_interest) == (0, False)
    assert xirr(found.flows) > 1.5 * xirr(loan.flows)


def test_a_fee_that_was_to_come_with_the_first_instalment_is_owed_all_the_same():
    loan = monthly_schedule("interest_only", 1_200_000, 12, Decimal("0.12"), START, 0, 24_000)
    assert early_repayment(loan, 10, Decimal("0.12")).fee_fen == 24_000
    assert early_repayment(loan, 40, Decimal("0.12")).fee_fen == 0


def test_a_draw_paid_early_costs_the_days_it_was_used():
    loan = single_repayment(10_000_000, 90, Decimal("0.0365"), START)
    found = early_repayment(loan, 30, Decimal("0.0365"))
    assert (found.owed_fen, found.saved_fen) == (10_030_000, 60_000)


@given(
    st.sampled_from(sorted(PRINCIPAL_PARTS)), st.integers(1_000, 10**9), st.integers(1, 36),
    st.decimals(0, 1, places=3), st.data(),
)  # fmt: skip
def test_without_a_penalty_paying_early_never_costs_more(method, principal, months, rate, data):
    loan = monthly_schedule(method, principal, months, rate, START)
    days = data.draw(st.integers(1, (loan.instalments[-1].due_on - START).days))
    found = early_repayment(loan, days, rate)
    assert found.saved_fen >= 0
    assert found.owed_fen == found.principal_fen + found.interest_fen + found.fee_fen
    assert (
        found.principal_fen + sum(one.principal_fen for one in loan.instalments if one.due_on <= found.day) == principal
    )


@pytest.mark.parametrize("day_count_name", ["30/360", "chinese", "actual/365", "actual/360"])
@pytest.mark.parametrize("method", ["level_payment", "equal_principal", "interest_only", "flat_fee"])
@pytest.mark.parametrize("start", [date(2026, 1, 31), date(2024, 1, 31), date(2025, 12, 15)])
def test_paying_a_day_earlier_never_costs_more(start, method, day_count_name):
    """Not even between 28 February and the 31st, where 30/360 from the due date would count more than a month."""
    loan = monthly_schedule(method, 10_000_000, 4, Decimal("0.12"), start, day_count_name=day_count_name)
    saved = [
        early_repayment(loan, days, Decimal("0.12"), day_count_name=day_count_name).saved_fen
        for days in range(1, (loan.instalments[-1].due_on - start).days + 1)
    ]
    assert saved == sorted(saved, reverse=True)


@pytest.mark.parametrize("wrong", [{"after_days": 0}, {"after_days": 32}, {"penalty_rate": Decimal("1.1")}])
def test_a_day_outside_the_loan_and_an_odd_penalty_are_refused(wrong):
    loan = monthly_schedule("interest_only", 1_000, 1, Decimal("0.1"), START)
    with pytest.raises(ValueError, match="must be from"):
        early_repayment(loan, **{"after_days": 10, "yearly_rate": Decimal("0.1"), **wrong})
