"""The made-up orders of the demo shops: the same for everybody, moving on with the days, and true to their stories."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pytest

from advisor.channels.demo_orders import drawn, multiple
from advisor.channels.demo_shops import shops
from advisor.channels.demo_shown import settlements, shown

SHOPS = list(shops())
NOW = datetime(2026, 11, 25, 15, 30)
EVERY_STAGE = {"paid", "shipped", "delivered", "confirmed", "settled", "returning", "closed"}


def ratio(shop_id, part, whole):
    return part(shown(shop_id, NOW)) / whole(shown(shop_id, NOW))


def paid(known):
    return (known.paid_fen > 0).sum()


@pytest.mark.parametrize("shop_id", SHOPS)
def test_there_are_some_thousand_orders_and_some_in_every_stage(shop_id):
    known = shown(shop_id, NOW)
    assert 2000 < len(known.orders) < 10_000
    assert EVERY_STAGE <= set(known.status)
    assert len(set(known.orders.id)) == len(set(known.orders.number)) == len(known.orders)


@pytest.mark.parametrize("shop_id", SHOPS)
def test_the_same_day_has_the_same_orders_on_whatever_day_one_looks(shop_id):
    shop = shops()[shop_id]
    today, later = (drawn(shop_id, shop, date(2026, 11, day)) for day in (20, 25))
    common = np.isin(today.id, later.id)
    of_later = np.isin(later.id, today.id)
    assert common.sum() == of_later.sum() > 0.9 * len(today)
    for name, column in vars(today).items():
        assert np.array_equal(column[common], getattr(later, name)[of_later], equal_nan=column.dtype.kind == "M"), name


@pytest.mark.parametrize("shop_id", SHOPS)
def test_nothing_of_the_future_is_shown(shop_id):
    known, at = shown(shop_id, NOW), np.datetime64(NOW, "s")
    for name, column in vars(known.orders).items():
        if name.endswith("_at"):
            assert not (column >= at).any(), name
    assert (known.updated_at < at).all() and not np.isnat(known.updated_at).any()
    moments = {"refund_fen": "refunded_at", "fee_fen": "settled_at"}
    for money, moment in moments.items():
        assert not getattr(known.orders, money)[np.isnat(getattr(known.orders, moment))].any(), money
        assert getattr(known.plan, money)[np.isnat(getattr(known.orders, moment))].any(), "nothing was hidden"
    assert np.array_equal(known.paid_fen > 0, ~np.isnat(known.orders.paid_at))


def test_a_second_is_shown_when_it_is_over():
    at = shown(SHOPS[0], NOW).orders.created_at[-1].item()
    shown_then, shown_after = (len(shown(SHOPS[0], at + timedelta(seconds=later)).orders) for later in (0, 1))
    assert shown_after == shown_then + 1


@pytest.mark.parametrize("shop_id", SHOPS)
def test_an_order_goes_its_way_in_order_and_ends_paid_out_or_closed(shop_id):
    orders = drawn(shop_id, shops()[shop_id], NOW.date())
    way = ("created_at", "paid_at", "shipped_at", "delivered_at", "confirmed_at", "settled_at")
    for earlier, later in zip(way, way[1:], strict=False):
        assert not (getattr(orders, later) < getattr(orders, earlier)).any(), later
    assert not (orders.refunded_at < orders.asked_at).any() and not (orders.asked_at < orders.paid_at).any()
    assert (np.isnat(orders.settled_at) != np.isnat(orders.closed_at)).all()
    assert (orders.refund_fen <= orders.amount_fen).all()


def test_the_shops_are_what_their_stories_say():
    refunded = {shop_id: ratio(shop_id, lambda one: (one.orders.refund_fen > 0).sum(), paid) for shop_id in SHOPS}
    value = {shop_id: ratio(shop_id, lambda one: one.paid_fen.sum(), paid) for shop_id in SHOPS}
    assert refunded["linen-clothing"] > 0.22 > 0.14 > max(refunded["phone-accessories"], refunded["crisp-snacks"])
    assert value["phone-accessories"] == min(value.values())
    counts = {shop_id: len(shown(shop_id, NOW).orders) for shop_id in SHOPS}
    assert counts["phone-accessories"] == max(counts.values())


@pytest.mark.parametrize("shop_id", SHOPS)
def test_a_promotion_is_seen_in_the_days_and_so_is_the_weekday(shop_id):
    trade = shops()[shop_id]["trade"]
    days, counts = np.unique(shown(shop_id, NOW).orders.created_at.astype("datetime64[D]"), return_counts=True)
    by_day = dict(zip(days.tolist(), counts.tolist(), strict=True))
    assert by_day[date(2026, 11, 11)] > 1.6 * np.median(counts)
    assert multiple(trade, date(2026, 11, 11)) > 2
    ordinary = [multiple(trade, date(2026, 10, 12) + timedelta(days=day)) for day in range(7)]
    assert ordinary == trade["weekdays"]


def test_a_season_may_go_over_the_turn_of_the_year():
    trade = shops()["crisp-snacks"]["trade"]
    for day in (date(2026, 12, 31), date(2027, 1, 1)):
        assert multiple(trade, day) == 2.0 * trade["weekdays"][day.weekday()]


@pytest.mark.parametrize("shop_id", SHOPS)
def test_what_is_paid_out_is_what_was_paid_less_refunds_and_fees(shop_id):
    known = shown(shop_id, NOW)
    is_out = known.plan.settled_at < np.datetime64(NOW.date(), "s")
    orders, paid_out = known.orders, settlements(known, NOW.date())
    net = int((known.paid_fen - orders.refund_fen - orders.fee_fen)[is_out].sum())
    assert sum(one.amount_fen for one in paid_out if one.state == "arrived") == net
    held = known.paid_fen[known.status == "returning"][np.isnat(known.plan.settled_at[known.status == "returning"])]
    assert sum(one.amount_fen for one in paid_out if one.state == "held") == held.sum()


def test_a_shop_at_the_very_beginning_of_a_day_is_shown_too():
    known = shown(SHOPS[0], datetime(2026, 3, 1, 0, 0, 0))
    assert known.orders.created_at.max() < np.datetime64("2026-03-01T00:00:00")
    assert settlements(known, date(2026, 3, 1))
