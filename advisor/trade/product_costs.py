"""What a product of the knowledge base costs for a need, at its published prices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from advisor.trade.day_counts import DAYS_PER_MONTH
from advisor.trade.loans import ANY_DAY, Cost, cost_for_days
from advisor.trade.records import Need, Product
from advisor.trade.schedules import DAYS_PER_YEAR, single_repayment

RATE_BASES = ("simple", "flat", "discount", "unknown")  # other bases are not the price of a loan


@dataclass(frozen=True)
class CostRange:
    """Cost at the lowest and at the highest published price; None where that end is not published."""

    low: Cost | None
    high: Cost | None


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
    term_days = _fee_term_days(product, fee_days)
    if product.rate_basis == "fee" and product.yearly_rate_min is None and product.yearly_rate_max is None:
        if product.fee_rate is None:
            return None
        cost = cost_for_days(amount_fen, need.days, fee_rate=product.fee_rate, term_days=term_days)
        return CostRange(cost, cost)
    low, high = yearly_prices(product)
    if low is None and high is None:
        return None
    costs = (None if rate is None else _priced(product, amount_fen, need.days, rate, term_days) for rate in (low, high))
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


def _fee_term_days(product: Product, fee_days: int | None) -> int | None:
    """How long one fee lasts; None where nobody says, or where there is none to pay again."""
    if not product.fee_rate:
        return None
    return int(product.term_max_months * DAYS_PER_MONTH) if product.term_max_months else fee_days or None


def _priced(product: Product, amount_fen: int, days: int, yearly_rate: Decimal, term_days: int | None) -> Cost:
    if product.rate_basis == "discount":
        kept_back = single_repayment(amount_fen, days, yearly_rate, ANY_DAY).total_cost_fen
        cost = cost_for_days(amount_fen, days, yearly_rate=Decimal(0), fee_upfront_fen=kept_back)
        return replace(cost, quoted_rate=yearly_rate)
    method = "flat_fee" if product.rate_basis == "flat" else _method(product)
    return cost_for_days(
        amount_fen, days, yearly_rate=yearly_rate, fee_rate=product.fee_rate, method=method, term_days=term_days
    )


def _method(product: Product) -> str:
    only_instalments = [m for m in product.repayment_methods if m in ("level_payment", "equal_principal")]
    if only_instalments and len(only_instalments) == len(product.repayment_methods):
        return only_instalments[0]
    return "revolving"
