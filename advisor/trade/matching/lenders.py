"""Whether two products come from one lender."""

from __future__ import annotations

from advisor.trade.records import Product


def is_same_lender(one: Product, other: Product) -> bool:
    """By the family of the id, or the providers: one name may stand in the other (网商银行 in 网商银行及合作机构)."""
    if _family(one) == _family(other):
        return True
    return any(mine and yours and (mine in yours or yours in mine) for mine in _names(one) for yours in _names(other))


def _family(product: Product) -> str:
    return product.id.partition("_")[0]


def _names(product: Product) -> tuple[str, ...]:
    return (
        *(name.casefold() for name in product.provider.values()),
        *(one.casefold() for one in product.provider_also),
    )
