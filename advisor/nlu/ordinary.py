"""Phrases that look or sound like a name and are none; a list, not rules."""

from __future__ import annotations

import functools
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("ordinary_phrases.yml")


@functools.lru_cache(maxsize=1)
def ordinary_phrases() -> tuple[str, ...]:
    """The phrases of `ordinary_phrases.yml`."""
    return tuple(str(phrase) for phrase in yaml.safe_load(FILE.read_text(encoding="utf-8"))["phrases"])
