"""The training sentences as a whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import yaml

from advisor.embeddings.text import normalised

DATA = Path(__file__).parents[2] / "data" / "nlu"
FEWEST = 30


def examples() -> list[tuple[str, str]]:
    blocks = [b for p in sorted(DATA.rglob("*.yml")) for b in yaml.safe_load(p.read_text(encoding="utf-8"))["nlu"]]
    return [(line.removeprefix("- "), block["intent"]) for block in blocks for line in block["examples"].splitlines()]


def test_no_example_stands_under_two_intents() -> None:
    intents = defaultdict(set)
    for text, intent in examples():
        intents[normalised(text)].add(intent)
    assert {text: names for text, names in intents.items() if len(names) > 1} == {}


def test_no_example_stands_twice() -> None:
    assert [text for text, n in Counter(normalised(text) for text, _ in examples()).items() if n > 1] == []


def test_every_intent_has_enough_examples() -> None:
    assert [intent for intent, n in Counter(intent for _, intent in examples()).items() if n < FEWEST] == []


def test_examples_carry_no_entity_marks_and_no_payloads() -> None:
    assert [text for text, _ in examples() if "](" in text or text.startswith("/")] == []


def test_the_fallback_is_never_taught() -> None:
    assert "nlu_fallback" not in {intent for _, intent in examples()}
