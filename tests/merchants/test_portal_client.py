"""The client of a portal's API against a portal that fails in every way a network and a stranger's server can."""

from __future__ import annotations

import gzip
import logging
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from itertools import islice
from time import monotonic, sleep

import pytest
from faulty_portal import (
    KEY,
    FaultyPortal,
    breaks_off,
    comes_late,
    cuts_the_json,
    drips,
    fails,
    hangs_up,
    record,
    says,
)

from advisor.merchants import portal_http
from advisor.merchants.portal_client import Patience, PortalClient, PortalError
from advisor.trade.orders import MONEY, TIMES, Orders

RECORDS = [record(number) for number in range(23)]
SHOP = "shop-1"


class Waits(list):
    """Stands for time.sleep."""

    def __call__(self, seconds):
        self.append(seconds)


def client(portal, waits=None, **changed):
    known = {"page_size": 5, "sleep": Waits() if waits is None else waits, "chance": lambda: 0.0, **changed}
    return PortalClient(portal.url, KEY, **known)


def read(portal, since=None, **changed):
    with client(portal, **changed) as one:
        return list(one.order_pages(SHOP, since))


def error_of(portal, **changed):
    with pytest.raises(PortalError) as refused:
        read(portal, **changed)
    return refused.value


def merged(pages):
    """The orders of pages in their order, as they are put together when they are kept."""
    return Orders.together([page.orders for page in pages])


def columns(orders):
    by_key = orders.key.argsort()
    return {name: getattr(orders, name)[by_key].tolist() for name in ("key", *TIMES, *MONEY, "is_closed")}


def test_all_orders_come_page_by_page_with_the_cursor_that_follows_each():
    with FaultyPortal(RECORDS) as portal:
        pages = read(portal)
    assert [page.cursor for page in pages] == ["c5", "c10", "c15", "c20", "c23"]
    assert [page.has_more for page in pages] == [True] * 4 + [False]
    assert sum(page.records for page in pages) == len(merged(pages)) == 23
    assert {method for method, *_ in portal.requests} == {"GET"}


def test_progress_is_told_before_each_page_is_given():
    told = []
    with FaultyPortal(RECORDS) as portal, client(portal) as one:
        for page in one.order_pages(SHOP, progress=lambda pages, records: told.append((pages, records))):
            assert told[-1][0] == len(told) and page.records
    assert told == [(1, 5), (2, 10), (3, 15), (4, 20), (5, 23)]


@pytest.mark.parametrize("kept", range(1, 5))
def test_after_an_interruption_the_kept_cursor_leads_to_exactly_the_same_orders(kept):
    with FaultyPortal(RECORDS) as portal:
        whole = merged(read(portal))
        with client(portal) as one:
            first = list(islice(one.order_pages(SHOP), kept))
        rest = read(portal, since=first[-1].cursor)
    assert len(first) == kept and sum(page.records for page in first + rest) == 23
    assert columns(merged(first + rest)) == columns(whole)


def test_an_order_that_changed_since_the_cursor_replaces_its_older_version():
    with FaultyPortal(RECORDS) as portal:
        pages = read(portal)
        later = {"updated_at": "2026-04-01T00:00:00+08:00", "status": "closed", "refund_fen": 1003}
        portal.records.append(record(3, **later))
        pages += read(portal, since=pages[-1].cursor)
    orders = merged(pages)
    assert len(orders) == 23 and orders.refund_fen.sum() == 1003 and orders.is_closed.sum() == 1


def test_with_nothing_new_the_cursor_stays_and_the_page_is_empty():
    with FaultyPortal(RECORDS) as portal:
        (page,) = read(portal, since="c23")
    assert (page.cursor, page.has_more, page.records, len(page.orders)) == ("c23", False, 0, 0)


