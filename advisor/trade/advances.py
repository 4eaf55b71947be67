"""Money that comes before a customer or a platform pays: early receipt, discount and factoring, as schedules."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from advisor.trade.day_counts import day_count, half_up, interest_fen
from advisor.trade.instalments import Schedule
from advisor.trade.schedules import single_repayment


def early_receipt(amount_fen: int, days: int, fee_rate: Decimal, start: date) -> Schedule:
    """Sales money received some days early for a fee that is kept back (提前收款); the customer's payment repays it.

    fee = amount x fee rate, whatever the days: few days make it dear.

    Args:
        amount_fen: the sales money, > 0.
        days: how much earlier it comes, > 0.
        fee_rate: a fraction of the amount, 0 to below 1.
        start: the day the money is paid out.

    Raises:
        ValueError: a number is out of range.

    >>> early_receipt(1_000_000, 15, Decimal("0.005"), date(2026, 1, 1)).paid_out_fen
    995000
    """
    return single_repayment(amount_fen, days, Decimal(0), start, 0, half_up(amount_fen * fee_rate))


def discounted(
    amount_fen: int, days: int, yearly_rate: Decimal, start: date, day_count_name: str = "actual/360"
) -> Schedule:
    """A bill or claim sold below its face (贴现): the interest of all days is kept back on the first.

    interest = amount x yearly rate x days / days in the year; bills are counted actual/360. The true rate is higher
    than the one named, for less than the amount is received.

    Raises:
        ValueError: an unknown day count, a number out of range, or interest that leaves nothing.
    """
    if yearly_rate < 0:
        raise ValueError("yearly_rate must not be negative")
    count = day_count(day_count_name)
    interest_days = count.days_between(start, start + timedelta(days=days))
    kept_back = interest_fen(amount_fen, yearly_rate, interest_days, count.year_days)
    return single_repayment(amount_fen, days, Decimal(0), start, 0, kept_back)


def factored(
    claim_fen: int,
    days: int,
    *,
    share: Decimal,
    yearly_rate: Decimal,
    fee_rate: Decimal,
    start: date,
    day_count_name: str = "actual/360",
) -> Schedule:
    """A claim on a customer sold to a factor (保理), who pays a share of it now and the rest when the customer pays.

    advance = claim x share; fee = claim x fee rate (of the whole claim), kept back at once; interest on the advance
    is deducted from the rest. So the merchant pays interest and fee, and the customer's payment repays the advance.

    Args:
        claim_fen: what the customer owes, > 0.
        days: until the customer pays, > 0.
        share: paid now, a fraction above 0, at most 1.
        yearly_rate: on the advance, a fraction a year, >= 0.
        fee_rate: a fraction of the claim, >= 0; the fee must be less than the advance.
        start: the day the advance is paid.
        day_count_name: one of `day_counts.DAY_COUNTS`.

    Raises:
        ValueError: an unknown day count, or a number is out of range.

    >>> loan = factored(10_000_000, 60, share=Decimal("0.8"), yearly_rate=Decimal("0.072"), fee_rate=Decimal("0.01"),
    ...                 start=date(2026, 1, 1))
    >>> loan.paid_out_fen, loan.total_interest_fen, loan.total_cost_fen
    (7900000, 96000, 196000)
    """
    if not 0 < share <= 1:
        raise ValueError("share must be above 0 and at most 1")
    fee_fen = half_up(claim_fen * fee_rate)
    return single_repayment(half_up(claim_fen * share), days, yearly_rate, start, 0, fee_fen, day_count_name)
