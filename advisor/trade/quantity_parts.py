"""A sentence cut into its numbers with their units: the first half of reading quantities.

A part is one number as it stands; neighbours that make one quantity (10万到20万, 1年3个月, 八块四毛) are then joined.
What is around a part (月息, 不超过, 借) is judged in `quantity_context`. Text is in plain form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from advisor.trade.calendar_words import DATE, NOT_AN_AMOUNT
from advisor.trade.english_numbers import WORD, english_number_at
from advisor.trade.numerals import Number, number_at
from advisor.trade.quantity_units import unit_at
from advisor.trade.quantity_words import (
    COINS,
    CONNECTORS,
    CURRENCY_BEFORE,
    DURATION_PHRASES,
    FRACTIONS,
    LISTING,
    NOT_NUMBERS,
    SPLIT_INTO,
    WHOLE_SHARES,
)


@dataclass(frozen=True)
class Part:
    """One number with its unit, at its place. `kind` also has bare (no unit), interest (分 厘 毫) and point (点)."""

    kind: str
    low: Decimal
    high: Decimal
    start: int
    end: int
    unit: str = ""
    factor: Decimal = Decimal(1)
    word: str = ""  # the unit as written
    number: Number | None = None
    is_about: bool = False
    date: re.Match[str] | None = None


LARGEST = Decimal(10) ** 20  # longer figures are not a quantity of anything
_UNIT_OR_MORE = "hundred|thousand|million|half|couple|few|dozen|day|week|month|year|quarter|fortnight|hour"
_LETTERS = "|".join(sorted((word for word in CURRENCY_BEFORE if word.isalpha() and word.isascii()), key=len))
_SKIPPED = (
    rf"https?://\S+|{'|'.join(NOT_NUMBERS)}|(?<!\d)1[3-9]\d{{9}}(?!\d)|{NOT_AN_AMOUNT}1688(?!\d|[.,]\d|\s?[%万千元块天个件单期周月年人次])"
    r"|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)"
    r"|(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)|(?:上午|下午|晚上|早上|中午|凌晨)\s?[\d一二三四五六七八九十两]{1,2}点(?:半|\d{1,2}分?)?"
    r"|(?<![\d.])\d{1,2}点(?:半|钟|\d{2}分?(?!\d))|第\s?[\d一二三四五六七八九十几]+\s?(?:个?[月天年周期]|次|笔|家|名)?"
    rf"|(?<![a-z])(?!(?:{_LETTERS})\d)(?!lpr)[a-z][a-z_]*-?\d[\da-z-]*|千万(?=[别不要记得小注])|一(?:下|些|样|起|直|定|般|切|旦|共)"
    r"|一点(?![零一二三四五六七八九])"
)
_START = re.compile(
    rf"""
    (?P<skipped>{_SKIPPED.replace(" ", "[ ]")})
  | (?P<date>{re.sub(r"[?]P<[a-z_0-9]+>", "?:", DATE.pattern)})
  | (?P<duration>{"|".join(DURATION_PHRASES)})
  | (?P<share>{"|".join(w for w in WHOLE_SHARES if w != "half")}|\bhalf\b(?!\s+an?\b))
  | (?P<fraction>{"|".join(FRACTIONS)})
  | (?<=[息利率费按日天月])(?P<tenthousandth>[万千])(?=[一二三四五六七八九\d](?!分之|[十百千万]))
  | (?P<half>半)(?=个?(?:月|年|天|日|周(?!边)|星期|小时|季|成(?!品|本)|毛))
  | (?P<number>\d|\.\d|[零一二三四五六七八九两俩仨十]|[小大好]几|几(?=[十百千万亿])|数(?=[十百千万亿])
      |[百千](?=[万亿把来儿八])|万[把儿]
      |(?<=[上过近成超])[百千万亿])
  | (?P<english>\b(?:half(?=\s+an?\b)|an?(?=\s+(?:{_UNIT_OR_MORE}))|(?!an?\b)(?:{WORD}))\b)
