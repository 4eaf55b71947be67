"""Readiness from 0 to 100: a weighted mean, with its parts. Our own judgement; no credit score, no lender's decision.

Why a missing answer is left out rather than counted as bad or middling: who does not know a figure is asked for it
again later and should not be told meanwhile that the shop is worse than it is, nor be better off for keeping silent. So
the mean is that of what is known, and two things are said with it: how many of the factors it rests on, and between
which limits it will lie once all the rest is answered (`limits`). A new answer moves the mean towards its own value,
by no more than its weight.

Why there are caps: a payment that is overdue now, or a shop that loses money, is not made good by many small strengths;
nearly every lender stops there. While such an answer stands, the readiness is at most the cap of its band.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from advisor.trade.swot.items import Item
from advisor.trade.swot_records import Band, Factor

PARTS = ("trading", "money", "credit", "management", "surroundings")


@dataclass(frozen=True)
class Part:
    """What one factor brings to the readiness: `readiness` from 0 to 1, counted `weight` times."""

    factor_id: str
    weight: int
    readiness: Decimal
    part: str = "trading"  # of `PARTS`
    cap: int | None = None  # the whole is at most that


@dataclass(frozen=True)
class PartScore:
    """One part of the readiness: its own 0 to 100 (None without an answer), the weight of its answered factors in the
    whole, and how many of its factors have an answer."""

    part: str
    score: int | None
    weight: int
    known: int
    of: int


def weight_of(factor: Factor) -> int:
    """The largest weight of its bands, whichever fits, so that a better answer never lowers the result."""
    return max(band.weight for band in factor.bands)


def part_of(factor: Factor, item: Item) -> Part:
    """What a finding brings."""
    band = factor.bands[item.band]
    return Part(factor.id, weight_of(factor), band.readiness, factor.part, band.cap)


def readiness(parts: Iterable[Part]) -> int | None:
    """100 x sum(weight x readiness) / sum(weight), rounded half up, at most the lowest cap; None: nothing known.

    >>> readiness([Part("a", 3, Decimal("0.65")), Part("b", 3, Decimal("0.55"))])
    60
    """
    counted = tuple(parts)
    total = sum(part.weight for part in counted)
    return _points(_earned(counted), total, [part.cap for part in counted]) if total else None


def capping(parts: Sequence[Part]) -> str | None:
    """The factor whose cap holds the readiness down; None where it is the mean itself."""
    uncapped = readiness(replace(part, cap=None) for part in parts)
    lowest = min(((part.cap, part.factor_id) for part in parts if part.cap is not None), default=None)
    return lowest[1] if lowest and uncapped is not None and uncapped > lowest[0] else None


def part_scores(parts: Sequence[Part], factors: Sequence[Factor]) -> tuple[PartScore, ...]:
    """The readiness of every part that the catalogue has factors in, in the order of `PARTS`, each without caps."""
    found = []
    for name in PARTS:
        mine = [replace(part, cap=None) for part in parts if part.part == name]
        of = sum(factor.part == name for factor in factors)
        if of:
            found.append(PartScore(name, readiness(mine), sum(part.weight for part in mine), len(mine), of))
    return tuple(found)


def limits(parts: Sequence[Part], unanswered: Iterable[Factor], industry: str | None) -> tuple[int, int]:
    """What the readiness becomes when everything unanswered turns out at worst, and at best."""
    rest = tuple(unanswered)
    ends = [[*parts, *(_at_end(factor, industry, end) for factor in rest)] for end in (min, max)]
    worst, best = (readiness(one) for one in ends)
    return (0, 100) if worst is None or best is None else (worst, best)


def _at_end(factor: Factor, industry: str | None, end: Callable[..., Band]) -> Part:
    """The factor with its worst or its best answer in this trade."""
    there = [band for band in factor.bands if not band.industries or industry in band.industries]
    band = end(there or factor.bands, key=lambda one: one.readiness)
    return Part(factor.id, weight_of(factor), band.readiness, factor.part, band.cap)


def _earned(parts: Iterable[Part]) -> Decimal:
    return sum((part.weight * part.readiness for part in parts), Decimal(0))


def _points(earned: Decimal, total: int, caps: Iterable[int | None]) -> int:
    mean = int((earned * 100 / total).quantize(Decimal(1), ROUND_HALF_UP))
    return min([mean, *(cap for cap in caps if cap is not None)])
