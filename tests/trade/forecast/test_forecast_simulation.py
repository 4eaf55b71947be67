"""The simulation: the same luck for every scenario, lines that add up, and honest quantiles."""

from dataclasses import replace

import numpy as np
import pytest
from forecast_shop import DAILY_FEN, in_flight, sales_model, shop

from advisor.trade.delays import Delay
from advisor.trade.forecast.draws import Draws
from advisor.trade.forecast.simulation import KINDS, balances, simulate

TERMS = {
    "opening_cash_fen": 3_000_000,
    "cost_share": 0.6,
    "inventory_days": 20,
    "payable_days": 10,
    "advertising_share": 0.05,
    "wages_fen": 400_000,
    "rent_fen": 100_000,
    "tax_share": 0.01,
    "other_fen": 60_000,
}


def full_shop(**changes):
    return shop(
        terms={**TERMS, **changes.pop("terms", {})},
        fee_share=0.03,
        returns=Delay.of([0.0, 0.03, 0.04, 0.03]),
        return_spread=0.2,
        in_flight=in_flight((0, 0, 0, 90_000), (1, 1, 3, 180_000)),
        settled_fen=np.full(5, 95_000),
        **changes,
    )


def test_the_same_seed_gives_the_same_forecast_and_another_seed_another_one():
    first, again, other = (simulate(full_shop(), seed=seed, paths=500) for seed in (1, 1, 2))
    assert (first.p10_fen == again.p10_fen).all() and first.gaps == again.gaps
    assert (first.p10_fen != other.p10_fen).any()
    assert (first.lines_fen == other.lines_fen).all()


@pytest.mark.parametrize(
    ("change", "worth"),
    [
        ({"opening_cash_fen": 3_500_000}, np.full(91, 500_000)),
        ({"rent_fen": 0}, np.repeat([100_000, 200_000, 300_000], (31, 31, 29))),
    ],
)
def test_a_change_of_terms_moves_every_future_by_exactly_what_it_is_worth(change, worth):
    draws = Draws.of(1, 300, 91)
    before, after = balances(full_shop(), draws), balances(full_shop(terms=change), draws)
    assert (after - before == worth[:, np.newaxis]).all()


def test_the_luck_of_a_path_stays_its_own_when_sales_or_delays_change():
    draws = Draws.of(1, 400, 60)
    base = full_shop()
    more = replace(base, sales_factor=1.2)
    busier = replace(base, sales=sales_model(daily_fen=1.2 * DAILY_FEN))
    faster = replace(base, stages=(Delay.fixed(1), Delay.fixed(3)))
    last = [balances(scenario, draws)[-1] for scenario in (base, more, busier, faster)]
    for other in last[1:]:
        assert np.corrcoef(last[0], other)[0, 1] > 0.99


def test_a_longer_forecast_begins_like_the_shorter_one():
    short, long = simulate(full_shop(), paths=300, days=30), simulate(full_shop(), paths=300, days=91)
    assert (short.p50_fen == long.p50_fen[:30]).all()
    assert (short.lines_fen == long.lines_fen[:, :30]).all()


def test_the_expected_balance_is_the_mean_of_the_paths():
    scenario = full_shop()
    money = balances(scenario, Draws.of(4, 8_000, 91))
    assert simulate(scenario, paths=10).expected_fen == pytest.approx(money.mean(axis=1), rel=0.02, abs=20_000)


def test_without_doubt_about_sales_only_the_doubt_about_returns_is_left():
    certain = sales_model(daily_fen=10**9, weekly_change=0.0, unevenness=1e-6, doubt=0.0)
    doubtful = simulate(full_shop(sales=certain), paths=200)
    sure = simulate(replace(full_shop(sales=certain), return_spread=0.0), paths=200)
    widths = [(forecast.p90_fen - forecast.p10_fen)[-1] for forecast in (doubtful, sure)]
    assert 0 < widths[1] < 0.005 * 91 * 10**9 and widths[0] > 5 * widths[1]


def test_the_quantiles_lie_in_order_and_hold_their_share_of_the_paths():
    scenario = full_shop()
    forecast = simulate(scenario, seed=7, paths=1_000)
    money = balances(scenario, Draws.of(7, 1_000, 91))
    assert (forecast.p10_fen <= forecast.p50_fen).all() and (forecast.p50_fen <= forecast.p90_fen).all()
    for edge, share in ((forecast.p10_fen, 0.1), (forecast.p50_fen, 0.5), (forecast.p90_fen, 0.9)):
        assert (money <= edge[:, np.newaxis]).mean(axis=1) == pytest.approx(np.full(91, share), abs=0.002)


def test_costs_are_negative_lines_and_every_kind_has_one():
    forecast = simulate(full_shop(), paths=10)
    assert forecast.lines_fen.shape == (len(KINDS), 91)
    assert all(
        (forecast.line(kind) <= 0).all() for kind in ("purchases", "advertising", "wages", "rent", "tax", "other")
    )
    assert forecast.line("new_sales").sum() > 0 > forecast.line("late_refunds").sum()
    assert forecast.line("in_flight").sum() == pytest.approx(270_000 * 0.97 * 0.95, rel=0.05)


def test_what_is_in_flight_at_the_end_is_what_was_sold_in_the_last_days():
    forecast = simulate(shop(), paths=10)
    assert forecast.in_flight_fen == pytest.approx(5 * DAILY_FEN, rel=0.01)
    assert forecast.line("new_sales").sum() == pytest.approx(86 * DAILY_FEN, rel=0.01)


def test_a_shop_that_runs_short_is_told_how_much_from_when_to_when():
    forecast = simulate(shop(terms={"opening_cash_fen": 100_000, "cost_share": 0.6}), paths=2_000)
    half, most, nearly_all = forecast.gaps
    assert 0 < half.amount_fen <= most.amount_fen <= nearly_all.amount_fen
    # 60,000 a day go out from day 0, 100,000 a day come in from day 5: short from day 1, at most 200,000 on day 4
    assert half.amount_fen == pytest.approx(200_000, rel=0.15)
    assert (half.first_day - forecast.first_day).days == 1
