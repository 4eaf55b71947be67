"""Whole journeys in real Chromium: orders from a file or the portal, slang, a restart, pictures, three products."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.served import Served

pytestmark = pytest.mark.slow
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ORDERS = Path(__file__).parent / "data" / "tmall_orders.csv"
ANSWER_WITHIN_MS = 20_000


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The served advisor."""
    made = Served(tmp_path_factory.mktemp("served"))
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Headless Chromium; the tests skip where there is none."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (make browser)")
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield started
        started.close()


class Chat:
    """The page as a merchant uses it."""

    def __init__(self, browser: Any, address: str, *, width: int, height: int, is_phone: bool = False) -> None:
        window = {"width": width, "height": height}
        self.context = browser.new_context(viewport=window, locale="zh-CN", is_mobile=is_phone, has_touch=is_phone)
        self.page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(address)

    def sign_in(self, shop: str) -> None:
        self.page.get_by_role("button", name=shop).click()
        self.page.locator("advisor-chat textarea, advisor-chat button.launcher").first.wait_for(state="attached")
        launcher = self.page.locator("advisor-chat button.launcher")
        if launcher.is_visible():
            launcher.click()

    def bubbles(self) -> list[str]:
        return [text.strip() for text in self.page.locator("advisor-chat .turn.bot .bubble").all_inner_texts()]

    def say(self, text: str, wanted: str) -> None:
        """Type a text and wait until a bot's message after it holds `wanted`."""
        before = self.page.locator("advisor-chat .turn.bot .bubble").count()
        self.page.locator("advisor-chat textarea").fill(text)
        self.page.locator("advisor-chat textarea").press("Enter")
        self.expect(before, wanted)

    def expect(self, before: int, wanted: str) -> None:
        answers = self.page.locator("advisor-chat .turn.bot .bubble")
        answers.nth(before).wait_for(timeout=ANSWER_WITHIN_MS)
        self.page.locator("advisor-chat .turn.bot .bubble", has_text=wanted).last.wait_for(timeout=ANSWER_WITHIN_MS)
        said = "\n".join(answers.all_inner_texts()[before:])
        assert wanted in said, said

    def upload(self, path: Path, wanted: str) -> None:
        before = self.page.locator("advisor-chat .turn.bot .bubble").count()
        self.page.locator("advisor-chat input[type=file]").set_input_files(path)
        self.expect(before, wanted)

    def pictures(self) -> Any:
        return self.page.locator("advisor-chat .picture img")

    def top_of(self, selector: str) -> float:
        """How far below the top of the list of messages the last such part begins, in pixels."""
        inside = "node => node.getBoundingClientRect().top - node.closest('.scroll').getBoundingClientRect().top"
        return float(self.page.locator(f"advisor-chat {selector}").last.evaluate(inside))

    def is_as_wide_as_the_window(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_merchant_gets_from_an_order_export_to_three_products(served: Served, browser: Any) -> None:
    chat = Chat(browser, served.address, width=1280, height=860)
    chat.sign_in("素麻女装")
    chat.say("hi 在不", "智能助手")
    chat.upload(ORDERS, "240 行")
    chat.say("好，算吧", "题：")
    chat.say("进价大概六成", "第 2/")
    served.restart()
    chat.say("压货一个半月", "第 3/")
    chat.say("供应商给30天账期", "现金周期")
    chat.page.locator("advisor-chat .picture img").first.wait_for(timeout=ANSWER_WITHIN_MS)
    chat.say("好的", "第 1/")
    chat.say("急用20个w", "20 万元")
    chat.say("俩月", "60 天")
    served.restart(signal.SIGKILL)
    chat.say("三天内", "平台")
    chat.say("淘宝", "多久")
    chat.say("9个月", "执照")
    chat.say("有的", "还得怎么样")
    chat.say("没逾期过", "报税")
    chat.say("偶尔报", "房")
    chat.say("没有", "3. ")
    result = chat.bubbles()[-1]
    assert "1. " in result and "2. " in result and "元" in result and "资料日期" in result
    history = chat.bubbles()
    chat.page.reload()
    chat.page.locator("advisor-chat .turn.bot .bubble").nth(len(history) - 1).wait_for(timeout=ANSWER_WITHIN_MS)
    assert chat.bubbles() == history
    assert chat.errors == []


def test_on_a_phone_nothing_is_wider_than_the_screen(served: Served, browser: Any) -> None:
    chat = Chat(browser, served.address, width=390, height=844)
    assert chat.is_as_wide_as_the_window()
    chat.sign_in("壳小匠手机配件")
    chat.say("做个融资体检", "第 1/")
    assert chat.is_as_wide_as_the_window()
    chat.page.locator("advisor-chat .buttons button").first.click()
    chat.page.locator("advisor-chat .turn.bot .bubble", has_text="第 2/").wait_for(timeout=ANSWER_WITHIN_MS)
    assert chat.errors == []


def test_the_portals_orders_lead_to_a_forecast_with_its_picture(served: Served, browser: Any) -> None:
    chat = Chat(browser, served.address, width=390, height=844, is_phone=True)
    chat.page.get_by_role("button", name="素麻女装").click()
    chat.page.get_by_role("button", name="用后台订单算现金周期").click()
    chat.expect(0, "店铺后台的订单读好了")
    chat.say("预测13周现金", "第 1/")
    for answer, wanted in [
        ("2万6", "第 2/"),
        ("六成", "第 3/"),
        ("一个半月", "第 4/"),
        ("现结", "第 5/"),
        ("一万二", "第 6/"),
    ]:
        chat.say(answer, wanted)
    chat.say("不投", "未来 13 周")
    chat.pictures().first.wait_for(timeout=ANSWER_WITHIN_MS)
    assert "未来 13 周" in chat.pictures().last.get_attribute("alt")
    assert chat.top_of(".turn.merchant") >= 0, "the beginning of a long answer stays in sight"
    chat.page.get_by_role("button", name="下面还有").click()
    assert chat.page.locator("advisor-chat .buttons button").last.is_visible()
    chat.pictures().last.tap()
    assert chat.page.locator("advisor-chat dialog img").evaluate("image => image.clientWidth") > 700
    chat.page.keyboard.press("Escape")
    assert chat.page.locator("advisor-chat .panel").is_visible()
    assert chat.is_as_wide_as_the_window()
    assert chat.errors == []


def test_a_file_that_is_too_large_is_not_even_sent(served: Served, browser: Any, tmp_path: Path) -> None:
    chat = Chat(browser, served.address, width=1280, height=860)
    chat.sign_in("山野脆零食")
    large = tmp_path / "orders.csv"
    large.write_bytes(b"1,2\n" * (21 * 2**20 // 4))
    chat.page.locator("advisor-chat input[type=file]").set_input_files(large)
    assert "20 MB" in chat.page.locator("advisor-chat .note.warn").inner_text()
    assert chat.page.locator("advisor-chat .turn").count() == 0


def test_two_shops_never_see_each_other(served: Served, browser: Any) -> None:
    first = Chat(browser, served.address, width=1280, height=860)
    first.sign_in("山野脆零食")
    first.say("什么是账期", "账期")
    second = Chat(browser, served.address, width=1280, height=860)
    second.sign_in("壳小匠手机配件")
    second.page.wait_for_timeout(500)
    assert not any("账期：" in text for text in second.bubbles())
