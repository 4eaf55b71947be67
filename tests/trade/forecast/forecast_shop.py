"""A made-up shop to forecast: 1,000 yuan a day in orders of 50, every stage and every cost a round number."""

from dataclasses import replace
from datetime import date

import numpy as np

from advisor.trade.delays import Delay
from advisor.trade.forecast.history import History
from advisor.trade.forecast.level import Level
from advisor.trade.forecast.sales_model import SalesModel
from advisor.trade.forecast.scenario import Scenario
from advisor.trade.forecast.terms import Terms
from advisor.trade.stages import InFlight

DAILY_FEN = 100_000
ORDER_FEN = 5_000


def in_flight(*groups):
    """Groups of (stage, days in it, days since payment, fen)."""
    columns = np.array(groups, np.int64).reshape(-1, 4).T
    return InFlight(*columns, orders=np.ones(len(groups), np.int64))


def sales_model(daily_fen=DAILY_FEN, weekly_change=0.05, unevenness=0.2, doubt=0.01, weekdays=(1.0,) * 7):
    level = Level(*(np.array([value]) for value in (float(daily_fen), doubt, weekly_change, unevenness, 1.0)))
    return SalesModel(level, np.array(weekdays), float(ORDER_FEN * 1.5), float(ORDER_FEN))


def shop(**changes):
    """The shop on 30 June 2026 with what is changed; `terms` as a mapping."""
    terms = replace(Terms(), **changes.pop("terms", {}))
    scenario = Scenario(
        as_of=date(2026, 6, 30),
        terms=terms,
        sales=sales_model(),
        stages=(Delay.fixed(2), Delay.fixed(3)),
        returns=Delay.of([0.0]),
        in_flight=in_flight(),
        settled_fen=np.zeros(0, np.int64),
        past_sales_fen=np.full(90, DAILY_FEN),
        past_refunds_fen=np.zeros(90, np.int64),
        season=np.ones(0),
        return_spread=0.0,
    )
    return replace(scenario, **changes)


def history(counts, order_fen=ORDER_FEN, first_day="2026-01-01"):
    """Days with so many orders of one size (a number, or one per day)."""
    counts = np.asarray(counts, np.int64)
    sales = counts * order_fen
    nothing = np.zeros(len(counts), np.int64)
    return History(np.datetime64(first_day), counts, sales, (counts * float(order_fen) ** 2), nothing)
