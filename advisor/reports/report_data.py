"""What a report is made of. The caller gathers it; everything that a report shows is worked out from this alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from advisor.trade.cash_cycle import CycleInputs
from advisor.trade.forecast.simulation import Forecast
from advisor.trade.matching import Match
from advisor.trade.order_book import OrderBook
from advisor.trade.records import Lpr, Need, Product, Question
from advisor.trade.stages import Stages
from advisor.trade.swot import SelfAssessment, SwotKnowledge


@dataclass(frozen=True, eq=False)
class CheckUp:
    """A self-assessment, the catalogue it was made with, and the day on which the merchant answered last."""

    result: SelfAssessment
    knowledge: SwotKnowledge
    on: date


@dataclass(frozen=True)
class ProductLine:
    """A product with its match; what speaks for it and against it in the report's language, empty without any."""

    product: Product
    match: Match
    speaks_for: str = ""
    against: str = ""


@dataclass(frozen=True, eq=False)
class Report:
    """Everything that a report shows. None, or no products: not known yet, and the report says how to get it.

    language: zh or en. shop: its name, any text; empty where it is not known. facts: question id -> kept value.
    products: at most three, the best first; of `considered` in all. book, stages: of the shop's orders. cycle: from
    answers, where there are no orders.
    """

    language: str
    made_on: date
    questions: Mapping[str, Question]
    shop: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    check_up: CheckUp | None = None
    book: OrderBook | None = None
    stages: Stages | None = None
    cycle: CycleInputs | None = None
    forecast: Forecast | None = None
    need: Need | None = None
    products: tuple[ProductLine, ...] = ()
    considered: int = 0
    lpr: Lpr | None = None
