"""The cheapest, the fastest and the easiest of the possible products."""

from __future__ import annotations

import numpy as np

from advisor.trade.matching.board import Board
from advisor.trade.matching.condition_rows import Ints
from advisor.trade.matching.price_columns import RELATIVE_ERROR, Floats
from advisor.trade.matching.weighing import error_of


def superlatives(board: Board) -> dict[str, int | None]:
    """Code of `reasons` -> product index, None where fewer than two can be compared.

    Cheapest: by the cost, at the highest published price, of having the whole amount for all the days; a price that
    says only "from" is compared only with others of its kind. Fastest: by published days. Easiest: by `Ease`. Of
    several alike, the first in the order.
    """
    possible, prices = board.possible, board.table.prices
    priced = np.flatnonzero(possible & prices.is_priced)
    whole = priced[~prices.is_from_only[priced]]
    days = board.table.ease.days_to_funds
    timed = np.flatnonzero(possible & (days >= 0))
    able = np.flatnonzero(possible)
    return {
        "cheapest_published": _cheapest(board, whole if len(whole) else priced) if len(priced) > 1 else None,
        "fastest_published": _first_of(board, timed, days[timed]),
        "easiest": _first_of(board, able, board.weights.lost_points[able]),
    }


def _first_of(board: Board, among: Ints, figure: Ints | Floats) -> int | None:
    """Of the products with the smallest figure the first in the order."""
    return board.first(among[figure == figure.min()], 1)[0] if len(among) > 1 else None


def _cheapest(board: Board, among: Ints) -> int:
    about = board.held_about_fen[among]
    error = error_of(board.weights)[among] + RELATIVE_ERROR * about
    near = among[about - error <= (about + error).min()].tolist()
    exact = {index: board.held_fen(index) for index in near}
    least = min(exact.values())
    return board.first(np.array([index for index in near if exact[index] == least]), 1)[0]
