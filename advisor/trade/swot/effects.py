"""What a step is worth in yuan or days, by the forecast where there is one, else by the averages of the cash cycle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from advisor.trade.cash_cycle import CycleInputs
from advisor.trade.cycle_changes import FIELDS, changed_inputs
from advisor.trade.forecast.simulation import Forecast, simulate
from advisor.trade.forecast.what_if import RANKING_PATHS, NoChange, what_if
from advisor.trade.swot.plan_step import StepEffect
from advisor.trade.swot.shop_data import ShopData
from advisor.trade.swot_records import Step
from advisor.trade.what_if_reading import Change

CYCLE_FACTS = ("monthly_sales_fen", "cost_share", "inventory_days", "receivable_days", "payable_days")
"""The questions whose answers a cash cycle needs."""
ORDERS = "orders"
"""Stands for the shop's orders among what is needed."""


@dataclass(frozen=True, eq=False)
class CashModel:
    """What effects are computed with: the scenario of a forecast, the averages of a cash cycle, or neither.

    `facts`: question id -> kept value, measured ones among them.
    """

    facts: Mapping[str, Any]
    data: ShopData | None

    @cached_property
    def base(self) -> Forecast | None:
        """The forecast without any step; of fewer paths than the one a merchant is shown, as for all what-ifs."""
        scenario = self.data.scenario if self.data else None
        return simulate(scenario, seed=self._seed, paths=RANKING_PATHS) if scenario else None

    @cached_property
    def inputs(self) -> CycleInputs | None:
        """The averages, where all of them are known."""
        if self.missing:
            return None
        numbers = {name: Decimal(str(self.facts[name])) for name in CYCLE_FACTS if name != "monthly_sales_fen"}
        return CycleInputs(monthly_sales_fen=int(self.facts["monthly_sales_fen"]), **numbers)

    @property
    def missing(self) -> tuple[str, ...]:
        """The questions without an answer that a cash cycle needs."""
        return tuple(name for name in CYCLE_FACTS if self.facts.get(name) is None)

    def effect(self, step: Step) -> StepEffect | None:
        """The effect of a step; None where its numbers are not known or have nothing left to give."""
        changes = [Change(one.lever, one.mode, one.value) for one in step.changes]
        if not changes:
            return None
        return self._by_forecast(changes) or self._by_cycle(changes)

    def needs(self, step: Step) -> tuple[str, ...]:
        """What is to be known before the effect of a step can be computed; empty where that is not what is wanting."""
        if not step.changes or self.base is not None:
            return ()
        if all(one.lever not in FIELDS for one in step.changes):
            return (ORDERS,)
        return self.missing

    @property
    def _seed(self) -> int:
        return self.data.forecast.seed if self.data and self.data.forecast else 0

    def _by_forecast(self, changes: list[Change]) -> StepEffect | None:
        if self.base is None or self.data is None or self.data.scenario is None:
            return None
        try:
            found = what_if(self.data.scenario, changes, seed=self._seed, paths=RANKING_PATHS, base=self.base)
        except NoChange:
            return None
        return StepEffect(
            basis="forecast",
            moves=found.moves,
            gap_change_fen=found.gap_change_fen,
            gap_before_fen=found.gap_before.amount_fen,
            end_change_fen=found.end_change_fen,
            last_day=found.base.last_day,
        )

    def _by_cycle(self, changes: list[Change]) -> StepEffect | None:
        if self.inputs is None:
            return None
        after, moves = changed_inputs(self.inputs, changes)
        if not moves:
            return None
        return StepEffect(
            basis="cash_cycle",
            moves=moves,
            tied_up_change_fen=after.tied_up.total_fen - self.inputs.tied_up.total_fen,
            cycle_change_days=after.cycle.ccc_days - self.inputs.cycle.ccc_days,
        )
