"""`match --template`: a commented YAML file of the facts that matching can use, made from the questions themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from advisor.catalogue.store import Catalogue
from advisor.commands.facts_file import FEN_PER_YUAN, written_id
from advisor.trade.records import Question

NEED = ("need_amount_fen", "need_days", "needed_within_days")
WORDS = Path(__file__).with_suffix(".yml")


@cache
def _words() -> dict[str, dict[str, dict[str, Any]]]:
    found: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return found


def template(catalogue: Catalogue, language: str) -> str:
    """A profile and need in one YAML file; as it is, and with any of its facts filled in, `match` takes it."""
    questions, heads = catalogue.questions(), _words()["heads"]
    asked = [id for id in _asked(catalogue) if id not in NEED]
    more = [id for id in questions if id not in (*NEED, *asked)]
    parts = [f"# {heads['top'][language]}"]
    for head, ids in (("need", NEED), ("asked", asked), ("more", more)):
        parts += ["", f"# --- {heads[head][language]} ---"]
        parts += (_entry(questions[id], language) for id in ids if id in questions)
    return "\n".join(parts)


def _asked(catalogue: Catalogue) -> list[str]:
    """The fields of the products' conditions by how many products have them, then those of the interview."""
    used = Counter(field for product in catalogue.products() for field in {one.field for one in product.criteria})
    by_use = sorted(used, key=lambda field: (-used[field], field))
    return list(dict.fromkeys(("platform", *by_use, *catalogue.interview("financing"))))


def _entry(question: Question, language: str) -> str:
    comments = (question.ask[language], question.example[language], _allowed(question, language))
    value = _words()["examples"].get(question.id, {}).get(language)
    written = "null" if value is None else value
    return "\n".join(["", *_commented(comments), f"{written_id(question)}: {written}"])


def _commented(texts: Iterable[str]) -> Iterator[str]:
    return (f"# {line}" for text in texts for line in text.splitlines() if line.strip())


def _allowed(question: Question, language: str) -> str:
    unit = _words()["units"][question.kind][language]
    if question.kind == "choice":
        options = (f"{_quoted(option.value)} {option.name[language]}" for option in question.options)
        return f"{unit}: {' | '.join(options)}"
    scale = FEN_PER_YUAN if question.kind == "money" else 1
    ends = (None if one is None else f"{one / scale:,f}" for one in (question.minimum, question.maximum))
    low, high = ends
    return unit if low is None or high is None else f"{unit}; {low} – {high}"


def _quoted(value: Any) -> str:
    """A value as YAML needs it: "yes" and "1688" stand in quotes."""
    return yaml.safe_dump(value, allow_unicode=True).splitlines()[0]
