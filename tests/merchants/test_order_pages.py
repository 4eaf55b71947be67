"""Orders of a shop, kept a page at a time and read back as they were."""

import io
import zlib
from datetime import datetime, timezone
from importlib import import_module

import numpy as np
import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import column, event, insert, table

from advisor.database import open_engine
from advisor.merchants.order_pages import OrderPages, Replaced
from advisor.merchants.schema import metadata
from advisor.merchants.store import Merchants
from advisor.trade.orders import TIMES, Finding, Orders

NOW = datetime(2026, 11, 25, 8, tzinfo=timezone.utc)


@pytest.fixture
def engine():
    engine = open_engine("sqlite://")
    metadata.create_all(engine)
    return engine


@pytest.fixture
def pages(engine):
    return OrderPages(engine)


def migration(name):
    return import_module(f"advisor.database.migrations.versions.{name}")


def orders(keys, paid_fen=100, currency="CNY"):
    count = len(keys)
    columns = {"key": keys, "created_at": ["2026-01-31T10:00:00"] * count, "paid_fen": [paid_fen] * count}
    return Orders.of(columns, currency)


def test_a_merchant_without_orders_has_none(pages):
    assert pages.orders("m1") is None and pages.cursor("m1") is None and pages.state("m1") == (0, 0)
    assert pages.source("m1") is None and pages.findings("m1") == ()


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
def test_another_source_or_currency_replaces_the_orders_and_says_which(pages, second):
    source, currency = second
    pages.keep("m1", "file", orders([1, 2]), NOW)
    assert pages.keep("m1", "file", orders([2, 3]), NOW) is None
    assert pages.keep("m1", source, orders([9], currency=currency), NOW) == Replaced(3, "file", "CNY")
    assert list(pages.orders("m1").key) == [9] and pages.orders("m1").currency == currency
    assert pages.source("m1") == source


def test_a_page_without_orders_replaces_nothing(pages):
    pages.keep("m1", "file", orders([1, 2]), NOW)
    state = pages.state("m1")
    assert pages.keep("m1", "portal", Orders.of({}, "EUR"), NOW, cursor="a", findings=[Finding("x", 3, True)]) is None
    assert (len(pages.orders("m1")), pages.source("m1"), pages.state("m1")) == (2, "file", state)
    assert pages.cursor("m1") == "a" and pages.findings("m1") == (Finding("x", 3, True),)
    pages.keep_only_the_last("m1")
    assert len(pages.orders("m1")) == 2 and pages.source("m1") == "file"


def test_a_file_without_order_numbers_that_is_sent_twice_counts_once(pages):
    for number in (0, 0, 1):
        pages.keep("m1", "file", Orders.of({"paid_fen": [100 + number, 7]}), NOW)
    assert sorted(pages.orders("m1").paid_fen) == [7, 7, 100, 101]


def test_what_was_odd_on_each_page_is_added_up(pages):
    pages.keep("m1", "portal", orders([1]), NOW, "a", [Finding("missing_amount", 2, True)])
    pages.keep("m1", "portal", orders([2]), NOW, "b", [Finding("missing_amount", 1, True), Finding("odd", 5, False)])
    assert pages.findings("m1") == (Finding("missing_amount", 3, True), Finding("odd", 5, False))
    pages.forget("m1")
    assert pages.findings("m1") == ()


def test_many_pages_become_two_with_the_same_orders_findings_and_cursor(pages):
    for key in range(1, 10):
        known = {"settled_at": ["2026-02-01"] * 2} if key % 2 else {"refund_fen": [key, key]}
        page = Orders.of({"key": [key, key + 1], "paid_fen": [key, key], **known})
        pages.keep("m1", "portal", page, NOW, f"c{key}", [Finding("odd", 1, False)])
        pages.merge("m1")
        if key == 8:
            assert pages.state("m1")[0] == 8
            before = pages.orders("m1")
    assert (
        pages.state("m1")[0] == 2 and pages.cursor("m1") == "c9" and pages.findings("m1") == (Finding("odd", 9, False),)
    )
    after = pages.orders("m1")
    assert sorted(after.key) == list(range(1, 11)) and after.known == before.known | {"settled_at"}
    old = after.where(after.key < 9)
    same = before.where(before.key < 9)
    for name in ("key", "told", "paid_fen", "refund_fen", "settled_at"):
        assert getattr(old, name)[old.key.argsort()].tolist() == getattr(same, name)[same.key.argsort()].tolist()


def test_after_merging_the_newest_file_can_still_be_the_only_one(pages):
    for key in range(1, 12):
        pages.keep("m1", "file", orders([key]), NOW)
        pages.merge("m1")
    assert len(pages.orders("m1")) == 11
    pages.keep_only_the_last("m1")
    assert list(pages.orders("m1").key) == [11]


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


def test_a_state_never_comes_again_even_where_all_pages_were_replaced(pages):
    pages.keep("m1", "file", orders([1]), NOW)
    first = pages.state("m1")
    pages.keep("m1", "portal", orders([2]), NOW)
    second = pages.state("m1")
    pages.forget("m1")
    pages.keep("m1", "file", orders([3]), NOW)
    assert len({first, second, pages.state("m1")}) == 3


def test_only_the_last_is_chosen_and_kept_in_one_statement_so_that_none_can_come_between(engine, pages):
    pages.keep("m1", "file", orders([1]), NOW)
    pages.keep("m1", "file", orders([2]), NOW)
    said = []
    event.listen(engine, "before_cursor_execute", lambda *call: said.append(call[2]))
    pages.keep_only_the_last("m1")
    assert len(said) == 1 and said[0].startswith("DELETE")


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
    back = OrderPages(engine).orders("m") or Orders.empty()
    assert len(back) == len(kept)
    assert all(np.array_equal(getattr(back, n), getattr(kept, n), equal_nan=n in TIMES) for n in some if len(kept))


def test_pages_from_before_they_were_counted_are_kept_and_counted(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'shop.db'}")
    content = io.BytesIO()
    np.savez(content, key=np.array([1, 2], np.uint64), paid_fen=np.array([5, 6]))
    row = {"merchant_id": "m1", "at": "2026", "source": "file", "currency": "CNY"}
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        migration("0005_order_pages").upgrade()
        old = table("order_page", *(column(name) for name in (*row, "orders")))
        connection.execute(insert(old).values(**row, orders=zlib.compress(content.getvalue())))
        migration("0007_order_page_findings").upgrade()
    pages = OrderPages(engine)
    assert sorted(pages.orders("m1").paid_fen) == [5, 6] and pages.orders("m1").known == {"key", "paid_fen"}
    assert pages.state("m1") == (1, 1) and pages.findings("m1") == ()
    pages.forget("m1")
    pages.keep("m1", "file", orders([3]), NOW)
    assert pages.state("m1") == (1, 2)
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        migration("0007_order_page_findings").downgrade()
