"""Template filters that write conditions and kept values with the names of the questions they are about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from actions.wiring import stores
from advisor.trade.questions import value_words
from advisor.trade.records import Criterion, Question

SIGNS = {
    "zh": {"at_least": "至少 ", "at_most": "最多 ", "is": "：", "one_of": "："},
    "en": {"at_least": " at least ", "at_most": " at most ", "is": ": ", "one_of": ": "},
}
JOINED = {"zh": "或", "en": " or "}


def filters(language: str) -> dict[str, Callable[..., str]]:
    """The filters of one language: `kept` (a value of a question), `field_name`, `valued`, `condition`."""

    def kept(value: Any, question: Question) -> str:
        return value_words(question, value, language)

    def field_name(name: str) -> str:
        question = stores().catalogue.questions().get(name)
        return question.name[language] if question else name

    def valued(value: Any, name: str) -> str:
        question = stores().catalogue.questions()[name]
        values = value if isinstance(value, (list, tuple)) else (value,)
        return JOINED[language].join(kept(one, question) for one in values)

    def condition(criterion: Criterion) -> str:
        return (
            field_name(criterion.field) + SIGNS[language][criterion.operator] + valued(criterion.value, criterion.field)
        )

    return {"kept": kept, "field_name": field_name, "valued": valued, "condition": condition}
