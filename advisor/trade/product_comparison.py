"""Which of several products is better in what, by their published figures; nothing is said of what is not published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from advisor.trade.matching.criteria import ONLINE_SHOP_HAS
from advisor.trade.product_costs import yearly_prices
from advisor.trade.records import Product


@dataclass(frozen=True)
class Advantage:
    """One aspect and who is best in it.

    `aspect`: price, speed, amount, term, collateral (none is needed) or conditions (fewer published). `best` are
    indices, not all of the products; `unpublished` are those that cannot be compared in it.
    """

    aspect: str
    best: tuple[int, ...]
    unpublished: tuple[int, ...]


def advantages(products: Sequence[Product], costs_fen: Sequence[int | None] = ()) -> tuple[Advantage, ...]:
    """In what each product is the better one; aspects in which no two can be told apart are left out.

    Args:
        products: two or more.
        costs_fen: what each costs for the merchant's need; compared instead of the published rate where two or more
            are known.
    """
    is_costed = sum(cost is not None for cost in costs_fen) > 1
    prices = [None if cost is None else Decimal(cost) for cost in costs_fen] if is_costed else [*map(_rate, products)]
    figures = {"price": prices, **{aspect: [read(one) for one in products] for aspect, read in ASPECTS.items()}}
    found = (_advantage(aspect, values) for aspect, values in figures.items())
    return tuple(one for one in found if one is not None)


def _advantage(aspect: str, values: Sequence[Decimal | None]) -> Advantage | None:
    known = [value for value in values if value is not None]
    if len(set(known)) < 2:
        return None
    best = tuple(place for place, value in enumerate(values) if value == min(known))
    return Advantage(aspect, best, tuple(place for place, value in enumerate(values) if value is None))


def _rate(product: Product) -> Decimal | None:
    """The highest published rate; a mere "from" price is not compared."""
    return yearly_prices(product)[1]


def _most(figure: str) -> Callable[[Product], Decimal | None]:
    return lambda product: None if getattr(product, figure) is None else -Decimal(getattr(product, figure))


def _collateral(product: Product) -> Decimal | None:
    return None if product.collateral is None else Decimal(product.collateral not in ONLINE_SHOP_HAS)


def _conditions(product: Product) -> Decimal | None:
    """How many conditions are published; none means that they are not known."""
    return Decimal(len(product.criteria)) if product.criteria else None


ASPECTS: dict[str, Callable[[Product], Decimal | None]] = {
    "speed": lambda product: product.days_to_funds,
    "amount": _most("amount_max_fen"),
    "term": _most("term_max_months"),
    "collateral": _collateral,
    "conditions": _conditions,
}
