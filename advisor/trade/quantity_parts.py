"""A sentence cut into its numbers with their units: the first half of reading quantities.

A part is one number as it stands; neighbours that make one quantity (10万到20万, 1年3个月, 八块四毛) are then joined.
What is around a part (月息, 不超过, 借) is judged in `quantity_context`. Text is in plain form.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from advisor.trade.calendar_words import DATE, NOT_AN_AMOUNT
from advisor.trade.english_numbers import LARGE, SPAN, WORD, english_number_at
from advisor.trade.number_intervals import spoken_point
from advisor.trade.numerals import Number, number_at
from advisor.trade.quantity_currencies import CURRENCY_BEFORE
from advisor.trade.quantity_joins import joined
from advisor.trade.quantity_part import Part
from advisor.trade.quantity_units import unit_at
from advisor.trade.quantity_words import (
    DURATION_PHRASES,
    DURATIONS,
    FRACTIONS,
    LATIN_SCALES,
    NOT_NUMBERS,
    WHOLE_SHARES,
)

LARGEST = Decimal(10) ** 20  # longer figures are not a quantity of anything
_UNIT_OR_MORE = (
    "hundred|thousand|million|billion|trillion|grand|half|couple|few|dozen|day|week|month|year|decade|quarter|fortnight|hour"
    "|dollar|euro|pound|buck|penny|cent"
)
_LETTERS = "|".join(sorted((word for word in CURRENCY_BEFORE if word.isalpha() and word.isascii()), key=len))
_SKIPPED = (
    rf"https?://\S+|{'|'.join(NOT_NUMBERS)}|(?<![\d¥$€£])1[3-9]\d{{9}}(?!\d|\s?(?:元|块|{_LETTERS})(?![a-z]))|{NOT_AN_AMOUNT}1688(?!\d|[.,]\d|\s?[%万千元块天个件单期周月年人次])"
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
  | (?P<share>{"|".join(w for w in WHOLE_SHARES if w != "half")}|\bhalf\b(?!\s+an?\b|[\s-](?:{SPAN})))
  | (?P<fraction>[百千万]\s?分\s?之)
  | (?P<ratio>(?<![\d/.-])\d{{1,3}}/\d{{1,3}}(?![\d/期年月日-]))
  | (?P<half_point>(?<=[息利])分半(?!钟)|(?<!\w)分半(?=$|[利的息]))
  | (?P<one_half>个半(?=$|[\s,，。.!！?？])|(?<!\w)(?:日|天|年|星期|礼拜|粒钟)半(?=$|[\s,，。.!！?？]))
  | (?P<whole>\b(?:all|full|whole|entire)[\s-](?=(?:day|week|month|year)\b))
  | (?<=[息利率费按日天月])(?P<tenthousandth>[万千])(?=[一二三四五六七八九\d](?!分之|[十百千万]))
  | (?P<half>半)(?=[个粒]?(?:月|年|天|日|周(?!边)|星期|礼拜|世纪|分钟|秒(?![杀拍])|小时|钟|季|成(?!品|本)|毛))
  | (?P<spaced>[一二三四五六七八九\d]\s[一二三四五六七八九\d](?=\s?折))
  | (?P<number>\d|\.\d|[零一二三四五六七八九两俩仨十]|[小大好]几|几(?=[十百千万亿])|数(?=[十百千万亿])
      |[百千](?=[万亿把来儿八十])|万[把儿]
      |(?<=[上过近成超])[百千万亿])
  | (?P<english>\b(?:half(?=\s+an?\b|[\s-](?:{SPAN}))|an?(?=\s+(?:{_UNIT_OR_MORE}))
      |quarter(?=\s+(?:of\s+an?\s+)?(?:{LARGE})\b|\s+of\s+an?\s+(?:{SPAN}))|(?!an?\b)(?:{WORD}))\b)
""",
    re.VERBOSE,
)
_RATIO = re.compile(r"\s{0,2}分\s{0,2}之\s?")
_CURRENCY_ENDS = re.compile(rf"(?:{'|'.join(map(re.escape, CURRENCY_BEFORE))})\s?$")
_SPAN_BEFORE = re.compile(r"(?:^|[\s钟等要花用近约过,，。])$")
_LARGE_AFTER = re.compile(rf"\s(?P<scale>{LARGE})\b")


