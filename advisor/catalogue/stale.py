"""Which records to look up again, the most important first.

importance = age x confidence x reach, all of them working values of our own, kept simple enough to check by hand:

- age: days since the figure was true, in units of the limit, at most `OLDEST_AGE`: beyond that it is just old. A record
  without a date counts as that old. Among equals the older one comes first.
- confidence: a figure from a weak source is checked before one from a strong one.
- reach: how many shops it could concern. A platform's product is in front of every shop there, a bank's of those that
  go to the bank, a scheme's of those who know it; a price is what merchants compare, so a record with one counts more;
  one that may no longer exist counts less, a closed one is not looked up again. Rules of settlement enter every cash
  cycle of their platform, and policies hold for every shop.

The loan prime rate stands first whenever the last one published is missing: every price above it is judged by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from advisor.catalogue.store import Catalogue
from advisor.trade.records import Product, Source, Words

OLD_DAYS = 180
OLDEST_AGE = 4.0
CONFIDENCE = {"high": 1.0, "medium": 1.5, "low": 2.0}
PRODUCT_REACH = {"platform": 3.0, "bank": 2.0, "scheme": 1.0}
WITH_PRICE, UNCERTAIN = 1.5, 0.5
PRICES = ("yearly_rate_min", "yearly_rate_max", "daily_rate_min", "daily_rate_max", "fee_rate")
LPR_IMPORTANCE = 1000.0
REACH = {"settlement_rule": 3.0, "policy": 3.0, "season": 1.0, "faq": 1.0, "term": 1.0}
LPR_PUBLISHED_BY = 22
"""Day of the month by which the rate is out: the 20th, or the next working day."""


@dataclass(frozen=True)
class Stale:
    """One record to look up again."""

    kind: str
    id: str
    name: Words
    why: str  # missing | undated | old
    as_of: date | None
    age_days: int | None
    confidence: str
    fields: tuple[str, ...]  # the figures meant; empty: the record as a whole. Of the loan prime rate: the months
    importance: float
    source: str  # the address to look at; "" where there is none


def stale(catalogue: Catalogue, today: date, days: int = OLD_DAYS) -> list[Stale]:
    """What is older than so many days or has no date, by importance; first the loan prime rate if it is missing.

    Args:
        catalogue: the knowledge.
        today: the day it is seen on.
        days: from 1; a figure of exactly this age is not old.
    """
    found = [*_products(catalogue, today, days), *_sourced(catalogue, today, days)]
    return [*_missing_lpr(catalogue, today), *sorted(found, key=_order)]


def _order(one: Stale) -> tuple[float, date, str, str]:
    return -one.importance, one.as_of or date.min, one.kind, one.id


def _products(catalogue: Catalogue, today: date, days: int) -> Iterator[Stale]:
    for product in catalogue.products():
        if product.status == "closed":
            continue
        source, fields = _oldest(product)
        found = _aged("product", product.id, product.name, source, fields, _reach(product), today, days)
        if found is not None:
            yield found


def _oldest(product: Product) -> tuple[Source, tuple[str, ...]]:
    """The source with the earliest date, no date before any, and the figures that are not the record's as a whole."""
    oldest = min(product.sources.values(), key=lambda one: (one.as_of or date.min, -CONFIDENCE[one.confidence]))
    fields = tuple(name for name, source in product.sources.items() if source == oldest)
    return oldest, () if "" in fields else fields


def _reach(product: Product) -> float:
    has_price = any(getattr(product, name) is not None for name in PRICES)
    reach = PRODUCT_REACH[product.group] * (WITH_PRICE if has_price else 1.0)
    return reach * (UNCERTAIN if product.status == "uncertain" else 1.0)


def _sourced(catalogue: Catalogue, today: date, days: int) -> Iterator[Stale]:
    records: list[tuple[str, str, Words, Source, tuple[str, ...]]] = [
        *(("policy", one.id, one.name, one.source, ()) for one in catalogue.policies()),
        *(("term", one.id, one.name, one.source, ()) for one in catalogue.terms() if one.source.url),
        *(("faq", one.id, one.question, one.source, ()) for one in catalogue.faqs() if one.source.url),
        *(("season", one.id, one.name, one.source, ()) for one in catalogue.seasons() if one.source.url),
        *(
            ("settlement_rule", platform, {"zh": platform, "en": platform}, source, (field,))
            for platform, rule in catalogue.settlement_rules().items()
            for field, source in rule.sources.items()
            if source.url
        ),
    ]
    for kind, id, name, source, fields in records:
        found = _aged(kind, id, name, source, fields, REACH[kind], today, days)
        if found is not None:
            yield found


def _aged(
    kind: str, id: str, name: Words, source: Source, fields: tuple[str, ...], reach: float, today: date, days: int
) -> Stale | None:
    age_days = None if source.as_of is None else (today - source.as_of).days
    if age_days is not None and age_days <= days:
        return None
    age = OLDEST_AGE if age_days is None else min(age_days / days, OLDEST_AGE)
    importance = round(age * CONFIDENCE[source.confidence] * reach, 2)
    why = "undated" if age_days is None else "old"
    return Stale(kind, id, name, why, source.as_of, age_days, source.confidence, fields, importance, source.url)


def _missing_lpr(catalogue: Catalogue, today: date) -> list[Stale]:
    last = today.year * 12 + today.month - 1 - (today.day < LPR_PUBLISHED_BY)
    known = catalogue.lpr(today)
    first = last if known is None else int(known.month[:4]) * 12 + int(known.month[5:])
    months = tuple(f"{month // 12}-{month % 12 + 1:02}" for month in range(first, last + 1))
    if not months:
        return []
    name = {"zh": "贷款市场报价利率（LPR）", "en": "loan prime rate (LPR)"}
    return [Stale("lpr", months[-1], name, "missing", None, None, "high", months, LPR_IMPORTANCE, "")]
