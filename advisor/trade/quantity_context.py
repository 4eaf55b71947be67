"""What the words around a number make of it: hedges, currencies, the period of a rate, borrowed money.

The second half of reading quantities: a `Part` becomes a `Quantity`. Text is in plain form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from advisor.trade.calendar_words import days_meant, is_deadline
from advisor.trade.quantity import Quantity
from advisor.trade.quantity_parts import Part
from advisor.trade.quantity_units import alternatives
from advisor.trade.quantity_words import (
    CURRENCY_BEFORE,
    HEDGES_AFTER,
    HEDGES_BEFORE,
    INTEREST_WORDS,
    MONEY_CUES_AFTER,
    MONEY_CUES_BEFORE,
    PERIODS,
)

LOOK_BACK = 24  # characters
MONEY_FROM = 100  # a bare number after 借 is yuan from here on: 借20 may mean 200,000
MONEY_FIGURES = 9  # longer figures are numbers of orders, cards and telephones

_IS = r"(?:是|为|才|就|要|收|达|有|到|在|差不多|大概|大约|约|至少|不超过|最高|最低|低至|:|\s|of\b|is\b|at\b)*"
_DIRECT = "(?<![最附])近|(?<![预合])约|(?<![超通])过(?=$)|(?<![以早晚线店马网])上(?=$)"  # parts of other words else
_HEDGE_WORDS = alternatives(word for word in HEDGES_BEFORE if word not in ("近", "约", "过", "上"))
_BEFORE = re.compile(
    rf"(?:(?<![a-z])(?P<hedge>{_HEDGE_WORDS}|{_DIRECT})(?:是|为|有|要|在|也|能|可|贷|借|:|\s)*)?"
    rf"(?P<currency>{'|'.join(map(re.escape, sorted(CURRENCY_BEFORE, key=len, reverse=True)))})?\s*$"
)
_AFTER = re.compile(rf"\s*的?(?P<hedge>{alternatives(HEDGES_AFTER)})(?!\d)(?![容部衣子])")
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
_CUE_BEFORE = re.compile(rf"(?:{alternatives(MONEY_CUES_BEFORE)})(?:了|我|个|是|有|为|的|款|大概|约|大约|:|\s)*$")
_CUE_AFTER = re.compile(rf"\s*(?:{alternatives(MONEY_CUES_AFTER)})")


@dataclass(frozen=True)
class _Around:
    """The hedge and currency right around a part, and where all of it begins and ends."""

    start: int
    end: int
    hedge: str
    currency: str


def in_context(text: str, original: str, found: Sequence[Part], today: date | None) -> list[Quantity]:
    """The quantities of a text from its parts, in order; a period that belongs to a rate is no duration of its own."""
    made: list[Quantity] = []
    for index, part in enumerate(found):
        previous = made[-1] if made else None
        if previous and part.start < previous.span[1]:
            continue
        floor = found[index - 1].end if index else 0
        quantity = _quantity(text, part, floor, today)
        if previous and quantity.kind == "rate" and previous.span[1] > quantity.span[0]:
            made.pop()
        start, end = quantity.span
        made.append(
            replace(
                quantity,
                text=original[start:end],
                readings=tuple(replace(reading, text=original[start:end]) for reading in quantity.readings),
            )
        )
    return made


def _quantity(text: str, part: Part, floor: int, today: date | None) -> Quantity:
    if part.date:
        earliest, latest = days_meant(part.date, today)
        hedge = "at_most" if is_deadline(part.date) else "exact" if earliest == latest else "between"
        return Quantity("date", None, None, "", hedge, (part.start, part.end), "", earliest=earliest, latest=latest)
    if part.kind == "percent" and _is_negative(text[floor : part.start], floor):
        part = replace(part, low=-part.high, high=-part.low, start=part.start - 1)
    around = _around(text, part, floor)
    if part.kind in ("percent", "interest", "point"):
        return _share(text, part, around, floor)
    kind, unit = part.kind, part.unit
    if kind == "bare":
        is_money = around.currency or _is_money(text, part, around)
        kind, unit = ("money", "CNY") if is_money else ("count", "")
    if kind == "money" and around.currency and not part.word:
        unit = around.currency
    return _hedged(Quantity(kind, part.low, part.high, unit, "", (around.start, around.end), ""), around.hedge)


def _is_negative(before: str, floor: int) -> bool:
    """负25%, 同比-5%; a dash right after another number is none."""
    return before.endswith("负") or before.endswith("-") and (len(before) > 1 or floor == 0)


def _around(text: str, part: Part, floor: int) -> _Around:
    before = _BEFORE.search(text[max(floor, part.start - LOOK_BACK) : part.start])
    hedge = before["hedge"] if before else None
    if hedge in ("上", "过") and text[part.start] not in "百千万亿":
        hedge = None
    currency = CURRENCY_BEFORE[before["currency"]] if before and before["currency"] else ""
    after = _AFTER.match(text, part.end)
    start = part.start
    if before and (hedge or before["currency"]):
        start -= len(before.group()) if hedge else len(before.group()) - before.start("currency") + before.start()
    said = HEDGES_BEFORE[hedge] if hedge else ""
    if after and (not said or said == "about"):
        said = HEDGES_AFTER[after["hedge"]]
    return _Around(start, after.end() if after else part.end, said or ("about" if part.is_about else ""), currency)


def _hedged(quantity: Quantity, hedge: str) -> Quantity:
    if hedge == "at_least":
        return replace(quantity, hedge=hedge, high=None)
    if hedge == "at_most":
        return replace(quantity, hedge=hedge, low=None)
    return replace(quantity, hedge=hedge or ("exact" if quantity.low == quantity.high else "between"))


def _is_money(text: str, part: Part, around: _Around) -> bool:
    if part.low < MONEY_FROM or len(text[part.start : part.end].split(".")[0].replace(",", "")) > MONEY_FIGURES:
        return False
    before = text[max(0, around.start - LOOK_BACK) : around.start]
    return bool(_CUE_BEFORE.search(before) or _CUE_AFTER.match(text, around.end))


def _share(text: str, part: Part, around: _Around, floor: int) -> Quantity:
    """A share or, if a period is said with it, a rate."""
    before = text[max(0, around.start - LOOK_BACK) : around.start]
    lpr = _LPR.search(before) if part.kind == "percent" else None
    if lpr:
        sign = -1 if lpr["sign"] in ("-", "减", "下浮", "下减") else 1
        span = (around.start - len(lpr.group()), around.end)
        low, high = sorted((sign * part.low, sign * part.high))
        return _hedged(Quantity("rate", low, high, "LPR+", "", span, "", basis="LPR"), around.hedge)
    said = _RATE_BEFORE.search(before)
    after = None if said else _RATE_AFTER.match(text, around.end)
    found = said or after
    span = (around.start - len(said.group()) if said else around.start, after.end() if after else around.end)
    if not found:
        return _without_period(text, part, around)
    period = PERIODS[next(word for word in found.groupdict().values() if word)]
    if said and not around.hedge:  # 不高于年化8%
        outer = _around(text, replace(part, start=span[0], end=span[1]), floor)
        around, span = replace(around, hedge=outer.hedge), (outer.start, span[1])
    by = Decimal(INTEREST_WORDS[period][part.unit]) if part.kind == "interest" else Decimal(1)
    return _hedged(
        Quantity("rate", part.low * by, part.high * by, period, "", span, "", basis=found.group().strip(" 的:是为")),
        around.hedge,
    )


def _without_period(text: str, part: Part, around: _Around) -> Quantity:
    share = _hedged(Quantity("percent", part.low, part.high, "", "", (around.start, around.end), ""), around.hedge)
    if part.kind == "percent":
        return share
    if part.kind == "point":
        return replace(share, readings=(share, replace(share, kind="date", low=None, high=None)))
    after = _INTEREST.match(text, around.end)
    before = _INTEREST_BEFORE.search(text[max(0, around.start - LOOK_BACK) : around.start])
    span = (around.start - len(before.group()) if before else around.start, after.end() if after else around.end)
    rates = [
        _hedged(Quantity("rate", part.low * by, part.high * by, period, "", span, ""), around.hedge)
        for period in ("month", "year")
        for by in [Decimal(INTEREST_WORDS[period][part.unit])]
    ]
    if part.unit == "分" and not after and not before:
        cent = Decimal("0.01")
        rates.append(_hedged(Quantity("money", part.low * cent, part.high * cent, "CNY", "", span, ""), around.hedge))
    return replace(rates[0], readings=tuple(rates))
