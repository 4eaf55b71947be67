"""How long a search takes: in generated products, and for a question over the knowledge without its embedding."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from generated_products import products

from advisor.catalogue.search import Search
from advisor.catalogue.search_vectors import Embed
from advisor.catalogue.store import Catalogue
from advisor.trade.records import Product
from search_evaluation.questions import questions

QUERIES = 200
SIZES = (10_000, 100_000)
TEXTS = (
    "网商贷", "不用抵押 三天到账", "订单贷 京东", "农业银行 税贷 额度", "invoice loan", "样例贷 4711",
    "拼多多 提前收款", "bank loan without collateral",
)  # fmt: skip


class Generated(Catalogue):
    """A catalogue of made-up products alone, with the aliases, lenders and notes of real ones."""

    def __init__(self, count: int, real: Sequence[Product]) -> None:
        pairs = zip(products(count), itertools.cycle(real))
        self._made = tuple(
            replace(one, aliases=(*one.aliases, *other.aliases), provider=other.provider, notes=other.notes)
            for one, other in pairs
        )

    def version(self) -> str:
        return "generated"

    def products(self) -> tuple[Product, ...]:
        return self._made


def times(catalogue: Catalogue, embed: Embed, embed_kept: Embed) -> dict[str, Any]:
    """Milliseconds of a search in generated products, and of a question over the knowledge without its embedding."""
    results: dict[str, Any] = {}
    for count in SIZES:
        search = Search(Generated(count, catalogue.products()))
        started = time.perf_counter()
        search.products("", 1)
        building_s = time.perf_counter() - started
        results[f"{count} products"] = _timed(lambda text, search=search: search.products(text, 10), TEXTS)  # type: ignore[misc]
        results[f"{count} products"]["index_s"] = round(building_s, 1)
        print(count, results[f"{count} products"], flush=True)
    search = Search(catalogue, embed, embed_kept)
    search.prepare()
    texts = [one.text for one in questions("dev")][:QUERIES]
    embed(texts)  # a turn has embedded its message before it asks
    results["question"] = _timed(lambda text: search.best(text), texts)
    print("question", results["question"])
    return results


def _timed(run: Callable[[str], object], texts: Sequence[str]) -> dict[str, float]:
    taken = []
    for number in range(QUERIES):
        started = time.perf_counter()
        run(texts[number % len(texts)])
        taken.append((time.perf_counter() - started) * 1000)
    return {"p50_ms": round(float(np.percentile(taken, 50)), 2), "p95_ms": round(float(np.percentile(taken, 95)), 2)}
