"""Strategies of a TOWS matrix: what an inner finding and an outer one together call for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from advisor.trade.swot.assessment import Assessment
from advisor.trade.swot.items import Item
from advisor.trade.swot_records import Strategy

KINDS = {
    "SO": ("strength", "opportunity"),
    "WO": ("weakness", "opportunity"),
    "ST": ("strength", "challenge"),
    "WT": ("weakness", "challenge"),
}
"""The two quadrants that a kind of strategy brings together."""


@dataclass(frozen=True)
class FittingStrategy:
    """A strategy of the catalogue that fits, with the two findings it rests on (factor ids)."""

    strategy_id: str
    kind: str  # SO | WO | ST | WT
    inside: str
    outside: str
    weight: int  # of both findings together, 2 to 6


def fitting_strategies(strategies: Iterable[Strategy], assessment: Assessment) -> tuple[FittingStrategy, ...]:
    """The strategies of which both findings are there, the heaviest first and then in the order of the catalogue."""
    found = [fit for strategy in strategies if (fit := _fit(strategy, assessment))]
    return tuple(sorted(found, key=lambda one: -one.weight))


def _fit(strategy: Strategy, assessment: Assessment) -> FittingStrategy | None:
    inner, outer = KINDS[strategy.kind]
    inside = _heaviest(assessment.quadrants[inner], strategy.inside)
    outside = _heaviest(assessment.quadrants[outer], strategy.outside)
    if inside is None or outside is None:
        return None
    weight = inside.weight + outside.weight
    return FittingStrategy(strategy.id, strategy.kind, inside.factor_id, outside.factor_id, weight)


def _heaviest(items: Sequence[Item], factor_ids: Sequence[str]) -> Item | None:
    """Items are sorted: the first of these factors."""
    return next((item for item in items if item.factor_id in factor_ids), None)
