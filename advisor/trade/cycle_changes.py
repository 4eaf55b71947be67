"""What-ifs on the cash cycle as averages tell it, for a shop that has no forecast yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from advisor.trade.cash_cycle import CycleInputs
from advisor.trade.forecast.what_if import Move
from advisor.trade.what_if_reading import Change

FIELDS = {
    "payable_days": "payable_days",
    "inventory_days": "inventory_days",
    "ship_days": "receivable_days",
    "deliver_days": "receivable_days",
    "confirm_days": "receivable_days",
    "settle_days": "receivable_days",
    "cost_share": "cost_share",
    "sales": "monthly_sales_fen",
}
STAGES = ("ship_days", "deliver_days", "confirm_days", "settle_days")
"""Parts of the receivable days: they can be made shorter or longer, but their own length is not known here."""


def changed_inputs(inputs: CycleInputs, changes: Sequence[Change]) -> tuple[CycleInputs, tuple[Move, ...]]:
    """The inputs with those changes that averages can show, and what each did; no change, no move.

    A stage that is "set" to some days is left out, and so is what changes no average (returns, cash, promotions).
    """
    moves = []
    for change in changes:
        field = FIELDS.get(change.lever)
        if field is None or (change.lever in STAGES and change.mode != "add"):
            continue
        before = Decimal(getattr(inputs, field))
        after = max(Decimal(0), change.moved(before))
        if after != before:
            moved: dict[str, Any] = {field: int(after) if field == "monthly_sales_fen" else after}
            inputs = replace(inputs, **moved)
            shown = (Decimal(1), change.value) if change.lever == "sales" else (before, after)
            moves.append(Move(change, float(shown[0]), float(shown[1])))
    return inputs, tuple(moves)
