"""Returns: young orders have not come back yet, refunds without a time, part refunds, and what it all costs."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.trade.orders import Orders
from advisor.trade.past import known_at
from advisor.trade.return_cost import return_cost
from advisor.trade.returns import returns_of
from tests.trade.shops import DAY, START, shop


def every_fourth(count, after):
    return np.where(np.arange(count) % 4 == 0, after, np.nan)


def test_with_all_orders_old_the_curve_ends_in_the_rate_seen():
    returns = returns_of(shop(np.zeros(200), refund_after=every_fourth(200, 5.0)), START + 60 * DAY)
    assert (returns.rate, returns.rate_by_money, returns.source) == (0.25, 0.25, "orders")
    assert returns.ultimate_rate == pytest.approx(0.25)
    assert returns.delay.happens == pytest.approx(0.25)
    assert returns.delay.mean_days == pytest.approx(5)


def test_a_young_shop_returns_more_in_the_end_than_it_has_so_far():
    draw = np.random.default_rng(5)
    refunds = np.where(draw.random(3000) < 0.25, draw.uniform(2, 14, 3000), np.nan)
    orders = shop(draw.uniform(0, 20, 3000), refund_after=refunds)
    returns = returns_of(orders, START + 20 * DAY)
    assert returns.rate < 0.19
    assert returns.ultimate_rate == pytest.approx(0.25, abs=0.03)
    assert returns.delay.happens == pytest.approx(0.25, abs=0.03)
    assert returns.delay.mean_days == pytest.approx(8, abs=0.7)


def test_money_and_orders_are_counted_apart():
    refunds = every_fourth(100, 3.0)
    dear = shop(np.zeros(100), money_fen=np.where(np.isnan(refunds), 10_000, 50_000), refund_after=refunds)
    returns = returns_of(dear, START + 30 * DAY)
    assert returns.ultimate_rate == pytest.approx(0.25)
    assert returns.delay.happens == pytest.approx(25 * 5 / (25 * 5 + 75)) == pytest.approx(returns.rate_by_money)


def test_of_a_part_refund_the_rest_is_kept():
    part = shop(np.zeros(100), refund_after=every_fourth(100, 3.0), refund_share=0.4)
    returns = returns_of(part, START + 30 * DAY)
    assert (returns.ultimate_rate, returns.delay.happens) == (pytest.approx(0.25), pytest.approx(0.1))


def test_refunds_without_a_time_come_like_those_with_one():
    orders = shop(np.zeros(400), refund_after=every_fourth(400, 6.0))
    times = np.where(np.arange(400) % 8 == 0, np.datetime64("NaT"), orders.refunded_at)
    columns = {name: getattr(orders, name) for name in ("paid_at", "paid_fen", "refund_fen")}
    returns = returns_of(Orders.of({**columns, "refunded_at": times}), START + 60 * DAY)
    assert returns.source == "orders"
    assert returns.ultimate_rate == pytest.approx(0.25)
    assert returns.delay.happens == pytest.approx(0.25)
    assert returns.delay.mean_days == pytest.approx(6)


def test_without_times_of_refunds_the_rule_says_when_and_old_orders_how_many():
    orders = shop(np.linspace(0, 20, 200), refund_after=np.where(np.arange(200) < 100, 1.0, np.nan))
    untimed = Orders.of({name: getattr(orders, name) for name in ("paid_at", "paid_fen", "refund_fen")})
    returns = returns_of(untimed, START + 20 * DAY, rule_return_days=10)
    assert (returns.rate, returns.source) == (0.5, "rule")
    assert returns.ultimate_rate == pytest.approx(1.0)
    assert (returns.delay.mean_days, returns.delay.happens) == (10, pytest.approx(1.0))


def test_a_late_refund_among_few_old_orders_does_not_weigh_too_much():
    paid_on = np.append(np.zeros(200), np.full(2, -300.0))
    refunds = np.append(every_fourth(200, 5.0), [150.0, np.nan])
    returns = returns_of(shop(paid_on, refund_after=refunds), START + 40 * DAY)
    assert returns.ultimate_rate == pytest.approx(51 / 202, abs=0.01)


def test_where_nothing_is_known_of_returns_nothing_is_said():
    assert returns_of(Orders.empty()) is None
    assert returns_of(shop(np.arange(50))) is None
    unpaid = Orders.of({"created_at": [START], "amount_fen": [100], "refund_fen": [0]})
    assert returns_of(unpaid) is None


def test_a_shop_without_refunds_has_none():
    returns = returns_of(shop(np.arange(50), refund_after=np.nan))
    assert (returns.rate, returns.ultimate_rate, returns.delay.happens, returns.source) == (0, 0, 0, "rule")


@given(st.integers(0, 2**32 - 1), st.integers(1, 60))
def test_rates_stay_shares_and_what_was_seen_is_never_more_than_the_end(seed, days):
    draw = np.random.default_rng(seed)
    refunds = np.where(draw.random(150) < draw.random(), draw.gamma(2.0, 4.0, 150), np.nan)
    orders = shop(draw.uniform(0, 30, 150), money_fen=draw.integers(1, 10**6, 150), refund_after=refunds)
    at = START + days * DAY
    returns, known = returns_of(orders, at), known_at(orders, at)
    if not len(known):  # of the first day there may be no order
        assert returns is None
        return
    assert len(known) == returns.paid_orders
    assert 0 <= returns.rate <= returns.ultimate_rate + 1e-9 <= 1 + 2e-9
    assert returns.rate_by_money <= returns.delay.happens + 1e-9 <= 1 + 2e-9


def test_what_returns_cost_is_freight_handling_and_goods_that_cannot_be_sold():
    cost = return_cost(
        1_000_000,
        cost_share=Decimal("0.6"),
        goods_return_share=Decimal("0.8"),
        resellable_share=Decimal("0.9"),
        returned_orders=100,
        freight_fen=800,
        handling_fen=200,
    )
    assert (cost.goods_back_fen, cost.goods_lost_fen, cost.extra_fen) == (432_000, 168_000, 100_000)
    assert (cost.cost_fen, cost.cash_out_fen, cost.margin_lost_fen) == (268_000, 1_100_000, 400_000)


@given(st.integers(0, 10**12), st.decimals(0, 1, places=3), st.decimals(0, 1, places=3), st.decimals(0, 1, places=3))
def test_goods_are_back_or_lost(refund, cost_share, back_share, resellable):
    cost = return_cost(refund, cost_share=cost_share, goods_return_share=back_share, resellable_share=resellable)
    assert cost.goods_back_fen + cost.goods_lost_fen + cost.margin_lost_fen == refund
    assert min(cost.goods_back_fen, cost.goods_lost_fen) >= 0


@pytest.mark.parametrize("wrong", [{"resellable_share": Decimal("1.1")}, {"freight_fen": -1}, {"cost_share": -1}])
def test_costs_that_make_no_sense_are_refused(wrong):
    with pytest.raises(ValueError):
        return_cost(100, **{"cost_share": Decimal("0.5"), **wrong})
