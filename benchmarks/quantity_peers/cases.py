"""The cases: what a text says, as its library's own tests expect it, in one form of values for all."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from quantity_peers.adapter import SECONDS

KINDS = {"money": "money", "money_en": "money", "percent": "percent", "duration": "duration", "duration_en": "duration",
         "number": "number"}  # fmt: skip
HUNDREDTHS = ("Cent", "Pence", "Penny")
_FIGURE = re.compile(r"-?\d+(?:\.\d+)?")
Value = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True)
class Case:
    """A text, the kind looked for, and the values that are right: (low, high), None on an open side."""

    group: str
    source: str
    kind: str
    language: str
    text: str
    expected: tuple[Value, ...]
    not_supported: str = ""


def of_libraries(file: Path) -> list[Case]:
    """The cases of the libraries' own tests, of the kinds that all are asked for."""
    with file.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [_case(row) for row in rows if row["kind"] in KINDS]


def of_real_sentences(file: Path) -> list[Case]:
    """Sentences of borrowers; what is looked for is the principal."""
    with file.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return [
        Case("principal", "real sentences", "principal", "zh", row["text"], ((Decimal(row["principal_yuan"]),) * 2,))
        for row in rows
    ]


def _case(row: dict[str, Any]) -> Case:
    kind, language = KINDS[row["kind"]], "en" if row["kind"].endswith("_en") else "zh"
    expected = row["expected"]
    if isinstance(expected, list):
        values = [_recognizers(one["value"], kind) for one in expected]
    elif isinstance(expected, dict):
        values = [_jionlp(expected)]
    else:
        values = [_duckling(expected)]
    wanted = tuple(value for value in values if value is not None)
    source = row["source"].split("/")[0]
    return Case(row["kind"], source, kind, language, row["text"], wanted, row.get("not_supported") or "")


def _recognizers(value: dict[str, Any], kind: str) -> Value | None:
    if kind == "duration":
        return (Decimal(value["FutureResolution"]["duration"]),) * 2
    if value["value"] is None:
        return None
    number = Decimal(value["value"].rstrip("%"))
    is_hundredths = kind == "percent" or value.get("unit") in HUNDREDTHS
    return (number / 100 if is_hundredths else number,) * 2


def _jionlp(value: dict[str, Any]) -> Value:
    if "time" in value:
        ends = value["time"] if isinstance(value["time"], list) else [value["time"]] * 2
        return _jionlp_seconds(ends[0]), _jionlp_seconds(ends[1])
    if isinstance(value["num"], list):
        return Decimal(value["num"][0]), Decimal(value["num"][1])
    number = Decimal(value["num"])
    return (number, None) if value["definition"] == "blur+" else (None, number) if value["definition"] == "blur-" else (
        number, number)  # fmt: skip


def _jionlp_seconds(parts: dict[str, Any]) -> Decimal | None:
    if "infinite" in parts:
        return None
    return sum((SECONDS[unit] * Decimal(str(count)) for unit, count in parts.items()), Decimal(0))


def _duckling(value: str) -> Value:
    """NumeralValue 3 | DurationData 90 Minute | simple Cent 25 | above Dollar 3.04 | between Dollar (5.6, 5.78)."""
    numbers = [Decimal(figure) for figure in _FIGURE.findall(value)]
    unit = value.split()[-1].lower()
    if unit in SECONDS:
        numbers = [number * SECONDS[unit] for number in numbers]
    if " Cent " in value:
        numbers = [number / 100 for number in numbers]
    if value.startswith("above"):
        return numbers[0], None
    return (None, numbers[0]) if value.startswith("under") else (numbers[0], numbers[-1])
