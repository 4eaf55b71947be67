"""The two pictures of a report, each with what it shows in words: the way of the money, and the balance to come."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from advisor.reports.cash_cycle_chart import draw_cycle
from advisor.reports.drawing import new_figure, svg
from advisor.reports.forecast_chart import draw_balance
from advisor.reports.report_data import Report
from advisor.reports.report_swot import span_words
from advisor.reports.stage_chart import draw_stages
from advisor.reports.words import words
from advisor.trade.figures import days_words, money_words, rough_fen
from advisor.trade.forecast.what_if import SURE_ENOUGH

WIDTH, HEIGHT = 3.7, 2.0  # inches: half a page, or a phone's width when enlarged


def money_way(report: Report) -> dict[str, Any] | None:
    """The stages of the shop's orders, else the cash cycle of its answers; None where neither is known."""
    return _stages(report) or _cycle(report)


def balance(report: Report) -> dict[str, Any] | None:
    """The forecast; None where there is none."""
    forecast, language = report.forecast, report.language
    if forecast is None:
        return None
    say, gap = words("report_cash", language), forecast.gaps[SURE_ENOUGH]
    figure, _ = new_figure(WIDTH, HEIGHT)
    draw_balance(figure.add_axes((0.13, 0.1, 0.86, 0.88)), forecast, gap, language)
    found = say["enough"]
    if gap.first_day and gap.last_day:
        first, last = span_words(gap.first_day, gap.last_day)
        money = money_words(rough_fen(gap.amount_fen), language)
        found = say["short"].format(money=money, first=first, last=last)
    says = say["balance_by"].format(first=forecast.first_day.isoformat(), count=f"{forecast.paths:,}")
    title = words("report", language)["balance"]
    return {"title": title, "found": found, "is_short": bool(gap.amount_fen), "svg": svg(figure).decode(), "says": says}


def _stages(report: Report) -> dict[str, Any] | None:
    stages, language = report.stages, report.language
    if stages is None or report.book is None or not report.book.first_day or not report.book.last_day:
        return None
    say = words("report_cash", language)
    figure, _ = new_figure(WIDTH, HEIGHT)
    draw_stages(figure.add_axes((0.01, 0.0, 0.98, 1.0)), stages, language)
    first, last = span_words(report.book.first_day, report.book.last_day)
    return {
        "title": words("report", language)["stages"],
        "found": say["stages_found"].format(days=days_words(Decimal(str(round(stages.mean_days, 1))), language)),
        "svg": svg(figure).decode(),
        "says": say["stages_by_orders"].format(first=first, last=last, count=f"{report.book.orders:,}"),
    }


def _cycle(report: Report) -> dict[str, Any] | None:
    inputs, language = report.cycle, report.language
    if inputs is None:
        return None
    say = words("report_cash", language)
    figure, canvas = new_figure(WIDTH, HEIGHT)
    axes = figure.add_axes((0.01, 0.18, 0.98, 0.8))
    draw_cycle(axes, canvas.get_renderer(), inputs.cycle, inputs.tied_up, language)
    return {
        "title": words("report", language)["cycle"],
        "found": say["cycle_found"].format(days=days_words(inputs.cycle.ccc_days, language)),
        "svg": svg(figure).decode(),
        "says": say["cycle_by"],
    }
