"""What a shop's orders say."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from advisor.trade.orders import Finding, Order, Swing, as_json, summarise

NOON = datetime(2026, 3, 1, 12)


def order(day=0, amount=10_000, refund=0, is_paid=True, settled_after=None):
    at = NOON + timedelta(days=day)
    return Order(
        created_at=at,
        amount_fen=amount,
        paid_fen=amount if is_paid else 0,
        refund_fen=refund,
        paid_at=at if is_paid else None,
        settled_at=at + timedelta(days=settled_after) if settled_after else None,
    )


def test_paid_unpaid_and_refunded_orders_are_counted_apart():
    book = summarise([order(), order(refund=10_000), order(is_paid=False), order(refund=2_500)])
    assert (book.orders, book.paid_orders, book.unpaid_orders, book.refunded_orders) == (4, 3, 1, 2)
    assert (book.paid_fen, book.refund_fen, book.net_fen) == (30_000, 12_500, 17_500)


def test_the_return_rate_counts_orders_and_the_other_one_money():
    book = summarise([order(), order(), order(), order(refund=2_500)])
    assert (book.return_rate, book.return_rate_by_money) == (Decimal("0.25"), Decimal("0.0625"))


def test_monthly_sales_are_net_of_refunds_and_scaled_to_thirty_days():
    book = summarise([order(day=0), order(day=9, amount=20_000, refund=5_000)])
    assert book.days_covered == 10
    assert book.monthly_sales_fen == 75_000


def test_days_without_sales_are_zeros_in_the_series():
    book = summarise([order(day=3, amount=700), order(day=0), order(day=1, is_paid=False)])
    assert book.daily_sales_fen == (10_000, 0, 0, 700)
    assert (book.first_day, book.last_day) == (date(2026, 3, 1), date(2026, 3, 4))
    assert book.largest_swing == Swing(date(2026, 3, 2), -10_000)


def test_the_time_to_the_money_is_the_median_of_the_settled_orders():
    book = summarise([order(settled_after=5), order(settled_after=9), order(settled_after=40), order()])
    assert book.receivable_days == 9
    assert summarise([order()]).receivable_days is None


def test_no_orders_give_no_rates_and_no_days():
    book = summarise([])
    assert (book.orders, book.days_covered, book.paid_fen) == (0, 0, 0)
    assert book.first_day is book.return_rate is book.monthly_sales_fen is book.largest_swing is None


def test_excluded_rows_and_odd_rows_are_told_apart_and_none_is_lost():
    findings = [Finding("time_inverted", 3, True, 7), Finding("refund_over_paid", 1, False)]
    book = summarise([order()], findings)
    assert (book.rows, book.excluded_rows) == (4, 3)
    assert (book.excluded, book.problems) == ({"time_inverted": 3}, {"refund_over_paid": 1})


def test_the_summary_can_be_kept_as_json():
    kept = json.loads(json.dumps(as_json(summarise([order(), order(day=1, refund=1)], [Finding("x", 1, True)]))))
    assert kept["first_day"] == "2026-03-01" and kept["return_rate"] == "0.5000"
    assert kept["excluded"] == {"x": 1} and kept["net_fen"] == 19_999


amounts = st.integers(0, 10**9)
orders = st.lists(
    st.builds(order, day=st.integers(0, 60), amount=amounts, refund=amounts, is_paid=st.booleans()), max_size=40
)


@given(orders)
def test_money_of_the_days_is_the_money_of_the_shop(some):
    book = summarise(some)
    assert sum(book.daily_sales_fen) == book.paid_fen
    assert book.paid_orders + book.unpaid_orders == book.orders == len(some)


@given(orders, st.randoms())
def test_the_order_of_the_rows_does_not_matter(some, random):
    mixed = list(some)
    random.shuffle(mixed)
    assert summarise(mixed) == summarise(some)
