"""A report in the browser: its merchant opens it, nobody else does, and not for ever."""

from __future__ import annotations

import json
import time
from datetime import datetime, timedelta, timezone

import jwt
import pytest
import requests

from advisor.channels.report_access import COOKIE, COOKIE_NAME, TICKET, minted
from advisor.conversations.files import delete_files_of
from advisor.conversations.report_files import MOST_REPORTS, REPORT_DAYS, keep_report, kept_report
from tests.channels.portal_peer import ORIGIN, PortalPeer, token

FILES = {"report.html": "<p>报告</p>".encode(), "report.pdf": b"%PDF-1.7 a report"}
BROWSER = {"Accept": "text/html,*/*", "Accept-Language": "zh-CN"}


@pytest.fixture(scope="module")
def peer(tmp_path_factory):
    with PortalPeer(tmp_path_factory.mktemp("portal")) as running:
        yield running


@pytest.fixture
def report(peer):
    return keep_report(peer.settings.files_folder, "m-1", FILES, datetime.now(timezone.utc))


def url(peer, report, name="report.html"):
    return f"{peer.base}/reports/{report.id}/{name}"


def ticket(peer, report, sub="m-1", **headers):
    address, headers = url(peer, report, "ticket"), {"Authorization": f"Bearer {token(sub)}", **headers}
    return requests.post(address, headers=headers, timeout=20)


def opened(peer, report, name="report.html"):
    """A browser in which the merchant opened the report from the chat."""
    browser = requests.Session()
    signed = ticket(peer, report).json()["ticket"]
    answer = browser.get(url(peer, report, name), params={"ticket": signed}, headers=BROWSER, timeout=20)
    return browser, answer


def expire(report, days=REPORT_DAYS):
    about = report.file("about.json")
    past = datetime.fromisoformat(json.loads(about.read_text())["expires_at"]) - timedelta(days=days, seconds=1)
    about.write_text(json.dumps({"expires_at": past.isoformat(), "key": report.key}))


@pytest.mark.parametrize(
    ("name", "kind"), [("report.html", "text/html; charset=utf-8"), ("report.pdf", "application/pdf")]
)
def test_its_merchant_opens_it_from_the_chat_and_the_address_keeps_no_secret(peer, report, name, kind):
    browser, answer = opened(peer, report, name)
    assert answer.status_code == 200 and answer.content == FILES[name]
    assert answer.headers["Content-Type"] == kind
    assert answer.url == url(peer, report, name)
    assert browser.get(url(peer, report, name), headers=BROWSER, timeout=20).content == FILES[name]


def test_the_token_of_the_merchant_opens_it_without_a_ticket(peer, report):
    answer = peer.get(f"/reports/{report.id}/report.pdf")
    assert answer.status_code == 200 and answer.content == FILES["report.pdf"]


def test_the_address_alone_opens_nothing_and_says_what_to_do(peer, report):
    answer = requests.get(url(peer, report), headers=BROWSER, timeout=20)
    assert answer.status_code == 401 and answer.text.startswith("这份报告只有店主本人能打开")
    answer = requests.get(url(peer, report), headers={**BROWSER, "Accept-Language": "en"}, timeout=20)
    assert answer.status_code == 401 and answer.text.startswith("Only the shop's owner")


def test_another_merchant_gets_neither_ticket_nor_file(peer, report):
    assert ticket(peer, report, sub="m-2").status_code == 404
    assert peer.get(f"/reports/{report.id}/report.html", sub="m-2").status_code == 404


def test_a_cookie_opens_one_report_and_no_other_of_the_same_merchant(peer, report):
    other = keep_report(peer.settings.files_folder, "m-1", FILES, datetime.now(timezone.utc))
    browser, _ = opened(peer, report)
    assert [cookie.path for cookie in browser.cookies] == [f"/webhooks/portal/reports/{report.id}"]
    cookies = {COOKIE_NAME: browser.cookies[COOKIE_NAME]}
    assert requests.get(url(peer, other), cookies=cookies, headers=BROWSER, timeout=20).status_code == 404


def test_a_cookie_is_kept_from_scripts_and_from_other_sites(peer, report):
    signed = ticket(peer, report).json()["ticket"]
    answer = requests.get(url(peer, report), params={"ticket": signed}, timeout=20, allow_redirects=False)
    assert answer.status_code == 303 and answer.headers["Location"] == "report.html"
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path" not in cookie


