"""`kb compare`: two to four products side by side."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from advisor.catalogue.record_figures import unit
from advisor.commands.figure_words import figure_words
from advisor.commands.kb_names import named_product
from advisor.commands.output import CommandError, show
from advisor.commands.seeding import seeded_catalogue
from advisor.commands.tables import aligned
from advisor.trade.records import Product

FEWEST, MOST = 2, 4
FIELDS = (
    "group", "kind", "amount_min_fen", "amount_max_fen", "term_min_months", "term_max_months", "yearly_rate_min",
    "yearly_rate_max", "daily_rate_min", "daily_rate_max", "rate_basis", "fee_rate", "repayment_methods",
    "days_to_funds", "collateral", "platforms", "status",
)  # fmt: skip


def add_to(parts: Any) -> None:
    """Register the part."""
    part = parts.add_parser("compare", help="two to four products side by side")
    part.add_argument("names", nargs="+", metavar="A B [C D]", help="ids or any names of products")
    part.add_argument("--json", action="store_true")
    part.set_defaults(run=compare_products)


def compare_products(options: Namespace) -> int:
    """Print a table with a column for each product."""
    if not FEWEST <= len(options.names) <= MOST:
        raise CommandError(f"{FEWEST} to {MOST} products can be compared, not {len(options.names)}")
    catalogue = seeded_catalogue()
    products = [named_product(catalogue, name) for name in options.names]
    ids = [product.id for product in products]
    if len(set(ids)) < len(ids):
        raise CommandError(f"{', '.join(options.names)}: the same product twice ({', '.join(ids)})")
    rows = _rows(products)
    lines = [(row["field"], *(figure_words(row["field"], value) for value in row["values"])) for row in rows]
    show(options, {"products": ids, "rows": rows}, aligned([("", *(one.name["zh"] for one in products)), *lines]))
    return 0


def _rows(products: list[Product]) -> list[dict[str, Any]]:
    rows = [
        {"field": field, "unit": unit(field), "values": [getattr(one, field) for one in products]} for field in FIELDS
    ]
    asked = dict.fromkeys(
        (criterion.field, criterion.operator) for product in products for criterion in product.criteria
    )
    for field, operator in asked:
        path = f"criteria[{field} {operator}].value"
        rows.append(
            {"field": path, "unit": unit(path), "values": [_criterion(one, field, operator) for one in products]}
        )
    whole = [product.source("") for product in products]
    rows.append({"field": "as_of", "unit": "", "values": [source.as_of for source in whole]})
    rows.append({"field": "confidence", "unit": "", "values": [source.confidence for source in whole]})
    return rows


def _criterion(product: Product, field: str, operator: str) -> Any:
    return next((one.value for one in product.criteria if (one.field, one.operator) == (field, operator)), None)
