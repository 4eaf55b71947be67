"""The demo portal: three made-up shops, a cookie, a short token, and pages that load nothing from elsewhere."""

from __future__ import annotations

import re
from datetime import datetime

import jwt
import pytest
import requests
from portal_peer import KEY, PortalPeer

from advisor.channels.demo_shops import shops
from advisor.channels.demo_view import dated
from advisor.channels.pages import WEB, pages
from advisor.channels.words import language_of, words

SHOPS = list(shops())


@pytest.fixture(scope="module")
def peer(tmp_path_factory):
    with PortalPeer(tmp_path_factory.mktemp("demo")) as running:
        yield running


def signed_in(peer, shop_id):
    browser = requests.Session()
    answer = browser.post(f"{peer.url}/demo/sign-in", json={"shop": shop_id}, timeout=10)
    assert answer.status_code == 200
    return browser


def merchant_of(peer, browser):
    minted = browser.get(f"{peer.url}/demo/token", timeout=10).json()["token"]
    return jwt.decode(minted, KEY, algorithms=["HS256"], audience="advisor-portal")


@pytest.mark.parametrize("shop_id", SHOPS)
def test_each_shop_can_be_signed_in_and_gets_a_token_of_its_own(peer, shop_id):
    claims = merchant_of(peer, signed_in(peer, shop_id))
    assert shop_id in claims["sub"]


def test_the_token_of_the_demo_opens_the_chat(peer):
    browser = signed_in(peer, SHOPS[0])
    minted = browser.get(f"{peer.url}/demo/token", timeout=10).json()["token"]
    answer = requests.get(f"{peer.base}/messages", headers={"Authorization": f"Bearer {minted}"}, timeout=10)
    assert answer.json()["messages"] == []


def test_two_visitors_of_one_shop_are_two_merchants(peer):
    one, other = (merchant_of(peer, signed_in(peer, SHOPS[0]))["sub"] for _ in range(2))
    assert one != other


def test_a_visitor_who_comes_back_to_a_shop_is_the_same_merchant(peer):
    browser = signed_in(peer, SHOPS[0])
    first = merchant_of(peer, browser)["sub"]
    browser.post(f"{peer.url}/demo/sign-out", timeout=10)
    assert browser.get(f"{peer.url}/demo/token", timeout=10).status_code == 401
    browser.post(f"{peer.url}/demo/sign-in", json={"shop": SHOPS[1]}, timeout=10)
    browser.post(f"{peer.url}/demo/sign-in", json={"shop": SHOPS[0]}, timeout=10)
    assert merchant_of(peer, browser)["sub"] == first


def test_nobody_signed_in_gets_a_choice_of_three_shops_and_no_token(peer):
    answer = requests.get(f"{peer.url}/demo/shop", timeout=10).json()
    assert answer["shop"] is None
    assert [shop["id"] for shop in answer["shops"]] == SHOPS
    refused = requests.get(f"{peer.url}/demo/token", timeout=10)
    assert (refused.status_code, refused.json()["ok"]) == (401, False)


def test_the_chats_token_is_no_session_of_the_demo(peer):
    minted = signed_in(peer, SHOPS[0]).get(f"{peer.url}/demo/token", timeout=10).json()["token"]
    answer = requests.get(f"{peer.url}/demo/shop", cookies={"demo_session": minted}, timeout=10)
    assert answer.json()["shop"] is None


@pytest.mark.parametrize("body", [{"shop": "none"}, {"shop": None}, {"shop": ["x"]}, [], {}])
def test_an_unknown_shop_is_refused_in_words(peer, body):
    answer = requests.post(f"{peer.url}/demo/sign-in", json=body, timeout=10)
    assert (answer.status_code, answer.json()["ok"]) == (404, False)


def test_the_cookie_cannot_be_read_by_scripts_or_sent_from_elsewhere(peer):
    answer = requests.post(f"{peer.url}/demo/sign-in", json={"shop": SHOPS[0]}, timeout=10)
    cookie = answer.headers["Set-Cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie


def test_a_page_runs_and_loads_only_what_is_ours(peer):
    answer = requests.get(peer.url, timeout=10)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_no_page_has_script_or_style_inside_or_from_elsewhere():
    html = (WEB / "demo.html").read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html)
    for name, page in pages().items():
        text = re.sub(r"^//.*$", "", page.content.decode(), flags=re.M)
        assert not re.search(r"""(?:src|href|url|import|fetch)\W{0,4}https?://""", text), name
        assert "innerHTML" not in text and "insertAdjacentHTML" not in text, name


def test_only_pages_are_served_from_the_folder_of_pages(peer):
    assert requests.get(f"{peer.url}/web/advisor-chat.js", timeout=10).status_code == 200
    for name in ("demo_shops.yml", "../settings.py", "%2e%2e/settings.py", "nothing.js", ""):
        assert requests.get(f"{peer.url}/web/{name}", timeout=10).status_code == 404


def test_a_page_the_browser_has_is_not_sent_again(peer):
    first = requests.get(f"{peer.url}/web/advisor-chat.js", timeout=10)
    again = requests.get(
        f"{peer.url}/web/advisor-chat.js", headers={"If-None-Match": first.headers["ETag"]}, timeout=10
    )
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("shop_id", SHOPS)
@pytest.mark.parametrize(
    "now", [datetime(2026, 9, 1, 0, 0, 5), datetime(2027, 2, 28, 13), datetime(2028, 6, 19, 23, 59)]
)
def test_the_money_of_a_demo_shop_adds_up(shop_id, now):
    shown = dated(shop_id, shops()[shop_id], now)
    assert shown["available_fen"] == shown["movements"][0]["balance_fen"]
    assert all(movement["balance_fen"] > 0 for movement in shown["movements"])
    on_the_way = [one["amount_fen"] for one in shown["settlements"] if one["stage"] == "on_the_way"]
    assert shown["on_the_way_fen"] == sum(on_the_way) > 0
    for settlement in shown["settlements"]:
        assert (settlement["stage"] == "arrived") == (settlement.get("pays_on", "9999") < shown["today"])


@pytest.mark.parametrize("shop_id", SHOPS)
def test_the_pages_of_a_demo_shop_show_the_newest_orders_of_every_stage(shop_id):
    shown = dated(shop_id, shops()[shop_id], datetime(2026, 11, 25, 15))
    assert {order["stage"] for order in shown["orders"]} == {"to_ship", "shipped", "received", "settled", "returning"}
    assert [order["number"] for order in shown["orders"]] == sorted(
        (order["number"] for order in shown["orders"]), reverse=True
    )
    assert all(set(order["goods"]) == {"zh", "en"} for order in shown["orders"])


@pytest.mark.parametrize("shop_id", SHOPS)
def test_every_sentence_of_a_demo_shop_is_there_in_both_languages(shop_id):
    def check(node):
        if isinstance(node, dict):
            assert ("zh" in node) == ("en" in node)
            for value in node.values():
                check(value)
        elif isinstance(node, list):
            for value in node:
                check(value)

    check(shops()[shop_id])


def test_the_channels_words_name_the_known_codes_when_one_is_unknown():
    with pytest.raises(KeyError, match="file_too_large"):
        words("no_such_code")


@pytest.mark.parametrize(("locale", "language"), [
    (None, "zh"), ("", "zh"), ("*", "zh"), ("zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("en_US", "en"), ("fr", "en"),
])  # fmt: skip
def test_a_locale_leads_to_one_of_our_two_languages(locale, language):
    assert language_of(locale) == language
