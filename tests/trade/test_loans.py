"""Loans against published figures; schedules that close to the fen; honest refusals."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.trade.loan_warnings import warnings
from advisor.trade.loans import METHODS, cost_for_days
from advisor.trade.product_costs import product_cost
from advisor.trade.rates import NoRate, effective_yearly, nominal_yearly, rate_per_period, xirr
from advisor.trade.records import Need, Product, Source
from advisor.trade.schedules import PRINCIPAL_PARTS, even_repayments, monthly_schedule, single_repayment

START = date(2026, 1, 31)
APPENDIX_J = Path(__file__).parents[3] / "shared" / "data" / "apr_reg_z_appendix_j_dev.csv"
REGULAR = {
    "c1i": [230.00] * 24,
    "c2i": [250.00] + [230.00] * 23,
}  # payments one whole month apart from the first


def product(**figures):
    unknown = dict.fromkeys(Product.__dataclass_fields__)
    source = {"": Source("https://example.org", None, "high")}
    return Product(
        **{
            **unknown,
            "id": "p",
            "rate_basis": "simple",
            "repayment_methods": (),
            "sources": source,
            **figures,
        }
    )


@pytest.mark.skipif(not APPENDIX_J.exists(), reason="the Regulation Z examples are not on this machine")
def test_regulation_z_examples_with_regular_months_come_out_to_the_basis_point():
    with APPENDIX_J.open(encoding="utf-8") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    for name, payments in REGULAR.items():
        flows = [round(float(rows[name]["advance"]) * 100), *(-round(payment * 100) for payment in payments)]
        apr = nominal_yearly(rate_per_period(flows), 12)
        assert round(apr * 100, 2) == float(rows[name]["apr_percent"])


def test_the_published_cost_card_of_a_fixed_sum_loan_comes_out():
    """75,000 lent, 73,125 paid out, 98,250 repaid: 61.34 % nominal is that of 52 weekly payments."""
    weeks = [START + timedelta(weeks=n) for n in range(1, 53)]
    loan = even_repayments(7_312_500, 7_500_000, 9_825_000, weeks, START)
    assert (loan.total_cost_fen, loan.paid_back_fen) == (2_512_500, 9_825_000)
    apr = nominal_yearly(rate_per_period([fen for _, fen in loan.flows]), 52)
    assert round(apr, 4) == 0.6134


def test_the_same_sum_repaid_every_day_costs_more_a_year():
    days = [START + timedelta(days=n) for n in range(1, 366)]
    loan = even_repayments(7_312_500, 7_500_000, 9_825_000, days, START)
    daily = rate_per_period([fen for _, fen in loan.flows])
    assert round(nominal_yearly(daily, 365), 4) == 0.6216
    assert xirr(loan.flows) == pytest.approx(effective_yearly(daily, 365), rel=1e-9)


def test_a_level_payment_loan_is_repaid_in_equal_sums():
    loan = monthly_schedule("level_payment", 10_000_000, 12, Decimal("0.12"), START)
    payments = [instalment.payment_fen for instalment in loan.instalments]
    assert payments[:11] == [888_488] * 11 and abs(payments[11] - 888_488) < 12
    assert nominal_yearly(rate_per_period([fen for _, fen in loan.flows]), 12) == pytest.approx(0.12, abs=1e-6)


def test_instalments_fall_due_on_the_last_day_of_shorter_months():
    due = [i.due_on for i in monthly_schedule("interest_only", 100, 3, Decimal(0), START).instalments]
    assert due == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


def test_interest_only_pays_the_principal_last():
    loan = monthly_schedule("interest_only", 1_200_000, 3, Decimal("0.12"), START)
    assert [i.principal_fen for i in loan.instalments] == [0, 0, 1_200_000]
    assert [i.interest_fen for i in loan.instalments] == [12_000] * 3


def test_equal_principal_interest_falls_with_the_balance():
    loan = monthly_schedule("equal_principal", 1_200_000, 12, Decimal("0.12"), START)
    assert [i.interest_fen for i in loan.instalments][:3] == [12_000, 11_000, 10_000]


def test_a_flat_fee_costs_nearly_twice_the_figure_quoted():
    cost = cost_for_days(1_200_000, 360, yearly_rate=Decimal("0.12"), method="flat_fee")
    assert cost.total_cost_fen == 144_000
    assert Decimal("0.21") < cost.all_in_yearly_rate < Decimal("0.22")
    assert "flat_fee_looks_small" in warnings(cost)


def test_interest_by_the_day_costs_the_days_used():
    cost = cost_for_days(10_000_000, 35, yearly_rate=Decimal("0.1825"))
    assert cost.total_cost_fen == 175_000
    assert (cost.per_100_fen, cost.paid_back_fen) == (Decimal("1.75"), 10_175_000)
    assert cost.all_in_yearly_rate == Decimal("0.1825") < cost.effective_yearly_rate
    assert warnings(cost) == ()


def test_a_fee_deducted_up_front_makes_the_loan_dearer_and_is_warned_of():
    cost = cost_for_days(10_000_000, 365, yearly_rate=Decimal("0.10"), fee_upfront_fen=2_000_000)
    assert (cost.received_fen, cost.total_cost_fen) == (8_000_000, 3_000_000)
    assert cost.all_in_yearly_rate == Decimal("0.375")
    assert {"fee_upfront", "above_24_percent"} <= set(warnings(cost))


def test_a_small_fee_for_a_week_is_a_large_rate_for_a_year():
    cost = cost_for_days(1_000_000, 7, fee_rate=Decimal("0.005"))
    assert cost.total_cost_fen == 5_000
    assert cost.all_in_yearly_rate == Decimal("0.2607")
    assert warnings(cost, Decimal("0.03")) == ("flat_fee_looks_small", "above_24_percent", "above_4x_lpr")


@pytest.mark.parametrize(("rate", "is_warned"), [("0.24", False), ("0.2401", True)])
def test_only_more_than_24_percent_is_above_24_percent(rate, is_warned):
    cost = cost_for_days(365_000_000, 100, yearly_rate=Decimal(rate))
    assert ("above_24_percent" in warnings(cost)) is is_warned


@pytest.mark.parametrize("method", METHODS)
def test_a_loan_without_price_components_costs_nothing(method):
    cost = cost_for_days(1_000_000, 90, yearly_rate=Decimal(0), method=method)
    assert (cost.total_cost_fen, cost.all_in_yearly_rate, cost.effective_yearly_rate) == (0, 0, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {}, {"yearly_rate": Decimal("-0.1")}, {"fee_rate": Decimal("-0.1")},
        {"yearly_rate": Decimal(0), "method": "magic"},
        {"yearly_rate": Decimal(0), "fee_upfront_fen": 1_000},
    ],
)  # fmt: skip
def test_a_price_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError):
        cost_for_days(1_000, 30, **wrong)


def test_a_product_without_a_published_price_has_no_cost():
    assert product_cost(product(), Need(1_000_000, 30)) is None
    assert product_cost(product(rate_basis="subsidy", yearly_rate_min=Decimal("0.01")), Need(1_000_000, 30)) is None
    assert product_cost(product(rate_basis="fee"), Need(1_000_000, 30)) is None


def test_a_product_is_priced_at_both_ends_of_its_published_rates():
    found = product_cost(
        product(yearly_rate_min=Decimal("0.0365"), yearly_rate_max=Decimal("0.073")), Need(1_000_000, 100)
    )
    assert (found.low.total_cost_fen, found.high.total_cost_fen) == (10_000, 20_000)


def test_an_end_that_is_not_published_stays_unknown():
    found = product_cost(product(yearly_rate_min=Decimal("0.0365")), Need(1_000_000, 100))
    assert found.low.total_cost_fen == 10_000 and found.high is None


def test_a_rate_published_by_the_day_is_priced_by_the_day():
    found = product_cost(product(daily_rate_min=Decimal("0.0002")), Need(1_000_000, 10))
    assert found.low.total_cost_fen == 2_000


def test_a_fee_is_paid_again_for_every_further_term():
    fee = product(rate_basis="fee", fee_rate=Decimal("0.002"))
    assert product_cost(fee, Need(1_000_000, 35)).low.total_cost_fen == 2_000
    assert product_cost(fee, Need(1_000_000, 35), fee_days=15).low.total_cost_fen == 6_000


def test_more_than_the_limit_cannot_be_borrowed():
    found = product_cost(product(yearly_rate_min=Decimal("0.0365"), amount_max_fen=500_000), Need(1_000_000, 100))
    assert found.low.principal_fen == 500_000


def test_a_discount_is_deducted_up_front():
    found = product_cost(product(rate_basis="discount", yearly_rate_min=Decimal("0.073")), Need(1_000_000, 100))
    assert (found.low.received_fen, found.low.total_cost_fen) == (980_000, 20_000)
    assert found.low.all_in_yearly_rate > Decimal("0.073")


@given(
    st.sampled_from(sorted(PRINCIPAL_PARTS)), st.integers(1, 10**11), st.integers(1, 120),
    st.decimals(0, 1, places=4), st.dates(date(2000, 1, 1), date(2050, 12, 31)),
)  # fmt: skip
def test_every_schedule_sums_to_the_loan_and_closes_it(method, principal, months, rate, start):
    loan = monthly_schedule(method, principal, months, rate, start)
    assert sum(i.principal_fen for i in loan.instalments) == principal
    assert loan.instalments[-1].balance_fen == 0
    assert all(i.payment_fen == i.principal_fen + i.interest_fen + i.fee_fen for i in loan.instalments)
    assert all(i.principal_fen >= 0 and i.interest_fen >= 0 and i.balance_fen >= 0 for i in loan.instalments)
    assert loan.total_cost_fen == sum(i.interest_fen for i in loan.instalments)


@given(st.integers(1, 10**10), st.integers(0, 10**10), st.integers(1, 60))
def test_even_repayments_sum_to_the_sum_agreed(principal, fee, count):
    days = [START + timedelta(days=n) for n in range(1, count + 1)]
    loan = even_repayments(principal, principal, principal + fee, days, START)
    assert (loan.paid_back_fen, loan.instalments[-1].balance_fen) == (principal + fee, 0)
    assert sum(i.principal_fen for i in loan.instalments) == principal


@given(st.integers(10_000, 10**11), st.integers(1, 3650), st.floats(-0.9, 20))
def test_xirr_finds_the_rate_that_a_flow_was_made_with(principal, days, rate):
    back = round(principal * (1 + rate) ** (days / 365))
    if back > 100:
        found = xirr([(START, principal), (START + timedelta(days=days), -back)])
        assert (1 + found) ** (days / 365) * principal == pytest.approx(back, rel=1e-9)


def test_xirr_agrees_with_the_spreadsheet_example():
    days = [date(2008, 1, 1), date(2008, 3, 1), date(2008, 10, 30), date(2009, 2, 15), date(2009, 4, 1)]
    amounts = [-1_000_000, 275_000, 425_000, 325_000, 275_000]
    assert xirr(list(zip(days, amounts, strict=True))) == pytest.approx(0.373362535, abs=1e-8)


@pytest.mark.parametrize(
    ("amounts", "code"), [([], "no_flows"), ([0, 0], "no_flows"), ([5, 5], "one_sided"), ([-5], "one_sided")]
)
def test_flows_without_a_rate_say_why(amounts, code):
    with pytest.raises(NoRate) as caught:
        xirr([(START + timedelta(days=n), fen) for n, fen in enumerate(amounts)])
    assert caught.value.code == code


def test_flows_that_never_balance_have_no_rate():
    with pytest.raises(NoRate) as caught:
        rate_per_period([100, -300, 300])
    assert caught.value.code == "no_root"


def test_of_several_rates_the_one_nearest_to_zero_is_given():
    assert rate_per_period([-4_000, 25_000, -25_000]) == pytest.approx(0.25)


@given(st.lists(st.integers(-(10**13), 10**13), max_size=60))
def test_any_flows_give_a_rate_or_a_named_reason(amounts):
    try:
        assert rate_per_period(amounts) > -1
    except NoRate as none:
        assert none.code in ("no_flows", "one_sided", "no_root")


def test_a_single_repayment_may_use_a_year_of_360_days():
    assert single_repayment(3_600_000, 10, Decimal("0.1"), START, day_count_name="actual/360").total_cost_fen == 10_000
