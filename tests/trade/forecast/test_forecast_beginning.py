"""What a shop's orders say of the beginning of its forecast, and how well forecasts of real shops would have done."""

import csv
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from advisor.trade.forecast.backtest import cash_backtest, cash_by_day, origins
from advisor.trade.forecast.beginning import begun_on, scenario_of
from advisor.trade.forecast.history import history_of, last_whole_day
from advisor.trade.forecast.pace import USUAL_SPREAD, Pace, arrival_weekdays, pace_of, recent
from advisor.trade.forecast.sales_model import ForecastError
from advisor.trade.forecast.simulation import expected, simulate
from advisor.trade.forecast.terms import Terms
from advisor.trade.orders import Orders
from advisor.trade.past import known_at
from advisor.trade.seasons import Season, Window
from advisor.trade.settlement import SettlementRule
from advisor.trade.stages import stages_of

OLIST = Path(__file__).parents[3].parent / "shared" / "data" / "olist"
START = np.datetime64("2026-01-01T12:00:00")
RULE = SettlementRule("tmall", *(Decimal(days) for days in (2, 3, 10, 0, 1)), {}, {}, fee_rate=Decimal("0.05"))


def days(count):
    return np.array(count, dtype="timedelta64[D]").astype("timedelta64[s]")


def orders(count=60, every=1, way_days=5, refund_fen=0, refunded_after=3, **more):
    """`count` days with two orders of 100 yuan each, settled after `way_days`; every tenth refunded."""
    paid = np.repeat(START + days(np.arange(count)), 2)
    settled = paid + days(np.broadcast_to(way_days, len(paid)))
    is_back = (np.arange(len(paid)) % 10 == 0) & (refund_fen > 0)
    refunded = np.where(is_back, paid + days(refunded_after), np.datetime64("NaT", "s"))
    columns = {
        "paid_at": paid,
        "settled_at": settled,
        "paid_fen": np.full(len(paid), 10_000),
        "refund_fen": np.where(is_back, refund_fen, 0),
        "refunded_at": refunded,
    }
    return Orders.of({**columns, **more})


def at(day, time="23:59:59"):
    return np.datetime64(f"{START.astype('datetime64[D]') + day}T{time}")


def test_the_beginning_is_what_was_known_at_its_moment():
    scenario = scenario_of(orders(), Terms(), RULE, at(29))
    assert scenario.first_day == START.astype("datetime64[D]") + 30
    assert len(scenario.past_sales_fen) == 30 and (scenario.past_sales_fen == 20_000).all()
    assert (
        scenario.in_flight.total_fen == 6 * 20_000
    )  # paid on six days: five days to the platform's account, one to bank
    assert scenario.settled_fen.sum() == 24 * 20_000 and not scenario.settled_fen[:6].any()
    assert scenario.stage_ids[-1] == "withdraw"


