"""Where every product stands for one shop and need: what is not met, what is open, the tier; and after a change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from advisor.trade.matching.condition_rows import MISSES, OPEN_BITS, Bools, ConditionRows, Ints, Worth
from advisor.trade.matching.criteria import MET, NOT_MET, UNKNOWN

NOT_NOW = 3
AMOUNT_FIELDS = frozenset({"need_amount_fen", "on_its_way_fen"})
UNKNOWN_TIER = 2
TIERS_IF_MET = 3  # eligible, likely, unknown: what a product can be where nothing is missed


@dataclass(frozen=True)
class Standing:
    """`totals`: of each product the sum of `ConditionRows.worth` over its rows; `worth` by code."""

    rows: ConditionRows
    known: Mapping[str, Any]
    verdicts: npt.NDArray[np.uint8]
    worth: Worth
    limited: Ints  # of each product: 1 where sales money on its way limits its advance
    totals: Ints

    @classmethod
    def of(cls, rows: ConditionRows, known: Mapping[str, Any]) -> Standing:
        """The standing of every product."""
        verdicts = rows.verdicts(known)
        worth, limited = rows.worth(verdicts), limited_advances(rows, known)
        sums = np.concatenate([[0], np.cumsum(row_worth(rows, worth, limited, slice(None)))])
        return cls(rows, known, verdicts, worth, limited, sums[rows.starts[1:]] - sums[rows.starts[:-1]])

    @property
    def tiers(self) -> npt.NDArray[np.uint8]:
        """Index of TIERS of each product."""
        return tiers_of(self.totals, self.rows.tier_if_met)

    @property
    def misses(self) -> Ints:
        """Conditions not met of each product, the hard ones counted more."""
        return self.totals & MISSES

    @property
    def opens(self) -> Ints:
        """Open conditions of each product."""
        return self.totals >> OPEN_BITS

    def has_open(self, field: str, among: Bools) -> bool:
        """Whether a fact is wanted by a condition of one of these products."""
        found = self.rows.by_field[field]
        is_wanted = self.verdicts[self.rows.code[found] // 2] == UNKNOWN
        return bool((is_wanted & among[self.rows.product[found]]).any())

    def is_met(self, field: str) -> Bools:
        """Products with a condition on the field that is met."""
        return self._products(field, lambda found: found == MET)

    def is_touched(self, field: str) -> Bools:
        """Products with a condition on the field that is not surely missed."""
        found = self.rows.by_field[field]
        codes = self.rows.code[found]
        is_missed = (self.verdicts[codes // 2] == NOT_MET) & (codes % 2 == 0)
        touched = np.zeros(self.rows.size, dtype=bool)
        touched[self.rows.product[found[~is_missed]]] = True
        return touched

    def _products(self, field: str, holds: Any) -> Bools:
        found = self.rows.by_field.get(field)
        marked = np.zeros(self.rows.size, dtype=bool)
        if found is not None:
            marked[self.rows.product[found[holds(self.verdicts[self.rows.code[found] // 2])]]] = True
        return marked

    def misses_in(self, fields: Collection[str]) -> Ints:
        """Of each product, what its conditions on these fields that are not met count in `misses`."""
        found, worth = self._missed_rows
        names = {*fields, *AMOUNT_FIELDS} if AMOUNT_FIELDS & {*fields} else {*fields}
        is_wanted = np.array([name in names for name in self.rows.by_field], dtype=bool)
        wanted = is_wanted[self.rows.field[found]]
        return np.bincount(self.rows.product[found[wanted]], worth[wanted], self.rows.size).astype(np.int64)

    @cached_property
    def _missed_rows(self) -> tuple[Ints, Worth]:
        """The rows of conditions that are surely missed, and what each counts."""
        worth = row_worth(self.rows, self.worth, self.limited, slice(None)) & MISSES
        found = np.flatnonzero(worth)
        return found, worth[found]


def tiers_of(totals: Ints, tier_if_met: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """not_now where a condition is not met, unknown where one is open, else what the product allows."""
    found = np.where(totals > 0, np.uint8(UNKNOWN_TIER), tier_if_met)
    return np.where((totals & MISSES) > 0, np.uint8(NOT_NOW), found)


def limited_advances(rows: ConditionRows, known: Mapping[str, Any]) -> Ints:
    """1 for each advance whose limit is the sales money on its way, as `criteria.advance_limit_fen` says of one."""
    limited = np.zeros(rows.size, dtype=np.int64)
    on_its_way_fen = known.get("on_its_way_fen")
    if on_its_way_fen is not None and known["need_amount_fen"] > on_its_way_fen:
        limited[rows.advances] = rows.advance_high_fen[rows.advances] > on_its_way_fen
    return limited


def row_worth(rows: ConditionRows, worth: Worth, limited: Ints | None, found: Ints | slice) -> Worth:
    """What each row adds; where sales money on its way is the limit, it takes the place of the published ones.

    `limited` None: no row is about the amount.
    """
    values: Worth = worth[rows.code[found]]
    if limited is not None and limited.any():
        is_limited = limited[rows.product[found]]
        values = np.where(rows.is_amount[found] & (is_limited > 0), 0, values)
        values = np.where(rows.is_advance[found], is_limited, values)
    return values
