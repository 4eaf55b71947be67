"""`erase`: everything that is kept of one merchant, for good."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import Any

from advisor import settings
from advisor.commands.output import CommandError, show, written_text
from advisor.database import open_engine, upgrade
from advisor.nlu import no_tensorflow

YES = ("y", "yes")


def add_to(subcommands: Any) -> None:
    """Register `erase`."""
    command = subcommands.add_parser("erase", help="erase everything that is kept of a merchant, for good")
    command.add_argument("merchant_id", metavar="MERCHANT_ID")
    command.add_argument("--yes", action="store_true", help="without asking")
    command.add_argument("--json", action="store_true", help="what was erased as JSON")
    command.set_defaults(run=erase)


def erase(options: Namespace) -> int:
    """Ask, erase, and say how much there was; 2 where nothing is kept of that merchant."""
    merchant_id = written_text("MERCHANT_ID", options.merchant_id)
    if not options.yes and not _agreed(merchant_id):
        raise CommandError("nothing was erased")
    no_tensorflow.install()  # before anything imports Rasa
    from advisor.erasing import erase_merchant

    configured = settings.load()
    engine = open_engine(configured.database_url)
    upgrade(engine)
    erased = erase_merchant(engine, configured, merchant_id)
    if not any(erased.values()):
        raise CommandError(f"nothing is kept of a merchant {merchant_id!r}")
    show(options, erased, ", ".join(f"{count} {what.replace('_', ' ')}" for what, count in erased.items()) + " erased")
    return 0


def _agreed(merchant_id: str) -> bool:
    if not sys.stdin.isatty():
        raise CommandError("erase: say --yes where nobody can be asked")
    asked = f"Erase everything that is kept of {merchant_id!r}, for good? [y/N] "
    print(asked, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in YES
