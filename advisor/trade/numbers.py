"""Every number of a text, whatever it is a number of: in dates, amounts, names of streets, counts, percentages.

`quantities` asks what a number means to a merchant and leaves out what means nothing; here each number is read for
itself: "3月5日花了五百二" has 3, 5 and 520. Nothing raises on any text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from advisor.trade.chinese_numerals import chinese_numeral_at
from advisor.trade.english_numbers import WORD, english_number_at
from advisor.trade.figure_numbers import figure_number_at
from advisor.trade.number_standing import is_number
from advisor.trade.number_words import DOZEN, ONLY_CLOSE, SUFFIXES
from advisor.trade.numerals import Number
from advisor.trade.quantities import plain_form
from advisor.trade.quantity_words import SCALES

HALF = Decimal("0.5")
_START = re.compile(
    r"(?P<skipped>https?://\S+|(?<![a-z_])[a-z_]+\d[\da-z_]*|零(?=下)|百 {0,2}分 {0,2}之)"
    r"|(?P<half>一半半?|半(?= ?(?:$|[,，。.!！?？]|[百千万亿打]|个|小时|天|年|月|日|周|星期|斤|公斤|成|折|价)))"
    r"|(?P<one_half>个半)"
    r"|(?P<numeral>[零一二三四五六七八九两俩仨十廿卅卌几数百千万亿]|\d|(?<![\d.])\.\d)"
    rf"|(?P<english>\b(?!an?\b)(?:{WORD})\b)"
)
_NUMERAL = r"\d零一二三四五六七八九十百千万亿"
_SIGN = re.compile(rf"(?:(?<![抱担肩背欺胜])负|零下|(?<![a-z)\-{_NUMERAL}])(?<![{_NUMERAL}] )-) ?$")
_OVER = re.compile(r" {0,3}分 {0,3}之 {0,3}(?P<sign>负 ?)?")
_SHARE_OF = re.compile(r" ?(?P<by>份之?|分)(?=[一二三四五六七八九十]{1,3}(?:$|[ ,。.，]))")
_AND = re.compile(r" {0,3}[又零] {0,3}(?P<sign>负 ?)?")
_SUFFIX = re.compile(r"(?P<space> ?)(?P<suffix>[KkMmGTwW])(?![A-Za-z0-9])")
_DOZENS = re.compile(r" ?打(?P<half>半)?(?![\d一二三四五六七八九十百折底包造开扫电工卡])")
_AND_HALF = re.compile(r" ?个半(?!数|价|成)")
_DOTTED = re.compile(r"\d{1,40}(?=\.\d{1,40}\.\d)|(?<=\d\.)\d+")
_LONGEST_SIGN = 4


def numbers(text: str) -> tuple[Number, ...]:
    """Every number of a text, from left to right; only the first 2,000 characters are read.

    A number is what is said of it: of a percentage and of an amount the figure before the unit. Vague ones have the
    stated part as `low`. A numeral that is part of a word (统一, 海陆空) is none.

    >>> [f"{found.low:g}" for found in numbers("5月3日买了两打, 共-15e2元")]
    ['5', '3', '24', '-1500']
    """
    plain, original = plain_form(text)
    found: list[Number] = []
    place = 0
    while begin := _START.search(plain, place):
        number = _number(plain, original, begin)
        place = max(begin.end(), number.end if number else 0)
        if number and is_number(plain, original, number):
            found.append(_signed(plain, number, found[-1].end if found else 0))
    return tuple(found)


def _number(plain: str, original: str, begin: re.Match[str]) -> Number | None:
    kind, start, end = str(begin.lastgroup), begin.start(), begin.end()
    if kind == "skipped":
        return None
    if kind == "english":
        return english_number_at(plain, start)
    if kind == "half":
        return _half(plain, start, end)
    if kind == "one_half":
        return Number(1 + HALF, 1 + HALF, start, end, "scaled")
    if number := figure_number_at(plain, start):
        return number
    number = _single(plain, start)
    return number and _continued(plain, original, number)


def _single(plain: str, start: int) -> Number | None:
    """The numeral at `start`; of 1.2.3 and of 1.2.3.4 each figure is one."""
    dotted = _DOTTED.match(plain, start)
    if dotted:
        value = Decimal(dotted.group())
        return Number(value, value, start, dotted.end(), "figures")
    return chinese_numeral_at(plain, start)


def _half(plain: str, start: int, end: int) -> Number:
    """半百, 半打: half of what follows; else a half."""
    value, scale = HALF, plain[end : end + 1]
    if scale in SCALES or scale == "打" and _DOZENS.match(plain, end):
        value, end = HALF * SCALES.get(scale, DOZEN), end + 1
    return Number(value, value, start, end, "scaled")


def _continued(plain: str, original: str, number: Number) -> Number:
    """The number with what follows and belongs to it: a fraction, a suffix, dozens, and a half."""
    if (over := _OVER.match(plain, number.end)) and (fraction := _fraction(plain, number, over)):
        return fraction
    if (share := _SHARE_OF.match(plain, number.end)) and (fraction := _fraction(plain, number, share)):
        if share["by"] != "分" or fraction.low < 1:  # 十份三, 四分三
            return fraction
    if (also := _AND.match(plain, number.end)) and (mixed := _mixed(plain, number, also)):
        return mixed
    suffix = _SUFFIX.match(original, number.end) if number.written == "figures" else None
    if suffix and not (suffix["space"] and suffix["suffix"] in ONLY_CLOSE):
        return _times(number, SUFFIXES[suffix["suffix"]], suffix.end())
    if dozens := _DOZENS.match(plain, number.end):
        more = HALF if dozens["half"] else 0
        return _times(replace(number, low=number.low + more, high=number.high + more), DOZEN, dozens.end())
    if half := _AND_HALF.match(plain, number.end):
        return replace(number, low=number.low + HALF, high=number.high + HALF, end=half.end(), written="scaled")
    return number


def _fraction(plain: str, below: Number, over: re.Match[str]) -> Number | None:
    """三分之一, 3分之负2: the number after it, divided by the number before it."""
    above = chinese_numeral_at(plain, over.end())
    if not above or not below.low:
        return None
    sign = -1 if over.groupdict().get("sign") else 1
    value = sign * above.low / below.low
    return Number(value, value, below.start, above.end, "notation")


def _mixed(plain: str, whole: Number, also: re.Match[str]) -> Number | None:
    """十一又四分之一: a whole number and a fraction."""
    below = chinese_numeral_at(plain, also.end())
    over = _OVER.match(plain, below.end) if below else None
    part = _fraction(plain, below, over) if below and over else None
    if not part:
        return None
    value = whole.low + part.low * (-1 if also["sign"] else 1)
    return replace(part, low=value, high=value, start=whole.start)


def _times(number: Number, by: int, end: int) -> Number:
    return replace(number, low=number.low * by, high=number.high * by, end=end, written="scaled")


def _signed(plain: str, number: Number, floor: int) -> Number:
    """负三, -5: with its sign; a dash between two numbers is none."""
    before = plain[max(0, number.start - _LONGEST_SIGN) : number.start]
    sign = _SIGN.search(before) if before.rstrip()[-1:] in ("-", "负", "下") else None
    start = number.start - len(before) + sign.start() if sign else floor
    if not sign or start < floor:
        return number
    return replace(number, low=-number.high, high=-number.low, start=start)
