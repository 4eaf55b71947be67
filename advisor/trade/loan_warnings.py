"""What the merchant must be told about the price of a loan, as codes; the sentences are templates."""

from __future__ import annotations

from decimal import Decimal

from advisor.trade.loans import Cost

LOOKS_SMALL = Decimal("1.5")  # the true yearly rate is this many times the figure that is quoted
HIGH_RATE = Decimal("0.24")
LPR_TIMES = 4


def warnings(cost: Cost, lpr_one_year: Decimal | None = None, rounding: Decimal = Decimal(0)) -> tuple[str, ...]:
    """What the merchant must be told about a price, as codes.

    fee_upfront: part of the loan is kept back (砍头息). flat_fee_looks_small: the true yearly rate is at
    least 1.5 times the figure quoted. above_24_percent: the all-in rate is above 24 % a year. above_4x_lpr: it
    is above four times the one-year LPR given (the limit courts use for private lending). rolling_short_loans: the
    money is needed for longer than the loan runs, so that it is taken `Cost.times_taken` times, each with its fees.

    Args:
        rounding: how far the yearly rate may be off because payments are whole fen, so that a loan at exactly a
            limit is not said to be above it.
    """
    rate = cost.all_in_yearly_rate
    surely = rate - rounding
    found = (
        ("fee_upfront", cost.fee_upfront_fen > 0),
        ("flat_fee_looks_small", rate > 0 and rate >= LOOKS_SMALL * cost.quoted_rate),
        ("above_24_percent", surely > HIGH_RATE),
        ("above_4x_lpr", lpr_one_year is not None and surely > LPR_TIMES * lpr_one_year),
        ("rolling_short_loans", cost.times_taken > 1),
    )
    return tuple(code for code, is_so in found if is_so)
