"""Products a merchant does not want to see: what an exclusion says, and what it leaves out.

An exclusion only counts where the figure or word it is about is published: what is not known is never left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

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


def _is_above(product: Product, limit: str) -> bool:
    """Whether even the lowest published yearly rate is above the limit."""
    lowest = product.yearly_rate_min if product.yearly_rate_min is not None else product.yearly_rate_max
    return lowest is not None and lowest > Decimal(limit)


LEAVES_OUT = {
    "product": lambda product, value: product.id == value,
    "provider": lambda product, value: value in product.provider["zh"],
    "group": lambda product, value: product.group == value,
    "collateral": lambda product, value: product.collateral in (COLLATERAL if value == "collateral" else {value}),
    "yearly_rate_above": _is_above,
}


def left(products: Iterable[Product], exclusions: Iterable[Exclusion]) -> tuple[Product, ...]:
    """The products that no exclusion leaves out, in their order."""
    unwanted = tuple(exclusions)
    return tuple(product for product in products if not any(LEAVES_OUT[one.by](product, one.value) for one in unwanted))
