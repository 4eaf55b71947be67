"""Reads a shop's orders from the seller portal, page after page; each is kept with the cursor of the next one."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.facts import PORTAL_FIGURES, SHOP_NAME, known_facts, learn, now
from actions.orders_taken import take_orders
from actions.shop_cash import shop_cash, shop_day
from actions.speech import button, label, say
from actions.turn import Turn
from actions.wiring import Events, converses, stores
from advisor.merchants.order_pages import Replaced
from advisor.merchants.portal_client import Patience, PortalClient, PortalError
from advisor.merchants.portal_records import Profile
from advisor.trade.order_book import summarise

DEADLINE_S = 6.0
"""For all that the portal is asked in one turn; an action has 8 s."""
READING_S = 5.0
"""After so long no further page is begun: the merchant hears how far it is and can say "go on"."""
PATIENCE = Patience(attempts=2, first_wait_s=0.2, longest_wait_s=1.0, connect_s=2.0, read_s=3.0, answer_s=4.0)
DAYS_PER_MONTH = 30


@dataclass
class Reading:
    """How far one turn came: whether the last page was reached, and orders that no longer count since then."""

    is_done: bool = False
    replaced: Replaced | None = None


class ImportFromPortal(Action):
    """Reads on from where the last page ended; says how far it is, or what is in the orders."""

    def name(self) -> str:
        return "action_import_from_portal"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn, settings, reading = Turn.of(tracker), stores().settings, Reading()
        if not (settings.portal_api_url and settings.portal_api_key):
            say(dispatcher, turn, "portal_none")
            return []
        url, key = settings.portal_api_url, settings.portal_api_key
        try:
            with PortalClient(url, key, patience=PATIENCE, deadline_s=DEADLINE_S) as portal:
                learn_profile(turn, portal.profile(turn.merchant_id))
                _read_pages(turn, portal, reading)
        except PortalError as error:
            if error.code == "bad_cursor":  # the portal has forgotten it: from the beginning, next time
                stores().order_pages.forget(turn.merchant_id, "portal")
            return _stopped(dispatcher, turn, reading, "portal_trouble", code=error.code)
        stores().order_pages.merge(turn.merchant_id)
        if not reading.is_done:
            return _stopped(dispatcher, turn, reading, "portal_progress")
        return _taken(dispatcher, turn, tracker, reading)


def _read_pages(turn: Turn, portal: PortalClient, reading: Reading) -> None:
    """Keep page after page while there is time.

    Raises:
        PortalError: no usable answer; not where the time was over after a page at least.
    """
    pages, until = stores().order_pages, time.monotonic() + READING_S
    began_at = pages.cursor(turn.merchant_id)
    try:
        for page in portal.order_pages(turn.merchant_id, since=began_at):
            if page.records:
                dropped = pages.keep(turn.merchant_id, "portal", page.orders, now(), page.cursor, page.findings)
                reading.replaced = reading.replaced or dropped
            if page.has_more and time.monotonic() > until:
                return
    except PortalError as error:
        if error.parameters.get("reason") != "timeout" or pages.cursor(turn.merchant_id) == began_at:
            raise
        return
    reading.is_done = True


def learn_profile(turn: Turn, profile: Profile) -> None:
    """Keep what the portal says of the shop, as far as it answers questions that the merchant has not answered."""
    questions = stores().catalogue.questions()
    said: dict[str, Any] = {"platform": profile.platform, "industry": profile.industry}
    facts = {
        name: value for name, value in said.items() if value in {option.value for option in questions[name].options}
    }
    if profile.opened_on:
        facts["months_on_platform"] = max(0, (shop_day() - profile.opened_on).days // DAYS_PER_MONTH)
    if profile.name:
        facts[SHOP_NAME] = profile.name
    facts[PORTAL_FIGURES] = {
        "opened_on": profile.opened_on.isoformat() if profile.opened_on else None,
        "rating": profile.rating,
        "refund_hours": profile.refund_hours,
    }
    learn(turn, facts, source="portal")


def _taken(dispatcher: CollectingDispatcher, turn: Turn, tracker: Tracker, reading: Reading) -> Events:
    pages, merchant_id = stores().order_pages, turn.merchant_id
    findings = pages.findings(merchant_id)
    cash = shop_cash(merchant_id) if pages.source(merchant_id) == "portal" else None
    if cash is None:
        say(dispatcher, turn, "portal_empty", left_out=sum(one.rows for one in findings if one.is_excluded))
        return []
    book = summarise(cash.orders, findings)
    stores().merchants.keep_orders(merchant_id, known_facts(merchant_id).get("platform"), book, at=now())
    return take_orders(dispatcher, turn, tracker, book, may_be_several=False, replaced=reading.replaced)


def _stopped(dispatcher: CollectingDispatcher, turn: Turn, reading: Reading, template: str, **values: Any) -> Events:
    pages = stores().order_pages
    kept = pages.orders(turn.merchant_id) if pages.source(turn.merchant_id) == "portal" else None
    values |= {"orders": len(kept) if kept is not None else 0, "replaced": reading.replaced}
    say(dispatcher, turn, template, **values, buttons=[button(label(turn, "import_more"), "import_orders")])
    return []
