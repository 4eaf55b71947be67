"""An answer to a question that was not the one asked: "有营业执照" while the sum is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from advisor.trade.answer_options import bare, exactly_named, folded
from advisor.trade.records import Question

NAMES_A_THING = re.compile(r".{3,}|[有没无][^有了过办的]")
"""有, 没有, 正常 and 没办 answer whatever is asked; 没房 and whatever is longer say what they are about."""
KINDS = ("choice", "yes_no")


def answered_out_of_turn(text: str, questions: Iterable[Question]) -> dict[str, Any]:
    """The question of several that a whole text answers by the name of an option, and the kept value.

    Args:
        text: what the merchant typed, any string.
        questions: the open questions, without the one that was asked.

    Returns:
        One question id with its value; empty where the text names no option, or options of two questions.
    """
    whole = folded(text)
    forms = [form for form in dict.fromkeys((whole, bare(whole))) if NAMES_A_THING.fullmatch(form)]
    found = {}
    for question in questions:
        named = [exactly_named(question, form) for form in forms] if question.kind in KINDS else []
        values = {option.value for options in named for option in options}
        if len(values) == 1:
            found[question.id] = values.pop()
    return found if len(found) == 1 else {}
