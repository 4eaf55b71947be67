"""What an earlier result proposes as an answer: the gap of the forecast, or of the cash cycle, as the need."""

from __future__ import annotations

from actions.speech import button, label
from actions.turn import Turn
from actions.wiring import stores
from advisor.trade.figures import rough_up_fen
from advisor.trade.questions import value_words
from advisor.trade.records import Question

GAP = {"need_amount_fen": "gap_fen", "need_days": "gap_days", "needed_within_days": "gap_starts_in_days"}


def proposal_buttons(turn: Turn, question: Question) -> list[dict[str, str]]:
    """A button with the value that the latest forecast or cash cycle gives for this question, or none."""
    if question.id not in GAP:
        return []
    results = [stores().merchants.latest_result(turn.merchant_id, kind) for kind in ("cash_cycle", "forecast")]
    latest = max((result for result in results if result), key=lambda result: result.at, default=None)
    value = proposed(question, latest.body.get(GAP[question.id])) if latest else None
    if not value:
        return []
    title = label(turn, "proposal", value=value_words(question, value, turn.language))
    return [button(title, "inform", field=question.id, answer=value)]


def proposed(question: Question, value: int | None) -> int | None:
    """The value as the question may be answered, within its limits; an amount rounded up to three figures."""
    if not value:
        return None
    if question.kind == "money":
        value = rough_up_fen(value)
    low, high = question.minimum or 0, question.maximum
    return None if value < low or (high is not None and value > high) else value
