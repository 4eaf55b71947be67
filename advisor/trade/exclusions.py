"""Products a merchant does not want to see, or wants only: what a wish says, and what it leaves out.

A wish only counts where the figure or word it is about is published: what is not known is never left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from advisor.trade.product_costs import yearly_prices
from advisor.trade.product_filters import DEPENDS, FIELDS, MET, NOT_MET, NOT_PUBLISHED, Filter, status
from advisor.trade.records import Product

COLLATERAL = frozenset({"property", "inventory", "deposit", "mixed"})
"""Kinds of collateral meant by 抵押; receivables are sold or pledged without anything else being tied up."""


@dataclass(frozen=True, order=True)
class Exclusion:
    """One wish not to see something.

    `by` is product (an id), provider (its Chinese name), group (bank, platform or scheme), collateral (`collateral`
    or `guarantee`) or yearly_rate_above (a fraction as text).
    """

    by: str
    value: str

    def __str__(self) -> str:
        return f"{self.by}:{self.value}"

    @classmethod
    def of(cls, text: str) -> Exclusion:
        """The exclusion written as "by:value".

        Raises:
            ValueError: another form, or an unknown `by`.
        """
        by, _, value = text.partition(":")
        if by not in LEAVES_OUT or not value:
            raise ValueError(f"no exclusion: {text!r}; by is one of {', '.join(LEAVES_OUT)}, as in group:bank")
        return cls(by, value)


Wish = Exclusion | Filter


def wish_of(text: str) -> Wish:
    """The exclusion or the filter that is written so.

    Raises:
        ValueError: neither of the two forms.
    """
    is_filter = text.count(":") >= 2 and text.partition(":")[0] in FIELDS
    return Filter.of(text) if is_filter else Exclusion.of(text)


def _rate_above(product: Product, limit: str) -> str:
    """Left out only where even the lowest published yearly rate is above the limit."""
    low, high = yearly_prices(product)
    lowest = low if low is not None else high
    if lowest is None:
        return NOT_PUBLISHED
    if lowest > Decimal(limit):
        return NOT_MET
    return MET if high is not None and high <= Decimal(limit) else DEPENDS


def _collateral(product: Product, kind: str) -> str:
    if product.collateral is None:
        return NOT_PUBLISHED
    return NOT_MET if product.collateral in (COLLATERAL if kind == "collateral" else {kind}) else MET


def _unless(is_out: Callable[[Product, str], bool]) -> Callable[[Product, str], str]:
    return lambda product, value: NOT_MET if is_out(product, value) else MET


LEAVES_OUT: dict[str, Callable[[Product, str], str]] = {
    "product": _unless(lambda product, value: product.id == value),
    "provider": _unless(lambda product, value: value in product.provider["zh"]),
    "group": _unless(lambda product, value: product.group == value),
    "collateral": _collateral,
    "yearly_rate_above": _rate_above,
}


def status_of(product: Product, wish: Wish) -> str:
    """met, depends, not_met or not_published; see `advisor.trade.product_filters.status`."""
    return status(product, wish) if isinstance(wish, Filter) else LEAVES_OUT[wish.by](product, wish.value)


def left(products: Iterable[Product], wishes: Iterable[Wish]) -> tuple[Product, ...]:
    """The products that no wish leaves out, in their order."""
    wanted = tuple(wishes)
    return tuple(product for product in products if not any(status_of(product, one) == NOT_MET for one in wanted))
