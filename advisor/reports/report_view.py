"""A report in words: plain texts and pictures, the same for the page, the PDF and the pictures.

Nothing in it is markup: whoever sets it puts every text in as text.
"""

from __future__ import annotations

import re
from typing import Any

from advisor.reports.report_cash import balance, money_way
from advisor.reports.report_data import Report
from advisor.reports.report_notes import method, sources
from advisor.reports.report_plan import plan
from advisor.reports.report_products import products
from advisor.reports.report_swot import quadrants, readiness, strategies
from advisor.reports.words import words
from advisor.trade.questions import value_words

ABOUT = ("platform", "industry", "months_in_business")
NO_BREAK = "\u00a0"
NUMBER_AND_UNIT = re.compile(r"(?<=\d) (?=[万亿元天单项款种次个分%]|days?\b|months?\b|hours?\b)|(?<=\bCNY) (?=\d)")
LONGEST_NAME = 60  # letters of a shop's name


def view(report: Report) -> dict[str, Any]:
    """Every text of the report and its two pictures (SVG). A part that is missing is None or empty; `missing` then
    says how to get it."""
    language, say = report.language, words("report", report.language)
    shown = {
        "language": language,
        "say": say,
        "missing": words("report_missing", language),
        "shop": _shop(report),
        "about": _about(report),
        "made_on": words("report_head", language)["made_on"].format(day=report.made_on.isoformat()),
        "readiness": readiness(report),
        "swot": quadrants(report),
        "strategies": strategies(report),
        "stages": money_way(report),
        "balance": balance(report),
        "products": products(report),
        "plan": plan(report),
        "sources": sources(report),
        "method": method(report),
    }
    return {name: _bound(part) for name, part in shown.items()}


def _bound(part: Any) -> Any:
    """The part with every number bound to its unit, so that no line ends between them."""
    if isinstance(part, dict):
        return {name: one if name == "svg" else _bound(one) for name, one in part.items()}
    if isinstance(part, list):
        return [_bound(one) for one in part]
    return NUMBER_AND_UNIT.sub(NO_BREAK, part) if isinstance(part, str) else part


def _shop(report: Report) -> str:
    """The name without signs that cannot be seen; of a very long one the beginning."""
    name = " ".join("".join(sign if sign.isprintable() else " " for sign in report.shop).split())
    if not name:
        return words("report_head", report.language)["shop"]
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _about(report: Report) -> str:
    known = {name: report.facts[name] for name in ABOUT if report.facts.get(name) is not None}
    told = {name: value_words(report.questions[name], value, report.language) for name, value in known.items()}
    if "months_in_business" in told:
        months = words("report_head", report.language)["months"]
        told["months_in_business"] = months.format(months=told["months_in_business"])
    return " · ".join(told.values())
