"""What becomes of orders that were read: what they tell is learned, and the merchant hears what is in them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.facts import learn, now
from actions.shop_cash import OLD_AFTER_DAYS, ShopCash, days_old, shop_cash
from actions.speech import button, label, say
from actions.turn import Turn
from actions.wiring import Events, stores
from advisor.merchants.order_file import OrderFile
from advisor.merchants.order_pages import Replaced
from advisor.trade.order_book import OrderBook, summarise

MEASURED = ("return_rate", "monthly_sales_fen", "receivable_days")
WORTH_SAYING = Decimal("0.1")
Differing = tuple[str, Any, Any]
NEXT = (("start_cash_cycle", "start_cash_cycle"), ("start_forecast", "start_forecast"), ("not_now", "deny"))


def keep_file(turn: Turn, file: OrderFile) -> tuple[OrderBook, Replaced | None]:
    """Keep the orders of a file and what is in it; returns the latter, and the orders that no longer count."""
    book, pages = summarise(file.orders, file.findings, file.rows), stores().order_pages
    replaced = pages.keep(turn.merchant_id, "file", file.orders, at=now(), findings=file.findings)
    pages.merge(turn.merchant_id)
    stores().merchants.keep_orders(turn.merchant_id, platform=file.platform, book=book, at=now())
    return book, replaced


def take_orders(
    dispatcher: CollectingDispatcher,
    turn: Turn,
    tracker: Tracker,
    read: OrderBook | None,
    *,
    may_be_several: bool = True,
    replaced: Replaced | None = None,
) -> Events:
    """Learn from the orders that are kept, say what is in them, and offer what is next.

    Args:
        read: what was read just now; None: all that is kept.
        may_be_several: files are put together, so that the merchant can want the last one alone.
        replaced: orders that no longer count.
    """
    cash = shop_cash(turn.merchant_id)
    if cash is None:
        dispatcher.utter_message(response="utter_upload_how")
        return []
    learned, differing = learn_from_orders(turn, cash)
    pages = stores().order_pages
    are_several = may_be_several and pages.state(turn.merchant_id)[0] > 1
    say(
        dispatcher,
        turn,
        "orders_read",
        book=read or summarise(cash.orders, pages.findings(turn.merchant_id)),
        together=cash.book if are_several else None,
        cash=cash,
        learned=learned,
        differing=differing,
        replaced=replaced,
        is_old=days_old(cash) > OLD_AFTER_DAYS,
        is_file=may_be_several,
        buttons=[button(label(turn, "only_last_file"), "upload_orders", keep="last")] if are_several else [],
    )
    if turn.slots.get("interview") and (tracker.active_loop or {}).get("name"):
        return []
    say(dispatcher, turn, "offer", task="cash_cycle", buttons=[button(label(turn, key), to) for key, to in NEXT])
    return [SlotSet("offer", "cash_cycle")]


def learn_from_orders(turn: Turn, cash: ShopCash) -> tuple[dict[str, Any], list[Differing]]:
    """Keep the facts that the orders give; money only where it is in yuan. What the merchant said stands against them.

    Returns:
        The facts that were kept, and (fact, said, measured) where the two differ by more than a tenth.
    """
    merchants = stores().merchants
    merchants.forget(turn.merchant_id, MEASURED, ("orders", "rule"))  # those of the orders that were there before
    measured: dict[str, Any] = {}
    if cash.book.return_rate is not None:
        measured["return_rate"] = str(cash.book.return_rate)
    if cash.is_in_yuan and cash.recent.monthly_sales_fen is not None:
        measured["monthly_sales_fen"] = cash.recent.monthly_sales_fen
    source = "orders" if any(stage.source == "orders" for stage in cash.stages.stages) else "rule"
    days = {"receivable_days": round(cash.stages.mean_days)}
    taken = learn(turn, measured, source="orders") | learn(turn, days, source=source)
    said = {name: fact.value for name, fact in merchants.facts(turn.merchant_id).items() if name not in taken}
    both = [(name, said[name], value) for name, value in (measured | days).items() if name in said]
    return taken, [(name, one, other) for name, one, other in both if _differ(one, other)]


def _differ(said: Any, measured: Any) -> bool:
    one, other = Decimal(str(said)), Decimal(str(measured))
    return abs(one - other) > WORTH_SAYING * max(one, other)
