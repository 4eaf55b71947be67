"""What one change in the daily business is worth: the money it takes out of the cash cycle."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from advisor.trade.cash_cycle import CycleInputs, moved

LEVERS: tuple[tuple[str, str, int], ...] = (
    ("collect_faster", "receivable_days", -1),  # ship, deliver or settle one day sooner
    ("supplier_credit", "payable_days", 15),
    ("less_stock", "inventory_days", -5),
)
"""Code, the period it moves, by how many days."""


@dataclass(frozen=True)
class Lever:
    """One lever: which period changes by how many days, and how the tied-up money changes.

    `gap_change_fen` below zero means money set free.
    """

    code: str
    field: str
    change_days: Decimal
    gap_change_fen: int


def levers(inputs: CycleInputs) -> list[Lever]:
    """What each lever of `LEVERS` is worth for this shop, the greatest relief first.

    value = money tied up after the change - money tied up before (see `money_tied_up`). A period never falls
    below 0 days, so the change may be smaller than the lever's; a lever that changes no day is left out.
    Equal values keep the order of the table.

    >>> shop = CycleInputs(Decimal(30), Decimal(15), Decimal(10), 30_000_000, Decimal("0.6"))
    >>> [(lever.code, lever.gap_change_fen) for lever in levers(shop)]
    [('supplier_credit', -9000000), ('less_stock', -3000000), ('collect_faster', -1000000)]
    """
    found = [_lever(inputs, code, field, days) for code, field, days in LEVERS]
    return sorted((lever for lever in found if lever.change_days), key=lambda lever: lever.gap_change_fen)


def _lever(inputs: CycleInputs, code: str, field: str, days: int) -> Lever:
    changed = moved(inputs, field, days)
    change_days = getattr(changed, field) - getattr(inputs, field)
    return Lever(code, field, change_days, changed.tied_up.total_fen - inputs.tied_up.total_fen)
