"""Made-up financing products in any number, for measuring: no real lender, but figures spread as real ones are.

`fields(count, seed)` gives records as in knowledge/products.yml (they pass `kb check`), `products(count, seed)` the
same as `Product`. The first n of a longer list are those of a shorter one. Every figure varies; about half the products
publish no price, as in the real file. Run as a program it writes such a file:

    .venv/bin/python benchmarks/generated_products.py 100000 > products.yml
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import Any

from advisor.catalogue import read
from advisor.trade.records import Product

KINDS = (
    ("credit_line", 34), ("tax_based_credit", 20), ("receivable_advance", 12), ("mortgage_backed", 8),
    ("pos_flow_based", 4), ("trade_credit", 4), ("order_loan", 3), ("supply_chain", 3), ("inventory_pledge", 2),
    ("bill_discount", 2), ("interest_subsidy", 3), ("guarantee", 3), ("matching_platform", 2),
)  # fmt: skip
NO_LOANS = {"interest_subsidy": "subsidy", "guarantee": "guarantee_fee", "matching_platform": "not_applicable"}
PLATFORMS = ("taobao", "tmall", "1688", "jd", "pinduoduo", "douyin", "kuaishou", "shopify", "amazon", "other")
CONFIDENCE = (("low", 47), ("medium", 34), ("high", 19))
SEASONED_MONTHS = (2, 3, 4, 6, 8, 9, 10, 12, 15, 18, 20, 24, 30, 36, 48, 60)
COLLATERAL = {
    "receivable_advance": "receivables", "order_loan": "receivables", "mortgage_backed": "property",
    "inventory_pledge": "inventory", "supply_chain": "receivables", "bill_discount": "policy",
}  # fmt: skip
Fields = dict[str, Any]


def products(count: int, seed: int = 1) -> list[Product]:
    """The first `count` products of a seed."""
    return [
        read.product(read.row("product", one["id"], place, {name: one[name] for name in one if name != "id"}))
        for place, one in enumerate(fields(count, seed))
    ]


def fields(count: int, seed: int = 1) -> Iterator[Fields]:
    """The first `count` records of a seed, as they are written in YAML."""
    rng = Random(seed)
    return (_record(number, rng) for number in range(count))


def _record(number: int, rng: Random) -> Fields:
    kind = _drawn(rng, KINDS)
    is_loan = kind not in NO_LOANS
    group = "scheme" if not is_loan else rng.choice(("platform", "bank", "bank"))
    lender = rng.randrange(400)
    record: Fields = {
        "id": f"made{number:06d}_{kind}",
        "name": {"zh": f"样例融资{number}号", "en": f"Sample finance no. {number}"},
        "provider": {"zh": f"样例机构{lender:03d}", "en": f"Sample lender {lender:03d}"},
        "aliases": [f"样例贷{number}"] if rng.random() < 0.5 else [],
        "group": group,
        "kind": kind,
        "platforms": rng.sample(PLATFORMS, rng.randint(1, 4)) if group == "platform" else [],
        **_sizes(rng, kind),
        **_price(rng, kind),
        "days_to_funds": _perhaps(rng, 0.35, lambda: rng.choice((0, 0, 0, 0.5, 1, 1.8, 2, 3, 5, 7, 10, 14, 30))),
        "collateral": COLLATERAL.get(kind) or rng.choice(("none", "none", "none", "none", None, "guarantee", "mixed")),
        "criteria": _criteria(rng),
        "source": [f"https://example.com/products/{number}"],
        "as_of": f"{rng.choice((2022, 2023, 2024, 2025, 2025, 2026))}-{rng.randint(1, 9):02d}-{rng.randint(1, 28):02d}",
        "confidence": _drawn(rng, CONFIDENCE),
        "rate_confidence": _perhaps(rng, 0.6, lambda: _drawn(rng, CONFIDENCE)),
        "status": "uncertain" if rng.random() < 0.2 else "active",
    }
    return record | _conflicts(rng, record)


def _sizes(rng: Random, kind: str) -> Fields:
    most = _perhaps(
        rng, 0.65, lambda: rng.choice((5, 8, 10, 15, 20, 30, 50, 80, 100, 150, 200, 300, 500, 1000)) * 10_000
    )
    longest = (
        240
        if kind == "mortgage_backed"
        else 24
        if kind.endswith(("advance", "loan", "trade_credit", "discount"))
        else 60
    )
    terms = [months for months in (1, 2, 3, 6, 9, 12, 18, 24, 36, 60, 120) if months <= longest]
    if kind == "mortgage_backed":
        terms = [months for months in terms if months >= 6]
    term = _perhaps(rng, 0.58, lambda: rng.choice(terms))
    return {
        "amount_min_yuan": _perhaps(rng, 0.25, lambda: rng.choice((100, 500, 1000, 5000, 10_000, 50_000))),
        "amount_max_yuan": most,
        "term_min_months": _perhaps(rng, 0.12, lambda: min(term or 3, rng.choice((1, 3, 6, 12)))),
        "term_max_months": term,
    }


def _price(rng: Random, kind: str) -> Fields:
    """Rates in steps of 0.01 %, spread as published ones: from 3 % at banks to 24 % and some 36 %."""
    empty: Fields = dict.fromkeys(
        ("yearly_rate_min", "yearly_rate_max", "daily_rate_min", "daily_rate_max", "fee_rate")
    )
    if kind in NO_LOANS:
        return empty | {"rate_basis": NO_LOANS[kind], "repayment_methods": [], "notes": {}}
    methods = rng.choice(
        (["revolving"], ["revolving", "interest_only"], ["interest_only"], ["level_payment"], ["equal_principal"],
         ["level_payment", "equal_principal"], ["bullet"], ["other"])
    )  # fmt: skip
    basis = rng.choice(
        ("simple", "simple", "simple", "simple", "fee", "all_in", "flat", "unknown", "unknown", "unknown")
    )
    if kind == "bill_discount":
        basis = "discount"
    base = empty | {"repayment_methods": ["level_payment"] if basis == "flat" else methods, "notes": {}}
    if basis == "fee":
        fee = _perhaps(rng, 0.7, lambda: f"{rng.randint(10, 300) / 10_000:.4f}")
        return base | {"rate_basis": basis, "fee_rate": fee, "notes": _fee_note() if fee else {}}
    if basis == "unknown" or rng.random() < 0.25:
        return base | {"rate_basis": basis}
    low = rng.choice((300, 330, 365, 400, 480, 600, 730, 1080, 1440)) + rng.randint(0, 150)
    high = _perhaps(rng, 0.75, lambda: min(int(low * rng.uniform(1.0, 2.5)), 3600))
    written = {"yearly_rate_min": f"{low / 10_000:.4f}", "yearly_rate_max": high and f"{high / 10_000:.4f}"}
    if basis == "simple" and rng.random() < 0.1:
        return base | written | {"rate_basis": basis, "fee_rate": f"{rng.randint(5, 20) / 1000}", "notes": _fee_note()}
    elif basis == "simple" and rng.random() < 0.2:
        base |= {"daily_rate_min": str(Decimal(low) / 3_650_000)[:12]}
    return base | written | {"rate_basis": basis}


def _fee_note() -> Mapping[str, Any]:
    return {"fees": {"zh": "每次收一笔服务费。", "en": "A service fee each time."}}


def _criteria(rng: Random) -> list[Fields]:
    """Up to six conditions, one for each field and operator."""
    found = [
        ("months_in_business", "at_least", 0.40, lambda: rng.choice(SEASONED_MONTHS)),
        ("months_on_platform", "at_least", 0.10, lambda: rng.choice(SEASONED_MONTHS)),
        ("monthly_sales_fen", "at_least", 0.12, lambda: rng.choice((1, 2, 3, 5, 8, 10, 15, 20, 30, 50)) * 1_000_000),
        ("yearly_revenue_fen", "at_least", 0.12, lambda: rng.choice((50, 100, 200, 300, 500, 1000)) * 1_000_000),
        ("yearly_revenue_fen", "at_most", 0.02, lambda: 100_000 * 1_000_000),
        ("has_licence", "is", 0.45, lambda: True),
        ("credit_record", "one_of", 0.22, lambda: rng.choice((["clean", "none"], ["clean", "minor_late", "none"]))),
        ("files_tax", "one_of", 0.22, lambda: rng.choice((["regularly"], ["regularly", "sometimes"]))),
        ("owner_age_years", "at_least", 0.25, lambda: rng.choice((18, 20, 22, 23, 25))),
        ("owner_age_years", "at_most", 0.20, lambda: rng.choice((55, 60, 64, 65))),
        ("return_rate", "at_most", 0.05, lambda: rng.choice(("0.05", "0.08", "0.1", "0.15", "0.2", "0.3"))),
        ("has_property", "is", 0.05, lambda: True),
    ]
    return [
        {"field": name, "operator": operator, "value": value(), "confidence": _drawn(rng, CONFIDENCE)}
        for name, operator, share, value in found
        if rng.random() < share
    ]


def _conflicts(rng: Random, record: Fields) -> Fields:
    """Now and then another source that says another limit or price."""
    if rng.random() > 0.05:
        return {}
    if record["amount_max_yuan"] and rng.random() < 0.5:
        found = {"field": "amount_max_yuan", "value": record["amount_max_yuan"] // 2}
    elif record["yearly_rate_max"]:
        found = {"field": "yearly_rate_max", "value": f"{Decimal(record['yearly_rate_max']) + Decimal('0.03')}"}
    else:
        return {}
    where = {"source": ["https://example.com/other"], "as_of": "2025-03-01", "confidence": "low"}
    return {"conflicts": [found | where]}


def _drawn(rng: Random, weighed: Sequence[tuple[str, int]]) -> str:
    return rng.choices([name for name, _ in weighed], [weight for _, weight in weighed])[0]


def _perhaps(rng: Random, share: float, value: Callable[[], Any]) -> Any:
    """A value in this share of the cases, else None: not published."""
    return value() if rng.random() < share else None


if __name__ == "__main__":
    print("products:")
    for one in fields(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1):
        print("  - " + json.dumps(one, ensure_ascii=False))
