"""One step of the plan, with who does it, how long it takes and what it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from advisor.trade.forecast.what_if import Move


@dataclass(frozen=True)
class StepEffect:
    """What a step is worth where the numbers it changes are known. Money in fen, below zero: less is needed.

    basis: "forecast" (the gap that is enough in 80 % of the futures, with the step and without) or "cash_cycle"
    (averages: money tied up and days of the cycle). What the basis does not tell is None. moves: the numbers that
    change, before and after; where a change had nothing left to give it is not among them.
    """

    basis: str
    moves: tuple[Move, ...]
    gap_change_fen: int | None = None
    gap_before_fen: int | None = None
    end_change_fen: int | None = None  # of the balance on the last evening of the forecast, in the middle future
    tied_up_change_fen: int | None = None
    cycle_change_days: Decimal | None = None
    last_day: date | None = None  # the evening that `end_change_fen` is about


@dataclass(frozen=True)
class PlanStep:
    """One step. `because`: factor ids whose findings call for it, the heaviest first; empty where it suits everyone.

    strategies: ids of the strategies that call for it. days: until it can show an effect. effect: None where nothing
    can be computed; `needs` then are the question ids that would make it possible (empty: it has no number).
    asks: question id of the number it is to change, "" where there is none.
    """

    step_id: str
    owner: str  # owner | staff | accountant | platform | bank
    effort: str  # low | medium | high
    days: int
    leads_to: str
    because: tuple[str, ...]
    strategies: tuple[str, ...]
    asks: str
    effect: StepEffect | None = None
    needs: tuple[str, ...] = ()
