"""`kb show`: one product with every figure, where it comes from, what others say, and how it changed; or any record."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import is_dataclass
from datetime import date
from typing import Any

import yaml
from sqlalchemy.engine import Engine

from advisor.catalogue.history import Change, history
from advisor.catalogue.record_figures import unit
from advisor.catalogue.stale import OLD_DAYS
from advisor.commands.figure_words import figure_words
from advisor.commands.kb_names import named_product
from advisor.commands.output import plain, show
from advisor.commands.seeding import database, seeded_catalogue
from advisor.commands.tables import aligned
from advisor.trade.records import Product, Source

FIGURES = (
    "amount_min_fen", "amount_max_fen", "term_min_months", "term_max_months", "yearly_rate_min", "yearly_rate_max",
    "daily_rate_min", "daily_rate_max", "rate_basis", "fee_rate", "repayment_methods", "days_to_funds", "collateral",
    "platforms", "status",
)  # fmt: skip


def add_to(parts: Any) -> None:
    """Register the part."""
    part = parts.add_parser("show", help="one product with all its figures, sources and changes, or any other record")
    part.add_argument("id", metavar="ID", help="id of a record, or any name of a product")
    part.add_argument("--json", action="store_true")
    part.set_defaults(run=show_record)


def show_record(options: Namespace) -> int:
    """Print one product, or else the record of another kind that has this id."""
    engine = database()
    catalogue = seeded_catalogue(engine)
    found = catalogue.found(options.id)
    if not found or "product" in found:
        return _show_product(options, engine, found.get("product") or named_product(catalogue, options.id))
    changes = [vars(one) for one in history(engine, options.id)]
    kind, record = next(iter(found.items()))
    answer = {"kind": kind, "id": options.id, **(plain(record) if is_dataclass(record) else {}), "history": changes}
    show(options, answer, yaml.safe_dump(answer, allow_unicode=True, sort_keys=False).strip())
    return 0


def _show_product(options: Namespace, engine: Engine, product: Product) -> int:
    changes, today = history(engine, product.id), date.today()
    figures = [_figure(product, name, today) for name in FIGURES]
    answer = {**plain(product), "figures": figures, "history": [vars(one) for one in changes]}
    show(options, answer, "\n".join(_lines(product, figures, changes)))
    return 0


def _figure(product: Product, name: str, today: date) -> dict[str, Any]:
    source = product.source(name)
    others = [one for one in product.conflicts if one.field == name]
    return {
        "field": name,
        "value": getattr(product, name),
        "unit": unit(name),
        **_sourced(source, today),
        "conflicts": [{"value": one.value, **_sourced(one.source, today)} for one in others],
    }


def _sourced(source: Source, today: date) -> dict[str, Any]:
    is_old = source.as_of is None or (today - source.as_of).days > OLD_DAYS
    return {"source": source.url, "as_of": source.as_of, "confidence": source.confidence, "is_old": is_old}


def _lines(product: Product, figures: list[dict[str, Any]], changes: list[Change]) -> Iterator[str]:
    yield f"{product.id}: {product.name['zh']} / {product.name['en']}"
    yield f"{product.provider['zh']} / {product.provider['en']}; {product.group}, {product.kind}"
    yield f"also called: {', '.join(product.aliases) or 'nothing else'}"
    yield ""
    yield aligned([row for figure in figures for row in _figure_rows(figure)])
    for criterion in product.criteria:
        value = figure_words(f"criteria[{criterion.field} {criterion.operator}].value", criterion.value)
        yield f"condition: {criterion.field} {criterion.operator} {value} ({criterion.confidence})"
    for topic, words in product.notes.items():
        yield f"{topic}: {words['zh']} / {words['en']}"
    yield ""
    yield "changes:" if changes else "no figure of it has changed since it was first loaded"
    for one in changes:
        old, new = figure_words(one.field, one.old), figure_words(one.field, one.new)
        yield f"  {one.changed_at[:19]} {one.changed_by}: {one.field}: {old} -> {new}"


def _figure_rows(figure: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    is_told = figure["value"] not in (None, ())
    yield figure["field"], figure_words(figure["field"], figure["value"]), _where_from(figure) if is_told else ""
    for one in figure["conflicts"]:
        yield "", f"or {figure_words(figure['field'], one['value'])}", _where_from(one)


def _where_from(figure: dict[str, Any]) -> str:
    dated = f"{figure['as_of'] or 'no date'}{' (old)' if figure['is_old'] else ''}"
    return f"{dated}, {figure['confidence']}, {figure['source'] or 'no address'}"
