"""The questions that the search is measured on, each with the records that answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

FOLDER = Path(__file__).parents[1] / "search_questions"


@dataclass(frozen=True)
class Asked:
    """A question and the records (kind:id) that answer it, the best first; none where nothing does."""

    text: str
    answers: tuple[str, ...]


def questions(name: str) -> list[Asked]:
    """The questions of a set: dev or test."""
    read = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    answerable = [Asked(str(one["question"]), tuple(one["answers"])) for one in read["answerable"]]
    return answerable + [Asked(str(text), ()) for text in read["unanswerable"]]


def unknown(asked: Sequence[Asked], known: set[str]) -> list[str]:
    """Answers that are no longer in the knowledge."""
    return sorted({answer for one in asked for answer in one.answers} - known)
