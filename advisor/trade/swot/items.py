"""One finding of the self-assessment, with the answer or the measure behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from advisor.trade.swot.bands import fitting_band
from advisor.trade.swot.measured import Measured
from advisor.trade.swot_records import Factor, Peer

QUADRANTS = ("strength", "weakness", "opportunity", "challenge")


@dataclass(frozen=True)
class Item:
    """One finding, with the answer behind it. `band` is the index in the factor's bands (its words are there).

    measured: what the shop's own records say, None where they do not. is_measured: it is the `value`; otherwise the
    merchant's answer stands against it, and it is there for the two to be compared. peer: what is usual in the shop's
    trade, None where nothing is kept of it.
    """

    factor_id: str
    quadrant: str  # strength | weakness | opportunity | challenge | neutral
    weight: int
    field: str
    value: Any
    band: int
    measured: Measured | None = None
    is_measured: bool = False
    peer: Peer | None = None


def item_of(
    factor: Factor, value: Any, measured: Measured | None, industry: str | None, *, is_measured: bool
) -> Item | None:
    """The finding of a factor; None where nothing is known or the value fits no band."""
    index = None if value is None else fitting_band(factor, value, industry)
    if index is None:
        return None
    band = factor.bands[index]
    return Item(
        factor.id,
        band.quadrant,
        band.weight,
        factor.field,
        value,
        index,
        measured,
        is_measured,
        peer_of(factor, industry),
    )


def peer_of(factor: Factor, industry: str | None) -> Peer | None:
    """What is usual in a trade: the entry of that trade, else the one for every trade."""
    named = [one for one in factor.peers if industry in one.industries]
    return next(iter([*named, *(one for one in factor.peers if not one.industries)]), None)


def known_value(
    factor: Factor, facts: Mapping[str, Any], measured: Mapping[str, Measured], replaceable: frozenset[str]
) -> tuple[Any, Measured | None, bool]:
    """The value that counts, the measure, and whether the two are one.

    An answer stands against what is measured, unless its field is `replaceable`. Where both say the same, the value
    counts as measured.
    """
    said, seen = facts.get(factor.field), measured.get(factor.formula)
    if seen is not None and (said is None or factor.field in replaceable):
        return seen.value, seen, True
    return said, seen, seen is not None and seen.value == said