def test_an_order_is_either_in_flight_or_settled_or_refunded():
    shop = orders(refund_fen=10_000, refunded_after=8)
    scenario = scenario_of(shop, Terms(), RULE, at(45))
    seen = (np.arange(120) < 92) & ~((np.arange(120) % 10 == 0) & (np.arange(120) // 2 + 8 <= 45))
    assert scenario.in_flight.total_fen + scenario.settled_fen.sum() == seen.sum() * 10_000


def test_money_in_flight_arrives_on_its_days_less_the_fee_of_the_rule():
    scenario = replace(scenario_of(orders(), Terms(), RULE, at(29)), pace=Pace(1.0, 0.0))
    lines, _ = expected(scenario, 10)
    assert lines[0].tolist() == [19_000] * 6 + [0] * 4


def test_fees_come_from_the_terms_else_from_the_orders_else_from_the_rule():
    with_fees = orders(fee_fen=np.full(120, 200))
    assert scenario_of(with_fees, Terms(), RULE, at(29)).fee_share == pytest.approx(0.02)
    assert scenario_of(with_fees, Terms(fee_share=0.1), RULE, at(29)).fee_share == 0.1
    assert scenario_of(orders(), Terms(), RULE, at(29)).fee_share == 0.05


def test_a_feast_to_come_is_counted_on_its_day():
    feast = Season("feast", {}, "02-10", (), (Window(0, 0, Decimal(6)),), {}, None)
    scenario = scenario_of(orders(), Terms(), RULE, at(29), [feast])
    season = scenario.multiples(91)
    assert season[10] == 6 and season.sum() == 91 + 5


def test_what_the_platform_keeps_of_refunds_is_part_of_what_the_fee_was_taken_of():
    fee = np.where(np.arange(120) % 10 == 0, 300, 500)  # 5 %, and on refunds of 40 yuan 5 % of the rest
    shop = orders(refund_fen=4_000, fee_fen=fee)
    kept = 120 * 500 / (120 * 10_000)
    full = orders(refund_fen=4_000, fee_fen=np.full(120, 500))
    assert scenario_of(shop, Terms(), RULE, at(70)).fee_share == pytest.approx(0.05)
    never = scenario_of(full, Terms(), replace(RULE, fee_returned="never"), at(70))
    assert never.fee_share == pytest.approx(kept) and never.fee_returned == "never"
    late = replace(full, refunded_at=full.refunded_at + days(9))
    assert scenario_of(late, Terms(), replace(RULE, fee_returned="until_settled"), at(90)).fee_share == pytest.approx(
        kept
    )


HOLIDAY = Season("holiday", {}, "01-30", (), (Window(-2, 3, Decimal(1), Decimal(4)),), {}, None)


def test_orders_paid_in_a_holiday_wait_to_be_shipped_those_before_today_too():
    shop = orders(60, way_days=5)
    quiet, holiday = (scenario_of(shop, Terms(), RULE, at(29), seasons) for seasons in ([], [HOLIDAY]))
    assert holiday.ship_waits_days[:5].tolist() == [4, 4, 4, 0, 0] and not quiet.ship_waits_days.any()
    assert holiday.in_flight.age_days.min() == -4 and quiet.in_flight.age_days.min() == 0
    assert holiday.in_flight.total_fen == quiet.in_flight.total_fen
    early, late = (expected(replace(one, pace=Pace(1.0, 0.0)), 20)[0][:2].sum(axis=0) for one in (quiet, holiday))
    assert (np.cumsum(late) <= np.cumsum(early)).all() and late[:6].sum() < early[:6].sum()


def test_a_scenario_begun_on_another_day_has_the_promotions_of_its_days():
    scenario = scenario_of(orders(), Terms(), RULE, at(29), [HOLIDAY])
    moved = begun_on(scenario, scenario.as_of + timedelta(days=2), [HOLIDAY])
    assert moved.ship_waits_days[:3].tolist() == [4, 0, 0] and moved.in_flight is scenario.in_flight


def test_a_shop_of_known_ways_has_its_cash_within_the_band_about_as_often_as_it_says():
    points = []
    for seed in range(12):
        rng = np.random.default_rng(seed)
        paid = START + days(np.repeat(np.arange(150), rng.poisson(12, 150)))
        settled = paid + days(3 + rng.gamma(4, 1.5, len(paid)))
        shop = Orders.of({"paid_at": paid, "settled_at": settled, "paid_fen": rng.integers(2_000, 20_000, len(paid))})
        day = START.astype("datetime64[D]")
        points += cash_backtest(shop, RULE_OLIST, (1, 2, 4), [day + 80, day + 115]).points
    inside = np.mean([point.is_inside for point in points])
    assert len(points) == 72 and 0.7 <= inside <= 1.0


def test_fewer_than_fourteen_whole_days_give_no_forecast():
    with pytest.raises(ForecastError) as error:
        scenario_of(orders(), Terms(), RULE, at(12))
    assert error.value.code == "too_short"
    with pytest.raises(ForecastError) as error:
        scenario_of(orders(), Terms(), RULE, at(-5))
    assert error.value.code == "no_sales"


def test_a_day_that_is_not_over_is_not_counted_as_a_day_of_sales():
    assert last_whole_day(at(3)) == at(3).astype("datetime64[D]")
    assert last_whole_day(at(3, "15:00:00")) == at(2).astype("datetime64[D]")
    assert len(history_of(orders(), at(29, "15:00:00"))) == 29


def test_refunds_are_put_on_their_day_or_some_days_after_the_payment():
    timed = history_of(orders(refund_fen=4_000), at(59))
    assert timed.refunds_fen[3] == 4_000 and timed.refunds_fen.sum() == 12 * 4_000
    shop = orders(refund_fen=4_000)
    untimed = history_of(replace(shop, refunded_at=np.full(120, np.datetime64("NaT", "s"))), at(59), refund_days=7)
    assert untimed.refunds_fen[7] == 4_000 and untimed.refunds_fen.sum() == 12 * 4_000


def pace(shop, moment):
    known = known_at(shop, moment)
    days = {stage: float(number) for stage, number in RULE.stage_days.items()}
    return pace_of(known, moment, stages_of(recent(known, moment), days, moment).stages)


def test_the_pace_of_a_shop_that_never_changes_is_sure_and_one_that_changes_is_not():
    changing = 5 + 4 * (np.arange(600) // 28 % 2)
    steady = pace(orders(300), at(299))
    assert steady.speed == pytest.approx(1, abs=0.05) and steady.spread < 0.09  # six weeks' worth of the usual one
    assert pace(orders(300, way_days=changing), at(299)).spread > 2 * steady.spread
    assert pace(orders(10), at(9)) == Pace(1.0, USUAL_SPREAD)


def test_money_that_came_slowly_of_late_is_expected_to_be_slow():
    slower = np.where(np.arange(600) >= 560, 12, 5)
    assert pace(orders(300, way_days=slower), at(299)).speed < 0.85


def test_weekdays_without_arrivals_are_found_and_moved_by_the_days_to_the_bank():
    paid = START + days(np.arange(140))
    on = (paid + days(3)).astype("datetime64[D]")
    sunday = np.datetime64("1970-01-04")
    late = days(((on - sunday).astype(np.int64) % 7 == 0).astype(np.int64))
    shop = Orders.of({"paid_at": paid, "settled_at": paid + days(3) + late, "paid_fen": np.full(140, 10_000)})
    found = arrival_weekdays(shop, at(139))
    assert found[6] < 0.2 and found[0] > 1.5 and found.mean() == pytest.approx(1)
    assert arrival_weekdays(shop, at(139), later_days=1)[0] == found[6]
    assert (arrival_weekdays(shop, at(20)) == 1).all()


def test_the_pace_of_today_is_told_by_the_last_orders():
    assert len(recent(orders(300), at(299))) == 2 * 120
    assert len(recent(orders(300), at(399))) == 200


def test_cash_is_what_settled_less_what_came_back():
    shop = orders(10, refund_fen=4_000, refunded_after=8)
    cash = cash_by_day(shop, START.astype("datetime64[D]"), 20)
    assert cash[:5].sum() == 0 and cash[5:8].tolist() == [20_000] * 3
    assert cash[8] == 20_000 - 4_000 and cash.sum() == 20 * 10_000 - 2 * 4_000


def test_what_comes_after_the_day_of_a_forecast_does_not_change_it():
    shop = orders(80)
    later = replace(shop, paid_fen=np.where(np.arange(160) < 120, shop.paid_fen, 90_000))
    one, other = (simulate(scenario_of(each, Terms(), RULE, at(59)), paths=200) for each in (shop, later))
    assert (one.p10_fen == other.p10_fen).all() and (one.p90_fen == other.p90_fen).all()


def test_cash_of_a_real_marketplace_lies_within_the_band_about_as_often_as_it_says():
    if not OLIST.is_dir():
        pytest.skip(f"{OLIST} is not there")
    shop = olist()
    history = history_of(shop, np.datetime64("2018-08-20T23:59:59"))
    chosen = [day for day in origins(history, 4, every_days=28) if day > np.datetime64("2017-02-15")]
    result = cash_backtest(shop, RULE_OLIST, (2, 4), chosen)
    assert len(result.points) > 30
    assert 0.6 <= result.coverage <= 0.97 and abs(result.bias) < 0.2


RULE_OLIST = replace(RULE, withdraw_days=Decimal(0), fee_rate=None)


def olist():
    """Delivered orders: paid when bought, settled when delivered."""
    paid: dict[str, int] = {}
    for row in _rows("olist_order_payments_dataset.csv"):
        paid[row["order_id"]] = paid.get(row["order_id"], 0) + int(Decimal(row["payment_value"]) * 100)
    rows = [row for row in _rows("olist_orders_dataset.csv") if row["order_delivered_customer_date"]]
    return Orders.of(
        {
            "paid_at": [row["order_purchase_timestamp"] for row in rows],
            "settled_at": [row["order_delivered_customer_date"] for row in rows],
            "paid_fen": [paid.get(row["order_id"], 0) for row in rows],
        }
    )


def _rows(name):
    with (OLIST / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
