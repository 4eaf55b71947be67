"""What a "what if" would make of the answers of a self-assessment: "要是我办了执照呢", "如果退货率降到 10%".

Numbers come as the changes of a cash what-if (`what_if_reading`); what has no number is read here by a table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from advisor.trade.quantities import quantities
from advisor.trade.what_if_reading import Change

FIELDS = {
    "payable_days": "payable_days",
    "inventory_days": "inventory_days",
    "return_rate": "return_rate",
    "cost_share": "cost_share",
    "advertising_share": "advertising_share",
    "sales": "monthly_sales_fen",
    "opening_cash_fen": "own_cash_fen",
    "ship_days": "ship_days",
    "deliver_days": "deliver_days",
    "settle_days": "settle_days",
    "confirm_days": "receivable_days",
}
"""Lever of a cash what-if -> the question whose answer it changes; other levers change no answer."""
STAGES = ("ship_days", "deliver_days", "settle_days")
"""Parts of the receivable days: these change with them."""
FRACTIONS = ("return_rate", "cost_share", "advertising_share")
MONTH_DAYS = Decimal("30.4")


@dataclass(frozen=True)
class Supposition:
    """A question, the answers that a sentence supposes, and its words. `without`: of a sentence that denies them."""

    field: str
    value: Any
    without: Any
    said: str


SUPPOSITIONS = (
    Supposition("has_licence", True, False, r"执照|注册.{0,3}(?:个体|公司)|\blicen[cs]e\b|\bsole trader\b"),
    Supposition("files_tax", "regularly", "never", r"[报交缴]税|\btax"),
    Supposition("keeps_books", "full", "none", r"记.{0,2}账|做账|会计|代账|账.{0,2}理清|\bbook-?keep|\bbooks\b"),
    Supposition(
        "credit_record",
        "minor_late",
        "overdue_now",
        r"(?:还|结|处理)[清上掉了完].{0,8}逾期|逾期.{0,8}(?:还|结|处理)[清上掉了完]"
        r"|\b(?:clear|pay|paid|settle)\w*\b.{0,20}\boverdue\b",
    ),
    Supposition("credit_record", "overdue_now", "clean", r"逾期|\boverdue\b"),
    Supposition("platform_offer", "yes", "no", r"平台.{0,8}额度|预授信|\bplatform\b.{0,20}\b(?:line|limit|offer)\b"),
    Supposition("has_property", True, False, r"房[子产]|套房|\bproperty\b|\bhouse\b"),
    Supposition("separates_money", "yes", "no", r"公私|家里.{0,6}分开|钱.{0,4}分开|单独.{0,4}[卡账]|\bseparate\b"),
    Supposition("payout_account", "business", "scattered", r"对公|\bbusiness account\b"),
    Supposition("plans_cash", "yes", "no", r"(?:资金|收支|现金).{0,2}(?:计划|表)|\bcash plan"),
)  # fmt: skip
"""Tried in order; of two for one question the first counts."""
DENIED = r"没有?|不(?!够|行|错|止)|没了|未|\bnot?\b|\bwithout\b|\bdidn'?t\b|\bdon'?t\b"
LONGER = r"再(?:做|开|干|经营|撑|等|过|熬)|\banother\b|\bmore (?:months?|years?)\b|\blonger\b"


def supposed_answers(text: str, changes: Sequence[Change], known: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that a sentence supposes: question id -> kept value, also where they are so already.

    Args:
        text: the merchant's sentence.
        changes: what it changes in numbers (`what_if_reading.changes_in`); a change of an unknown number is left out.
        known: question id -> kept value, measured ones among them.
    """
    moved = _numbers(changes, known) | _longer_in_business(text, known)
    return moved or _words(text)


def _numbers(changes: Sequence[Change], known: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for change in changes:
        field = FIELDS.get(change.lever)
        before = None if field is None or known.get(field) is None else Decimal(str(known[field]))
        if field is None or (before is None and not (change.mode == "set" or change.mode == "add" and field in STAGES)):
            continue
        after = max(Decimal(0), change.moved(before or Decimal(0)))
        if before is not None or change.mode == "set":
            found[field] = _kept(field, after)
        if field in STAGES and (before is not None or change.mode == "add"):
            found |= _whole_way(change.value if before is None else after - before, known)
    return found


def _whole_way(step_days: Decimal, known: Mapping[str, Any]) -> dict[str, Any]:
    """The receivable days with one of their stages longer or shorter."""
    now = known.get("receivable_days")
    if now is None:
        return {}
    return {"receivable_days": _kept("receivable_days", max(Decimal(0), Decimal(str(now)) + step_days))}


def _kept(field: str, number: Decimal) -> Any:
    if field in FRACTIONS:
        return f"{min(number, Decimal(1)).normalize():f}"
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))


def _longer_in_business(text: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """ "再做一年": so much longer than now."""
    now = known.get("months_in_business")
    length = next((one for one in quantities(text) if one.kind == "duration"), None)
    if now is None or length is None or not re.search(LONGER, text, re.IGNORECASE):
        return {}
    return {"months_in_business": int(now) + int(round(length.days[1] / MONTH_DAYS))}


def _words(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in SUPPOSITIONS:
        match = re.search(one.said, text, re.IGNORECASE)
        if match and one.field not in found:
            before = text[max(0, match.start() - 12) : match.end()]
            found[one.field] = one.without if re.search(DENIED, before, re.IGNORECASE) else one.value
    return found
