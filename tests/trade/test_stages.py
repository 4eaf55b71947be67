"""Stages: what the orders tell, what rules and merchants tell, and young shops that must not look fast."""

from datetime import datetime
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.trade.orders import Orders
from advisor.trade.past import known_at
from advisor.trade.settlement import SettlementRule
from advisor.trade.stage_path import STAGE_IDS
from advisor.trade.stages import in_flight, stages_of
from tests.trade.shops import DAY, REAL, RULES, START, STEADY, real_orders, shop

needs_real = pytest.mark.skipif(not REAL.exists(), reason="the real orders are not on this machine")


def by_id(stages):
    return {stage.id: stage for stage in stages.stages}


def test_stage_names_are_those_of_the_rules_of_the_platforms():
    none = Decimal(0)
    rule = SettlementRule("other", none, none, none, none, none, {}, {})
    assert STAGE_IDS == tuple(rule.stage_days)


def test_a_platform_that_settles_from_delivery_does_not_wait_for_the_buyer():
    orders = shop(np.arange(100), ship=1, deliver=3, confirm=6)
    rules = {**RULES, "confirm": 0.0}
    waiting, settling = stages_of(orders, rules), stages_of(orders, rules, settles_from="delivered")
    assert (waiting.mean_days, settling.mean_days) == (pytest.approx(12), pytest.approx(6))
    assert in_flight(orders, settling).total_fen < in_flight(orders, waiting).total_fen
    settled = shop(np.arange(100), **STEADY)
    measured = stages_of(settled, rules, settles_from="delivered")
    assert [stage.id for stage in measured.stages] == ["ship", "deliver", "confirm+settle", "withdraw"]
    assert measured.mean_days == pytest.approx(13)
    with pytest.raises(ValueError, match="packed"):
        stages_of(orders, rules, settles_from="packed")


def test_a_shop_whose_every_moment_is_known_is_measured_to_the_bank():
    stages = stages_of(shop(np.arange(100), **STEADY), RULES)
    assert [(stage.id, stage.source, stage.mean_days) for stage in stages.stages] == [
        ("ship", "orders", 1),
        ("deliver", "orders", 3),
        ("confirm", "orders", 6),
        ("settle", "orders", 2),
        ("withdraw", "rule", 1),
    ]
    assert (stages.bottleneck, stages.mean_days) == ("confirm", pytest.approx(13))
    assert stages.measured_total.mean_days == pytest.approx(13)


def test_moments_that_the_source_lacks_join_the_stages_between():
    orders = shop(np.arange(60), ship=1, deliver=np.nan, confirm=np.nan)
    confirmed = Orders.of(
        {
            "paid_at": orders.paid_at,
            "paid_fen": orders.paid_fen,
            "shipped_at": orders.shipped_at,
            "confirmed_at": orders.shipped_at + 8 * DAY,
        }
    )
    stages = stages_of(confirmed, RULES)
    assert [stage.id for stage in stages.stages] == ["ship", "deliver+confirm", "settle", "withdraw"]
    joined = by_id(stages)["deliver+confirm"]
    assert (joined.starts, joined.ends, joined.source) == ("shipped_at", "confirmed_at", "orders")
    assert joined.mean_days == pytest.approx(8)


def test_without_times_all_is_by_rule():
    stages = stages_of(shop(np.arange(30)), RULES)
    assert [(stage.id, stage.source) for stage in stages.stages] == [(stage, "rule") for stage in STAGE_IDS]
    assert (stages.mean_days, stages.measured_total) == (14, None)
    assert stages_of(Orders.empty(), RULES).mean_days == 14


@pytest.mark.parametrize(("finished", "source"), [(19, "rule"), (20, "orders")])
def test_too_few_finished_orders_are_no_ground(finished, source):
    ship = np.where(np.arange(40) < finished, 0.5, np.nan)
    stage = by_id(stages_of(shop(np.full(40, 3.0), ship=ship), RULES))["ship"]
    assert (stage.source, stage.finished, stage.open) == (source, finished, 40 - finished)


