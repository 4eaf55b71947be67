"""What goes out with the sales, on every path with its own: advertising and tax; `purchases` are the third."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from advisor.trade.forecast.draws import Floats
from advisor.trade.forecast.fixed_costs import falls_due
from advisor.trade.forecast.kernels import Whole, whole
from advisor.trade.forecast.purchases import Supply
from advisor.trade.forecast.scenario import Scenario, latest

TWO_MONTHS_DAYS = 62  # tax of the month before the last may still be due


@dataclass(frozen=True, eq=False)
class VariableCosts:
    """What of them does not differ between the paths. `tax_months`: day of payment, first day and day after the last of
    the month that is taxed, days of the forecast (negative: past)."""

    scenario: Scenario
    supply: Supply
    tax_months: tuple[tuple[int, int, int], ...]

    @classmethod
    def of(cls, scenario: Scenario, days: int) -> VariableCosts:
        return cls(scenario, Supply.of(scenario, days), _tax_months(scenario, days))

    def paid(self, sales: Floats, refunded: Floats) -> dict[str, Whole]:
        """Payments by kind, running totals in whole fen [days, paths]; kinds that cost nothing are left out.

        Args:
            sales: [days, paths] before refunds, fen.
            refunded: [days, paths] running total of all refunds since day 0.
        """
        terms, paid = self.scenario.terms, {}
        if terms.cost_share:
            paid["purchases"] = self.supply.paid(sales, refunded)
        if terms.advertising_share:
            paid["advertising"] = whole(terms.advertising_share * np.cumsum(sales, axis=0))
        if terms.tax_share and self.tax_months:
            paid["tax"] = self._tax(np.cumsum(sales, axis=0) - refunded)
        return paid

    def _tax(self, net: Floats) -> Whole:
        """On the net sales of each calendar month, paid on a day of the month after it; `net` running total."""
        past = latest(self.scenario.past_sales_fen, TWO_MONTHS_DAYS) - latest(
            self.scenario.past_refunds_fen, TWO_MONTHS_DAYS
        )
        before = np.concatenate([[0.0], np.cumsum(past[::-1])])
        total = np.zeros_like(net)
        for day, first, end in self.tax_months:
            taxed = before[max(0, -first)] - before[max(0, -end)] + np.zeros(net.shape[1])
            taxed += (net[end - 1] if end > 0 else 0.0) - (net[first - 1] if first > 0 else 0.0)
            total[day:] += whole(self.scenario.terms.tax_share * np.maximum(taxed, 0.0))
        return total


def _tax_months(scenario: Scenario, days: int) -> tuple[tuple[int, int, int], ...]:
    due = np.flatnonzero(falls_due(scenario, days, scenario.terms.tax_day))
    month = scenario.calendar(days)[due].astype("datetime64[M]")
    first, end = (_places(month - back, scenario.first_day) for back in (1, 0))
    return tuple((int(day), int(start), int(stop)) for day, start, stop in zip(due, first, end, strict=True))


def _places(month: Any, first_day: np.datetime64) -> npt.NDArray[np.int64]:
    places: npt.NDArray[np.int64] = (month.astype("datetime64[D]") - first_day).astype(np.int64)
    return places
