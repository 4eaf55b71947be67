"""The words of words.yml: what pictures say, in the language of the reader."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

WORDS = Path(__file__).with_name("words.yml")


def words(picture: str, language: str) -> dict[str, str]:
    """Every text of one picture in zh or en.

    Raises:
        KeyError: a picture or a language that words.yml does not have.
    """
    return {name: says[language] for name, says in _table()[picture].items()}


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return table
