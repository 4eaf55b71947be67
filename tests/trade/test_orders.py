"""What a shop's orders say."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.trade.order_book import Swing, as_json, summarise
from advisor.trade.orders import COLUMNS, MONEY, OTHERS, TIMES, Finding, Orders

NOON = datetime(2026, 3, 1, 12)


def order(day=0, amount=10_000, refund=0, is_paid=True, settled_after=None):
    at = NOON + timedelta(days=day)
    return {
        "created_at": at,
        "amount_fen": amount,
        "paid_fen": amount if is_paid else 0,
        "refund_fen": refund,
        "paid_at": at if is_paid else None,
        "settled_at": at + timedelta(days=settled_after) if settled_after else None,
    }


def book_of(rows, findings=()):
    return summarise(orders_of(rows), findings)


def orders_of(rows):
    return Orders.of({name: [row[name] for row in rows] for name in order()})


def test_paid_unpaid_and_refunded_orders_are_counted_apart():
    book = book_of([order(), order(refund=10_000), order(is_paid=False), order(refund=2_500)])
    assert (book.orders, book.paid_orders, book.unpaid_orders, book.refunded_orders) == (4, 3, 1, 2)
    assert (book.paid_fen, book.refund_fen, book.net_fen) == (30_000, 12_500, 17_500)


def test_the_return_rate_counts_orders_and_the_other_one_money():
    book = book_of([order(), order(), order(), order(refund=2_500)])
    assert (book.return_rate, book.return_rate_by_money) == (Decimal("0.25"), Decimal("0.0625"))


def test_monthly_sales_are_net_of_refunds_and_scaled_to_thirty_days():
    book = book_of([order(day=0), order(day=9, amount=20_000, refund=5_000)])
    assert book.days_covered == 10
    assert book.monthly_sales_fen == 75_000


def test_days_without_sales_are_zeros_in_the_series():
    book = book_of([order(day=3, amount=700), order(day=0), order(day=1, is_paid=False)])
    assert book.daily_sales_fen == (10_000, 0, 0, 700)
    assert (book.first_day, book.last_day) == (date(2026, 3, 1), date(2026, 3, 4))
    assert book.largest_swing == Swing(date(2026, 3, 2), -10_000)


def test_the_time_to_the_money_is_the_median_of_the_settled_orders():
    book = book_of([order(settled_after=5), order(settled_after=9), order(settled_after=40), order()])
    assert book.receivable_days == 9
    assert book_of([order()]).receivable_days is None


def test_no_orders_give_no_rates_and_no_days():
    book = book_of([])
    assert (book.orders, book.days_covered, book.paid_fen) == (0, 0, 0)
    assert book.first_day is book.return_rate is book.monthly_sales_fen is book.largest_swing is None


def test_excluded_rows_and_odd_rows_are_told_apart_and_none_is_lost():
    findings = [Finding("time_inverted", 3, True, 7), Finding("refund_over_paid", 1, False)]
    book = book_of([order()], findings)
    assert (book.rows, book.excluded_rows) == (4, 3)
    assert (book.excluded, book.problems) == ({"time_inverted": 3}, {"refund_over_paid": 1})


def test_the_summary_can_be_kept_as_json():
    kept = json.loads(json.dumps(as_json(book_of([order(), order(day=1, refund=1)], [Finding("x", 1, True)]))))
    assert kept["first_day"] == "2026-03-01" and kept["return_rate"] == "0.5000"
    assert kept["excluded"] == {"x": 1} and kept["net_fen"] == 19_999


def test_columns_the_source_does_not_have_are_empty_and_not_known():
    shop = orders_of([order(), order(is_paid=False)])
    assert shop.known == set(order()) and np.isnat(shop.shipped_at).all() and not shop.fee_fen.any()
    assert {len(getattr(shop, name)) for name in (*TIMES, *MONEY, *OTHERS)} == {2}


def test_the_last_thing_seen_may_be_any_moment_of_any_order():
    assert orders_of([order(settled_after=5), order(day=3)]).last_seen == np.datetime64(NOON + timedelta(days=5))
    assert np.isnat(Orders.empty().last_seen)


@pytest.mark.parametrize("wrong", [{"buyer": ["x"]}, {"created_at": [None], "amount_fen": [1, 2]}])
def test_columns_that_are_unknown_or_of_unequal_length_are_refused(wrong):
    with pytest.raises(ValueError):
        Orders.of(wrong)


def test_of_an_order_that_comes_twice_the_later_one_counts():
    january = Orders.of({"key": [1, 2, 0, 0], "paid_fen": [10, 20, 5, 5]})
    again = Orders.of({"key": [2, 3], "paid_fen": [25, 30]})
    both = Orders.together([january, again])
    assert sorted(both.paid_fen) == [5, 5, 10, 25, 30]


def test_what_only_one_of_two_sources_has_is_known_of_its_orders_alone():
    one = Orders.of({"key": [7], "paid_fen": [1], "shipped_at": ["2026-01-01"]})
    both = Orders.together([one, Orders.of({"paid_fen": [2]})])
    assert both.known == {"key", "paid_fen", "shipped_at"} and list(both.key) == [7, 0]
    assert both.tells("shipped_at").tolist() == [True, False] and both.tells("paid_fen").all()
    assert both.where(~both.tells("shipped_at")).known == {"paid_fen"}
    assert both.without(["shipped_at"]).known == {"key", "paid_fen"}
    assert Orders.together([one, Orders.empty()]).known == one.known
    with pytest.raises(ValueError):
        Orders.together([one, Orders.of({"paid_fen": [2]}, currency="USD")])


def test_a_later_source_without_a_column_takes_none_away_of_an_order_it_has_too():
    first = Orders.of({"key": [1, 2], "paid_fen": [10, 20], "settled_at": ["2026-01-09", "2026-01-08"]})
    later = Orders.of({"key": [2, 3], "paid_fen": [25, 30], "shipped_at": ["2026-01-02", None]})
    both = Orders.together([first, later, Orders.of({"key": [2], "settled_at": [None]})])
    assert dict(zip(both.key, both.paid_fen, strict=True)) == {1: 10, 2: 25, 3: 30}
    known = both.where(both.key == 2)
    assert known.shipped_at[0] == np.datetime64("2026-01-02") and known.known == {*first.known, "shipped_at"}
    assert np.isnat(known.settled_at[0])  # the last that has the column says: not yet
    assert both.tells("settled_at")[both.key == 3].tolist() == [False]


def test_a_rate_of_refunds_is_that_of_the_orders_whose_source_tells_them():
    told = Orders.of({"paid_fen": [100, 100], "refund_fen": [100, 0]})
    silent = Orders.of({"paid_fen": [100] * 8})
    book = summarise(Orders.together([told, silent]))
    assert (book.paid_orders, book.return_rate, book.return_rate_by_money) == (10, Decimal("0.5"), Decimal("0.5"))
    assert summarise(silent).return_rate is None


def test_a_day_is_that_of_the_order_or_else_of_the_payment():
    shop = Orders.of({"created_at": [None, None], "paid_at": ["2026-03-02T23:59:59", None]})
    assert shop.day[0] == np.datetime64("2026-03-02") and np.isnat(shop.day[1])


def as_rows(shop):
    """What is known of each order, by key."""
    return {
        int(shop.key[i]): {name: getattr(shop, name)[i].item() for name in COLUMNS if shop.tells(name)[i]}
        for i in range(len(shop))
    }


moments = st.one_of(
    st.none(), st.datetimes(datetime(2026, 1, 1), datetime(2026, 2, 1)).map(lambda at: at.replace(microsecond=0))
)
parts = st.lists(
    st.tuples(
        st.lists(st.integers(1, 5), max_size=4, unique=True),
        st.sets(st.sampled_from(["paid_at", "settled_at", "refund_fen", "is_closed"])),
        st.randoms(),
    ),
    max_size=4,
)


@given(parts, moments)
def test_each_column_of_an_order_is_that_of_the_last_source_that_has_it(some, moment):
    def value(name, random):
        return {"refund_fen": random.randrange(9), "is_closed": random.random() < 0.5}.get(
            name, random.choice([moment, None])
        )

    wanted, shops = {}, []
    for keys, columns, random in some:
        rows = {key: {"key": key, **{name: value(name, random) for name in columns}} for key in keys}
        for key, row in rows.items():
            wanted[key] = wanted.get(key, {}) | row
        shops.append(Orders.of({name: [row[name] for row in rows.values()] for name in ("key", *columns)}))
    assert as_rows(Orders.together(shops)) == wanted


amounts = st.integers(0, 10**9)
orders = st.lists(
    st.builds(order, day=st.integers(0, 60), amount=amounts, refund=amounts, is_paid=st.booleans()), max_size=40
)


@given(orders)
def test_money_of_the_days_is_the_money_of_the_shop(some):
    book = book_of(some)
    assert sum(book.daily_sales_fen) == book.paid_fen
    assert book.paid_orders + book.unpaid_orders == book.orders == len(some)


@given(orders, st.randoms())
def test_the_order_of_the_rows_does_not_matter(some, random):
    mixed = list(some)
    random.shuffle(mixed)
    assert book_of(mixed) == book_of(some)
