"""`kb`: check and load the knowledge base; its other parts are registered here."""

from __future__ import annotations

import getpass
from argparse import Namespace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from advisor import settings
from advisor.catalogue.checks import problems
from advisor.catalogue.errors import KnowledgeError
from advisor.catalogue.seed import load
from advisor.commands import kb_compare, kb_list, kb_search, kb_show, kb_upkeep
from advisor.commands.output import CommandError, show, written_text
from advisor.commands.seeding import database, many_records

LONGEST_NAME = 100


def add_to(subcommands: Any) -> None:
    """Register `kb` with its parts."""
    kb = subcommands.add_parser("kb", help="the knowledge base: check, load, find, compare, keep alive")
    parts = kb.add_subparsers(required=True, metavar="check|load|list|show|search|compare|stale|diff|history")
    for name, run, says in (
        ("check", check, "every problem of the knowledge files at once"),
        ("load", load_folder, "load the knowledge files into the database"),
    ):
        part = parts.add_parser(name, help=says)
        part.add_argument("--json", action="store_true")
        part.add_argument("--folder", metavar="FOLDER", help="default: ADVISOR_KNOWLEDGE")
        if name == "load":
            part.add_argument("--by", metavar="NAME", help="who loads, for the history; default: the system's user")
        part.set_defaults(run=run)
    for topic in (kb_list, kb_show, kb_search, kb_compare, kb_upkeep):
        topic.add_to(parts)


def check(options: Namespace) -> int:
    """Print every problem; 0 when there is none, else 2."""
    folder = _folder(options)
    with many_records():
        found = problems(folder)
    shown = [vars(problem) for problem in found]
    show(options, {"ok": not found, "problems": shown}, "\n".join(map(str, found)) or "no problems")
    return 2 if found else 0


def load_folder(options: Namespace) -> int:
    """Load the folder; says what was added, changed and removed."""
    folder, by = _folder(options), _who(options)
    try:
        with many_records():
            loaded = load(database(), folder, by=by, at=datetime.now(timezone.utc))
    except KnowledgeError as error:
        raise CommandError(
            f"{len(error.problems)} problems, nothing was loaded; the first: {error.problems[0]}"
        ) from None
    counts = vars(loaded)
    show(options, counts, ", ".join(f"{count} {what}" for what, count in counts.items()))
    return 0


def _who(options: Namespace) -> str:
    if options.by is None:
        try:
            return getpass.getuser()
        except (OSError, KeyError):  # no name for this user, as in some containers
            return "unknown"
    name = written_text("--by", options.by).strip()
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise CommandError(f"--by: {options.by[:LONGEST_NAME]!r} is not a name of 1 to {LONGEST_NAME} characters")
    return name


def _folder(options: Namespace) -> Path:
    folder = Path(options.folder) if options.folder else settings.load().knowledge
    if not folder.is_dir():
        raise CommandError(f"{folder}: there is no such folder")
    return folder
