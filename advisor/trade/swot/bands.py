"""Which band of a factor an answer falls into."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from advisor.trade.swot_records import Band, Factor


def fitting_band(factor: Factor, value: Any, industry: str | None) -> int | None:
    """Index of the first band that fits the answer in this industry, or None when none does.

    A band with industries fits only there; with an unknown industry only bands for every industry fit.
    """
    for index, band in enumerate(factor.bands):
        if (not band.industries or industry in band.industries) and _fits(band, value):
            return index
    return None


def _fits(band: Band, value: Any) -> bool:
    if band.operator == "is":
        return bool(band.value == value)
    if band.operator == "one_of":
        return value in band.value
    if isinstance(value, bool):
        return False
    answer, limit = Decimal(str(value)), Decimal(str(band.value))
    return answer >= limit if band.operator == "at_least" else answer <= limit
