"""Takes in an order export: what it tells is learned, the file itself is deleted."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.facts import known_facts, learn, now
from actions.speech import button, label, say
from actions.turn import Turn
from actions.wiring import Events, converses, stores
from advisor.catalogue.errors import UnknownRecord
from advisor.merchants.readers import OrderFileError, read_orders
from advisor.trade.orders import OrderBook, summarise
from advisor.trade.records import SettlementRule

OLD_AFTER_DAYS = 90
UPLOAD_NAME = re.compile(r"[A-Za-z0-9_.-]{1,80}")


class ImportOrders(Action):
    """Reads the uploaded file, says what is in it, and offers the cash cycle."""

    def name(self) -> str:
        return "action_import_orders"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        path = _uploaded(turn.one("upload"))
        if path is None:
            dispatcher.utter_message(response="utter_upload_how")
            return []
        try:
            file = read_orders(path)
        except OrderFileError as error:
            say(dispatcher, turn, "orders_unreadable", error=error)
            return []
        finally:
            path.unlink(missing_ok=True)
        book = summarise(file.orders, file.findings, file.rows)
        learned = self._learn(turn, file.platform, book)
        is_old = book.last_day is not None and (now().date() - book.last_day).days > OLD_AFTER_DAYS
        say(dispatcher, turn, "orders_read", book=book, learned=learned, is_old=is_old)
        if turn.slots.get("interview") and (tracker.active_loop or {}).get("name"):
            return []
        start = [button(label(turn, "start_cash_cycle"), "start_cash_cycle"), button(label(turn, "not_now"), "deny")]
        say(dispatcher, turn, "offer", task="cash_cycle", buttons=start)
        return [SlotSet("offer", "cash_cycle")]

    def _learn(self, turn: Turn, platform: str | None, book: OrderBook) -> dict[str, Any]:
        """Keep the summary and the facts it gives; the time to the money is estimated by the platform's rules."""
        stores().merchants.keep_orders(turn.merchant_id, platform=platform, book=book, at=now())
        rate = None if book.return_rate is None else str(book.return_rate)
        measured = {"monthly_sales_fen": book.monthly_sales_fen, "return_rate": rate}
        measured = {name: value for name, value in measured.items() if value is not None}
        learn(turn, measured, source="orders")
        known = known_facts(turn.merchant_id)
        platform = known.get("platform") or platform
        rule = _settlement_rule(platform)
        if rule is None or known.get("receivable_days") is not None:
            return measured
        days = sum((rule.ship_days, rule.delivery_days, rule.auto_confirm_days, rule.settle_days, rule.withdraw_days))
        estimated = {"receivable_days": int(days)}
        learn(turn, estimated, source="rule")
        return {**measured, **estimated}


def _settlement_rule(platform: str | None) -> SettlementRule | None:
    try:
        return stores().catalogue.settlement_rule(platform) if platform else None
    except UnknownRecord:
        return None


def _uploaded(name: Any) -> Path | None:
    """The uploaded file of that name; only names that the gateway makes are looked up."""
    if not isinstance(name, str) or not UPLOAD_NAME.fullmatch(name):
        return None
    path = stores().settings.uploads_folder / name
    return path if path.is_file() else None
