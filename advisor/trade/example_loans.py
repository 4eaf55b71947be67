"""Figures of a loan for the examples of terms: by the day, in instalments, repaid early or late."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from advisor.trade.day_counts import month_after
from advisor.trade.early_repayment import EarlyRepayment, early_repayment
from advisor.trade.example_basis import Basis, Placeholder, constant
from advisor.trade.example_shop import COST, gross_profit_fen
from advisor.trade.instalments import Schedule
from advisor.trade.loans import ANY_DAY, cost_for_days
from advisor.trade.schedules import monthly_schedule

LOAN = ("need_amount_fen",)
FOR_DAYS = (*LOAN, "need_days")
BY_THE_YEAR = (*LOAN, "offered_yearly_rate")
PRICED = (*FOR_DAYS, "offered_yearly_rate")

INSTALMENTS = 12
PAID_INSTALMENTS = 6
PENALTY = Decimal("0.03")
LATE_DAYS = 10
LATE_TIMES = Decimal("1.5")  # the contract's rate and half of it again
FREE_DAYS = 30


def interest_fen(basis: Basis, days: int, yearly_rate: Decimal | None = None) -> int:
    """Interest of the loan for some days, at its own rate or another; 0 for no day."""
    rate = basis.loan_rate if yearly_rate is None else yearly_rate
    return cost_for_days(basis.loan_fen, days, yearly_rate=rate).total_cost_fen if days > 0 else 0


def _schedule(basis: Basis, method: str) -> Schedule:
    return monthly_schedule(method, basis.loan_fen, INSTALMENTS, basis.loan_rate, ANY_DAY)


def level_payment_fen(basis: Basis) -> int:
    """The first of twelve level payments."""
    return _schedule(basis, "level_payment").instalments[0].payment_fen


def _repaid_early(basis: Basis, penalty: Decimal) -> EarlyRepayment:
    """Twelve level payments, the rest repaid with the sixth."""
    days = (month_after(ANY_DAY, PAID_INSTALMENTS) - ANY_DAY).days
    return early_repayment(_schedule(basis, "level_payment"), days, basis.loan_rate, penalty_rate=penalty)


LOAN_FIGURES: Mapping[str, Placeholder] = {
    "loan": Placeholder("money", LOAN, lambda basis: basis.loan_fen),
    "loan_days": Placeholder("days", ("need_days",), lambda basis: basis.loan_days),
    "loan_rate": Placeholder("rate", ("offered_yearly_rate",), lambda basis: basis.loan_rate),
    "loan_interest": Placeholder("exact_money", PRICED, lambda basis: interest_fen(basis, basis.loan_days)),
    "loan_repaid": Placeholder(
        "exact_money", PRICED, lambda basis: basis.loan_fen + interest_fen(basis, basis.loan_days)
    ),
    "one_day_interest": Placeholder("exact_money", BY_THE_YEAR, lambda basis: interest_fen(basis, 1)),
    "year_interest": Placeholder("exact_money", BY_THE_YEAR, lambda basis: interest_fen(basis, 365)),
    "instalments": constant("count", INSTALMENTS),
    "level_payment": Placeholder("exact_money", BY_THE_YEAR, level_payment_fen),
    "level_first_interest": Placeholder(
        "exact_money", BY_THE_YEAR, lambda basis: _schedule(basis, "level_payment").instalments[0].interest_fen
    ),
    "level_interest": Placeholder(
        "exact_money", BY_THE_YEAR, lambda basis: _schedule(basis, "level_payment").total_cost_fen
    ),
    "level_share_of_profit": Placeholder(
        "percent",
        (*BY_THE_YEAR, *COST),
        lambda basis: Decimal(level_payment_fen(basis)) / gross_profit_fen(basis),
    ),
    "equal_first": Placeholder(
        "exact_money", BY_THE_YEAR, lambda basis: _schedule(basis, "equal_principal").instalments[0].payment_fen
    ),
    "equal_last": Placeholder(
        "exact_money", BY_THE_YEAR, lambda basis: _schedule(basis, "equal_principal").instalments[-1].payment_fen
    ),
    "equal_interest": Placeholder(
        "exact_money", BY_THE_YEAR, lambda basis: _schedule(basis, "equal_principal").total_cost_fen
    ),
    "only_interest_monthly": Placeholder(
        "exact_money", BY_THE_YEAR, lambda basis: _schedule(basis, "interest_only").instalments[0].payment_fen
    ),
    "only_interest_last": Placeholder(
        "exact_money", BY_THE_YEAR, lambda basis: _schedule(basis, "interest_only").instalments[-1].payment_fen
    ),
    "only_interest": Placeholder(
        "exact_money", BY_THE_YEAR, lambda basis: _schedule(basis, "interest_only").total_cost_fen
    ),
    "paid_instalments": constant("count", PAID_INSTALMENTS),
    "early_principal": Placeholder(
        "exact_money", BY_THE_YEAR, lambda basis: _repaid_early(basis, Decimal(0)).principal_fen
    ),
    "early_saved": Placeholder("exact_money", BY_THE_YEAR, lambda basis: _repaid_early(basis, Decimal(0)).saved_fen),
    "penalty_rate": constant("percent", PENALTY),
    "penalty": Placeholder("exact_money", BY_THE_YEAR, lambda basis: _repaid_early(basis, PENALTY).penalty_fen),
    "late_days": constant("days", LATE_DAYS),
    "late_rate": Placeholder("rate", ("offered_yearly_rate",), lambda basis: basis.loan_rate * LATE_TIMES),
    "late_interest": Placeholder(
        "exact_money", BY_THE_YEAR, lambda basis: interest_fen(basis, LATE_DAYS, basis.loan_rate * LATE_TIMES)
    ),
    "free_days": constant("days", FREE_DAYS),
    "coupon_interest": Placeholder(
        "exact_money", PRICED, lambda basis: interest_fen(basis, basis.loan_days - FREE_DAYS)
    ),
}
