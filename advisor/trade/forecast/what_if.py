"""What a change in the business is worth: the same futures once more with one thing different."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from advisor.trade.delays import Delay
from advisor.trade.forecast.draws import Floats
from advisor.trade.forecast.gap import Gap
from advisor.trade.forecast.scenario import Scenario
from advisor.trade.forecast.simulation import DAYS, Forecast, simulate
from advisor.trade.forecast.terms import LIMITS
from advisor.trade.what_if_reading import Change

SURE_ENOUGH = 1  # place of the 80 % gap among `Forecast.gaps`
RANKING_PATHS = 2_000
PROMOTION_STARTS_DAYS = 14  # from today: the goods for it have to be bought first
RETURNED_AFTER_DAYS = 7  # where nothing was ever returned, and the question is "if it were"
LEVERS: tuple[Change, ...] = (
    Change("payable_days", "add", Decimal(15)),
    Change("inventory_days", "add", Decimal(-5)),
    Change("return_rate", "add", Decimal("-0.02")),
    Change("ship_days", "add", Decimal(-1)),
    Change("settle_days", "add", Decimal(-3)),
    Change("advertising_share", "multiply", Decimal("0.8")),
)
"""What a shop can try by itself, each by as much as is within reach."""
STAGE_OF = {"ship_days": "ship", "deliver_days": "deliver", "confirm_days": "confirm", "settle_days": "settle"}
TERM_OF = {
    "payable_days": "payable_days",
    "inventory_days": "inventory_days",
    "advertising_share": "advertising_share",
    "cost_share": "cost_share",
    "fixed_costs_fen": "other_fen",
    "opening_cash_fen": "opening_cash_fen",
}


class NoChange(ValueError):
    """The change changes nothing in this shop: the lever has nothing left to give, or the shop has no such stage."""


@dataclass(frozen=True)
class Move:
    """A lever's number before and after a change: days, a fraction, fen or a multiple of sales."""

    change: Change
    before: float
    after: float


@dataclass(frozen=True, eq=False)
class Effect:
    """The forecast with one or several changes beside the one without; both met the same luck."""

    moves: tuple[Move, ...]
    base: Forecast
    changed: Forecast
    scenario: Scenario  # with the changes

    @property
    def gap_before(self) -> Gap:
        """The gap that is enough in 80 % of the futures."""
        return self.base.gaps[SURE_ENOUGH]

    @property
    def gap_after(self) -> Gap:
        return self.changed.gaps[SURE_ENOUGH]

    @property
    def gap_change_fen(self) -> int:
        """Change of that gap; below zero: less is missing."""
        return self.gap_after.amount_fen - self.gap_before.amount_fen

    @property
    def end_change_fen(self) -> int:
        """Change of the middle balance on the last evening: what is earned or lost by then."""
        return int(self.changed.p50_fen[-1] - self.base.p50_fen[-1])


def what_if(
    scenario: Scenario,
    changes: Sequence[Change],
    *,
    seed: int,
    paths: int,
    base: Forecast | None = None,
) -> Effect:
    """The effect of changes made together. Those that change nothing are left out of `Effect.moves`.

    Args:
        scenario: the shop as it is.
        base: the forecast of `scenario` with the same seed and paths, where the caller has it.

    Raises:
        NoChange: none of them changes anything.
    """
    changed, moves = scenario, []
    for change in changes:
        try:
            following, before, after = applied(changed, change)
        except NoChange:
            continue
        if after != before:
            changed = following
            moves.append(Move(change, before, after))
    if not moves:
        raise NoChange(", ".join(change.lever for change in changes))
    base = base or simulate(scenario, seed=seed, paths=paths)
    return Effect(tuple(moves), base, simulate(changed, seed=seed, paths=paths, days=len(base)), changed)


