"""`kb list`: the products, as many as pass the filters."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from advisor.catalogue.product_rules import KINDS, STATUSES
from advisor.catalogue.store import Catalogue
from advisor.commands.output import CommandError, show
from advisor.commands.seeding import seeded_catalogue
from advisor.commands.tables import aligned
from advisor.trade.records import Product

GROUPS = ("platform", "bank", "scheme")


def add_to(parts: Any) -> None:
    """Register the part."""
    part = parts.add_parser("list", help="the products, all or those that pass every filter")
    part.add_argument("--group", choices=GROUPS)
    part.add_argument("--kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    part.add_argument("--platform", metavar="ID", help="open to shops on it: tied to it or to none")
    part.add_argument("--status", choices=STATUSES)
    part.add_argument("--json", action="store_true")
    part.set_defaults(run=list_products)


def list_products(options: Namespace) -> int:
    """Print id, group, kind, status and name of every product that passes."""
    catalogue = seeded_catalogue()
    _check_platform(catalogue, options.platform)
    passing = [product for product in catalogue.products() if _passes(product, options)]
    rows = [(one.id, one.group, one.kind, one.status, one.name["zh"], one.name["en"]) for one in passing]
    show(options, [_json(one) for one in passing], _lines(rows))
    return 0


def _passes(product: Product, options: Namespace) -> bool:
    is_like = all(getattr(options, name) in (None, getattr(product, name)) for name in ("group", "kind", "status"))
    return is_like and (options.platform is None or not product.platforms or options.platform in product.platforms)


def _check_platform(catalogue: Catalogue, platform: str | None) -> None:
    allowed = [str(option.value) for option in catalogue.questions()["platform"].options]
    if platform is not None and platform not in allowed:
        raise CommandError(f"--platform: {platform!r} is not one of {', '.join(allowed)}")


def _json(product: Product) -> dict[str, Any]:
    fields = ("id", "name", "provider", "group", "kind", "platforms", "status")
    return {name: getattr(product, name) for name in fields}


def _lines(rows: Sequence[Sequence[str]]) -> str:
    return f"{aligned(rows)}\n{len(rows)} products" if rows else "no product passes"
