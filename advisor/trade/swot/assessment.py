"""The self-assessment: from what is known of a shop to four quadrants, a readiness from 0 to 100 and next steps."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.trade.swot.items import QUADRANTS, Item, item_of, known_value
from advisor.trade.swot.measured import Measured
from advisor.trade.swot.readiness import Part, PartScore, capping, limits, part_of, part_scores, readiness
from advisor.trade.swot.steps_called_for import steps_called_for
from advisor.trade.swot_records import Factor


@dataclass(frozen=True)
class Assessment:
    """The result. `readiness` is None when nothing is known; `steps` are ids, the most useful first (`plan` picks).

    parts: what each factor brings; scores: the same by part of the business. lowest, highest: what the readiness can
    become once all the rest is answered. capped_by: the factor whose answer holds it down (overdue, a loss), or None.
    """

    quadrants: Mapping[str, tuple[Item, ...]]
    neutral: tuple[Item, ...]
    readiness: int | None
    parts: tuple[Part, ...]
    steps: tuple[str, ...]
    unknown: tuple[str, ...]
    scores: tuple[PartScore, ...]
    lowest: int
    highest: int
    capped_by: str | None

    @property
    def known(self) -> int:
        """Factors with an answer."""
        return len(self.parts)

    @property
    def of(self) -> int:
        """All factors."""
        return len(self.parts) + len(self.unknown)

    @property
    def items(self) -> tuple[Item, ...]:
        """Every finding, quadrant by quadrant, neutral ones last."""
        return (*(item for name in QUADRANTS for item in self.quadrants[name]), *self.neutral)


def assess(
    factors: Sequence[Factor],
    facts: Mapping[str, Any],
    industry: str | None,
    *,
    measured: Mapping[str, Measured] = {},
    replaceable: Collection[str] = (),
) -> Assessment:
    """Where a shop stands when it asks for money.

    Args:
        factors: the catalogue, in its order.
        facts: question id -> kept value; a missing key or None is unknown.
        industry: the shop's industry, or None when it is not known.
        measured: name of the measure -> what the shop's records say (`measured.measures_of`).
        replaceable: fields of `facts` that count less than a measure: not answered by a person. All others stand.

    Returns:
        Items of each quadrant, the heaviest first and then in the order of the catalogue; the same facts always give
        the same result. `unknown` are the ids of factors without an answer.
    """
    chosen = frozenset(replaceable)
    items = [item for factor in factors if (item := _item(factor, facts, measured, chosen, industry)) is not None]
    answered = {item.factor_id for item in items}
    by_id = {factor.id: factor for factor in factors}
    parts = tuple(part_of(by_id[item.factor_id], item) for item in items)
    unanswered = [factor for factor in factors if factor.id not in answered]
    ordered = sorted(items, key=lambda item: -item.weight)
    lowest, highest = limits(parts, unanswered, industry)
    return Assessment(
        quadrants={name: tuple(item for item in ordered if item.quadrant == name) for name in QUADRANTS},
        neutral=tuple(item for item in ordered if item.quadrant == "neutral"),
        readiness=readiness(parts),
        parts=parts,
        steps=steps_called_for(by_id, ordered, unanswered),
        unknown=tuple(factor.id for factor in unanswered),
        scores=part_scores(parts, factors),
        lowest=lowest,
        highest=highest,
        capped_by=capping(parts),
    )


def cautions(factors: Sequence[Factor], assessment: Assessment) -> frozenset[str]:
    """The product conditions (question ids) that the weaknesses and challenges found touch, for the matching."""
    weak = {item.factor_id for name in ("weakness", "challenge") for item in assessment.quadrants[name]}
    return frozenset(field for factor in factors if factor.id in weak for field in factor.criteria)


def _item(
    factor: Factor,
    facts: Mapping[str, Any],
    measured: Mapping[str, Measured],
    replaceable: frozenset[str],
    industry: str | None,
) -> Item | None:
    value, seen, is_measured = known_value(factor, facts, measured, replaceable)
    return item_of(factor, value, seen, industry, is_measured=is_measured)
