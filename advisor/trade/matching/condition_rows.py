"""The conditions of all products as one flat table, and what a shop's facts make of it.

A row is one condition of one product. Rows of the same field, operator and value share a code, so that each different
condition is judged once by `criteria.verdict`; of limits sorted by value only the few that a search needs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

import numpy as np
import numpy.typing as npt

from advisor.trade.matching.criteria import (
    ADVANCES,
    CURED_BY_TIME,
    MET,
    NEED_FIELDS,
    NOT_MET,
    UNKNOWN,
    Condition,
    as_number,
    conditions_of,
    verdict,
)
from advisor.trade.records import Product

Ints = npt.NDArray[np.int64]
Worth = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
OPEN_BITS = 16
OPEN = 1 << OPEN_BITS
MISSES = OPEN - 1
"""A sum of conditions holds two counts: below it what is not met, weighed, and above it how many are open."""
HARD_TO_CURE = 4
"""A condition that neither time nor work cures soon (platform, province, age limit, a home to pledge) counts as four
others: the nearest misses are those that can be mended (our own value)."""
WORK_CURES = (
    "monthly_sales_fen", "yearly_revenue_fen", "has_licence", "credit_record", "files_tax", "return_rate", *NEED_FIELDS
)  # fmt: skip
ANSWERS_KEPT = 64
NO_LIMIT = (1 << 62) - 1


def miss_weight(field: str, operator: str) -> int:
    """What one condition that is not met counts among near misses."""
    is_cured_by_time = field in CURED_BY_TIME and operator == "at_least"
    return 1 if is_cured_by_time or field in WORK_CURES else HARD_TO_CURE


@dataclass(frozen=True)
class Limits:
    """The conditions of one field and operator: `values[k]` has the code `first + k`; limits are sorted."""

    field: str
    operator: str
    first: int
    values: tuple[Any, ...]
    of_answers: dict[Any, npt.NDArray[np.uint8]] = dataclass_field(default_factory=dict, compare=False, repr=False)

    def verdicts(self, actual: Any) -> npt.NDArray[np.uint8]:
        """The verdict of each value; those of the few answers that a choice has are kept."""
        if self.operator not in ("at_least", "at_most") or actual is None:
            found = self.of_answers.get(actual)
            if found is None:
                found = np.array([verdict(self.operator, value, actual) for value in self.values], dtype=np.uint8)
                if len(self.of_answers) < ANSWERS_KEPT:
                    self.of_answers[actual] = found
            return found
        found = np.full(len(self.values), NOT_MET, dtype=np.uint8)
        if self.operator == "at_least":
            found[: _turn(self.values, lambda value: verdict(self.operator, value, actual) == MET)] = MET
        else:
            found[_turn(self.values, lambda value: verdict(self.operator, value, actual) != MET) :] = MET
        return found


def _turn(values: Sequence[Any], holds: Callable[[Any], bool]) -> int:
    """How many values from the first on hold, where all that hold come first."""
    low, high = 0, len(values)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if holds(values[middle]) else (low, middle)
    return low


@dataclass(frozen=True)
class ConditionRows:
    """`product` and `code` of each row, in the order of products; the row of an advance's own limit has code 0."""

    size: int  # products
    limits: tuple[Limits, ...]
    product: Ints
    code: Ints  # 2 x condition + 1 where the source is of low confidence
    starts: Ints  # of each product, and the end
    by_field: Mapping[str, Ints]  # rows
    field: npt.NDArray[np.int16]  # of each row, its place in `by_field`
    is_amount: Bools  # of each row: limits of the amount
    is_advance: Bools  # of each row: an advance's own limit
    advance_high_fen: Ints  # of each product, NO_LIMIT where none is published
    advances: Ints  # products
    is_an_advance: Bools  # of each product
    tier_if_met: npt.NDArray[np.uint8]  # index of TIERS
    miss_weights: Ints  # of each condition
    published: frozenset[str]  # fields of products' own conditions

    @classmethod
    def of(cls, products: Sequence[Product]) -> ConditionRows:
        """The rows of products in their order."""
        listed = [tuple(conditions_of(product)) for product in products]
        limits, codes = _numbered(listed)
        product, code, fields, low = [], [], [], []
        advances = [product.kind in ADVANCES for product in products]
        for index, conditions in enumerate(listed):
            for one in conditions:
                product.append(index)
                code.append(codes[one.field, one.operator, _same_for_all(one)])
                fields.append(one.field)
                low.append(one.confidence == "low")
            if advances[index]:
                product.append(index)
                code.append(0)
                fields.append("on_its_way_fen")
                low.append(False)
        rows = np.array(product, dtype=np.int64)
        names = np.array(fields, dtype=object)
        numbers = {name: number for number, name in enumerate(dict.fromkeys(fields))}
        weights = [0] + [miss_weight(one.field, one.operator) for one in limits for _ in one.values]
        highs = [NO_LIMIT if one.amount_max_fen is None else one.amount_max_fen for one in products]
        return cls(
            size=len(products),
            limits=limits,
            product=rows,
            code=2 * np.array(code, dtype=np.int64) + np.array(low, dtype=np.int64),
            starts=np.searchsorted(rows, np.arange(len(products) + 1)),
            by_field={name: np.flatnonzero(names == name) for name in numbers},
            field=np.array([numbers[name] for name in fields], dtype=np.int16),
            is_amount=names == "need_amount_fen",
            is_advance=names == "on_its_way_fen",
            advance_high_fen=np.array(highs, dtype=np.int64),
            advances=np.flatnonzero(np.array(advances, dtype=bool)),
            is_an_advance=np.array(advances, dtype=bool),
            tier_if_met=np.array([_tier_if_met(*pair) for pair in zip(products, listed, strict=True)], dtype=np.uint8),
            miss_weights=np.array(weights, dtype=np.int64),
            published=frozenset(one.field for conditions in listed for one in conditions if one.is_published),
        )

    @property
    def fields(self) -> Collection[str]:
        """Every field that a condition is about."""
        return self.by_field.keys()

    def pairs(self, field: str, among: Bools, operator: str | None = None) -> list[tuple[str, Any]]:
        """(operator, value) of the different conditions of some products on a field, in a fixed order."""
        of_field = self.by_field.get(field, self.starts[:0])
        is_used = np.zeros(len(self.miss_weights), dtype=bool)
        is_used[self.code[of_field[among[self.product[of_field]]]] // 2] = True
        return [
            (limits.operator, value)
            for limits in self.limits
            if limits.field == field and operator in (None, limits.operator)
            for number, value in enumerate(limits.values, limits.first)
            if is_used[number]
        ]

    def verdicts(self, known: Mapping[str, Any]) -> npt.NDArray[np.uint8]:
        """The verdict of each different condition, by its number."""
        found = np.zeros(len(self.miss_weights), dtype=np.uint8)
        return self.verdicts_after(found, known, self.fields)

    def verdicts_after(
        self, verdicts: npt.NDArray[np.uint8], known: Mapping[str, Any], changed: Collection[str]
    ) -> npt.NDArray[np.uint8]:
        """The verdicts where only these fields are known otherwise."""
        found = verdicts.copy()
        for limits in self.limits:
            if limits.field in changed:
                found[limits.first : limits.first + len(limits.values)] = limits.verdicts(known.get(limits.field))
        return found

    def worth(self, verdicts: npt.NDArray[np.uint8]) -> Worth:
        """What a row of each code adds to the sum of its product: a weighed miss, or one that is OPEN."""
        found = np.zeros((len(verdicts), 2), dtype=np.int32)
        is_missed = verdicts == NOT_MET
        found[verdicts == UNKNOWN] = OPEN
        found[is_missed, 0] = self.miss_weights[is_missed]
        found[is_missed, 1] = OPEN
        return found.reshape(-1)


def _numbered(
    listed: Sequence[Sequence[Condition]],
) -> tuple[tuple[Limits, ...], dict[tuple[str, str, Any], int]]:
    """Numbers from 1 for the different conditions; those of one field and operator stand together."""
    values: dict[tuple[str, str], set[Any]] = {}
    for conditions in listed:
        for one in conditions:
            values.setdefault((one.field, one.operator), set()).add(_same_for_all(one))
    limits: list[Limits] = []
    codes: dict[tuple[str, str, Any], int] = {}
    first = 1
    for field, operator in sorted(values):
        is_number = operator in ("at_least", "at_most")
        ordered = tuple(sorted(values[field, operator], key=as_number if is_number else repr))
        limits.append(Limits(field, operator, first, ordered))
        codes |= {(field, operator, value): first + number for number, value in enumerate(ordered)}
        first += len(ordered)
    return tuple(limits), codes


def _same_for_all(condition: Condition) -> Any:
    """The value of a condition; the order in which answers are listed makes no other condition."""
    return tuple(sorted(condition.value)) if condition.operator == "one_of" else condition.value


def _tier_if_met(product: Product, conditions: Sequence[Condition]) -> int:
    """The tier of a product all of whose conditions are met.

    Eligible when it is active and publishes conditions and its largest amount; unknown when nothing published speaks
    for a shop; likely otherwise.
    """
    is_published = any(one.is_published for one in conditions)
    if not is_published and not product.platforms:
        return 2
    return 0 if is_published and product.amount_max_fen is not None and product.status == "active" else 1
