"""The self-assessment as a whole: measures, findings, strategies and plan of one shop, in one call."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from advisor.trade.swot.assessment import Assessment, assess
from advisor.trade.swot.difference import Snapshot, snapshot
from advisor.trade.swot.effects import CashModel
from advisor.trade.swot.knowledge import SwotKnowledge
from advisor.trade.swot.measured import Measured
from advisor.trade.swot.measures import measures_of
from advisor.trade.swot.plan import allowed_steps, plan
from advisor.trade.swot.plan_step import PlanStep
from advisor.trade.swot.shop_data import ShopData
from advisor.trade.swot.strategies import FittingStrategy, fitting_strategies


@dataclass(frozen=True)
class SelfAssessment:
    """Everything that is said of a shop. `measured`: name of the measure -> what the records tell."""

    assessment: Assessment
    measured: Mapping[str, Measured]
    strategies: tuple[FittingStrategy, ...]
    plan: tuple[PlanStep, ...]

    @property
    def snapshot(self) -> Snapshot:
        """What is kept of it, and compared with another."""
        return snapshot(self.assessment, self.plan)


def self_assessment(
    knowledge: SwotKnowledge,
    facts: Mapping[str, Any],
    data: ShopData | None = None,
    replaceable: Collection[str] = (),
) -> SelfAssessment:
    """Where a shop stands when it asks for money, and what to do about it. The same input gives the same result.

    Args:
        facts: question id -> kept value; None or missing: not known. `industry` is one of them.
        data: what the shop's records hold; its `facts` may be the same.
        replaceable: see `assess`.
    """
    measured = measures_of(data)
    found = assess(knowledge.factors, facts, facts.get("industry"), measured=measured, replaceable=replaceable)
    allowed = allowed_steps(knowledge, found)
    sensible = [one for one in knowledge.strategies.values() if one.steps[0] in allowed]
    strategies = fitting_strategies(sensible, found)
    counted = {item.field: item.value for item in found.items}
    model = CashModel({**facts, **counted}, data)
    return SelfAssessment(found, measured, strategies, plan(knowledge, found, strategies, model))
