"""Whether the shop earns anything at all: what no loan can mend."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.trade.forecast.scenario import Scenario
from advisor.trade.forecast.simulation import Forecast

FIXED = ("wages", "rent", "other", "tax")


@dataclass(frozen=True)
class Earnings:
    """Expected sums of the forecast's days in fen, whenever the cash comes or goes; costs are positive.

    `kept_fen`: sales not returned, less the platform's fee. `goods_fen`: cost of the goods sold and not back on
    the shelf. `fixed_fen`: wages, rent, other costs and tax.
    """

    kept_fen: int
    goods_fen: int
    advertising_fen: int
    fixed_fen: int

    @property
    def profit_fen(self) -> int:
        """Below 0 the shop loses money: a turnover loan only puts the end off, and costs interest."""
        return self.kept_fen - self.goods_fen - self.advertising_fen - self.fixed_fen


def earnings(scenario: Scenario, forecast: Forecast) -> Earnings:
    """Income and costs of the sales expected in the days of a forecast, in the manner of a profit and loss account.

    Goods that come back and can be sold again (`Terms.resellable_share`) cost nothing; the others are lost.
    """
    terms = scenario.terms
    sold_fen = float(scenario.expected_sales(len(forecast)).sum())
    back = scenario.returns.happens
    lost_fee_fen = sold_fen * back * scenario.fee_share if scenario.fee_returned == "never" else 0.0
    fixed_fen = -sum(int(forecast.line(kind).sum()) for kind in FIXED)
    return Earnings(
        kept_fen=round(sold_fen * (1 - back) * (1 - scenario.fee_share) - lost_fee_fen),
        goods_fen=round(sold_fen * terms.cost_share * (1 - terms.resellable_share * back)),
        advertising_fen=round(sold_fen * terms.advertising_share),
        fixed_fen=fixed_fen,
    )
