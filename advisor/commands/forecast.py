"""`forecast`: the cash of a shop over the next 13 weeks, from an order export and the terms of the shop."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np

from advisor.commands.arguments import day
from advisor.commands.forecast_backtest import measured_forecast
from advisor.commands.forecast_terms import terms_of
from advisor.commands.order_file import finding_lines, order_file, settlement_rule
from advisor.commands.output import CommandError, mapping_file, plain, show
from advisor.commands.seeding import seeded_catalogue
from advisor.merchants.readers import OrderFile
from advisor.trade.forecast.beginning import scenario_of
from advisor.trade.forecast.gap import Gap
from advisor.trade.forecast.sales_model import ForecastError
from advisor.trade.forecast.scenario import Scenario
from advisor.trade.forecast.simulation import KINDS, PATHS, Forecast, simulate
from advisor.trade.forecast.terms import LIMITS, Terms
from advisor.trade.orders import Orders
from advisor.trade.past import end_of, sold_until
from advisor.trade.seasons import for_platform

OTHER_PLATFORM = "other"
DAYS_PER_WEEK = 7
MOST_DIGITS = 18
FEWEST_PATHS, MOST_PATHS = 100, 100_000


def add_to(subcommands: Any) -> None:
    """Register the subcommand."""
    forecast = subcommands.add_parser("forecast", help="cash over the next 13 weeks, and the gap")
    forecast.add_argument("orders", metavar="ORDERS_FILE")
    forecast.add_argument("--terms", metavar="FILE", help=f"YAML with {', '.join((*LIMITS, 'loans'))}")
    forecast.add_argument(
        "--platform", metavar="ID", help="whose rules and promotions count; default: as the file says"
    )
    forecast.add_argument("--as-of", type=day, metavar="YYYY-MM-DD", help="as it was at the end of that day")
    forecast.add_argument("--paths", type=_whole(FEWEST_PATHS, MOST_PATHS), default=PATHS, metavar="N")
    forecast.add_argument("--seed", type=_whole(0, 2**32 - 1), default=0, metavar="N")
    forecast.add_argument(
        "--backtest", action="store_true", help="instead: how well it would have done on past days of this file"
    )
    forecast.add_argument("--json", action="store_true")
    forecast.set_defaults(run=cash_forecast)


def cash_forecast(options: Namespace) -> int:
    """Balance, money by kind and gaps; or, with --backtest, how far to trust them."""
    if options.backtest:
        return measured_forecast(options)
    given = mapping_file(options.terms) if options.terms is not None else {}
    file = order_file(options.orders)
    scenario, platform = _scenario(options, file, terms_of(options.terms, given))
    forecast = simulate(scenario, seed=options.seed, paths=options.paths)
    missing = [name for name in ("opening_cash_fen", "cost_share") if given.get(name) is None]
    weeks = [_week(forecast, start) for start in range(0, len(forecast), DAYS_PER_WEEK)]
    value = {
        "as_of": scenario.as_of,
        "orders": _orders(file),
        "platform": platform,
        "currency": forecast.currency,
        "paths": forecast.paths,
        "seed": forecast.seed,
        "missing": missing,
        "terms": {name: plain(getattr(scenario.terms, name)) for name in LIMITS},
        "measured": _measured(scenario),
        "first_day": forecast.first_day,
        "last_day": forecast.last_day,
        "balance": {
            name: getattr(forecast, name).tolist() for name in ("p10_fen", "p50_fen", "p90_fen", "expected_fen")
        },
        "lines": {kind: forecast.line(kind).tolist() for kind in KINDS},
        "weeks": weeks,
        "in_flight": {"opening_fen": scenario.in_flight.total_fen, "closing_fen": forecast.in_flight_fen},
        "is_unsettled": forecast.is_unsettled,
        "gaps": [{**plain(gap), "days": gap.days} for gap in forecast.gaps],
    }
    show(options, value, "\n".join(_text(value, forecast)))
    return 0


def _scenario(options: Namespace, file: OrderFile, terms: Terms) -> tuple[Scenario, str]:
    catalogue = seeded_catalogue()
    platform = options.platform if options.platform is not None else file.platform or OTHER_PLATFORM
    rule = settlement_rule(catalogue, platform)
    at = end_of(options.as_of) if options.as_of else sold_until(file.orders)
    try:
        return scenario_of(file.orders, terms, rule, at, for_platform(catalogue.seasons(), platform)), platform
    except ForecastError as error:
        raise CommandError(f"{options.orders}: {error}") from None


def _orders(file: OrderFile) -> dict[str, Any]:
    """What was read: rows by what became of them, the day of the last order and the last day with any time."""
    orders: Orders = file.orders
    days = orders.day[~np.isnat(orders.day)]
    return {
        "rows": file.rows,
        "orders": len(orders),
        "excluded": {finding.code: finding.rows for finding in file.findings if finding.is_excluded},
        "problems": {finding.code: finding.rows for finding in file.findings if not finding.is_excluded},
        "last_order": days.max().item() if len(days) else None,
        "last_seen": orders.last_seen.astype("datetime64[D]").item(),
    }


def _order_lines(orders: dict[str, Any], as_of: date) -> list[str]:
    last, seen = orders["last_order"], orders["last_seen"]
    lines = finding_lines(orders["excluded"], orders["problems"])
    if last and as_of == last < seen - timedelta(days=1):
        lines.append(f"orders until {last}, other times until {seen}: taken as on {last} (--as-of for another day)")
    elif last and last < as_of - timedelta(days=1):
        lines.append(f"the last order is of {last}: the days after it count as days without sales")
    return lines


def _measured(scenario: Scenario) -> dict[str, Any]:
    """What the orders (or, for want of them, the rules) say, as it went into the forecast."""
    return {
        "daily_sales_fen": round(float(scenario.expected_sales(DAYS_PER_WEEK).mean())),
        "days_to_cash": round(sum(stage.mean_days for stage in scenario.stages), 2),
        "return_share": round(scenario.returns.happens, 4),
        "fee_share": round(scenario.fee_share, 4),
        "fee_returned": scenario.fee_returned,
    }


def _week(forecast: Forecast, start: int) -> dict[str, Any]:
    days = slice(start, min(start + DAYS_PER_WEEK, len(forecast)))
    by_kind = forecast.lines_fen[:, days].sum(axis=1)
    last = days.stop - 1
    return {
        "first_day": forecast.first_day + timedelta(days=start),
        "last_day": forecast.first_day + timedelta(days=last),
        "in_fen": int(np.maximum(by_kind, 0).sum()),
        "out_fen": int(np.minimum(by_kind, 0).sum()),
        **{name: int(getattr(forecast, name)[last]) for name in ("p10_fen", "p50_fen", "p90_fen")},
    }


def _text(value: dict[str, Any], forecast: Forecast) -> list[str]:
    measured = value["measured"]
    head = ("week to", "in", "out", "balance P10", "P50", "P90")
    return [
        f"as of {value['as_of']}, {value['currency']}, rules of {value['platform']}, {forecast.paths} futures",
        f"sales a day {_money(measured['daily_sales_fen'])}; {measured['days_to_cash']} days to usable money; "
        f"{measured['return_share']:.1%} of money returned; fees {measured['fee_share']:.2%}",
        *_order_lines(value["orders"], value["as_of"]),
        *(["sales have changed so much of late that all of this is rough"] if value["is_unsettled"] else []),
        *[f"{name} is not given in --terms: counted as 0" for name in value["missing"]],
        f"{head[0]:12}" + "".join(f"{name:>16}" for name in head[1:]),
        *[
            f"{week['last_day']!s:12}" + "".join(f"{_money(week[name]):>16}" for name in list(week)[2:])
            for week in value["weeks"]
        ],
        *[_gap_line(gap, forecast) for gap in forecast.gaps],
    ]


def _gap_line(gap: Gap, forecast: Forecast) -> str:
    share = f"in {gap.certainty:.0%} of the futures"
    if not gap.amount_fen:
        return f"{share} nothing is missing"
    end = ", with no end in sight" if gap.last_day == forecast.last_day else ""
    return f"{share} {_money(gap.amount_fen)} is enough: missing from {gap.first_day} to {gap.last_day}{end}"


def _whole(low: int, high: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS and low <= int(text) <= high):
            raise ArgumentTypeError(f"{text!r} is not a whole number from {low} to {high}")
        return int(text)

    return number


def _money(fen: int) -> str:
    return f"{fen / 100:,.2f}"
