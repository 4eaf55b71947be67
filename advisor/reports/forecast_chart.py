"""The picture of a cash forecast: the middle balance, the band of eight futures in ten, and where money is missing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np

from advisor.reports.drawing import INK, LINE, MISSING, MONEY, SOFT, new_figure, png, text_style
from advisor.reports.words import words
from advisor.trade.figures import money_words, rough_fen, scale_words
from advisor.trade.forecast.gap import Gap
from advisor.trade.forecast.simulation import Forecast

WIDTH, HEIGHT = 3.9, 3.9  # inches of 100 CSS pixels: 390 wide
TICK_EVERY_DAYS = 21
ROOM = 0.12  # of the height, above and below
BESIDE = 24  # pixels around the amounts at the left


def forecast_chart(forecast: Forecast, gap: Gap, language: str, reserve_fen: int = 0) -> bytes:
    """The balance day by day.

    Args:
        forecast: of at least two days.
        gap: the one to mark; nothing is marked where its amount is 0.
        language: zh or en.
        reserve_fen: cash that is not to be touched, drawn as the line below which money is missing.

    Returns:
        A PNG of 780 x 780 pixels.
    """
    say = words("forecast", language)
    figure, canvas = new_figure(WIDTH, HEIGHT)
    draw_balance(figure.add_axes((0.16, 0.09, 0.8, 0.71)), forecast, gap, language, reserve_fen)
    money = money_words(rough_fen(gap.amount_fen), language)
    title = say["title_gap"].format(money=money) if gap.amount_fen else say["title_enough"]
    figure.text(0.045, 0.93, title, **text_style(14, MISSING if gap.amount_fen else INK))
    figure.text(0.045, 0.875, say["middle"], **text_style(8.5, MONEY))
    figure.text(0.045, 0.83, say["band"], **text_style(8.5, SOFT))
    return png(canvas)


def draw_balance(axes: Any, forecast: Forecast, gap: Gap, language: str, reserve_fen: int = 0) -> None:
    """Band, middle line and scales; where money is missing the band is hatched, which shows in grey as well."""
    days = np.arange(len(forecast))
    axes.fill_between(days, forecast.p10_fen, forecast.p90_fen, color=MONEY, alpha=0.22, linewidth=0)
    axes.plot(days, forecast.p50_fen, color=MONEY, linewidth=1.8)
    axes.axhline(reserve_fen, color=INK, linewidth=0.9)
    bad = np.minimum(forecast.p10_fen, reserve_fen)
    axes.fill_between(days, bad, reserve_fen, facecolor=MISSING, alpha=0.25, linewidth=0)
    axes.fill_between(days, bad, reserve_fen, facecolor="none", edgecolor=MISSING, hatch="////", linewidth=0)
    _scale(axes, forecast, reserve_fen, language)
    _make_room(axes)
    if gap.amount_fen and gap.first_day and gap.last_day:
        _mark(axes, forecast.first_day, gap, words("forecast", language))


def _scale(axes: Any, forecast: Forecast, reserve_fen: int, language: str) -> None:
    low = min(int(forecast.p10_fen.min()), reserve_fen)
    high = max(int(forecast.p90_fen.max()), reserve_fen, low + 100)
    room = ROOM * (high - low)
    axes.set_xlim(0, len(forecast) - 1)
    axes.set_ylim(low - room, high + room)
    at = np.arange(0, len(forecast), TICK_EVERY_DAYS)
    axes.set_xticks(at, [f"{_day(forecast.first_day, int(day)):%m-%d}" for day in at])
    axes.locator_params(axis="y", nbins=5)
    money = axes.get_yticks()
    axes.set_yticks(money, [scale_words(int(fen), language) for fen in money])
    axes.set_ylim(low - room, high + room)
    axes.grid(axis="y", color=LINE, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelcolor=SOFT)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set(**{**text_style(7, SOFT), "bbox": None})
    for side in axes.spines.values():
        side.set_visible(False)


def _make_room(axes: Any) -> None:
    """Move the left edge until the widest amount beside it stands in the picture; the right edge stays."""
    renderer = axes.figure.canvas.get_renderer()
    widest = max(label.get_window_extent(renderer).width for label in axes.get_yticklabels())
    box, left = axes.get_position(), (widest + BESIDE) / axes.figure.bbox.width
    axes.set_position((left, box.y0, box.x1 - left, box.height))


def _mark(axes: Any, first_day: date, gap: Gap, say: dict[str, str]) -> None:
    """The days of the gap, from the first to the last, along the upper edge."""
    assert gap.first_day and gap.last_day
    first, last = ((day - first_day).days for day in (gap.first_day, gap.last_day))
    low, high = axes.get_ylim()
    axes.axvspan(first, max(last, first + 0.6), color=MISSING, alpha=0.07, linewidth=0)
    label = say["gap_days"].format(first=f"{gap.first_day:%m-%d}", last=f"{gap.last_day:%m-%d}")
    middle = (first + last) / 2
    side = "left" if middle < 0.3 * axes.get_xlim()[1] else "right" if middle > 0.7 * axes.get_xlim()[1] else "center"
    x = {"left": first, "right": last, "center": middle}[side]
    axes.text(x, high - 0.02 * (high - low), label, ha=side, va="top", **text_style(8, MISSING))


def _day(first_day: date, day: int) -> date:
    return first_day + timedelta(days=day)
