"""Ours and three libraries on the same cases: Recognizers-Text, JioNLP and Duckling, by kind, with one scoring rule.

    .venv/bin/python benchmarks/quantity_peers/install.py FOLDER       # the peers, each in its own environment there
    .venv/bin/python benchmarks/quantities.py CASES.jsonl AMOUNTS.tsv --peers FOLDER

CASES has one case of a library's own tests a line: {"source", "kind", "text", "expected", "not_supported"}; AMOUNTS has
the columns text and principal_yuan. Without --peers only ours is run. The rule stands in `quantity_peers/scoring.py`:
every engine is told the kind that is looked for, and a case counts when it finds the expected values, all of them and
no others. "-" is a kind or language that the engine does not claim. `--misses ENGINE` prints what it got wrong.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from quantity_peers import cases, scoring  # noqa: E402

ENGINES = ("ours", "recognizers", "jionlp", "duckling")


def main() -> None:
    """Print the table and store it in benchmarks/results/quantities.json."""
    options = _options()
    asked = [*cases.of_libraries(options.cases), *cases.of_real_sentences(options.amounts)]
    results = {}
    for engine in ENGINES:
        python = _python(engine, options.peers)
        if python is None:
            continue
        answers = _answers(engine, python, asked)
        results[engine] = scoring.by_kind(asked, answers)
        if options.misses == engine:
            scoring.print_misses(asked, answers, engine)
    print(scoring.table(results))
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results" / "quantities.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path, metavar="CASES.jsonl")
    parser.add_argument("amounts", type=Path, metavar="AMOUNTS.tsv")
    parser.add_argument("--peers", type=Path, metavar="FOLDER", help="where install.py put the peers")
    parser.add_argument("--misses", choices=ENGINES)
    return parser.parse_args()


def _python(engine: str, peers: Path | None) -> str | None:
    """The interpreter that has the engine; None where it is not installed."""
    if engine == "ours":
        return sys.executable
    python = peers / engine / "bin" / "python" if peers else None
    return str(python) if python and python.exists() else None


def _answers(engine: str, python: str, asked: list[cases.Case]) -> list[dict[str, Any]]:
    """What an engine finds in each case, from its adapter: one JSON line in, one out."""
    lines = "".join(
        json.dumps({"text": case.text, "kind": case.kind, "language": case.language}) + "\n" for case in asked
    )
    adapter = HERE / "quantity_peers" / f"{engine}_adapter.py"
    run = subprocess.run([python, str(adapter)], input=lines, capture_output=True, text=True, timeout=1_200)
    if run.returncode:
        raise SystemExit(f"{engine}: {run.stderr[-2_000:]}")
    return [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]


if __name__ == "__main__":
    main()
