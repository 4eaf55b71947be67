"""Orders of a shop, kept a page at a time and read back as they were."""

from datetime import datetime, timezone

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.database import open_engine
from advisor.merchants.order_pages import OrderPages
from advisor.merchants.schema import metadata
from advisor.merchants.store import Merchants
from advisor.trade.orders import TIMES, Orders

NOW = datetime(2026, 11, 25, 8, tzinfo=timezone.utc)


@pytest.fixture
def engine():
    engine = open_engine("sqlite://")
    metadata.create_all(engine)
    return engine


@pytest.fixture
def pages(engine):
    return OrderPages(engine)


def orders(keys, paid_fen=100, currency="CNY"):
    count = len(keys)
    columns = {"key": keys, "created_at": ["2026-01-31T10:00:00"] * count, "paid_fen": [paid_fen] * count}
    return Orders.of(columns, currency)


def test_a_merchant_without_orders_has_none(pages):
    assert pages.orders("m1") is None and pages.cursor("m1") is None and pages.state("m1") == (0, 0)


def test_files_are_put_together_and_an_order_in_two_of_them_counts_once(pages):
    pages.keep("m1", "file", orders([1, 2]), NOW)
    pages.keep("m1", "file", orders([2, 3], paid_fen=250), NOW)
    assert sorted(pages.orders("m1").paid_fen) == [100, 250, 250]
    assert pages.orders("m2") is None


def test_only_the_last_file_can_be_kept(pages):
    pages.keep("m1", "file", orders([1, 2]), NOW)
    pages.keep("m1", "file", orders([3]), NOW)
    pages.keep_only_the_last("m1")
    assert list(pages.orders("m1").key) == [3]


@pytest.mark.parametrize("second", [("portal", "CNY"), ("file", "USD")])
def test_another_source_or_currency_replaces_the_orders(pages, second):
    source, currency = second
    pages.keep("m1", "file", orders([1, 2]), NOW)
    pages.keep("m1", source, orders([9], currency=currency), NOW)
    assert list(pages.orders("m1").key) == [9] and pages.orders("m1").currency == currency


def test_the_portal_goes_on_where_its_last_page_ended(pages):
    pages.keep("m1", "portal", orders([1]), NOW, cursor="a")
    pages.keep("m1", "portal", orders([2]), NOW, cursor="b")
    assert pages.cursor("m1") == "b" and len(pages.orders("m1")) == 2


def test_the_state_changes_when_the_orders_do(pages):
    states = [pages.state("m1")]
    for key in (1, 2):
        pages.keep("m1", "file", orders([key]), NOW)
        states.append(pages.state("m1"))
    pages.keep_only_the_last("m1")
    assert len({*states, pages.state("m1")}) == 4


def test_erasing_a_merchant_erases_the_orders(engine, pages):
    pages.keep("m1", "file", orders([1]), NOW)
    pages.keep("m2", "file", orders([1]), NOW)
    Merchants(engine).erase("m1")
    assert pages.orders("m1") is None and len(pages.orders("m2")) == 1


times = st.one_of(st.none(), st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)))
columns = st.integers(0, 8).flatmap(
    lambda count: st.fixed_dictionaries(
        {
            **{name: st.lists(times, min_size=count, max_size=count) for name in TIMES},
            "paid_fen": st.lists(st.integers(-(2**60), 2**60), min_size=count, max_size=count),
            "key": st.lists(st.integers(1, 2**64 - 1), min_size=count, max_size=count, unique=True),
        }
    )
)


@given(columns)
def test_what_is_kept_comes_back_to_the_second_and_the_fen(some):
    engine = open_engine("sqlite://")
    metadata.create_all(engine)
    kept = Orders.of(some)
    OrderPages(engine).keep("m", "file", kept, NOW)
    back = OrderPages(engine).orders("m")
    assert len(back) == len(kept)
    assert all(np.array_equal(getattr(back, n), getattr(kept, n), equal_nan=n in TIMES) for n in some if len(kept))