def ranked_levers(scenario: Scenario, seed: int, paths: int = RANKING_PATHS) -> list[Effect]:
    """The effect of every lever of `LEVERS` that can do anything here, the greatest relief of the gap first.

    Those that leave the gap alike are ranked by the balance at the end, then as in the table.
    """
    base = simulate(scenario, seed=seed, paths=paths)
    found = []
    for change in LEVERS:
        with contextlib.suppress(NoChange):
            found.append(what_if(scenario, [change], seed=seed, paths=paths, base=base))
    return sorted(found, key=lambda effect: (effect.gap_change_fen, -effect.end_change_fen))


def applied(scenario: Scenario, change: Change) -> tuple[Scenario, float, float]:
    """The scenario with the change, and the lever's number before and after.

    Numbers are held within what is possible: days and shares are never below 0, more than all cannot come back.

    Raises:
        NoChange: the shop has no such stage, or no loan to leave out.
    """
    if change.lever in STAGE_OF:
        return _stage_changed(scenario, change)
    if change.lever in TERM_OF:
        return _term_changed(scenario, change)
    return OTHERS[change.lever](scenario, change)


def _moved(before: float, change: Change) -> float:
    return float(change.moved(Decimal(repr(float(before)))))


def _stage_changed(scenario: Scenario, change: Change) -> tuple[Scenario, float, float]:
    place = next((at for at, name in enumerate(scenario.stage_ids) if STAGE_OF[change.lever] in name.split("+")), None)
    if place is None:
        raise NoChange(change.lever)
    before = scenario.stages[place]
    days = max(0.0, _moved(before.mean_days, change))
    after = before.moved(days - before.mean_days)
    stages = (*scenario.stages[:place], after, *scenario.stages[place + 1 :])
    return replace(scenario, stages=stages), before.mean_days, after.mean_days


def _term_changed(scenario: Scenario, change: Change) -> tuple[Scenario, float, float]:
    field = TERM_OF[change.lever]
    before = getattr(scenario.terms, field)
    low, high = LIMITS[field]
    after = min(max(_moved(float(before), change), low), high)
    value = after if field.endswith("_share") else round(after)
    agreed = scenario.agreed or scenario.terms
    moved: dict[str, Any] = {field: value}
    return (
        replace(scenario, terms=replace(scenario.terms, **moved), agreed=agreed),
        float(before),
        float(value),
    )


def _returns_changed(scenario: Scenario, change: Change) -> tuple[Scenario, float, float]:
    before = scenario.returns.happens
    after = min(max(_moved(before, change), 0.0), 1.0)
    usual = scenario.returns if before else Delay.fixed(RETURNED_AFTER_DAYS)
    return replace(scenario, returns=usual.scaled(after / usual.happens)), before, after


def _sales_changed(scenario: Scenario, change: Change) -> tuple[Scenario, float, float]:
    before = scenario.sales_factor
    after = max(0.0, _moved(before, change))
    return replace(scenario, sales_factor=after, planned_fen=_planned(scenario)), before, after


def _promoted(scenario: Scenario, change: Change) -> tuple[Scenario, float, float]:
    length = min(max(1, change.days or 1), DAYS - PROMOTION_STARTS_DAYS)
    season = scenario.multiples(max(DAYS, len(scenario.season)))
    season[PROMOTION_STARTS_DAYS : PROMOTION_STARTS_DAYS + length] *= float(change.value)
    return replace(scenario, season=season, planned_fen=_planned(scenario)), 1.0, float(change.value)


def _planned(scenario: Scenario) -> Floats:
    """What the goods that are here were bought for: the sales expected before any change."""
    return (
        scenario.expected_sales(LIMITS["inventory_days"][1]) if scenario.planned_fen is None else scenario.planned_fen
    )


def _without_loans(scenario: Scenario, change: Change) -> tuple[Scenario, float, float]:
    borrowed = float(sum(loan.principal_fen for loan in scenario.terms.loans))
    return replace(scenario, terms=replace(scenario.terms, loans=())), borrowed, 0.0


OTHERS: dict[str, Callable[[Scenario, Change], tuple[Scenario, float, float]]] = {
    "return_rate": _returns_changed,
    "sales": _sales_changed,
    "promotion": _promoted,
    "no_loan": _without_loans,
}
