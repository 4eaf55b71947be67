"""Payments to suppliers, of a shop that orders by what it has sold lately.

Goods for the sales of day t come in `inventory_days` before t and are paid `payable_days` after that. How much comes in
follows the sales of the path until then: what was expected to be sold on day t, times sold / expected in the days just
over, as many as the stock lasts, two weeks at most. So a shop that buys what it has sold that day buys just that; one
whose sales fall buys less and less, one whose sales rise more and more, each some days behind its sales. (The stock
itself is not put right: it grows when sales fall, and is eaten into when they rise.) What came in before today is paid
as agreed. On the mean of all paths the ratio is 1, and purchases are those for the expected sales.

Returned goods that can be sold again need not be bought: they lessen what comes in on the day of their refund; more
returned than needed is set against the next purchases.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from advisor.trade.forecast.draws import Floats
from advisor.trade.forecast.kernels import Whole, whole
from advisor.trade.forecast.scenario import Scenario, latest
from advisor.trade.forecast.terms import Terms

LATELY_DAYS = 14
NOTHING = 1e-9


@dataclass(frozen=True, eq=False)
class Supply:
    """What is expected, fen at selling prices.

    `owed` [days] falls due for goods that came in before today, less what was returned before; `comes_in` [days] comes
    in on each day; `expected` [days] is sold on it; `past` [before] was sold on the last days, as many as are looked at
    on day 0 besides it.
    """

    terms: Terms
    owed: Floats
    comes_in: Floats
    expected: Floats
    past: Floats

    @classmethod
    def of(cls, scenario: Scenario, days: int) -> Supply:
        """Where terms are changed (`Scenario.agreed`), goods that are here today came in and are paid on the old ones,
        and what the new ones lack today comes in on day 0. Where more is expected than was planned (a promotion;
        `Scenario.planned_fen`), the goods for the rest are bought as well; where less is, what is here stays bought.
        """
        terms = scenario.terms
        before = scenario.agreed or terms
        longest = before.payable_days + before.inventory_days
        sold = np.concatenate(
            [
                latest(scenario.past_sales_fen, longest),
                scenario.expected_sales(days + max(terms.inventory_days, before.inventory_days)),
            ]
        )
        sold_on = np.arange(-longest, len(sold) - longest)
        is_here = sold_on < before.inventory_days
        planned = _planned(scenario, sold, longest)
        lacking = np.where(is_here, np.maximum(sold - planned, 0.0), sold)
        paid_on = sold_on[is_here] - before.inventory_days + before.payable_days
        returned = latest(scenario.past_refunds_fen, before.payable_days)
        spared_on = np.arange(len(returned))
        return cls(
            terms,
            _placed(paid_on, planned[is_here], days) - terms.resellable_share * _placed(spared_on, returned, days),
            _placed(np.maximum(sold_on - terms.inventory_days, 0), lacking, days),
            sold[longest : longest + days],
            latest(scenario.past_sales_fen, min(LATELY_DAYS, terms.inventory_days + 1) - 1),
        )

    def paid(self, sales: Floats, refunded: Floats) -> Whole:
        """Payments, running total in whole fen [days, paths]; arguments as in `VariableCosts.paid`."""
        bought = np.cumsum(self.comes_in[:, np.newaxis] * self._ratio(sales), axis=0)
        bought -= self.terms.resellable_share * refunded
        due, credit = np.cumsum(self.owed)[:, np.newaxis] + np.zeros_like(bought), self.terms.payable_days
        due[credit:] += bought[: max(0, len(bought) - credit)]
        due *= self.terms.cost_share
        return whole(np.maximum.accumulate(np.maximum(due, 0.0, out=due), axis=0))

    def _ratio(self, sales: Floats) -> Floats:
        """Sold / expected of the last days up to each day [days, paths]; days before day 0 were what they were."""
        expected = self._lately(self.expected[:, np.newaxis])
        ratio: Floats = self._lately(sales) / np.maximum(expected, NOTHING)
        return ratio

    def _lately(self, sales: Floats) -> Floats:
        window = len(self.past) + 1
        total = np.cumsum(sales, axis=0)
        total[window:] -= total[:-window].copy()
        early = self.past[::-1].cumsum()[::-1][: len(total)]  # what is left of the past in the window of day 0, 1, ...
        total[: len(early)] += early[:, np.newaxis]
        return total


def _planned(scenario: Scenario, sold: Floats, past: int) -> Floats:
    """What was planned to be sold on the days of `sold`, of which the first `past` are over."""
    if scenario.planned_fen is None:
        return sold
    planned = sold.copy()
    known = scenario.planned_fen[: len(sold) - past]
    planned[past : past + len(known)] = known
    return planned


def _placed(on: npt.NDArray[np.int64], money: Floats, days: int) -> Floats:
    """Money put on its day, [days]; what lies before or after is left out."""
    inside = (on >= 0) & (on < days)
    return np.bincount(on[inside], money[inside], days).astype(np.float64)
