"""What commands about a shop's orders have in common: the file, the platform's rules, the moment looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.catalogue.errors import UnknownRecord
from advisor.catalogue.store import Catalogue
from advisor.commands.output import CommandError, existing_file
from advisor.merchants.readers import OrderFile, OrderFileError, read_orders
from advisor.trade.settlement import SettlementRule

PLATFORM = "platform"  # id of the question whose answers are the platforms with rules
WHY_NOT_READ = {
    "empty": "there is nothing in it",
    "not_csv": "no table that can be read; CSV, XLSX or a ZIP of them is",
    "other_workbook": "a workbook of another kind (XLS, XLSB, ODS); save it as XLSX or CSV",
    "too_many_cells": "its sheets reach over more than {limit:,} cells; save it as CSV",
    "no_header": "its first row does not name the columns; export it with a header",
    "encrypted": "it is encrypted; save it without a password",
    "unknown_encoding": "unknown encoding; UTF-8, UTF-16 and GBK are read",
    "broken_csv": "line {line} is malformed: too long, or a quotation mark is never closed",
    "too_large": "{size_bytes:,} bytes; at most {limit_bytes:,} are read",
    "too_many_rows": "more than {limit:,} rows",
    "unknown_columns": "unknown columns: {found}; at least needed, among others known: {needed}",
    "no_orders": "no orders in its {rows} rows{findings}",
}


def order_file(name: str) -> OrderFile:
    """The orders in the file `name`.

    Raises:
        CommandError: it cannot be read; says why.
    """
    try:
        return read_orders(existing_file(name))
    except OrderFileError as error:
        said = WHY_NOT_READ.get(error.code, error.code.replace("_", " ")).format(**_words(error.parameters))
        raise CommandError(f"{name}: {said}") from None


def counted(codes: Mapping[str, int]) -> str:
    """Counts by code for people: "blank_row 3, missing_time 1"."""
    return ", ".join(f"{code} {rows}" for code, rows in codes.items())


def finding_lines(excluded: Mapping[str, int], kept: Mapping[str, int]) -> list[str]:
    """What the reader left out, and what it noticed in rows that count; rows by code."""
    said = (("rows left out", excluded), ("noticed in rows that count", kept))
    return [f"{what}: {counted(codes)}" for what, codes in said if codes]


def settlement_rule(catalogue: Catalogue, platform: str) -> SettlementRule:
    """The rule of a platform.

    Raises:
        CommandError: there is none; names those there are.
    """
    try:
        return catalogue.settlement_rule(platform)
    except UnknownRecord:
        known = ", ".join(str(option.value) for option in catalogue.questions()[PLATFORM].options)
        raise CommandError(f"--platform: there are no rules of {platform!r}; known: {known}") from None


def _words(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of an error, lists and mappings written out."""
    words = dict(parameters)
    if "found" in words:
        words["found"] = ", ".join(words["found"])
        words["needed"] = ", ".join(words.get("needed", {}).values())
    if "findings" in words:
        words["findings"] = f": {counted(words['findings'])}" if words["findings"] else ""
    return words
