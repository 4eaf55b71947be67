"""The demo portal's API on a real socket: as docs/portal_api.yml says, and read to the end by the advisor's client."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import jsonschema
import numpy as np
import pytest
import requests
import yaml
from portal_peer import API_KEY, PortalPeer

from advisor import settings
from advisor.channels import demo_api
from advisor.channels.demo_shops import shops
from advisor.channels.demo_shown import shown
from advisor.merchants.portal_client import PortalClient, PortalError
from advisor.trade.orders import Orders

SHOPS = list(shops())
DOCUMENT = yaml.safe_load((Path(__file__).parents[2] / "docs" / "portal_api.yml").read_text(encoding="utf-8"))
SCHEMAS = {"profile": "Profile", "orders": "OrderPage", "settlements": "SettlementPage"}
NOW = datetime(2026, 11, 25, 15, 30)


def merged(pages):
    return Orders.together([page.orders for page in pages])


def merchant(shop_id=SHOPS[0]):
    return f"demo-{shop_id}-0123456789ab"


@pytest.fixture(scope="module")
def peer(tmp_path_factory):
    with PortalPeer(tmp_path_factory.mktemp("demo_api")) as running:
        yield running


@pytest.fixture
def clock(monkeypatch):
    """The moment at which the portal answers; may be changed."""

    class Clock:
        now = NOW

        def datetime_now(self, zone):
            return self.now.replace(tzinfo=zone)

    made = Clock()
    monkeypatch.setattr(demo_api, "datetime", type("Frozen", (), {"now": made.datetime_now}))
    return made


@pytest.fixture
def client(peer, clock):
    with PortalClient(f"{peer.url}/demo/api", API_KEY) as one:
        yield one


def get(peer, what, merchant_id=None, key=API_KEY, method="GET", **query):
    address = f"{peer.url}/demo/api/v1/merchants/{merchant_id or merchant()}/{what}"
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return requests.request(method, address, params=query, headers=headers, timeout=20)


def check(content, schema):
    whole = {"$ref": f"#/components/schemas/{schema}", "components": DOCUMENT["components"]}
    jsonschema.Draft202012Validator(whole).validate(content)


def is_refused(answer, status):
    check(answer.json(), "Error")
    return answer.status_code == answer.json()["status"] == status


@pytest.mark.parametrize("shop_id", SHOPS)
@pytest.mark.parametrize("what", SCHEMAS)
def test_every_answer_is_as_the_document_says(peer, clock, shop_id, what):
    answer = get(peer, what, merchant(shop_id), **({} if what == "profile" else {"limit": 500}))
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "application/json"
    check(answer.json(), SCHEMAS[what])


def test_the_document_would_not_let_a_wrong_answer_pass(peer, clock):
    page = get(peer, "orders", limit=1).json()
    for field, value in (("amount_fen", 9.5), ("paid_at", "yesterday"), ("status", "lost"), ("id", "")):
        wrong = {**page, "orders": [{**page["orders"][0], field: value}]}
        with pytest.raises(jsonschema.ValidationError):
            check(wrong, "OrderPage")


def test_the_document_is_whole():
    addresses = {f"/v1/merchants/{{merchant_id}}/{what}" for what in SCHEMAS}
    assert set(DOCUMENT["paths"]) == addresses and set(demo_api.ANSWERS) == set(SCHEMAS)
    for path in DOCUMENT["paths"].values():
        assert {"200", "401", "404", "429", "503"} <= set(path["get"]["responses"])
    for schema in DOCUMENT["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    for place in _references(DOCUMENT):
        node = DOCUMENT
        for name in place.removeprefix("#/").split("/"):
            node = node[name]


def _references(node):
    if isinstance(node, dict):
        yield from ([node["$ref"]] if "$ref" in node else [])
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _references(inner)


@pytest.mark.parametrize("shop_id", SHOPS)
def test_the_advisors_client_reads_every_order_of_a_shop_as_it_is(client, shop_id):
    pages = list(client.order_pages(merchant(shop_id)))
    orders, truth = merged(pages), shown(shop_id, NOW)
    assert not any(page.findings for page in pages)
    assert sum(page.records for page in pages) == len(orders) == len(truth.orders)
    for name in ("amount_fen", "refund_fen", "fee_fen"):
        assert sorted(getattr(orders, name)) == sorted(getattr(truth.orders, name))
    for name in ("created_at", "paid_at", "shipped_at", "delivered_at", "confirmed_at", "settled_at", "refunded_at"):
        assert np.array_equal(np.sort(getattr(orders, name)), np.sort(getattr(truth.orders, name)), equal_nan=True)
    assert orders.paid_fen.sum() == truth.paid_fen.sum() and orders.is_closed.sum() == (truth.status == "closed").sum()


def test_the_cursor_of_last_week_brings_only_what_changed_and_the_same_shop_as_reading_anew(client, clock):
    clock.now = NOW - timedelta(days=7)
    pages = list(client.order_pages(merchant()))
    clock.now = NOW
    changed = list(client.order_pages(merchant(), since=pages[-1].cursor))
    anew = merged(client.order_pages(merchant()))
    kept = merged(pages + changed)
    recent = kept.where(np.isin(kept.key, anew.key))  # the portal shows a certain number of days, so old ones drop out
    assert 0 < sum(page.records for page in changed) < 0.2 * len(anew)
    assert len(recent) == len(anew)
    for name in ("settled_at", "refunded_at", "confirmed_at"):
        columns = [getattr(one, name)[np.argsort(one.key)] for one in (recent, anew)]
        assert np.array_equal(*columns, equal_nan=True)


def pages(peer, what, limit):
    since, has_more = {}, True
    while has_more:
        page = get(peer, what, limit=limit, **since).json()
        since, has_more = {"since": page["next_cursor"]}, page["has_more"]
        yield page[what]


def test_pages_of_any_size_hold_the_same_records_each_once(peer, clock):
    small, large = (list(pages(peer, "settlements", limit)) for limit in (50, 500))
    assert {len(page) for page in small[:-1]} == {50} and {len(page) for page in large[:-1]} == {500}
    records = [one for page in small for one in page]
    assert records == [one for page in large for one in page]
    assert len({one["id"] for one in records}) == len(records)


def test_records_that_changed_in_the_same_second_are_not_lost_between_two_pages():
    times, ids = (
        np.array(["2026-01-01T00:00:00"] * 3 + ["2026-01-02T00:00:00"], "datetime64[s]"),
        np.array(list("cabd")),
    )
    found, asked = [], {"since": None, "limit": "1"}
    for _ in range(4):
        chosen, place = demo_api.page(times, ids, asked)
        found += ids[chosen].tolist()
        asked = {"since": place["next_cursor"], "limit": "1"}
    assert found == list("abcd") and not place["has_more"]


def test_the_settlements_and_the_profile_are_read_by_the_client(client):
    profile = client.profile(merchant("crisp-snacks"))
    assert (profile.platform, profile.industry, profile.unreadable) == ("douyin", "food", ())
    assert profile.opened_on.year == 2023
    pages = list(client.settlement_pages(merchant("crisp-snacks")))
    assert {one.state for page in pages for one in page.settlements} >= {"on_the_way", "arrived", "refunded"}
    assert not any(page.findings for page in pages)


@pytest.mark.parametrize("key", [None, "", "wrong", API_KEY + "x", "\xe9"])
def test_without_the_service_key_nothing_is_told(peer, key):
    for merchant_id in (merchant(), "demo-none-0123456789ab"):
        assert is_refused(get(peer, "orders", merchant_id, key=key), 401)


def test_the_token_of_a_merchants_chat_is_no_service_key(peer):
    browser = requests.Session()
    browser.post(f"{peer.url}/demo/sign-in", json={"shop": SHOPS[0]}, timeout=10)
    token = browser.get(f"{peer.url}/demo/token", timeout=10).json()["token"]
    assert is_refused(get(peer, "orders", key=token), 401)


@pytest.mark.parametrize(
    "merchant_id", ["m-1", "demo-none-0123456789ab", f"demo-{SHOPS[0]}", f"demo-{SHOPS[0]}-xyz", f"demo-{SHOPS[0]}-"]
)
def test_a_merchant_that_is_not_there_is_not_found(peer, merchant_id):
    assert is_refused(get(peer, "orders", merchant_id), 404)


@pytest.mark.parametrize("path", ["", "/v1", "/v1/merchants", f"/v1/merchants/{merchant()}", "/v2/x/y/z"])
def test_an_address_that_is_not_there_is_not_found_in_the_same_shape(peer, path):
    headers = {"Authorization": f"Bearer {API_KEY}"}
    assert is_refused(requests.get(f"{peer.url}/demo/api{path or '/'}", headers=headers, timeout=10), 404)
    assert is_refused(get(peer, "buyers"), 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_only_get_is_served(peer, method):
    assert is_refused(get(peer, "orders", method=method), 405)


@pytest.mark.parametrize(
    "query",
    [{"since": "x"}, {"since": "MjAyNg"}, {"since": "é"}, {"since": "="}, {"since": "A" * 511},
     {"since": "MjAyNi0xMy0wMVQwMDowMDowMCBvLTE"},  # of month 13
     {"limit": "0"}, {"limit": "501"}, {"limit": "-1"}, {"limit": "many"}],
)  # fmt: skip
def test_a_cursor_or_limit_that_is_none_is_refused(peer, query):
    assert is_refused(get(peer, "orders", **query), 422)


def test_the_client_tells_the_refusals_of_the_portal_apart(peer, client):
    with pytest.raises(PortalError, match="unknown_merchant"):
        client.profile("demo-none-0123456789ab")
    with pytest.raises(PortalError, match="bad_cursor"):
        next(client.order_pages(merchant(), since="x"))
    with PortalClient(f"{peer.url}/demo/api", "wrong") as stranger, pytest.raises(PortalError, match="refused"):
        stranger.profile(merchant())


def test_no_record_has_a_field_of_a_buyer(peer, clock):
    allowed = set(DOCUMENT["components"]["schemas"]["Order"]["properties"])
    page = get(peer, "orders", limit=500).json()
    assert all(set(order) <= allowed for order in page["orders"])
    assert not any(number in str(page) for number in shown(SHOPS[0], NOW).orders.number[-50:])


class RealApplication(PortalPeer):
    """The application of `financing-advisor serve` with the settings it would have; nobody answers in its chat."""

    def __init__(self, folder):
        from advisor.server import server

        async def nothing():
            pass

        files = {f"ADVISOR_{name}": str(folder / name) for name in ("DEMO_KEY_FILE", "FILES_FOLDER", "UPLOADS_FOLDER")}
        self.settings = settings.load({**files, "ADVISOR_DEMO": "yes"})
        silent = SimpleNamespace(feed=SimpleNamespace(close=lambda: None))
        idle = {"agent": None, "gateway": None, "conversations": silent, "start": nothing, "close": nothing}
        self.app = server(SimpleNamespace(settings=self.settings, **idle))


def test_the_servers_own_application_serves_it_where_the_settings_say(tmp_path):
    with RealApplication(tmp_path) as running:
        known = replace(running.settings, port=urlsplit(running.url).port)
        with PortalClient(known.portal_api_url, known.portal_api_key) as one:
            assert one.profile(merchant()).platform == "taobao"
            orders = merged(one.order_pages(merchant()))
    assert len(orders) > 2000 and orders.last_seen > orders.created_at.min()
