"""Readiness and the four quadrants of a report, in words: each finding with what it rests on."""

from __future__ import annotations

from datetime import date
from typing import Any

from advisor.reports.report_data import CheckUp, Report
from advisor.reports.words import words
from advisor.trade.figures import money_words, percent_words, rough_fen
from advisor.trade.questions import value_words
from advisor.trade.records import Question
from advisor.trade.swot import QUADRANTS, Item, Measured
from advisor.trade.swot_records import Factor

MOST_ITEMS = 4  # of a quadrant; how many more there are is said
MOST_STRATEGIES = 2
LETTERS = {"strength": "S", "weakness": "W", "opportunity": "O", "challenge": "T"}
DATED = {"orders": "by_orders", "days": "by_days", "futures": "by_futures"}


def readiness(report: Report) -> dict[str, Any] | None:
    """The figure, its parts, and how much of it is known; None without a self-assessment."""
    if report.check_up is None:
        return None
    say, found = words("report_readiness", report.language), report.check_up.result.assessment
    parts = [
        {
            "name": say[one.part],
            "score": one.score,
            "says": say["part_unknown"] if one.score is None else str(one.score),
            "known": f"{one.known}/{one.of}",
        }
        for one in found.scores
    ]
    told = [say["known"].format(known=found.known, of=found.of)]
    if found.known < found.of:
        told.append(say["limits"].format(lowest=found.lowest, highest=found.highest))
    if found.capped_by is not None:
        name = _factor(report.check_up, found.capped_by).name[report.language]
        told.append(say["capped"].format(name=name, score=found.readiness))
    says = words("report", report.language)["then"].join(told)
    return {"score": found.readiness, "unknown": say["unknown"], "of": say["of"], "says": says, "parts": parts}


def quadrants(report: Report) -> list[dict[str, Any]]:
    """The four quadrants, the heaviest findings first; empty without a self-assessment."""
    check_up = report.check_up
    if check_up is None:
        return []
    say, found = words("report_swot", report.language), check_up.result.assessment.quadrants
    return [
        {
            "id": name,
            "letter": LETTERS[name],
            "title": say[name],
            "items": [
                item_words(item, _factor(check_up, item.factor_id), report.questions[item.field], report.language)
                for item in found[name][:MOST_ITEMS]
            ],
            "more": say["more"].format(count=len(found[name]) - MOST_ITEMS) if len(found[name]) > MOST_ITEMS else "",
            "none": say["none"],
        }
        for name in QUADRANTS
    ]


def strategies(report: Report) -> list[dict[str, str]]:
    """The heaviest strategy of each kind (SO, WO, ST, WT), of which at most two."""
    if report.check_up is None:
        return []
    known, found = report.check_up.knowledge.strategies, dict[str, dict[str, str]]()
    for one in report.check_up.result.strategies:
        text = known[one.strategy_id].text[report.language]
        found.setdefault(one.kind, {"kind": one.kind, "text": text})
    return list(found.values())[:MOST_STRATEGIES]


def _factor(check_up: CheckUp, factor_id: str) -> Factor:
    return next(one for one in check_up.knowledge.factors if one.id == factor_id)


def item_words(item: Item, factor: Factor, question: Question, language: str) -> dict[str, str]:
    """A finding: `says`, and `evidence`: what it rests on and what is usual in the trade, empty where nothing is."""
    value = value_words(question, item.value, language)
    says = factor.bands[item.band].says[language].replace("{value}", value)
    evidence = [_rests_on(item, question, language)]
    if item.peer is not None:
        peer = value_words(question, item.peer.value, language)
        evidence.append(words("report_swot", language)["peer"].format(value=peer))
    return {"says": says, "evidence": words("report", language)["then"].join(filter(None, evidence))}


def _rests_on(item: Item, question: Question, language: str) -> str:
    """Of an answer nothing: that it is one is said once. What the records say besides is told where it differs."""
    if item.measured is None:
        return ""
    say, evidence = words("report_swot", language), evidence_words(item.measured, language)
    if item.is_measured:
        figure = _figure_words(item.measured, language) if question.kind in ("choice", "yes_no") else ""
        return words("report", language)["then"].join(filter(None, (figure, evidence)))
    measured, told = (value_words(question, one, language) for one in (item.measured.value, item.value))
    return evidence if measured == told else say["differs"].format(value=measured, evidence=evidence)


def evidence_words(measured: Measured, language: str) -> str:
    """What a measure rests on: so many orders of such a time, the portal, the forecast, other answers."""
    say = words("report_swot", language)
    if measured.source == "orders" and measured.count is not None and measured.first_day and measured.last_day:
        first, last = span_words(measured.first_day, measured.last_day)
        return say[DATED[measured.counted]].format(first=first, last=last, count=f"{measured.count:,}")
    if measured.source == "forecast" and measured.count is not None:
        return say["by_futures"].format(count=f"{measured.count:,}")
    if measured.source == "portal" and measured.last_day:
        return say["by_portal"].format(last=measured.last_day.isoformat())
    return say[f"by_{measured.source}"]


def _figure_words(measured: Measured, language: str) -> str:
    """The number behind an answer such as "growing"."""
    say, figure = words("report_swot", language), measured.figure
    if measured.unit == "fraction":
        written = percent_words(figure, language)
    elif measured.unit == "fen":
        written = money_words(rough_fen(int(figure)), language)
    else:
        written = say[measured.unit].format(number=f"{figure.normalize():f}")
    return say[f"since_{measured.compared}"].format(figure=written) if measured.compared else written


def span_words(first: date, last: date) -> tuple[str, str]:
    """Both ends of a time, the second without what it shares with the first."""
    return first.isoformat(), f"{last:%m-%d}" if last.year == first.year else last.isoformat()
