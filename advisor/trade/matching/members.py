"""The few products that could take part in a combination, and what a part of the need costs with each."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

import numpy as np

from advisor.trade.matching.board import Board
from advisor.trade.matching.condition_rows import Bools, Ints
from advisor.trade.matching.criteria import NEED_FIELDS, NOT_MET, advance_limit_fen, conditions_of, verdict
from advisor.trade.matching.known import Case
from advisor.trade.matching.weighing import DOUBT_BP, ONE, Weights, parts
from advisor.trade.product_costs import PricePlan, price_plan
from advisor.trade.records import Need, Product

TRIED = 5


@dataclass(frozen=True)
class Member:
    """A product that has a published highest price. `doubt_bp`: what its weak source adds to it (`weighing`);
    `priced` keeps what was priced."""

    product: Product
    plan: PricePlan
    doubt_bp: int
    priced: dict[Need, tuple[int, int] | None] = field(default_factory=dict, compare=False)

    @property
    def limit_fen(self) -> int | None:
        return self.product.amount_max_fen

    @property
    def days_to_funds(self) -> Decimal | None:
        return self.product.days_to_funds

    def is_late(self, within_days: int | None, from_day: int) -> bool:
        """Whether its money comes after the day it is drawn, by its published figure."""
        return (
            within_days is not None and self.days_to_funds is not None and self.days_to_funds > within_days + from_day
        )

    def priced_for(self, case: Case, need: Need) -> tuple[int, int] | None:
        """Cost of a part of the need at the highest price, and what it counts; None where the product is not for it."""
        if need not in self.priced:
            self.priced[need] = self._priced_for(case, need)
        return self.priced[need]

    def _priced_for(self, case: Case, need: Need) -> tuple[int, int] | None:
        if (self.limit_fen or need.amount_fen) < need.amount_fen or not _is_possible(self.product, case, need):
            return None
        rate = self.plan.ends[1]
        assert rate is not None  # members have one
        cost_fen = self.plan.cost(rate, need.amount_fen, need.days, case.fee_days).total_cost_fen
        return cost_fen, counted_fen(
            need, cost_fen, self.doubt_bp, self.plan.instalment_months(need.days, case.fee_days)
        )


@dataclass(frozen=True)
class Alone:
    """A product that serves the whole need alone: its exact cost and what it counts, as of `Member.priced_for`."""

    cost_fen: int
    counts_fen: int


class Members:
    """The candidates of one board; each list is worked out when it is first asked for."""

    def __init__(self, board: Board) -> None:
        self.board = board

    @cached_property
    def lines(self) -> list[Member]:
        """The cheapest products for a part of the need that are no advances."""
        return self._cheapest(~self._is_advance)

    @cached_property
    def slow_lines(self) -> list[Member]:
        """The cheapest of those whose money comes after the day it is needed, by their published days."""
        return self._cheapest(~self._is_advance & (self.board.table.ease.days_to_funds > self._within_days))

    @cached_property
    def fast_lines(self) -> list[Member]:
        """The cheapest of those whose money comes in time."""
        days = self.board.table.ease.days_to_funds
        return self._cheapest(~self._is_advance & (days >= 0) & (days <= self._within_days))

    @cached_property
    def advances(self) -> list[Member]:
        """The cheapest products that pay sales money early."""
        return self._cheapest(self._is_advance)

    def cheapest_alone(self) -> Alone | None:
        """The cheapest possible product that is not surely late, by its highest published price for the whole need."""
        board, weights = self.board, self.board.weights
        fits = board.possible & self._is_priced_whole & (weights.principal_fen == weights.amount_fen)
        if board.case.within_days is not None:
            fits &= board.table.ease.days_to_funds <= board.case.within_days
        found = np.flatnonzero(fits)
        if not len(found):
            return None
        exact = board.exact_weights(int(found[np.argmin(board.held_about_fen[found])]))
        counts = counted_fen(board.case.need, exact.price_fen, exact.doubt_bp, exact.instalment_months)
        return Alone(exact.price_fen, counts)

    @property
    def _within_days(self) -> int:
        return self.board.case.within_days or 0

    @cached_property
    def _is_advance(self) -> Bools:
        found = np.zeros(len(self.board.table), dtype=bool)
        found[self.board.table.rows.advances] = True
        return found

    @cached_property
    def _is_priced_whole(self) -> Bools:
        prices = self.board.table.prices
        return prices.is_priced & ~prices.is_from_only

    @cached_property
    def _could_take_part(self) -> Ints:
        """Loans with a whole published price that miss nothing but the size of the need."""
        standing = self.board.standing
        is_curable = standing.misses == standing.misses_in(NEED_FIELDS)
        return np.flatnonzero(self.board.table.is_loan & self._is_priced_whole & is_curable)

    def _cheapest(self, wanted: Bools) -> list[Member]:
        """No open conditions before some, then by the price for the days with the doubt of its source; then by id."""
        board = self.board
        found = self._could_take_part[wanted[self._could_take_part]]
        price = board.held_about_fen[found] * (ONE + board.weights.doubt_bp[found])
        if len(found) > TRIED:
            price = price + (board.standing.opens[found] > 0) * (price.max() + 1.0)
            near = price <= np.partition(price, TRIED - 1)[TRIED - 1]
            found, price = found[near], price[near]
        order = np.lexsort((found, price, board.standing.opens[found] > 0))[:TRIED]
        return [_member(board, int(index)) for index in found[order]]


def counted_fen(need: Need, cost_fen: int, doubt_bp: int, instalment_months: int) -> int:
    """What a cost counts by its source and its instalments alone."""
    nothing = dict.fromkeys(("given_up", "delay_bp", "fit_bp", "lost_points", "cautions", "error_fen"), 0)
    weights = Weights(
        amount_fen=need.amount_fen,
        days=need.days,
        price_fen=cost_fen,
        ranked_fen=cost_fen,
        principal_fen=need.amount_fen,
        doubt_bp=doubt_bp,
        instalment_months=instalment_months,
        **nothing,
    )
    return int(sum(parts(weights).values()))


def _member(board: Board, index: int) -> Member:
    product = board.table.products[index]
    plan = price_plan(product)
    assert plan is not None  # asked for above
    return Member(product, plan, DOUBT_BP[board.table.prices.confidence[index]])


def _is_possible(product: Product, case: Case, need: Need) -> bool:
    """Whether no condition is surely missed for a part of the need."""
    known = {**case.known, "need_amount_fen": need.amount_fen, "need_days": need.days}
    if advance_limit_fen(product, known) is not None:
        return False
    return all(
        one.confidence == "low" or verdict(one.operator, one.value, known.get(one.field)) != NOT_MET
        for one in conditions_of(product)
    )
