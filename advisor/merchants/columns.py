"""Which column of an order export holds what: the layouts of columns.yml, found in a header row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from advisor.merchants.order_file import OrderFileError

TABLE = Path(__file__).with_name("columns.yml")
UNIT = re.compile(r"\((?:元|¥|￥|人民币|rmb|cny|yuan)\)$")
MONEY = ("amount", "paid", "refund", "fee")
TIMES = (
    "created", "paid_at", "shipped_at", "delivered_at", "confirmed_at", "settled_at", "refunded_at", "closed_at",
)  # fmt: skip
TEXTS = ("number", "status", "after_sale", "currency")
FIELDS = (*TEXTS, *MONEY, *TIMES)
"""What a merchant may say that a column holds."""
LONGEST_NAME = 40  # signs of a header's cell
NEEDED = (("amount",), ("created", "paid_at"))


@dataclass(frozen=True)
class Entry:
    """What a booking is: the words its transaction and its kind contain, and the column its amount belongs to."""

    transaction: str
    kind: str
    column: str  # amount, refund or fee


@dataclass(frozen=True)
class Layout:
    """How one platform names its columns, and how its rows make up orders (see columns.yml)."""

    id: str
    platform: str | None
    shared_with: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]  # one field of each group must be there
    columns: Mapping[str, tuple[str, ...]]  # field -> plain names, the best first
    rows: str = "items"  # orders, items or entries
    amounts: str = "either"  # each, whole or either
    paid_is_due: bool = False
    currency: str | None = None
    carried: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Words:
    """The whole of columns.yml; every name is in plain form."""

    layouts: tuple[Layout, ...]
    no_money: frozenset[str]
    no_times: frozenset[str]
    sums: frozenset[str]
    statuses: tuple[tuple[str, tuple[str, ...]], ...]  # meaning, words
    currencies: Mapping[str, str]  # sign, name or code -> code
    personal: tuple[str, ...]
    planned: tuple[str, ...]


@dataclass(frozen=True)
class Fit:
    """A layout that fits a header: `where` is the index of each field's column, `names` the header's cells."""

    layout: Layout
    where: Mapping[str, int]
    names: tuple[str, ...]


Fitting = Callable[[Sequence[str]], "Fit | None"]
"""Says whether a row is the header that is looked for."""


def plain(name: str) -> str:
    """A column name or a word for comparison: half-width, lower case, no blanks, no unit in brackets.

    >>> plain(" 订单付款时间 "), plain("Paid At"), plain("实收金额（元）")
    ('订单付款时间', 'paidat', '实收金额')
    """
    text = unicodedata.normalize("NFKC", name).lower().strip("\ufeff\"' \t")
    return UNIT.sub("", re.sub(r"\s+", "", text))


def shown_name(cell: str) -> str:
    """A cell of a header as it is shown and kept: whoever wrote a story into it does not get it told."""
    return cell.strip()[:LONGEST_NAME].rstrip()


@lru_cache(maxsize=1)
def words() -> Words:
    """columns.yml, read once."""
    content = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    currencies = content["currencies"]
    return Words(
        layouts=tuple(_layout(entry) for entry in content["layouts"]),
        no_money=_plain_set(content["no_money"]),
        no_times=_plain_set(content["no_times"]),
        sums=_plain_set(content["sums"]),
        statuses=tuple((one["means"], tuple(map(plain, one["words"]))) for one in content["statuses"]),
        currencies={plain(name): code for code, names in currencies.items() for name in (code, *names)},
        personal=tuple(map(plain, content["personal"])),
        planned=tuple(map(plain, content["planned"])),
    )


def fitting(header: Sequence[str]) -> Fit | None:
    """The first layout whose needed columns are all in the header."""
    for layout in words().layouts:
        where = _places(layout, header)
        if all(any(field in where for field in group) for group in layout.needs):
            return Fit(layout, where, tuple(header))
    return None


def mapped(mapping: Mapping[str, str]) -> Fitting:
    """Finds the header that has the columns a merchant has named: field -> header name.

    Raises:
        OrderFileError: unknown_field, header_twice or missing_field.
    """
    for field in mapping:
        if field not in FIELDS:
            raise OrderFileError("unknown_field", field=field, allowed=list(FIELDS))
    named: dict[str, list[str]] = {}
    for field, header in mapping.items():
        named.setdefault(plain(shown_name(header)), []).append(field)
    for fields in named.values():
        if len(fields) > 1:
            raise OrderFileError("header_twice", header=mapping[fields[0]], fields=fields)
    for group in NEEDED:
        if not set(group) & set(mapping):
            raise OrderFileError("missing_field", needed=list(group))
    columns = {field: (plain(shown_name(header)),) for field, header in mapping.items()}
    layout = Layout("mapped", None, (), tuple((field,) for field in mapping), columns)

    def fit(header: Sequence[str]) -> Fit | None:
        where = _places(layout, [shown_name(cell) for cell in header])
        return Fit(layout, where, tuple(header)) if len(where) == len(mapping) else None

    return fit


def _places(layout: Layout, header: Sequence[str]) -> dict[str, int]:
    at = {name: index for index, name in reversed(list(enumerate(plain(cell) for cell in header)))}
    found = ((field, [at[name] for name in names if name in at]) for field, names in layout.columns.items())
    return {field: indexes[0] for field, indexes in found if indexes}


def _layout(entry: Mapping[str, Any]) -> Layout:
    return Layout(
        id=entry["id"],
        platform=entry["platform"],
        shared_with=tuple(entry["shared_with"]),
        needs=tuple((need,) if isinstance(need, str) else tuple(need) for need in entry["needs"]),
        columns={field: tuple(plain(name) for name in names) for field, names in entry["columns"].items()},
        rows=entry["rows"],
        amounts=entry.get("amounts", "each"),
        paid_is_due=entry.get("paid_is_due", False),
        currency=entry.get("currency", "CNY" if entry["platform"] else None),
        carried=tuple(entry.get("carried", ())),
        entries=tuple(Entry(one["transaction"], one["entry"], one["is"]) for one in entry.get("entries", ())),
    )


def _plain_set(names: Sequence[str]) -> frozenset[str]:
    return frozenset(map(plain, names))
