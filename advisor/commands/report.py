"""`report`: what is known of one merchant as a PDF, a web page or one long picture."""

from __future__ import annotations

import warnings
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from advisor.commands.output import CommandError, show, written_text
from advisor.commands.seeding import database, seeded_catalogue

LANGUAGES = ("zh", "en")


def add_to(subcommands: Any) -> None:
    """Register `report`."""
    command = subcommands.add_parser("report", help="the report of a merchant as PDF, page or picture")
    command.add_argument("--merchant", metavar="ID", required=True)
    command.add_argument("--out", metavar="FILE", required=True, help="FILE.pdf, FILE.html or FILE.png")
    command.add_argument("--language", choices=LANGUAGES, default="zh")
    command.add_argument("--json", action="store_true", help="what was written as JSON")
    command.set_defaults(run=report)


def report(options: Namespace) -> int:
    """Write the file; 2 for an unknown merchant, another suffix or a folder that is not there."""
    merchant_id, path = written_text("--merchant", options.merchant), Path(written_text("--out", options.out))
    made = _makers().get(path.suffix.lower())
    if made is None:
        raise CommandError(f"--out: {path.name!r} must end with {', '.join(_makers())}")
    if not path.parent.is_dir():
        raise CommandError(f"--out: there is no folder {str(path.parent)!r}")
    content = made(_view(merchant_id, options.language))
    path.write_bytes(content)
    written = {"merchant": merchant_id, "file": str(path), "bytes": len(content), "language": options.language}
    show(options, written, f"{path}: {len(content):,} bytes")
    return 0


def _view(merchant_id: str, language: str) -> dict[str, Any]:
    from actions.shop_report import is_known, report_of, turn_of
    from advisor.reports.report_view import view

    warnings.filterwarnings("ignore", category=DeprecationWarning, module="matplotlib")
    seeded_catalogue(database())
    if not is_known(merchant_id):
        raise CommandError(f"--merchant: nothing is known of a merchant {merchant_id!r}")
    return view(report_of(turn_of(merchant_id, language)))


def _makers() -> dict[str, Callable[[dict[str, Any]], bytes]]:
    from advisor.reports.report import report_pdf, report_picture
    from advisor.reports.report_page import report_page

    return {".pdf": report_pdf, ".html": lambda view: report_page(view).encode(), ".png": report_picture}
