"""The foot of a report: where its figures come from, of which day, and how each is worked out."""

from __future__ import annotations

from advisor.reports.report_data import Report
from advisor.reports.report_swot import span_words
from advisor.reports.words import words
from advisor.trade.figures import percent_words


def sources(report: Report) -> list[str]:
    """Orders, answers, products: each with its date or where that stands."""
    say, lines = words("report_notes", report.language), []
    if report.book is not None and report.book.first_day and report.book.last_day:
        first, last = span_words(report.book.first_day, report.book.last_day)
        lines.append(say["orders"].format(first=first, last=last, count=f"{report.book.orders:,}"))
    if report.check_up is not None:
        answered = sum(not item.is_measured for item in report.check_up.result.assessment.items)
        lines += [say["answers"].format(count=answered, day=report.check_up.on.isoformat()), say["peers"]]
    if report.products:
        lines.append(say["prices"])
    if report.products and report.lpr is not None:
        rate = percent_words(report.lpr.one_year, report.language, 2)
        lines.append(say["lpr"].format(month=report.lpr.month, rate=rate))
    return lines


def method(report: Report) -> list[str]:
    """How what is shown was worked out; what is not shown is not explained."""
    shown = {
        "readiness": report.check_up is not None,
        "swot": report.check_up is not None,
        "forecast": report.forecast is not None,
        "effects": report.check_up is not None and any(one.effect for one in report.check_up.result.plan),
        "costs": bool(report.products),
    }
    say = words("report_notes", report.language)
    return [say[name] for name, is_shown in shown.items() if is_shown]
