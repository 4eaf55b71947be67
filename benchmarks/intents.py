"""How well questions are told apart: trains on data/nlu and measures on a file of labelled questions.

    python benchmarks/intents.py QUESTIONS.tsv [--confusions 20]

The file has the columns text, intent, alt_intent (a second label that is also right). What the fallback would not
act on counts as out_of_scope, as in the dialogue.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from advisor.nlu.encoder import shared_encoder
from advisor.nlu.model import Model, fit

ROOT = Path(__file__).parents[1]
OUT_OF_SCOPE = "out_of_scope"
BINS = 10


@dataclass(frozen=True)
class Answer:
    """One question as labelled and as understood."""

    text: str
    wanted: str
    also_right: str
    intent: str
    confidence: float

    @property
    def right(self) -> bool:
        return self.intent in (self.wanted, self.also_right)

    @property
    def truth(self) -> str:
        return self.intent if self.right else self.wanted


def examples(folder: Path) -> tuple[list[str], list[str]]:
    """The training sentences of a folder and their intents."""
    texts: list[str] = []
    intents: list[str] = []
    for path in sorted(folder.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = [line.removeprefix("- ") for line in block["examples"].splitlines()]
            texts += lines
            intents += [block["intent"]] * len(lines)
    return texts, intents


def thresholds() -> tuple[float, float]:
    """Least confidence and least lead of the fallback in config.yml."""
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    fallback = next(part for part in pipeline if part["name"].endswith("UnsureFallback"))
    return fallback["threshold"], fallback["ambiguity_threshold"]


def answers(model: Model, rows: Sequence[dict[str, str]], least: float, lead: float) -> list[Answer]:
    """What the model, with the fallback behind it, makes of each row."""
    found = []
    for row in rows:
        (intent, confidence), (_, second) = model.ranking(row["text"], shared_encoder())[:2]
        clear = confidence >= least and confidence - second >= lead
        wanted = row["intent"], row.get("alt_intent") or row["intent"]
        found.append(Answer(row["text"], *wanted, intent if clear else OUT_OF_SCOPE, confidence))
    return found


def f1(found: Sequence[Answer], intent: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of one intent."""
    hits = sum(a.truth == intent == a.intent for a in found)
    precision = hits / (sum(a.intent == intent for a in found) or 1)
    recall = hits / (sum(a.truth == intent for a in found) or 1)
    return precision, recall, 2 * precision * recall / (precision + recall or 1)


def calibration_error(found: Sequence[Answer]) -> float:
    """Expected calibration error over ten bins of confidence."""
    confidence = np.array([a.confidence for a in found])
    right = np.array([a.right for a in found])
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [abs(confidence[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins)]
    return float(sum(gaps))


def report(found: Sequence[Answer], n_confusions: int) -> None:
    """Print the figures."""
    intents = sorted({a.truth for a in found})
    precision, recall, score = f1(found, OUT_OF_SCOPE)
    strange = [a for a in found if a.wanted == OUT_OF_SCOPE]
    accepted = sum(not a.right for a in strange) / (len(strange) or 1)
    print(f"accuracy              {np.mean([a.right for a in found]):.3f}  of {len(found)}")
    print(f"macro F1              {np.mean([f1(found, intent)[2] for intent in intents]):.3f}")
    print(f"out of scope          F1 {score:.3f}  precision {precision:.3f}  recall {recall:.3f}")
    print(f"false accepts         {accepted:.3f}")
    print(f"calibration (ECE)     {calibration_error(found):.3f}")
    confusions = Counter((a.wanted, a.intent) for a in found if not a.right)
    for (wanted, intent), count in confusions.most_common(n_confusions):
        print(f"  {count:3d}  {wanted} -> {intent}")


def main() -> None:
    """Train, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("questions", type=Path)
    parser.add_argument("--confusions", type=int, default=10)
    options = parser.parse_args()
    started = time.perf_counter()
    model = fit(*examples(ROOT / "data" / "nlu"), shared_encoder())
    print(f"trained in            {time.perf_counter() - started:.1f} s, temperature {model.linear.temperature:.2f}")
    with options.questions.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    started = time.perf_counter()
    found = answers(model, rows, *thresholds())
    print(f"milliseconds each     {(time.perf_counter() - started) * 1000 / len(rows):.1f}")
    report(found, options.confusions)


if __name__ == "__main__":
    main()
