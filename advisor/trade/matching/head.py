"""The first possible products as columns: which would stand on the first places with other facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from advisor.trade.matching.board import Board
from advisor.trade.matching.condition_rows import MISSES, OPEN_BITS, Ints
from advisor.trade.matching.reach import Reach
from advisor.trade.matching.standing import tiers_of
from advisor.trade.matching.weighing import LOST_POINT_BP, YEAR, lost_to_opens

PLACES = 3


@dataclass(frozen=True)
class Head:
    """Products in their order with what sorts them, as `Board.key`; what an answer can change is worked out anew."""

    board: Board
    products: Ints
    place: Ints  # of each product of the table in the head, -1 for the others
    fixed_fen: Ints  # what they count without effort
    price_fen: Ints
    fixed_points: Ints  # of ease lost to other causes than open conditions
    totals: Ints  # their sums of conditions
    now: Ints  # products and tiers of the first places

    @classmethod
    def of(cls, board: Board, indices: Sequence[int]) -> Head:
        """The head of these products, which stand in their order."""
        products = np.array(indices, dtype=np.int64)
        weighings = [board.weighing(index) for index in indices]
        place = np.full(len(board.table), -1, dtype=np.int64)
        place[products] = np.arange(len(products))
        points = board.weights.lost_points[products] - lost_to_opens(board.standing.opens[products])
        return cls(
            board=board,
            products=products,
            place=place,
            fixed_fen=np.array([one.total_fen - one.effort_fen for one in weighings], dtype=np.int64),
            price_fen=np.array([one.price_fen for one in weighings], dtype=np.int64),
            fixed_points=points,
            totals=board.standing.totals[products],
            now=np.stack([products, board.tiers[products]])[:, :PLACES],
        )

    def touched(self, reach: Reach) -> tuple[Ints, Ints]:
        """The places in the head that a change can touch, and the group of each."""
        places = self.place[reach.products]
        here = np.flatnonzero(places >= 0)
        return places[here], reach.groups[here]

    def changes(self, touched: tuple[Ints, Ints], totals: Ints) -> tuple[int, bool]:
        """How many of the first places would hold another product or tier, and whether the first product is another.

        Args:
            touched: `touched(reach)`.
            totals: the sum of conditions of each group of the reach then.
        """
        places, groups = touched
        then = self.totals.copy()
        then[places] = totals[groups]
        if (then == self.totals).all():
            return 0, False
        first = self._first(then)
        return int((first != self.now).any(axis=0).sum()), bool(first[0, 0] != self.now[0, 0])

    def _first(self, totals: Ints) -> Ints:
        table, need = self.board.table, self.board.case.need
        tiers = tiers_of(totals, table.rows.tier_if_met[self.products]).astype(np.int64)
        points = self.fixed_points + lost_to_opens(totals >> OPEN_BITS)
        effort_fen = need.amount_fen * need.days * (points * LOST_POINT_BP) // YEAR
        days = table.ease.days_to_funds[self.products]
        order = np.lexsort(
            (
                self.products,
                points,
                np.where(days < 0, np.inf, days),
                self.price_fen,
                self.fixed_fen + effort_fen,
                ~table.prices.is_priced[self.products],
                totals & MISSES,
                tiers,
            )
        )[:PLACES]
        return np.stack([self.products[order], tiers[order]])
