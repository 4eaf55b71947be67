"""What would open the most products that are out of reach now: single changes, tried on the conditions themselves.

Of a change that has a size (months, sales, amount, days) the smallest one is told that opens at least half of what the
largest within its bound would open: a step that can be taken, not the whole way. The bounds are our own values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any

import numpy as np

from advisor.trade.day_counts import month_after
from advisor.trade.matching.answers import evenly
from advisor.trade.matching.board import Board
from advisor.trade.matching.condition_rows import Bools
from advisor.trade.matching.criteria import NEED_FIELDS, as_number
from advisor.trade.matching.known import Case, known_of
from advisor.trade.matching.reach import Reaches
from advisor.trade.matching.results import Reason
from advisor.trade.matching.standing import NOT_NOW
from advisor.trade.records import Need

MONTHS_AT_MOST = 12
SALES_TIMES_AT_MOST = 3
NEED_PART_AT_LEAST = 4  # a fourth of the amount or the days: less is another need
SIZES_TRIED = 8
SCHEMES_SHOWN = 3
SCHEMES_THAT_HELP = ("subsidised_guaranteed_loan", "guarantee", "interest_subsidy", "matching_platform")


@dataclass(frozen=True)
class Change:
    """One thing that could be different: the facts and the need then, and how it is told."""

    step: Reason
    facts: dict[str, Any]
    need: Need


Limits = Mapping[str, Sequence[Decimal]]
"""Published limits by field, sorted."""


@dataclass(frozen=True)
class Kind:
    """A kind of change: the fields it cures, and its sizes from the smallest, for a case and the limits in reach."""

    code: str
    fields: tuple[str, ...]
    changes: Callable[[Case, Limits], Iterator[Change]]
    limits: tuple[tuple[str, str], ...] = ()  # (field, operator) whose values are the sizes to try


def first_steps(board: Board) -> tuple[Reason, ...]:
    """The changes that open products, the most first; then public schemes that may help meanwhile."""
    opened = [found for kind in KINDS if (found := _best(board, kind)) is not None]
    opened.sort(key=lambda step: (-step.params["opens"], -step.params.get("helps", 0)))
    return (*opened, *(Reason("public_scheme", {"product_id": id}) for id in _helpful_schemes(board)))


def _helpful_schemes(board: Board) -> list[str]:
    """Public schemes that may help now, the best first."""
    products = board.table.products
    possible = np.flatnonzero(board.table.is_scheme & (board.tiers != NOT_NOW)).tolist()
    helpful = np.array([index for index in possible if products[index].kind in SCHEMES_THAT_HELP], dtype=np.int64)
    return [products[index].id for index in board.first(helpful, SCHEMES_SHOWN)]


def _best(board: Board, kind: Kind) -> Reason | None:
    missed = board.standing.misses_in(kind.fields)
    among: Bools = board.table.is_loan & (missed > 0) & (missed == board.standing.misses)
    if not among.any():
        return _helping(board, kind, board.table.is_loan & (missed > 0))
    reaches = Reaches(board.standing, among)
    changes = list(kind.changes(board.case, _limits(board, kind, among)))
    opens = [_opens(board, change, reaches) for change in changes]
    if not any(opens):
        return None
    size = next(place for place, count in enumerate(opens) if 2 * count >= max(opens))
    return Reason(kind.code, {**changes[size].step.params, "opens": opens[size]})


def _helping(board: Board, kind: Kind, missing: Bools) -> Reason | None:
    """A change that opens nothing by itself but is one of several things missed; only of those that have no size."""
    change = None if kind.limits or not missing.any() else next(kind.changes(board.case, {}), None)
    if change is None:
        return None
    known = known_of(change.facts, change.need, board.case.cash)
    reach = Reaches(board.standing, missing).of(known)
    helps = int(reach.sizes[reach.totals(known) < reach.totals_now].sum())
    return Reason(kind.code, {**change.step.params, "opens": 0, "helps": helps}) if helps else None


def _opens(board: Board, change: Change, reaches: Reaches) -> int:
    """How many of the products the change makes possible."""
    known = known_of(change.facts, change.need, board.case.cash)
    reach = reaches.of(known)
    return int(reach.sizes[reach.tiers(reach.totals(known)) != NOT_NOW].sum())


def _limits(board: Board, kind: Kind, among: Bools) -> dict[str, list[Decimal]]:
    """The different limits that these products have for the fields of the kind, sorted."""
    return {
        field: sorted(as_number(value) for _, value in board.table.rows.pairs(field, among, operator))
        for field, operator in kind.limits
    }


def _wait(case: Case, limits: Limits) -> Iterator[Change]:
    """Older by some months; where both ages are known both grow."""
    ages = {name: value for name in AGES if (value := case.known.get(name)) is not None}
    waits = {
        int((limit - age).to_integral_value(ROUND_CEILING)) for name, age in ages.items() for limit in limits[name]
    }
    for months in sorted(one for one in waits if 0 < one <= MONTHS_AT_MOST):
        facts = {**case.facts, **{name: value + months for name, value in ages.items()}}
        step = Reason("wait_months", {"months": months, "on": month_after(case.today, months)})
        yield Change(step, facts, case.need)


def _sales(case: Case, limits: Limits) -> Iterator[Change]:
    """More sales a month, and as much more a year, up to a published limit of either."""
    monthly = case.facts.get("monthly_sales_fen")
    if not monthly:
        return
    yearly = case.known["yearly_revenue_fen"]
    sizes = {int(limit) for limit in limits["monthly_sales_fen"]}
    if yearly:
        for limit in limits["yearly_revenue_fen"]:
            sizes.add(int((limit * monthly / yearly).to_integral_value(ROUND_CEILING)))
    for size in evenly(sorted(one for one in sizes if monthly < one <= SALES_TIMES_AT_MOST * monthly), SIZES_TRIED):
        facts = {**case.facts, "monthly_sales_fen": size}
        if case.facts.get("yearly_revenue_fen") is not None:
            facts["yearly_revenue_fen"] = yearly * size // monthly
        params = {"monthly_sales_fen": size, "distance_fen": size - monthly}
        yield Change(Reason("raise_sales", params), facts, case.need)


def _returns(case: Case, limits: Limits) -> Iterator[Change]:
    """Fewer returns, down to a published limit."""
    for limit in reversed(evenly(limits["return_rate"], SIZES_TRIED)):
        step = Reason("lower_returns", {"return_rate": limit})
        yield Change(step, {**case.facts, "return_rate": str(limit)}, case.need)


def _less(case: Case, limits: Limits) -> Iterator[Change]:
    """A smaller amount, down to a published limit or to the sales money on its way."""
    need = case.need
    sizes = {int(limit) for limit in limits["need_amount_fen"]} | {case.known.get("on_its_way_fen", 0)}
    for amount_fen in reversed(evenly(sorted(one for one in sizes if _is_part(one, need.amount_fen)), SIZES_TRIED)):
        params = {"amount_fen": amount_fen, "distance_fen": need.amount_fen - amount_fen}
        yield Change(Reason("borrow_less", params), dict(case.facts), Need(amount_fen, need.days, need.within_days))


def _shorter(case: Case, limits: Limits) -> Iterator[Change]:
    """Fewer days, down to a published longest term."""
    need = case.need
    for days in reversed(
        evenly([int(limit) for limit in limits["need_days"] if _is_part(int(limit), need.days)], SIZES_TRIED)
    ):
        params = {"days": days, "distance_days": need.days - days}
        yield Change(Reason("shorter_term", params), dict(case.facts), Need(need.amount_fen, days, need.within_days))


def _is_part(part: int, whole: int) -> bool:
    return whole <= part * NEED_PART_AT_LEAST and part < whole


def _answered(code: str, field: str, value: Any, instead_of: Any) -> Callable[[Case, Limits], Iterator[Change]]:
    """The change that a fact is another one; only where it is one of some now."""

    def changes(case: Case, _: Limits) -> Iterator[Change]:
        if case.facts.get(field) in instead_of:
            yield Change(Reason(code, {}), {**case.facts, field: value}, case.need)

    return changes


AGES = ("months_in_business", "months_on_platform")
SALES = ("monthly_sales_fen", "yearly_revenue_fen")
KINDS = (
    Kind(
        "repay_overdue", ("credit_record",), _answered("repay_overdue", "credit_record", "minor_late", ("overdue_now",))
    ),
    Kind("get_licence", ("has_licence",), _answered("get_licence", "has_licence", True, (False,))),
    Kind("file_taxes", ("files_tax",), _answered("file_taxes", "files_tax", "regularly", ("sometimes", "never"))),
    Kind("borrow_less", NEED_FIELDS[:1], _less, (("need_amount_fen", "at_most"),)),
    Kind("shorter_term", NEED_FIELDS[1:], _shorter, (("need_days", "at_most"),)),
    Kind("wait_months", AGES, _wait, tuple((age, "at_least") for age in AGES)),
    Kind("raise_sales", SALES, _sales, tuple((name, "at_least") for name in SALES)),
    Kind("lower_returns", ("return_rate",), _returns, (("return_rate", "at_most"),)),
)
