"""Shopping events of the year: what they do to the sales of a day and to the time until an order is shipped.

A multiple of 1 is an ordinary day. Where windows of several events cover a day, the strongest counts alone: the
multiple furthest from 1 as a ratio (0.5 is as far as 2; of two equally far the lower, since money should not be counted
too high). They are not multiplied, because a published figure of some days already holds all that happened in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from advisor.trade.holidays import feast
from advisor.trade.records import Source, Words

Days = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Window:
    """A stretch of days of an event, counted from its day (negative: before it); both ends belong to it."""

    from_day: int
    to_day: int
    multiple: Decimal  # sales of a day as a multiple of an ordinary one, > 0
    ship_delay_days: Decimal = Decimal(0)  # how much longer an order paid then waits to be shipped


@dataclass(frozen=True)
class Season:
    """One event of the year. `platforms` are ids of the question `platform`; empty: every platform."""

    id: str
    name: Words
    day: str  # MM-DD, or a name that `holidays.feast` knows
    platforms: tuple[str, ...]
    windows: tuple[Window, ...]
    reason: Words
    source: Source

    def on(self, year: int) -> date | None:
        """The event's day in a year; None where the calendar does not know the feast that year."""
        return event_day(self.day, year)


def event_day(day: str, year: int) -> date | None:
    """The day written MM-DD or as the name of a feast, in a year; None for an unknown feast or no such day.

    >>> event_day("06-18", 2026), event_day("春节", 2026)
    (datetime.date(2026, 6, 18), datetime.date(2026, 2, 17))
    """
    if not re.fullmatch(r"\d{2}-\d{2}", day):
        return feast(day, year)
    try:
        return date.fromisoformat(f"{year:04}-{day}")
    except ValueError:
        return None


def for_platform(seasons: Sequence[Season], platform: str) -> tuple[Season, ...]:
    """The events that matter on one platform, in the given order."""
    return tuple(one for one in seasons if not one.platforms or platform in one.platforms)


def sales_multiple(seasons: Sequence[Season], day: date) -> float:
    """Sales of one day as a multiple of an ordinary day, see `multiples`."""
    return float(multiples(seasons, day, 1)[0])


def multiples(seasons: Sequence[Season], first_day: date, days: int) -> Days:
    """Sales of each day as a multiple of an ordinary day.

    Args:
        seasons: the events to count, of one platform (`for_platform`); their order does not matter.
        first_day: the first day.
        days: how many days, >= 0.

    Returns:
        float64 [days], > 0; 1 on days without an event, and for an event in a year whose day the calendar does not
        know (the lunar calendar ends somewhere, see `advisor.trade.holidays`).

    Raises:
        ValueError: `days` is negative.
    """
    found, strength = np.ones(_checked(days)), np.zeros(days)
    for window, covered in _covered(seasons, first_day, days):
        multiple = float(window.multiple)
        new = abs(np.log(multiple))
        is_stronger = (new > strength[covered]) | ((new == strength[covered]) & (multiple < found[covered]))
        found[covered] = np.where(is_stronger, multiple, found[covered])
        strength[covered] = np.maximum(strength[covered], new)
    return found


def ship_delays(seasons: Sequence[Season], first_day: date, days: int) -> Days:
    """How many days longer an order paid on each day waits to be shipped; the longest where several events meet.

    Args, Raises: as `multiples`.

    Returns:
        float64 [days], >= 0.
    """
    found = np.zeros(_checked(days))
    for window, covered in _covered(seasons, first_day, days):
        found[covered] = np.maximum(found[covered], float(window.ship_delay_days))
    return found


def events_between(seasons: Sequence[Season], first_day: date, days: int) -> tuple[tuple[date, Season], ...]:
    """The events that touch the days, each with its own day, which may lie outside; by day, then in the given order."""
    found = {
        (event, season.id): (event, season)
        for season, event in _events(seasons, first_day, _checked(days))
        if any(_slice(window, event, first_day, days) for window in season.windows)
    }
    return tuple(sorted(found.values(), key=lambda one: one[0]))


def _covered(seasons: Sequence[Season], first_day: date, days: int) -> Iterator[tuple[Window, slice]]:
    for season, event in _events(seasons, first_day, days):
        for window in season.windows:
            covered = _slice(window, event, first_day, days)
            if covered:
                yield window, covered


def _events(seasons: Sequence[Season], first_day: date, days: int) -> Iterator[tuple[Season, date]]:
    last_year = (first_day + timedelta(days=days)).year
    for season in seasons:
        for year in range(first_day.year - 1, last_year + 2):  # a window may reach into the year before or after
            event = season.on(year)
            if event:
                yield season, event


def _slice(window: Window, event: date, first_day: date, days: int) -> slice | None:
    start = (event - first_day).days
    begin, end = max(start + window.from_day, 0), min(start + window.to_day + 1, days)
    return slice(begin, end) if begin < end else None


def _checked(days: int) -> int:
    if days < 0:
        raise ValueError(f"days must be 0 or more, not {days}")
    return days
