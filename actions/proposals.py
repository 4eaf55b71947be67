"""What an earlier result proposes as an answer: the gap of the cash cycle as the amount and days of the need."""

from __future__ import annotations

from actions.speech import button, label
from actions.turn import Turn
from actions.wiring import stores
from advisor.trade.questions import value_words
from advisor.trade.records import Question

GAP = {"need_amount_fen": "gap_fen", "need_days": "gap_days"}


def proposal_buttons(turn: Turn, question: Question) -> list[dict[str, str]]:
    """A button with the value that the latest cash cycle gives for this question, or none."""
    if question.id not in GAP:
        return []
    cycle = stores().merchants.latest_result(turn.merchant_id, "cash_cycle")
    value = cycle.body.get(GAP[question.id]) if cycle else None
    if not value:
        return []
    title = label(turn, "proposal", value=value_words(question, value, turn.language))
    return [button(title, "inform", field=question.id, answer=value)]
