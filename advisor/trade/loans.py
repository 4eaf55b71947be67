"""What a loan truly costs for the days the money is needed, and what to be warned of.

The all-in yearly rate is the nominal one (simple, per period x periods a year), as rates are quoted and
limited in China and in Regulation Z; the effective rate (XIRR, with compounding) stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from advisor.trade.rates import nominal_yearly, rate_per_period, xirr
from advisor.trade.records import Need, Product
from advisor.trade.schedules import (
    DAYS_PER_YEAR,
    MONTHS_PER_YEAR,
    PRINCIPAL_PARTS,
    Schedule,
    monthly_schedule,
    single_repayment,
)

DAYS_PER_MONTH = 30
BY_THE_DAY = ("bullet", "revolving")
METHODS = (*BY_THE_DAY, *PRINCIPAL_PARTS)
RATE_BASES = ("simple", "flat", "discount", "unknown")  # other bases are not the price of a loan
LOOKS_SMALL = Decimal("1.5")  # the true yearly rate is this many times the figure that is quoted
HIGH_RATE = Decimal("0.24")
LPR_TIMES = 4
ANY_DAY = date(2001, 1, 1)  # costs do not depend on the calendar; 2001 is no leap year


@dataclass(frozen=True)
class Cost:
    """The price of a loan; rates are yearly fractions."""

    method: str
    principal_fen: int
    received_fen: int
    days: int
    total_cost_fen: int
    all_in_yearly_rate: Decimal
    effective_yearly_rate: Decimal
    quoted_rate: Decimal  # the figure the lender names: a yearly rate, or a fee as a fraction of the loan
    fee_upfront_fen: int = 0

    @property
    def paid_back_fen(self) -> int:
        return self.received_fen + self.total_cost_fen

    @property
    def per_100_fen(self) -> Decimal:
        """Fen of cost for every 100 fen borrowed, to two places."""
        share = Decimal(self.total_cost_fen) * 100 / self.principal_fen
        return share.quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass(frozen=True)
class CostRange:
    """Cost at the lowest and at the highest published price; None where that end is not published."""

    low: Cost | None
    high: Cost | None


def cost_for_days(
    principal_fen: int,
    days: int,
    *,
    yearly_rate: Decimal | None = None,
    fee_rate: Decimal | None = None,
    method: str = "revolving",
    fee_upfront_fen: int = 0,
) -> Cost:
    """What it costs to have a sum for some days.

    By the day (bullet, revolving): principal x yearly rate x days / 365, and principal x fee rate once, at
    the end. By the month (level_payment, equal_principal, interest_only, flat_fee): the schedule of
    `monthly_schedule` over days / 30 months, rounded up; the money is then there for that many months.
    All-in yearly rate: cost / money received x 365 / days, or the monthly internal rate x 12.

    Args:
        principal_fen: the sum, > 0.
        days: > 0.
        yearly_rate: a fraction a year. It or `fee_rate` (or both) must be given.
        fee_rate: one-off fee as a fraction of the sum; with a monthly method it is deducted up front.
        method: one of `METHODS`.
        fee_upfront_fen: deducted from the money paid out.

    Raises:
        ValueError: no price, an unknown method, or a number out of range.

    Source: Regulation Z (12 CFR 1026), Appendix J, for the nominal rate; `rates.xirr` for the effective one.

    >>> cost = cost_for_days(10_000_000, 35, yearly_rate=Decimal("0.18"))
    >>> cost.total_cost_fen, cost.all_in_yearly_rate, cost.per_100_fen
    (172603, Decimal('0.1800'), Decimal('1.73'))
    """
    if yearly_rate is None and fee_rate is None:
        raise ValueError("yearly_rate or fee_rate must be given")
    if method not in METHODS:
        raise ValueError(f"unknown method {method!r}; known: {', '.join(METHODS)}")
    if fee_rate is not None and fee_rate < 0:
        raise ValueError("fee_rate must not be negative")
    rate = yearly_rate if yearly_rate is not None else Decimal(0)
    fee_fen = _fen(principal_fen * (fee_rate or Decimal(0)))
    if method in BY_THE_DAY:
        loan = single_repayment(principal_fen, days, rate, ANY_DAY, fee_fen, fee_upfront_fen)
    else:
        fee_upfront_fen += fee_fen
        months = int((Decimal(days) / DAYS_PER_MONTH).to_integral_value(ROUND_CEILING))
        loan = monthly_schedule(method, principal_fen, months, rate, ANY_DAY, fee_upfront_fen)
    quoted = yearly_rate if yearly_rate is not None else fee_rate
    return Cost(
        method=method,
        principal_fen=principal_fen,
        received_fen=loan.paid_out_fen,
        days=days,
        total_cost_fen=loan.total_cost_fen,
        all_in_yearly_rate=_all_in(loan, days, method),
        effective_yearly_rate=_rounded(xirr(loan.flows)) if loan.total_cost_fen else Decimal("0.0000"),
        quoted_rate=quoted or Decimal(0),
        fee_upfront_fen=fee_upfront_fen,
    )


def product_cost(product: Product, need: Need, fee_days: int | None = None) -> CostRange | None:
    """What a product costs for a need, at its lowest and highest published price.

    The amount is the need, but no more than the product's limit (see `Cost.principal_fen`). A published
    yearly rate is priced by the day (随借随还, bullet, interest-only alike for the days needed) unless the
    product knows only instalments; a flat rate as a flat fee; a discount is deducted up front. A one-off fee
    is added to a rate, or is the whole price; it is paid again for each further term. A rate published by
    the day counts x 365.

    Args:
        product: the product with its published figures.
        need: amount and days.
        fee_days: how long one fee lasts where the product's own term is not published, e.g. the receivable
            days for an advance on sales money; without either the fee counts once.

    Returns:
        None where no price is published, or where the figure is not the price of a loan (subsidy, premium,
        guarantee fee). One end of the range is None where only the other is published.
    """
    amount_fen = min(need.amount_fen, product.amount_max_fen or need.amount_fen)
    if amount_fen <= 0 or need.days <= 0:
        return None
    if product.rate_basis == "fee" and product.yearly_rate_min is None and product.yearly_rate_max is None:
        if product.fee_rate is None:
            return None
        fee_rate = product.fee_rate * _fees_paid(product, need.days, fee_days)
        cost = _quoted(cost_for_days(amount_fen, need.days, fee_rate=fee_rate), product.fee_rate)
        return CostRange(cost, cost)
    low, high = yearly_prices(product)
    if low is None and high is None:
        return None
    costs = (None if rate is None else _priced(product, amount_fen, need.days, rate) for rate in (low, high))
    return CostRange(*costs)


def yearly_prices(product: Product) -> tuple[Decimal | None, Decimal | None]:
    """Lowest and highest published yearly price of a loan; a daily rate x 365 where only that is known."""
    if product.rate_basis not in (*RATE_BASES, "fee"):
        return None, None
    low, high = product.yearly_rate_min, product.yearly_rate_max
    if low is None and high is None:
        daily = (product.daily_rate_min, product.daily_rate_max)
        low, high = (None if rate is None else rate * DAYS_PER_YEAR for rate in daily)
    return low, high


def warnings(cost: Cost, lpr_one_year: Decimal | None = None) -> tuple[str, ...]:
    """What the merchant must be told about a price, as codes.

    fee_upfront: part of the loan is kept back (砍头息). flat_fee_looks_small: the true yearly rate is at
    least 1.5 times the figure quoted. above_24_percent: the all-in rate is above 24 % a year. above_4x_lpr: it
    is above four times the one-year LPR given (the limit courts use for private lending).
    """
    rate = cost.all_in_yearly_rate
    found = (
        ("fee_upfront", cost.fee_upfront_fen > 0),
        ("flat_fee_looks_small", rate > 0 and rate >= LOOKS_SMALL * cost.quoted_rate),
        ("above_24_percent", rate > HIGH_RATE),
        ("above_4x_lpr", lpr_one_year is not None and rate > LPR_TIMES * lpr_one_year),
    )
    return tuple(code for code, is_so in found if is_so)


def _fees_paid(product: Product, days: int, fee_days: int | None) -> int:
    term_days = product.term_max_months * DAYS_PER_MONTH if product.term_max_months else fee_days
    return int((Decimal(days) / term_days).to_integral_value(ROUND_CEILING)) if term_days else 1


def _priced(product: Product, amount_fen: int, days: int, yearly_rate: Decimal) -> Cost:
    if product.rate_basis == "discount":
        kept_back = single_repayment(amount_fen, days, yearly_rate, ANY_DAY).total_cost_fen
        cost = cost_for_days(amount_fen, days, yearly_rate=Decimal(0), fee_upfront_fen=kept_back)
        return _quoted(cost, yearly_rate)
    method = "flat_fee" if product.rate_basis == "flat" else _method(product)
    return cost_for_days(amount_fen, days, yearly_rate=yearly_rate, fee_rate=product.fee_rate, method=method)


def _method(product: Product) -> str:
    only_instalments = [m for m in product.repayment_methods if m in ("level_payment", "equal_principal")]
    if only_instalments and len(only_instalments) == len(product.repayment_methods):
        return only_instalments[0]
    return "revolving"


def _quoted(cost: Cost, rate: Decimal) -> Cost:
    return Cost(**{**vars(cost), "quoted_rate": rate})


def _all_in(loan: Schedule, days: int, method: str) -> Decimal:
    if method in BY_THE_DAY:
        return _rounded(Decimal(loan.total_cost_fen) / loan.paid_out_fen * DAYS_PER_YEAR / days)
    if not loan.total_cost_fen:
        return Decimal("0.0000")
    return _rounded(nominal_yearly(rate_per_period([fen for _, fen in loan.flows]), MONTHS_PER_YEAR))


def _rounded(rate: float | Decimal) -> Decimal:
    return Decimal(rate).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def _fen(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))
