"""Which result of a merchant was shown last."""

from __future__ import annotations

from collections.abc import Sequence

from actions.turn import Turn
from actions.wiring import stores

KINDS = ("cash_cycle", "forecast", "matches", "swot")


def latest_kind(turn: Turn, among: Sequence[str] = KINDS) -> str | None:
    """The kind of the result that was shown last, or None."""
    results = {kind: stores().merchants.latest_result(turn.merchant_id, kind) for kind in among}
    dated = [(result.at, kind) for kind, result in results.items() if result]
    return max(dated)[1] if dated else None
