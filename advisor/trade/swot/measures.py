"""The measures of the self-assessment: a table from name to function over the shop's data.

A factor of knowledge/swot.yml names one in `formula`. Each gives an answer in the form of the factor's question, with
its evidence, or None where the records do not tell. A measure that would mislead tells nothing: fewer than 20 orders,
or a rule of the platform in place of the shop's own days.
"""

from __future__ import annotations

from collections.abc import Callable

from advisor.trade.swot.measured import Measured
from advisor.trade.swot.measures_of_money import cash_ahead, cash_buffer_days, profit, yearly_revenue_fen
from advisor.trade.swot.measures_of_orders import (
    monthly_sales_fen,
    months_on_platform,
    peak_share,
    rating,
    refund_speed,
    return_rate,
    sales_trend,
    trading_days,
)
from advisor.trade.swot.measures_of_stages import deliver_days, receivable_days, settle_days, ship_days
from advisor.trade.swot.shop_data import ShopData

MEASURES: dict[str, Callable[[ShopData], Measured | None]] = {
    one.__name__: one
    for one in (
        months_on_platform, rating, refund_speed, monthly_sales_fen, sales_trend, return_rate, trading_days, peak_share,
        receivable_days, ship_days, deliver_days, settle_days, cash_buffer_days, cash_ahead, profit, yearly_revenue_fen,
    )
}  # fmt: skip


def measures_of(data: ShopData | None) -> dict[str, Measured]:
    """Name -> measure, of those that the shop's records tell."""
    if data is None:
        return {}
    found = {name: measure(data) for name, measure in MEASURES.items()}
    return {name: one for name, one in found.items() if one is not None}
