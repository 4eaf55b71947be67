"""Orders as they were known earlier."""

import numpy as np
import pytest

from advisor.trade.orders import TIMES, Orders
from advisor.trade.past import known_at, sold_until
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


def exported(days, an_order_a_day=5, settled_after=10):
    """Orders of `days`, some a day, each settled some days later: a file chosen by day of order, made afterwards."""
    return shop(np.repeat(np.asarray(days), an_order_a_day), settle=settled_after)


def test_days_after_the_last_order_of_a_busy_shop_are_not_days_without_sales():
    orders = exported(range(60))
    assert orders.last_seen > START + 65 * DAY
    assert sold_until(orders) == np.datetime64((START + 60 * DAY).astype("datetime64[D]"), "s") - 1


@pytest.mark.parametrize(
    "orders",
    [
        shop(np.arange(60)),  # nothing happened later
        exported(range(0, 60, 9), 1),  # an order every nine days: ten without are nothing special
        exported([*range(20), *range(40, 60)]),  # closed for 20 days before
        exported(range(60), settled_after=1),  # the day that was going on when the file was made
        Orders.of({"paid_fen": [1], "paid_at": [np.datetime64("NaT")]}),
    ],
)
def test_an_ordinary_pause_is_one(orders):
    assert sold_until(orders) == orders.last_seen or np.isnat(orders.last_seen)
