"""Amounts, rates, lengths of time, shares, counts and dates as merchants say them, in Chinese and English.

Speech is read once, here: "急用20个w周转俩月 月息一分二" gives 200,000 yuan, 2 months and 1.2 % a month, each with its
hedge and its place. What can be read in two ways keeps both (`Quantity.readings`). Nothing raises on any text.
The way back, from figures to words, is `figures`; both are offered here.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from advisor.trade.figures import days_words, money_words, percent_words, rate_words
from advisor.trade.quantity import Quantity
from advisor.trade.quantity_context import in_context
from advisor.trade.quantity_part import Part
from advisor.trade.quantity_parts import parts
from advisor.trade.quantity_units import alternatives
from advisor.trade.quantity_words import FILLERS, PLAIN

__all__ = ["Quantity", "days_words", "money_words", "percent_words", "quantities", "rate_words", "sole_quantity"]

LONGEST = 2_000  # characters read of a message
USUAL_UNIT = {"money": "CNY", "duration": "day", "percent": "percent", "count": "", "rate": ""}
_FILLER = re.compile(rf"{alternatives(FILLERS)}|[\s,，。.、!！~…;；:：?？个]+")
_WIDE_COMMA = re.compile("(?<=[０-９])，(?=[０-９]{3})")  # １１１，１１１ is one number
_YUAN = re.compile("[元块毛角钱¥]|rmb|cny|yuan")
_ONE_WORD = re.compile(r"[零一二三四五六七八九十两俩仨几]|[a-z]+")


def quantities(text: str, today: date | None = None) -> tuple[Quantity, ...]:
    """Every quantity stated in a text, from left to right.

    Args:
        text: any string; only the first 2,000 characters are read.
        today: the day the text was written; without it dates that need it have no `earliest` and `latest`.

    Returns:
        Quantities that do not overlap. A number without a unit is a count with unit "", or yuan where the words
        next to it say so (借16000); a single bare number word (一, two) is not a quantity.

    >>> [(found.kind, found.low) for found in quantities("20个w用俩月")]
    [('money', Decimal('200000')), ('duration', Decimal('2'))]
    """
    found, plain = _read(text, today)
    return tuple(quantity for quantity in found if not _is_word_only(plain, quantity))


def sole_quantity(text: str, kind: str, default_unit: str | None = None) -> Quantity | None:
    """A text read as the answer to a question for one quantity: "20", "大概20天吧", "三成".

    Args:
        text: the answer.
        kind: money, duration, percent, rate or count.
        default_unit: what a bare number means: a currency, a unit of time (day, month ...) or "percent"; by default
            CNY, day and percent.

    Returns:
        The quantity, of that kind; None when there is not exactly one, or when anything but fillers is said besides.
        An ambiguous text is taken in the one reading of that kind, and stays ambiguous if it has several.

    >>> sole_quantity("差不多三成", "percent").low
    Decimal('0.3')
    """
    found, plain = _read(text, None)
    if len(found) != 1 or len(text) > LONGEST:
        return None
    start, end = found[0].span
    if _FILLER.sub("", plain[:start]) or _FILLER.sub("", plain[end:]):
        return None
    return _of_kind(found[0], kind, default_unit or USUAL_UNIT.get(kind, ""), plain)


def plain_form(text: str) -> tuple[str, str]:
    """(plain, original): what is read of a text, half-width, simplified and in lower case; and the same stretch of it.

    Every character keeps its place.
    """
    cut = text[:LONGEST]
    return (_WIDE_COMMA.sub(",", cut).translate(PLAIN) if "，" in cut else cut.translate(PLAIN)), cut


def _read(text: str, today: date | None) -> tuple[list[Quantity], str]:
    plain, _ = plain_form(text)
    found: list[Part] = parts(plain)
    return in_context(plain, text, found, today), plain


def _is_word_only(plain: str, quantity: Quantity) -> bool:
    start, end = quantity.span
    return quantity.kind == "count" and quantity.unit == "" and bool(_ONE_WORD.fullmatch(plain, start, end))


def _of_kind(quantity: Quantity, kind: str, unit: str, plain: str) -> Quantity | None:
    if quantity.is_ambiguous:
        fitting = [reading for reading in quantity.readings if reading.kind == kind]
        return fitting[0] if len(fitting) == 1 else quantity if fitting else None
    if quantity.kind == kind:
        return quantity
    is_bare = quantity.kind == "count" and quantity.unit in ("", "个")
    if kind == "count" and (quantity.kind, quantity.unit) == ("money", "CNY") and not _YUAN.search(plain):  # 3万
        return replace(quantity, kind="count", unit="")
    if not is_bare or kind not in ("money", "duration", "percent"):
        return None
    if kind == "percent":
        low, high = (side if side is None else side / Decimal(100) for side in (quantity.low, quantity.high))
        return replace(quantity, kind=kind, low=low, high=high, unit="")
    return replace(quantity, kind=kind, unit=unit)
