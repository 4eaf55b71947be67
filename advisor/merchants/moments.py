"""What stands in a time cell of an order export: a day and a time of day, each read once and looked up afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from advisor.merchants.cells import AROUND, MISSING, REMEMBERED, UNREADABLE
from advisor.merchants.columns import plain, words

SECONDS_PER_DAY = 86_400
EPOCH = date(1970, 1, 1).toordinal()
SPREADSHEET_EPOCH = date(1899, 12, 30).toordinal()
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)
CLOCK = r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(am|pm)?\s*(?:z|utc|gmt|[a-z]{3,4}|[+-]\d{2}:?\d{2})?"
CLOCK_ONLY = re.compile(CLOCK)
YEAR_FIRST = re.compile(r"(\d{4})([-/.年])(\d{1,2})[-/.月](\d{1,2})日?(?:t(.+))?")
COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?")
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})")
SPREADSHEET = re.compile(r"(\d{5})(?:\.(\d+))?")


def is_day_first(cells: Iterable[str]) -> bool | None:
    """Whether 03/04/2026 is the 3rd of April in a file with these time cells; None where they do not tell."""
    pairs = {(int(match[1]), int(match[3])) for match in map(YEAR_LAST.match, cells) if match and match[2] != "."}
    day_first, month_first = any(one > 12 for one, _ in pairs), any(other > 12 for _, other in pairs)
    return day_first if day_first != month_first else None


class Moments:
    """Time cells -> seconds since 1970 of local time. A zone behind a time is left out: it is the shop's local time.

    Read: year first with - / . or 年月日, 20260301, 20260301080500, 31.12.2026, a spreadsheet's day number, and
    day/month/year in the order that `day_first` says (None: such a cell is unreadable, as it may mean two days).
    """

    def __init__(self, day_first: bool | None = None) -> None:
        self._days = _Days(day_first)
        self._clocks = _Clocks()

    def seconds(self, cells: Sequence[str]) -> npt.NDArray[np.int64]:
        """int64 [cells]; MISSING for an empty cell or one that stands for none, UNREADABLE for any other text.

        >>> list(Moments().seconds(["1970-01-01 08:00:00", "2020年2月1日", " "])) == [MISSING, 1580515200, MISSING]
        True
        """
        days, clocks = self._days, self._clocks
        parts = (cell.partition(" ") for cell in cells)
        found = np.fromiter((days[day] + clocks[clock] for day, _, clock in parts), np.int64, len(cells))
        for place in np.flatnonzero(found < MISSING):
            found[place] = self._once_more(cells[place])
        found[(found >= MISSING) & (found < MISSING + SECONDS_PER_DAY)] = MISSING
        return found

    def _once_more(self, cell: str) -> int:
        day, _, clock = cell.strip(AROUND).partition(" ")
        seconds = self._days[day] + self._clocks[clock]
        return seconds if seconds >= MISSING else UNREADABLE


class _Days(dict[str, int]):
    def __init__(self, day_first: bool | None) -> None:
        super().__init__()
        self._day_first = day_first

    def __missing__(self, cell: str) -> int:
        if len(self) > REMEMBERED:
            self.clear()
        text = plain(cell.strip(AROUND))
        self[cell] = value = MISSING if text in words().no_times else self._read(text)
        return value

    def _read(self, text: str) -> int:
        match = YEAR_FIRST.fullmatch(text)
        if match:
            clock = _clock(match[5]) if match[5] else 0
            return _seconds(int(match[1]), int(match[3]), int(match[4]), clock)
        match = COMPACT.fullmatch(text)
        if match:
            year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
            return _seconds(year, month, day, _clock(f"{hour}:{minute:02}:{second:02}"))
        match = SPREADSHEET.fullmatch(text)
        if match:
            return _from_spreadsheet(int(match[1]), float(f"0.{match[2] or 0}"))
        match = YEAR_LAST.fullmatch(text)
        return self._year_last(match) if match else UNREADABLE

    def _year_last(self, match: re.Match[str]) -> int:
        day_first = True if match[2] == "." else self._day_first
        if day_first is None:
            return UNREADABLE
        day, month = (match[1], match[3]) if day_first else (match[3], match[1])
        return _seconds(int(match[4]), int(month), int(day), 0)


class _Clocks(dict[str, int]):
    def __missing__(self, cell: str) -> int:
        if len(self) > REMEMBERED:
            self.clear()
        text = cell.strip(AROUND).lower()
        self[cell] = value = _clock(text) if text else 0
        return value


def _clock(text: str) -> int:
    match = CLOCK_ONLY.fullmatch(text.strip())
    if match is None:
        return UNREADABLE
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4]:
        hour = hour % 12 + (12 if match[4] == "pm" else 0)
    return hour * 3600 + minute * 60 + second if hour < 24 and minute < 60 and second < 60 else UNREADABLE


def _seconds(year: int, month: int, day: int, clock: int) -> int:
    try:
        at = date(year, month, day)
    except ValueError:
        return UNREADABLE
    if not EARLIEST <= at < LATEST:
        return UNREADABLE
    return (at.toordinal() - EPOCH) * SECONDS_PER_DAY + clock


def _from_spreadsheet(days: int, part: float) -> int:
    at = date.fromordinal(SPREADSHEET_EPOCH + days)
    return _seconds(at.year, at.month, at.day, 0) + round(part * SECONDS_PER_DAY)
