"""Numbers in English words: two and a half, twenty thousand, a couple of, half a."""

from __future__ import annotations

import re
from decimal import Decimal

from advisor.trade.numerals import Number
from advisor.trade.quantity_words import ENGLISH_NUMBERS, LATIN_SCALES

WORD = "|".join(sorted(ENGLISH_NUMBERS, key=len, reverse=True))
SPAN = "hour|day|week|month|year|decade"
MULTIPLIERS = ("couple", "dozen", "few")
LARGE = "thousand|million|billion|trillion"
_ITEM = re.compile(
    rf"[\s-]*\b(?:(?P<half>and (?:a )?half|half an?|half)|(?P<fourth>and a quarter)|(?P<of>of)|(?P<and>and)"
    rf"|(?P<quarter>quarters?(?:\s+of)?(?:\s+an?)?(?=\s+(?:{LARGE})\b)|quarters?\s+of\s+an?(?=\s+(?:{SPAN})\b))|(?P<word>{WORD})"
    rf"|(?P<scale>hundred|grand|{LARGE}))\b"
)
_HALF, _QUARTER, _ONE = Decimal("0.5"), Decimal("0.25"), Decimal(1)


def english_number_at(text: str, start: int) -> Number | None:
    """The English number in words that begins at `start` of a plain text, None if there is none.

    >>> english_number_at("two and a half months", 0).low
    Decimal('2.5')
    """
    total, low, high = Decimal(0), Decimal(0), Decimal(0)
    place, end, is_scaled = start, start, False
    while found := _ITEM.match(text, place):
        place = found.end()
        if found["of"] or found["and"]:
            if end == start:
                return None
            continue
        if found["half"]:
            low, high = low + _HALF, high + _HALF
        elif found["fourth"]:
            low, high = low + _QUARTER, high + _QUARTER
        elif found["quarter"]:  # three quarters of a million
            low, high = (low or _ONE) * _QUARTER, (high or _ONE) * _QUARTER
        elif found["scale"]:
            size = LATIN_SCALES[found["scale"]]
            low, high = (low or _ONE) * size, (high or _ONE) * size
            if size > 100 and low == high:
                total, low, high, is_scaled = total + low, Decimal(0), Decimal(0), True
        elif _begins_another(low, found["word"]):
            break
        else:
            low, high = _with_word(low, high, found["word"])
        end = place
    return Number(total + low, total + high, start, end, "scaled" if is_scaled else "words") if end > start else None


def _begins_another(low: Decimal, word: str) -> bool:
    """one and one, nineteen eighty: two numbers, since the first has its last figure."""
    if word in MULTIPLIERS:
        return False
    return bool(low % (10 if ENGLISH_NUMBERS[word][1] < 10 else 100))


def _with_word(low: Decimal, high: Decimal, word: str) -> tuple[Decimal, Decimal]:
    """twenty + four adds; a + couple and two + dozen multiply."""
    said_low, said_high = ENGLISH_NUMBERS[word]
    if word in MULTIPLIERS and high:
        return low * said_low, high * said_high
    return low + said_low, high + said_high
