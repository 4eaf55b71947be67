"""No fen is lost or made: what buyers pay is refunded, settled, kept as fee or still on its way."""

from dataclasses import replace

import numpy as np
import pytest
from forecast_shop import in_flight, shop
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.trade.delays import Delay
from advisor.trade.forecast.arrivals import Luck, luck_of, standing
from advisor.trade.forecast.draws import Draws
from advisor.trade.forecast.pace import Pace
from advisor.trade.forecast.simulation import balances, sales_of

LONGEST = 8  # days of a stage or a return
shares = st.lists(st.floats(0, 1), min_size=1, max_size=LONGEST).filter(lambda parts: sum(parts) > 0.01)
ways = shares.map(lambda parts: Delay.of(np.array(parts) / sum(parts)))
returns = st.builds(lambda parts, most: Delay.of(np.array(parts) / sum(parts) * most), shares, st.floats(0, 1))
fen = st.one_of(st.integers(0, 10**9), st.sampled_from([1, 3, 5, 50, 12_345]))
groups = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 20), st.integers(0, 30), fen), max_size=6)

weekdays = (
    st.lists(st.floats(0, 3), min_size=7, max_size=7).filter(sum).map(lambda parts: 7 * np.array(parts) / sum(parts))
)


@st.composite
def cases(draw):
    """A scenario, sales [days, paths] that end long before the last day, and some luck."""
    back = draw(returns)
    scenario = shop(
        stages=(draw(ways), draw(ways)),
        returns=back,
        in_flight=in_flight(*draw(groups)),
        settled_fen=np.array(draw(st.lists(fen, max_size=8)), np.int64),
        fee_share=draw(st.sampled_from([0.0, 0.006, 0.05, 1 / 3])),
        fee_returned=draw(st.sampled_from(["always", "until_settled", "never"])),
        pace=Pace(draw(st.sampled_from([1.0, 0.7, 1.6])), draw(st.sampled_from([0.0, 0.1, 0.9]))),
        arrival_weekdays=draw(weekdays),
        ship_waits_days=np.array(draw(st.lists(st.floats(0, 6), max_size=5))),
    )
    paths = draw(st.integers(1, 3))
    sold = draw(st.lists(st.lists(fen, min_size=paths, max_size=paths), min_size=1, max_size=5))
    sales = np.zeros((len(sold) + 12 * LONGEST, paths))
    sales[: len(sold)] = sold
    most = 1 / max(back.happens, 0.2)
    factors = np.array(draw(st.lists(st.floats(0, most), min_size=paths, max_size=paths)))
    pace = np.array(draw(st.lists(st.floats(0, 1), min_size=paths, max_size=paths)))
    arrival = np.random.default_rng(draw(st.integers(0, 99))).normal(0, draw(st.sampled_from([0, 1, 9])), sales.shape)
    return scenario, sales, Luck(factors, pace, arrival)


@settings(max_examples=80, deadline=None)
@given(cases())
def test_on_every_evening_all_money_is_refunded_settled_or_in_flight_to_the_fen(case):
    scenario, sales, luck = case
    money = standing(scenario, sales, luck)
    sold = scenario.in_flight.money_fen.sum() + np.cumsum(sales, axis=0)
    assert (sold - money.refunded - money.settled == money.in_flight).all()
    assert (money.in_flight >= 0).all()
    assert (np.diff(money.refunded, axis=0) >= -1).all()  # a running total of two rounded ones


@settings(max_examples=80, deadline=None)
@given(cases())
def test_in_the_end_cash_is_what_was_sold_less_refunds_and_fees_to_the_fen(case):
    scenario, sales, luck = case
    money = standing(scenario, sales, luck)
    cash = (money.settled - money.fee)[-1]
    sold = scenario.in_flight.money_fen.sum() + sales.sum(axis=0)
    assert (money.in_flight[-1] == 0).all()
    assert (cash == sold - money.refunded[-1] - money.fee[-1]).all()
    charged = {"always": sold - money.refunded[-1], "never": sold}.get(scenario.fee_returned)
    if charged is not None and not len(scenario.settled_fen):
        assert np.abs(money.fee[-1] - scenario.fee_share * charged).max() <= 1


def test_the_balance_of_a_simulation_is_the_opening_cash_and_that_cash():
    scenario = shop(
        terms={"opening_cash_fen": 777}, fee_share=0.05, returns=Delay.of([0.0, 0.1, 0.1]), return_spread=0.3
    )
    scenario = replace(scenario, in_flight=in_flight((0, 1, 1, 12_345)), settled_fen=np.array([999, 5_000]))
    draws = Draws.of(3, 20, 40)
    money = standing(scenario, sales_of(scenario, draws), luck_of(scenario, draws))
    assert (balances(scenario, draws) == 777 + money.settled - money.fee).all()


