"""Seasons are found where they are, and not claimed from little."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.trade.orders import Orders
from advisor.trade.sales_pattern import sales_pattern, weekday_factors

MONDAY = date(2024, 1, 1)
WEEK = np.array([0.8, 0.9, 1.0, 1.0, 1.1, 1.3, 0.9])


def orders_of(daily, first=MONDAY):
    """One order a day at noon with the sales of the day, none on a day without."""
    days = [np.datetime64(first + timedelta(days=n), "s") + np.timedelta64(12, "h") for n in range(len(daily))]
    sold = np.asarray(daily, np.int64)
    columns = {"created_at": np.array(days), "paid_at": np.array(days), "paid_fen": sold, "amount_fen": sold}
    return Orders.of(columns).where(sold > 0)


def test_a_week_that_repeats_is_found():
    pattern = sales_pattern(orders_of(np.tile(WEEK, 20) * 10_000))
    assert pattern.weekday_factors == pytest.approx(WEEK / WEEK.mean(), abs=0.01)
    assert pattern.weekday_trust == pytest.approx(1, abs=0.01)
    assert (pattern.days, pattern.weekday_weeks) == (138, 19)


def test_growth_does_not_look_like_a_weekday():
    daily = np.tile(WEEK, 20) * 10_000 * 1.01 ** np.arange(140)
    assert sales_pattern(orders_of(daily)).weekday_factors == pytest.approx(WEEK / WEEK.mean(), abs=0.02)


def test_a_month_of_noise_has_no_week():
    draws = np.random.default_rng(8)
    kept = [weekday_factors(MONDAY, draws.poisson(20, 30) * 1000)[1] for _ in range(200)]
    assert np.mean(kept) < 0.25 and np.median(kept) < 0.2


def test_one_large_day_does_not_make_its_weekday_large():
    daily = np.random.default_rng(3).poisson(40, 140) * 1000
    daily[75] *= 40
    assert max(weekday_factors(MONDAY, daily)[0]) < 1.3


@pytest.mark.parametrize("days", [1, 2, 8, 20])
def test_less_than_three_weeks_tell_nothing_of_the_week(days):
    pattern = sales_pattern(orders_of(np.tile(WEEK, 3)[:days] * 10_000))
    assert pattern.weekday_factors == (1.0,) * 7 and pattern.weekday_trust == 0


@given(st.lists(st.integers(0, 10**9), min_size=21, max_size=120))
def test_weekday_factors_have_mean_one_and_are_never_negative(daily):
    factors, trust, weeks = weekday_factors(MONDAY, np.array(daily))
    assert np.mean(factors) == pytest.approx(1) and min(factors) >= -1e-9
    assert 0 <= trust <= 1 and weeks == len(daily) // 7


def test_the_part_days_at_both_ends_are_left_out():
    pattern = sales_pattern(orders_of([1, *[10_000] * 60, 2]))
    assert (pattern.first_day, pattern.last_day) == (MONDAY + timedelta(days=1), MONDAY + timedelta(days=60))
    assert pattern.largest_days[0].times_average == pytest.approx(1)


def test_days_without_orders_up_to_now_count():
    pattern = sales_pattern(orders_of([10_000] * 60), np.datetime64(MONDAY + timedelta(days=88), "s"))
    assert pattern.last_day == MONDAY + timedelta(days=87)
    assert pattern.trend.recent_fen == 0 and pattern.trend.change == -1


def test_the_trend_compares_four_weeks_with_the_four_before():
    pattern = sales_pattern(orders_of([99, *[10_000] * 28, *[12_000] * 28, 99]))
    assert pattern.trend.change == pytest.approx(0.2)
    assert sales_pattern(orders_of([10_000] * 57)).trend is None


def test_from_nothing_there_is_no_rate_of_growth():
    pattern = sales_pattern(orders_of([5, 5, *[0] * 30, *[10_000] * 29]))
    assert (pattern.trend.before_fen, pattern.trend.change) == (0, None)


def test_the_largest_days_come_first_with_how_large_they_are():
    daily = [1_000] * 100
    daily[40], daily[70] = 50_000, 20_000
    days = sales_pattern(orders_of(daily)).largest_days
    assert [(one.day, one.sales_fen) for one in days[:2]] == [
        (MONDAY + timedelta(days=40), 50_000),
        (MONDAY + timedelta(days=70), 20_000),
    ]
    assert days[0].times_average == pytest.approx(50_000 / (166_000 / 98))


def season(days, growth=1.0):
    """Sales of days from MONDAY on: November doubled, February halved, and so much more each year."""
    dates = [MONDAY + timedelta(days=n) for n in range(days)]
    factors = [{11: 2.0, 2: 0.5}.get(day.month, 1.0) for day in dates]
    return np.array(factors) * 10_000 * growth ** (np.arange(days) / 365.25)


def test_a_year_is_known_from_more_than_a_year_only():
    year = sales_pattern(orders_of(season(360)))
    assert (year.month_factors, year.months) == (None, 10)
    pattern = sales_pattern(orders_of(season(760)))
    assert (pattern.months, pattern.growth_pairs) == (23, 11)
    assert pattern.month_factors[10] == pytest.approx(2 / (12.5 / 12), rel=0.02)
    assert pattern.month_factors[1] == pytest.approx(0.5 / (12.5 / 12), rel=0.02)


def test_growth_from_year_to_year_does_not_look_like_a_season():
    pattern = sales_pattern(orders_of(season(760, growth=1.5)))
    assert pattern.month_factors[10] == pytest.approx(2 / (12.5 / 12), rel=0.03)
    assert pattern.month_factors[0] == pytest.approx(pattern.month_factors[11], rel=0.03)


def test_no_orders_have_no_pattern():
    assert sales_pattern(Orders.empty()) is None
