"""`kb search`: questions, terms and policies that answer a text, and products it may mean."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from advisor.catalogue.search import Hit, Search
from advisor.catalogue.store import Catalogue
from advisor.commands.arguments import count
from advisor.commands.output import CommandError, show, written_text
from advisor.commands.seeding import seeded_catalogue
from advisor.commands.tables import aligned
from advisor.embeddings.embedders import knowledge_embedders
from advisor.trade.records import Faq, Product, Words

USUAL = 5


def add_to(parts: Any) -> None:
    """Register the part."""
    part = parts.add_parser("search", help="what answers a text: questions, terms, policies, products")
    part.add_argument("text", metavar="TEXT")
    part.add_argument("--limit", type=count, default=USUAL, metavar="N", help=f"of each at most; default {USUAL}")
    part.add_argument("--json", action="store_true")
    part.set_defaults(run=search)


def search(options: Namespace) -> int:
    """Print the hits, the best first; none where nothing fits."""
    text = written_text("TEXT", options.text).strip()
    if not text:
        raise CommandError("TEXT: nothing to search for")
    found = _prepared(seeded_catalogue())
    answers, products = found.best(text, options.limit), found.products(text, options.limit)
    rows = [(one.kind, one.id, f"{one.score:.2f}", _name(one)["zh"]) for one in (*answers, *products)]
    shown = {"answers": [_json(one) for one in answers], "products": [_json(one) for one in products]}
    show(options, shown, aligned(rows) if rows else "nothing fits")
    return 0


def _prepared(catalogue: Catalogue) -> Search:
    """The search of the chat; by words alone where no sentence encoder can be used."""
    found = Search(catalogue, *knowledge_embedders())
    found.prepare()
    return found


def _json(hit: Hit) -> dict[str, Any]:
    source = hit.record.source("") if isinstance(hit.record, Product) else hit.record.source
    dated = {"source": source.url, "as_of": source.as_of, "confidence": source.confidence}
    return {"kind": hit.kind, "id": hit.id, "score": round(hit.score, 4), "name": _name(hit), **dated}


def _name(hit: Hit) -> Words:
    return hit.record.question if isinstance(hit.record, Faq) else hit.record.name
