"""The scenario of a shop without an order file: steady sales as the merchant tells them, with wide doubt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from advisor.trade.delays import Delay
from advisor.trade.forecast.beginning import SEASON_DAYS
from advisor.trade.forecast.level import Level
from advisor.trade.forecast.sales_model import SalesModel
from advisor.trade.forecast.scenario import Scenario
from advisor.trade.forecast.terms import Terms
from advisor.trade.seasons import Season, multiples
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
) -> Scenario:
    """A shop that has sold the same every day and goes on doing so, give or take.

    Args:
        as_of: the day before the forecast's first.
        monthly_sales_fen: net sales of 30 days; refunds are taken off already, so that none are expected.
        receivable_days: from paying to usable money, all stages together.
        seasons: promotions and holidays of the platform.
        fee_share: what the platform keeps.
    """
    daily = monthly_sales_fen / DAYS_PER_MONTH
    level = Level(*(np.array([number]) for number in (daily, DOUBT, WEEKLY_CHANGE, UNEVENNESS, 1.0)))
    return Scenario(
        as_of=as_of,
        terms=terms,
        sales=SalesModel(level, np.ones(7), float(ORDER_FEN)),
        stages=(Delay.fixed(receivable_days),),
        returns=Delay.of([0.0]),
        in_flight=_in_flight(daily, receivable_days),
        settled_fen=np.zeros(1, np.int64),
        past_sales_fen=np.full(PAST_DAYS, round(daily)),
        past_refunds_fen=np.zeros(PAST_DAYS, np.int64),
        season=multiples(seasons, as_of + timedelta(days=1), SEASON_DAYS),
        fee_share=fee_share,
        return_spread=0.0,
        stage_ids=("+".join(STAGE_IDS),),
    )


def _in_flight(daily_fen: float, receivable_days: float) -> InFlight:
    """The sales of the last days, each still on its way; of the first of them a part."""
    ages = np.arange(int(np.ceil(receivable_days)))
    share = np.minimum(1.0, receivable_days - ages)
    money = np.rint(daily_fen * share).astype(np.int64)
    return InFlight(np.zeros_like(ages), ages, ages, money, np.maximum(1, money // ORDER_FEN))
