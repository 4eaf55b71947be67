"""Every product weighed for one case, and the best of any of them in their exact order.

The whole table is weighed in floats; the bound of their error chooses who can be among the first, and these few are
weighed again from exact costs. So the order is that of weighing every product exactly (tests compare both).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

import numpy as np

from advisor.trade.loans import Cost
from advisor.trade.matching.condition_rows import Bools, Ints
from advisor.trade.matching.known import Case
from advisor.trade.matching.price_columns import RELATIVE_ERROR, Floats, known_rate, ranking_rate
from advisor.trade.matching.results import Weighing
from advisor.trade.matching.standing import NOT_NOW, Standing
from advisor.trade.matching.table import ProductTable
from advisor.trade.matching.weighing import Weights, error_of, held_fen, parts, weights_of
from advisor.trade.product_costs import PricePlan, price_plan, principal_fen

Key = tuple[int, int, int, int, int, float, int, int]


@dataclass(frozen=True)
class Board:
    """A case on a table. `costs` and `weighed` keep what was worked out exactly."""

    case: Case
    table: ProductTable
    standing: Standing
    tiers: Ints
    weights: Weights
    costs: dict[tuple[PricePlan, Decimal, int], Cost] = field(default_factory=dict, repr=False)
    weighed: dict[int, Weighing] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, table: ProductTable, case: Case) -> Board:
        """Weigh every product of the table."""
        standing = Standing.of(table.rows, case.known)
        return cls(case, table, standing, standing.tiers.astype(np.int64), weights_of(table, standing, case))

    @cached_property
    def about_fen(self) -> Floats:
        """What each product counts within its tier, about; `error_fen` says how far off that can be."""
        return np.asarray(sum(parts(self.weights).values()), dtype=np.float64)

    @cached_property
    def held_about_fen(self) -> Floats:
        """About what having the whole amount for all the days costs at the highest published price."""
        return np.asarray(held_fen(self.weights), dtype=np.float64)

    @cached_property
    def error_fen(self) -> Floats:
        """By how much `about_fen` can differ from the exact weighing."""
        return error_of(self.weights) + RELATIVE_ERROR * self.about_fen

    @cached_property
    def classes(self) -> Ints:
        """What comes before cost: the tier, what is not met, and whether a price is published."""
        misses = self.standing.misses
        most = int(misses.max(initial=0)) + 1
        return (self.tiers * most + misses) * 2 + ~self.table.prices.is_priced

    @cached_property
    def possible(self) -> Bools:
        """Products that lend money and of which no condition is surely missed."""
        found: Bools = self.table.is_loan & (self.tiers != NOT_NOW)
        return found

    def lost_points(self, index: int) -> int:
        """Points of ease that a product has lost."""
        return int(self.weights.lost_points[index])

    def plan(self, index: int) -> PricePlan | None:
        """How a product is priced."""
        return price_plan(self.table.products[index])

    def cost(self, index: int, plan: PricePlan, yearly_rate: Decimal) -> Cost:
        """The exact cost for the need at one yearly rate of the product's plan."""
        amount_fen = principal_fen(self.table.products[index], self.case.need.amount_fen)
        key = plan, yearly_rate, amount_fen
        if key not in self.costs:
            self.costs[key] = plan.cost(yearly_rate, amount_fen, self.case.need.days, self.case.fee_days)
        return self.costs[key]

    def exact_weights(self, index: int) -> Weights:
        """What is weighed of one product, from exact costs."""
        plan = self.plan(index)
        known_fen = ranked_fen = 0
        if plan is not None:
            known_fen = self.cost(index, plan, known_rate(plan)).total_cost_fen
            ranked_fen = self.cost(index, plan, ranking_rate(plan)).total_cost_fen
        return self.weights.one(index, known_fen, ranked_fen)

    def weighing(self, index: int) -> Weighing:
        """What one product counts, exactly."""
        if index not in self.weighed:
            is_priced = bool(self.table.prices.is_priced[index])
            self.weighed[index] = Weighing(is_priced=is_priced, **parts(self.exact_weights(index)))
        return self.weighed[index]

    def held_fen(self, index: int) -> int:
        """The exact cost of having the whole amount for all the days."""
        return int(held_fen(self.exact_weights(index)))

    def key(self, index: int) -> Key:
        """Sorts: what comes before cost, then what the product counts, its cost, its days, its ease, its id."""
        weighing = self.weighing(index)
        days = float(self.table.ease.days_to_funds[index])
        return (
            int(self.tiers[index]),
            int(self.standing.misses[index]),
            not weighing.is_priced,
            weighing.total_fen,
            weighing.price_fen,
            days if days >= 0 else float("inf"),
            self.lost_points(index),
            index,
        )

    def first(self, among: Ints, count: int) -> list[int]:
        """The first products of some, in their exact order."""
        found: list[int] = []
        for members in self._in_classes(among):
            found += self._first_of_class(members, count - len(found))
            if len(found) >= count:
                break
        return found

    def _in_classes(self, among: Ints) -> Iterator[Ints]:
        classes = self.classes[among]
        for number in np.flatnonzero(np.bincount(classes)):
            yield among[classes == number]

    def _first_of_class(self, members: Ints, count: int) -> list[int]:
        if len(members) > count:
            about, error = self.about_fen[members], self.error_fen[members]
            last = np.partition(about + error, count - 1)[count - 1]
            members = members[about - error <= last]
        return sorted(members.tolist(), key=self.key)[:count]
