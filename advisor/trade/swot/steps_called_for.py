"""The steps that findings call for, the most useful first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from advisor.trade.swot.items import Item
from advisor.trade.swot_records import Factor

FEWEST_STEPS = 3
_ORDER = {"weakness": 0, "challenge": 0, "opportunity": 1, "neutral": 2, "strength": 3}


def steps_called_for(
    factors: Mapping[str, Factor], items: Sequence[Item], unanswered: Iterable[Factor]
) -> tuple[str, ...]:
    """Step ids: those of weaknesses and challenges by weight, then opportunities, neutral findings and strengths.

    One new step of each finding comes before a second of any, so that a plan is not about one thing only. If there are
    fewer than three, the steps of the best band of unanswered factors follow: the catalogue keeps there what suits
    everyone.

    Args:
        factors: by id.
        items: the findings, the heaviest first.
    """
    found: dict[str, None] = {}
    for group in sorted(set(_ORDER.values())):
        bands = [factors[item.factor_id].bands[item.band] for item in items if _ORDER[item.quadrant] == group]
        found |= dict.fromkeys(in_turns((band.steps for band in bands), found))
    if len(found) >= FEWEST_STEPS:
        return tuple(found)
    best = (max(factor.bands, key=lambda band: band.readiness) for factor in unanswered)
    found |= dict.fromkeys(step for band in best for step in band.steps)
    return tuple(found)[:FEWEST_STEPS]


def in_turns(queues: Iterable[Sequence[str]], taken: Iterable[str] = ()) -> list[str]:
    """One new step of each queue, then another of each, until none is left; none twice, none of those `taken`.

    >>> in_turns([["a", "b"], ["a", "c", "d"]])
    ['a', 'c', 'b', 'd']
    """
    left, found, seen = [list(queue) for queue in queues], [], set(taken)
    while any(left):
        for queue in left:
            new = next((step for step in queue if step not in seen), None)
            queue[:] = [step for step in queue if step not in seen and step != new]
            if new is not None:
                found.append(new)
                seen.add(new)
    return found
