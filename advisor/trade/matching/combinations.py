"""Products that serve a need together: where none does alone, or where two are clearly cheaper.

Three ways, each tried with the few cheapest products that could take part, and priced exactly:

- early_receipt_first: sales money that is on its way is received early and repaid when it comes; a credit line is the
  rest, and takes over then.
- fast_then_cheap: a fast product until the money of a cheaper, slower one is there.
- two_limits: one product to its limit, a second for the rest.

A pair is shown where no product alone is possible and in time, or where it saves a tenth and 100 yuan of the cheapest
such product, with weak prices counted as in `weighing`. Only prices with a published upper end take part, never two of
one lender, never a part that is not_now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from advisor.trade.matching.board import Board
from advisor.trade.matching.lenders import is_same_lender
from advisor.trade.matching.members import Member, Members
from advisor.trade.matching.one_product import match_of
from advisor.trade.matching.results import Combination, Part, Reason
from advisor.trade.matching.table import ProductTable
from advisor.trade.records import Need
from advisor.trade.schedules import DAYS_PER_YEAR

SAVES_AT_LEAST = 10  # a tenth
SAVES_AT_LEAST_FEN = 10_000
SMALLEST_PART = 10  # of the amount, a tenth: less is not worth a second application
SHOWN = 3


@dataclass(frozen=True)
class Draw:
    """One product's part before it is shown; `counts_fen` is its cost with what its source's weakness adds."""

    member: Member
    amount_fen: int
    from_day: int
    days: int
    cost_fen: int
    counts_fen: int


@dataclass(frozen=True)
class Plan:
    """Draws that serve the whole need."""

    code: str
    params: dict[str, int]
    draws: tuple[Draw, ...]

    @property
    def cost_fen(self) -> int:
        return sum(draw.cost_fen for draw in self.draws)

    @property
    def counts_fen(self) -> int:
        return sum(draw.counts_fen for draw in self.draws)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(draw.member.product.id for draw in self.draws)


def combinations(board: Board) -> tuple[Combination, ...]:
    """At most three, one of each way, the cheapest first."""
    members = Members(board)
    alone = members.cheapest_alone()
    found = [plan for way in (_early_receipt, _fast_then_cheap, _two_limits) if (plan := _cheapest(way(members)))]
    if alone is not None:
        found = [plan for plan in found if _is_clearly_cheaper(plan, alone.cost_fen, alone.counts_fen)]
    found.sort(key=lambda plan: (plan.cost_fen, plan.ids))
    return tuple(_shown(board, plan, None if alone is None else alone.cost_fen) for plan in found[:SHOWN])


def _cheapest(plans: Iterable[Plan]) -> Plan | None:
    return min(plans, key=lambda plan: (plan.counts_fen, plan.ids), default=None)


def _is_clearly_cheaper(plan: Plan, cost_fen: int, counts_fen: int) -> bool:
    def saves(together: int, alone: int) -> bool:
        return (alone - together) * SAVES_AT_LEAST >= alone and alone - together >= SAVES_AT_LEAST_FEN

    return saves(plan.cost_fen, cost_fen) and saves(plan.counts_fen, counts_fen)


def _early_receipt(members: Members) -> Iterator[Plan]:
    board = members.board
    need, on_its_way_fen = board.case.need, board.case.known.get("on_its_way_fen") or 0
    days = min(board.case.fee_days, need.days)
    params = {"on_its_way_fen": on_its_way_fen, "receivable_days": board.case.fee_days}
    for advance in members.advances:
        amount_fen = min(need.amount_fen, on_its_way_fen, advance.limit_fen or need.amount_fen)
        early = _draw(board, advance, amount_fen, 0, days)
        if early is None:
            continue
        for line in members.lines:
            if not is_same_lender(advance.product, line.product):
                then = _rest_on_a_line(board, line, amount_fen, days)
                if then:
                    yield Plan("early_receipt_first", params, (early, *then))


def _rest_on_a_line(board: Board, line: Member, early_fen: int, early_days: int) -> tuple[Draw, ...]:
    """What is drawn on a line beside an advance and after it; nothing where the line does not reach for it."""
    need = board.case.need
    rest_fen, later_days = need.amount_fen - early_fen, need.days - early_days
    wanted = [(rest_fen, 0, need.days)] if rest_fen else []
    wanted += [(early_fen, early_days, later_days)] if later_days else []
    together_fen = need.amount_fen if later_days else rest_fen
    if not wanted or (line.limit_fen is not None and line.limit_fen < together_fen):
        return ()
    draws = [_draw(board, line, *one) for one in wanted]
    return tuple(draw for draw in draws if draw is not None) if all(draws) else ()


def _fast_then_cheap(members: Members) -> Iterator[Plan]:
    board = members.board
    need, within_days = board.case.need, board.case.within_days
    if within_days is None:
        return
    for slow in members.slow_lines:
        assert slow.days_to_funds is not None
        late_days = -int(-slow.days_to_funds // 1) - within_days
        then = _draw(board, slow, need.amount_fen, late_days, need.days - late_days)
        for fast in members.fast_lines if then is not None else ():
            first = _draw(board, fast, need.amount_fen, 0, late_days)
            if first is not None and then is not None and not is_same_lender(fast.product, slow.product):
                yield Plan("fast_then_cheap", {"late_days": late_days}, (first, then))


def _two_limits(members: Members) -> Iterator[Plan]:
    board, need = members.board, members.board.case.need
    for one in members.lines:
        limit_fen = one.limit_fen
        if limit_fen is None or not need.amount_fen <= limit_fen * SMALLEST_PART or limit_fen >= need.amount_fen:
            continue
        full = _draw(board, one, limit_fen, 0, need.days)
        for other in members.lines if full is not None else ():
            rest = _draw(board, other, need.amount_fen - limit_fen, 0, need.days)
            if full is not None and rest is not None and not is_same_lender(one.product, other.product):
                yield Plan("two_limits", {"amount_max_fen": limit_fen}, (full, rest))


def _draw(board: Board, member: Member, amount_fen: int, from_day: int, days: int) -> Draw | None:
    """A part of a plan, None where the product is not for it or its money comes too late."""
    if amount_fen <= 0 or days <= 0 or member.is_late(board.case.within_days, from_day):
        return None
    priced = member.priced_for(board.case, Need(amount_fen, days))
    return None if priced is None else Draw(member, amount_fen, from_day, days, *priced)


def _shown(board: Board, plan: Plan, alone_fen: int | None) -> Combination:
    parts = tuple(_part(board, draw) for draw in plan.draws)
    low = sum(_low_fen(part) for part in parts)
    money_days = sum(part.amount_fen * part.days for part in parts)
    rate = Decimal(plan.cost_fen) * DAYS_PER_YEAR / money_days
    code = "cheaper_together" if plan.code == "two_limits" and alone_fen is not None else plan.code
    saves_fen = None if alone_fen is None else alone_fen - plan.cost_fen
    return Combination(
        parts=parts,
        cost_low_fen=low,
        cost_high_fen=plan.cost_fen,
        all_in_yearly_rate=rate.quantize(Decimal("0.0001"), ROUND_HALF_UP),
        days_to_funds=_days_to_funds(parts),
        why=Reason(code, {**plan.params, "saves_fen": saves_fen}),
    )


def _part(board: Board, draw: Draw) -> Part:
    """The draw with its match: the product alone on a board, for just this amount and these days."""
    within_days = board.case.within_days
    by_then = None if within_days is None else within_days + draw.from_day
    case = board.case.for_part(Need(draw.amount_fen, draw.days, by_then))
    match = match_of(Board.of(ProductTable.of([draw.member.product]), case), 0)
    return Part(match, draw.amount_fen, draw.from_day, draw.days)


def _low_fen(part: Part) -> int:
    low = part.match.cost_low_fen if part.match.cost_low_fen is not None else part.match.cost_high_fen
    assert low is not None  # only priced products take part
    return low


def _days_to_funds(parts: Iterable[Part]) -> Decimal | None:
    days = [part.match.days_to_funds for part in parts if part.from_day == 0]
    known = [one for one in days if one is not None]
    return max(known) if known and len(known) == len(days) else None
