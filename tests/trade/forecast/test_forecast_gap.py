"""The funding gap of given balances."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from advisor.trade.forecast.gap import CERTAINTIES, Gap, gaps

FIRST = date(2026, 7, 1)


def day(number):
    return FIRST + timedelta(days=number)


def test_a_shop_that_always_has_money_has_no_gap():
    found = gaps(np.full((5, 10), 100.0), 100, FIRST)
    assert found == tuple(Gap(certainty, 0, None, None) for certainty in CERTAINTIES)
    assert found[0].days == 0


def test_a_sure_gap_is_the_deepest_point_from_the_first_to_the_last_short_day():
    balances = np.repeat([[50.0], [-10], [30], [-40], [5]], 8, axis=1)
    for gap in gaps(balances, 0, FIRST):
        assert (gap.amount_fen, gap.first_day, gap.last_day, gap.days) == (40, day(1), day(3), 3)


def test_cash_that_is_never_to_be_touched_is_missing_too():
    assert gaps(np.full((2, 4), 60.0), 100, FIRST)[0] == Gap(0.5, 40, day(0), day(1))


def test_a_gap_of_few_futures_counts_only_where_more_certainty_is_asked():
    balances = np.zeros((3, 100))
    balances[1, :10] = -np.arange(1, 11) * 100  # one future in ten is short on the second day
    half, most, nearly_all = gaps(balances, 0, FIRST)
    assert half.amount_fen == most.amount_fen == 0
    assert nearly_all == Gap(0.95, 500, day(1), day(1))
    assert (balances.min(axis=0) >= -500).mean() == 0.95


money = arrays(np.float64, st.tuples(st.integers(1, 6), st.integers(1, 25)), elements=st.integers(-50, 50).map(float))


def test_futures_that_are_short_at_different_times_give_the_stretch_that_holds_both():
    assert gaps(np.array([[-1.0, 0.0], [0.0, -1.0]]), 0, FIRST)[0] == Gap(0.5, 1, day(0), day(1))


@settings(max_examples=50, deadline=None)
@given(money, st.integers(0, 20))
def test_the_amount_is_enough_in_so_many_futures_and_no_smaller_one_is(balances, reserve):
    for gap in gaps(balances, reserve, FIRST):
        enough = [(balances + amount >= reserve).all(axis=0).mean() for amount in (gap.amount_fen, gap.amount_fen - 1)]
        assert enough[0] >= gap.certainty - 1e-9
        assert gap.amount_fen == 0 or enough[1] < gap.certainty


@settings(max_examples=50, deadline=None)
@given(money)
def test_more_certainty_needs_no_less_money_and_a_gap_has_its_days(balances):
    found = gaps(balances, 0, FIRST)
    assert sorted(gap.amount_fen for gap in found) == [gap.amount_fen for gap in found]
    for gap in found:
        assert (gap.first_day is None) == (gap.last_day is None) == (gap.amount_fen == 0)
        assert gap.days >= (gap.amount_fen > 0)


@pytest.mark.parametrize("certainty", CERTAINTIES)
def test_no_gap_is_ever_told_for_more_than_the_days_of_the_forecast(certainty):
    found = {gap.certainty: gap for gap in gaps(np.full((91, 3), -1.0), 0, FIRST)}
    assert found[certainty].days == 91
