"""The sales model finds what a made-up shop was made of, and is as sure of it as its history allows."""

from dataclasses import replace

import numpy as np
import pytest
from forecast_shop import DAILY_FEN, history, sales_model
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.trade.forecast.backtest import sales_backtest
from advisor.trade.forecast.draws import Draws, compound, gamma
from advisor.trade.forecast.sales_model import ForecastError, daily_moves, fitted

FIRST = np.datetime64("2026-07-01")
WEEK = np.array([0.8, 0.9, 0.9, 1.0, 1.1, 1.2, 1.1])


def totals(model, days=28, seed=1, paths=3_000):
    return model.paths(FIRST, np.ones(days), Draws.of(seed, paths, days)).sum(axis=0)


def width(model):
    low, high = np.quantile(totals(model), (0.1, 0.9))
    return (high - low) / model.expected(FIRST, np.ones(28)).sum()


def shop_days(orders_a_day, days, seed, weekly_change=0.0):
    """Orders by day of a shop whose level wanders, with weekdays and a day's own luck of 10 %."""
    rng = np.random.default_rng(seed)
    level = orders_a_day * np.exp(np.cumsum(rng.normal(0, weekly_change / np.sqrt(7), days)))
    return rng.poisson(level * np.resize(WEEK, days) * rng.gamma(100, 1 / 100, days))


@pytest.mark.parametrize("days", [0, 13])
def test_fewer_than_fourteen_days_are_too_few(days):
    with pytest.raises(ForecastError) as error:
        fitted(history([5] * days), np.ones(days))
    assert error.value.code == "too_short"


def test_a_shop_that_sold_nothing_has_no_forecast():
    with pytest.raises(ForecastError) as error:
        fitted(history([0] * 30), np.ones(30))
    assert error.value.code == "no_sales"


@pytest.mark.parametrize("orders_a_day", [0.2, 3, 1_000])
def test_the_level_of_a_steady_shop_is_found(orders_a_day):
    counts = np.random.default_rng(5).poisson(orders_a_day, 200)
    expected = fitted(history(counts), np.ones(200)).expected(FIRST, np.ones(7)).mean()
    assert expected == pytest.approx(counts.mean() * 5_000, rel=0.35 if orders_a_day < 1 else 0.12)


def test_strong_weekdays_are_found_in_a_long_history():
    model = fitted(history(shop_days(400, 140, seed=2), first_day="2026-01-05"), np.ones(140))
    assert model.weekdays == pytest.approx(WEEK / WEEK.mean(), abs=0.06)


def test_weekdays_that_may_be_chance_are_drawn_towards_one():
    counts = np.random.default_rng(4).poisson(2, 28)
    model = fitted(history(counts), np.ones(28))
    by_weekday = counts.reshape(4, 7).mean(axis=0) / counts.mean()
    assert np.ptp(model.weekdays) < 0.5 * np.ptp(by_weekday)
    assert model.weekdays.mean() == pytest.approx(1)


def test_a_promotion_is_divided_out_of_the_past_and_counted_where_it_comes():
    season = np.ones(60)
    season[50:53] = 8.0
    counts = np.random.default_rng(1).poisson(40 * season)
    with_it = fitted(history(counts), season)
    assert with_it.expected(FIRST, np.ones(7)).mean() == pytest.approx(40 * 5_000, rel=0.1)
    assert with_it.expected(FIRST, np.full(7, 8.0)).mean() == pytest.approx(8 * 40 * 5_000, rel=0.1)


def test_one_odd_day_moves_the_level_little_and_a_lasting_change_moves_it_much():
    counts = np.random.default_rng(1).poisson(40, 90)
    odd, moved = counts.copy(), counts.copy()
    odd[80] *= 10
    moved[60:] *= 3
    level = [fitted(history(days), np.ones(90)).expected(FIRST, np.ones(7)).mean() for days in (counts, odd, moved)]
    assert level[1] < 1.3 * level[0] and level[2] > 2.2 * level[0]


def test_a_short_history_gives_a_wider_forecast_than_a_long_one():
    counts = shop_days(30, 180, seed=3)
    long, short = fitted(history(counts), np.ones(180)), fitted(history(counts[-14:]), np.ones(14))
    assert width(short) > 1.5 * width(long)


def test_the_paths_have_the_expected_mean_and_each_its_own_level():
    model = sales_model(weekly_change=0.1, doubt=0.04, weekdays=tuple(WEEK / WEEK.mean()))
    paths = model.paths(FIRST, np.full(70, 2.0), Draws.of(1, 10_000, 70))
    assert paths.mean(axis=1) == pytest.approx(model.expected(FIRST, np.full(70, 2.0)), rel=0.03)
    assert paths.mean() == pytest.approx(2 * DAILY_FEN, rel=0.02)


