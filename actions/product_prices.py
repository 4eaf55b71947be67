"""What a product costs for the merchant's own need, in figures and in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from actions.facts import profile_of
from actions.speech import rendered
from actions.turn import Turn
from advisor.trade.matching.known import USUAL_RECEIVABLE_DAYS
from advisor.trade.product_costs import product_cost
from advisor.trade.records import Need, Product


@dataclass(frozen=True)
class Price:
    """Costs in fen and all-in yearly rates at the lowest and the highest published price; None: not published.

    `principal_fen` is the sum they are for: the need, or the product's limit where that is less.
    """

    cost_low_fen: int | None
    cost_high_fen: int | None
    yearly_low: Decimal | None
    yearly_high: Decimal | None
    principal_fen: int

    @property
    def cost_fen(self) -> int | None:
        """The higher of both that is published."""
        return self.cost_low_fen if self.cost_high_fen is None else self.cost_high_fen


def price_of(turn: Turn, product: Product, need: Need | None) -> Price | None:
    """The price of a product for a need; None without a need, or where no price of a loan is published."""
    fee_days = profile_of(turn.merchant_id).get("receivable_days") or USUAL_RECEIVABLE_DAYS
    found = None if need is None else product_cost(product, need, fee_days)
    some = None if found is None else found.high or found.low
    if found is None or some is None:
        return None
    low, high = found.low, found.high
    return Price(
        cost_low_fen=None if low is None else low.total_cost_fen,
        cost_high_fen=None if high is None else high.total_cost_fen,
        yearly_low=None if low is None else low.all_in_yearly_rate,
        yearly_high=None if high is None else high.all_in_yearly_rate,
        principal_fen=some.principal_fen,
    )


def cost_words(turn: Turn, product: Product, need: Need | None) -> str:
    """The cost for the need in words; empty where it cannot be told."""
    price = price_of(turn, product, need)
    return "" if price is None else rendered(turn, "cost_of_product", price=price, need=need)
