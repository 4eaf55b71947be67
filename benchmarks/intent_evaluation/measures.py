"""Figures about answers. `Answer.intent` is what the dialogue acts on: out_of_scope where the fallback steps in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from intent_evaluation.datasets import OUT_OF_SCOPE, Sentence

BINS = 10


@dataclass(frozen=True)
class Answer:
    """A sentence and how it was understood.

    `likeliest` is the first reading and `confidence` its confidence, whether it is acted on or not.
    """

    sentence: Sentence
    intent: str
    likeliest: str
    confidence: float

    def is_right(self, intent: str) -> bool:
        """Whether `intent` is one of the right ones."""
        return intent in (self.sentence.intent, self.sentence.also_right)

    @property
    def right(self) -> bool:
        return self.is_right(self.intent)

    @property
    def truth(self) -> str:
        """The right intent that counts: the one answered, where it is right."""
        return self.intent if self.right else self.sentence.intent


def measures(answers: Sequence[Answer]) -> dict[str, Any]:
    """All figures of some answers; None where there is nothing to measure.

    Fractions from 0 to 1. `macro_f1` is the mean over the intents that occur as truth. `calibration_error` is the
    expected calibration error of the first reading, over ten bins. `false_accept_rate` is the share of the sentences
    labelled out_of_scope, with no other right label, that were answered with another intent.
    """
    intents = sorted({answer.truth for answer in answers})
    inside = [answer for answer in answers if answer.sentence.intent != OUT_OF_SCOPE]
    outside = [answer for answer in answers if answer.sentence.intent == OUT_OF_SCOPE]
    scope = None if not outside else dict(zip(("precision", "recall", "f1"), f1(answers, OUT_OF_SCOPE), strict=True))
    return {
        "sentences": len(answers),
        "accuracy": _share([answer.right for answer in answers]),
        "macro_f1": _share([f1(answers, intent)[2] for intent in intents]),
        "accuracy_without_fallback": _share([answer.is_right(answer.likeliest) for answer in answers]),
        "in_scope_accuracy": _share([answer.right for answer in inside]),
        "out_of_scope": scope,
        "false_accept_rate": _share([not answer.right for answer in outside]),
        "calibration_error": round(calibration_error(answers), 4) if answers else None,
    }


def f1(answers: Sequence[Answer], intent: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of one intent; 0 where nothing was answered or wanted."""
    hits = sum(a.truth == intent == a.intent for a in answers)
    precision = hits / (sum(a.intent == intent for a in answers) or 1)
    recall = hits / (sum(a.truth == intent for a in answers) or 1)
    score = 2 * precision * recall / (precision + recall or 1)
    return round(precision, 4), round(recall, 4), round(score, 4)


def calibration_error(answers: Sequence[Answer]) -> float:
    """Mean gap between confidence and share right of the first reading, over bins of confidence."""
    confidence = np.array([a.confidence for a in answers])
    right = np.array([a.is_right(a.likeliest) for a in answers])
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [abs(confidence[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins)]
    return float(sum(gaps))


def confusions(answers: Sequence[Answer], most: int) -> list[dict[str, Any]]:
    """The commonest wrong pairs: what was wanted and what was answered, without sentences."""
    pairs = Counter((a.sentence.intent, a.intent) for a in answers if not a.right)
    return [{"wanted": wanted, "answered": got, "times": n} for (wanted, got), n in pairs.most_common(most)]


def _share(values: Sequence[float]) -> float | None:
    return round(float(np.mean(values)), 4) if len(values) else None
