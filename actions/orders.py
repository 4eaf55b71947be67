"""Takes in an order export: its orders are kept without any buyer, the file itself is deleted whatever happens, unless
its columns have to be asked about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.columns import ask_for_columns
from actions.orders_taken import keep_file, take_orders
from actions.speech import say
from actions.turn import Turn
from actions.uploads import FORGOTTEN, forget_upload, sweep_uploads, uploaded, waits_for
from actions.wiring import Events, converses, stores
from advisor.merchants.order_file import OrderFileError
from advisor.merchants.readers import read_orders


class ImportOrders(Action):
    """Reads the uploaded file, says what is in it, and offers the cash cycle; unknown columns are asked about."""

    def name(self) -> str:
        return "action_import_orders"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        if turn.one("keep") == "last":
            stores().order_pages.keep_only_the_last(turn.merchant_id)
            return take_orders(dispatcher, turn, tracker, None)
        path = uploaded(turn.one("upload"))
        if path is None:
            dispatcher.utter_message(response="utter_upload_how")
            return []
        forget_upload(turn)
        events: Events = []
        try:
            events = _read(dispatcher, turn, tracker, path)
        finally:
            if waits_for(path) not in events:
                path.unlink(missing_ok=True)
            sweep_uploads()
        return events


def _read(dispatcher: CollectingDispatcher, turn: Turn, tracker: Tracker, path: Path) -> Events:
    try:
        file = read_orders(path)
    except OrderFileError as error:
        if error.code == "unknown_columns":
            return ask_for_columns(dispatcher, turn, path)
        say(dispatcher, turn, "orders_unreadable", error=error)
        return FORGOTTEN
    book, replaced = keep_file(turn, file)
    return FORGOTTEN + take_orders(dispatcher, turn, tracker, book, replaced=replaced)
