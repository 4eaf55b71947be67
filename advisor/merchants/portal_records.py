"""The profile and the settlements of the portal's API (docs/portal_api.yml)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from advisor.merchants.portal_values import ValueRefused, day, fen, text
from advisor.trade.orders import Finding

STATES = ("on_the_way", "arrived", "held", "refunded")
RATING = re.compile(r"[0-5](\.\d{1,2})?")


@dataclass(frozen=True)
class Profile:
    """What the portal says of a shop. `platform` and `industry` are the portal's words for the options of those
    questions and may be none of them; None: not said. `unreadable` names the fields that could not be read."""

    name: str
    platform: str
    industry: str
    opened_on: date | None
    rating: str | None  # decimal text, 0 to 5
    refund_hours: int | None  # median from the buyer's request to the refund, last 30 days
    deposit_fen: int | None
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settlement:
    """Money from the platform to the shop: on_the_way (due on `due_on`), arrived (on `paid_on`), held until a return is
    decided, or refunded to buyers. `amount_fen` is after `fee_fen`."""

    id: str
    amount_fen: int
    fee_fen: int
    due_on: date | None
    paid_on: date | None
    state: str


@dataclass(frozen=True)
class SettlementPage:
    """One page of settlements. A settlement comes again when it changed: the last one with an id counts."""

    settlements: tuple[Settlement, ...]
    findings: tuple[Finding, ...]
    records: int
    cursor: str | None = None
    has_more: bool = False


def profile_of(record: Mapping[str, Any]) -> Profile:
    """The profile of a JSON object: a field that cannot be read is left out and named."""
    values, unreadable = {}, []
    for field, read in PROFILE.items():
        try:
            values[field] = read(record, field)
        except ValueRefused:
            values[field] = "" if read is text else None
            unreadable.append(field)
    return Profile(**values, unreadable=tuple(unreadable))


def settlement_page(records: Sequence[Any]) -> SettlementPage:
    """The settlements of JSON records. Findings, all of which exclude: malformed_record, unknown_state,
    missing_amount, unreadable_amount, negative_amount, unreadable_time, unreadable_text."""
    settlements, found = [], Counter[str]()
    for record in records:
        try:
            settlements.append(_settlement(record))
        except ValueRefused as error:
            found[error.code] += 1
    findings = tuple(Finding(code, rows, True) for code, rows in sorted(found.items()))
    return SettlementPage(tuple(settlements), findings, len(records))


def _settlement(record: Any) -> Settlement:
    if not isinstance(record, Mapping) or not record.get("id"):
        raise ValueRefused("malformed_record")
    if record.get("state") not in STATES:
        raise ValueRefused("unknown_state")
    if record.get("amount_fen") is None:
        raise ValueRefused("missing_amount")
    money, days = (fen(record, "amount_fen"), fen(record, "fee_fen")), (day(record, "due_on"), day(record, "paid_on"))
    return Settlement(text(record, "id"), *money, *days, record["state"])


def _optional_fen(record: Mapping[str, Any], field: str) -> int | None:
    return None if record.get(field) is None else fen(record, field)


def _rating(record: Mapping[str, Any], field: str) -> str | None:
    said = text(record, field)
    if said and not RATING.fullmatch(said):
        raise ValueRefused("unreadable_number")
    return said or None


PROFILE: dict[str, Callable[[Mapping[str, Any], str], Any]] = {
    "name": text,
    "platform": text,
    "industry": text,
    "opened_on": day,
    "rating": _rating,
    "refund_hours": _optional_fen,  # a whole number, 0 or more, as well
    "deposit_fen": _optional_fen,
}