def cash_by_day(scenario, sales, days=12):
    """What comes in (+) and goes out (-) of sales on the first days, for a return rate as expected."""
    paid = np.zeros((days, 1))
    paid[: len(sales), 0] = sales
    money = standing(scenario, paid, Luck(np.ones(1), np.full(1, 0.5), np.zeros((days, 1))))
    return np.diff((money.settled - money.fee)[:, 0], prepend=0).tolist()


def test_money_comes_when_all_stages_are_through_less_the_fee():
    assert cash_by_day(shop(fee_share=0.05), [1000, 200]) == [0, 0, 0, 0, 0, 950, 190, 0, 0, 0, 0, 0]


def test_what_is_refunded_before_it_settles_never_comes():
    back = Delay.fixed(2).scaled(0.3)
    assert cash_by_day(shop(returns=back, fee_share=0.1), [1000]) == [0, 0, 0, 0, 0, 630, 0, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("fee_returned", "early", "late"),
    [("always", [0, 0, 630, 0], [0, 900, 0, -270]), ("until_settled", [0, 0, 630, 0], [0, 900, 0, -300]),
     ("never", [0, 0, 600, 0], [0, 900, 0, -300])],
)  # fmt: skip
def test_the_fee_on_refunds_comes_back_always_or_until_it_settled_or_never(fee_returned, early, late):
    for back_days, expected_cash in ((2, early), (8, late)):
        back = Delay.fixed(back_days).scaled(0.3)
        cash = cash_by_day(shop(returns=back, fee_share=0.1, fee_returned=fee_returned), [1000])
        assert [fen for fen in cash if fen] == [fen for fen in expected_cash if fen]


def test_what_is_refunded_after_it_settled_goes_out_again_and_its_fee_comes_back():
    back = Delay.fixed(8).scaled(0.3)
    assert cash_by_day(shop(returns=back, fee_share=0.1), [1000]) == [0, 0, 0, 0, 0, 900, 0, 0, -270, 0, 0, 0]


@pytest.mark.parametrize(
    ("stage", "age_days", "arrives_on"),
    [(0, 0, 4), (0, 1, 3), (0, 9, 3), (1, 0, 2), (1, 2, 0), (1, 30, 0)],
)
def test_money_in_flight_comes_after_what_is_left_of_its_way(stage, age_days, arrives_on):
    scenario = shop(in_flight=in_flight((stage, age_days, age_days, 500)))
    assert cash_by_day(scenario, []).index(500) == arrives_on


def test_orders_in_flight_come_later_the_longer_the_quick_ones_are_gone():
    half_late = Delay.of([0.0, 0.5, 0.0, 0.0, 0.5])
    young = shop(stages=(half_late,), in_flight=in_flight((0, 0, 0, 1000)))
    old = shop(stages=(half_late,), in_flight=in_flight((0, 1, 1, 1000)))
    assert cash_by_day(young, [])[:4] == [500, 0, 0, 500]
    assert cash_by_day(old, [])[:4] == [0, 0, 1000, 0]


def test_settled_orders_may_still_come_back_as_long_as_returns_have_been_seen():
    back = Delay.of([0.0, 0.0, 0.1, 0.1])
    scenario = shop(returns=back, settled_fen=np.array([0, 0, 1000, 0, 5000]))
    assert cash_by_day(scenario, [])[:3] == [pytest.approx(-1000 * 0.1 / 0.9, abs=0.5), 0, 0]


def test_money_waits_over_a_weekday_on_which_nothing_arrives():
    resting = np.where(np.arange(7) == 6, 0.0, 7 / 6)  # the first of July 2026 is a Wednesday, 5 July a Sunday
    cash = cash_by_day(shop(stages=(Delay.fixed(4),), arrival_weekdays=resting), [1000])
    assert cash[:6] == [0, 0, 0, 667, 0, 333]  # 4 2/3 days of the clock are over on Saturday, 5 5/6 on Monday


def test_orders_paid_while_nothing_is_shipped_come_later_by_the_wait():
    still = np.array([3.0, 2.0, 0.5])
    assert cash_by_day(shop(ship_waits_days=still), [1000]).index(1000) == 5 + 3
    assert cash_by_day(shop(ship_waits_days=still), [0, 1000]).index(1000) == 6 + 2
    assert cash_by_day(shop(ship_waits_days=still), [0, 0, 1000])[7:9] == [500, 500]
    assert cash_by_day(shop(ship_waits_days=still), [0, 0, 0, 1000]).index(1000) == 8


def test_an_order_that_waits_to_be_shipped_has_its_whole_way_before_it():
    waiting = shop(in_flight=in_flight((0, -3, 1, 500)))
    assert cash_by_day(waiting, []).index(500) == 4 + 3
