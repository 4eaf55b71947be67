"""What changed between two assessments of a shop: "if I changed ...", or since the last time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from advisor.trade.swot.assessment import Assessment
from advisor.trade.swot.plan_step import PlanStep


@dataclass(frozen=True)
class Snapshot:
    """An assessment as it is kept and compared.

    quadrants: factor id -> quadrant (neutral too), of the factors with an answer. values: factor id -> the answer.
    steps: ids of the plan, in its order. known, of: answered factors and all of them.
    """

    readiness: int | None
    quadrants: Mapping[str, str]
    values: Mapping[str, Any]
    steps: tuple[str, ...]
    known: int
    of: int


@dataclass(frozen=True)
class MovedItem:
    """A factor whose quadrant changed; None: without an answer then."""

    factor_id: str
    before: str | None
    after: str | None
    value_before: Any
    value_after: Any


@dataclass(frozen=True)
class Difference:
    """The second assessment against the first; moved items and steps in the order of the second, then the first."""

    readiness_before: int | None
    readiness_after: int | None
    moved: tuple[MovedItem, ...]
    steps_added: tuple[str, ...]
    steps_gone: tuple[str, ...]

    @property
    def readiness_change(self) -> int | None:
        """Points up or down; None where one of the two has no readiness."""
        if self.readiness_before is None or self.readiness_after is None:
            return None
        return self.readiness_after - self.readiness_before

    @property
    def is_none(self) -> bool:
        """Nothing changed that can be told."""
        return not (self.moved or self.steps_added or self.steps_gone) and (
            self.readiness_before == self.readiness_after
        )


def snapshot(assessment: Assessment, plan: Sequence[PlanStep] = ()) -> Snapshot:
    """What is kept of an assessment and its plan."""
    return Snapshot(
        readiness=assessment.readiness,
        quadrants={item.factor_id: item.quadrant for item in assessment.items},
        values={item.factor_id: item.value for item in assessment.items},
        steps=tuple(step.step_id for step in plan),
        known=assessment.known,
        of=assessment.of,
    )


def as_json(kept: Snapshot) -> dict[str, Any]:
    """The snapshot as JSON values; `from_json` reads them."""
    return {**asdict(kept), "steps": list(kept.steps)}


def from_json(body: Mapping[str, Any]) -> Snapshot:
    """A snapshot that was kept.

    Raises:
        KeyError: it was kept in another form.
    """
    return Snapshot(
        readiness=body["readiness"],
        quadrants=dict(body["quadrants"]),
        values=dict(body["values"]),
        steps=tuple(body["steps"]),
        known=body["known"],
        of=body["of"],
    )


def difference(before: Snapshot, after: Snapshot) -> Difference:
    """What became of the readiness, which findings moved to another quadrant, and which steps came and went."""
    ids = dict.fromkeys((*after.quadrants, *before.quadrants))
    moved = (
        MovedItem(id, before.quadrants.get(id), after.quadrants.get(id), before.values.get(id), after.values.get(id))
        for id in ids
        if before.quadrants.get(id) != after.quadrants.get(id)
    )
    return Difference(
        readiness_before=before.readiness,
        readiness_after=after.readiness,
        moved=tuple(moved),
        steps_added=tuple(step for step in after.steps if step not in before.steps),
        steps_gone=tuple(step for step in before.steps if step not in after.steps),
    )
