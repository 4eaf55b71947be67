"""Answers in several figures: costs one by one ("房租8k 俩人12000"), a cost out of a hundred ("卖一百的货四十块")."""

from __future__ import annotations

import re
from decimal import Decimal

from advisor.trade.quantities import Quantity, quantities
from advisor.trade.records import Question

ADDED_UP = frozenset({"fixed_costs_fen"})
"""Questions for a sum of several costs a month."""
SMALLEST_YUAN = 100  # a bare number below it counts people or months, not money
HUNDRED = re.compile(r"(?:卖|每)?(?:一百|100)\s*(?:块|元|yuan)?(?:钱)?的?(?:货|东西|goods)?", re.IGNORECASE)
COST = re.compile(r"成本|进货|进价|拿货|推广|广告|投流|直通车|cost|goods|spend|ads", re.IGNORECASE)
A_MONTH = ("month", 1)


def summed(question: Question, text: str) -> Decimal | None:
    """The sum in fen of the costs that an answer names one by one; of one figure a month only that; None otherwise."""
    if question.id not in ADDED_UP:
        return None
    found = quantities(text)
    costs = [cost for one in found if (cost := _fen(one)) is not None]
    others = [one for one in found if one.kind not in ("money", "count") and (one.unit, one.low) != A_MONTH]
    is_sum = len(costs) > 1 or (len(costs) == 1 and any(one.kind == "duration" for one in found))
    return sum(costs, Decimal(0)) if is_sum and not others else None


def of_a_hundred(question: Question, text: str) -> Decimal | None:
    """The share that an answer gives as yuan of every hundred; None where it does not."""
    if question.kind != "percent":
        return None
    rest, told = HUNDRED.subn(" ", text, count=1)
    costs = [one for one in quantities(rest) if one.kind == "money" and one.unit == "CNY"]
    if len(costs) != 1 or not (told or COST.search(text)):
        return None
    low, high = costs[0].bounds
    share = (low + high) / 200
    return share if 0 <= share <= 1 else None


def _fen(one: Quantity) -> Decimal | None:
    if one.kind == "money" and one.unit == "CNY":
        low, high = one.fen
        return Decimal(low + high) / 2
    is_bare = one.kind == "count" and one.unit == "" and one.bounds[1] >= SMALLEST_YUAN
    return one.bounds[1] * 100 if is_bare else None
