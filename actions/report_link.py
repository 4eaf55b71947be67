"""Makes the report of a merchant and says where it can be opened, by whom and until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.facts import now
from actions.pictures import kept_picture
from actions.shop_report import report_of, shop_today
from actions.speech import button, label, rendered, say
from actions.turn import Turn
from actions.wiring import Events, converses, stores
from advisor.conversations.report_files import REPORT_DAYS, KeptReport, keep_report
from advisor.reports.report import pages, report_pdf, report_pictures
from advisor.reports.report_page import report_page
from advisor.reports.report_view import view

PARTS = ("swot", "stages", "balance", "products", "plan")
TASKS = {"swot": "swot", "balance": "forecast", "products": "financing"}
"""The task that a part of the report comes from."""
STARTS = {"swot": "start_swot", "balance": "start_forecast", "products": "find_financing"}


class SendReport(Action):
    """The report as it is now: links that only this merchant can open, and pictures; then what is still missing."""

    def name(self) -> str:
        return "action_send_report"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        shown = view(report_of(turn))
        missing = [name for name in TASKS if not shown[name]]
        if any(shown[name] for name in PARTS):
            _send(dispatcher, turn, shown, missing)
        else:
            say(dispatcher, turn, "report_nothing")
        is_asked_something = bool((tracker.active_loop or {}).get("name"))
        return [] if is_asked_something or not missing else _offer(dispatcher, turn, missing)


def _send(dispatcher: CollectingDispatcher, turn: Turn, shown: dict[str, Any], missing: Sequence[str]) -> None:
    files = {"report.html": report_page(shown).encode(), "report.pdf": report_pdf(shown)}
    kept = keep_report(stores().settings.files_folder, turn.merchant_id, files, now())
    text = rendered(
        turn,
        "report_link",
        made_on=shop_today(),
        expires_on=shop_today() + timedelta(days=REPORT_DAYS),
        contents=_words(turn, [name for name in PARTS if shown[name]]),
        missing=_words(turn, missing),
    )
    dispatcher.utter_message(text=text, json_message={"card": _card(turn, kept)})
    for names, png in zip(pages(shown), report_pictures(shown), strict=True):
        caption = _words(turn, [name for name in names if shown.get(name)])
        dispatcher.utter_message(text=caption or None, image=kept_picture(turn, png))


def _offer(dispatcher: CollectingDispatcher, turn: Turn, missing: Sequence[str]) -> Events:
    task = TASKS[missing[0]]
    say(
        dispatcher, turn, "offer", task=task, buttons=[button(label(turn, STARTS[one]), STARTS[one]) for one in missing]
    )
    return [SlotSet("offer", task)]


def _card(turn: Turn, kept: KeptReport) -> dict[str, Any]:
    """What the chat shows as links: it fetches the right to open one when it is pressed."""
    names = {"page": "report.html", "pdf": "report.pdf"}
    links = [{"title": _words(turn, [key]), "path": f"reports/{kept.id}/{name}"} for key, name in names.items()]
    return {"title": _words(turn, ["title"]), "note": _words(turn, ["note"]), "links": links}


def _words(turn: Turn, names: Sequence[str]) -> str:
    return rendered(turn, "report_words", names=names)
