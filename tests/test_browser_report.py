"""A report opened from the chat in real Chromium: a tab of its own, for this merchant, in this browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

import jwt
import pytest

from advisor.conversations.report_files import KeptReport, keep_report
from advisor.conversations.store import Draft
from advisor.reports.report_page import report_page
from advisor.reports.report_view import view
from tests.channels.portal_peer import PortalPeer
from tests.reports.sample_report import report

pytestmark = pytest.mark.slow
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WITHIN_MS = 20_000
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def peer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalPeer]:
    with PortalPeer(tmp_path_factory.mktemp("portal")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Headless Chromium; the tests skip where there is none."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (make browser)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


def signed_in(peer: PortalPeer, browser: Any) -> tuple[Any, KeptReport]:
    """A merchant's chat into which the bot put the links to a report."""
    page = browser.new_context(viewport=PHONE, locale="zh-CN").new_page()
    page.goto(peer.url)
    page.get_by_role("button", name="素麻女装").click()
    page.locator("advisor-chat").first.wait_for(state="attached")
    token = page.evaluate("fetch('/demo/token').then(answer => answer.json()).then(body => body.token)")
    merchant_id = jwt.decode(token, options={"verify_signature": False})["sub"]
    files = {"report.html": report_page(view(report("zh"))).encode(), "report.pdf": b"%PDF-1.7"}
    kept = keep_report(peer.settings.files_folder, merchant_id, files, datetime.now(timezone.utc))
    card = {"title": "报告", "links": [{"title": "打开网页版", "path": f"reports/{kept.id}/report.html"}]}
    peer.conversations.open(merchant_id, "portal")
    peer.conversations.add(merchant_id, [Draft("bot", "报告做好了", card=card)])
    page.reload()
    launcher = page.locator("advisor-chat button.launcher")
    launcher.wait_for(state="attached")
    if launcher.is_visible():
        launcher.click()
    return page, kept


def test_the_link_opens_the_report_in_a_tab_of_its_own(peer: PortalPeer, browser: Any) -> None:
    page, kept = signed_in(peer, browser)
    with page.context.expect_page() as opening:
        page.get_by_role("button", name="打开网页版").click()
    tab = opening.value
    tab.get_by_role("heading", name="店铺融资体检报告").wait_for(timeout=WITHIN_MS)
    assert tab.url == f"{peer.base}/reports/{kept.id}/report.html"
    assert tab.evaluate("window.opener") is None
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert tab.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(11, 107, 98)"  # its style holds
    tab.reload()
    tab.get_by_role("heading", name="店铺融资体检报告").wait_for(timeout=WITHIN_MS)


def test_the_same_address_in_another_browser_opens_nothing(peer: PortalPeer, browser: Any) -> None:
    page, kept = signed_in(peer, browser)
    stranger = browser.new_context(locale="zh-CN").new_page()
    answer = stranger.goto(f"{peer.base}/reports/{kept.id}/report.html")
    assert answer.status == 401 and "只有店主本人能打开" in stranger.content()


def test_where_the_report_is_gone_the_chat_says_so_beside_the_link(peer: PortalPeer, browser: Any) -> None:
    page, kept = signed_in(peer, browser)
    shutil.rmtree(kept.folder)
    page.get_by_role("button", name="打开网页版").click()
    page.locator("advisor-chat .link [role=status]", has_text="没有这份报告").wait_for(timeout=WITHIN_MS)


def test_chinese_shows_where_no_chinese_font_is(browser: Any) -> None:
    """With the font inside the page alone, every letter has its own width: none is a box for an unknown one."""
    shown = view(report("zh"))
    page = browser.new_context(viewport=PHONE).new_page()
    html = report_page(shown).replace('"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", ', "")
    page.set_content(re.sub(r"<meta http-equiv[^>]*>", "", html))  # its policy names the style sheet as it was
    page.evaluate("document.fonts.ready.then(() => true)")
    assert page.evaluate("[...document.fonts].map(one => one.status)") == ["loaded"]
    assert page.evaluate("document.fonts.check(\"16px 'Report Sans'\", '融资体检报告')")
