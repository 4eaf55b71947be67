"""Which days an event covers, what it does to them, and what happens where events meet."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.trade.records import Source
from advisor.trade.seasons import (
    Season,
    Window,
    event_day,
    events_between,
    for_platform,
    multiples,
    sales_multiple,
    ship_delays,
)


def season(day: str, *windows: tuple[int, int, str] | tuple[int, int, str, str], platforms: str = "") -> Season:
    made = tuple(Window(one[0], one[1], *map(Decimal, one[2:])) for one in windows)
    return Season(day, {"zh": day, "en": day}, day, tuple(platforms.split()), made, {}, Source("", None, "low"))


SALE = season("双11", (-2, -1, "1.25"), (0, 0, "2", "1"), (1, 3, "0.8"))


@pytest.mark.parametrize(
    ("day", "year", "expected"),
    [
        ("06-18", 2026, "2026-06-18"), ("618", 2026, "2026-06-18"), ("双11", 2024, "2024-11-11"),
        ("春节", 2020, "2020-01-25"), ("春节", 2026, "2026-02-17"), ("春节", 2028, "2028-01-26"),
        ("黑五", 2024, "2024-11-29"), ("黑五", 2026, "2026-11-27"), ("02-29", 2028, "2028-02-29"),
    ],
)  # fmt: skip
def test_the_day_of_an_event_is_fixed_or_follows_the_calendar(day: str, year: int, expected: str) -> None:
    assert str(event_day(day, year)) == expected


@pytest.mark.parametrize(("day", "year"), [("02-29", 2026), ("13-01", 2026), ("春节", 2100), ("大减价", 2026)])
def test_a_day_that_is_not_known_is_none(day: str, year: int) -> None:
    assert event_day(day, year) is None


def test_a_window_holds_both_its_ends_and_no_other_day() -> None:
    found = multiples([SALE], date(2026, 11, 8), 8)
    assert found.dtype == np.float64
    assert found.tolist() == [1, 1.25, 1.25, 2, 0.8, 0.8, 0.8, 1]


def test_a_window_reaches_across_the_turn_of_the_year() -> None:
    goods = season("01-10", (-20, -1, "1.2"))
    back = season("12-30", (0, 5, "0.7"))
    assert sales_multiple([goods], date(2026, 12, 21)) == 1.2
    assert sales_multiple([goods], date(2026, 12, 20)) == 1
    assert (sales_multiple([back], date(2026, 1, 4)), sales_multiple([back], date(2026, 1, 5))) == (0.7, 1)


def test_an_event_comes_back_every_year() -> None:
    found = multiples([SALE], date(2024, 1, 1), 3 * 366)
    assert np.flatnonzero(found == 2).tolist() == [
        (date(year, 11, 11) - date(2024, 1, 1)).days for year in (2024, 2025, 2026)
    ]


@pytest.mark.parametrize(
    ("first", "second", "stronger"),
    [("1.5", "1.2", 1.5), ("1.2", "0.5", 0.5), ("0.9", "1.5", 1.5), ("2", "0.5", 0.5), ("1", "1.1", 1.1)],
)
def test_where_events_meet_the_stronger_counts_alone(first: str, second: str, stronger: float) -> None:
    pair = [season("05-01", (0, 0, first)), season("05-01", (0, 0, second))]
    assert sales_multiple(pair, date(2026, 5, 1)) == stronger
    assert sales_multiple(pair[::-1], date(2026, 5, 1)) == stronger


def test_the_longest_wait_for_shipping_counts() -> None:
    stop = season("11-10", (0, 4, "1", "3"))
    assert ship_delays([SALE, stop], date(2026, 11, 9), 4).tolist() == [0, 3, 3, 3]
    assert ship_delays([SALE], date(2026, 11, 9), 4).tolist() == [0, 0, 1, 0]


def test_a_year_that_the_lunar_calendar_does_not_know_is_ordinary() -> None:
    feast = season("春节", (-300, 300, "0.5"))
    assert set(multiples([feast], date(2098, 1, 1), 365)) == {1.0}


def test_events_of_other_platforms_are_left_out() -> None:
    home, abroad, all_ = (season("06-18", platforms=named) for named in ("taobao jd", "amazon", ""))
    assert for_platform([home, abroad, all_], "jd") == (home, all_)
    assert for_platform([home, abroad, all_], "amazon") == (abroad, all_)


def test_the_events_of_a_quarter_are_named_with_their_day() -> None:
    goods, other = season("01-10", (-20, -1, "1.2")), season("08-18", (0, 0, "1.1"))
    assert events_between([goods, SALE, other], date(2026, 10, 1), 91) == (
        (date(2026, 11, 11), SALE),
        (date(2027, 1, 10), goods),
    )


def test_a_negative_number_of_days_is_refused_and_none_are_none() -> None:
    assert multiples([SALE], date(2026, 11, 11), 0).size == 0
    for function in (multiples, ship_delays, events_between):
        with pytest.raises(ValueError, match="days must be 0 or more, not -1"):
            function([SALE], date(2026, 11, 11), -1)


windows = st.tuples(st.integers(-120, 0), st.integers(0, 120), st.sampled_from("0.3 0.5 0.8 1 1.25 2 3.7".split()))
drawn = st.builds(season, st.sampled_from(("春节", "06-18", "黑五", "12-25", "03-08")), windows)


@given(st.lists(drawn, max_size=5), st.randoms(), st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(1, 400))
def test_order_and_cutting_change_nothing(events: list[Season], random: object, first: date, days: int) -> None:
    whole = multiples(events, first, days)
    shuffled = list(events)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    cut = days // 2
    parts = multiples(events, first, cut), multiples(events, first + timedelta(days=cut), days - cut)
    assert np.array_equal(whole, multiples(shuffled, first, days))
    assert np.array_equal(whole, np.concatenate(parts))


@given(st.lists(drawn, max_size=5), st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_a_day_is_never_stranger_than_its_strangest_event(events: list[Season], day: date) -> None:
    allowed = {1.0} | {float(window.multiple) for event in events for window in event.windows}
    assert sales_multiple(events, day) in allowed
