"""An order file with columns nobody knows: what each may be is proposed, and the merchant confirms or corrects it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.orders_taken import keep_file, take_orders
from actions.speech import button, label, say
from actions.turn import Turn
from actions.uploads import FORGOTTEN, forget_upload, uploaded, waits_for
from actions.wiring import Events, converses
from advisor.merchants.columns import MONEY, NEEDED
from advisor.merchants.headers import Header, columns_of
from advisor.merchants.order_file import OrderFileError
from advisor.merchants.readers import read_orders

CHANGEABLE = ("amount", "created", "paid_at", "paid", "refund", "shipped_at", "confirmed_at", "settled_at")
"""Fields that are worth a question; the others are taken as proposed."""
COLUMNS_SHOWN = 20
NO_COLUMN = ""


class MapColumns(Action):
    """Takes what a button says of a column; reads the file once the merchant agrees."""

    def name(self) -> str:
        return "action_map_columns"

    @converses
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        path = uploaded(turn.slots.get("pending_upload"))
        if path is None:
            dispatcher.utter_message(response="utter_upload_how")
            return FORGOTTEN
        mapping = dict(turn.slots.get("column_mapping") or {})
        if turn.one("keep") == "none":
            forget_upload(turn)
            say(dispatcher, turn, "columns_dropped")
            return FORGOTTEN
        if turn.one("keep") == "all":
            return _read(dispatcher, turn, tracker, path, mapping)
        field, column = turn.name_of("column_field"), turn.one("column")
        if column is None:
            return _ask_which(dispatcher, turn, columns_of(path), field)
        mapping = {known: name for known, name in mapping.items() if name != column and known != field}
        return ask_for_columns(dispatcher, turn, path, mapping | ({field: str(column)} if column != NO_COLUMN else {}))


def ask_for_columns(
    dispatcher: CollectingDispatcher, turn: Turn, path: Path, mapping: Mapping[str, str] | None = None
) -> Events:
    """Say what each column may be and ask whether that is right, or ask for the first that is needed and not found."""
    try:
        header = columns_of(path)
    except OrderFileError as error:
        path.unlink(missing_ok=True)
        say(dispatcher, turn, "orders_unreadable", error=error)
        return FORGOTTEN
    chosen = dict(header.guess if mapping is None else mapping)
    kept: Events = [waits_for(path), SlotSet("column_mapping", chosen)]
    missing = next((group[0] for group in NEEDED if not set(group) & set(chosen)), None)
    if missing:
        return kept + _ask_which(dispatcher, turn, header, missing)
    samples = dict(zip(header.names, header.samples, strict=True))
    agree = button(label(turn, "columns_right"), "map_columns", keep="all")
    change = [button(label(turn, "change_column", field=field), "map_columns", column_field=field)
              for field in CHANGEABLE if field in chosen]  # fmt: skip
    say(dispatcher, turn, "columns_guess", mapping=chosen, samples=samples, buttons=[agree, *change, _dropped(turn)])
    return kept


def _ask_which(dispatcher: CollectingDispatcher, turn: Turn, header: Header, field: str) -> Events:
    kind = "money" if field in MONEY else "times"
    likely = [name for name, its in zip(header.names, header.kinds, strict=True) if name and its == kind]
    named = (likely or [name for name in header.names if name])[:COLUMNS_SHOWN]
    columns = [button(name, "map_columns", column_field=field, column=name) for name in named]
    if not any(field in group for group in NEEDED):
        columns.append(button(label(turn, "no_such_column"), "map_columns", column_field=field, column=NO_COLUMN))
    say(dispatcher, turn, "columns_which", field=field, buttons=[*columns, _dropped(turn)])
    return []


def _read(
    dispatcher: CollectingDispatcher, turn: Turn, tracker: Tracker, path: Path, mapping: Mapping[str, str]
) -> Events:
    try:
        file = read_orders(path, mapping)
    except OrderFileError as error:
        say(dispatcher, turn, "orders_unreadable", error=error, buttons=[_dropped(turn)])
        return []
    forget_upload(turn)
    book, replaced = keep_file(turn, file)
    return FORGOTTEN + take_orders(dispatcher, turn, tracker, book, replaced=replaced)


def _dropped(turn: Turn) -> dict[str, str]:
    return button(label(turn, "drop_file"), "map_columns", keep="none")
