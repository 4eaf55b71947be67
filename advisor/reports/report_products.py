"""The matched products of a report, in words: what each costs for the need, how soon, and by which source."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from advisor.reports.report_data import ProductLine, Report
from advisor.reports.words import words
from advisor.trade.figures import days_words, money_words, percent_words, rate_words
from advisor.trade.matching import Match
from advisor.trade.product_costs import price_field
from advisor.trade.records import Product

COLUMNS = ("product", "cost", "funds", "remarks", "source")


def products(report: Report) -> dict[str, Any] | None:
    """The table; None where there is no need or nothing on offer."""
    if report.need is None or not report.products:
        return None
    say, need, language = words("report_products", report.language), report.need, report.language
    for_need = say["need"].format(
        money=money_words(need.amount_fen, language), days=days_words(need.days, language), count=report.considered
    )
    is_any_possible = any(line.match.is_possible for line in report.products)
    return {
        "need": for_need
        if is_any_possible
        else words("report", language)["then"].join((for_need, say["none_possible"])),
        "columns": [say[name] for name in COLUMNS],
        "rows": [_row(line, language) for line in report.products],
    }


def _row(line: ProductLine, language: str) -> dict[str, str]:
    say, product, match = words("report_products", language), line.product, line.match
    provider = product.provider[language]
    return {
        "name": product.name[language],
        "provider": f"{provider} · {say['platform']}" if product.group == "platform" else provider,
        "tier": say[match.tier],
        "cost": _cost(match, language),
        "rate": _rate(match, language),
        "funds": _funds(product, language),
        "speaks_for": say["speaks_for"].format(what=line.speaks_for) if line.speaks_for else "",
        "against": say["against"].format(what=line.against) if line.against else "",
        "source": source_words(product, language),
    }


def _cost(match: Match, language: str) -> str:
    say, low, high = words("report_products", language), match.cost_low_fen, match.cost_high_fen
    if low is None or high is None or low == high:
        known = low if high is None else high
        if known is None:
            return say["unpublished"]
        written = money_words(known, language)
        return say["at_least"].format(low=written) if high is None else written
    return say["range"].format(low=money_words(low, language), high=money_words(high, language))


def _rate(match: Match, language: str) -> str:
    say, low, high = words("report_products", language), match.yearly_low, match.yearly_high
    known = low if high is None else high
    if known is None:
        return ""
    if low is None or high is None or low == high:
        written = rate_words(known, language)
        return say["at_least"].format(low=written) if high is None else written
    return say["range"].format(low=rate_words(low, language), high=percent_words(high, language, 2))


def _funds(product: Product, language: str) -> str:
    say, days = words("report_products", language), product.days_to_funds
    if days is None:
        return say["unpublished"]
    return say["after_days"].format(days=days_words(days, language)) if days else say["same_day"]


def source_words(product: Product, language: str) -> str:
    """Date and address of what its price rests on, and how sure that is."""
    say, source = words("report_products", language), product.source(price_field(product))
    host = urlsplit(source.url).netloc.removeprefix("www.") if source.url else say["no_address"]
    certainty = say.get(source.confidence, "")
    dated = day_words(source.as_of) if source.as_of else say["undated"]
    return words("report", language)["then"].join(filter(None, (f"{dated} {host}", certainty)))


def day_words(as_of: date) -> str:
    """A date as precise as it was published: a year or a month is kept as its first day."""
    if as_of.day > 1:
        return as_of.isoformat()
    return f"{as_of:%Y-%m}" if as_of.month > 1 else f"{as_of:%Y}"
