"""The self-assessment: from what is known of a shop to four quadrants, a readiness from 0 to 100 and next steps.

Readiness is our own judgement of how well prepared a shop is to ask for finance. It is not a credit score and no
decision of any lender.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from advisor.trade.records import Band, Factor

QUADRANTS = ("strength", "weakness", "opportunity", "challenge")
FEWEST_STEPS = 3
MOST_STEPS = 7
_STEP_ORDER = {"weakness": 0, "challenge": 0, "opportunity": 1, "neutral": 2, "strength": 3}


@dataclass(frozen=True)
class Item:
    """One finding, with the answer behind it. `band` is the index in the factor's bands (its words are there)."""

    factor_id: str
    quadrant: str  # strength | weakness | opportunity | challenge | neutral
    weight: int
    field: str
    value: Any
    band: int


@dataclass(frozen=True)
class Part:
    """What one factor brings to the readiness: `readiness` from 0 to 1, counted `weight` times."""

    factor_id: str
    weight: int
    readiness: Decimal


@dataclass(frozen=True)
class Assessment:
    """The result. `readiness` is None when nothing is known; `steps` are step ids, the most useful first."""

    quadrants: Mapping[str, tuple[Item, ...]]
    neutral: tuple[Item, ...]
    readiness: int | None
    parts: tuple[Part, ...]
    steps: tuple[str, ...]
    unknown: tuple[str, ...]


def interview(factors: Sequence[Factor]) -> tuple[str, ...]:
    """The questions of the self-assessment: the fields of the factors that are asked, each once, in their order."""
    return tuple(dict.fromkeys(factor.field for factor in factors if factor.asked))


def fitting_band(factor: Factor, value: Any, industry: str | None) -> int | None:
    """Index of the first band that fits the answer in this industry, or None when none does.

    A band with industries fits only there; with an unknown industry only bands for every industry fit.
    """
    for index, band in enumerate(factor.bands):
        if (not band.industries or industry in band.industries) and _fits(band, value):
            return index
    return None


def assess(factors: Sequence[Factor], facts: Mapping[str, Any], industry: str | None) -> Assessment:
    """Where a shop stands when it asks for money.

    readiness = 100 x sum(weight x band readiness) / sum(weight) over the factors with an answer, rounded half up.
    The weight of a factor is the largest of its bands, whichever fits, so a better answer can never lower the result.
    Steps: those of weaknesses and challenges by weight, then opportunities, neutral findings and strengths; at most
    seven. If they are fewer than three, the steps of the best band of unanswered factors follow (the catalogue keeps
    there what suits everyone).

    Args:
        factors: the catalogue, in its order.
        facts: question id -> kept value; a missing key or None is unknown.
        industry: the shop's industry, or None when it is not known.

    Returns:
        Items of each quadrant, the heaviest first and then in the order of the catalogue; the same facts always give
        the same result. `unknown` are the ids of factors without an answer.
    """
    items = [item for factor in factors if (item := _item(factor, facts, industry)) is not None]
    answered = {item.factor_id for item in items}
    by_id = {factor.id: factor for factor in factors}
    parts = tuple(_part(by_id[item.factor_id], item) for item in items)
    unanswered = [factor for factor in factors if factor.id not in answered]
    ordered = sorted(items, key=lambda item: -item.weight)
    return Assessment(
        quadrants={name: tuple(item for item in ordered if item.quadrant == name) for name in QUADRANTS},
        neutral=tuple(item for item in ordered if item.quadrant == "neutral"),
        readiness=_readiness(parts),
        parts=parts,
        steps=_steps(by_id, ordered, unanswered),
        unknown=tuple(factor.id for factor in unanswered),
    )


def cautions(factors: Sequence[Factor], assessment: Assessment) -> frozenset[str]:
    """The product conditions (question ids) that the weaknesses and challenges found touch, for the matching."""
    weak = {item.factor_id for name in ("weakness", "challenge") for item in assessment.quadrants[name]}
    return frozenset(field for factor in factors if factor.id in weak for field in factor.criteria)


def _fits(band: Band, value: Any) -> bool:
    if band.operator == "is":
        return bool(band.value == value)
    if band.operator == "one_of":
        return value in band.value
    if isinstance(value, bool):
        return False
    answer, limit = Decimal(str(value)), Decimal(str(band.value))
    return answer >= limit if band.operator == "at_least" else answer <= limit


def _item(factor: Factor, facts: Mapping[str, Any], industry: str | None) -> Item | None:
    value = facts.get(factor.field)
    index = None if value is None else fitting_band(factor, value, industry)
    if index is None:
        return None
    band = factor.bands[index]
    return Item(factor.id, band.quadrant, band.weight, factor.field, value, index)


def _part(factor: Factor, item: Item) -> Part:
    return Part(factor.id, max(band.weight for band in factor.bands), factor.bands[item.band].readiness)


def _readiness(parts: Sequence[Part]) -> int | None:
    total = sum(part.weight for part in parts)
    if not total:
        return None
    score = sum((part.weight * part.readiness for part in parts), Decimal(0)) * 100 / total
    return int(score.quantize(Decimal(1), ROUND_HALF_UP))


def _steps(by_id: Mapping[str, Factor], ordered: Iterable[Item], unanswered: Iterable[Factor]) -> tuple[str, ...]:
    """One step of each finding before the second of any, so that the plan is not about one thing only."""
    ranked = sorted(ordered, key=lambda item: (_STEP_ORDER[item.quadrant], -item.weight))
    own: dict[str, None] = {}
    for group in sorted(set(_STEP_ORDER.values())):
        bands = [by_id[i.factor_id].bands[i.band] for i in ranked if _STEP_ORDER[i.quadrant] == group]
        for turn in range(max((len(band.steps) for band in bands), default=0)):
            own |= dict.fromkeys(band.steps[turn] for band in bands if turn < len(band.steps))
    if len(own) < FEWEST_STEPS:
        best = (max(factor.bands, key=lambda band: band.readiness) for factor in unanswered)
        own |= dict.fromkeys(step for band in best for step in band.steps)
        return tuple(own)[:FEWEST_STEPS]
    return tuple(own)[:MOST_STEPS]
