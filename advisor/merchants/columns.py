"""Which column of an order export holds what: the layouts of columns.yml, found in a header row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

TABLE = Path(__file__).with_name("columns.yml")
UNIT = re.compile(r"\((?:元|¥|￥|人民币|rmb|cny|yuan)\)$")


@dataclass(frozen=True)
class Layout:
    """How one platform names its columns."""

    id: str
    platform: str | None
    shared_with: tuple[str, ...]
    needs: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]  # field -> plain names, the best first


@dataclass(frozen=True)
class Table:
    """The whole of columns.yml; every name is in plain form."""

    layouts: tuple[Layout, ...]
    no_money: frozenset[str]
    sums: frozenset[str]


def plain(name: str) -> str:
    """A column name or a word for comparison: half-width, lower case, no blanks, no unit in brackets.

    >>> plain(" 订单付款时间 "), plain("Paid At"), plain("实收金额（元）")
    ('订单付款时间', 'paidat', '实收金额')
    """
    text = unicodedata.normalize("NFKC", name).lower().strip("\ufeff\"' \t")
    return UNIT.sub("", re.sub(r"\s+", "", text))


@lru_cache(maxsize=1)
def table() -> Table:
    """columns.yml, read once."""
    content = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return Table(
        tuple(_layout(entry) for entry in content["layouts"]),
        frozenset(plain(word) for word in content["no_money"]),
        frozenset(plain(word) for word in content["sums"]),
    )


def places(layout: Layout, header: Sequence[str]) -> dict[str, int]:
    """Field -> index of its column, for the fields of the layout that the header has."""
    at = {name: index for index, name in reversed(list(enumerate(plain(cell) for cell in header)))}
    found = ((field, [at[name] for name in names if name in at]) for field, names in layout.columns.items())
    return {field: indexes[0] for field, indexes in found if indexes}


def fitting(header: Sequence[str]) -> tuple[Layout, dict[str, int]] | None:
    """The first layout whose needed columns are all in the header, and where its columns are."""
    for layout in table().layouts:
        where = places(layout, header)
        if all(field in where for field in layout.needs):
            return layout, where
    return None


def _layout(entry: Mapping[str, Any]) -> Layout:
    columns = {field: tuple(plain(name) for name in names) for field, names in entry["columns"].items()}
    needs, shared = tuple(entry["needs"]), tuple(entry["shared_with"])
    return Layout(entry["id"], entry["platform"], shared, needs, columns)
