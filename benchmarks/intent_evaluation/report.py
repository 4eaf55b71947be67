"""The figures as lines for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from intent_evaluation.measures import Answer

FIGURES = {
    "sentences": ("sentences",),
    "accuracy": ("accuracy",),
    "macro F1": ("macro_f1",),
    "accuracy without fallback": ("accuracy_without_fallback",),
    "in-scope accuracy": ("in_scope_accuracy",),
    "out-of-scope precision": ("out_of_scope", "precision"),
    "out-of-scope recall": ("out_of_scope", "recall"),
    "out-of-scope F1": ("out_of_scope", "f1"),
    "false-accept rate": ("false_accept_rate",),
    "calibration error (ECE)": ("calibration_error",),
}
COLUMNS = ("all", "zh", "en")


def table(name: str, result: dict[str, Any]) -> str:
    """One set: a line for each figure, a column for each language; then the commonest wrong pairs."""
    lines = [f"{name + ':':28}" + "".join(f"{column:>9}" for column in COLUMNS)]
    lines += [
        f"  {says:26}" + "".join(f"{_shown(result[column], path):>9}" for column in COLUMNS)
        for says, path in FIGURES.items()
    ]
    lines.append(
        f"  latency                    p50 {result['latency_ms']['p50']} ms, p95 {result['latency_ms']['p95']} ms"
    )
    lines.append(
        f"  trained on {result['training_sentences']} sentences in {result['training_seconds']} s, "
        f"{result['splits']} time(s), encoder {result['encoder']}"
    )
    lines += [f"  {pair['times']:4}  {pair['wanted']} -> {pair['answered']}" for pair in result["confusions"]]
    return "\n".join(lines)


def misses(answers: Sequence[Answer]) -> str:
    """The sentences that went wrong, one a line."""
    return "\n".join(f"{a.sentence.intent}\t{a.intent}\t{a.confidence:.2f}\t{a.sentence.text}" for a in answers)


def _shown(figures: dict[str, Any], path: Sequence[str]) -> str:
    value: Any = figures
    for key in path:
        value = value[key] if value is not None else None
    return "-" if value is None else str(value) if isinstance(value, int) else f"{value:.3f}"
