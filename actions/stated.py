"""Facts stated inside a longer sentence: "急用20个w周转俩月" names an amount and a term."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from advisor.trade.answer_quantities import QUANTITY_KIND
from advisor.trade.quantities import Quantity, quantities
from advisor.trade.questions import kept_value
from advisor.trade.records import Question

BESIDES = {"money": {"duration"}}  # what may stand beside the figure asked for: "一天卖三四千"
NEED = {"need_amount_fen": "money", "need_days": "duration"}


def stated_facts(text: str, open_to: Mapping[str, Question], pending: str | None = None) -> dict[str, Any]:
    """The facts that a sentence states beyond doubt: one clear quantity of a kind.

    Args:
        text: the merchant's sentence.
        open_to: the questions of the interview by id.
        pending: the question that is open; a quantity of its kind answers it if it is the only one.

    Returns:
        Kept values by question id. Besides the pending question only the need is filled: a sole amount is the
        amount needed, a sole length of time the days it is needed for.
    """
    found = quantities(text)
    wanted = {name: kind for name, kind in NEED.items() if name in open_to}
    if pending and pending not in wanted:
        kind = QUANTITY_KIND.get(open_to[pending].kind, "")
        besides = {quantity.kind for quantity in found} - {kind}
        wanted = {pending: kind} if besides <= BESIDES.get(kind, set()) else {}
    stated = {name: _value(open_to[name], found, kind, text) for name, kind in wanted.items()}
    return {name: value for name, value in stated.items() if value is not None}


def _value(question: Question, found: Sequence[Quantity], kind: str, text: str) -> Any | None:
    of_kind = [quantity for quantity in found if quantity.kind == kind and not quantity.is_ambiguous]
    return kept_value(question, of_kind[0], text) if len(of_kind) == 1 else None