def test_what_the_merchant_says_wins_over_orders_and_rules():
    stages = stages_of(shop(np.arange(60), ship=1), RULES, corrections={"ship": 4, "settle": 15})
    assert [(s.source, s.mean_days) for s in stages.stages if s.id in ("ship", "settle")] == [
        ("merchant", 4),
        ("merchant", 15),
    ]
    assert stages.mean_days == pytest.approx(4 + 3 + 7 + 15 + 1)


def test_part_of_a_joined_stage_cannot_be_corrected_and_that_is_said():
    orders = shop(np.arange(60), ship=1, deliver=3)
    joined = Orders.of({"paid_at": orders.paid_at, "paid_fen": orders.paid_fen, "delivered_at": orders.delivered_at})
    assert stages_of(joined, RULES, corrections={"ship": 9}).unused_corrections == ("ship",)
    both = stages_of(joined, RULES, corrections={"ship": 9, "deliver": 1})
    assert (both.unused_corrections, by_id(both)["ship+deliver"].mean_days) == ((), 10)


@pytest.mark.parametrize(
    ("rules", "corrections", "said"),
    [
        ({"ship": 1}, {}, "deliver"),
        (RULES, {"pack": 1}, "pack"),
        (RULES, {"ship": -1}, "ship"),
        ({**RULES, "settle": float("inf")}, {}, "settle"),
    ],
)
def test_rules_and_corrections_that_make_no_sense_are_refused(rules, corrections, said):
    with pytest.raises(ValueError, match=said):
        stages_of(Orders.empty(), rules, corrections=corrections)


def test_open_orders_make_the_stage_longer_than_the_finished_ones_alone():
    days = np.tile([1.0, 10.0], 60)
    orders = shop(np.tile(np.arange(60) / 4, 2), ship=days)
    young = known_at(orders, START + 15 * DAY)
    stage = by_id(stages_of(young, RULES, START + 15 * DAY))["ship"]
    finished = (young.shipped_at - young.paid_at)[~np.isnat(young.shipped_at)] / DAY
    assert stage.open > 0
    assert finished.mean() < stage.mean_days - 1
    assert stage.mean_days == pytest.approx(5.5, abs=0.8)


def test_an_order_refunded_on_the_way_leaves_then_and_is_not_open():
    refunds = np.where(np.arange(40) % 4 == 0, 2.0, np.nan)
    orders = shop(np.full(40, 1.0), ship=np.where(np.isnan(refunds), 3.0, np.nan), refund_after=refunds)
    stage = by_id(stages_of(orders, RULES, START + 20 * DAY))["ship"]
    assert (stage.finished, stage.left, stage.open, stage.stuck) == (30, 10, 0, 0)
    assert stage.mean_days == pytest.approx(3)


def test_closed_orders_without_a_time_count_for_nothing():
    orders = shop(np.full(40, 1.0), ship=np.where(np.arange(40) < 30, 2.0, np.nan))
    closed = {name: getattr(orders, name) for name in ("paid_at", "paid_fen", "shipped_at")}
    stage = by_id(stages_of(Orders.of({**closed, "is_closed": np.arange(40) >= 30}), RULES, START + 9 * DAY))["ship"]
    assert (stage.finished, stage.left, stage.open) == (30, 0, 0)


def test_an_order_that_was_passed_over_is_not_open():
    deliver = np.where(np.arange(60) < 40, 3.0, np.nan)
    orders = shop(np.arange(60) / 10, ship=1, deliver=deliver)
    skipped = np.where(np.isnan(deliver), orders.shipped_at + 5 * DAY, orders.delivered_at + 2 * DAY)
    columns = {name: getattr(orders, name) for name in ("paid_at", "paid_fen", "shipped_at", "delivered_at")}
    stages = by_id(stages_of(Orders.of({**columns, "confirmed_at": skipped}), RULES))
    assert (stages["deliver"].finished, stages["deliver"].open) == (40, 0)
    assert (stages["confirm"].finished, stages["confirm"].mean_days) == (40, pytest.approx(2))


