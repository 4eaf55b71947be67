"""Which products a text may mean: BM25 over names, providers, kinds and notes, in a few milliseconds for 100,000."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from advisor.catalogue.bm25 import Postings, postings_of
from advisor.catalogue.search_documents import Document, counted, products_of
from advisor.catalogue.search_names import SpokenNames
from advisor.catalogue.search_tokens import tokens
from advisor.catalogue.store import Catalogue
from advisor.trade.records import Product

NAME_BONUS = 10.0  # when the text says a product's very name
LEAST_COVERED = 0.5  # share of the text's weight that a product must contain


@dataclass(frozen=True)
class FoundProduct:
    """A product, its BM25 score times `covered`, and the share of the text that it contains, 0 to 1."""

    product: Product
    score: float
    covered: float


@dataclass(frozen=True)
class ProductIndex:
    """The products as words and names."""

    products: tuple[Product, ...]
    words: Postings
    names: SpokenNames

    def best(self, text: str, limit: int) -> list[FoundProduct]:
        """The products that fit best, best first, those of equal fit in file order."""
        score, covered = self.words.scores(tokens(text))
        named = list(self.names.said(text))
        score[named] += NAME_BONUS
        score *= covered
        fitting = np.flatnonzero((covered >= LEAST_COVERED) & (score > 0))
        if len(fitting) > limit:  # only the best are sorted
            least = np.partition(score[fitting], -limit)[-limit]
            fitting = fitting[score[fitting] >= least]
        order = fitting[np.argsort(-score[fitting], kind="stable")][:limit]
        return [FoundProduct(self.products[one], float(score[one]), float(covered[one])) for one in order]


def product_index(catalogue: Catalogue) -> ProductIndex:
    """The index of a catalogue's products."""
    names: list[tuple[str, int]] = []

    def noted(number: int, document: Document[Product]) -> Document[Product]:
        names.extend((name, number) for name in document.names)
        return document

    words = postings_of(counted(noted(number, one)) for number, one in enumerate(products_of(catalogue)))
    return ProductIndex(catalogue.products(), words, SpokenNames(names))
