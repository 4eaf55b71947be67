"""`forecast --backtest`: forecasts made on past days of a file from what was known then, held against what came."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

import numpy as np

from advisor.catalogue.store import Catalogue
from advisor.commands.order_file import order_file, settlement_rule
from advisor.commands.output import CommandError, show
from advisor.commands.seeding import seeded_catalogue
from advisor.trade.forecast.backtest import Backtest, cash_backtest, origins, sales_backtest
from advisor.trade.forecast.history import History, history_of
from advisor.trade.orders import Orders
from advisor.trade.past import end_of, known_at, sold_until
from advisor.trade.seasons import for_platform, multiples
from advisor.trade.stage_path import ENOUGH_ORDERS

WEEKS = (1, 2, 4, 8, 13)
KNOWN_DAYS = 28  # before the first forecast
MOST_ORIGINS = 52
OTHER_PLATFORM = "other"


def measured_forecast(options: Namespace) -> int:
    """Share of what came between P10 and P90, by weeks, and how much too much was promised.

    Raises:
        CommandError: --terms is given too, or the file is too short.
    """
    if options.terms:
        raise CommandError(
            "--terms: --backtest measures money from sales, which the terms do not change; leave one out"
        )
    file = order_file(options.orders)
    orders = known_at(file.orders, end_of(options.as_of)) if options.as_of else file.orders
    catalogue, platform = seeded_catalogue(), options.platform or file.platform or OTHER_PLATFORM
    history = _history(options.orders, orders)
    days = origins(history, 1, first_after_days=KNOWN_DAYS)[-MOST_ORIGINS:]
    if not days:
        needed = KNOWN_DAYS + 7
        raise CommandError(f"{options.orders}: {len(history)} whole days of orders; a backtest needs {needed} at least")
    of, result = _result(orders, history, days, catalogue, platform)
    value = {
        "of": of,
        "platform": platform,
        "first_origin": str(days[0]),
        "last_origin": str(days[-1]),
        **_measure(result),
        "by_horizon": [
            {"weeks": weeks, **_measure(part)} for weeks in WEEKS if (part := result.of_weeks(weeks)).points
        ],
    }
    show(options, value, _text(value, len(days)))
    return 0


def _history(name: str, orders: Orders) -> History:
    try:
        return history_of(orders, sold_until(orders))
    except ValueError as error:
        raise CommandError(f"{name}: {error}") from None


def _result(orders: Orders, history: History, days: Any, catalogue: Catalogue, platform: str) -> tuple[str, Backtest]:
    """Of cash where the orders tell when money was settled, else of sales."""
    seasons, rule = for_platform(catalogue.seasons(), platform), settlement_rule(catalogue, platform)
    if (~np.isnat(orders.settled_at)).sum() >= ENOUGH_ORDERS:
        return "cash", cash_backtest(orders, rule, WEEKS, days, seasons)
    season = multiples(seasons, history.first_day.item(), len(history))
    return "sales", sales_backtest(history, season, WEEKS, days)


def _measure(result: Backtest) -> dict[str, Any]:
    names = {"inside": result.coverage, "below": result.below, "bias": result.bias}
    rounded = {name: round(number, 4) if number == number else None for name, number in names.items()}
    return {"points": len(result.points), **rounded}


def _text(value: dict[str, Any], origins: int) -> str:
    by_weeks = ", ".join(f"{one['weeks']} wk {one['inside']:.0%} of {one['points']}" for one in value["by_horizon"])
    bias = value["bias"]
    told = (
        "nothing came to measure the bias by"
        if bias is None
        else f"{abs(bias):.1%} too {'much' if bias > 0 else 'little'} was expected"
    )
    return (
        f"The forecast of {value['of']} was made anew on {origins} past days ({value['first_origin']} to "
        f"{value['last_origin']}, a week apart) from what was known then: {value['inside']:.0%} of {value['points']} "
        f"totals that came lay between P10 and P90 (80% is right), {value['below']:.0%} below P10; "
        f"by length: {by_weeks}. In sum {told}. Totals of neighbouring days overlap: far fewer are independent."
    )
