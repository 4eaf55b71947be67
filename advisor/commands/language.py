"""`parse` and `quantities`: what the advisor understands of a sentence."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterable
from datetime import date
from typing import Any

from advisor.commands.output import CommandError, quantity_json, text_lines, written_text
from advisor.trade.quantities import quantities


def add_to(subcommands: Any) -> None:
    """Register the subcommands."""
    for name, run, says in (
        ("parse", parse, "intent, confidence, entities and quantities of a sentence"),
        ("quantities", read_quantities, "amounts, rates, durations and dates in a sentence"),
    ):
        command = subcommands.add_parser(name, help=says)
        command.add_argument("text", nargs="?", metavar="TEXT")
        command.add_argument("--file", metavar="LINES.txt", help="read one sentence a line")
        command.add_argument("--json", action="store_true", help="one JSON object a line")
        command.set_defaults(run=run)


def parse(options: Namespace) -> int:
    """Print what the trained model understands of each sentence."""
    texts = _lines(options)
    from advisor.commands.model import understood  # Rasa takes seconds to import: only here, and only for right input

    return _print_each(options, understood(texts))


def read_quantities(options: Namespace) -> int:
    """Print the quantities of each sentence."""
    today = date.today()
    answers = (
        {"text": text, "quantities": [quantity_json(q) for q in quantities(text, today)]} for text in _lines(options)
    )
    return _print_each(options, answers)


def _print_each(options: Namespace, answers: Iterable[dict[str, Any]]) -> int:
    for found in answers:
        print(json.dumps(found, ensure_ascii=False) if options.json else _for_people(found), flush=True)
    return 0


def _lines(options: Namespace) -> list[str]:
    if (options.text is None) == (options.file is None):
        raise CommandError("give either a TEXT or --file LINES.txt")
    return text_lines(options.file) if options.text is None else [written_text("TEXT", options.text)]


def _for_people(found: dict[str, Any]) -> str:
    lines = [found["text"]]
    if "intent" in found:
        lines.append(f"  {found['intent']} ({found['confidence']:.2f})")
        lines += [f"  {entity['entity']}: {entity['value']}" for entity in found["entities"]]
    for quantity in found["quantities"]:
        low, high = quantity["low"], quantity["high"]
        amount = f"{low}" if low == high else f"{low} - {high}"
        lines.append(f"  {quantity['kind']}: {amount} {quantity['unit'] or ''} ({quantity['hedge']})")
    return "\n".join(lines)
