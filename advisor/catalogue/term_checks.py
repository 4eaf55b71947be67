"""Are the examples of the glossary sound? Every name in braces exists, and zh and en name the same figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from advisor.catalogue.errors import Problem
from advisor.catalogue.files import Entry
from advisor.trade.term_examples import PLACEHOLDERS, placeholders_in

Found = tuple[str, str, str]  # field, value, message


def term_problems(entries: Iterable[Entry]) -> list[Problem]:
    """What is wrong with the examples of the terms among `entries`; empty when all of them can be filled.

    An example that is no text in each language is left to the table of `rules`.
    """
    return [
        Problem(entry.file, entry.id, *one)
        for entry in entries
        if entry.kind == "term"
        for one in _problems(entry.fields.get("example"))
    ]


def _problems(example: Any) -> Iterator[Found]:
    if not isinstance(example, Mapping):
        return
    named: dict[str, frozenset[str]] = {}
    for language, text in example.items():
        if not isinstance(text, str):
            return
        try:
            named[str(language)] = frozenset(placeholders_in(text))
        except ValueError as error:
            yield f"example.{language}", text[:80], f"braces enclose the name of a figure: {error}"
    for language, names in named.items():
        for unknown in sorted(names - PLACEHOLDERS.keys()):
            known = ", ".join(sorted(PLACEHOLDERS))
            yield f"example.{language}", f"{{{unknown}}}", f"unknown placeholder; known: {known}"
    if len(set(named.values())) > 1:
        only = sorted(frozenset.union(*named.values()) - frozenset.intersection(*named.values()))
        yield "example", ", ".join(only), "every language must name the same figures"
