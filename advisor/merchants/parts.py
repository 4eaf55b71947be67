"""Rows of one order put together: sub-orders, line items and bookings that carry the same order number."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from advisor.merchants.cells import MISSING
from advisor.merchants.columns import MONEY, TIMES, Layout
from advisor.merchants.rows import Column

REPEATED_SHARE = 0.95  # of the orders with several rows
EARLIEST = ("created", "paid_at", "refunded_at")  # of the rows of an order; of the other times the latest counts
BOTTOM, TOP = np.iinfo(np.int64).min, np.iinfo(np.int64).max


def groups(keys: Column) -> Column:
    """int64 [n]: number of the order a row belongs to, in the order of their first rows; a row without a key (0) is an
    order of its own.

    >>> groups(np.array([7, 0, 5, 7, 0], np.uint64)).tolist()
    [0, 1, 2, 0, 3]
    """
    named = keys != 0
    _, of_named = np.unique(keys[named], return_inverse=True)
    group = np.empty(len(keys), np.int64)
    group[named] = of_named
    group[~named] = len(keys) + np.arange((~named).sum())
    _, firsts, inverse = np.unique(group, return_index=True, return_inverse=True)
    place = np.empty(len(firsts), np.int64)
    place[np.argsort(firsts)] = np.arange(len(firsts))
    numbered: Column = place[inverse]
    return numbered


def further_rows(group: Column) -> npt.NDArray[np.bool_]:
    """[n]: the row is not the first one of its order."""
    further = np.ones(len(group), np.bool_)
    further[np.unique(group, return_index=True)[1]] = False
    return further


def is_repeated(amount: Column, group: Column, layout: Layout) -> bool:
    """Whether every row of an order repeats the whole order's amount. Where the layout does not say, it is so if nearly
    all orders of several rows have one amount in all of them: rather too little than counted twice."""
    if layout.rows == "entries" or layout.amounts != "either":
        return layout.amounts == "whole"
    several = np.bincount(group) > 1
    is_same = _by(np.maximum, amount, group, BOTTOM) == _by(np.minimum, amount, group, TOP)
    return bool(several.any() and is_same[several].mean() >= REPEATED_SHARE)


def merged(table: Mapping[str, Column], group: Column, is_once: bool) -> dict[str, Column]:
    """One row for each order: money added up (`is_once`: taken once), the earliest or latest times, MISSING where no
    row tells; `closed` and `open` where any part is."""
    whole = {"line": _by(np.minimum, table["line"], group, TOP)}
    whole["key"] = _by(np.maximum, table["key"], group, 0)
    for field in ("closed", "open"):
        if field in table:
            whole[field] = _by(np.maximum, table[field], group, 0)
    for field in (one for one in MONEY if one in table):
        whole[field] = _money(table[field], group, is_once)
    for field in (one for one in TIMES if one in table):
        whole[field] = _earliest(table[field], group) if field in EARLIEST else _latest(table[field], group)
    return whole


def _money(values: Column, group: Column, is_once: bool) -> Column:
    highest = _latest(values, group)
    if is_once:
        return highest
    total = _by(np.add, np.where(values > MISSING, values, 0), group, 0)
    told: Column = np.where(highest > MISSING, total, MISSING)
    return told


def _latest(values: Column, group: Column) -> Column:
    return _by(np.maximum, values, group, MISSING)


def _earliest(values: Column, group: Column) -> Column:
    first = _by(np.minimum, np.where(values > MISSING, values, TOP), group, TOP)
    told: Column = np.where(first == TOP, MISSING, first)
    return told


def _by(join: np.ufunc, values: Column, group: Column, start: int) -> Column:
    """The values of each group joined; `start` is the neutral value."""
    joined = np.full(int(group.max()) + 1, start, values.dtype)
    join.at(joined, group, values)
    return joined
