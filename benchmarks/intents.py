"""How well questions are told apart: `make eval`, or

    python benchmarks/intents.py [--questions FILE.tsv] [--banking77 FOLDER] [--clinc150 data_full.json]

trains the product's own components (classifier, fallback and the rest that decides on an intent, set by config.yml)
and measures, by language and together: accuracy, macro F1, out of scope, false accepts, calibration, latency. What the
fallback would not act on counts as out_of_scope, as in the dialogue. The sets:

    questions   trained on data/nlu, tested on the file: columns text, intent, alt_intent (also right)
    voices      each file of data/nlu/voices/ left out in turn
    folds       data/nlu in five stratified folds
    banking77   its own training and test part (train.csv, test.csv), without what takes messages apart
    clinc150    the same, with its sentences out of scope

Prints the figures and stores them in benchmarks/results/intents.json; sentences only with --misses SET.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT)]

from advisor import logs  # noqa: E402
from advisor.nlu import no_tensorflow  # noqa: E402

logs.set_up()
no_tensorflow.install()

from intent_evaluation import datasets, report  # noqa: E402
from intent_evaluation.datasets import DatasetError, Split  # noqa: E402
from intent_evaluation.measures import Answer, confusions, measures  # noqa: E402
from intent_evaluation.understanding import Understanding  # noqa: E402

from advisor.embeddings.encoder import EncoderUnavailable, shared_encoder  # noqa: E402
from advisor.embeddings.kept_vectors import KeptVectors  # noqa: E402
from advisor.nlu.language import language_of  # noqa: E402

SETS = ("questions", "voices", "folds", "banking77", "clinc150")
OURS = ("questions", "voices", "folds")
LANGUAGES = ("zh", "en")


def main() -> int:
    """Measure the sets asked for; print and store the figures."""
    options = _options()
    results = _stored(options.results)
    try:
        for name in options.only:
            splits = list(_splits(name, options))
            if splits:
                results[name], missed = evaluated(name, splits, options.confusions)
                print(report.table(name, results[name]), flush=True)
                _store(options.results, results)
                if name == options.misses:
                    print(report.misses(missed))
    except (DatasetError, EncoderUnavailable) as error:
        print(f"intents: {error}", file=sys.stderr)
        return 2
    return 0


def evaluated(name: str, splits: Sequence[Split], n_confusions: int) -> tuple[dict[str, Any], list[Answer]]:
    """The figures of a set, over all its splits, and the wrong answers."""
    encoder = KeptVectors(shared_encoder(), name="training" if name in OURS else name)
    encoder.encode([sentence.text for split in splits for sentence in (*split.train, *split.test)])
    answers: list[Answer] = []
    seconds = 0.0
    for split in splits:
        understanding = Understanding(split.train, encoder, parts=name in OURS)
        seconds += understanding.training_seconds
        answers += understanding.answers(split.test)
    result: dict[str, Any] = {"encoder": encoder.identity, "splits": len(splits)}
    result["training_sentences"] = round(sum(len(split.train) for split in splits) / len(splits))
    result["training_seconds"] = round(seconds / len(splits), 1)
    result["all"] = measures(answers)
    for language in LANGUAGES:
        result[language] = measures([a for a in answers if (language_of(a.sentence.text) or "zh") == language])
    result["latency_ms"] = understanding.latency_ms([sentence.text for sentence in splits[-1].test])
    result["confusions"] = confusions(answers, n_confusions)
    return result, [answer for answer in answers if not answer.right]


def _splits(name: str, options: argparse.Namespace) -> Iterable[Split]:
    """The splits of a set; none where its file is not given or there are no voices."""
    if name == "banking77":
        return [datasets.banking77(options.banking77)] if options.banking77 else []
    if name == "clinc150":
        return [datasets.clinc150(options.clinc150)] if options.clinc150 else []
    ours = datasets.training_sentences(ROOT / "data" / "nlu")
    if name == "questions":
        return [Split(ours, datasets.questions(options.questions))] if options.questions else []
    return datasets.left_out_voices(ours) if name == "voices" else datasets.stratified_folds(ours, options.folds)


def _stored(file: Path) -> dict[str, Any]:
    """What an earlier run stored, so that sets can be measured one by one."""
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _store(file: Path, results: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    ordered = {name: results[name] for name in SETS if name in results}
    file.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=Path, metavar="FILE.tsv")
    parser.add_argument("--banking77", type=Path, metavar="FOLDER")
    parser.add_argument("--clinc150", type=Path, metavar="FILE.json")
    parser.add_argument("--only", nargs="+", choices=SETS, default=SETS, metavar="SET", help=", ".join(SETS))
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--confusions", type=int, default=15, help="wrong pairs shown and stored")
    parser.add_argument("--misses", choices=SETS, metavar="SET", help="print the sentences of this set that went wrong")
    parser.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "results" / "intents.json")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
