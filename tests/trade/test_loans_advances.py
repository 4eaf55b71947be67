"""Money that comes before a customer pays, and lines that are drawn and repaid as money is needed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.trade.advances import discounted, early_receipt, factored
from advisor.trade.loan_rates import yearly_rates
from advisor.trade.rates import xirr
from advisor.trade.revolving import Movement, used_line

START = date(2026, 1, 31)
RATES = st.decimals(0, 1, places=4)


def test_money_received_early_costs_its_fee_whatever_the_days():
    costs = [early_receipt(1_000_000, days, Decimal("0.005"), START) for days in (7, 30)]
    assert [loan.total_cost_fen for loan in costs] == [5_000, 5_000]
    assert yearly_rates(costs[0], "actual/365").nominal > 4 * yearly_rates(costs[1], "actual/365").nominal


def test_a_discount_costs_more_than_the_rate_it_names():
    bill = discounted(10_000_000, 180, Decimal("0.04"), date(2026, 1, 1))
    assert (bill.paid_out_fen, bill.total_cost_fen) == (9_800_000, 200_000)
    assert yearly_rates(bill, "actual/360").nominal == pytest.approx(0.02 / 0.98 * 365 / 180)


def test_a_discount_that_leaves_nothing_is_refused():
    with pytest.raises(ValueError, match="fee_upfront_fen"):
        discounted(1_000, 3_600, Decimal("0.1"), START)


def test_a_factor_takes_interest_on_the_advance_and_a_fee_on_the_claim():
    loan = factored(
        10_000_000, 90, share=Decimal("0.7"), yearly_rate=Decimal("0.08"), fee_rate=Decimal("0.005"), start=START
    )
    assert (loan.principal_fen, loan.paid_out_fen, loan.total_cost_fen) == (7_000_000, 6_950_000, 190_000)
    with pytest.raises(ValueError, match="share"):
        factored(10, 9, share=Decimal("1.1"), yearly_rate=Decimal(0), fee_rate=Decimal(0), start=START)


def test_a_line_that_is_drawn_twice_and_repaid_in_parts_costs_the_days_of_each_balance():
    moves = [(0, 10_000_000), (10, 5_000_000), (20, -12_000_000)]
    line = used_line(
        [Movement(START + timedelta(days=n), fen) for n, fen in moves], Decimal("0.0365"), date(2026, 3, 2)
    )
    assert [(one.principal_fen, one.interest_fen, one.balance_fen) for one in line.instalments] == [
        (12_000_000, 25_000, 3_000_000), (3_000_000, 3_000, 0),
    ]  # fmt: skip
    assert line.total_cost_fen == 28_000 == -sum(fen for _, fen in line.flows)
    assert xirr(line.flows) == pytest.approx(0.0365, abs=1e-3)


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 10**8)), min_size=1, max_size=8), RATES, st.data())
def test_what_is_drawn_is_repaid_and_nothing_else_but_interest(draws, rate, data):
    drawn = sum(fen for _, fen in draws)
    early = data.draw(st.integers(1, drawn))
    moves = [*(Movement(START + timedelta(days=n), fen) for n, fen in draws), Movement(date(2027, 2, 1), -early)]
    line = used_line(moves[::-1], rate, date(2027, 6, 1))
    assert sum(one.principal_fen for one in line.instalments) == drawn
    assert line.total_cost_fen == -sum(fen for _, fen in line.flows)
    assert line.instalments[-1].balance_fen == 0


@pytest.mark.parametrize(
    ("moves", "says"),
    [
        ([], "first movement must be a draw"),
        ([(0, -5)], "first movement must be a draw"),
        ([(0, 5), (3, -6)], "2026-02-03: more is repaid"),
        ([(0, 5), (90, -5)], "2026-05-01: after the line is cleared"),
        ([(0, 5), (1, 0)], "a movement of nothing"),
    ],
)
def test_movements_that_make_no_sense_are_refused_with_their_day(moves, says):
    with pytest.raises(ValueError, match=says):
        used_line([Movement(START + timedelta(days=n), fen) for n, fen in moves], Decimal("0.1"), date(2026, 3, 2))
