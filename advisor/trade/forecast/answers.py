"""The scenario of a shop without an order file: steady sales as the merchant tells them, with wide doubt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from advisor.trade.delays import Delay
from advisor.trade.forecast.beginning import begun_on, waiting
from advisor.trade.forecast.level import Level
from advisor.trade.forecast.sales_model import SalesModel
from advisor.trade.forecast.scenario import Scenario
from advisor.trade.forecast.terms import Terms
from advisor.trade.seasons import Season
from advisor.trade.stage_path import STAGE_IDS
from advisor.trade.stages import InFlight

DAYS_PER_MONTH = 30
PAST_DAYS = 92
ORDER_FEN = 10_000  # an order's money where no order was seen
# How little a monthly figure by heart says; our own working values, wider than most shops with a history show.
DOUBT, WEEKLY_CHANGE, UNEVENNESS = 0.2**2, 0.1, 0.45


def stated_scenario(
    as_of: date,
    terms: Terms,
    monthly_sales_fen: int,
    receivable_days: float,
    seasons: Sequence[Season] = (),
    fee_share: float = 0.0,
    fee_returned: str = "always",
) -> Scenario:
    """A shop that has sold the same every day and goes on doing so, give or take.

    Args:
        as_of: the day before the forecast's first.
        monthly_sales_fen: net sales of 30 days; refunds are taken off already, so that none are expected.
        receivable_days: from paying to usable money, all stages together.
        seasons: promotions and holidays of the platform.
        fee_share, fee_returned: what the platform keeps, and whether it gives it back on a refund (`Scenario`).
    """
    daily = monthly_sales_fen / DAYS_PER_MONTH
    mean, doubt, change, uneven, weight = np.array([[daily], [DOUBT], [WEEKLY_CHANGE], [UNEVENNESS], [1.0]])
    level = Level(mean, doubt, change, uneven, weight)
    scenario = Scenario(
        as_of=as_of,
        terms=terms,
        sales=SalesModel(level, np.ones(7), float(ORDER_FEN)),
        stages=(Delay.fixed(receivable_days),),
        returns=Delay.of([0.0]),
        in_flight=waiting(_in_flight(daily, receivable_days), np.ones(1, np.bool_), as_of, seasons),
        settled_fen=np.zeros(1, np.int64),
        past_sales_fen=np.full(PAST_DAYS, round(daily)),
        past_refunds_fen=np.zeros(PAST_DAYS, np.int64),
        season=np.ones(0),
        fee_share=fee_share,
        fee_returned=fee_returned,
        return_spread=0.0,
        stage_ids=("+".join(STAGE_IDS),),
    )
    return begun_on(scenario, as_of, seasons)


def _in_flight(daily_fen: float, receivable_days: float) -> InFlight:
    """The sales of the last days, each still on its way; of the first of them a part."""
    ages = np.arange(int(np.ceil(receivable_days)))
    share = np.minimum(1.0, receivable_days - ages)
    money = np.rint(daily_fen * share).astype(np.int64)
    return InFlight(np.zeros_like(ages), ages, ages, money, np.maximum(1, money // ORDER_FEN))
