"""What the self-assessment measures on a shop's records: the figure, the answer it gives, and its evidence."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from shops import RULES, shop

from advisor.trade.forecast.answers import stated_scenario
from advisor.trade.forecast.simulation import simulate
from advisor.trade.forecast.terms import Terms
from advisor.trade.order_book import summarise
from advisor.trade.orders import Orders
from advisor.trade.stages import stages_of
from advisor.trade.swot import PortalFigures, ShopData, measures_of

FIRST = date(2026, 1, 1)


def measured(orders: Orders | None = None, **more: Any) -> dict[str, Any]:
    book = None if orders is None else summarise(orders)
    stages = None if orders is None else stages_of(orders, RULES)
    data = ShopData(**{"as_of": date(2026, 6, 1), "book": book, "recent": book, "stages": stages, **more})
    return measures_of(data)


def sold(*orders_a_day: int) -> Orders:
    """Orders of 100 yuan, so many on each day."""
    days = [at for at, count in enumerate(orders_a_day) for _ in range(count)]
    at = [datetime.combine(FIRST, datetime.min.time()) + timedelta(days=day, hours=12) for day in days]
    return Orders.of(
        {"created_at": at, "paid_at": at, "paid_fen": [10_000] * len(at), "amount_fen": [10_000] * len(at)}
    )


def test_nothing_is_measured_without_records() -> None:
    assert measures_of(None) == {} and measures_of(ShopData(FIRST)) == {}


def test_fewer_than_twenty_orders_measure_nothing() -> None:
    assert measured(sold(*[1] * 19)) == {}
    assert "monthly_sales_fen" in measured(sold(*[1] * 20))


def test_the_return_rate_is_that_of_the_orders_with_their_number_and_days() -> None:
    refund_after = np.where(np.arange(100) < 18, 5.0, np.nan)
    one = measured(shop(np.arange(100) / 2, refund_after=refund_after))["return_rate"]
    assert (one.value, one.figure, one.unit, one.source) == ("0.1800", Decimal("0.1800"), "fraction", "orders")
    assert (one.count, one.counted) == (100, "orders")
    assert (one.first_day, one.last_day) == (date(2026, 1, 1), date(2026, 2, 19))


def test_days_from_payment_to_shipping_are_rounded_for_the_answer_and_exact_in_the_figure() -> None:
    orders = shop(np.arange(100.0), ship=2.4, deliver=3, confirm=5, settle=1)
    found = measured(orders)
    assert (found["ship_days"].value, found["ship_days"].figure, found["ship_days"].count) == (2, Decimal("2.4"), 100)
    assert found["receivable_days"].figure == Decimal("12.4")  # withdrawal by rule: one day more


def test_a_stage_that_only_the_platforms_rule_tells_is_no_measure() -> None:
    assert not {"ship_days", "deliver_days", "settle_days", "receivable_days"} & set(measured(shop(np.arange(100.0))))


def test_sales_are_compared_with_the_same_days_a_year_before_where_orders_reach_so_far() -> None:
    one = measured(sold(*[2] * 365, *[3] * 91))["sales_trend"]
    assert (one.value, one.figure, one.compared, one.count) == ("growing", Decimal("0.500"), "year", 90)


def test_a_season_that_comes_every_year_is_no_growth() -> None:
    """The last 90 days sell double, as they did a year before."""
    assert measured(sold(*[4] * 91, *[2] * 274, *[4] * 91))["sales_trend"].value == "flat"


@pytest.mark.parametrize(
    ("a_day", "value", "compared"),
    [
        ([10] * 180 + [10] * 91, "flat", "half_year"),
        ([10] * 180 + [9] * 91, "falling", "half_year"),
        ([10] * 28 + [11] * 29, "growing", "month"),
        ([100] * 28 + [109] * 29, "flat", "month"),
    ],
)
def test_less_than_a_tenth_either_way_is_flat(a_day: list[int], value: str, compared: str) -> None:
    one = measured(sold(*a_day))["sales_trend"]
    assert (one.value, one.compared) == (value, compared)


def test_eight_weeks_are_needed_for_a_trend() -> None:
    assert "sales_trend" not in measured(sold(*[5] * 56))


def test_the_best_five_of_ninety_days_make_up_the_share_of_the_peaks() -> None:
    one = measured(sold(*[1] * 85, *[17] * 5))["peak_share"]
    assert (one.value, one.count, one.counted) == ("0.500", 90, "days")


@pytest.mark.parametrize(("every", "value"), [(1, "daily"), (2, "often"), (3, "rarely")])
def test_how_often_something_is_sold_is_counted_in_days(every: int, value: str) -> None:
    assert measured(sold(*[int(day % every == 0) for day in range(85)]))["trading_days"].value == value


def test_orders_tell_the_age_of_a_shop_only_where_they_reach_back_a_year() -> None:
    assert "months_on_platform" not in measured(sold(*[1] * 100))
    one = measured(sold(*[1] * 100), as_of=FIRST + timedelta(days=370))["months_on_platform"]
    assert (one.value, one.source) == (12, "orders")


def test_the_portal_tells_age_rating_and_refund_speed() -> None:
    portal = PortalFigures(date(2026, 6, 1), date(2025, 12, 1), Decimal("4.6"), 30)
    found = measured(portal=portal)
    assert {name: one.value for name, one in found.items()} == {
        "months_on_platform": 6, "rating": "fair", "refund_speed": "within_three_days"
    }  # fmt: skip
    assert (found["rating"].figure, found["rating"].unit, found["rating"].last_day) == (
        Decimal("4.6"), "points", date(2026, 6, 1)
    )  # fmt: skip


@pytest.mark.parametrize(("hours", "value"), [(24, "within_a_day"), (25, "within_three_days"), (73, "longer")])
def test_refund_hours_become_an_answer(hours: int, value: str) -> None:
    assert measured(portal=PortalFigures(FIRST, refund_hours=hours))["refund_speed"].value == value


def test_amounts_in_another_currency_are_not_taken_for_yuan() -> None:
    orders = sold(*[2] * 60)
    dollars = Orders.of(
        {name: getattr(orders, name) for name in ("created_at", "paid_at", "paid_fen", "amount_fen")}, "USD"
    )
    found = measured(dollars)
    assert "monthly_sales_fen" not in found and "yearly_revenue_fen" not in found and "trading_days" in found


def test_cash_lasts_for_what_goes_out_in_a_month() -> None:
    """30,000 yuan; out go 100,000 x (60 % + 10 %) + 20,000 = 90,000 a month: 10 days."""
    facts = {
        "own_cash_fen": 3_000_000, "cost_share": "0.6", "advertising_share": "0.1", "fixed_costs_fen": 2_000_000,
        "monthly_sales_fen": 10_000_000,
    }  # fmt: skip
    one = measured(facts=facts)["cash_buffer_days"]
    assert (one.value, one.source) == (10, "computed")
    assert "cash_buffer_days" not in measured(facts={**facts, "own_cash_fen": None})


def ahead(cash_fen: int, cost_share: float, fixed_fen: int = 500_000) -> dict[str, Any]:
    terms = Terms(opening_cash_fen=cash_fen, cost_share=cost_share, inventory_days=20, other_fen=fixed_fen)
    scenario = stated_scenario(FIRST, terms, 10_000_000, 15)
    return measured(scenario=scenario, forecast=simulate(scenario, seed=1, paths=200))


def test_the_forecast_tells_whether_cash_will_be_short_and_by_how_much() -> None:
    assert ahead(100_000_000, 0.6)["cash_ahead"].value == "enough"
    short = ahead(0, 0.6, fixed_fen=6_000_000)["cash_ahead"]
    assert short.value == "short" and short.unit == "fen" and short.figure > 2_000_000
    assert (short.count, short.counted, short.source) == (200, "futures", "forecast")


@pytest.mark.parametrize(("cost_share", "value"), [(0.6, "earning"), (0.94, "even"), (0.99, "losing")])
def test_the_forecast_tells_whether_the_shop_earns_anything(cost_share: float, value: str) -> None:
    assert ahead(100_000_000, cost_share)["profit"].value == value


def test_a_years_sales_are_measured_or_twelve_times_a_month() -> None:
    one = measured(sold(*[1] * 400))["yearly_revenue_fen"]
    assert (one.value, one.source) == (3_650_000, "orders")
    told = measured(facts={"monthly_sales_fen": 10_000_000})["yearly_revenue_fen"]
    assert (told.value, told.source) == (120_000_000, "computed")
