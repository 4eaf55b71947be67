"""Matching of one shop and its need with all products: see `match`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date

import numpy as np

from advisor.trade.matching.asking import ask_next
from advisor.trade.matching.board import Board
from advisor.trade.matching.combinations import combinations
from advisor.trade.matching.condition_rows import Ints
from advisor.trade.matching.first_steps import first_steps
from advisor.trade.matching.gap_reasons import about_need
from advisor.trade.matching.known import Case
from advisor.trade.matching.one_product import match_of
from advisor.trade.matching.ranked import Ranked
from advisor.trade.matching.results import TIERS, CashPosition, Match, Matches
from advisor.trade.matching.superlatives import superlatives
from advisor.trade.matching.table import ProductTable
from advisor.trade.records import Lpr, Need, Product, Profile


def match(
    products: Iterable[Product] | ProductTable,
    profile: Profile,
    need: Need,
    *,
    today: date,
    lpr: Lpr | None = None,
    cautions: Collection[str] = (),
    cash: CashPosition | None = None,
) -> Matches:
    """Match a shop and its need with products.

    Tiers: not_now when a condition is not met; unknown when a fact of the shop is missing, a low-confidence condition
    is not met, or nothing published speaks for the shop; eligible when the product is active, publishes conditions and
    its largest amount, and all are met; likely otherwise. Closed products are left out.

    Order: tier; of near misses the nearest (what neither time nor work cures counts four times); a published price
    before none; then what the product counts by `weighing`: its cost for the need and what its doubtful price, late
    money, misfit, effort and touched weaknesses add to it; then its cost, days, ease and id. Who offers it is no part.

    Args:
        products: in any order, which does not matter; a `ProductTable` of them where there are many.
        profile: what is known of the shop; a key with None was asked and is not known, and is not asked again.
        need: amount and days above zero.
        today: the day of the question: for the age of figures, and the day on which time cures a condition.
        lpr: the current loan prime rate, to warn above four times of it; None gives no warning.
        cautions: fields touched by weaknesses of the self-assessment (`advisor.trade.swot.cautions`).
        cash: what the cash cycle or the forecast found. Its gap tells how soon and how long money is needed where the
            need does not; sales money on its way is what an advance can be at most.

    Returns:
        All products that are not closed, the best first; schemes apart. The same whatever the order of `products`.

    Raises:
        ValueError: amount or days of the need are not positive, or two products have one id.
    """
    if need.amount_fen <= 0 or need.days <= 0:
        raise ValueError(f"a need has an amount and days above zero, not {need}")
    table = products if isinstance(products, ProductTable) else ProductTable.of(products)
    board = Board.of(table, Case.of(profile.facts, need, today, cautions, lpr, cash))
    best = superlatives(board)

    def one(index: int) -> Match:
        return match_of(board, index, [code for code, first in best.items() if first == index])

    ranked = _in_order(board, np.flatnonzero(table.is_loan), one)
    loans = board.tiers[table.is_loan]
    named = {code: None if index is None else one(index) for code, index in best.items()}
    return Matches(
        ranked=ranked,
        schemes=_in_order(board, np.flatnonzero(table.is_scheme), one),
        counts={tier: int((loans == place).sum()) for place, tier in enumerate(TIERS)},
        cheapest=named["cheapest_published"],
        fastest=named["fastest_published"],
        easiest=named["easiest"],
        combinations=combinations(board),
        ask_next=ask_next(board),
        first_steps=first_steps(board),
        about_need=about_need(board.case),
    )


def _in_order(board: Board, among: Ints, one: Callable[[int], Match]) -> Ranked:
    return Ranked(len(among), lambda count: board.first(among, count), one)
