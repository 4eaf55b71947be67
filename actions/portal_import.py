"""Reads a shop's orders from the seller portal, page after page; each is kept with the cursor of the next one."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.facts import known_facts, learn, now
from actions.orders_taken import take_orders
from actions.shop_cash import shop_cash
from actions.speech import button, label, say
from actions.turn import Turn
from actions.wiring import Events, converses, stores
from advisor.merchants.portal_client import Patience, PortalClient, PortalError
from advisor.merchants.portal_records import Profile
from advisor.trade.order_book import summarise
from advisor.trade.orders import Finding

READING_S = 5.0
"""After so long the merchant hears how far it is and can say "go on"; an action has 8 s."""
PATIENCE = Patience(attempts=2, first_wait_s=0.2, longest_wait_s=1.0, connect_s=2.0, read_s=3.0, answer_s=4.0)
DAYS_PER_MONTH = 30


class ImportFromPortal(Action):
    """Reads on from where the last page ended; says how far it is, or what is in the orders."""

    def name(self) -> str:
        return "action_import_from_portal"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn, settings = Turn.of(tracker), stores().settings
        if not (settings.portal_api_url and settings.portal_api_key):
            say(dispatcher, turn, "portal_none")
            return []
        try:
            with PortalClient(settings.portal_api_url, settings.portal_api_key, patience=PATIENCE) as portal:
                learn_profile(turn, portal.profile(turn.merchant_id))
                findings, is_done = _read_pages(turn, portal)
        except PortalError as error:
            if error.code == "bad_cursor":  # the portal has forgotten it: from the beginning, next time
                stores().order_pages.forget(turn.merchant_id)
            return _trouble(dispatcher, turn, error)
        if not is_done:
            return _not_done(dispatcher, turn)
        cash = shop_cash(turn.merchant_id)
        book = summarise(cash.orders, findings) if cash else None
        if cash is None or book is None:
            say(dispatcher, turn, "portal_empty")
            return []
        stores().merchants.keep_orders(turn.merchant_id, known_facts(turn.merchant_id).get("platform"), book, at=now())
        return take_orders(dispatcher, turn, tracker, book, may_be_several=False)


def _read_pages(turn: Turn, portal: PortalClient) -> tuple[list[Finding], bool]:
    """Keep page after page; what was odd in them, and whether the last one was reached in time."""
    pages, found = stores().order_pages, Counter[tuple[str, bool]]()
    until = time.monotonic() + READING_S
    is_done = True
    for page in portal.order_pages(turn.merchant_id, since=pages.cursor(turn.merchant_id)):
        if page.records:
            pages.keep(turn.merchant_id, "portal", page.orders, at=now(), cursor=page.cursor)
        found.update({(one.code, one.is_excluded): one.rows for one in page.findings})
        if page.has_more and time.monotonic() > until:
            is_done = False
            break
    return [Finding(code, rows, is_excluded) for (code, is_excluded), rows in found.items()], is_done


def learn_profile(turn: Turn, profile: Profile) -> None:
    """Keep what the portal says of the shop, as far as it is an answer to one of our questions."""
    questions = stores().catalogue.questions()
    said: dict[str, Any] = {"platform": profile.platform, "industry": profile.industry}
    facts = {
        name: value for name, value in said.items() if value in {option.value for option in questions[name].options}
    }
    if profile.opened_on:
        facts["months_on_platform"] = max(0, (_today() - profile.opened_on).days // DAYS_PER_MONTH)
    learn(turn, facts, source="portal")


def _today() -> date:
    return now().date()


def _not_done(dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    kept = stores().order_pages.orders(turn.merchant_id)
    more = [button(label(turn, "import_more"), "import_orders")]
    say(dispatcher, turn, "portal_progress", orders=len(kept) if kept is not None else 0, buttons=more)
    return []


def _trouble(dispatcher: CollectingDispatcher, turn: Turn, error: PortalError) -> Events:
    kept = stores().order_pages.orders(turn.merchant_id)
    again = [button(label(turn, "import_more"), "import_orders")]
    say(dispatcher, turn, "portal_trouble", code=error.code, orders=len(kept) if kept is not None else 0, buttons=again)
    return []
