"""What a shop's own records hold, as far as they are known: what the self-assessment measures itself on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from advisor.trade.forecast.scenario import Scenario
from advisor.trade.forecast.simulation import Forecast
from advisor.trade.order_book import OrderBook
from advisor.trade.stages import Stages


@dataclass(frozen=True)
class PortalFigures:
    """What the seller portal says of a shop on the day `on`; None: not said."""

    on: date
    opened_on: date | None = None
    rating: Decimal | None = None  # 0 to 5
    refund_hours: int | None = None  # median from the buyer's request to the refund, last 30 days


@dataclass(frozen=True, eq=False)
class ShopData:
    """Everything that is measured of one shop; each part None where it is not known.

    facts: question id -> kept value: days of stock, cost share and what else goes into the cash cycle. book: of all
    orders; recent: of the last 90 days. Amounts count only where their currency is CNY. scenario and forecast belong
    together.
    """

    as_of: date
    facts: Mapping[str, Any] = field(default_factory=dict)
    book: OrderBook | None = None
    recent: OrderBook | None = None
    stages: Stages | None = None
    scenario: Scenario | None = None
    forecast: Forecast | None = None
    portal: PortalFigures | None = None
