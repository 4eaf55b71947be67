"""How commands answer: lines for people, one JSON value with --json, one line and exit code 2 when input is wrong."""

from __future__ import annotations

import codecs
import io
import json
import sys
from argparse import Namespace
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from advisor.trade.quantities import Quantity
from advisor.trade.quantity_words import PERIODS_A_YEAR


class CommandError(Exception):
    """The caller's argument or file is wrong; the message says what, where and which values are allowed."""


def show(options: Namespace, value: Any, lines: str) -> None:
    """Print `value` as JSON with --json, else `lines`."""
    print(json.dumps(plain(value), ensure_ascii=False) if options.json else lines)


def plain(value: Any) -> Any:
    """`value` as JSON types: records to mappings, Decimal to number text, dates to ISO text."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and abs(value) < 10**15 else float(value)
    if isinstance(value, (date, datetime, Path)):
        return str(value)
    return value


def quantity_json(quantity: Quantity) -> dict[str, Any]:
    """A quantity as the JSON of the command line (README, "Command line").

    `days` of a duration and `yearly` of a rate are [low, high]; `yearly` is null for a margin over LPR. A date has its
    first and last day as `low` and `high`, null where open or unknown.
    """
    value = {name: plain(getattr(quantity, name)) for name in ("kind", "low", "high", "unit", "basis", "hedge", "span")}
    if quantity.kind == "date":
        value |= {"low": plain(quantity.earliest), "high": plain(quantity.latest)}
    if quantity.kind == "duration":
        value["days"] = plain(quantity.days)
    if quantity.kind == "rate":
        value["yearly"] = plain(quantity.yearly) if quantity.unit in PERIODS_A_YEAR else None
    if quantity.readings:
        value["readings"] = [quantity_json(reading) for reading in quantity.readings]
    return value


def existing_file(name: str) -> Path:
    """The path `name`.

    Raises:
        CommandError: there is no such file.
    """
    path = Path(name)
    if not path.is_file():
        raise CommandError(f"{name}: there is no such file")
    return path


def text_lines(name: str) -> list[str]:
    r"""The lines of a text file, empty ones too; they end with \n, \r\n or \r.

    Raises:
        CommandError: no such file, or not UTF-8; names the line.
    """
    content = existing_file(name).read_bytes().removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CommandError(f"{name}: not UTF-8 text (line {line})") from None
    return [line.removesuffix("\n") for line in io.StringIO(text, newline=None)]


def written_text(name: str, text: str) -> str:
    """`text`, an argument called `name`.

    Raises:
        CommandError: it was not UTF-8.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise CommandError(f"{name}: not UTF-8 text") from None
    return text


def mapping_file(name: str) -> dict[str, Any]:
    """The mapping in a YAML or JSON file.

    Raises:
        CommandError: no such file, not YAML, or not a mapping.
    """
    path = existing_file(name)
    try:
        value = yaml.safe_load(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise CommandError(f"{name}: not UTF-8 text") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise CommandError(f"{name}: not valid YAML or JSON{f' (line {mark.line + 1})' if mark else ''}") from None
    except (ValueError, RecursionError):  # a date that does not exist; brackets within brackets without end
        raise CommandError(f"{name}: a value in it cannot be read") from None
    if not isinstance(value, dict):
        raise CommandError(f"{name}: must be a mapping of names to values")
    return value


def fail(error: Exception) -> int:
    """Print one line about a wrong input; returns the exit code 2."""
    print(f"financing-advisor: {' '.join(str(error).split())}", file=sys.stderr)
    return 2
