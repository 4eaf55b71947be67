"""What a "what if" asks to be different: "如果账期多15天", "退货率降到10%", "搞活动卖3倍5天", "不借呢".

The words are tables (`what_if_words`); figures are read by `quantities`. What was understood is told back with the
result, so that a merchant sees how a loose sentence was taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from advisor.trade import what_if_words as words
from advisor.trade.quantities import Quantity, quantities
from advisor.trade.what_if_words import LEVER_WORDS, LeverWords

PROMOTION_DAYS = 5
"""Days of a promotion whose length is not said."""
_CLAUSE = re.compile(
    r"[，,；;。！!？?\n]|(?:和|并且|而且|同时|加上|再加|还有|以及)(?=[\u4e00-\u9fff])|\band\b|(?<=[\u4e00-\u9fff\d%])\s+(?=[\u4e00-\u9fff])",
    re.IGNORECASE,
)
_BARE = {"days": 400, "share": 100}  # a bare number is taken as days or per cent up to this


@dataclass(frozen=True)
class Change:
    """One thing that is different. `value` is in the lever's unit: days, a fraction, or fen; `mode` tells how it acts.

    mode: add (may be negative), set, or multiply. lever: an id of `LEVER_WORDS`; `promotion` (multiply sales by `value`
    for `days` days); `no_loan`. `is_assumed`: only a direction was said, and the step is ours.
    """

    lever: str
    mode: str
    value: Decimal
    days: int | None = None
    is_assumed: bool = False

    def moved(self, before: Decimal) -> Decimal:
        """What becomes of the lever's number."""
        return {"add": before + self.value, "set": self.value, "multiply": before * self.value}[self.mode]


def changes_in(text: str) -> tuple[Change, ...]:
    """The changes a sentence asks about, in its order; none where no lever is named with a figure or a direction.

    >>> changes_in("账期多15天，发货快一天")[1]
    Change(lever='ship_days', mode='add', value=Decimal('-1'), days=None, is_assumed=False)
    """
    if _has(words.NO_LOAN, text):
        return (Change("no_loan", "set", Decimal(0)),)
    promotion = _promotion(text)
    if promotion:
        return (promotion,)
    by_lever = {change.lever: change for change in _changes(text)}  # of two figures for one lever the later counts
    return tuple(by_lever.values())


def is_tried(text: str) -> bool:
    """Whether a sentence tries something on one's own shop: "如果账期多15天", "退货率降2个点", "借5万用3个月够不够".

    A correction ("账期是45天"), and a question about lenders ("如果流水涨两成，额度能涨吗"), are none.
    """
    if _has(words.OF_LENDERS, text):
        return False
    changes, is_asked = changes_in(text), asks_to_try(text)
    if names_a_loan(text) and any(one.kind == "money" for one in quantities(text)):
        return is_asked and any(one.kind == "duration" for one in quantities(text))
    moves = any(change.mode != "set" and not change.is_assumed for change in changes)
    return bool(changes) and (is_asked or moves and not _has(words.HAPPENED, text))


def asks_to_try(text: str) -> bool:
    """Whether the words themselves ask what would be: 如果, 会怎样, what if."""
    return _has(words.TRIED, text)


def asked_backwards(text: str) -> str | None:
    """The lever of which the number is asked that would do: "账期要多少天才不缺钱"; None for other sentences.

    >>> asked_backwards("账期要拖到几天 缺口才没"), asked_backwards("账期多15天呢")
    ('payable_days', None)
    """
    if not (_has(words.HOW_MUCH, text) and _has(words.SO_THAT, text)):
        return None
    return next((one.lever for one in LEVER_WORDS if _has(one.named, text)), None)


def names_a_loan(text: str) -> bool:
    """Whether a sum and a time in the sentence are those of a loan: it speaks of borrowing, or names a rate.

    >>> names_a_loan("借5万用3个月呢"), names_a_loan("我自己投10万，账期延长30天呢")
    (True, False)
    """
    return _has(words.THE_LOAN, text) or any(one.kind == "rate" for one in quantities(text))


def _changes(text: str) -> Iterator[Change]:
    earlier: LeverWords | None = None
    for clause in _CLAUSE.split(re.sub(words.SPARED, " ", text, flags=re.IGNORECASE)):
        lever = next((one for one in LEVER_WORDS if _has(one.named, clause)), earlier)
        change = _change(clause, lever) if lever else None
        if change:
            yield change
        earlier = lever


