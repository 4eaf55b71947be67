"""What is measured on: sentences with their right intents, split into a training and a test part.

Ours come from data/nlu; files of others are read from where they lie and nothing of them is stored.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

SEED = 1
OUT_OF_SCOPE = "out_of_scope"
CLINC_OUT_OF_SCOPE = "oos"


class DatasetError(Exception):
    """A file of labelled sentences is missing or has other columns than expected."""


@dataclass(frozen=True)
class Sentence:
    """A sentence and its intent; `also_right` is a second intent that counts as right, or empty."""

    text: str
    intent: str
    also_right: str = ""
    file: str = ""


@dataclass(frozen=True)
class Split:
    """Sentences to train on and sentences to test on."""

    train: Sequence[Sentence]
    test: Sequence[Sentence]


def training_sentences(folder: Path) -> list[Sentence]:
    """The sentences of the product's training data, in the order of the files."""
    return [
        Sentence(line.removeprefix("- "), block["intent"], file=str(path.relative_to(folder)))
        for path in sorted(folder.rglob("*.yml"))
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        for line in block.get("examples", "").splitlines()
        if "intent" in block
    ]


def left_out_voices(sentences: Sequence[Sentence], folder: str = "voices/") -> Iterator[Split]:
    """One split for each file of the folder: trained on everything else, tested on that file."""
    for file in sorted({one.file for one in sentences if one.file.startswith(folder)}):
        yield Split([s for s in sentences if s.file != file], [s for s in sentences if s.file == file])


def stratified_folds(sentences: Sequence[Sentence], n_folds: int) -> Iterator[Split]:
    """Each intent dealt evenly into parts at random, always in the same way.

    Variants of one sentence land in several parts, so the figures are higher than those of strangers' sentences.
    """
    of_intent: dict[str, list[int]] = {}
    for i in np.random.default_rng(SEED).permutation(len(sentences)):
        of_intent.setdefault(sentences[i].intent, []).append(int(i))
    fold = {i: k % n_folds for where in of_intent.values() for k, i in enumerate(where)}
    for number in range(n_folds):
        yield Split(
            [s for i, s in enumerate(sentences) if fold[i] != number],
            [s for i, s in enumerate(sentences) if fold[i] == number],
        )


def questions(file: Path) -> list[Sentence]:
    """A tab-separated file with the columns text, intent and, as it may be, alt_intent."""
    rows = _rows(file, ("text", "intent"), delimiter="\t")
    return [Sentence(row["text"], row["intent"], row.get("alt_intent") or "") for row in rows]


def banking77(folder: Path) -> Split:
    """BANKING77: train.csv and test.csv with the columns text and category."""
    train, test = (
        [Sentence(row["text"], row["category"]) for row in _rows(folder / name, ("text", "category"), delimiter=",")]
        for name in ("train.csv", "test.csv")
    )
    return Split(train, test)


def clinc150(file: Path) -> Split:
    """CLINC150, data_full.json: 150 intents, and sentences out of scope in both parts."""
    if not file.is_file():
        raise DatasetError(f"{file}: there is no such file")
    try:
        parts = json.loads(file.read_text(encoding="utf-8"))
        train, test = (
            [
                Sentence(text, OUT_OF_SCOPE if intent == CLINC_OUT_OF_SCOPE else intent)
                for text, intent in [*parts[name], *parts[f"oos_{name}"]]
            ]
            for name in ("train", "test")
        )
    except (ValueError, KeyError, TypeError):
        raise DatasetError(f"{file}: not the data_full.json of CLINC150") from None
    return Split(train, test)


def _rows(file: Path, columns: Sequence[str], delimiter: str) -> list[dict[str, str]]:
    if not file.is_file():
        raise DatasetError(f"{file}: there is no such file")
    quoting = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=delimiter, quoting=quoting))
    if not rows or not set(columns) <= set(rows[0]):
        raise DatasetError(f"{file}: needs the columns {', '.join(columns)} and at least one row")
    return rows
