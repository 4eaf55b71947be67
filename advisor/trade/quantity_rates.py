"""Shares and, where a period is said with them, rates: 月息一分二, 日息万五, LPR+50bp. Text is in plain form."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from advisor.trade.quantity import Quantity
from advisor.trade.quantity_part import Part
from advisor.trade.quantity_surroundings import LOOK_BACK, Around, around_of, hedged
from advisor.trade.quantity_words import INTEREST_WORDS, PERIODS

CLOCK_FROM = 10  # 分 of interest are fewer
_IS = r"(?:是|为|才|就|要|收|达|有|到|在|差不多|大概|大约|约|至少|不超过|最高|最低|低至|:|\s|of\b|is\b|at\b)*"
_NAMED_RATE = r"(?P<named>日|月|年)(?:综合)?(?:化|利率|利息|息|利|费率|率)+(?:成本|水平)?"
_RATE_BEFORE = re.compile(
    rf"(?:(?:综合|实际|名义)*(?:{_NAMED_RATE})|(?:每|按|一|1)(?P<each>天|日|个?月|年)(?:的?(?:利息|利率|息|费率))?"
    r"|\b(?P<english>daily|monthly|annual|yearly|apr)(?:\s+(?:interest|percentage|rate))*)" + _IS + "$"
)
_RATE_AFTER = re.compile(
    r"\s*(?:的?(?P<named>天|日|月|年)(?:化|利率|利息|息|利|费率)+|(?:/|每|一|1)\s*(?P<each>天|日|个?月|年)"
    r"|(?:/|per\s+|an?\s+)\s*(?P<per>day|month|mo|year|yr|annum)(?![a-z])"
    r"|(?P<english>monthly|daily|annually|yearly|annual|p\.a\.|pa|apr)(?![a-z]))"
)
_LPR = re.compile(r"lpr\s*(?P<sign>\+|-|加|减|上浮|下浮|上加|下减)\s*$")
_INTEREST = re.compile(r"\s*的?(?:利息|利率|利|息)")
_INTEREST_BEFORE = re.compile(r"(?:利息|利率|息|利)" + _IS + "$")


def share_or_rate(text: str, part: Part, around: Around, floor: int) -> Quantity:
    """A share or, if a period is said with it, a rate."""
    before = text[max(0, around.start - LOOK_BACK) : around.start]
    lpr = _LPR.search(before) if part.kind == "percent" else None
    if lpr:
        sign = -1 if lpr["sign"] in ("-", "减", "下浮", "下减") else 1
        span = (around.start - len(lpr.group()), around.end)
        low, high = sorted((sign * part.low, sign * part.high))
        return hedged("rate", low, high, "LPR+", around, span, "LPR")
    said = _RATE_BEFORE.search(before)
    after = None if said else _RATE_AFTER.match(text, around.end)
    found = said or after
    span = (around.start - len(said.group()) if said else around.start, after.end() if after else around.end)
    if not found:
        return _without_period(text, part, around)
    period = PERIODS[next(word for word in found.groupdict().values() if word)]
    if said and not around.hedge:  # 不高于年化8%
        outer = around_of(text, replace(part, start=span[0], end=span[1]), floor)
        around, span = replace(around, hedge=outer.hedge), (outer.start, span[1])
    by = Decimal(INTEREST_WORDS[period][part.unit]) if part.kind == "interest" else Decimal(1)
    basis = found.group().strip(" 的:是为")
    return hedged("rate", part.low * by, part.high * by, period, around, span, basis)


def _without_period(text: str, part: Part, around: Around) -> Quantity:
    share = hedged("percent", part.low, part.high, "", around)
    if part.word == "折":
        return replace(share, basis="折")
    if part.kind == "percent" and part.word != "/":
        return share
    if part.kind in ("point", "percent"):  # 5点, 3/5: a share, or a time of day, or a day
        return replace(share, readings=(share, replace(share, kind="date", low=None, high=None)))
    after = _INTEREST.match(text, around.end)
    before = _INTEREST_BEFORE.search(text[max(0, around.start - LOOK_BACK) : around.start])
    span = (around.start - len(before.group()) if before else around.start, after.end() if after else around.end)
    rates = [
        hedged("rate", part.low * by, part.high * by, period, around, span)
        for period in ("month", "year")
        for by in [Decimal(INTEREST_WORDS[period][part.unit])]
    ]
    if part.unit == "毫" and not after and not before:  # ten cents in Hong Kong
        tenth = Decimal("0.1")
        rates.append(hedged("money", part.low * tenth, part.high * tenth, "HKD", around, span))
    if part.unit == "分" and not after and not before:
        cent = Decimal("0.01")
        rates.append(hedged("money", part.low * cent, part.high * cent, "CNY", around, span))
        if part.low >= CLOCK_FROM or "半" in text[part.start : part.end]:  # 十五分, 五分半: minutes too
            rates.append(hedged("duration", part.low, part.high, "minute", around, span))
    return replace(rates[0], readings=tuple(rates))