""",
    re.VERBOSE,
)
_PARENTHESIS = re.compile(r"\(含\)|之间|之")
_RATIO = re.compile(r"\s?分之\s?")


def parts(text: str) -> list[Part]:
    """The numbers of a plain text with their units, joined where they are one quantity, from left to right."""
    found: list[Part] = []
    place = 0
    while begin := _START.search(text, place):
        part = _part(text, begin)
        place = max(part.end if part else 0, begin.end())
        if part and part.high < LARGEST:
            found.append(part)
    return _folded(text, _folded(text, found, _sum), _range)


def _folded(text: str, found: list[Part], joined: Callable[[Part, Part, str], Part | None]) -> list[Part]:
    """Neighbours replaced by the one quantity they make, where `joined` says they make one."""
    kept: list[Part] = []
    for part in found:
        gap = _PARENTHESIS.sub("", text[kept[-1].end : part.start]).strip() if kept else ""
        one = joined(kept[-1], part, gap) if kept and len(gap) <= 3 else None
        kept[-1:] = [one] if one else [*kept[-1:], part]
    return kept


def _part(text: str, begin: re.Match[str]) -> Part | None:
    kind, start, end = str(begin.lastgroup), begin.start(), begin.end()
    word = begin.group()
    if kind == "date":
        match = DATE.match(text, start)
        return Part("date", Decimal(0), Decimal(0), start, end, date=match) if match else None
    if kind == "duration":
        low, high, unit = DURATION_PHRASES[word]
        return Part("duration", Decimal(low), Decimal(high), start, end, unit)
    if kind == "share":
        return Part("percent", Decimal(WHOLE_SHARES[word]), Decimal(WHOLE_SHARES[word]), start, end)
    if kind in ("fraction", "tenthousandth"):
        factor = FRACTIONS[word if kind == "fraction" else f"{word}分之"]
        return _fraction(text, start, end, Decimal(factor))
    if kind == "half":
        return _with_unit(text, Number(Decimal("0.5"), Decimal("0.5"), start, end, "words"))
    if kind == "skipped":
        return None
    number = english_number_at(text, start) if kind == "english" else number_at(text, start)
    return _with_unit(text, number) if number else None


def _fraction(text: str, start: int, end: int, factor: Decimal) -> Part | None:
    """百分之八点五: the number after it is the share."""
    place = end + (text[end : end + 1] == " ")
    number = number_at(text, place) if place < len(text) else None
    if not number:
        return None
    low, high = number.low * factor, number.high * factor
    return Part("percent", low, high, start, number.end, factor=factor, is_about=number.is_about)


def _with_unit(text: str, number: Number) -> Part | None:
    ratio = _RATIO.match(text, number.end)
    if ratio and number.low > 0:  # 三分之一
        part = _fraction(text, number.start, ratio.end(), Decimal(1))
        return part and replace(part, low=part.low / number.low, high=part.high / number.low)
    unit = unit_at(text, number.end, number.high)
    if unit:
        low, high = (number.low + unit.extra) * unit.factor, (number.high + unit.extra + unit.more) * unit.factor
        return Part(
            unit.kind,
            low,
            high,
            number.start,
            unit.end,
            unit.unit,
            unit.factor,
            unit.word,
            number,
            number.is_about or unit.is_about,
        )
    if (
        text[number.end : number.end + 1].isascii()
        and text[number.end : number.end + 1].isalpha()
        and (number.written == "figures")
    ):
        return None  # 20kg, 3c
    kind, currency = ("money", "CNY") if number.written == "scaled" else ("bare", "")
    return Part(
        kind, number.low, number.high, number.start, number.end, currency, number=number, is_about=number.is_about
    )


def _range(left: Part, right: Part, gap: str) -> Part | None:
    """10-20万, 3到6个月: what the left side leaves out it takes from the right."""
    if gap not in CONNECTORS or not right.number or left.kind == "date":
        return None
    if left.kind == "percent" and left.factor < 1 and right.kind == "bare":  # 百分之十到二十
        right = replace(right, kind="percent", low=right.low * left.factor, high=right.high * left.factor)
    if gap in LISTING and (left.kind != "bare" or not right.word and right.kind == "bare"):
        return None
    low = left.low
    if (
        left.number
        and not left.word
        and right.number
        and right.number.scale > left.number.scale
        and (left.number.low < right.number.low / right.number.scale)
    ):
        low = left.number.low * right.number.scale * right.factor
    elif left.kind == "bare":
        low = left.low * right.factor
    elif left.kind == "money" and right.kind in ("money", "bare"):
        right = replace(right, kind="money", unit=right.unit or left.unit)
    elif (left.kind, left.unit) != (right.kind, right.unit):
        return _other_unit(left, right)
    if low > right.high or left.kind not in ("bare", right.kind) and not (left.kind == "money" and not left.word):
        return None
    return replace(right, low=low, start=left.start, is_about=left.is_about or right.is_about)


def _other_unit(left: Part, right: Part) -> Part | None:
    """三个月至半年: the larger unit is put in the smaller."""
    times = SPLIT_INTO.get((right.unit, left.unit))
    if left.kind != "duration" or right.kind != "duration" or times is None or left.low > right.high * times:
        return None
    return replace(right, low=left.low, high=right.high * times, unit=left.unit, start=left.start)


def _sum(left: Part, right: Part, gap: str) -> Part | None:
    """1年3个月 and 八块四毛 are one quantity, 一分二厘 too."""
    if gap not in ("", "零", "又", "and", "加"):
        return None
    if left.kind == "duration" and right.kind == "duration":
        times = SPLIT_INTO.get((left.unit, right.unit))
        if times:
            low, high = left.low * times + right.low, left.high * times + right.high
            return replace(right, low=low, high=high, start=left.start)
    is_coin = right.word in COINS or right.word == "分" and (left.word in COINS or left.word in ("块", "元"))
    if left.kind == "money" and left.unit == "CNY" and left.word and is_coin:
        cents = Decimal("0.01") if right.word == "分" else Decimal(1)
        added = right.low * cents
        return replace(left, low=left.low + added, high=left.high + added, end=right.end, word=right.word)
    if left.kind == right.kind == "interest" and left.word + right.word in ("分厘", "厘毫"):
        return replace(left, low=left.low + right.low / 10, high=left.high + right.high / 10, end=right.end)
    return None
