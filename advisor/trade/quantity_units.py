"""What stands right after a number and makes it money, a duration, a share, interest or a count.

The patterns are made of the tables in `quantity_words`; text is in plain form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from advisor.trade.number_intervals import last_place, spoken_digits
from advisor.trade.numerals import NEXT_THING
from advisor.trade.quantity_currencies import COINS, CURRENCIES, HUNDREDTHS, THOUSANDS, WITH_HUNDREDTHS
from advisor.trade.quantity_words import (
    DURATIONS,
    HALF_MORE,
    LONG_DURATIONS,
    MEASURES,
    SHARES,
    UNIT_NOT_BEFORE,
)


@dataclass(frozen=True)
class Unit:
    """A unit as written after a number: value = number x factor (+ half, + tenths), up to `more` above it."""

    kind: str  # money, duration, percent, interest (分 厘 毫), point (点), count
    unit: str
    factor: Decimal
    word: str
    end: int
    extra: Decimal = Decimal(0)  # in numbers of the unit: 0.5 for 两年半, 0.8 for 12块8
    more: Decimal = Decimal(0)  # 1 for 一个多月: up to one unit above
    is_about: bool = False


UNITS: dict[str, tuple[str, str, str]] = {
    **{word: ("count", word, "1") for word in MEASURES},
    **{word: ("interest", word, "1") for word in ("分", "厘", "毫")},
    **{word: ("point", "", "0.01") for word in ("点",)},
    **{word: ("percent", "", factor) for word, factor in SHARES.items()},
    **{word: ("duration", unit, "1") for word, unit in DURATIONS.items()},
    **{word: ("duration", unit, str(times)) for word, (times, unit) in LONG_DURATIONS.items()},
    **{word: ("money", "CNY", factor) for word, factor in COINS.items()},
    **{word: ("money", unit, "1") for word, unit in CURRENCIES.items()},
    **{word: ("money", unit, "0.01") for word, unit in HUNDREDTHS.items()},
    **{word: ("money", unit, times) for word, (unit, times) in THOUSANDS.items()},
}
POINTS = "百分点"
TENTHS_AFTER = frozenset({"块", "元", "毛", "角", "分", "厘", "成"})  # 三块五, 一分二, 七成五


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first; words in Latin letters end where the letters end."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(
        f"{re.escape(word)}(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else re.escape(word)
        for word in ordered
    )


def _unit_pattern(without_guard: str = "") -> re.Pattern[str]:
    def guarded(word: str) -> str:
        if word == POINTS:
            return r"百\s?分\s?点"
        is_guarded = word in UNIT_NOT_BEFORE and word not in without_guard
        return f"{word}(?!{UNIT_NOT_BEFORE[word]})" if is_guarded else alternatives([word])

    by_first: dict[str, list[str]] = {}  # one branch for each first character fails fast
    for word in sorted(UNITS, key=len, reverse=True):
        by_first.setdefault(word[0], []).append(guarded(word))
    branches = (f"(?={re.escape(first)})(?:{'|'.join(words)})" for first, words in by_first.items())
    return re.compile(
        r"(?:\s*of(?=\s))?[\s-]*(?P<about>来)?(?:个?(?P<middle>[半多来])?个?)?\s*"
        rf"(?P<unit>{'|'.join(branches)})"
    )


_UNIT = _unit_pattern()
_UNIT_AFTER_SMALL = _unit_pattern(without_guard="年月日")  # 一年利息, but 10万 年利率
_HALF = re.compile(r"半(?![个年天月价小路夜数])|\s+and\s+(?:a\s+)?half\b")
_MORE = re.compile(r"多(?![少久长次大家个])|出头|余(?![额款])")
_TENTH = re.compile(
    rf"(?P<digit>[一二三四五六七八九]|\d)(?!\d|[.,]\d|[十百千万亿wk]|分之|\s?(?:{NEXT_THING}|[角毛元块]))"
)
_HUNDREDTHS = re.compile(r"\s(?P<cents>\d\d)(?=\s*(?:[.,;!?)]|$))(?![.,]\d)")
_ZERO_TENTHS = re.compile(r"零(?P<digit>[一二三四五六七八九])(?![一二三四五六七八九十百千万角毛个天月年])")
_SHARE_OUT = re.compile(r"分\s?[\d一二三四五六七八九十两几]+\s*(?:个?月|期|次|年|天|周)")


def unit_at(text: str, place: int, value: Decimal) -> Unit | None:
    """The unit at `place`, right after a number of that value; None if there is none.

    分 after a large number is the verb (6800分八期: paid in eight parts), not the unit.
    """
    found = (_UNIT_AFTER_SMALL if value < 100 else _UNIT).match(text, place)
    if not found:
        return None
    word = POINTS if found["unit"][0] == "百" else found["unit"]
    if word == "分" and (value >= 100 or value >= 10 and _SHARE_OUT.match(text, found.start("unit"))):
        return None
    kind, unit, factor = UNITS[word]
    if word == "折":  # 九折 pays 90 %, 八八折 88 %
        if value >= 100:
            return None
        factor = "0.1" if value <= 10 else "0.01"
    if word == "点" and text[found.start("unit") - 1] == "个":
        kind = "percent"
    extra, more, end = _added(text, found.end(), word)
    if found["middle"] == "半":
        extra += Decimal("0.5")
    elif found["middle"] == "多":  # 一个多月 is up to a month more, 一百多美元 up to a hundred
        more = Decimal(1) if text[found.start("middle") - 1] == "个" else last_place(f"{value:f}")
    if word in HALF_MORE:
        extra += Decimal("0.5")
    is_about = found["middle"] == "来" or bool(found["about"])
    return Unit(kind, unit, Decimal(factor), word, end, extra, more, is_about)


def _added(text: str, end: int, word: str) -> tuple[Decimal, Decimal, int]:
    """What is added after the unit: half of one, up to one more, or tenths; and where it ends."""
    half = _HALF.match(text, end)
    if half:
        return Decimal("0.5"), Decimal(0), half.end()
    more = _MORE.match(text, end)
    if more:
        return Decimal(0), Decimal(1), more.end()
    if found := _HUNDREDTHS.match(text, end) if word in WITH_HUNDREDTHS else None:  # 15 dollars 50
        return Decimal(found["cents"]) / 100, Decimal(0), found.end()
    if found := _ZERO_TENTHS.match(text, end) if word in ("块", "元") else None:  # 三块零四
        return spoken_digits(found["digit"])[0] / 100, Decimal(0), found.end()
    begin = end + 1 if word == "成" and text[end : end + 1] == " " else end
    tenth = _TENTH.match(text, begin) if word in TENTHS_AFTER else None
    if tenth:
        digit = tenth["digit"]
        return (Decimal(digit) if digit.isascii() else spoken_digits(digit)[0]) / 10, Decimal(0), tenth.end()
    return Decimal(0), Decimal(0), end
