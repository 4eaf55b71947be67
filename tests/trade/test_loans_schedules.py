"""Schedules of every method and day count close to the fen."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.trade.day_counts import DAY_COUNTS, day_count, half_up, interest_fen, month_after
from advisor.trade.loan_rates import yearly_rates
from advisor.trade.rates import effective_yearly
from advisor.trade.schedules import (
    PRINCIPAL_PARTS,
    Schedule,
    even_repayments,
    monthly_schedule,
    single_repayment,
)

START = date(2026, 1, 31)
DAYS = st.dates(date(2000, 1, 1), date(2050, 12, 31))
RATES = st.decimals(0, 1, places=4)


@pytest.mark.parametrize(
    ("name", "first", "last", "days"),
    [
        ("30/360", date(2026, 1, 31), date(2026, 2, 28), 30),
        ("30/360", date(2024, 1, 31), date(2024, 2, 28), 28),
        ("30/360", date(2026, 1, 15), date(2026, 3, 31), 76),
        ("30/360", date(2026, 1, 30), date(2026, 3, 31), 60),
        ("actual/365", date(2024, 2, 1), date(2024, 3, 1), 29),
        ("actual/360", date(2026, 1, 1), date(2027, 1, 1), 365),
        ("chinese", date(2026, 1, 31), date(2026, 4, 10), 70),
        ("chinese", date(2026, 7, 1), date(2026, 7, 31), 30),
    ],
)
def test_interest_days_are_counted_as_the_convention_says(name, first, last, days):
    assert day_count(name).days_between(first, last) == days


def test_an_unknown_day_count_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="30/360, actual/365, actual/360, chinese"):
        day_count("actual/actual")


def test_half_a_fen_is_rounded_up_although_a_twelfth_is_no_decimal_number():
    assert interest_fen(100, Decimal("0.06"), 30, 360) == 1
    assert (half_up(Decimal("0.5")), half_up(Decimal("1.4999"))) == (1, 1)


@given(DAYS, st.integers(0, 480))
def test_whole_months_are_30_days_each_from_any_day(start, months):
    last = month_after(start, months)
    assert (
        day_count("30/360").days_between(start, last) == day_count("chinese").days_between(start, last) == 30 * months
    )


@given(DAYS, st.integers(0, 2_000), st.sampled_from(sorted(DAY_COUNTS)))
def test_a_later_day_is_never_fewer_days(start, days, name):
    count = day_count(name).days_between
    last = start + timedelta(days=days)
    assert 0 <= count(start, last) <= count(start, last + timedelta(days=1))


@given(
    st.sampled_from(sorted(PRINCIPAL_PARTS)), st.integers(1, 10**11), st.integers(1, 60), RATES, DAYS,
    st.sampled_from(sorted(DAY_COUNTS)), st.integers(0, 10**9), st.data(),
)  # fmt: skip
def test_every_method_and_day_count_closes(method, principal, months, rate, start, name, fee, data):
    upfront = data.draw(st.integers(0, principal - 1))
    loan = monthly_schedule(method, principal, months, rate, start, upfront, fee, name)
    _closes(loan, principal)
    assert loan.total_cost_fen == loan.total_interest_fen + fee + upfront
    assert loan.instalments[0].fee_fen == fee and not any(one.fee_fen for one in loan.instalments[1:])


@given(st.integers(1, 10**11), st.integers(1, 4_000), RATES, DAYS, st.sampled_from(sorted(DAY_COUNTS)))
def test_one_repayment_closes_and_costs_the_interest_of_its_days(principal, days, rate, start, name):
    loan = single_repayment(principal, days, rate, start, day_count_name=name)
    _closes(loan, principal)
    exact = principal * rate * day_count(name).days_between(start, start + timedelta(days=days))
    assert abs(loan.total_cost_fen - exact / day_count(name).year_days) <= Decimal("0.5")


def _closes(loan: Schedule, principal: int) -> None:
    balance = principal
    for one in loan.instalments:
        balance -= one.principal_fen
        assert one.payment_fen == one.principal_fen + one.interest_fen + one.fee_fen
        assert one.balance_fen == balance and min(one.principal_fen, one.interest_fen, one.fee_fen) >= 0
    assert balance == 0
    days = [one.due_on for one in loan.instalments]
    assert sorted(set(days)) == days and days[0] > loan.paid_out_on
    assert -sum(fen for _, fen in loan.flows) == loan.total_cost_fen


@pytest.mark.parametrize("name", ["actual/365", "actual/360"])
def test_level_payments_are_level_although_the_months_are_not(name):
    loan = monthly_schedule("level_payment", 10_000_000, 24, Decimal("0.18"), START, day_count_name=name)
    payments = [one.payment_fen for one in loan.instalments]
    assert len(set(payments[:-1])) == 1 and abs(payments[-1] - payments[0]) <= 24
    assert [one.interest_fen for one in loan.instalments][:2] == [
        interest_fen(10_000_000, Decimal("0.18"), 28, day_count(name).year_days),
        interest_fen(loan.instalments[0].balance_fen, Decimal("0.18"), 31, day_count(name).year_days),
    ]


@pytest.mark.parametrize("day", [29, 30, 31])
def test_a_start_at_the_end_of_january_loses_no_day(day):
    loan = monthly_schedule(
        "interest_only", 3_650_000, 12, Decimal("0.1"), date(2026, 1, day), day_count_name="actual/365"
    )
    assert loan.total_interest_fen == pytest.approx(365_000, abs=6)
    assert loan.instalments[0].due_on == date(2026, 2, 28) and loan.instalments[-1].due_on == date(2027, 1, day)


@given(
    st.sampled_from(sorted(PRINCIPAL_PARTS)), st.integers(10_000, 10**10), st.integers(1, 60), RATES,
    st.integers(0, 10**6), st.integers(1, 10**6),
)  # fmt: skip
def test_a_higher_fee_is_a_higher_rate(method, principal, months, rate, fee, more):
    rates = [
        yearly_rates(monthly_schedule(method, principal, months, rate, START, 0, fen), "30/360")
        for fen in (fee, fee + more)
    ]
    assert rates[0].nominal < rates[1].nominal and rates[0].xirr < rates[1].xirr


@given(st.integers(10_000, 10**10), st.integers(10, 3_000), RATES, st.integers(0, 5_000), st.integers(1, 4_000))
def test_more_kept_back_is_a_higher_rate(principal, days, rate, kept, more):
    rates = [
        yearly_rates(single_repayment(principal, days, rate, START, 0, fen), "actual/365")
        for fen in (kept, kept + more)
    ]
    assert rates[0].nominal < rates[1].nominal


def test_the_three_rates_of_a_loan_without_fees_are_the_one_named_and_its_compounding():
    loan = monthly_schedule("level_payment", 10_000_000, 12, Decimal("0.06"), date(2026, 1, 1))
    rates = yearly_rates(loan, "30/360")
    assert rates.nominal == pytest.approx(0.06, abs=1e-6)
    assert rates.effective == pytest.approx(1.005**12 - 1, abs=1e-6)
    assert rates.xirr == pytest.approx(rates.effective, abs=1e-3)


@pytest.mark.parametrize(
    ("name", "days", "nominal"),
    [
        ("30/360", 181, 0.06),  # six months from 1 January
        ("actual/365", 181, 0.06),
        ("actual/360", 181, 0.06 * 365 / 360),
        ("30/360", 45, 0.06 * 44 / 360 * 365 / 45),
        ("actual/365", 730, 0.06),
    ],
)
def test_one_repayment_has_the_simple_rate_of_its_real_term(name, days, nominal):
    loan = single_repayment(100_000_000_00, days, Decimal("0.06"), date(2026, 1, 1), day_count_name=name)
    assert yearly_rates(loan, name).nominal == pytest.approx(nominal, abs=1e-9)


def test_the_published_cost_card_has_its_rate_by_the_week_and_another_by_the_day():
    for step, count, nominal in ((7, 52, 0.6134), (1, 365, 0.6216)):
        due = [date(2026, 1, 1) + timedelta(days=step * n) for n in range(1, count + 1)]
        rates = yearly_rates(even_repayments(7_312_500, 7_500_000, 9_825_000, due, date(2026, 1, 1)), "actual/365")
        assert round(rates.nominal, 4) == nominal
        assert rates.effective == pytest.approx(effective_yearly(rates.nominal / (365 // step), 365 // step), abs=1e-12)


@pytest.mark.parametrize("wrong", [(0, 100, 120), (110, 100, 120), (100, 100, 99)])
def test_even_repayments_refuse_sums_that_make_no_sense(wrong):
    with pytest.raises(ValueError, match="paid out <= principal <= repaid"):
        even_repayments(*wrong, [date(2026, 2, 1)], date(2026, 1, 1))


def test_the_figures_of_the_whole_follow_from_the_instalments():
    loan = monthly_schedule("flat_fee", 1_200_000, 12, Decimal("0.12"), START, 12_000, 6_000)
    assert (loan.paid_out_fen, loan.paid_back_fen, loan.total_cost_fen) == (1_188_000, 1_350_000, 162_000)
    assert (loan.per_100_fen, loan.average_monthly_payment_fen) == (Decimal("13.5"), 112_500)
    assert single_repayment(1_000_000, 7, Decimal(0), START).average_monthly_payment_fen == 1_000_000
    assert single_repayment(1_000_000, 60, Decimal(0), date(2026, 1, 1)).average_monthly_payment_fen == 491_803
