"""Which neighbouring parts make one quantity: 10万到20万, between 3% and 5%, 1年3个月, 八块四毛.

Text is in plain form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from advisor.trade.quantity_currencies import COINS, CURRENCY_BEFORE, HUNDREDTHS, WITH_HUNDREDTHS
from advisor.trade.quantity_part import Part
from advisor.trade.quantity_words import CONNECTORS, DURATIONS, LISTING, SPLIT_INTO

LONGEST_GAP = 9  # characters between two parts that make one quantity
PARTS_OF_COINS = {"分": Decimal("0.01"), "毫": Decimal("0.1")}  # after 块, 蚊; else they are interest
WITH_CENTS = "and cents"
AND = ("and", "和", "与", "跟")
_PARENTHESIS = re.compile(r"\(含\)|之间|之")
_CURRENCY_ENDS = re.compile(rf"(?:{'|'.join(map(re.escape, CURRENCY_BEFORE))})\s?$")
_DOLLAR_ENDS = re.compile(r"[$€£]\s?$")
_SAID_ALL = re.compile(r"\s*(?:$|[.,;!?)]|and\b)(?!\d)")
_BETWEEN = re.compile(r"(?:\bbetween|介于|从|在)\s?(?:[^\w\s]|[a-z]{2,3}\$?)?\s?$")
_BETWEEN_AFTER = re.compile(r"\s?之?间")


def joined(text: str, found: list[Part]) -> list[Part]:
    """The parts of a text, those replaced by one that are sums (一年零三个月) and then those that are ranges."""
    return _folded(text, _folded(text, found, _sum), _range)


def _folded(text: str, found: list[Part], made: Callable[[Part, Part, str], Part | None]) -> list[Part]:
    """Neighbours replaced by the one quantity they make, where `made` says they make one."""
    kept: list[Part] = []
    for part in found:
        one = (
            made(kept[-1], part, _gap(text, kept[-1], part))
            if kept and part.start - kept[-1].end <= LONGEST_GAP
            else None
        )
        kept[-1:] = [one] if one else [*kept[-1:], part]
    return kept


def _gap(text: str, left: Part, right: Part) -> str:
    """What stands between two parts, as one of CONNECTORS if it joins them; "between" makes "and" a "to"."""
    gap = _PARENTHESIS.sub("", text[left.end : right.start]).strip()
    if gap in CONNECTORS and gap not in AND:
        return gap
    gap = _CURRENCY_ENDS.sub("", gap).rstrip()
    is_between = gap in AND and (_BETWEEN.search(text[: left.start]) or _BETWEEN_AFTER.match(text, right.end))
    if is_between:
        return "to"
    return WITH_CENTS if gap == "and" and _are_cents(text, left, right) else gap


def _are_cents(text: str, left: Part, right: Part) -> bool:
    """ten dollars and fifty, $ 10 and fifty: what follows the amount has no unit and is less than a hundred."""
    if right.kind != "bare" or not 0 < right.low == right.high < 100 or right.low % 1 or left.low % 1:
        return False
    if not _SAID_ALL.match(text, right.end):
        return False
    if left.kind == "money":
        return left.word in WITH_HUNDREDTHS
    return left.kind == "bare" and bool(_DOLLAR_ENDS.search(text[max(0, left.start - LONGEST_GAP) : left.start]))


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
    elif left.kind == "money" and not left.word and right.kind in ("count", "duration", "percent"):  # 1万到3万单
        low = left.low * right.factor
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
    if gap == WITH_CENTS:
        return replace(left, low=left.low + right.low / 100, high=left.high + right.high / 100, end=right.end)
    if gap not in ("", "零", "又", "and", "加"):
        return None
    if gap == "又" and left.kind in ("bare", "money") and not left.word and right.kind == "percent":  # 十一又四分之一
        return replace(left, low=left.low + right.low, high=left.high + right.high, end=right.end)
    if left.kind == "duration" and right.word == "分" and left.unit in ("day", "hour"):  # 一小时二十分
        right = replace(right, kind="duration", unit="minute")
    if left.word == "分" and right.kind == "duration" and right.unit == "second":  # 一分三十秒
        left = replace(left, kind="duration", unit="minute")
    if left.kind == "duration" and right.kind == "duration":
        return _time_sum(left, right)
    if left.kind == right.kind == "money" and _is_hundredth(left.unit, right.word):
        return replace(left, low=left.low + right.low, high=left.high + right.high, end=right.end)
    is_coin = (
        right.word in COINS
        or right.word in PARTS_OF_COINS
        and (left.word in COINS or left.word[-1:] in ("块", "元", "刀", "蚊"))
    )
    if left.kind == "money" and left.unit != "JPY" and left.word and is_coin:
        cents = PARTS_OF_COINS.get(right.word, Decimal(1))
        added = right.low * cents
        return replace(left, low=left.low + added, high=left.high + added, end=right.end, word=right.word)
    if left.kind == right.kind == "interest" and left.word + right.word in ("分厘", "厘毫"):
        return replace(left, low=left.low + right.low / 10, high=left.high + right.high / 10, end=right.end)
    return None


def _is_hundredth(unit: str, word: str) -> bool:
    """Whether a coin is a hundredth of a currency: pence of a pound; the cents of all that have cents."""
    if word in HUNDREDTHS:
        return unit == HUNDREDTHS[word] or word in ("cent", "cents") and unit not in ("CNY", "JPY")
    return False


def _time_sum(left: Part, right: Part) -> Part | None:
    """1年3个月 is 15 months; in English the smaller unit may come first (2 days 1 month)."""
    large, small = left, right
    if (left.unit, right.unit) not in SPLIT_INTO and left.word.isascii():
        large, small = right, left
    times = SPLIT_INTO.get((large.unit, small.unit))
    if times is None:
        return None
    low, high = _days_of_years(large, small, times)
    low, high = low + small.low, high + small.high
    return replace(right, low=low, high=high, unit=small.unit, start=left.start, word=left.word)


def _days_of_years(large: Part, small: Part, times: int) -> tuple[Decimal, Decimal]:
    """`large` in the unit of `small`; the months of a year that was said have its 365 days."""
    extra = 5 if (large.unit, small.unit) == ("month", "day") and DURATIONS.get(large.word) == "year" else 0
    return large.low * times + large.low // 12 * extra, large.high * times + large.high // 12 * extra
