"""What becomes of orders that were read: what they tell is learned, and the merchant hears what is in them."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.facts import learn, now
from actions.shop_cash import OLD_AFTER_DAYS, YUAN, ShopCash, days_old, shop_cash
from actions.speech import button, label, say
from actions.turn import Turn
from actions.wiring import Events, stores
from advisor.merchants.order_file import OrderFile
from advisor.trade.order_book import OrderBook, summarise

NEXT = (("start_cash_cycle", "start_cash_cycle"), ("start_forecast", "start_forecast"), ("not_now", "deny"))


def keep_file(turn: Turn, file: OrderFile) -> OrderBook:
    """Keep the orders of a file and what is in it; returns the latter."""
    book = summarise(file.orders, file.findings, file.rows)
    stores().order_pages.keep(turn.merchant_id, "file", file.orders, at=now())
    stores().merchants.keep_orders(turn.merchant_id, platform=file.platform, book=book, at=now())
    return book


def take_orders(
    dispatcher: CollectingDispatcher,
    turn: Turn,
    tracker: Tracker,
    read: OrderBook | None,
    *,
    may_be_several: bool = True,
) -> Events:
    """Learn from the orders that are kept, say what is in them, and offer what is next.

    Args:
        read: what was read just now; None: all that is kept.
        may_be_several: files are put together, so that the merchant can want the last one alone.
    """
    cash = shop_cash(turn.merchant_id)
    if cash is None:
        dispatcher.utter_message(response="utter_upload_how")
        return []
    learned = learn_from_orders(turn, cash)
    pages, _ = stores().order_pages.state(turn.merchant_id)
    are_several = may_be_several and pages > 1
    say(
        dispatcher,
        turn,
        "orders_read",
        book=read or cash.book,
        together=cash.book if are_several else None,
        cash=cash,
        learned=learned,
        is_old=days_old(cash) > OLD_AFTER_DAYS,
        is_file=may_be_several,
        buttons=[button(label(turn, "only_last_file"), "upload_orders", keep="last")] if are_several else [],
    )
    if turn.slots.get("interview") and (tracker.active_loop or {}).get("name"):
        return []
    say(dispatcher, turn, "offer", task="cash_cycle", buttons=[button(label(turn, key), to) for key, to in NEXT])
    return [SlotSet("offer", "cash_cycle")]


def learn_from_orders(turn: Turn, cash: ShopCash) -> dict[str, Any]:
    """Keep the facts that the orders give; money only where it is in yuan. The days a merchant told of win."""
    measured: dict[str, Any] = {}
    if cash.book.return_rate is not None:
        measured["return_rate"] = str(cash.book.return_rate)
    if cash.book.currency == YUAN and cash.recent.monthly_sales_fen is not None:
        measured["monthly_sales_fen"] = cash.recent.monthly_sales_fen
    learn(turn, measured, source="orders")
    told = stores().merchants.facts(turn.merchant_id).get("receivable_days")
    if told is None or told.value is None or told.source != "answer":
        source = "orders" if any(stage.source == "orders" for stage in cash.stages.stages) else "rule"
        days = {"receivable_days": round(cash.stages.mean_days)}
        learn(turn, days, source=source)
        measured |= days
    return measured
