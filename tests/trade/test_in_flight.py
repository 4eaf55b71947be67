"""Money on its way: nothing is lost, nothing is counted that has come or will not come."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from advisor.trade.orders import Orders
from advisor.trade.past import known_at
from advisor.trade.stages import in_flight, stages_of
from tests.trade.shops import DAY, RULES, START, STEADY, shop


def test_money_on_its_way_is_grouped_by_stage_and_age():
    stages = stages_of(shop(np.arange(100), **STEADY), RULES, START + 60 * DAY + np.timedelta64(12, "h"))
    flight = in_flight(shop(np.arange(100), **STEADY), stages)
    on_the_way = dict(
        zip(zip(flight.stage, flight.age_days, flight.paid_age_days, strict=True), flight.orders, strict=True)
    )
    assert on_the_way == {
        (0, 0, 0): 1,
        **{(1, age, age + 1): 1 for age in range(3)},
        **{(2, age, age + 4): 1 for age in range(6)},
        **{(3, age, age + 10): 1 for age in range(2)},
        (4, 0, 12): 1,
    }
    assert flight.total_fen == 13 * 10_000


def test_where_the_source_is_silent_money_moves_on_by_the_rule():
    orders = shop(np.arange(100), ship=1)
    stages = stages_of(orders, RULES, START + 99 * DAY + np.timedelta64(1, "h"))
    flight = in_flight(orders, stages)
    assert flight.orders.sum() == 1 + 3 + 7 + 1 + 1
    assert np.bincount(flight.stage).tolist() == [1, 3, 7, 1, 1]


def test_closed_and_refunded_orders_have_no_money_on_the_way_and_part_refunds_have_the_rest():
    refunds = np.where(np.arange(30) < 10, 0.5, np.nan)
    whole = shop(np.full(30, 1.0), refund_after=refunds)
    stages = stages_of(whole, RULES, START + 3 * DAY)
    assert (in_flight(whole, stages).orders.sum(), in_flight(whole, stages).total_fen) == (20, 200_000)
    part = shop(np.full(30, 1.0), refund_after=refunds, refund_share=0.3)
    assert in_flight(part, stages).total_fen == 20 * 10_000 + 10 * 7_000


def test_no_orders_have_no_money_on_the_way():
    flight = in_flight(Orders.empty(), stages_of(Orders.empty(), RULES))
    assert (flight.total_fen, len(flight.stage), flight.stuck_orders) == (0, 0, 0)


@given(st.integers(0, 60), st.integers(0, 2**32 - 1))
def test_every_fen_paid_is_on_its_way_or_usable_or_stuck_or_given_back(cut, seed):
    draw = np.random.default_rng(seed)
    drawn = {stage: draw.gamma(2.0, days, 80) for stage, days in STEADY.items()}
    refunds = np.where(draw.random(80) < 0.2, draw.uniform(0, 20, 80), np.nan)
    orders = shop(draw.uniform(0, 30, 80), refund_after=refunds, **drawn)
    at = START + cut * DAY
    seen = known_at(orders, at)
    stages = stages_of(orders, RULES, at)
    flight = in_flight(orders, stages)
    usable = ~np.isnat(seen.settled_at) & (seen.settled_at + DAY <= at) & (seen.refund_fen == 0)
    given_back = seen.refund_fen > 0
    left = seen.paid_fen[seen.is_paid & ~usable & ~given_back].sum()
    if all(stage.is_end_known for stage in stages.stages[:-1]):
        assert flight.total_fen + flight.stuck_fen == left
    assert flight.total_fen + flight.stuck_fen <= left
    assert (flight.age_days >= 0).all() and (flight.paid_age_days >= flight.age_days).all()
