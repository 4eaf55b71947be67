"""The catalogue of the self-assessment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from advisor.trade.swot_records import Factor, Step, Strategy


@dataclass(frozen=True)
class SwotKnowledge:
    """Factors in their order; steps and strategies by id."""

    factors: Sequence[Factor]
    steps: Mapping[str, Step]
    strategies: Mapping[str, Strategy]
