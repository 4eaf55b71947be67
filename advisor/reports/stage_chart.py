"""The picture of the way of the money: each stage from payment to usable money, one after the other."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from advisor.reports.drawing import INK, LINE, MISSING, MONEY, SOFT, WAITING, new_figure, png, text_style
from advisor.reports.words import words
from advisor.trade.figures import days_words
from advisor.trade.stages import Stage, Stages

WIDTH = 3.9  # inches of 100 CSS pixels: 390 wide
HEAD, ROW, FOOT = 1.0, 0.52, 0.42  # inches
BAR = 0.3


def stage_chart(stages: Stages, language: str) -> bytes:
    """Bars of the mean days of each stage, where the one before it ends; a thin line until 4 in 5 are done.

    The longest stage stands out. What is by the platform's rule or the merchant's word is drawn lighter.

    Returns:
        A PNG 780 pixels wide.
    """
    say = words("stages", language)
    rows = stages.stages
    height = HEAD + ROW * len(rows) + FOOT
    figure, canvas = new_figure(WIDTH, height)
    draw_stages(figure.add_axes((0.045, FOOT / height, 0.91, ROW * len(rows) / height)), stages, language)
    figure.text(0.045, 1 - 0.4 / height, say["title"].format(days=_days(stages.mean_days, language)),
                **text_style(14, INK))  # fmt: skip
    figure.text(0.045, 1 - 0.66 / height, say["says"], **text_style(8.5, SOFT))
    figure.text(0.045, 0.14 / height, say["foot"], **text_style(7.5, SOFT))
    return png(canvas)


def draw_stages(axes: Any, stages: Stages, language: str) -> None:
    """A row for each stage; the longest is named as well as coloured, which shows in grey."""
    say, rows = words("stages", language), stages.stages
    reach = max(_reaches(rows)) or 1.0
    axes.set_xlim(0, reach)
    axes.set_ylim(len(rows), 0)
    axes.axis("off")
    start = 0.0
    for row, stage in enumerate(rows):
        _draw(axes, row, start, stage, stage.id == stages.bottleneck, say, language)
        start += stage.mean_days


def _reaches(rows: tuple[Stage, ...]) -> list[float]:
    """How far each row reaches: its start plus the longer of its mean and its 80 % days."""
    found, start = [], 0.0
    for stage in rows:
        found.append(start + max(stage.mean_days, stage.p80_days or 0.0))
        start += stage.mean_days
    return found


def _draw(
    axes: Any, row: int, start: float, stage: Stage, is_longest: bool, say: dict[str, str], language: str
) -> None:
    colour = WAITING if is_longest else MONEY
    reach = axes.get_xlim()[1]
    y = row + 0.66
    axes.plot([0, reach], [y, y], color=LINE, linewidth=1, zorder=0)
    width = max(stage.mean_days, reach * 0.006)
    axes.barh(
        y,
        width,
        left=min(start, reach - width),
        height=BAR,
        color=colour,
        alpha=1.0 if stage.source == "orders" else 0.45,
    )
    if stage.p80_days and stage.p80_days > stage.mean_days:
        axes.plot([start + stage.mean_days, start + stage.p80_days], [y, y], color=colour, linewidth=2)
    name = say["and"].join(say[one] for one in stage.id.split("+")) + say.get(f"from_{stage.source}", "")
    name += say["slowest"] if is_longest else ""
    axes.text(0, row + 0.4, name, va="bottom", **text_style(9, INK))
    amount = _days(stage.mean_days, language)
    axes.text(reach, row + 0.4, amount, va="bottom", ha="right", **text_style(9, MISSING if is_longest else INK))


def _days(days: float, language: str) -> str:
    return days_words(Decimal(str(round(days, 1))), language)
