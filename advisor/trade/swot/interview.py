"""What the self-assessment asks for, and which question tells the most."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from advisor.trade.swot.readiness import weight_of
from advisor.trade.swot_records import Factor


def interview(factors: Sequence[Factor]) -> tuple[str, ...]:
    """The questions of the self-assessment: the fields of the factors that are asked, each once, in their order."""
    return tuple(dict.fromkeys(factor.field for factor in factors if factor.asked))


def worth_asking(factors: Sequence[Factor], known: Collection[str], industry: str | None) -> tuple[str, ...]:
    """The fields without an answer, the one that can change the result most first; equal ones in their order.

    A question tells as much as its answers can differ: weight of the factor x (best - worst readiness), of the bands
    that are open in the trade, summed over the factors it measures.

    Args:
        known: fields with an answer, measured ones too, and those the merchant does not know or passed over.
    """
    tells: dict[str, Decimal] = {}
    for factor in factors:
        if factor.field not in known:
            tells[factor.field] = tells.get(factor.field, Decimal(0)) + information(factor, industry)
    return tuple(sorted(tells, key=lambda field: -tells[field]))


def information(factor: Factor, industry: str | None) -> Decimal:
    """How far the answers of a factor can be apart: its weight x the spread of its readiness, 0 to 3."""
    there = [band.readiness for band in factor.bands if not band.industries or industry in band.industries]
    return weight_of(factor) * (max(there) - min(there)) if there else Decimal(0)
