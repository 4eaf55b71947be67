"""Kaplan-Meier against scipy, against counting by hand, and what must hold of every curve."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from advisor.trade.survival import delay_of, finished_delay_of, product_limit

cases = st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=40)


def columns(case, scale=1.0):
    return np.array([days for days, _ in case]) * scale, np.array([ended for _, ended in case])


@given(cases)
def test_the_curve_is_the_one_scipy_finds(case):
    days, ended = columns(case, 0.75)
    curve = product_limit(days, ended)
    if not ended.any():
        assert len(curve.times) == 0 and curve.open_share == 1.0
        return
    peer = stats.ecdf(stats.CensoredData(uncensored=days[ended], right=days[~ended])).sf
    for at in np.unique(days):
        assert 1.0 - curve.ended_by(at) == pytest.approx(float(peer.evaluate(at)), abs=1e-12)


@pytest.mark.filterwarnings("ignore:The confidence interval is undefined")
@given(cases.filter(lambda case: any(ended for _, ended in case)))
def test_the_variance_is_greenwoods_as_scipy_finds_it(case):
    days, ended = columns(case)
    curve = product_limit(days, ended)
    peer = stats.ecdf(stats.CensoredData(uncensored=days[ended], right=days[~ended])).sf.confidence_interval(0.95)
    for at, variance, survival in zip(curve.times, curve.variance, curve.survival, strict=True):
        if survival > 1e-12:
            low = survival - stats.norm.ppf(0.975) * np.sqrt(variance)
            assert float(peer.low.evaluate(at)) == pytest.approx(max(0.0, low), abs=1e-9)


def test_what_is_cut_off_at_a_time_still_counts_as_at_risk_then():
    curve = product_limit([1, 2, 2, 3], [True, True, False, True])
    assert curve.at_risk.tolist() == [4, 3, 1]
    assert curve.survival == pytest.approx([3 / 4, 3 / 4 * 2 / 3, 0])


def test_weights_count_like_so_many_equal_cases():
    once = product_limit([1, 1, 1, 2, 4, 4], [True] * 3 + [False] + [True] * 2)
    weighted = product_limit([1, 2, 4], [True, False, True], [3, 1, 2])
    assert weighted.survival == pytest.approx(once.survival)
    assert weighted.quantile_days(0.5) == once.quantile_days(0.5) == 1.0


def test_one_heavy_weight_makes_the_curve_no_surer_than_few_cases():
    even = product_limit(range(1, 101), [True] * 100)
    uneven = product_limit(range(1, 101), [True] * 100, [1000.0] + [1.0] * 99)
    assert uneven.variance[0] > even.variance[0]


@pytest.mark.parametrize(
    ("days", "ended", "weights"),
    [([1, 2], [True], None), ([-1], [True], None), ([float("nan")], [True], None), ([1], [True], [-2])],
)
def test_durations_that_cannot_be_are_refused(days, ended, weights):
    with pytest.raises(ValueError):
        product_limit(days, ended, weights)


def test_nothing_seen_is_all_open():
    curve = product_limit([], [])
    assert (curve.open_share, curve.longest_days, curve.quantile_days(0.5)) == (1.0, 0.0, None)
    assert delay_of(curve).happens == 0


@given(cases)
def test_the_delay_has_the_mean_of_the_curve_and_loses_nothing(case):
    days, ended = columns(case, 0.37)
    curve = product_limit(days, ended)
    finished = finished_delay_of(curve)
    assert finished.happens == pytest.approx(1.0, abs=1e-9)
    assert finished.mean_days == pytest.approx(curve.restricted_mean_days(), abs=1e-9)
    assert delay_of(curve).never == pytest.approx(curve.open_share, abs=1e-9)


def test_what_is_still_open_takes_at_least_as_long_as_the_rule():
    curve = product_limit([1] * 6 + [3] * 4, [True] * 6 + [False] * 4)
    assert finished_delay_of(curve).mean_days == pytest.approx(0.6 * 1 + 0.4 * 3)
    assert finished_delay_of(curve, at_least_days=10).mean_days == pytest.approx(0.6 * 1 + 0.4 * 10)


def test_without_open_cases_the_mean_is_the_plain_mean():
    days = [0.5, 1.25, 7, 7, 30]
    curve = product_limit(days, [True] * 5)
    assert curve.restricted_mean_days() == pytest.approx(np.mean(days))
    assert curve.restricted_mean_days(7) == pytest.approx(np.mean(np.minimum(days, 7)))
