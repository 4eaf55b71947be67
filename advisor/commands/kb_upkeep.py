"""`kb stale`, `kb diff`, `kb history`: what to look up again, what a file would change, what has changed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from advisor import settings
from advisor.catalogue.diff import RecordChange, differences, paths_with
from advisor.catalogue.errors import KnowledgeError
from advisor.catalogue.files import SUFFIXES, paths_in
from advisor.catalogue.history import history
from advisor.catalogue.record_figures import unit
from advisor.catalogue.stale import OLD_DAYS, Stale, stale
from advisor.commands.arguments import count
from advisor.commands.figure_words import figure_words
from advisor.commands.output import CommandError, show
from advisor.commands.seeding import database, seeded_catalogue
from advisor.commands.tables import aligned

USUAL = 50


def add_to(parts: Any) -> None:
    """Register the parts."""
    old = parts.add_parser("stale", help="what to look up again, the most important first")
    old.add_argument("--days", type=count, default=OLD_DAYS, metavar="N", help=f"older than N days; default {OLD_DAYS}")
    old.set_defaults(run=list_stale)
    new = parts.add_parser("diff", help="what a file or folder would change, before it is loaded")
    new.add_argument(
        "place", metavar="FOLDER_OR_FILE", help="a file stands in for the one of its name in the knowledge"
    )
    new.set_defaults(run=show_differences)
    past = parts.add_parser("history", help="figures that loads have changed, the newest first")
    past.add_argument("id", nargs="?", metavar="ID", help="of one record only")
    past.add_argument("--limit", type=count, default=USUAL, metavar="N", help=f"at most; default {USUAL}")
    past.set_defaults(run=show_history)
    for part in (old, new, past):
        part.add_argument("--json", action="store_true")


def list_stale(options: Namespace) -> int:
    """Print what is old, undated or missing."""
    found = stale(seeded_catalogue(), date.today(), options.days)
    show(options, found, aligned([_stale_row(one) for one in found]) if found else "nothing is old")
    return 0


def show_differences(options: Namespace) -> int:
    """Print what would be added, changed and removed; nothing is loaded."""
    place = Path(options.place)
    if not place.exists():
        raise CommandError(f"{place}: there is no such file or folder")
    paths = paths_in(place) if place.is_dir() else paths_with(settings.load().knowledge, place)
    if not paths or not place.is_dir() and place.suffix not in SUFFIXES:
        raise CommandError(f"{place}: no {' or '.join(SUFFIXES)} file")
    try:
        found = differences(database(), paths)
    except KnowledgeError as error:
        raise CommandError(
            f"{len(error.problems)} problems, so it would be refused; the first: {error.problems[0]}"
        ) from None
    counts = {name: sum(one.change == name for one in found) for name in ("added", "changed", "removed")}
    lines = [
        ", ".join(f"{count} {name}" for name, count in counts.items()),
        *(line for one in found for line in _lines(one)),
    ]
    show(options, {**counts, "records": found}, "\n".join(lines))
    return 0


def show_history(options: Namespace) -> int:
    """Print who changed which figure, when, from what to what."""
    found = history(database(), options.id, options.limit)
    rows = [
        (one.changed_at[:19], one.changed_by, one.record, one.field, figure_words(one.field, one.old), "->",
         figure_words(one.field, one.new)) for one in found
    ]  # fmt: skip
    shown = [{**vars(one), "unit": unit(one.field)} for one in found]
    of = f" of {options.id}" if options.id else ""
    show(options, shown, aligned(rows) if rows else f"no figure{of} has been changed by a load")
    return 0


def _stale_row(one: Stale) -> tuple[str, ...]:
    age = one.why if one.age_days is None else f"{one.age_days} days"
    meant = f" ({', '.join(one.fields)})" if one.fields else ""
    return f"{one.importance:g}", one.kind, one.id + meant, age, one.confidence, one.name["zh"]


def _lines(record: RecordChange) -> Iterator[str]:
    yield f"{record.change} {record.kind} {record.id}"
    for figure in record.figures:
        old, new = figure_words(figure.field, figure.old), figure_words(figure.field, figure.new)
        yield f"  {figure.field}: {old} -> {new}"
    if record.words:
        yield f"  other words: {', '.join(record.words)}"