def test_a_ticket_is_good_for_a_minute(peer, report, monkeypatch):
    clock = time.time
    monkeypatch.setattr("advisor.channels.report_access.time.time", lambda: clock() - 61)
    late = minted(report, "m-1", TICKET)
    monkeypatch.undo()
    answer = requests.get(url(peer, report), params={"ticket": late}, headers=BROWSER, timeout=20)
    assert answer.status_code == 410 and "过期" in answer.text


def test_a_ticket_is_no_cookie_and_a_cookie_no_ticket(peer, report):
    cookies = {COOKIE_NAME: minted(report, "m-1", TICKET)}
    assert requests.get(url(peer, report), cookies=cookies, timeout=20).status_code == 404
    params = {"ticket": minted(report, "m-1", COOKIE)}
    assert requests.get(url(peer, report), params=params, timeout=20).status_code == 404


def forged(kept, key="x" * 64, **claims):
    known = {"sub": "m-1", "report": kept.id, "aud": COOKIE, "exp": int(time.time()) + 600}
    return jwt.encode({**known, **claims}, key, algorithm="HS256")


@pytest.mark.parametrize("made", [
    lambda report: forged(report),
    lambda report: forged(report, report.key, sub="m-2"),
    lambda report: forged(report, report.key, report="another"),
    lambda report: jwt.encode({"sub": "m-1", "report": report.id, "aud": COOKIE, "exp": 9**10}, None, algorithm="none"),
    lambda report: token("m-1", aud=COOKIE, report=report.id),
    lambda report: "not.a.token",
    lambda report: "",
])  # fmt: skip
def test_what_the_server_did_not_sign_opens_nothing(peer, report, made):
    answer = requests.get(url(peer, report), cookies={COOKIE_NAME: made(report)}, headers=BROWSER, timeout=20)
    assert answer.status_code in (401, 404) and b"%PDF" not in answer.content


def test_after_its_days_nothing_opens_it_and_one_sentence_says_so(peer, report):
    browser, _ = opened(peer, report)
    expire(report)
    assert ticket(peer, report).status_code == 410
    for answer in (
        peer.get(f"/reports/{report.id}/report.pdf"),
        browser.get(url(peer, report), headers=BROWSER, timeout=20),
    ):
        assert answer.status_code == 410
    assert "过期" in answer.text and "给我报告" in answer.text


def test_an_erased_merchant_has_no_report_and_its_cookies_open_nothing(peer, report):
    browser, _ = opened(peer, report)
    assert delete_files_of(peer.settings.files_folder, "m-1") >= len(FILES)
    assert browser.get(url(peer, report), headers=BROWSER, timeout=20).status_code == 404
    assert ticket(peer, report).status_code == 404


@pytest.mark.parametrize("name", ["about.json", "..%2Fabout.json", "report.htm", "%2e%2e/about.json", "report.html%00"])
def test_only_the_page_and_the_pdf_are_shown(peer, report, name):
    answer = requests.get(
        f"{peer.base}/reports/{report.id}/{name}", headers={"Authorization": f"Bearer {token()}"}, timeout=20
    )
    assert answer.status_code in (400, 404) and report.key not in answer.text


@pytest.mark.parametrize("report_id", ["x" * 22, "..", "..%2F..", "%2e%2e%2f", "a"])
def test_an_unknown_report_is_not_found(peer, report, report_id):
    answer = requests.get(
        f"{peer.base}/reports/{report_id}/report.html", headers={"Authorization": f"Bearer {token()}"}, timeout=20
    )
    assert answer.status_code == 404


def test_a_report_is_not_kept_by_caches_named_to_others_or_able_to_run_anything(peer, report):
    _, answer = opened(peer, report)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "script-src" not in answer.headers["Content-Security-Policy"]


def test_a_page_of_the_portal_may_ask_for_a_ticket_and_no_other_page_may(peer, report):
    assert ticket(peer, report, Origin=ORIGIN).headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "Access-Control-Allow-Origin" not in ticket(peer, report, Origin="https://evil.example").headers
    asked = requests.options(url(peer, report, "ticket"), headers={"Origin": ORIGIN}, timeout=20)
    assert asked.status_code == 204 and asked.headers["Access-Control-Allow-Origin"] == ORIGIN


def test_of_many_reports_the_newest_stay(tmp_path):
    made = [keep_report(tmp_path, "m-1", FILES, datetime.now(timezone.utc)) for _ in range(MOST_REPORTS + 2)]
    assert [kept_report(tmp_path, "m-1", one.id) is not None for one in made] == [False] * 2 + [True] * MOST_REPORTS
