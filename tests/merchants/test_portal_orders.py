"""Order records of a portal: columns in the shop's time, and a count of everything that could not be read."""

from __future__ import annotations

from datetime import date, timedelta, timezone

import numpy as np
import pytest
from faulty_portal import record
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.merchants.portal_orders import order_page
from advisor.merchants.portal_records import profile_of, settlement_page

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
SPOILED = st.builds(
    lambda number, changes: record(number, **changes),
    st.integers(0, 5000),
    st.dictionaries(st.sampled_from(sorted(record(1))), ANYTHING, max_size=3),
)


def codes(page):
    return {finding.code: finding.rows for finding in page.findings}


def test_times_become_the_shops_own_whatever_zone_they_come_in():
    times = {
        "created_at": "2026-03-01T02:00:00Z",
        "paid_at": "2026-03-01T10:00:09.987654321+08:00",
        "shipped_at": "2026-02-28T22:30:00-05:00",
        "delivered_at": None,
        "confirmed_at": None,
        "settled_at": None,
    }
    orders = order_page([record(1, **times)]).orders
    assert str(orders.created_at[0]) == "2026-03-01T10:00:00"
    assert str(orders.paid_at[0]) == "2026-03-01T10:00:09"
    assert str(orders.shipped_at[0]) == "2026-03-01T11:30:00"
    assert np.isnat(orders.delivered_at[0])
    there = order_page([record(1, **times)], zone=timezone(timedelta(hours=-5))).orders
    assert str(there.created_at[0]) == "2026-02-28T21:00:00"


def test_a_column_that_no_record_has_is_unknown_and_one_with_null_has_not_happened():
    lacking = [{name: value for name, value in record(n).items() if name != "settled_at"} for n in range(3)]
    assert "settled_at" not in order_page(lacking).orders.known
    assert "refunded_at" in order_page(lacking).orders.known


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"amount_fen": None}, "missing_amount"),
        ({"amount_fen": "9900"}, "unreadable_amount"),
        ({"paid_fen": 99.5}, "unreadable_amount"),
        ({"paid_fen": True}, "unreadable_amount"),
        ({"paid_fen": 10**30}, "unreadable_amount"),
        ({"refund_fen": -1}, "negative_amount"),
        ({"created_at": None}, "missing_time"),
        ({"updated_at": None}, "missing_time"),
        ({"paid_at": "2026-03-01T10:00:00"}, "unreadable_time"),  # no zone
        ({"paid_at": "2026-03-01"}, "unreadable_time"),
        ({"paid_at": "2026-02-30T10:00:00Z"}, "unreadable_time"),
        ({"paid_at": "0001-01-01T00:00:00Z"}, "unreadable_time"),  # zero times of other systems
        ({"paid_at": "1970-01-01T00:00:00Z"}, "unreadable_time"),
        ({"paid_at": 1772330400}, "unreadable_time"),
        ({"id": ""}, "missing_field"),
        ({"id": 7}, "unreadable_text"),
        ({"status": ["paid"]}, "unreadable_text"),
        ({"settled_at": "2026-02-01T00:00:00+08:00"}, "time_inverted"),
        ({"shipped_at": "2026-02-01T00:00:00+08:00"}, "time_inverted"),
    ],
)
def test_a_record_that_cannot_be_counted_is_left_out_and_its_reason_counted(changed, code):
    page = order_page([record(1), record(2, **changed), record(3)])
    assert (len(page.orders), page.records, codes(page)) == (2, 3, {code: 1})
    assert page.findings[0].is_excluded


@pytest.mark.parametrize(("day", "found"), [("2026-05-02", {}), ("2026-05-03", {"future_time": 1})])
def test_an_order_of_a_day_after_tomorrow_is_left_out(day, found):
    later = record(2, **dict.fromkeys(("created_at", "paid_at"), f"{day}T12:00:00+08:00"), shipped_at=None,
                   delivered_at=None, confirmed_at=None, settled_at=None, refunded_at=None)  # fmt: skip
    page = order_page([record(1), later], today=date(2026, 5, 1))
    assert codes(page) == found and len(page.orders) == 2 - len(found)


@pytest.mark.parametrize("broken", [None, 5, "o-1", []])
def test_a_record_that_is_none_is_counted(broken):
    assert codes(order_page([record(1), broken])) == {"malformed_record": 1}


def test_a_record_that_lacks_what_the_others_have_is_left_out_and_not_taken_as_not_happened():
    lacking = {name: value for name, value in record(2).items() if name != "settled_at"}
    page = order_page([record(1), lacking])
    assert codes(page) == {"missing_field": 1} and "settled_at" in page.orders.known


def test_odd_orders_stay_in_the_figures_and_are_counted():
    page = order_page([record(1, refund_fen=5000), record(2, status="lost_in_space", buyer={"ignored": 1})])
    assert len(page.orders) == 2 and codes(page) == {"refund_over_paid": 1, "unknown_status": 1}
    assert not any(finding.is_excluded for finding in page.findings)


def test_clocks_that_differ_by_seconds_make_no_inverted_order():
    page = order_page([record(1, paid_at="2026-03-01T00:00:40+08:00")])  # created 20 s later, by another clock
    assert codes(page) == {} and page.orders.paid_at[0] == page.orders.created_at[0]


@pytest.mark.parametrize("turn", [1, -1])
def test_of_several_versions_of_an_order_on_a_page_the_latest_counts_wherever_it_stands(turn):
    old = record(1, status="paid", settled_at=None, confirmed_at=None)
    new = record(1, updated_at="2026-03-09T00:00:00Z")
    orders = order_page([old, new, record(2)][::turn]).orders
    assert len(orders) == 2 and not np.isnat(orders.settled_at).any()


def test_an_empty_page_keeps_its_currency():
    assert order_page([], "USD").orders.currency == "USD"


@settings(max_examples=50)
@given(st.lists(SPOILED | ANYTHING, max_size=8))
def test_whatever_a_portal_sends_every_record_is_an_order_an_older_version_or_a_finding(records):
    page = order_page(records)
    excluded = sum(finding.rows for finding in page.findings if finding.is_excluded)
    ids = [one["id"] for one in records if isinstance(one, dict) and isinstance(one.get("id"), str)]
    repeated = len(ids) - len({number.strip() for number in ids})
    assert page.records == len(records)
    assert len(records) - repeated <= len(page.orders) + excluded <= len(records)
    assert (page.orders.amount_fen >= 0).all()


@settings(max_examples=50)
@given(
    st.dictionaries(
        st.sampled_from(["name", "platform", "opened_on", "rating", "refund_hours", "deposit_fen"]), ANYTHING
    )
)
def test_a_profile_is_read_as_far_as_it_can_be(record):
    known = profile_of(record)
    assert set(known.unreadable) <= set(record)


def test_a_field_of_the_profile_that_cannot_be_read_is_named():
    known = profile_of({"name": "Shop", "platform": "jd", "rating": "9.9", "opened_on": "June", "deposit_fen": 100})
    assert known.unreadable == ("opened_on", "rating") and known.deposit_fen == 100


@settings(max_examples=50)
@given(
    st.lists(ANYTHING | st.fixed_dictionaries({"id": ANYTHING, "state": ANYTHING, "amount_fen": ANYTHING}), max_size=6)
)
def test_every_settlement_record_is_one_or_a_finding(records):
    page = settlement_page(records)
    assert len(page.settlements) + sum(finding.rows for finding in page.findings) == len(records)
