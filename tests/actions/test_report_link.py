"""The report in the chat: links, pictures, until when; what is missing is offered."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.report_link import SendReport
from actions.shop_report import shop_today
from actions.wiring import stores
from advisor.conversations.files import merchant_folder
from advisor.conversations.report_files import REPORT_DAYS, kept_report
from advisor.erasing import erase_merchant
from tests.reports.made_up_shop import make_shop


def sent(merchant, language="zh", loop=None):
    merchant.slots["language"] = language
    tracker, dispatcher = merchant.tracker("ask_report"), CollectingDispatcher()
    tracker.active_loop = {"name": loop} if loop else {}
    return dispatcher.messages, SendReport().run(dispatcher, tracker, {})


def links(messages):
    return [link for one in messages if one.get("custom") for link in one["custom"]["card"]["links"]]


def report_of(merchant, messages):
    return kept_report(stores().settings.files_folder, merchant.id, links(messages)[0]["path"].split("/")[1])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_chat_gets_a_page_a_pdf_and_pictures(merchant, language):
    make_shop(merchant.id, orders=400)
    messages, _ = sent(merchant, language)
    report = report_of(merchant, messages)
    assert [link["path"] for link in links(messages)] == [
        f"reports/{report.id}/{name}" for name in ("report.html", "report.pdf")
    ]
    assert report.file("report.pdf").read_bytes().startswith(b"%PDF")
    assert "素麻女装" in report.file("report.html").read_text("utf-8")
    images = [one["image"] for one in messages if one.get("image")]
    assert 2 <= len(images) <= 4
    folder = merchant_folder(stores().settings.files_folder, merchant.id)
    assert all((folder / f"{image.removeprefix('files/')}.png").is_file() for image in images)
    assert all(one.get("text") for one in messages if one.get("image"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_says_the_day_until_when_and_that_it_is_no_decision(merchant, language):
    make_shop(merchant.id, orders=400)
    messages, _ = sent(merchant, language)
    said = messages[0]["text"]
    assert shop_today().isoformat() in said
    assert (shop_today() + timedelta(days=REPORT_DAYS)).isoformat() in said
    assert {"zh": "不是信贷审批", "en": "no credit decision"}[language] in said
    assert "{" not in said and "http" not in said


def test_what_is_missing_is_said_and_offered(merchant):
    make_shop(merchant.id, orders=400, swot=False, need=False)
    messages, events = sent(merchant)
    assert "还缺" in messages[0]["text"]
    assert [button["payload"] for button in messages[-1]["buttons"]] == ["/start_swot", "/find_financing"]
    assert [(event["name"], event["value"]) for event in events] == [("offer", "swot")]


def test_a_report_with_everything_offers_nothing(merchant):
    make_shop(merchant.id, orders=400)
    messages, events = sent(merchant)
    assert events == [] and not [one for one in messages if one.get("buttons")]
    assert "还缺" not in messages[0]["text"]


def test_where_nothing_is_known_there_is_no_report_but_a_beginning(merchant):
    messages, events = sent(merchant)
    assert links(messages) == [] and not [one for one in messages if one.get("image")]
    assert "给我报告" in messages[0]["text"] and events[0]["value"] == "swot"


def test_in_the_middle_of_a_question_nothing_else_is_offered(merchant):
    make_shop(merchant.id, orders=400, swot=False)
    messages, events = sent(merchant, loop="interview_form")
    assert links(messages) and events == [] and not [one for one in messages if one.get("buttons")]


def test_erasing_the_merchant_erases_the_reports(merchant):
    make_shop(merchant.id, orders=400)
    messages, _ = sent(merchant)
    report = report_of(merchant, messages)
    erase_merchant(stores().merchants.engine, stores().settings, merchant.id)
    assert not report.folder.exists()
    assert kept_report(stores().settings.files_folder, merchant.id, report.id) is None


def test_the_server_starts_without_loading_the_typesetter():
    code = "import sys, actions.report_link; sys.exit(bool({'typst', 'fontTools', 'matplotlib'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