def parts(text: str) -> list[Part]:
    """The numbers of a plain text with their units, joined where they are one quantity, from left to right."""
    found: list[Part] = []
    place = 0
    while begin := _START.search(text, place):
        part = _part(text, begin)
        place = max(part.end if part else 0, begin.end())
        if part and part.high < LARGEST:
            found.append(part)
    return joined(text, found)


def _part(text: str, begin: re.Match[str]) -> Part | None:
    kind, start, end = str(begin.lastgroup), begin.start(), begin.end()
    word = begin.group()
    if kind == "date":
        match = DATE.match(text, start)
        return Part("date", Decimal(0), Decimal(0), start, end, date=match) if match else None
    if kind == "duration":
        low, high, unit = DURATION_PHRASES[word]
        return Part("duration", Decimal(low), Decimal(high), start, end, unit, is_about="把" in word)
    if kind == "share":
        return Part("percent", Decimal(WHOLE_SHARES[word]), Decimal(WHOLE_SHARES[word]), start, end)
    if kind in ("fraction", "tenthousandth"):
        factor = FRACTIONS[f"{word[0]}分之"]
        return _fraction(text, start, end, Decimal(factor))
    if kind == "half":
        return _with_unit(text, Number(Decimal("0.5"), Decimal("0.5"), start, end, "words"))
    if kind == "spaced":  # 九 五 折
        figures = spoken_point(word)[0]
        return _with_unit(text, Number(figures, figures, start, end, "words"))
    if kind == "whole":
        return _with_unit(text, Number(Decimal(1), Decimal(1), start, end, "words"))
    if kind == "one_half":  # 个半, 年半: one and a half
        span = DURATIONS.get(word[:-1])
        more = Decimal("1.5")
        return Part("duration" if span else "count", more, more, start, end, span or "个", word=word[:-1])
    if kind == "half_point":
        return Part("interest", Decimal("1.5"), Decimal("1.5"), start, end, "分", word="分")
    if kind == "ratio":
        above, below = map(Decimal, word.split("/"))
        if 0 < above < below:
            return Part("percent", above / below, above / below, start, end, word="/")
    if kind == "skipped":
        return None
    number = english_number_at(text, start) if kind == "english" else number_at(text, start)
    return _with_unit(text, number) if number else None


def _fraction(text: str, start: int, end: int, factor: Decimal) -> Part | None:
    """百分之八点五: the number after it is the share."""
    place = end + len(text[end:]) - len(text[end:].lstrip(" "))
    is_negative = text[place : place + 1] in ("负", "-")
    number = number_at(text, place + is_negative) if place < len(text) else None
    if not number:
        return None
    low, high = number.low * factor, number.high * factor
    if is_negative:  # 百分之负五
        low, high = -high, -low
    return Part("percent", low, high, start, number.end, factor=factor, is_about=number.is_about)


def _with_unit(text: str, number: Number) -> Part | None:
    ratio = _RATIO.match(text, number.end)
    if ratio and number.low > 0:  # 三分之一
        part = _fraction(text, number.start, ratio.end(), Decimal(1))
        part = part and replace(part, low=part.low / number.low, high=part.high / number.low)
        span = unit_at(text, part.end, Decimal(1)) if part else None
        if part and span and span.kind == "duration":  # 四分之三小时
            low, high = part.low * span.factor, part.high * span.factor
            return replace(part, kind="duration", low=low, high=high, unit=span.unit, end=span.end, word=span.word)
        return part
    unit = unit_at(text, number.end, number.high)
    if unit and unit.word == "个字" and not _SPAN_BEFORE.search(text[max(0, number.start - 2) : number.start]):
        unit = replace(unit, kind="count", unit="个", factor=Decimal(1), word="个", end=unit.end - 1)  # 店名两个字
    if unit and unit.word in CURRENCY_BEFORE and text[unit.end : unit.end + 2].strip()[:1].isdigit():
        if _CURRENCY_ENDS.search(text[: number.start]):  # rmb 10 usd 20
            unit = None
    if unit:
        large = _LARGE_AFTER.match(text, unit.end) if unit.kind == "money" and number.written != "scaled" else None
        if large:  # 75 usd million
            unit = replace(unit, factor=unit.factor * LATIN_SCALES[large["scale"]], end=large.end())
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