@pytest.mark.parametrize(
    ("faults", "waits"),
    [
        ([hangs_up], [0.25]),
        ([breaks_off], [0.25]),
        ([cuts_the_json, cuts_the_json], [0.25, 0.5]),
        ([fails(500), fails(500)], [0.25, 0.5]),
        ([fails(429, Retry_After="3")], [3.0]),
        ([fails(503, Retry_After="soon"), fails(502), fails(504), hangs_up], [0.25, 0.5, 1.0, 2.0]),
    ],
    ids=lambda value: str(len(value)),
)
def test_trouble_that_passes_is_waited_for_and_nothing_is_lost(faults, waits):
    slept = Waits()
    with FaultyPortal(RECORDS, faults) as portal:
        assert len(merged(read(portal, waits=slept))) == 23
    assert slept == waits


def test_trouble_in_the_middle_is_waited_for_as_well():
    with FaultyPortal(RECORDS) as portal, client(portal) as one:
        pages = []
        for page in one.order_pages(SHOP):
            pages.append(page)
            portal.faults = [breaks_off, fails(500)]
    assert len(merged(pages)) == 23


def test_a_date_as_retry_after_is_waited_for():
    slept, later = Waits(), datetime.now(timezone.utc) + timedelta(seconds=15)
    with FaultyPortal(RECORDS, [fails(503, Retry_After=format_datetime(later, usegmt=True))]) as portal:
        read(portal, waits=slept)
    assert len(slept) == 1 and 5 < slept[0] <= 15


def test_a_portal_that_wants_to_be_left_alone_for_long_is_not_asked_again():
    slept = Waits()
    with FaultyPortal(RECORDS, [fails(429, Retry_After="3600")]) as portal:
        error = error_of(portal, waits=slept)
    assert (error.code, error.parameters) == ("busy", {"status": 429, "retry_after_s": 3600.0})
    assert slept == [] and len(portal.requests) == 1


def test_trouble_that_does_not_pass_ends_after_five_calls_that_come_ever_later():
    slept = Waits()
    with FaultyPortal(RECORDS, [fails(500)] * 9) as portal:
        error = error_of(portal, waits=slept, chance=lambda: 1.0, patience=Patience(longest_wait_s=3))
    assert (error.code, error.parameters["status"]) == ("busy", 500)
    assert slept == [0.5, 1.0, 2.0, 3.0] and len(portal.requests) == 5


@pytest.mark.parametrize(
    ("fault", "code", "parameters"),
    [
        (fails(401), "refused", {"status": 401}),
        (fails(403), "refused", {"status": 403}),
        (fails(404), "unknown_merchant", {"status": 404}),
        (fails(422), "bad_cursor", {"status": 422}),
        (fails(400), "malformed", {"what": "status", "status": 400}),
        (says(b"<html>not here</html>", 404, "text/html"), "malformed", {"what": "status", "status": 404}),
        (says(b"<html>sign in</html>", kind="text/html"), "malformed", {"what": "not_json", "status": 200}),
        (says(b"", 302, Location="http://127.0.0.1:9/"), "malformed", {"what": "status", "status": 302}),
        (says([RECORDS[0]]), "malformed", {"what": "not_an_object"}),
        (says({}), "malformed", {"what": "orders"}),
        (says({"orders": {}, "has_more": False}), "malformed", {"what": "orders"}),
        (says({"orders": [], "next_cursor": "x"}), "malformed", {"what": "has_more"}),
        (says({"orders": [], "next_cursor": "x", "has_more": "no"}), "malformed", {"what": "has_more"}),
        (says({"orders": [], "next_cursor": 7, "has_more": False}), "malformed", {"what": "next_cursor"}),
        (says({"orders": [], "next_cursor": "x" * 513, "has_more": False}), "malformed", {"what": "next_cursor"}),
        (says({"orders": [], "currency": 5, "has_more": False}), "malformed", {"what": "currency"}),
        (says(b"no gzip", Content_Encoding="gzip"), "malformed", {"what": "encoding"}),
    ],
)
def test_an_answer_that_is_no_page_is_an_error_with_a_code_and_is_not_asked_for_again(fault, code, parameters):
    with FaultyPortal(RECORDS, [fault]) as portal:
        error = error_of(portal)
    assert (error.code, error.parameters) == (code, parameters)
    assert len(portal.requests) == 1


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"orders": ' + b"1" * 5000 + b"}", b"\xff\xfe", b"nothing", b""])
def test_what_no_json_reader_takes_is_an_error_and_no_crash(body):
    with FaultyPortal(RECORDS, [says(body)] * 5) as portal:
        assert error_of(portal).code == "malformed"


