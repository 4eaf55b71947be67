"""The plan of a report, in words: what, who, how much work, when it shows, and what it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.reports.report_data import Report
from advisor.reports.words import words
from advisor.trade.figures import day_words, days_words, money_words, rough_fen
from advisor.trade.records import Question
from advisor.trade.swot import PlanStep, StepEffect

COLUMNS = ("step", "who", "work", "shows_after", "effect")
ORDERS = "orders"


def plan(report: Report) -> dict[str, Any] | None:
    """The table; None without a self-assessment."""
    if report.check_up is None:
        return None
    say, steps = words("report_plan", report.language), report.check_up.knowledge.steps
    rows = [
        {
            "step": steps[one.step_id].text[report.language],
            "who": say[one.owner],
            "work": say[one.effort],
            "shows_after": days_words(one.days, report.language),
            "effect": worth_words(one, report.questions, report.language),
        }
        for one in report.check_up.result.plan
    ]
    return {"columns": [say[name] for name in COLUMNS], "rows": rows}


def worth_words(step: PlanStep, questions: Mapping[str, Question], language: str) -> str:
    """The effect of a step, or what has to be known to compute it; empty where it has no number."""
    say = words("report_plan", language)
    if step.effect is not None:
        return effect_words(step.effect, language)
    if ORDERS in step.needs:
        return say["needs_orders"]
    names = [questions[name].name[language] for name in step.needs]
    return say["needs"].format(names=words("report", language)["and"].join(names)) if names else ""


def effect_words(effect: StepEffect, language: str) -> str:
    """The gap, or where that stays the balance at the end; without a forecast money tied up and days of the cycle.

    Empty where all of it stays."""
    say, told = words("report_plan", language), []
    if effect.gap_change_fen:
        told.append(_changed(say, "gap_less", "gap_more", effect.gap_change_fen, language))
    elif effect.end_change_fen and effect.last_day:
        code = "end_more" if effect.end_change_fen > 0 else "end_less"
        told.append(
            say[code].format(money=_about(effect.end_change_fen, language), day=day_words(effect.last_day, language))
        )
    if effect.tied_up_change_fen:
        told.append(_changed(say, "tied_less", "tied_more", effect.tied_up_change_fen, language))
    if effect.cycle_change_days:
        code = "cycle_shorter" if effect.cycle_change_days < 0 else "cycle_longer"
        told.append(say[code].format(days=days_words(abs(effect.cycle_change_days), language)))
    return words("report", language)["then"].join(told)


def _changed(say: dict[str, str], less: str, more: str, change_fen: int, language: str) -> str:
    return say[less if change_fen < 0 else more].format(money=_about(change_fen, language))


def _about(fen: int, language: str) -> str:
    return money_words(rough_fen(abs(fen)), language)
