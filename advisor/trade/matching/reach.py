"""What a change of the known facts does to the products it touches.

Products whose touched conditions have the same codes and whose other conditions come to the same stand alike after any
change: they are worked out once, as a group.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from advisor.trade.matching.condition_rows import MISSES, OPEN_BITS, Bools, ConditionRows, Ints, Worth
from advisor.trade.matching.standing import (
    AMOUNT_FIELDS,
    TIERS_IF_MET,
    Standing,
    limited_advances,
    row_worth,
    tiers_of,
)

KEYS_COUNTED = 1 << 22  # keys below this are told apart by counting instead of by sorting


@dataclass(frozen=True, eq=False)
class Reach:
    """Groups of products that conditions on some fields touch, to try several changes of these fields.

    `found`: their rows, one product of each group, `firsts` where each begins. `kept`: what the product's other rows
    come to. `sizes`: products of each group. `products`, `groups`: every product touched and its group.
    """

    standing: Standing
    fields: Collection[str]
    found: Ints
    firsts: Ints
    kept: Ints
    tier_if_met: npt.NDArray[np.uint8]
    sizes: Ints
    products: Ints
    groups: Ints

    @classmethod
    def of(cls, standing: Standing, fields: Collection[str], among: Bools) -> Reach:
        """The reach of a change in these fields among some products."""
        rows = standing.rows
        found = _rows_of(rows, fields, among)
        owners = rows.product[found]
        firsts = np.flatnonzero(np.diff(owners, prepend=-1))
        products, lengths = owners[firsts], np.diff(firsts, append=len(found))
        limited = standing.limited if AMOUNT_FIELDS & {*fields} else None
        now = _sums(row_worth(rows, standing.worth, limited, found), firsts)
        kept, tier_if_met = standing.totals[products] - now, rows.tier_if_met[products]
        is_single = rows.is_an_advance[products] if limited is not None else np.zeros(len(products), dtype=bool)
        one_of_each, groups = _alike(rows.code[found], firsts, lengths, kept, tier_if_met, is_single)
        chosen = _ranges(firsts[one_of_each], lengths[one_of_each])
        return cls(
            standing=standing,
            fields=fields,
            found=found[chosen],
            firsts=np.concatenate([[0], np.cumsum(lengths[one_of_each])[:-1]]).astype(np.int64),
            kept=kept[one_of_each],
            tier_if_met=tier_if_met[one_of_each],
            sizes=np.bincount(groups, minlength=len(one_of_each)),
            products=products,
            groups=groups,
        )

    def totals(self, known: Mapping[str, Any]) -> Ints:
        """The sum of conditions of each group with other facts."""
        rows = self.standing.rows
        worth = rows.worth(rows.verdicts_after(self.standing.verdicts, known, self.fields))
        limited = limited_advances(rows, known) if AMOUNT_FIELDS & {*self.fields} else None
        return self.kept + _sums(row_worth(rows, worth, limited, self.found), self.firsts)

    @cached_property
    def totals_now(self) -> Ints:
        """The sum of conditions of each group as it is."""
        return self.totals(self.standing.known)

    @cached_property
    def tiers_now(self) -> npt.NDArray[np.uint8]:
        """The tier of each group as it is."""
        return self.tiers(self.totals_now)

    def tiers(self, totals: Ints) -> npt.NDArray[np.uint8]:
        """The tier of each group with these sums."""
        return tiers_of(totals, self.tier_if_met)


class Reaches:
    """The reach of several changes among the same products; changes of the same fields share one."""

    def __init__(self, standing: Standing, among: Bools) -> None:
        self._standing, self._among = standing, among
        self._known: dict[frozenset[str], Reach] = {}

    def of(self, known: Mapping[str, Any]) -> Reach:
        """The reach of other facts."""
        before = self._standing.known
        fields = frozenset(name for name in {*before, *known} if before.get(name) != known.get(name))
        if fields not in self._known:
            self._known[fields] = Reach.of(self._standing, fields, self._among)
        return self._known[fields]


def _rows_of(rows: ConditionRows, fields: Collection[str], among: Bools) -> Ints:
    """Rows of some fields in the order of products; of advances the limits of the amount belong together."""
    found = [rows.by_field[name] for name in sorted(fields) if name in rows.by_field]
    found = [one[among[rows.product[one]]] for one in found]
    other = AMOUNT_FIELDS - {*fields}
    if len(other) == 1:
        of_advances = [rows.by_field[name] for name in other if name in rows.by_field]
        found += [one[(among & rows.is_an_advance)[rows.product[one]]] for one in of_advances]
    if len(found) == 1:
        return found[0]
    return np.sort(np.concatenate(found), kind="stable") if found else np.zeros(0, dtype=np.int64)


def _alike(
    codes: Ints, firsts: Ints, lengths: Ints, kept: Ints, tier_if_met: npt.NDArray[np.uint8], is_single: Bools
) -> tuple[Ints, Ints]:
    """One product of each group of products that are alike, and the group of each, by exact numbers of what they are.

    A product that `is_single` stands alone, and all do where the numbers would be too large to tell them apart.
    """
    if not len(firsts):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    local, count = _numbered(codes)
    most = int(lengths.max())
    opens = kept >> OPEN_BITS
    width = (int(opens.max()) + 1) * TIERS_IF_MET
    bound = (count + 1) ** most * width
    if bound >= 1 << 61 or int((kept & MISSES).max()):
        alone = np.arange(len(firsts))
        return alone, alone
    place = np.arange(len(codes)) - np.repeat(firsts, lengths)
    mixed = np.add.reduceat((local + 1) * (count + 1) ** place, firsts)
    alike = mixed * width + opens * TIERS_IF_MET + tier_if_met
    keys: Ints = np.where(is_single, bound + np.arange(len(firsts)), alike).astype(np.int64)
    return _firsts_and_groups(keys, bound + len(firsts))


def _numbered(values: Ints) -> tuple[Ints, int]:
    """Small numbers for the different values, and how many there are."""
    is_used = np.zeros(int(values.max()) + 1, dtype=bool)
    is_used[values] = True
    return (np.cumsum(is_used) - 1)[values], int(is_used.sum())


def _firsts_and_groups(keys: Ints, bound: int) -> tuple[Ints, Ints]:
    """The place of one entry of each different key, and the number of each entry's key."""
    if bound > KEYS_COUNTED:
        _, firsts, groups = np.unique(keys, return_index=True, return_inverse=True)
        return firsts, groups
    groups, count = _numbered(keys)
    firsts = np.zeros(count, dtype=np.int64)
    firsts[groups] = np.arange(len(keys))
    return firsts, groups


def _ranges(starts: Ints, lengths: Ints) -> Ints:
    """starts[0], starts[0] + 1, ... for each start as many as its length."""
    before = np.cumsum(lengths) - lengths
    found: Ints = np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths)
    return found


def _sums(values: Worth, firsts: Ints) -> Ints:
    found: Ints = np.add.reduceat(values, firsts).astype(np.int64) if len(firsts) else np.zeros(0, dtype=np.int64)
    return found
