"""All products as columns, built once for each version of the knowledge; every matching only reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from advisor.trade.matching.condition_rows import Bools, ConditionRows
from advisor.trade.matching.ease_columns import EaseColumns
from advisor.trade.matching.price_columns import PriceColumns
from advisor.trade.records import Product

NOT_LOANS = ("subsidy", "guarantee_fee", "premium", "not_applicable")
"""Bases of price of public schemes and services that lend no money themselves."""
PUBLIC_LOAN = "subsidised_guaranteed_loan"
"""A kind that is a loan and a public scheme: it stands among both."""


@dataclass(frozen=True)
class ProductTable:
    """Products that are not closed, in the order of their ids; every array has one entry for each of them."""

    products: tuple[Product, ...]
    rows: ConditionRows
    prices: PriceColumns
    ease: EaseColumns
    is_loan: Bools
    is_scheme: Bools

    @classmethod
    def of(cls, products: Iterable[Product]) -> ProductTable:
        """The table of products in any order.

        Raises:
            ValueError: two products have one id.
        """
        kept = tuple(sorted((one for one in products if one.status != "closed"), key=lambda one: one.id))
        twice = next((one.id for one, after in zip(kept, kept[1:], strict=False) if one.id == after.id), None)
        if twice is not None:
            raise ValueError(f"two products have the id {twice!r}")
        is_loan = np.array([one.rate_basis not in NOT_LOANS for one in kept], dtype=bool)
        is_public_loan = np.array([one.kind == PUBLIC_LOAN for one in kept], dtype=bool)
        rows, prices, ease = ConditionRows.of(kept), PriceColumns.of(kept), EaseColumns.of(kept)
        return cls(kept, rows, prices, ease, is_loan, ~is_loan | is_public_loan)

    def __len__(self) -> int:
        return len(self.products)
