"""Prices for the examples of terms: rates as they are named and what they come to a year, fees, sales money early."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from advisor.trade.advances import discounted, early_receipt, factored
from advisor.trade.day_counts import half_up
from advisor.trade.example_basis import Basis, Placeholder, constant
from advisor.trade.example_loans import FOR_DAYS, INSTALMENTS, LOAN, PRICED, interest_fen
from advisor.trade.example_shop import ON_THE_WAY, SALES
from advisor.trade.instalments import Schedule
from advisor.trade.loan_rates import yearly_rates
from advisor.trade.loans import ANY_DAY, Cost, cost_for_days
from advisor.trade.rates import effective_yearly, nominal_yearly
from advisor.trade.schedules import DAYS_PER_YEAR, MONTHS_PER_YEAR, even_repayments

DAILY = Decimal("0.0005")
MONTHLY = Decimal("0.01")
FLAT = Decimal("0.005")
UPFRONT = Decimal("0.1")
GUARANTEE = Decimal("0.01")
EARLY_FEE = Decimal("0.005")
FACTOR_SHARE, FACTOR_RATE, FACTOR_FEE, FACTOR_DAYS = Decimal("0.8"), Decimal("0.072"), Decimal("0.01"), 60
DISCOUNT = Decimal("0.03")
ADVANCE_TIMES, ADVANCE_DAYS = Decimal("1.15"), 180
CAP = Decimal("0.24")
SUBSIDY = Decimal("0.01")
MARKUP = Decimal("0.015")
HALF_POINT = Decimal("0.005")
PROPERTY_FEN, PROPERTY_SHARE = 100_000_000, Decimal("0.7")
RATE_DIGITS = Decimal("0.0001")


def _flat(basis: Basis) -> Cost:
    return cost_for_days(basis.loan_fen, INSTALMENTS * 30, yearly_rate=FLAT * MONTHS_PER_YEAR, method="flat_fee")


def _upfront(basis: Basis) -> Cost:
    kept_back = half_up(basis.loan_fen * UPFRONT)
    return cost_for_days(basis.loan_fen, basis.loan_days, yearly_rate=basis.loan_rate, fee_upfront_fen=kept_back)


def _guaranteed(basis: Basis) -> Cost:
    return cost_for_days(basis.loan_fen, basis.loan_days, yearly_rate=basis.loan_rate, fee_rate=GUARANTEE)


def _early(basis: Basis) -> Schedule:
    return early_receipt(basis.sales_fen, int(basis.cycle_inputs.receivable_days), EARLY_FEE, ANY_DAY)


def _factored(basis: Basis) -> Schedule:
    return factored(
        basis.sales_fen,
        FACTOR_DAYS,
        share=FACTOR_SHARE,
        yearly_rate=FACTOR_RATE,
        fee_rate=FACTOR_FEE,
        start=ANY_DAY,
    )


def _discounted(basis: Basis) -> Schedule:
    return discounted(basis.loan_fen, basis.loan_days, DISCOUNT, ANY_DAY)


def _advance(basis: Basis) -> Schedule:
    due = [ANY_DAY + timedelta(days=number) for number in range(1, ADVANCE_DAYS + 1)]
    return even_repayments(basis.loan_fen, basis.loan_fen, half_up(basis.loan_fen * ADVANCE_TIMES), due, ANY_DAY)


def _yearly(schedule: Schedule) -> Decimal:
    return Decimal(yearly_rates(schedule, "actual/365").nominal).quantize(RATE_DIGITS)


def _compound() -> Decimal:
    """A year at the monthly rate, with interest on interest."""
    return Decimal(effective_yearly(float(MONTHLY), MONTHS_PER_YEAR))


PRICE_FIGURES: Mapping[str, Placeholder] = {
    "daily_rate": constant("percent", DAILY),
    "daily_interest": Placeholder("exact_money", LOAN, lambda basis: interest_fen(basis, 1, DAILY * DAYS_PER_YEAR)),
    "daily_total": Placeholder(
        "exact_money", FOR_DAYS, lambda basis: interest_fen(basis, basis.loan_days, DAILY * DAYS_PER_YEAR)
    ),
    "daily_yearly": constant("rate", DAILY * DAYS_PER_YEAR),
    "monthly_rate": constant("percent", MONTHLY),
    "monthly_interest": Placeholder("exact_money", LOAN, lambda basis: half_up(basis.loan_fen * MONTHLY)),
    "monthly_yearly": constant("rate", Decimal(nominal_yearly(1, MONTHS_PER_YEAR)) * MONTHLY),
    "monthly_year_interest": Placeholder(
        "exact_money", LOAN, lambda basis: interest_fen(basis, DAYS_PER_YEAR, MONTHLY * MONTHS_PER_YEAR)
    ),
    "compound_yearly": constant("rate", _compound().quantize(RATE_DIGITS)),
    "compound_year_interest": Placeholder("exact_money", LOAN, lambda basis: half_up(basis.loan_fen * _compound())),
    "flat_rate": constant("percent", FLAT),
    "flat_fee": Placeholder("exact_money", LOAN, lambda basis: half_up(basis.loan_fen * FLAT)),
    "flat_total": Placeholder("exact_money", LOAN, lambda basis: _flat(basis).total_cost_fen),
    "flat_named": constant("rate", FLAT * MONTHS_PER_YEAR),
    "flat_true": Placeholder("rate", LOAN, lambda basis: _flat(basis).all_in_yearly_rate),
    "upfront_share": constant("percent", UPFRONT),
    "upfront_fee": Placeholder("exact_money", LOAN, lambda basis: _upfront(basis).fee_upfront_fen),
    "upfront_received": Placeholder("exact_money", LOAN, lambda basis: _upfront(basis).received_fen),
    "upfront_cost": Placeholder("exact_money", PRICED, lambda basis: _upfront(basis).total_cost_fen),
    "upfront_true": Placeholder("rate", PRICED, lambda basis: _upfront(basis).all_in_yearly_rate),
    "guarantee_rate": constant("percent", GUARANTEE),
    "guarantee_fee": Placeholder("exact_money", LOAN, lambda basis: half_up(basis.loan_fen * GUARANTEE)),
    "all_in_cost": Placeholder("exact_money", PRICED, lambda basis: _guaranteed(basis).total_cost_fen),
    "all_in_rate": Placeholder("rate", PRICED, lambda basis: _guaranteed(basis).all_in_yearly_rate),
    "early_fee_rate": constant("percent", EARLY_FEE),
    "early_fee": Placeholder("exact_money", SALES, lambda basis: half_up(basis.sales_fen * EARLY_FEE)),
    "early_true": Placeholder("rate", ON_THE_WAY, lambda basis: _yearly(_early(basis))),
    "factor_days": constant("days", FACTOR_DAYS),
    "factor_share": constant("percent", FACTOR_SHARE),
    "factor_rate": constant("rate", FACTOR_RATE),
    "factor_fee_rate": constant("percent", FACTOR_FEE),
    "factor_received": Placeholder("exact_money", SALES, lambda basis: _factored(basis).paid_out_fen),
    "factor_cost": Placeholder("exact_money", SALES, lambda basis: _factored(basis).total_cost_fen),
    "factor_true": Placeholder("rate", SALES, lambda basis: _yearly(_factored(basis))),
    "discount_rate": constant("rate", DISCOUNT),
    "discount_kept": Placeholder("exact_money", FOR_DAYS, lambda basis: _discounted(basis).total_cost_fen),
    "discount_received": Placeholder("exact_money", FOR_DAYS, lambda basis: _discounted(basis).paid_out_fen),
    "advance_times": constant("count", ADVANCE_TIMES),
    "advance_days": constant("days", ADVANCE_DAYS),
    "advance_repaid": Placeholder("exact_money", LOAN, lambda basis: _advance(basis).paid_back_fen),
    "advance_true": Placeholder("rate", LOAN, lambda basis: _yearly(_advance(basis))),
    "cap_rate": constant("rate", CAP),
    "cap_interest": Placeholder("exact_money", FOR_DAYS, lambda basis: interest_fen(basis, basis.loan_days, CAP)),
    "subsidy_rate": constant("percent", SUBSIDY),
    "subsidy": Placeholder("exact_money", LOAN, lambda basis: interest_fen(basis, DAYS_PER_YEAR, SUBSIDY)),
    "half_point_interest": Placeholder(
        "exact_money", LOAN, lambda basis: interest_fen(basis, DAYS_PER_YEAR, HALF_POINT)
    ),
    "lpr": Placeholder("rate", (), lambda basis: basis.lpr, needs_lpr=True),
    "lpr_plus": Placeholder("rate", (), lambda basis: basis.lpr + MARKUP, needs_lpr=True),
    "lpr_plus_interest": Placeholder(
        "exact_money", LOAN, lambda basis: interest_fen(basis, DAYS_PER_YEAR, basis.lpr + MARKUP), needs_lpr=True
    ),
    "four_lpr": Placeholder("rate", (), lambda basis: basis.lpr * 4, needs_lpr=True),
    "four_lpr_interest": Placeholder(
        "exact_money", LOAN, lambda basis: interest_fen(basis, DAYS_PER_YEAR, basis.lpr * 4), needs_lpr=True
    ),
    "property_value": constant("money", PROPERTY_FEN),
    "property_share": constant("percent", PROPERTY_SHARE),
    "property_loan": constant("money", half_up(PROPERTY_FEN * PROPERTY_SHARE)),
}
