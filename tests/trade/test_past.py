"""Orders as they were known earlier."""

import numpy as np
import pytest

from advisor.trade.orders import TIMES, Orders
from advisor.trade.past import known_at
from tests.trade.shops import DAY, START, shop


def test_nothing_after_the_moment_is_known():
    orders = shop(np.arange(30), ship=2, deliver=3, refund_after=np.where(np.arange(30) % 3 == 0, 10.0, np.nan))
    at = START + 15 * DAY
    then = known_at(orders, at)
    assert len(then) == 16 and all(not (getattr(then, name) > at).any() for name in TIMES)
    assert (then.refund_fen > 0).sum() == 2
    assert np.array_equal(then.refund_fen > 0, ~np.isnat(then.refunded_at))


def test_an_order_made_before_and_paid_after_was_not_paid():
    orders = Orders.of(
        {
            "created_at": ["2026-01-01T10:00:00"] * 2,
            "paid_at": ["2026-01-01T10:05:00", "2026-01-03T09:00:00"],
            "paid_fen": [500, 700],
        }
    )
    assert known_at(orders, np.datetime64("2026-01-02")).is_paid.tolist() == [True, False]


def test_a_refund_whose_time_nobody_knows_is_kept():
    orders = Orders.of({"paid_at": [START, START + 9 * DAY], "paid_fen": [100, 100], "refund_fen": [100, 0]})
    assert known_at(orders, START + DAY).refund_fen.tolist() == [100]


@pytest.mark.parametrize("days", [29, 400])
def test_the_present_is_unchanged(days):
    orders = shop(np.arange(30))
    assert known_at(orders, START + days * DAY) is orders
