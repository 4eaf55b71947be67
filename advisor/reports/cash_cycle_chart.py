"""The picture of the cash cycle as a time line."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from advisor.reports.drawing import INK, SOFT, new_figure, png, text_style
from advisor.reports.words import words
from advisor.trade.cash_cycle import CashCycle, TiedUp
from advisor.trade.figures import days_words, money_words

WIDTH, HEIGHT = 3.9, 3.5  # inches of 100 CSS pixels: 390 wide
COLOURS = {
    "inventory": "#e3a43b", "receivable": "#3f87c9", "payable": "#5c9e6c", "gap": "#c9362d", "spare": "#5c9e6c",
}  # fmt: skip
BAR = 0.34
ROW = 1.0
LEVEL = 0.36
APART = 12  # pixels between words of two moments


@dataclass(frozen=True)
class Stage:
    """A stretch of days drawn as one bar. No money is shown where days and money point different ways."""

    name: str
    first_day: float
    last_day: float
    days: Decimal
    money_fen: int | None


def cash_cycle_chart(cycle: CashCycle, tied_up: TiedUp, language: str) -> bytes:
    """The cash cycle as a time line: goods in stock, waiting for money, suppliers, and what is left to carry.

    Args:
        cycle: days, each >= 0.
        tied_up: the money of each stage, in fen.
        language: zh or en.

    Returns:
        A PNG of 780 x 700 pixels.
    """
    say = words("cash_cycle", language)
    figure, canvas = new_figure(WIDTH, HEIGHT)
    draw_cycle(figure.add_axes((0.045, 0.15, 0.91, 0.66)), canvas.get_renderer(), cycle, tied_up, language)
    says = say["says"] if cycle.ccc_days >= 0 else say["says_negative"]
    figure.text(0.045, 0.925, say["title"].format(days=days_words(cycle.ccc_days, language)), **text_style(15, INK))
    figure.text(0.045, 0.865, says, **text_style(9, SOFT))
    return png(canvas)


def draw_cycle(axes: Any, renderer: Any, cycle: CashCycle, tied_up: TiedUp, language: str) -> None:
    """The bars, and the moments under them; `renderer` tells how wide words are."""
    say, stages = words("cash_cycle", language), _stages(cycle, tied_up)
    longest = max(stage.last_day for stage in stages) or 1.0
    axes.set_xlim(0, longest)
    axes.set_ylim(len(stages) * ROW - 0.15, -0.62)
    axes.axis("off")
    for row, stage in enumerate(stages):
        _draw(axes, row * ROW, stage, say, language, longest)
    _moments(axes, renderer, cycle, say, len(stages) * ROW - 0.3)


def _stages(cycle: CashCycle, tied_up: TiedUp) -> tuple[Stage, ...]:
    sold, paid = float(cycle.inventory_days), float(cycle.payable_days)
    money_in = sold + float(cycle.receivable_days)
    name = "gap" if money_in >= paid else "spare"
    total_fen = tied_up.total_fen if name == "gap" else -tied_up.total_fen
    shown_fen = total_fen if total_fen >= 0 else None
    return (
        Stage("inventory", 0, sold, cycle.inventory_days, tied_up.inventory_fen),
        Stage("receivable", sold, money_in, cycle.receivable_days, tied_up.receivable_fen),
        Stage("payable", 0, paid, cycle.payable_days, tied_up.payable_fen),
        Stage(name, min(paid, money_in), max(paid, money_in), abs(cycle.ccc_days), shown_fen),
    )


def _draw(axes: Any, y: float, stage: Stage, say: dict[str, str], language: str, longest: float) -> None:
    colour = COLOURS[stage.name]
    width = max(stage.last_day - stage.first_day, longest * 0.006)
    first = min(stage.first_day, longest - width)
    axes.barh(y + 0.12, width, left=first, height=BAR, color=colour, clip_on=False)
    axes.plot([0, longest], [y + 0.12, y + 0.12], color="#e6e9ed", linewidth=1, zorder=0)
    amount = days_words(stage.days, language)
    if stage.money_fen is not None:
        amount = say["amount"].format(days=amount, money=money_words(stage.money_fen, language))
    axes.text(0, y - 0.14, say[stage.name], va="bottom", **text_style(10, INK))
    ink = colour if stage.name == "gap" else INK
    axes.text(longest, y - 0.14, amount, va="bottom", ha="right", **text_style(10, ink))


def _within(text: Any, renderer: Any) -> Any:
    """The box of a text, after it was turned to the side on which it stays in the picture."""
    box, room = text.get_window_extent(renderer), text.axes.bbox
    if box.x0 < room.x0 or box.x1 > room.x1:
        text.set_ha("left" if box.x0 < room.x0 else "right")
        box = text.get_window_extent(renderer)
    return box


def _moments(axes: Any, renderer: Any, cycle: CashCycle, say: dict[str, str], y: float) -> None:
    """The moments of the cycle under the bars; words that would touch go a level down."""
    money_in = cycle.inventory_days + cycle.receivable_days
    sold, paid = cycle.inventory_days, cycle.payable_days
    names = {"start": Decimal(0), "supplier_paid": paid, "sold": sold, "money_in": money_in}
    longest = axes.get_xlim()[1]
    ends: dict[int, float] = {}
    for day in sorted(set(names.values())):
        x = float(day)
        together = say["and"].join(say[name] for name, at in names.items() if at == day)
        label = say["moment"].format(what=together, day=f"{day.normalize():.1f}".removesuffix(".0"))
        side = "left" if x < longest * 0.1 else "right" if x > longest * 0.9 else "center"
        text = axes.text(x, y + 0.12, label, va="top", ha=side, clip_on=False, **text_style(8, SOFT))
        box = _within(text, renderer)
        level = next(level for level in range(len(names)) if ends.get(level, -APART) + APART <= box.x0)
        text.set_y(y + 0.12 + level * LEVEL)
        ends[level] = box.x1
        down = [-0.05, y + 0.06 + level * LEVEL]
        axes.plot([x, x], down, color="#b5bdc7", linewidth=0.8, linestyle="--", zorder=0.5)