@pytest.mark.parametrize("cursors", [["c0"], ["a", "a"], ["a", "b", "a"], [None]])
def test_a_cursor_that_does_not_move_on_ends_the_reading(cursors):
    faults = [says({"orders": [], "next_cursor": cursor, "has_more": True}) for cursor in cursors]
    with FaultyPortal(RECORDS, faults) as portal:
        error = error_of(portal, since="c0")
    assert (error.code, error.parameters["what"]) == ("malformed", "cursor_does_not_move")
    assert len(portal.requests) == len(cursors)


def test_after_the_most_pages_the_reading_stops_loudly_and_can_go_on_from_the_last_one():
    pages = []
    with FaultyPortal(RECORDS) as portal:
        with client(portal, most_pages=2) as one, pytest.raises(PortalError, match="too_many_pages"):
            pages.extend(one.order_pages(SHOP))
            pytest.fail("it did not stop")
        with client(portal, most_pages=2) as one:
            given = list(islice(one.order_pages(SHOP), 2))
        rest = read(portal, since=given[-1].cursor)
    assert len(merged(given + rest)) == 23


def test_a_huge_answer_is_not_read_to_its_end(monkeypatch):
    monkeypatch.setattr(portal_http, "LARGEST_BYTES", 100_000)
    packed = gzip.compress(b" " * 50_000_000)
    for fault in (says(b" " * 200_000), says(packed, Content_Encoding="gzip")):
        with FaultyPortal(RECORDS, [fault]) as portal:
            error = error_of(portal)
        assert (error.code, error.parameters) == ("malformed", {"what": "too_large", "limit_bytes": 100_000})


def test_a_portal_that_is_not_there_is_unreachable():
    with FaultyPortal() as gone:
        pass
    error = error_of(gone)
    assert (error.code, error.parameters) == ("unreachable", {"reason": "connection"})


def test_a_portal_that_does_not_answer_in_time_is_unreachable():
    with FaultyPortal(RECORDS, [lambda handler: handler.rfile.read(1)]) as portal:  # waits for what never comes
        error = error_of(portal, patience=Patience(attempts=1, read_s=0.1))
    assert (error.code, error.parameters) == ("unreachable", {"reason": "timeout"})


@pytest.mark.parametrize(
    "faults", [[drips] * 9, [comes_late(0.4)] * 9, [hangs_up] * 9], ids=["drips", "late", "hangs up"]
)
def test_everything_that_is_asked_ends_at_the_deadline_whatever_the_portal_does(faults):
    begun = monotonic()
    with FaultyPortal(RECORDS, faults) as portal:
        error = error_of(portal, deadline_s=0.6, sleep=sleep, patience=Patience(first_wait_s=0.1, read_s=0.5))
        took = monotonic() - begun
    assert error.code == "unreachable" and error.parameters["reason"] in ("timeout", "connection")
    assert took < 3  # each drips for 4 s, and it is asked five times


def test_after_the_deadline_nothing_more_is_asked():
    with FaultyPortal(RECORDS) as portal, client(portal, deadline_s=0) as one, pytest.raises(PortalError) as refused:
        one.profile(SHOP)
    assert refused.value.parameters == {"reason": "timeout"} and portal.requests == []


def test_a_wait_that_the_portal_asks_for_and_that_ends_after_the_deadline_is_not_begun():
    slept = Waits()
    with FaultyPortal(RECORDS, [fails(503, Retry_After="5")]) as portal:
        error = error_of(portal, waits=slept, deadline_s=3)
    assert (error.code, slept) == ("busy", [])


def test_an_answer_has_its_own_time_and_may_be_asked_for_again():
    slept = Waits()
    with FaultyPortal(RECORDS, [drips]) as portal:
        pages = read(portal, waits=slept, patience=Patience(answer_s=0.2))
    assert len(merged(pages)) == 23 and slept == [0.25]


