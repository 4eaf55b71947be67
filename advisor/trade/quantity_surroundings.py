"""What stands right around a number: its sign, its hedge, a currency before it. Text is in plain form."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from advisor.trade.quantity import Quantity
from advisor.trade.quantity_currencies import CURRENCY_BEFORE
from advisor.trade.quantity_part import Part
from advisor.trade.quantity_units import alternatives
from advisor.trade.quantity_words import HEDGES_AFTER, HEDGES_BEFORE

LOOK_BACK = 24  # characters

_DIRECT = "(?<![最附])近|(?<![预合])约|(?<![超通])过(?=$)|(?<![以早晚线店马网])上(?=$)"  # parts of other words else
_HEDGE_WORDS = alternatives(word for word in HEDGES_BEFORE if word not in ("近", "约", "过", "上"))


def _spaced(currency: str) -> str:
    """A currency before a number: letters as a word of their own, hk$ also as hk $."""
    word = re.escape(currency)
    if currency[0].isascii() and currency[0].isalpha():
        return "(?<![a-z])" + word.replace(r"\$", r"\s?\$")
    return word


_BEFORE = re.compile(
    rf"(?:(?<![a-z])(?P<hedge>{_HEDGE_WORDS}|{_DIRECT})(?:是|为|有|要|在|也|能|可|贷|借|:|\s)*)?"
    rf"(?P<currency>{'|'.join(map(_spaced, sorted(CURRENCY_BEFORE, key=len, reverse=True)))})?\s*$"
)
_AFTER = re.compile(rf"\s*的?(?P<hedge>{alternatives(HEDGES_AFTER)})(?!\d)(?![容部衣子])")
_MINUS_PERCENT = re.compile(r"(?:负\s?|(?<!lpr)(?<!lpr )-)$")
_MINUS = re.compile(r"(?<![抱担肩背欺胜])负\s?$|(?:(?<![^\s(:=,，。$€£¥])|(?<=[润利流差损额]))-$")
_LAST = frozenset(
    {word[-1] for word in (*HEDGES_BEFORE, *CURRENCY_BEFORE)} | set("是为有要在也能可贷借:")
)  # what a hedge or currency before a number may end with


@dataclass(frozen=True)
class Around:
    """The hedge, currency and sign before it right around a part, and where all of it begins and ends."""

    start: int
    end: int
    hedge: str
    currency: str
    is_negative: bool = False  # -¥500; without a currency the sign is in the part


def signed(text: str, part: Part, floor: int) -> Part:
    """负25%, 同比-5%, 利润-3万: the part with its sign; a dash after another number or a word is none."""
    if part.start == floor or text[part.start - 1] not in "-负 ":
        return part
    pattern = _MINUS_PERCENT if part.kind == "percent" else _MINUS if part.kind in ("money", "bare", "count") else None
    sign = pattern.search(text[: part.start], floor) if pattern else None
    if not sign or sign.start() == floor > 0 and sign.group() == "-":
        return part
    return replace(part, low=-part.high, high=-part.low, start=sign.start())


def around_of(text: str, part: Part, floor: int) -> Around:
    """The hedge and currency of a part; nothing before `floor`, the end of the part before it, is looked at."""
    said, currency, start = _before(text, part.start, floor)
    after = _AFTER.match(text, part.end)
    if after and said in ("", "about"):
        said = HEDGES_AFTER[after["hedge"]]
    sign = _MINUS.search(text[:start], floor) if currency and start > floor and text[start - 1] in "-负" else None
    start = sign.start() if sign else start
    end = after.end() if after else part.end
    return Around(start, end, said or ("about" if part.is_about else ""), currency, sign is not None)


def _before(text: str, start: int, floor: int) -> tuple[str, str, int]:
    """The hedge, the currency, and where they begin."""
    before = text[max(floor, start - LOOK_BACK) : start]
    found = _BEFORE.search(before) if before.rstrip()[-1:] in _LAST else None
    if not found:
        return "", "", start
    hedge, currency = found["hedge"], found["currency"]
    if hedge in ("上", "过") and text[start] not in "百千万亿":
        hedge = None
    begins = found.start("hedge") if hedge else found.start("currency") if currency else len(before)
    code = CURRENCY_BEFORE[currency.replace(" ", "")] if currency else ""
    return HEDGES_BEFORE.get(hedge or "", ""), code, start - len(before) + begins


def hedged(
    kind: str,
    low: Decimal,
    high: Decimal,
    unit: str,
    around: Around,
    span: tuple[int, int] | None = None,
    basis: str = "",
) -> Quantity:
    """The quantity with the hedge that stands around it; its text is filled in later."""
    hedge = around.hedge or ("exact" if low == high else "between")
    lower, upper = None if hedge == "at_most" else low, None if hedge == "at_least" else high
    return Quantity(kind, lower, upper, unit, hedge, span or (around.start, around.end), "", basis=basis)
