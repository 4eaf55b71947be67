"""The log rate of a plain loan, found flow by flow and in arrays."""

from __future__ import annotations

from datetime import date, timedelta
from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.trade.loan_roots import SHORT, dated_loan_root, loan_root
from advisor.trade.rates import NoRate, xirr

START = date(2026, 1, 31)
REPAID = st.lists(st.tuples(st.integers(0, 2_000), st.integers(1, 10**7)), min_size=1, max_size=SHORT)


def in_arrays(flows):
    days, amounts = zip(*flows, strict=True)
    return loan_root(np.array(amounts, float), np.array([day.toordinal() for day in days], float))


@given(st.integers(1, 10**8), REPAID)
def test_both_ways_give_the_same_rate_and_it_prices_the_loan_at_nothing(received, repaid):
    flows = [(START, received), *((START + timedelta(days=days), -fen) for days, fen in repaid)]
    one, other = dated_loan_root(flows), in_arrays(flows)
    if one is None or other is None:
        return
    assert one == pytest.approx(other, rel=1e-9, abs=1e-13)
    if abs(one) < 1:
        worth = sum(fen * exp(-one * days) for days, fen in repaid)
        assert worth == pytest.approx(received, rel=1e-9)


@pytest.mark.parametrize("count", [1, 12, 52, SHORT - 1])
@pytest.mark.parametrize("cost", [0.001, 0.15, 0.6, 3])
def test_an_ordinary_loan_needs_no_search(count, cost):
    part = round(100_000_000 * (1 + cost) / count)
    flows = [(START, 100_000_000), *((START + timedelta(days=30 * n), -part) for n in range(1, count + 1))]
    found = dated_loan_root(flows)
    assert found == pytest.approx(in_arrays(flows), rel=1e-11)


@pytest.mark.parametrize(
    "flows",
    [
        [(START, -100), (START + timedelta(days=30), 110)],
        [(START, 100), (START - timedelta(days=30), -110)],
        [(START, 100), (START + timedelta(days=30), 10), (START + timedelta(days=60), -130)],
        [(START, 100), (START + timedelta(days=30), 0)],
        [(START, 100), (START, -110)],
        [(START, 100)],
    ],
)
def test_flows_that_are_no_plain_loan_are_left_to_the_search(flows):
    assert dated_loan_root(flows) is None
    assert in_arrays(flows) is None


@pytest.mark.parametrize("tail", [0, SHORT])
def test_more_repaid_at_once_than_was_received_has_no_rate(tail):
    later = [(START + timedelta(days=days), -fen) for days, fen in ((1, 1), (2, 100_000), (4, 100_000))]
    with pytest.raises(NoRate) as caught:
        xirr([(START, 1_000), (START, -10_000), *later, *([(START, 0)] * tail)])
    assert caught.value.code == "no_root"
