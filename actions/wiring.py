"""What every action needs: the stores, opened once on first use, and the promise never to end in silence."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection

from advisor import settings
from advisor.catalogue.search import Search
from advisor.catalogue.store import Catalogue
from advisor.conversations.store import Conversations
from advisor.database import open_engine
from advisor.embeddings.embedders import knowledge_embedders
from advisor.merchants.order_pages import OrderPages
from advisor.merchants.store import Merchants

log = logging.getLogger(__name__)

Events = list[dict[str, Any]]


@dataclass(frozen=True)
class Stores:
    """The stores of the advisor on one database, the search over the catalogue, and the settings."""

    settings: settings.Settings
    catalogue: Catalogue
    search: Search
    merchants: Merchants
    order_pages: OrderPages
    conversations: Conversations


@functools.lru_cache(maxsize=4)
def _opened(database_url: str, configured: settings.Settings) -> Stores:
    engine = open_engine(database_url)
    catalogue = Catalogue(engine)
    search = Search(catalogue, *knowledge_embedders())
    return Stores(configured, catalogue, search, Merchants(engine), OrderPages(engine), Conversations(engine))


def stores() -> Stores:
    """The stores of the configured database; opened once in a process."""
    configured = settings.load()
    return _opened(configured.database_url, configured)


def converses(run: Callable[..., Events]) -> Callable[..., Events]:
    """Wrap an action's `run`: a failure becomes `utter_service_trouble`, an offer not taken up is dropped.

    The log names the action and the error, never what the merchant wrote.
    """

    @functools.wraps(run)
    def guarded(self: Action, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        try:
            events = run(self, dispatcher, tracker, domain)
        except ActionExecutionRejection:
            raise
        except Exception as error:
            log.exception("action %s failed: %s", self.name(), type(error).__name__)
            dispatcher.messages.clear()
            dispatcher.utter_message(response="utter_service_trouble")
            return []
        is_reading = self.name().startswith("validate_")  # its events say whether there was an answer
        return events if is_reading else events + _put_away(tracker, events)

    return guarded


def _put_away(tracker: Tracker, events: Events) -> Events:
    """An offer, a name asked about and a question behind a result live for one turn; misses count in a row.

    An action that sets them wins.
    """
    set_now = {event.get("name") for event in events}
    intent = ((tracker.latest_message or {}).get("intent") or {}).get("name")
    in_interview = bool((tracker.active_loop or {}).get("name"))
    stale = [name for name in ("offer", "proposed_name", "asked_fact", "asked_for") if tracker.get_slot(name)]
    stale += ["misses"] if tracker.get_slot("misses") and intent != "nlu_fallback" and not in_interview else []
    return [SlotSet(name, None) for name in stale if name not in set_now]