def test_a_certificate_that_cannot_be_checked_is_not_taken():
    with FaultyPortal(RECORDS) as portal:
        portal.url = portal.url.replace("http:", "https:")
        error = error_of(portal)
    assert (error.code, error.parameters) == ("unreachable", {"reason": "tls"})
    assert portal.requests == []


def test_the_key_is_shown_to_the_portal_and_to_nobody_else(caplog):
    with caplog.at_level(logging.DEBUG), FaultyPortal(RECORDS, [fails(500), fails(401)]) as portal:
        with client(portal) as one, pytest.raises(PortalError) as refused:
            list(one.order_pages(SHOP))
    assert {key for *_, key in portal.requests} == {f"Bearer {KEY}"}
    shown = [caplog.text, str(refused.value), repr(refused.value.parameters), repr(one), repr(vars(one))]
    assert not any(KEY in text for text in shown)


def test_a_netrc_file_does_not_take_the_keys_place(monkeypatch, tmp_path):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setattr(portal_http, "HERE", ())
    with FaultyPortal(RECORDS) as portal:
        read(portal)
    assert {key for *_, key in portal.requests} == {f"Bearer {KEY}"}


def test_the_portal_of_this_machine_is_not_looked_for_behind_a_proxy(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with FaultyPortal(RECORDS) as portal:
        assert len(merged(read(portal))) == 23


@pytest.mark.parametrize("merchant_id", ["a/../../b", "a?limit=1#x", "店 1", "%2e%2e"])
def test_a_merchants_id_stays_one_piece_of_the_path(merchant_id):
    with FaultyPortal(RECORDS) as portal, client(portal) as one:
        list(one.order_pages(merchant_id))
    path = portal.requests[0][1]
    assert path.startswith("/v1/merchants/") and path.endswith("/orders") and path.count("/") == 4


@pytest.mark.parametrize("merchant_id", ["", ".", "..", "a\nb", "x" * 129])
def test_an_id_that_no_merchant_has_is_refused_before_anything_is_asked(merchant_id):
    with FaultyPortal(RECORDS) as portal, client(portal) as one:
        with pytest.raises(ValueError, match="merchant_id"):
            one.profile(merchant_id)
    assert portal.requests == []


@pytest.mark.parametrize(
    ("address", "key"),
    [("portal.example", KEY), ("ftp://portal.example", KEY), ("https://me:pw@portal.example", KEY), ("https://", KEY),
     ("https://portal.example", ""), ("https://portal.example", "two words"), ("https://portal.example", "a\r\nb")],
)  # fmt: skip
def test_an_address_or_key_that_cannot_be_used_is_refused_at_once_without_repeating_it(address, key):
    with pytest.raises(ValueError, match="base_url|key") as refused:
        PortalClient(address, key)
    assert "pw" not in str(refused.value) and "words" not in str(refused.value)


def test_profile_and_settlements_are_read_through_the_same_door():
    profile = {"name": "Shop", "platform": "taobao", "opened_on": "2025-06-01", "rating": "4.7", "more": [1]}
    due = {"id": "S-1", "amount_fen": 500, "fee_fen": 3, "due_on": "2026-03-04", "paid_on": None, "state": "on_the_way"}
    page = {"settlements": [due, {"id": "S-2"}], "next_cursor": "s1", "has_more": False}
    with FaultyPortal(faults=[says(profile), says(page)]) as portal, client(portal) as one:
        known = one.profile(SHOP)
        (settlements,) = one.settlement_pages(SHOP)
    assert (known.name, known.platform, known.opened_on.isoformat(), known.deposit_fen) == (
        "Shop", "taobao", "2025-06-01", None,
    )  # fmt: skip
    assert settlements.settlements[0].amount_fen == 500 and settlements.cursor == "s1"
    assert [(finding.code, finding.rows) for finding in settlements.findings] == [("unknown_state", 1)]
    assert [path for _, path, _, _ in portal.requests] == [
        "/v1/merchants/shop-1/profile", "/v1/merchants/shop-1/settlements",
    ]  # fmt: skip
