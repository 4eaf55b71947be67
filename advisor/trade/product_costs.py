"""What a product of the knowledge base costs for a need, at its published prices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from advisor.trade.day_counts import DAYS_PER_MONTH
from advisor.trade.loans import ANY_DAY, BY_THE_DAY, Cost, cost_for_days
from advisor.trade.records import Need, Product
from advisor.trade.rolling import terms
from advisor.trade.schedules import DAYS_PER_YEAR, single_repayment

RATE_BASES = ("simple", "all_in", "flat", "discount", "unknown")  # other bases are not the price of a loan
INSTALMENT_METHODS = ("level_payment", "equal_principal")
PRICE_FIELDS = ("yearly_rate_min", "yearly_rate_max", "daily_rate_min", "daily_rate_max", "fee_rate")


@dataclass(frozen=True)
class CostRange:
    """Cost at the lowest and at the highest published price; None where that end is not published."""

    low: Cost | None
    high: Cost | None


@dataclass(frozen=True)
class PricePlan:
    """How a product is priced. `low`, `high`: yearly rates, None where not published; both None: a fee is all.

    `method` is one of `loans.METHODS`; `own_term_days`: how long one fee lasts by the product's own term, None where
    it is not published; `is_kept_back`: interest is deducted when the money is paid out (a discount).
    """

    low: Decimal | None
    high: Decimal | None
    fee_rate: Decimal | None
    method: str
    own_term_days: int | None
    is_kept_back: bool

    @property
    def ends(self) -> tuple[Decimal | None, Decimal | None]:
        """The lowest and the highest price, as `cost` takes them; 0 where a fee is all."""
        is_fee_only = self.low is None and self.high is None
        return (Decimal(0), Decimal(0)) if is_fee_only else (self.low, self.high)

    def term_days(self, fee_days: int | None) -> int | None:
        """How long one fee lasts; None where nobody says, or where there is none to pay again."""
        return (self.own_term_days or fee_days or None) if self.fee_rate else None

    def instalment_months(self, days: int, fee_days: int | None) -> int:
        """Over how many months one loan is repaid in parts; 0 where it is repaid in one sum."""
        if self.method in BY_THE_DAY:
            return 0
        term_days = self.term_days(fee_days)
        term_months = None if term_days is None else _months(term_days)
        return terms(_months(days), term_months)[0]

    def cost(self, yearly_rate: Decimal, amount_fen: int, days: int, fee_days: int | None) -> Cost:
        """The cost of a sum for some days at one yearly rate of this product.

        Where a discount for so many days would leave nothing to pay out, its interest counts as paid at the end.
        """
        if self.is_kept_back:
            kept_back = single_repayment(amount_fen, days, yearly_rate, ANY_DAY).total_cost_fen
            if kept_back < amount_fen:
                cost = cost_for_days(amount_fen, days, yearly_rate=Decimal(0), fee_upfront_fen=kept_back)
                return replace(cost, quoted_rate=yearly_rate)
        is_fee_only = self.low is None and self.high is None
        return cost_for_days(
            amount_fen,
            days,
            yearly_rate=None if is_fee_only else yearly_rate,
            fee_rate=self.fee_rate,
            method=self.method,
            term_days=self.term_days(fee_days),
        )


def price_plan(product: Product) -> PricePlan | None:
    """How a product is priced, None where no price is published or the figure is not the price of a loan."""
    low, high = yearly_prices(product)
    is_fee_only = product.rate_basis == "fee" and product.yearly_rate_min is None and product.yearly_rate_max is None
    if is_fee_only:
        low = high = None
    if low is None and high is None and not (is_fee_only and product.fee_rate is not None):
        return None
    is_kept_back = product.rate_basis == "discount"
    return PricePlan(
        low=low,
        high=high,
        fee_rate=None if is_kept_back else product.fee_rate,
        method="revolving" if is_fee_only or is_kept_back else _method(product),
        own_term_days=int(product.term_max_months * DAYS_PER_MONTH) if product.term_max_months else None,
        is_kept_back=is_kept_back,
    )


def product_cost(product: Product, need: Need, fee_days: int | None = None) -> CostRange | None:
    """What a product costs for a need, at its lowest and highest published price.

    The amount is the need, but no more than the product's limit (see `Cost.principal_fen`). A published
    yearly rate is priced by the day (随借随还, bullet, interest-only alike for the days needed) unless the
    product knows only instalments; a flat rate as a flat fee; an all-in rate as a rate by the day that has its
    fees inside; a discount is deducted up front. A one-off fee is added to a rate, or is the whole price; it is
    paid again for each further term. A rate published by the day counts x 365.

    Args:
        product: the product with its published figures.
        need: amount and days.
        fee_days: how long one fee lasts where the product's own term is not published, e.g. the receivable
            days for an advance on sales money; without either the fee counts once.

    Returns:
        None where no price is published, or where the figure is not the price of a loan (subsidy, premium,
        guarantee fee). One end of the range is None where only the other is published.
    """
    plan, amount_fen = price_plan(product), principal_fen(product, need.amount_fen)
    if plan is None or amount_fen <= 0 or need.days <= 0:
        return None
    low, high = (None if rate is None else plan.cost(rate, amount_fen, need.days, fee_days) for rate in plan.ends)
    return CostRange(low, high)


def principal_fen(product: Product, amount_fen: int) -> int:
    """How much of an amount a product lends at most; all of it where no limit is published."""
    return min(amount_fen, product.amount_max_fen or amount_fen)


def yearly_prices(product: Product) -> tuple[Decimal | None, Decimal | None]:
    """Lowest and highest published yearly price of a loan; a daily rate x 365 where only that is known."""
    if product.rate_basis not in (*RATE_BASES, "fee"):
        return None, None
    low, high = product.yearly_rate_min, product.yearly_rate_max
    if low is None and high is None:
        daily = (product.daily_rate_min, product.daily_rate_max)
        low, high = (None if rate is None else rate * DAYS_PER_YEAR for rate in daily)
    return low, high


def price_field(product: Product) -> str:
    """The figure that the cost is worked out from, at its highest published price; for its source and date."""
    published = [name for name in ("yearly_rate_max", "yearly_rate_min") if getattr(product, name) is not None]
    if published:
        return published[0]
    if product.rate_basis == "fee":
        return "fee_rate"
    return "daily_rate_max" if product.daily_rate_max is not None else "daily_rate_min"


def _months(days: int) -> int:
    """Months as lenders count them, rounded up."""
    return -(-days // DAYS_PER_MONTH)


def _method(product: Product) -> str:
    if product.rate_basis == "flat":
        return "flat_fee"
    only_instalments = [method for method in product.repayment_methods if method in INSTALMENT_METHODS]
    if only_instalments and len(only_instalments) == len(product.repayment_methods):
        return only_instalments[0]
    return "revolving"
