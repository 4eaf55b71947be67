"""Distributions over days: they keep their sums and their means whatever is done to them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.trade.delays import Delay

shares = st.lists(st.floats(0, 1), min_size=1, max_size=30).map(lambda parts: np.array(parts) / max(1.0, sum(parts)))
delays = shares.map(Delay.of)


@pytest.mark.parametrize("wrong", [[-0.1, 0.5], [0.7, 0.7], [], [float("nan")]])
def test_shares_that_are_no_distribution_are_refused(wrong):
    with pytest.raises(ValueError):
        Delay.of(wrong)


@given(st.floats(0, 400))
def test_a_fixed_delay_has_the_mean_it_was_made_of(days):
    assert Delay.fixed(days).mean_days == pytest.approx(days, abs=1e-9)


@given(delays, delays)
def test_one_after_the_other_happens_as_often_as_both(first, second):
    both = second.after(first)
    assert both.happens == pytest.approx(first.happens * second.happens, abs=1e-8)
    if both.happens > 1e-3:
        assert both.mean_days == pytest.approx(first.mean_days + second.mean_days, abs=1e-4)


@given(delays, st.integers(0, 40))
def test_waiting_does_not_make_what_is_left_less_than_nothing(delay, age):
    left = delay.given_age(age)
    assert 0 <= left.happens <= 1 and left.longest_days <= max(0, delay.longest_days - age)


def test_what_has_waited_is_more_likely_to_come_late_or_never():
    delay = Delay.of([0.5, 0.25, 0.15])
    assert delay.given_age(1).share_by_day == pytest.approx([0.5, 0.3])
    assert delay.given_age(1).never == pytest.approx(0.2)
    assert delay.given_age(9).share_by_day == pytest.approx([0.9])


def test_quantiles_are_days_by_which_so_much_has_happened():
    delay = Delay.of([0.5, 0.0, 0.3, 0.1])
    assert [delay.quantile_days(share) for share in (0.5, 0.6, 0.8, 0.9, 0.95)] == [0, 2, 2, 3, None]


@given(delays, st.integers(0, 10))
def test_moving_days_about_loses_nothing(delay, days):
    assert delay.sooner(days).happens == pytest.approx(delay.happens, abs=1e-9)
    assert delay.sooner(-days).sooner(days).happens == pytest.approx(delay.happens, abs=1e-9)
    if delay.happens > 1e-3:
        assert delay.sooner(-days).mean_days == pytest.approx(delay.mean_days + days, abs=1e-4)
        assert delay.sooner(days).mean_days <= delay.mean_days + 1e-9


@given(delays, st.floats(0, 20))
def test_a_broken_number_of_days_moves_the_mean_by_just_that(delay, days):
    assert delay.moved(days).happens == pytest.approx(delay.happens, abs=1e-9)
    if delay.happens > 1e-3:
        assert delay.moved(days).mean_days == pytest.approx(delay.mean_days + days, abs=1e-3)


def test_more_than_all_cannot_come_back():
    assert Delay.of([0.2, 0.2]).scaled(9).happens == pytest.approx(1.0)
