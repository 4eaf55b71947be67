"""Measures on the days that money takes from payment to the bank."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from advisor.trade.stage import Stage
from advisor.trade.swot.measured import Measured
from advisor.trade.swot.shop_data import ShopData


def receivable_days(data: ShopData) -> Measured | None:
    """Mean days from payment to usable money, all stages, where the orders tell at least one of them."""
    if data.stages is None or not any(stage.source == "orders" for stage in data.stages.stages):
        return None
    orders = max(stage.finished + stage.open for stage in data.stages.stages)
    return _days("receivable_days", data, data.stages.mean_days, orders)


def ship_days(data: ShopData) -> Measured | None:
    """Mean days from payment to shipping."""
    return _of_stage(data, "ship")


def deliver_days(data: ShopData) -> Measured | None:
    """Mean days from shipping to delivery."""
    return _of_stage(data, "deliver")


def settle_days(data: ShopData) -> Measured | None:
    """Mean days from the buyer's confirmation to the settlement."""
    return _of_stage(data, "settle")


def _of_stage(data: ShopData, id: str) -> Measured | None:
    """A stage measured by itself on the shop's orders; not one by rule, nor one joined with another."""
    found: Stage | None = next((one for one in data.stages.stages if one.id == id), None) if data.stages else None
    if found is None or found.source != "orders":
        return None
    return _days(f"{id}_days", data, found.mean_days, found.finished)


def _days(name: str, data: ShopData, days: float, orders: int) -> Measured:
    figure = Decimal(str(days)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    whole = int(Decimal(str(days)).quantize(Decimal(1), ROUND_HALF_UP))
    first = data.book.first_day if data.book else None
    return Measured(name, whole, figure, "days", "orders", first, _day(data), orders)


def _day(data: ShopData) -> date | None:
    at = data.stages.as_of if data.stages else np.datetime64("NaT")
    return None if np.isnat(at) else at.astype("datetime64[D]").item()
