"""The one missing fact that would change the answer most.

For each fact that a condition of a product still possible asks for, and each plausible answer, it is worked out how the
first three places and the tiers would change. A fact is worth the expected share of the first three places that would
change (another product, or the same in another tier) plus the expected share of open products whose tier would, every
answer being as likely as the next (`answers.weight` has the exceptions). First places are sought among the first `HEAD`
possible products.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from advisor.trade.matching.answers import plausible_answers, weight
from advisor.trade.matching.board import Board
from advisor.trade.matching.condition_rows import Bools, Ints
from advisor.trade.matching.criteria import NEED_FIELDS
from advisor.trade.matching.head import PLACES, Head
from advisor.trade.matching.known import known_of
from advisor.trade.matching.one_product import ASKABLE_BUILT_IN
from advisor.trade.matching.reach import Reach, Reaches
from advisor.trade.matching.results import Asking, Reason
from advisor.trade.matching.standing import UNKNOWN_TIER

HEAD = 30


@dataclass(frozen=True)
class _Worth:
    field: str
    gain: Fraction
    decides: int
    could_change_first: bool


def ask_next(board: Board) -> Asking | None:
    """The fact most worth asking for; None when none would change anything.

    A fact once asked and not known (a key of the facts with None) is not asked again.
    """
    possible = board.possible
    fields = [field for field in sorted(board.table.rows.fields) if _is_askable(board, field, possible)]
    if not fields:
        return None
    head = Head.of(board, board.first(np.flatnonzero(possible), HEAD))
    is_open = possible & (board.standing.opens > 0)
    found = [_worth(board, head, field, plausible_answers(board.table.rows, field, is_open)) for field in fields]
    best = min(found, key=lambda one: (-one.gain, -one.decides, one.field))
    if not best.gain:
        return None
    params = {
        "field": best.field,
        "decides": best.decides,
        "could_change_first": best.could_change_first,
        "first_id": board.table.products[head.products[0]].id,
    }
    return Asking(best.field, Reason("decides_products", params), best.decides)


def _is_askable(board: Board, field: str, possible: Bools) -> bool:
    rows, is_built_in = board.table.rows, field in (*NEED_FIELDS, "collateral", "on_its_way_fen")
    if field in board.case.facts or is_built_in:
        return False
    return (field in rows.published or field in ASKABLE_BUILT_IN) and board.standing.has_open(field, possible)


def _worth(board: Board, head: Head, field: str, answers: Sequence[Any]) -> _Worth:
    reaches = Reaches(board.standing, board.possible)
    changed_places, changed_tiers, could_change_first = Fraction(0), Fraction(0), False
    decided: dict[Reach, Bools] = {}
    touched: dict[Reach, tuple[Ints, Ints]] = {}
    for answer in answers:
        likely, known = weight(field, answer), _known_with(board, field, answer)
        reach = reaches.of(known)
        totals = reach.totals(known)
        is_other = reach.tiers(totals) != reach.tiers_now
        decided[reach] = decided.get(reach, False) | is_other
        changed_tiers += likely * int(reach.sizes[is_other].sum())
        touched[reach] = touched.get(reach) or head.touched(reach)
        places, is_other_first = head.changes(touched[reach], totals)
        changed_places += likely * places
        could_change_first |= is_other_first
    open_products = max(1, int((board.possible & (board.tiers == UNKNOWN_TIER)).sum()))
    all_weights = sum(weight(field, answer) for answer in answers) or 1
    gain = (changed_places / PLACES + changed_tiers / open_products) / all_weights
    return _Worth(field, gain, _count(decided, len(board.table)), could_change_first)


def _count(decided: Mapping[Reach, Bools], products: int) -> int:
    """How many products are in one of these groups."""
    found = np.zeros(products, dtype=bool)
    for reach, groups in decided.items():
        found[reach.products[groups[reach.groups]]] = True
    return int(found.sum())


def _known_with(board: Board, field: str, answer: Any) -> dict[str, Any]:
    return known_of({**board.case.facts, field: answer}, board.case.need, board.case.cash)
