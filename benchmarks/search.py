"""How well and how fast the search answers: `python benchmarks/search.py [--set dev|test] [--fit] [--wrong]`

For words alone (BM25 over words and ideas), embeddings alone and both, and for what the dialogue has beside the words
(the intents that the trained model reads): recall, reciprocal rank and false answers on benchmarks/search_questions.
--fit fits advisor/catalogue/search_weights.yml anew on dev and on held-out phrasings, and prints figures of both by
cross-validation; else the stored weights are measured. Phrasings and weights were made with dev in view, so only the
figures of test tell how well strangers are answered. --wrong prints what went wrong, of dev only.
--times searches 10,000 and 100,000 generated products, and times the questions. Stored: benchmarks/results/search.json.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:1] = [str(ROOT)]  # the folder of this script comes last: its names hide no package
sys.path.append(str(ROOT / "benchmarks"))

import numpy as np  # noqa: E402
import yaml  # noqa: E402
from search_evaluation import fitting  # noqa: E402
from search_evaluation.held_out import held_out  # noqa: E402
from search_evaluation.measures import Outcome, measured  # noqa: E402
from search_evaluation.questions import questions, unknown  # noqa: E402
from search_evaluation.readings import readings_of  # noqa: E402
from search_evaluation.samples import READ, VECTORS, Sample, samples  # noqa: E402
from search_evaluation.timing import times  # noqa: E402

from advisor.catalogue.search_features import OF_DOCUMENT  # noqa: E402
from advisor.catalogue.search_index import AnswerIndex  # noqa: E402
from advisor.catalogue.search_ranking import FILE, MODES, Weights, gate_names, ranked, weights  # noqa: E402
from advisor.catalogue.seed import load  # noqa: E402
from advisor.catalogue.store import Catalogue  # noqa: E402
from advisor.database import open_engine, upgrade  # noqa: E402
from advisor.embeddings.encoder import shared_encoder  # noqa: E402
from advisor.embeddings.kept_vectors import KeptVectors  # noqa: E402

RESULTS = ROOT / "benchmarks" / "results" / "search.json"
ENCODER = shared_encoder()
KEPT = KeptVectors(ENCODER, name="knowledge")
SEED = 11  # of what is held out


def main() -> int:
    """Measure, and fit first where asked."""
    options = _options()
    catalogue = _catalogue()
    results = _stored()
    if options.times:
        results["times"] = times(catalogue, ENCODER.encode, KEPT.encode)
    elif options.fit:
        results["fit"] = fitted(catalogue)
    else:
        results[options.set] = answers(catalogue, options.set, options.wrong)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


def answers(catalogue: Catalogue, name: str, is_wrong_shown: bool) -> dict[str, Any]:
    """The figures of one set in every mode, by the stored weights."""
    index = AnswerIndex(catalogue, KEPT.encode).complete()
    asked = questions(name)
    keys = [f"{one.kind}:{one.id}" for one in index.words.documents]
    if gone := unknown(asked, set(keys)):
        print(f"answers that are not in the knowledge: {', '.join(gone)}")
    readings = readings_of([one.text for one in asked])
    results: dict[str, Any] = {"answerable": sum(bool(one.answers) for one in asked), "questions": len(asked)}
    for mode in _measurable(readings):
        known = samples(mode, asked, index, ENCODER.encode, readings)
        outcomes = [_outcome(one, weights()[mode]) for one in known]
        results[mode] = measured(known, outcomes)
        _print(name, mode, results[mode])
        if is_wrong_shown and name == "dev":
            _show_wrong(known, outcomes, keys)
    return results


def fitted(catalogue: Catalogue) -> dict[str, Any]:
    """Fit and store the weights of every mode; the cross-validated figures of what they were fitted on."""
    index = AnswerIndex(catalogue, KEPT.encode).complete()
    unseen, without = held_out(index.words.documents, KEPT.encode, SEED)
    dev = questions("dev")
    read = readings_of([one.text for one in (*unseen, *dev)])
    results: dict[str, Any] = {}
    found: dict[str, Weights] = {}
    for mode in (VECTORS, *_measurable(read)):
        known = samples(mode, unseen, without, ENCODER.encode, read)
        known += samples(mode, dev, index, ENCODER.encode, read[len(unseen) :] if read else None)
        found[mode], outcomes = _cross_validated(mode, known)
        for part, chosen in (("held_out", slice(len(unseen))), ("dev", slice(len(unseen), None))):
            results[f"{mode}, {part}"] = measured(known[chosen], outcomes[chosen])
            _print(part, mode, results[f"{mode}, {part}"])
    _write({mode: one for mode, one in found.items() if mode in MODES})
    return results


def _measurable(readings: object) -> list[str]:
    """The modes that can be measured; those with readings need a trained model."""
    return [mode for mode in MODES if mode not in READ or readings is not None]


def _print(name: str, mode: str, figures: dict[str, float]) -> None:
    print(f"{name:9}{mode:12}" + "  ".join(f"{key} {value:.3f}" for key, value in figures.items()), flush=True)


def _cross_validated(mode: str, known: Sequence[Sample]) -> tuple[Weights, list[Outcome]]:
    found, chances = fitting.fit(mode, known)
    orders = fitting.held_out_orders(mode, known)
    outcomes = [
        Outcome(order, chance >= found.threshold, found.near <= chance < found.threshold)
        for order, chance in zip(orders, chances, strict=True)
    ]
    return found, outcomes


def _outcome(sample: Sample, weighed: Weights) -> Outcome:
    found = ranked(sample.evidence, weighed, np.arange(len(sample.answers)))
    return Outcome(found.order, found.chance >= weighed.threshold, weighed.near <= found.chance < weighed.threshold)


def _show_wrong(known: Sequence[Sample], outcomes: Sequence[Outcome], keys: Sequence[str]) -> None:
    for one, outcome in zip(known, outcomes, strict=True):
        best = [keys[place] for place in outcome.order[:3]]
        is_right = best[0] in one.asked.answers and outcome.is_answered
        if not is_right and (one.is_answerable or outcome.is_answered):
            print(
                f"  {'answered' if outcome.is_answered else 'silent':9}{one.asked.text} -> {best}, {one.asked.answers}"
            )


def _write(fitted: dict[str, Weights]) -> None:
    stored = {
        mode: {
            "threshold": round(one.threshold, 4),
            "near": round(one.near, 4),
            "ranking": {name: round(float(w), 4) for name, w in zip(OF_DOCUMENT, one.ranking, strict=True) if w},
            "gate": {"bias": round(one.bias, 4)}
            | {name: round(float(w), 4) for name, w in zip(gate_names(), one.gate, strict=True) if w},
        }
        for mode, one in fitted.items()
    }
    head = "# Written by benchmarks/search.py --fit; advisor/catalogue/search_ranking.py says what it means.\n"
    FILE.write_text(head + yaml.safe_dump(stored, sort_keys=False), encoding="utf-8")


def _catalogue() -> Catalogue:
    engine = open_engine(f"sqlite:///{tempfile.mkdtemp()}/search.db")
    upgrade(engine)
    load(engine, ROOT / "knowledge", by="benchmark", at=datetime.now(timezone.utc))
    return Catalogue(engine)


def _stored() -> dict[str, Any]:
    return json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else {}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=("dev", "test"), default="dev")
    parser.add_argument("--fit", action="store_true", help="fit the weights on dev and store them")
    parser.add_argument("--wrong", action="store_true", help="print the wrong answers of dev")
    parser.add_argument("--times", action="store_true", help="time the search instead")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
