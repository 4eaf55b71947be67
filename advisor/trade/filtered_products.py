"""A list of products by the merchant's wishes: what fits, what depends on the quote, what is not published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from advisor.trade.exclusions import Wish, status_of
from advisor.trade.matching.table import NOT_LOANS
from advisor.trade.matching.weighing import CONFIDENCES, DOUBT_BP, ONE
from advisor.trade.product_costs import yearly_prices
from advisor.trade.product_filters import DEPENDS, MET, NOT_MET, NOT_PUBLISHED, worst
from advisor.trade.records import Product

NO_MONEY = ("matching_platform", "receivable_platform", "registration_infrastructure", "renewal_policy", "insurance")
"""Kinds of public services that help to get a loan but are none."""


@dataclass(frozen=True)
class Sorted:
    """Products against wishes. `fitting` meets each by a published figure; `depending` may, by what is quoted;
    `unpublished` lacks a figure for one; what is missing from all three is left out."""

    fitting: tuple[Product, ...]
    depending: tuple[Product, ...]
    unpublished: tuple[Product, ...]


def sort_out(products: Iterable[Product], wishes: Iterable[Wish]) -> Sorted:
    """The products by what they say to all wishes together: by price, then speed, then id; unpublished figures last."""
    wanted = tuple(wishes)
    found: dict[str, list[Product]] = {MET: [], DEPENDS: [], NOT_PUBLISHED: [], NOT_MET: []}
    for product in products:
        found[worst(status_of(product, one) for one in wanted)].append(product)
    ordered = {name: tuple(sorted(some, key=_price_and_speed)) for name, some in found.items()}
    return Sorted(ordered[MET], ordered[DEPENDS], ordered[NOT_PUBLISHED])


def _price_and_speed(product: Product) -> tuple[int, Decimal, int, int, Decimal, str]:
    """A "from" price stands behind whole ranges, what gives no money by itself behind what is alike in price, and a
    doubtful price counts dearer, as in the matching (`weighing.DOUBT_BP`)."""
    low, high = yearly_prices(product)
    price = (0, high * _doubt(product)) if high is not None else (2, Decimal(0)) if low is None else (1, low)
    days = product.days_to_funds
    lends = 2 if product.kind in NO_MONEY else int(product.rate_basis in NOT_LOANS)
    return (*price, lends, int(days is None), days or Decimal(0), product.id)


def _doubt(product: Product) -> Decimal:
    confidence = product.source("yearly_rate_max").confidence
    return 1 + Decimal(DOUBT_BP[CONFIDENCES.index(confidence)]) / ONE
