"""The same figures from numpy-financial and pyxirr, which share no code with ours."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import numpy_financial
import pytest
import pyxirr
from hypothesis import assume, given
from hypothesis import strategies as st

from advisor.trade.day_counts import month_after
from advisor.trade.rates import NoRate, rate_per_period, xirr
from advisor.trade.schedules import PRINCIPAL_PARTS, even_repayments, monthly_schedule, single_repayment

START = date(2026, 1, 31)
MONTHLY_RATES = st.decimals("0.0001", "0.9", places=4)


def net_present_value(rate: float, flows: list[tuple[date, int]]) -> float:
    first = min(day for day, _ in flows)
    return sum(fen / (1 + rate) ** ((day - first).days / 365) for day, fen in flows)


@given(st.integers(10_000, 10**10), st.integers(2, 360), MONTHLY_RATES)
def test_the_level_payment_is_the_pmt_of_numpy_financial(principal, months, rate):
    loan = monthly_schedule("level_payment", principal, months, rate, START)
    expected = -numpy_financial.pmt(float(rate) / 12, months, principal)
    assert loan.instalments[0].payment_fen == pytest.approx(expected, abs=0.51)


@given(st.integers(10**6, 10**10), st.integers(2, 48), st.decimals("0.001", "0.36", places=3))
def test_the_interest_of_a_level_payment_is_the_ipmt_of_numpy_financial(principal, months, rate):
    loan = monthly_schedule("level_payment", principal, months, rate, START)
    expected = -numpy_financial.ipmt(float(rate) / 12, np.arange(1, months + 1), months, principal)
    assert [one.interest_fen for one in loan.instalments] == pytest.approx(expected, abs=months)


@given(st.sampled_from(sorted(PRINCIPAL_PARTS)), st.integers(10**6, 10**10), st.integers(2, 60), MONTHLY_RATES)
def test_the_monthly_rate_is_the_irr_of_numpy_financial(method, principal, months, rate):
    flows = [fen for _, fen in monthly_schedule(method, principal, months, rate, START, principal // 50).flows]
    assert rate_per_period(flows) == pytest.approx(numpy_financial.irr(flows), abs=1e-9)


@given(st.integers(10**6, 10**10), st.integers(1, 400), st.floats(0, 0.4), st.sampled_from([1, 7, 30]))
def test_the_xirr_of_a_loan_is_the_one_of_pyxirr(principal, count, cost, step):
    due = [START + timedelta(days=step * n) for n in range(1, count + 1)]
    flows = even_repayments(principal, principal, principal + int(principal * cost), due, START).flows
    expected = pyxirr.xirr(list(flows))
    assume(expected is not None and expected < 1e6)
    assert xirr(flows) == pytest.approx(expected, rel=1e-6, abs=1e-8)  # theirs stops earlier than ours


@given(st.lists(st.tuples(st.integers(0, 3_000), st.integers(-(10**9), 10**9)), min_size=2, max_size=40))
def test_the_xirr_of_any_flows_prices_them_at_nothing_as_the_one_of_pyxirr(moves):
    flows = [(START + timedelta(days=days), fen) for days, fen in moves]
    try:
        rate = xirr(flows)
    except NoRate as none:
        assert none.code in ("no_flows", "one_sided", "no_root")
        return
    assume(-0.99 < rate < 100)
    scale = sum(abs(fen) / (1 + rate) ** ((day - min(flows)[0]).days / 365) for day, fen in flows)
    assert abs(net_present_value(rate, flows)) <= 1e-9 * scale
    theirs = pyxirr.xirr(flows)
    if theirs is not None and abs(net_present_value(theirs, flows)) <= 1e-9 * scale and _changes(flows) == 1:
        assert rate == pytest.approx(theirs, rel=1e-6, abs=1e-9)


def _changes(flows: list[tuple[date, int]]) -> int:
    by_day: dict[date, int] = {}
    for day, fen in flows:
        by_day[day] = by_day.get(day, 0) + fen
    signs = [fen > 0 for _, fen in sorted(by_day.items()) if fen]
    return sum(left != right for left, right in zip(signs[:-1], signs[1:], strict=True))


@given(
    st.sampled_from(sorted(PRINCIPAL_PARTS)), st.integers(10**4, 10**10), st.integers(1, 60), MONTHLY_RATES,
    st.integers(0, 10**6), st.dates(date(2000, 1, 1), date(2050, 12, 31)),
)  # fmt: skip
def test_the_xirr_of_a_schedule_prices_its_flows_at_nothing(method, principal, months, rate, fee, start):
    loan = monthly_schedule(method, principal, months, rate, start, 0, fee)
    assert abs(net_present_value(xirr(loan.flows), list(loan.flows))) <= 1e-9 * loan.paid_out_fen


@pytest.mark.parametrize("repaid", [20_000, 50_000, 99_999, 100_000, 100_001, 10**8])
def test_the_rate_is_found_whether_little_or_much_is_repaid(repaid):
    flows = [(START, 100_000), *((month_after(START, n), -repaid // 4) for n in range(1, 5))]
    assert xirr(flows) == pytest.approx(pyxirr.xirr(flows), rel=1e-6)


def test_a_small_payment_that_is_far_off_does_not_overflow():
    flows = [(START, 100_000), (START + timedelta(days=1), -50_000), (date(2056, 1, 31), -1)]
    assert abs(net_present_value(xirr(flows), flows)) < 1e-3


def test_a_rate_beyond_all_measure_is_refused_instead_of_overflowing():
    loan = single_repayment(1, 1, Decimal(0), START, 5_000_000)
    with pytest.raises(NoRate) as caught:
        xirr(loan.flows)
    assert caught.value.code == "no_root"
