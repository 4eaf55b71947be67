"""Whether a numeral stands for a number where it stands: 五台 does, 统一, 海陆空 and 九九 as a name do not."""

from __future__ import annotations

import re

from advisor.trade.number_words import BEFORE_WORDS_ONLY, ENDINGS, FORMAL, MEASURE_WORDS, MEASURES, NAMING, NOT_A_COUNT
from advisor.trade.numerals import Number

_COUNTS = re.compile(rf" ?(?:[{MEASURES}]|{'|'.join(MEASURE_WORDS)})")
_ENDS = re.compile(rf"$|[^\w]|[{ENDINGS}]|[这那不也还而却更但]?是")
_NOT_A_COUNT = re.compile(NOT_A_COUNT)
_VERY = re.compile(r"十分(?=[一-鿿])(?![钟之半])")
_UNDECIDED = re.compile(r"[a-z]")


def is_number(plain: str, original: str, number: Number) -> bool:
    """Whether a numeral that was read at its place is a number; figures and numerals with a scale always are."""
    word = number.written
    if word == "scaled":
        return not _is_word(plain, original, number)
    if word == "run":
        is_long = number.end - number.start > 2 or "零" in plain[number.start : number.end]
        return is_long or number.low < number.high and bool(_COUNTS.match(plain, number.end))
    if len(word) != 1:
        return True
    return _stands_alone(plain, original, number)


def _is_word(plain: str, original: str, number: Number) -> bool:
    """十分 (very), 夕拾, 万一: what has a scale and is no number."""
    written = plain[number.start : number.end]
    if written in ("万一", "万万") or _VERY.match(plain, number.start):
        return True
    return written == "十" and original[number.start] == "拾" and not _is_named(original, number.start)


def _stands_alone(plain: str, original: str, number: Number) -> bool:
    if _NOT_A_COUNT.match(plain, number.start):
        return False
    before = plain[number.start - 1 : number.start]
    if original[number.start] in FORMAL and not _is_named(original, number.start):
        return False
    if _COUNTS.match(plain, number.end):
        return True
    return (not before or before not in BEFORE_WORDS_ONLY) and bool(_ENDS.match(plain, number.end))


def _is_named(original: str, start: int) -> bool:
    before = original[start - 1 : start]
    return not before or not before.isalnum() or before in NAMING