def _promotion(text: str) -> Change | None:
    """A promotion: so many times the ordinary sales for some days."""
    found = quantities(text)
    times = [one for one in found if one.kind == "count" and _has(words.TIMES_AS_MUCH, one.text)]
    bare = re.search(words.TIMES_X, text, re.IGNORECASE)
    multiple = times[0].bounds[1] if times else Decimal(bare[1]) if bare else None
    multiple = Decimal(2) if multiple is None and _has(words.DOUBLED, text) else multiple
    if multiple is None or not (_has(words.PROMOTION, text) or any(one.kind == "duration" for one in found)):
        return None
    lengths = [one.days[1] for one in found if one.kind == "duration"]
    return Change("promotion", "multiply", multiple, int(lengths[0]) if lengths else PROMOTION_DAYS)


def _change(clause: str, lever: LeverWords) -> Change | None:
    if _has(words.NONE_OF_IT, clause):
        return Change(lever.lever, "set", Decimal(0))
    for said, factor in ((words.DOUBLED, Decimal(2)), (words.HALVED, Decimal("0.5"))):
        if _has(said, clause):
            return Change(lever.lever, "multiply", factor)
    times = [one for one in quantities(clause) if one.kind == "count" and _has(words.TIMES_AS_MUCH, one.text)]
    if times and lever.is_relative:
        return Change(lever.lever, "multiply", times[0].bounds[1])
    if _has(words.DESCRIBED, clause):
        return None
    figures = [(one, value) for one in quantities(clause) if (value := _value(one, lever)) is not None]
    chosen = next((one for one in figures if _is_set(clause, one[0])), figures[0] if figures else None)
    return _moved(clause, lever, *chosen) if chosen else _assumed(clause, lever)


def _assumed(clause: str, lever: LeverWords) -> Change | None:
    """A step of ours in the direction that is said: "账期能再拖拖", "退货少点"."""
    if not _has(words.A_BIT, clause):
        return None
    direction = _direction(clause, lever, (len(clause), len(clause)))
    step = words.STEPS[lever.lever]
    if direction is None:
        return None
    if step.mode == "multiply":
        return Change(lever.lever, "multiply", 1 + direction * step.value, is_assumed=True)
    return Change(lever.lever, "add", direction * step.value, is_assumed=True)


def _moved(clause: str, lever: LeverWords, figure: Quantity, value: Decimal) -> Change | None:
    is_share = figure.kind == "percent"
    if figure.basis == "折":
        return Change(lever.lever, "multiply", value)
    if _is_set(clause, figure):
        part_of_itself = is_share and lever.lever == "sales" or is_share and lever.unit == "fen"
        return Change(lever.lever, "multiply" if part_of_itself else "set", value)
    direction = _direction(clause, lever, figure.span)
    if direction is None:
        return None if lever.lever in ("sales", "opening_cash_fen") else Change(lever.lever, "set", value)
    in_points = _has(words.POINTS, figure.text) and not _has(words.PRICE, clause)
    if is_share and lever.is_relative and not in_points:
        return Change(lever.lever, "multiply", 1 + direction * value)
    return Change(lever.lever, "add", direction * value)


def _is_set(clause: str, figure: Quantity) -> bool:
    """Whether the figure is what the lever's number becomes ("到 10%"), not by how much it moves."""
    return re.search(words.SET_TO, clause[: figure.span[0]], re.IGNORECASE) is not None


def _direction(clause: str, lever: LeverWords, span: tuple[int, int]) -> int | None:
    """+1 or -1 by the word of direction nearest to the figure; None without one. The lever's own name is none."""
    rest = re.sub(lever.named, lambda name: " " * len(name[0]), clause, flags=re.IGNORECASE)
    start, end = span
    found = [
        (max(start - match.end(), match.start() - end, 0), sign)
        for sign, said in ((1, lever.grows), (-1, lever.shrinks))
        for match in re.finditer(said, rest, re.IGNORECASE)
    ]
    return min(found)[1] if found else None


def _value(figure: Quantity, lever: LeverWords) -> Decimal | None:
    """The upper bound of the figure in the lever's unit; None where it is of another kind."""
    if lever.unit == "days" and figure.kind == "duration":
        return figure.days[1]
    if figure.kind == "percent":
        return figure.bounds[1] if lever.unit == "share" or lever.is_relative else None
    if figure.kind == "money":
        return Decimal(figure.fen[1]) if lever.unit == "fen" and figure.unit == "CNY" else None
    if figure.kind != "count" or figure.unit not in ("", "个"):
        return None
    bare = figure.bounds[1]
    if lever.unit == "fen":
        return bare * 100
    limit = _BARE[lever.unit]
    return None if bare > limit else bare / 100 if lever.unit == "share" else bare


def _has(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None
