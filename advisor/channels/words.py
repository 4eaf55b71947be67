"""The channels' own sentences (words.yml) and the one shape of every error answer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from sanic.response import HTTPResponse, json

WORDS_FILE = Path(__file__).with_name("words.yml")
LANGUAGES = ("zh", "en")


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8"))
    return table


def words(code: str, **values: Any) -> dict[str, str]:
    """The sentence of a code in each language, with `values` filled in; KeyError names the known codes."""
    if code not in _table():
        raise KeyError(f"{code!r} is not in words.yml; known: {', '.join(sorted(_table()))}")
    return {language: sentence.format(**values) for language, sentence in _table()[code].items()}


def language_of(locale: str | None) -> str:
    """zh or en from a locale or an Accept-Language header ("en-US", "zh_CN,zh;q=0.9"); zh by default."""
    first = (locale or "").replace("_", "-").split(",")[0].split("-")[0].strip().lower()
    return first if first in LANGUAGES else ("en" if first and first != "*" else "zh")


def refusal(sentences: Mapping[str, str], status: int, locale: str | None) -> HTTPResponse:
    """The one shape of a failure: {"ok": false, "error": <sentence>, "status": N}."""
    sentence = sentences.get(language_of(locale)) or sentences["zh"]
    return json({"ok": False, "error": sentence, "status": status}, status=status, ensure_ascii=False)
