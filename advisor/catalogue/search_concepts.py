"""The ideas in a text: what merchants say in many ways, brought to one token each (`search_concepts.yml`)."""

from __future__ import annotations

import functools
from pathlib import Path

import yaml

from advisor.catalogue.search_names import SpokenNames

FILE = Path(__file__).with_suffix(".yml")


def concepts(text: str) -> list[str]:
    """The ideas that a text has, each once, sorted.

    >>> concepts("能不能早点还掉")
    ['early', 'repay']
    """
    names, spoken = _spoken()
    return sorted(names[number] for number in spoken.said(text))


@functools.lru_cache(maxsize=1)
def _spoken() -> tuple[tuple[str, ...], SpokenNames]:
    table = yaml.safe_load(FILE.read_text(encoding="utf-8"))["concepts"]
    ways = ((str(way), number) for number, said in enumerate(table.values()) for way in said)
    return tuple(table), SpokenNames(ways)
