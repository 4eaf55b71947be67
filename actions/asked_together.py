"""The questions of one message, each with what it needs from the others: "网商贷利息多少，逾期了会怎样"."""

from __future__ import annotations

from dataclasses import replace

from actions.about_products import TOPICS
from actions.turn import Turn

UNANSWERED = {"out_of_scope": "part_declined", "nlu_fallback": "part_unclear", None: "part_unclear"}
"""What is said of a part that is no question of ours or was not understood: its template by intent."""
NAMES_IT = ("product", "provider", "platform", "term")
OTHER_QUESTIONS = frozenset(
    {
        "cancel_or_close",
        "compare_products",
        "switch_product",
        "explain_term",
        "list_products",
        "why_this_match",
        "why_result",
        "what_if",
        "why_this_question",
    }
)
OF_FIGURES = frozenset({"ask_repayment_amount", "ask_interest_rate"})
"""Questions whose figures may stand in the other parts: "借10万，12个月，一个月还多少"."""
NO_QUESTIONS = frozenset({"ask_human", "ask_is_bot"})


def is_question(intent: str | None) -> bool:
    """Whether the knowledge base answers this intent (the questions of data/rules.yml)."""
    return (
        intent is not None and intent not in NO_QUESTIONS and (intent.startswith("ask_") or intent in OTHER_QUESTIONS)
    )


def questions_in(turn: Turn) -> list[Turn]:
    """The questions to answer, in order: the parts that ask, or the message itself.

    A part that names nothing asks about what the parts before it named. Where no part was understood the message's
    own reading counts; where it is another question than those of its parts, it is that of a part not understood.
    """
    if turn.intent == "what_if":
        return [turn]  # its figures belong together
    parts = _with_names(turn)
    if is_question(turn.intent) and turn.intent not in {part.intent for part in parts}:
        unread = [i for i, part in enumerate(parts) if part.intent in UNANSWERED]
        if not unread or len(unread) == len(parts):
            return [turn]
        parts[unread[0]] = replace(parts[unread[0]], intent=turn.intent)
    answerable = [part for part in parts if is_question(part.intent) or part.intent == "why_this_question"]
    if not answerable:
        return [turn] if is_question(turn.intent) else []
    return [part for part in parts if part in answerable or part.intent in UNANSWERED]


def _with_names(turn: Turn) -> list[Turn]:
    parts: list[Turn] = []
    said = turn.statements
    names = _named(turn) if said else {}
    named = names if sum(map(len, names.values())) == 1 and not any(_named(part) for part in turn.questions) else {}
    for part in turn.questions:
        named = _named(part) or named
        asked = part if _named(part) else replace(part, entities={**part.entities, **named})
        parts.append(_with_figures(asked, turn))
    return parts


def _with_figures(part: Turn, turn: Turn) -> Turn:
    """A question about cost with the figures of the whole message, where it has none of its own."""
    has_own = any(part.entities.get(f"quantity_{kind}") for kind in ("money", "rate", "percent"))
    if part.intent not in OF_FIGURES or has_own or not turn.statements:
        return part
    return replace(part, text=turn.text, entities={**turn.entities, **part.entities})


def _named(part: Turn) -> dict[str, tuple[object, ...]]:
    """What a part names; in a question about a product "放款" is what is asked, not of what."""
    kinds = [kind for kind in NAMES_IT if kind != "term" or part.intent not in TOPICS]
    return {kind: part.entities[kind] for kind in kinds if part.entities.get(kind)}