def test_a_shop_with_few_orders_sells_nothing_on_most_days():
    few, many = sales_model(daily_fen=1_000), sales_model(daily_fen=1_000_000)
    draws = Draws.of(1, 2_000, 28)
    assert (few.paths(FIRST, np.ones(28), draws) == 0).mean() == pytest.approx(np.exp(-0.2), abs=0.02)
    assert (many.paths(FIRST, np.ones(28), draws) > 0).all()


def test_the_level_wanders_less_and_less_so_that_its_variance_stays_below_one():
    moves = daily_moves(np.array([0.05, 1.0]), 3_650)
    assert (moves**2).sum(axis=0)[1] < 1.1
    assert (moves[:91] ** 2).sum(axis=0)[0] == pytest.approx(0.05**2 * 13, rel=0.05)


@settings(max_examples=20, deadline=None)
@given(st.floats(0.02, 500))
def test_gamma_values_have_the_mean_and_the_variance_of_their_shape(shape):
    draws = Draws.of(9, 40_000, 1)
    values = gamma(np.full(40_000, shape), draws.day[0], draws.rarity[0])
    assert values.mean() == pytest.approx(1, abs=5 / np.sqrt(40_000 * shape))
    assert values.var() * shape == pytest.approx(1, abs=0.05 + 0.2 / np.sqrt(shape))


@pytest.mark.parametrize("orders_a_day", [0.1, 1.0, 5.0, 60.0])
def test_days_of_single_orders_have_their_mean_their_variance_and_their_empty_days(orders_a_day):
    draws, uneven, value, event = Draws.of(9, 200_000, 1), 0.3, 100.0, 150.0
    mean = np.full(200_000, orders_a_day * value)
    money = compound(mean, event, value, np.full(200_000, uneven), draws.day[0], draws.rarity[0])
    assert money.mean() == pytest.approx(mean[0], rel=0.03)
    assert money.var() == pytest.approx(event * mean[0] + (uneven * mean[0]) ** 2, rel=0.05)
    assert (money == 0).mean() == pytest.approx((1 + uneven**2 * orders_a_day) ** (-1 / uneven**2), abs=0.005)


@pytest.mark.parametrize("orders_a_day", [1.5, 40])
def test_four_of_five_futures_of_made_up_shops_lie_within_the_band(orders_a_day):
    points = []
    for seed in range(50):
        days = history(shop_days(orders_a_day, 84, seed, weekly_change=0.08))
        points += sales_backtest(days, np.ones(84), (2, 4), [days.first_day + 55]).points
    inside = np.mean([point.is_inside for point in points])
    assert 0.7 <= inside <= 0.92 and len(points) == 100


def test_the_past_after_its_day_does_not_change_a_backtest():
    days = history(shop_days(20, 100, seed=1))
    other = replace(days, sales_fen=np.append(days.sales_fen[:60], days.sales_fen[60:] * 9))
    first, second = (sales_backtest(one, np.ones(100), (1,), [days.first_day + 59]).points[0] for one in (days, other))
    assert (first.p10_fen, first.p90_fen) == (second.p10_fen, second.p90_fen)
    assert second.came_fen == 9 * first.came_fen


def steady(days, last_days=0, times=1.0, orders_a_day=30, seed=1):
    """Orders by day, the last days so many times as many."""
    level = orders_a_day * np.where(np.arange(days) >= days - last_days, times, 1.0)
    return np.random.default_rng(seed).poisson(level)


@pytest.mark.parametrize("times", [0.2, 5.0])
def test_when_sales_break_off_both_the_new_and_the_old_level_are_thought_possible_at_once(times):
    model = fitted(history(steady(90, 3, times)), np.ones(90))
    low, high = np.quantile(totals(model), (0.1, 0.9)) / (28 * 30 * 5_000)
    assert low < 1.1 * min(1.0, times) and high > 0.9 * max(1.0, times)


@pytest.mark.parametrize("times", [0.2, 5.0])
def test_when_the_new_level_has_lasted_two_weeks_it_is_believed(times):
    model = fitted(history(steady(90, 14, times)), np.ones(90))
    assert np.median(totals(model)) / (28 * 30 * 5_000) == pytest.approx(times, rel=0.2)


def test_a_calm_shop_is_not_the_less_sure_for_what_might_break():
    calm = fitted(history(steady(180)), np.ones(180))
    assert calm.level.broken < 0.05 and width(calm) < 0.3


@pytest.mark.parametrize("days", [14, 30, 180])
@pytest.mark.parametrize("orders_a_day", [2, 300])
def test_only_a_shop_whose_sales_have_just_changed_or_never_rest_is_unsettled(days, orders_a_day):
    calm = [fitted(history(steady(days, orders_a_day=orders_a_day, seed=seed)), np.ones(days)) for seed in range(5)]
    assert not any(model.is_unsettled for model in calm)
    assert fitted(history(steady(90, 7, 5.0, orders_a_day)), np.ones(90)).is_unsettled
    wild = (orders_a_day * np.exp(np.random.default_rng(days).normal(0, 2.5, 12))).repeat(7)
    assert fitted(history(wild.astype(int) + 1), np.ones(84)).is_unsettled
