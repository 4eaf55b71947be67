"""The names by which people call products, providers, platforms and terms: what the language side recognises."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

BRACKETED = re.compile(r"\s*[（(][^）)]*[）)]")


@dataclass(frozen=True)
class Name:
    """One way to say it. `id` is the record's; a provider's id is its Chinese name without brackets."""

    text: str
    kind: str  # product | provider | platform | term
    id: str


def all_names(records: Mapping[str, Mapping[str, Any]]) -> tuple[Name, ...]:
    """Every name of the records (kind -> id -> record), each once, products first."""
    seen: dict[tuple[str, str, str], Name] = {}
    for name in _names(records):
        if name.text:
            seen.setdefault((name.text.casefold(), name.kind, name.id), name)
    return tuple(seen.values())


def _names(records: Mapping[str, Mapping[str, Any]]) -> Iterator[Name]:
    for product in records["product"].values():
        for text in (*product.name.values(), *product.aliases):
            yield from _with_and_without_brackets(text, "product", product.id)
    for product in records["product"].values():
        id = BRACKETED.sub("", product.provider["zh"]).strip()
        for text in (*product.provider.values(), *product.provider_also):
            yield from _with_and_without_brackets(text, "provider", id)
    platform = records["question"].get("platform")
    for option in platform.options if platform else ():
        if option.value != "other":
            for text in (*option.name.values(), *option.also):
                yield Name(text, "platform", option.value)
    for term in records["term"].values():
        for text in (*term.name.values(), *term.also):
            yield from _with_and_without_brackets(text, "term", term.id)


def _with_and_without_brackets(text: str, kind: str, id: str) -> Iterator[Name]:
    yield Name(text.strip(), kind, id)
    yield Name(BRACKETED.sub("", text).strip(), kind, id)
