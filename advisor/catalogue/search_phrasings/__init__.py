"""How merchants ask: phrasings of what the knowledge answers, and of what it does not (the files beside this one).

They stand beside the knowledge, not in it: no answer is made of them, and a record without any is found all the same.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
KINDS = {"faqs": "faq", "terms": "term", "policies": "policy"}
UNANSWERED = "unanswered"


@functools.lru_cache(maxsize=1)
def phrasings() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Kind and id of a record -> other ways to ask for it."""
    return {(kind, id): tuple(said) for file, kind in KINDS.items() for id, said in _read(file).items()}


@functools.lru_cache(maxsize=1)
def unanswered() -> tuple[str, ...]:
    """Questions that nothing in the knowledge answers."""
    return tuple(_read(UNANSWERED)[UNANSWERED])


def _read(name: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return read
