"""What the words around a number make of it: money that is borrowed, a sign, a hedge, a date, the period of a rate.

The second half of reading quantities: a `Part` becomes a `Quantity`. Text is in plain form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from advisor.trade.calendar_words import days_meant, is_deadline, is_start
from advisor.trade.quantity import Quantity
from advisor.trade.quantity_part import Part
from advisor.trade.quantity_rates import share_or_rate
from advisor.trade.quantity_surroundings import LOOK_BACK, Around, around_of, hedged, signed
from advisor.trade.quantity_units import alternatives
from advisor.trade.quantity_words import MONEY_CUES_AFTER, MONEY_CUES_BEFORE

MONEY_FROM = 100  # a bare number after 借 is yuan from here on: 借20 may mean 200,000
MONEY_FIGURES = 9  # longer figures are numbers of orders, cards and telephones
WAN = 10_000

_LOAN_OF = re.compile(r"[借贷](?:款|了|我|个|出|到|的是|点)?\s*$")
_SAID_ALL = re.compile(r"$|\s|(?:[,，。.!！?？;；~]|吧|吗|呢|行|可以|够|就)")
_CUE_BEFORE = re.compile(rf"(?:{alternatives(MONEY_CUES_BEFORE)})(?:了|我|个|是|有|为|的|款|大概|约|大约|:|\s)*$")
_CUE_AFTER = re.compile(rf"\s*(?:{alternatives(MONEY_CUES_AFTER)})")


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
        said = original[start:end]
        readings = tuple(replace(reading, text=said) for reading in quantity.readings)
        made.append(replace(quantity, text=said, readings=readings))
    return made


def _quantity(text: str, part: Part, floor: int, today: date | None) -> Quantity:
    if part.date:
        return _day(part, part.date, today)
    part = signed(text, part, floor)
    around = around_of(text, part, floor)
    if part.kind in ("percent", "interest", "point"):
        return share_or_rate(text, part, around, floor)
    if around.is_negative:
        part = replace(part, low=-part.high, high=-part.low)
    kind, unit = part.kind, part.unit
    if kind == "bare" and not around.currency and _is_loan_of_few(text, part, around):
        wan, yuan = (hedged("money", part.low * by, part.high * by, "CNY", around) for by in (WAN, 1))
        return replace(wan, readings=(wan, yuan))
    if kind == "bare":
        is_money = around.currency or _is_money(text, part, around)
        kind, unit = ("money", "CNY") if is_money else ("count", "")
    if kind == "money" and around.currency and not part.word:
        unit = around.currency
    return hedged(kind, part.low, part.high, unit, around)


def _day(part: Part, found: re.Match[str], today: date | None) -> Quantity:
    earliest, latest = days_meant(found, today)
    hedge = "exact" if earliest == latest else "between"
    if is_deadline(found):
        hedge = "at_most"
    elif is_start(found):
        hedge = "at_least"
    return Quantity("date", None, None, "", hedge, (part.start, part.end), "", earliest=earliest, latest=latest)


def _is_money(text: str, part: Part, around: Around) -> bool:
    if part.low < MONEY_FROM or len(text[part.start : part.end].split(".")[0].replace(",", "")) > MONEY_FIGURES:
        return False
    before = text[max(0, around.start - LOOK_BACK) : around.start]
    return bool(_CUE_AFTER.match(text, around.end) or _CUE_BEFORE.search(before))


def _is_loan_of_few(text: str, part: Part, around: Around) -> bool:
    """借20: 200,000 to most merchants, and still 20 to some."""
    if not 1 <= part.low <= part.high < MONEY_FROM or not _SAID_ALL.match(text, around.end):
        return False
    return bool(_LOAN_OF.search(text[max(0, around.start - LOOK_BACK) : around.start]))
