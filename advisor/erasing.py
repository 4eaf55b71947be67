"""Erases a merchant: everything that is kept of one, in the database and on the disk."""

from __future__ import annotations

from sqlalchemy.engine import Engine

from advisor.channels.tracker_store import BoundedTrackerStore
from advisor.conversations.files import delete_files_of
from advisor.conversations.store import Conversations
from advisor.merchants.store import Merchants
from advisor.settings import Settings

EVERY_MESSAGE = 10**9  # at most, of one conversation


def erase_merchant(engine: Engine, settings: Settings, merchant_id: str) -> dict[str, int]:
    """Erase facts, orders, results, messages, the dialogue's events, pictures and uploads of a merchant, for good.

    A server that runs beside it lets go of what it holds in memory within the hour (`kept_values`).

    Returns:
        How many there were of each.
    """
    conversations = Conversations(engine)
    uploads = [one.file["path"] for one in conversations.after(merchant_id, 0, EVERY_MESSAGE) if one.file]
    waiting = [settings.uploads_folder / str(name) for name in uploads]
    files = sum(path.is_file() for path in waiting)
    for path in waiting:
        path.unlink(missing_ok=True)
    rows = Merchants(engine).erase(merchant_id)
    return {
        "facts": rows["merchant_fact"],
        "order_files": rows["order_import"],
        "order_pages": rows["order_page"],
        "results": rows["assessment"],
        "messages": conversations.erase(merchant_id),
        "dialogue_events": BoundedTrackerStore(engine=engine).erase(merchant_id),
        "pictures": delete_files_of(settings.files_folder, merchant_id),
        "uploads": files + delete_files_of(settings.uploads_folder, merchant_id),
    }
