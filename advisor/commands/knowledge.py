"""`kb`: check, load, list and show the knowledge base."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from advisor import settings
from advisor.catalogue.checks import problems
from advisor.catalogue.errors import KnowledgeError, UnknownRecord
from advisor.catalogue.seed import load
from advisor.catalogue.store import Catalogue
from advisor.commands.output import CommandError, show
from advisor.database import open_engine, upgrade


def add_to(subcommands: Any) -> None:
    """Register `kb` with its parts."""
    kb = subcommands.add_parser("kb", help="the knowledge base: check, load, list, show")
    parts = kb.add_subparsers(required=True, metavar="check|load|list|show")
    for name, run, says in (
        ("check", check, "every problem of the knowledge files at once"),
        ("load", load_folder, "load the knowledge files into the database"),
        ("list", list_products, "the products in the database"),
        ("show", show_product, "one product with all its figures and sources"),
    ):
        part = parts.add_parser(name, help=says)
        part.add_argument("--json", action="store_true")
        if name in ("check", "load"):
            part.add_argument("--folder", metavar="FOLDER", help="default: ADVISOR_KNOWLEDGE")
        if name == "show":
            part.add_argument("id", metavar="ID")
        part.set_defaults(run=run)


def check(options: Namespace) -> int:
    """Print every problem; 0 when there is none, else 2."""
    found = problems(_folder(options))
    shown = [vars(problem) for problem in found]
    show(options, {"ok": not found, "problems": shown}, "\n".join(map(str, found)) or "no problems")
    return 2 if found else 0


def load_folder(options: Namespace) -> int:
    """Load the folder; says what was added, changed and removed."""
    engine = open_engine(settings.load().database_url)
    upgrade(engine)
    try:
        loaded = load(engine, _folder(options), by="financing-advisor kb load", at=datetime.now(timezone.utc))
    except KnowledgeError as error:
        raise CommandError(
            f"{len(error.problems)} problems, nothing was loaded; the first: {error.problems[0]}"
        ) from None
    counts = vars(loaded)
    show(options, counts, ", ".join(f"{count} {what}" for what, count in counts.items()))
    return 0


def list_products(options: Namespace) -> int:
    """Print id, name and group of every product."""
    products = seeded_catalogue().products()
    rows = [
        {"id": p.id, "name": p.name, "provider": p.provider, "group": p.group, "status": p.status} for p in products
    ]
    show(options, rows, "\n".join(f"{p.id:36} {p.group:9} {p.name['zh']}" for p in products))
    return 0


def show_product(options: Namespace) -> int:
    """Print one product."""
    try:
        product = seeded_catalogue().product(options.id)
    except UnknownRecord as error:
        raise CommandError(str(error)) from None
    lines = [f"{name}: {value}" for name, value in vars(product).items() if value not in (None, (), {})]
    show(options, product, "\n".join(lines))
    return 0


def seeded_catalogue() -> Catalogue:
    """The catalogue of the configured database, brought up to date with the knowledge files first."""
    configured = settings.load()
    engine = open_engine(configured.database_url)
    upgrade(engine)
    try:
        load(engine, configured.knowledge, by="financing-advisor", at=datetime.now(timezone.utc))
    except KnowledgeError as error:
        raise CommandError(
            f"the knowledge files have problems (kb check shows all); the first: {error.problems[0]}"
        ) from None
    return Catalogue(engine)


def _folder(options: Namespace) -> Path:
    folder = Path(options.folder) if options.folder else settings.load().knowledge
    if not folder.is_dir():
        raise CommandError(f"{folder}: there is no such folder")
    return folder