def test_an_end_before_its_start_is_no_days_and_is_counted():
    stage = by_id(stages_of(shop(np.arange(40), ship=np.where(np.arange(40) < 5, -1.0, 2.0)), RULES))["ship"]
    assert (stage.out_of_order, stage.finished) == (5, 40)
    assert stage.mean_days == pytest.approx(35 * 2 / 40)


def test_what_lies_open_far_too_long_is_stuck_and_makes_nothing_longer():
    ship = np.where(np.arange(100) % 10 == 0, np.nan, 2.0)
    orders = shop(np.linspace(0, 50, 100), ship=ship)
    stages = stages_of(orders, RULES, START + 100 * DAY)
    stage, flight = by_id(stages)["ship"], in_flight(orders, stages)
    assert (stage.stuck, stage.open, stage.mean_days) == (10, 0, pytest.approx(2))
    assert (flight.stuck_orders, flight.stuck_fen) == (10, 100_000)


def test_what_came_later_is_not_looked_at():
    orders = shop(np.arange(100), **STEADY)
    at = START + 50 * DAY
    early, cut = stages_of(orders, RULES, at), stages_of(known_at(orders, at), RULES, at)
    assert [vars(one) | {"delay": None} for one in early.stages] == [vars(one) | {"delay": None} for one in cut.stages]
    assert sum(in_flight(orders, early).orders) == sum(in_flight(known_at(orders, at), cut).orders)


@given(st.integers(0, 2**32 - 1))
def test_every_delay_is_whole_and_the_total_is_the_sum_of_the_stages(seed):
    draw = np.random.default_rng(seed)
    orders = shop(draw.uniform(0, 40, 90), **{stage: draw.gamma(1.0, days, 90) for stage, days in STEADY.items()})
    stages = stages_of(orders, RULES, START + 30 * DAY)
    assert all(stage.delay.happens == pytest.approx(1, abs=1e-6) for stage in stages.stages)
    assert stages.mean_days == pytest.approx(sum(stage.mean_days for stage in stages.stages), abs=1e-3)


@needs_real
@pytest.mark.parametrize("days", [25, 45])
@pytest.mark.parametrize("month", ["2017-08", "2017-11", "2018-02", "2018-05"])
def test_a_real_shop_looked_at_young_is_nearer_to_the_truth_than_its_finished_orders(month, days):
    at = np.datetime64(datetime.fromisoformat(f"{month}-01"), "s") + 20 * DAY
    orders = real_orders()
    shop_so_far = orders.where((orders.created_at >= at - days * DAY) & ~orders.is_closed)
    for stage, starts, ends in (("ship", "paid_at", "shipped_at"), ("deliver", "shipped_at", "delivered_at")):
        start, end = getattr(shop_so_far, starts), getattr(shop_so_far, ends)
        taken = np.maximum((end - start) / DAY, 0.0)
        has_begun = start <= at
        truth = np.nanmean(taken[has_begun])
        naive = np.nanmean(taken[has_begun & (end <= at)])
        measured = by_id(stages_of(shop_so_far, RULES, at))[stage].mean_days
        assert abs(measured - truth) < abs(naive - truth)


@needs_real
def test_the_stages_of_real_orders_add_up_to_the_whole_way():
    orders = real_orders()
    stages = by_id(stages_of(orders, RULES))
    whole = (orders.delivered_at - orders.paid_at) / DAY
    assert stages["ship"].mean_days + stages["deliver"].mean_days == pytest.approx(np.nanmean(whole), rel=0.03)
    assert {stages["ship"].source, stages["deliver"].source} == {"orders"}
