"""Recall, mean reciprocal rank and false answers of a search on a set of questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from search_evaluation.samples import Sample

DEEPEST = 10  # rank beyond which an answer counts as not found


@dataclass(frozen=True)
class Outcome:
    """What the search does with one question: the order of documents, and whether it answers at all."""

    order: np.ndarray
    is_answered: bool
    is_near: bool


def measured(samples: Sequence[Sample], outcomes: Sequence[Outcome]) -> dict[str, float]:
    """The figures: recall and reciprocal rank count what was really answered; `_ranked` leave the threshold out.

    near_right: of the answerable that were not answered but met with near questions, how many had the right one among
    the three. near_false: of the unanswerable, how many were met with near questions.
    """
    places = [_place(one, outcome) for one, outcome in zip(samples, outcomes, strict=True)]
    asked = [
        (place, outcome) for place, outcome, one in zip(places, outcomes, samples, strict=True) if one.is_answerable
    ]
    other = [outcome for outcome, one in zip(outcomes, samples, strict=True) if not one.is_answerable]
    near = [place for place, outcome in asked if outcome.is_near]
    return {
        "recall_1": _share(place < 1 and outcome.is_answered for place, outcome in asked),
        "recall_3": _share(place < 3 and outcome.is_answered for place, outcome in asked),
        "mrr": _share(_reciprocal(place) * outcome.is_answered for place, outcome in asked),
        "false_answers": _share(outcome.is_answered for outcome in other),
        "answered": _share(outcome.is_answered for _, outcome in asked),
        "recall_1_ranked": _share(place < 1 for place, _ in asked),
        "recall_3_ranked": _share(place < 3 for place, _ in asked),
        "near": _share(outcome.is_near for _, outcome in asked),
        "near_right": _share(place < 3 for place in near),
        "near_false": _share(outcome.is_near for outcome in other),
    }


def _place(sample: Sample, outcome: Outcome) -> int:
    right = np.flatnonzero(sample.answers[outcome.order[:DEEPEST]])
    return int(right[0]) if len(right) else DEEPEST


def _reciprocal(place: int) -> float:
    return 1 / (place + 1) if place < DEEPEST else 0.0


def _share(values: object) -> float:
    found = [float(value) for value in values]  # type: ignore[attr-defined]
    return round(sum(found) / len(found), 4) if found else 0.0
