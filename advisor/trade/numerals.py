"""Numbers as people say and type them in Chinese and in figures: 13万2, 三五万, 十几万, 20w, 1.5百万.

A number is an interval, since much of what people say is one (三五万 is 30,000 to 50,000). Text is in plain form
(`quantity_words.PLAIN`); what is counted, and in which unit, is not known here. English words: `english_numbers`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from advisor.trade.number_intervals import (
    ONE,
    ZERO,
    Interval,
    last_place,
    plus,
    spoken_digits,
    spoken_point,
    times,
)
from advisor.trade.quantity_words import LATIN_SCALES, SCALES, SIZED_VAGUE, VAGUE_NUMBERS

BIG = 10_000  # from here on a scale multiplies all that was said before it: 三百五十 万

_ARABIC = r"\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_SPOKEN = "[零一二三四五六七八九两俩仨]"
NEXT_THING = (  # a digit before one of these starts the next quantity: 3万5个月 is 30,000 for 5 months
    r"(?:[到至~-]\s*[\d一二三四五六七八九十]{1,3}\s*)?(?:多?个|天|日(?![元币])|号|年|月|周|星期|礼拜|期|次|分|厘|点|%|成|季|小时|折|倍|人|bp)"
)
_COEFFICIENT = re.compile(
    rf"零?(?P<vague>[小大好]?几|数(?=[十百千万亿]))|(?P<point>零\s?点\s?\d+(?![\d分])|{_SPOKEN}+\s?点\s?[零一二三四五六七八九]+)(?!十)"
    rf"|(?P<spoken>{_SPOKEN}+(?<!零(?=\d)))|零?(?P<arabic>{_ARABIC})"
)
_SCALE = re.compile(
    r"\s?(?:个\s?(?=[百千万亿w]))?(?:(?P<chinese>百(?!\s?分)|[十千万亿]|兆(?=[元一二三四五六七八九十百千万亿\d]))"
    rf"|(?P<latin>{'|'.join(sorted(LATIN_SCALES, key=len, reverse=True))})"
    r"(?=$|[^a-z0-9]|rmb|cny|usd|yuan|(?<=[wk])\d(?![\d.,a-z])))"
)
_MORE = re.compile(
    r"\s?(?P<word>[多余来把])(?=\s?(?:[万亿千百十块元个天周年月人单件种w%]|小时|分钟|$|[\s,，。.、?？!！左]))"
)
_TAIL = re.compile(
    rf"(?:(?P<spoken>[一二三四五六七八九]{{1,2}})|(?P<arabic>\d+))(?!\d|[.,]\d|[十百千万亿wk%]|分之|\s?(?:{NEXT_THING}))"
)
_GOES_ON = re.compile(
    r"\s[一二三四五六七八九两\d]\s?[十百千](?![个天年月日期单件元块])|(?<=\s[十百])\s[一二三四五六七八九](?!\d)"
)
_POINT = re.compile(r"\s?点\s?(?P<places>[零一二三四五六七八九]+)(?![十百千万亿分])")
_VAGUE_NUMBER = re.compile(f"(?P<name>{'|'.join(sorted(VAGUE_NUMBERS, key=len, reverse=True))})(?P<scale>[万亿]?)")


@dataclass(frozen=True)
class Number:
    """A number in a text: low <= high, its place, and how it was written."""

    low: Decimal
    high: Decimal
    start: int
    end: int
    written: str  # figures (only figures), words, scaled (千, 万, 亿, w, k ...)
    is_about: bool = False
    scale: int = 1  # the last scale word; in 二十至五十万 the left side takes it from the right


def number_at(text: str, start: int) -> Number | None:
    """The longest number that begins at `start` of a plain text, None if there is none.

    >>> number_at("13万2", 0).high
    Decimal('132000')
    """
    named = _VAGUE_NUMBER.match(text, start)
    if named:
        low, high = times(VAGUE_NUMBERS[named["name"]], SCALES.get(named["scale"], 1))
        return Number(low, high, start, named.end(), "scaled", is_about=low == high)
    reading = _Reading()
    end = start + len(text[start : reading.read(text, start)].rstrip())
    if end == start:
        return None
    low, high = reading.value
    point = _POINT.match(text, end) if reading.written == "words" and low == high else None
    if point:  # 一百二十点五
        low = high = low + spoken_point(f"零点{point['places']}")[0]
        end = point.end()
    return Number(low, high, start, end, reading.written, reading.is_about, reading.scale)


class _Reading:
    """One number while it is read: pairs of coefficient and scale (三 百, 五 十, 万), then the rest (2 of 13万2)."""

    def __init__(self) -> None:
        self.total, self.section = ZERO, ZERO  # what 万 and 亿 closed; what is open
        self.scale = 1
        self.is_about = False
        self.written = "figures"

    @property
    def value(self) -> Interval:
        return plus(self.total, self.section)

    def read(self, text: str, start: int) -> int:
        """Read from `start`; the place where the number ends."""
        end = start
        while True:
            coefficient, after = self._coefficient(text, end)
            scale = _SCALE.match(text, after)
            if not scale or not self._take(coefficient, _size(scale), is_first=end == start):
                return self._rest(text, end, coefficient, after, is_first=end == start)
            places = min(0, int(coefficient[0].as_tuple().exponent)) if coefficient else 0
            end = self._more(text, scale.end(), Decimal(_size(scale)).scaleb(places))
            if _GOES_ON.match(text, end):  # 三千 九百, 二 十 五
                end += 1

    def _coefficient(self, text: str, start: int) -> tuple[Interval | None, int]:
        found = _COEFFICIENT.match(text, start)
        if not found:
            return None, start
        word = found.group()
        if found["vague"]:
            is_ones = self.scale == 10 or word[0] == "零"
            return times((1, 9) if is_ones else SIZED_VAGUE[word], 1), found.end()
        if found["arabic"]:
            figure = Decimal(found["arabic"].replace(",", ""))
            return self._with_more(text, (figure, figure), found.end(), last_place(found["arabic"]))
        if word == "零" and text.startswith("十", found.end()):  # 一万零十二
            return ONE, found.end()
        figures = spoken_point(word) if found["point"] else spoken_digits(word.lstrip("零") or "零")
        return self._with_more(text, figures, found.end(), Decimal(1))

    def _take(self, coefficient: Interval | None, scale: int, is_first: bool) -> bool:
        """Add a pair if it goes on with the number: 三万五千 does, 1万20万 does not."""
        open_part = plus(self.section, coefficient or ZERO)
        if scale < BIG:
            if not is_first and (coefficient is None or 1 < self.scale <= scale):
                return False
            self.section = plus(self.section, times(coefficient or ONE, scale))
        elif 0 < self.total[1] < scale or scale == self.scale == BIG and coefficient is None and self.section == ZERO:
            self.total, self.section = times(plus(self.total, open_part), scale), ZERO
        elif self.total == ZERO or open_part != ZERO and self.total[0] >= scale * BIG:
            self.total = plus(self.total, times(open_part if open_part != ZERO else ONE, scale))
            self.section = ZERO
        else:
            return False
        self.scale, self.written = scale, "scaled" if scale >= 1_000 or self.value[1] >= 1_000 else "words"
        return True

    def _rest(self, text: str, end: int, coefficient: Interval | None, after: int, is_first: bool) -> int:
        """The part without a scale of its own: ones (十五, 一万零五), or tenths of the last scale (13万2)."""
        if coefficient is None:
            return end
        if is_first or text[end] == "零" or self.scale == 10 and not text[end].isascii():
            self.section = plus(self.section, coefficient)
            if not text[end].isascii():
                self.written = "words" if is_first else self.written
            return after
        tail = _TAIL.match(text, end) if self.scale >= 100 else None
        if not tail:
            return end
        if tail["arabic"] and len(tail["arabic"]) > 1:
            if len(tail["arabic"]) != len(str(self.scale)) - 1:
                return end
            self.section = plus(self.section, times(ONE, int(tail["arabic"])))
        else:
            tenths = spoken_digits(tail["spoken"]) if tail["spoken"] else times(ONE, int(tail["arabic"]))
            self.section = plus(self.section, times(tenths, self.scale // 10))
        return self._more(text, tail.end(), Decimal(self.scale // 10))

    def _with_more(self, text: str, figures: Interval, end: int, place: Decimal) -> tuple[Interval, int]:
        found = _MORE.match(text, end)
        if not found:
            return figures, end
        if found["word"] in "多余":
            return (figures[0], figures[1] + place), found.end()
        self.is_about = True
        return figures, found.end()

    def _more(self, text: str, end: int, place: Decimal) -> int:
        self.section, end = self._with_more(text, self.section, end, place)
        return end


def _size(scale: re.Match[str]) -> int:
    return SCALES[scale["chinese"]] if scale["chinese"] else LATIN_SCALES[scale["latin"]]
