"""`match --template`: a commented YAML file of the facts that matching can use, made from the questions themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from advisor.catalogue.store import Catalogue
from advisor.commands.facts_file import FEN_PER_YUAN, written_id
from advisor.trade.records import Question

NEED = ("need_amount_fen", "need_days", "needed_within_days")
EXAMPLES: dict[str, dict[str, Any]] = {
    "need_amount_fen": {"zh": "20万", "en": 200000}, "need_days": {"zh": "60天", "en": 60},
}  # fmt: skip
HEADS = {
    "zh": {
        "top": "要借的钱和店铺的情况：financing-advisor match --profile 这个文件。null 是不知道，可以不填。",
        "need": "要借多少、用多久（下面是例子，请改）",
        "asked": "产品的条件会看的，按看的产品多少排",
        "more": "其他：体检里的短板会写进“留意”",
    },
    "en": {
        "top": "The need and the shop: financing-advisor match --profile THIS_FILE. null is not known and may stay.",
        "need": "how much and for how long (an example: change it)",
        "asked": "what the conditions of products look at, the most frequent first",
        "more": "all else: weaknesses of the self-assessment stand among what to mind",
    },
}
UNITS = {
    "zh": {
        "money": "元，也可以写 20万", "percent": "小数或百分数：0.18、18%", "rate": "一年的，小数或百分数：0.18、18%",
        "days": "天数，也可以写 3个月", "months": "月数，也可以写 两年", "count": "整数", "yes_no": "true 或 false",
        "choice": "选一个",
    },
    "en": {
        "money": "yuan", "percent": "a fraction or per cent: 0.18, 18%", "rate": "a year: 0.18, 18%",
        "days": "days, or words: 3 months", "months": "months, or words: 2 years", "count": "a whole number",
        "yes_no": "true or false", "choice": "one of",
    },
}  # fmt: skip


def template(catalogue: Catalogue, language: str) -> str:
    """A profile and need in one YAML file; as it is, and with any of its facts filled in, `match` takes it."""
    questions, heads = catalogue.questions(), HEADS[language]
    asked = [id for id in _asked(catalogue) if id not in NEED]
    more = [id for id in questions if id not in (*NEED, *asked)]
    parts = [f"# {heads['top']}"]
    for head, ids in (("need", NEED), ("asked", asked), ("more", more)):
        parts += ["", f"# --- {heads[head]} ---"]
        parts += (_entry(questions[id], language) for id in ids if id in questions)
    return "\n".join(parts)


def _asked(catalogue: Catalogue) -> list[str]:
    """The fields of the products' conditions by how many products have them, then those of the interview."""
    used = Counter(field for product in catalogue.products() for field in {one.field for one in product.criteria})
    by_use = sorted(used, key=lambda field: (-used[field], field))
    return list(dict.fromkeys(("platform", *by_use, *catalogue.interview("financing"))))


def _entry(question: Question, language: str) -> str:
    comments = (question.ask[language], question.example[language], _allowed(question, language))
    value = EXAMPLES.get(question.id, {}).get(language)
    written = "null" if value is None else value
    return "\n".join(["", *_commented(comments), f"{written_id(question)}: {written}"])


def _commented(texts: Iterable[str]) -> Iterator[str]:
    return (f"# {line}" for text in texts for line in text.splitlines() if line.strip())


def _allowed(question: Question, language: str) -> str:
    unit = UNITS[language][question.kind]
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
