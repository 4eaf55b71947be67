"""Days without orders: a quiet week of a small shop, or a month that was not exported."""

from datetime import date

import numpy as np
import pytest

from advisor.trade.forecast.history import history_of
from advisor.trade.order_holes import Hole, holes
from advisor.trade.orders import Orders

FIRST = date(2026, 3, 1)


def test_a_month_without_orders_in_a_busy_shop_is_a_hole():
    days = np.array([20] * 30 + [0] * 31 + [18] * 30)
    assert holes(FIRST, days) == (Hole(date(2026, 3, 31), date(2026, 4, 30)),)


@pytest.mark.parametrize("days", [[1, 0, 0, 0, 0, 0, 0, 0, 0, 1] * 5, [20] * 10 + [0] * 6 + [20] * 10, [20] * 30, []])
def test_few_days_or_few_orders_missing_are_no_hole(days):
    assert holes(FIRST, np.array(days, dtype=np.int64)) == ()


def test_a_forecast_rests_on_the_days_after_the_last_hole():
    old = np.arange("2024-08-01T12", "2024-09-01T12", 3600, dtype="datetime64[s]")
    new = np.arange("2026-10-01T12", "2026-11-20T12", 3600, dtype="datetime64[s]")
    at = np.concatenate([old, new])
    orders = Orders.of({"created_at": at, "paid_at": at, "amount_fen": [100] * len(at), "paid_fen": [100] * len(at)})
    history = history_of(orders, np.datetime64("2026-11-19T23:59:59"))
    assert history.first_day == np.datetime64("2026-10-01") and len(history) == 50 and history.orders.min() > 0
