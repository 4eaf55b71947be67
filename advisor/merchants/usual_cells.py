"""Whole columns of cells that are all written in the usual way: 1234.50 and 2026-03-01 08:05:00, or empty.

Nearly all are, and numpy reads such a column in a tenth of the time that its cells take one by one. For any other
column the answer is None, and each cell is looked at (`cells`, `moments`), with the same result.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from advisor.merchants.cells import MISSING
from advisor.merchants.chunks import Cut, Whole

ZERO, POINT = b"0."
LONGEST = 12  # signs of an amount

FIRST_YEAR, YEARS = 1990, 110
MONTHS, MONTH_DAYS, SECONDS_PER_DAY = 12, 31, 86_400
TIME = np.frombuffer(b"0000-00-00 00:00:00", np.uint8)
LOWEST_SIGNS, HIGHEST_SIGNS = TIME, np.where(TIME == ZERO, ord("9"), TIME)
TENS, UNITS = (0, 2, 5, 8, 11, 14, 17), (1, 3, 6, 9, 12, 15, 18)  # of century, year, month, day, hour, minute, second
LOWEST = np.array([1, 1, 0, 0, 0], np.uint8)
HIGHEST = np.array([MONTHS, MONTH_DAYS, 23, 59, 59], np.uint8)


def usual_fen(cut: Cut) -> Whole | None:
    """int64 [cells] fen, MISSING for an empty cell; None unless each is empty or digits with up to two decimals."""
    lengths = cut.ends - cut.starts
    longest = int(lengths.max())
    if longest > LONGEST:
        return None
    found = np.full(len(lengths), MISSING)
    if not longest:
        return found
    signs = _ending(cut, longest)
    signs[np.arange(longest, dtype=np.int8) < (longest - lengths).astype(np.int8)[:, None]] = ZERO
    left = lengths > 0
    for decimals in (2, 0, 1):  # the most common first
        is_so = left & _has(signs, lengths, decimals)
        if is_so.any():
            digits = (np.delete(signs[is_so], -1 - decimals, axis=1) if decimals else signs[is_so]) - np.uint8(ZERO)
            if (digits > 9).any():
                return None
            found[is_so] = _whole(digits) * 10 ** (2 - decimals)
            left &= ~is_so
    return None if left.any() else found


def _whole(digits: npt.NDArray[np.uint8]) -> Whole:
    """The numbers [n] with the digits [n, k]; not by a product of matrices, for which numpy would start threads."""
    values = np.zeros(len(digits), np.int64)
    for column in digits.T:
        values = values * 10 + column
    return values


def _ending(cut: Cut, longest: int) -> npt.NDArray[np.uint8]:
    """[cells, longest] the last signs of each cell, and whatever stands before a shorter one."""
    signs, firsts = cut.signs, cut.ends - longest
    if firsts.min() < 0:
        signs, firsts = np.concatenate([np.zeros(longest, np.uint8), signs]), cut.ends
    ending: npt.NDArray[np.uint8] = np.lib.stride_tricks.sliding_window_view(signs, longest)[firsts]
    return ending


def _has(signs: npt.NDArray[np.uint8], lengths: Whole, decimals: int) -> npt.NDArray[np.bool_]:
    """[cells] with so many signs behind a point, and one before it at least; 0: without a point."""
    if not decimals:
        without: npt.NDArray[np.bool_] = (signs != POINT).all(axis=1)
        return without
    if decimals + 1 >= signs.shape[1]:
        return np.zeros(len(signs), np.bool_)
    has: npt.NDArray[np.bool_] = (signs[:, -1 - decimals] == POINT) & (lengths > decimals + 1)
    return has


def usual_seconds(cut: Cut) -> Whole | None:
    """int64 [cells] seconds since 1970, MISSING for an empty cell; None unless each is empty or like
    2026-03-01 08:05:00, with a day from 1990 to 2099 and an hour that exist.

    Not by numpy's own parser: it crashes the process on a 30th of February (numpy 1.26, bytes to datetime64).
    """
    lengths = cut.ends - cut.starts
    is_filled = lengths > 0
    if (lengths[is_filled] != len(TIME)).any():
        return None
    if not is_filled.any():
        return np.full(len(lengths), MISSING)
    signs = np.lib.stride_tricks.sliding_window_view(cut.signs, len(TIME))[cut.starts[is_filled]]
    if not ((signs >= LOWEST_SIGNS) & (signs <= HIGHEST_SIGNS)).all():
        return None
    digits = signs - np.uint8(ZERO)
    parts = digits[:, TENS] * np.uint8(10) + digits[:, UNITS]
    year = parts[:, 0].astype(np.int64) * 100 + parts[:, 1] - FIRST_YEAR
    if not ((parts[:, 2:] >= LOWEST) & (parts[:, 2:] <= HIGHEST)).all() or year.min() < 0 or year.max() >= YEARS:
        return None
    month, day, hour, minute, second = parts[:, 2:].T.astype(np.int64)
    days = _days()[year, month - 1, day - 1]
    if (days == 0).any():
        return None
    found = np.full(len(lengths), MISSING)
    found[is_filled] = days * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second
    return found


@lru_cache(maxsize=1)
def _days() -> Whole:
    """int64 [years, 12, 31]: days since 1970 of each date, 0 where there is none."""
    months = np.arange(f"{FIRST_YEAR}-01", f"{FIRST_YEAR + YEARS}-01", dtype="datetime64[M]")
    days = months.astype("datetime64[D]")[:, None] + np.arange(MONTH_DAYS)
    exists = days.astype("datetime64[M]") == months[:, None]
    return np.where(exists, days.astype(np.int64), 0).reshape(YEARS, MONTHS, MONTH_DAYS)
