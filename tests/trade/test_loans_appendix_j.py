"""The annual percentage rate of Regulation Z, Appendix J, against its published examples."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.trade.appendix_j import annual_percentage_rate
from advisor.trade.day_counts import month_after
from advisor.trade.rates import NoRate, nominal_yearly, rate_per_period
from advisor.trade.schedules import monthly_schedule, single_repayment
from advisor.trade.unit_periods import YEAR, UnitPeriod

DEV_EXAMPLES = Path(__file__).parents[3] / "shared" / "data" / "apr_reg_z_appendix_j_dev.csv"
MONTH, WEEK = UnitPeriod("month"), UnitPeriod("week")


def monthly(first: date, amounts: list[float], every: int = 1) -> list[tuple[date, int]]:
    return [(month_after(first, n * every), -round(amount * 100)) for n, amount in enumerate(amounts)]


def weekly(first: date, amounts: list[float], every: int = 1) -> list[tuple[date, int]]:
    return [(first + timedelta(weeks=n * every), -round(amount * 100)) for n, amount in enumerate(amounts)]


def semimonthly(first: date, amounts: list[float]) -> list[tuple[date, int]]:
    halves = [day for n in range(len(amounts)) for day in _halves(month_after(first, n))]
    return [(day, -round(amount * 100)) for day, amount in zip(halves, amounts, strict=False)]


def _halves(first: date) -> tuple[date, date]:
    return first, first.replace(day=first.day + 15)


# Paragraph of the appendix, advance in dollars and its day, payments, unit-period, APR in per cent.
EXAMPLES = [
    ("(c)(1)(i)", 5_000, date(1978, 1, 10), monthly(date(1978, 2, 10), [230] * 24), MONTH, 9.69),
    ("(c)(1)(ii)", 6_000, date(1978, 2, 10), monthly(date(1978, 4, 1), [200] * 36), MONTH, 11.82),
    ("(c)(1)(iii)", 5_000, date(1978, 2, 23), semimonthly(date(1978, 3, 1), [219.17] * 24),
     UnitPeriod("semimonth"), 10.34),
    ("(c)(1)(iv)", 10_000, date(1978, 5, 23), monthly(date(1978, 10, 1), [385] * 40, 3), UnitPeriod("month", 3), 8.97),
    ("(c)(1)(v)", 500, date(1978, 3, 20), weekly(date(1978, 4, 21), [17.60] * 30), WEEK, 14.96),
    ("(c)(2)(i)", 5_000, date(1978, 1, 10), monthly(date(1978, 2, 10), [250] + [230] * 23), MONTH, 10.08),
    ("(c)(2)(ii)", 400, date(1978, 3, 18), weekly(date(1978, 4, 20), [39.50] + [38.31] * 11, 4),
     UnitPeriod("week", 4), 28.50),
    ("(c)(3)(i)", 5_000, date(1978, 1, 10), monthly(date(1978, 2, 10), [230] * 23 + [280]), MONTH, 10.50),
    ("(c)(3)(ii)", 200, date(1978, 4, 3), weekly(date(1978, 4, 11), [9.50] * 19 + [30], 2),
     UnitPeriod("week", 2), 12.22),
    ("(c)(4)(i)", 5_000, date(1978, 1, 10), monthly(date(1978, 2, 10), [250] + [230] * 22 + [280]), MONTH, 10.90),
    ("(c)(4)(ii)", 8_000, date(1978, 1, 10), monthly(date(1978, 3, 1), [449.36] + [465] * 18 + [200], 2),
     UnitPeriod("month", 2), 7.30),
    ("(c)(5)(i)", 1_000, date(1978, 1, 3), monthly(date(1978, 9, 15), [1_080]), UnitPeriod("day", 255), 11.45),
    ("(c)(5)(ii)", 1_000, date(1978, 7, 15), monthly(date(1979, 1, 15), [1_044]), UnitPeriod("month", 6), 8.80),
    ("(c)(5)(iii)", 1_000, date(1978, 1, 17), monthly(date(1979, 7, 17), [1_135.19]), YEAR, 8.76),
    ("(c)(5)(iv)", 1_000, date(1978, 1, 3), monthly(date(1980, 1, 3), [1_240]), YEAR, 11.36),
]  # fmt: skip


@pytest.mark.parametrize(
    ("advance", "day", "payments", "unit", "percent"), [one[1:] for one in EXAMPLES], ids=[one[0] for one in EXAMPLES]
)
def test_a_published_example_comes_out_to_the_basis_point(advance, day, payments, unit, percent):
    found = annual_percentage_rate([(day, advance * 100), *payments])
    assert found.unit_period == unit
    assert round(found.apr * 100, 2) == percent


def test_a_construction_loan_with_three_advances_comes_out():
    """Paragraph (c)(7)(i): 20,000 three times, then 240 payments of 612.36, is 10.25 %."""
    advances = [(day, 2_000_000) for day in (date(1979, 4, 10), date(1979, 6, 12), date(1979, 9, 18))]
    found = annual_percentage_rate([*advances, *monthly(date(1979, 12, 10), [612.36] * 240)])
    assert (round(found.apr * 100, 2), found.unit_period) == (10.25, MONTH)


@pytest.mark.skipif(not DEV_EXAMPLES.exists(), reason="the Regulation Z examples are not on this machine")
def test_the_examples_of_the_shared_file_come_out():
    with DEV_EXAMPLES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert rows
    for row in rows:
        flows = [(date.fromisoformat(row["advance_date"]), round(float(row["advance"]) * 100)), *_payments(row)]
        found = annual_percentage_rate(flows)
        assert round(found.apr * 100, 2) == float(row["apr_percent"]), row["id"]


def _payments(row: dict[str, str]) -> list[tuple[date, int]]:
    """Payments as the file words them: "24x230.00 monthly from 1978-02-10", single ones as "1978-02-10:250.00"."""
    flows: list[tuple[date, int]] = []
    for day, amount in re.findall(r"([\d-]{10}):([\d.]+)", row["payments"]):
        flows.append((date.fromisoformat(day), -round(float(amount) * 100)))
    for count, amount, rhythm, day in re.findall(r"(\d+)x([\d.]+) (\S+) from ([\d-]{10})", row["payments"]):
        name = rhythm.split("(")[0]
        series = {"monthly": monthly, "weekly": weekly, "semimonthly": semimonthly}.get(name)
        amounts = [float(amount)] * int(count)
        first = date.fromisoformat(day)
        flows += series(first, amounts) if series else monthly(first, amounts, int(re.findall(r"\d+", name)[0]))
    return flows


@pytest.mark.parametrize("day", [28, 29, 30, 31])
def test_instalments_that_fall_on_the_end_of_short_months_are_regular(day):
    loan = monthly_schedule("level_payment", 10_000_000, 14, Decimal("0.12"), date(2026, 1, day))
    found = annual_percentage_rate(loan.flows)
    assert found.unit_period == MONTH
    regular = nominal_yearly(rate_per_period([fen for _, fen in loan.flows]), 12)
    assert found.apr == pytest.approx(regular, abs=1e-12)


def test_a_month_that_is_one_day_short_is_29_thirtieths():
    flows = [(date(2026, 1, 30), 100_000), *monthly(date(2026, 2, 28), [510, 510]), (date(2026, 4, 28), -100)]
    assert annual_percentage_rate(flows).unit_period == MONTH
    assert annual_percentage_rate(flows).apr > annual_percentage_rate([(date(2026, 1, 28), 100_000), *flows[1:]]).apr


def test_payments_at_intervals_that_never_recur_take_the_average_one():
    days = [date(2026, 1, 1), date(2026, 2, 11), date(2026, 3, 13), date(2026, 4, 10)]
    flows = [(days[0], 100_000), *((day, -34_000) for day in days[1:])]
    assert annual_percentage_rate(flows).unit_period == UnitPeriod("week", 5)  # 33 days: 35 is nearer than 28 and 30
    assert annual_percentage_rate(flows[:3]).unit_period == UnitPeriod("week", 5)


def test_of_two_periods_as_frequent_the_shorter_is_taken():
    days = [date(2026, 1, 1) + timedelta(days=days) for days in (0, 10, 20, 41, 62)]
    flows = [(days[0], 100_000), *((day, -26_000) for day in days[1:])]
    assert annual_percentage_rate(flows).unit_period == UnitPeriod("day", 10)


def test_no_unit_period_is_longer_than_a_year():
    flows = [(date(2020, 1, 1), 100_000), *((date(2020 + n, 1, 1), -60_000) for n in (2, 4))]
    assert annual_percentage_rate(flows).unit_period == YEAR


@given(st.integers(1, 11), st.decimals("0.001", "0.9", places=3), st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_a_single_payment_after_whole_months_has_the_simple_rate(months, rate, start):
    days = (month_after(start, months) - start).days
    loan = single_repayment(100_000_000, days, rate, start, day_count_name="30/360")
    assert annual_percentage_rate(loan.flows).apr == pytest.approx(float(rate), abs=1e-7)


@given(
    st.lists(
        st.tuples(st.integers(1, 3_000), st.integers(1, 10**8)), min_size=1, max_size=30, unique_by=lambda x: x[0]
    ),
    st.integers(0, 99),
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_flows_does_not_matter(payments, percent_fee, start, random):
    advance = max(1, sum(fen for _, fen in payments) * (100 - percent_fee) // 100)
    flows = [(start, advance), *((start + timedelta(days=days), -fen) for days, fen in payments)]
    found = annual_percentage_rate(flows)
    shuffled = random.sample(flows, len(flows))
    assert found.apr >= 0
    assert annual_percentage_rate(shuffled).unit_period == found.unit_period
    assert annual_percentage_rate(shuffled).apr == pytest.approx(found.apr, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(
    ("flows", "code"),
    [
        ([], "no_flows"),
        ([(date(2026, 1, 1), 5)], "one_sided"),
        ([(date(2026, 1, 1), 5), (date(2026, 1, 1), -6)], "no_root"),
    ],
)
def test_flows_without_a_rate_say_why(flows, code):
    with pytest.raises(NoRate) as caught:
        annual_percentage_rate(flows)
    assert caught.value.code == code
