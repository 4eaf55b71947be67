"""One rule for all engines, and the table.

A case counts when the engine finds as many values as are expected, in the same order, each the same: both ends where
the expectation has two; the number itself where it has one, however the engine marks it as vague or as a limit (十多万
expected as 100,000: its low end counts; of a limit, the end that is stated).
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from decimal import Decimal
from typing import Any

from quantity_peers.cases import Case, Value

RECOGNIZERS = "MS-Recognizers"
SUPPORTED = "Recognizers supports in Python"
CLOSE = Decimal("1e-9")  # binary fractions of the peers


def is_right(case: Case, answer: dict[str, Any]) -> bool:
    """Whether an engine's answer has the expected values."""
    found = [tuple(None if end is None else Decimal(end) for end in value) for value in answer["values"]]
    return len(found) == len(case.expected) and all(map(_same, case.expected, found))


def _same(expected: Value, found: Any) -> bool:
    low, high = expected
    if low is not None and high is not None and low != high:
        return _close(low, found[0]) and _close(high, found[1])
    wanted = high if low is None else low
    return _close(wanted, found[1] if found[0] is None else found[0])


def _close(wanted: Decimal | None, found: Decimal | None) -> bool:
    if wanted is None or found is None:
        return wanted is found
    return abs(wanted - found) <= CLOSE * max(1, abs(wanted))


def by_kind(asked: list[Case], answers: list[dict[str, Any]]) -> dict[str, Any]:
    """{group: {right, of}} for each kind, for each library's own cases of it, and for those it supports; the times."""
    counted: dict[str, dict[str, int]] = defaultdict(lambda: {"right": 0, "of": 0})
    for case, answer in zip(asked, answers, strict=True):
        if answer["values"] is None:
            continue
        groups = {case.group, f"{case.group} from {case.source}"}
        if case.source == RECOGNIZERS and "python" not in case.not_supported:
            groups.add(f"{case.group} that {SUPPORTED}")
        for group in groups:
            counted[group]["of"] += 1
            counted[group]["right"] += is_right(case, answer)
    times = [answer["ms"] for answer in answers if answer["values"] is not None]
    return {**counted, "ms": {"median": statistics.median(times), "mean": round(statistics.mean(times), 4)}}


def table(results: dict[str, Any]) -> str:
    """The engines side by side."""
    engines = list(results)
    groups = sorted({group for one in results.values() for group in one} - {"ms"})
    lines = ["".join([f"{'':52}", *(f"{engine:>14}" for engine in engines)])]
    for group in groups:
        cells = (f"{one['right']}/{one['of']}" if (one := results[engine].get(group)) else "-" for engine in engines)
        lines.append("".join([f"{group:52}", *(f"{cell:>14}" for cell in cells)]))
    cells = (f"{results[engine]['ms']['median']:.3f}" for engine in engines)
    lines.append("".join([f"{'median ms a text':52}", *(f"{cell:>14}" for cell in cells)]))
    return "\n".join(lines)


def print_misses(asked: list[Case], answers: list[dict[str, Any]], engine: str) -> None:
    """What an engine got wrong."""
    for case, answer in zip(asked, answers, strict=True):
        if answer["values"] is not None and not is_right(case, answer):
            wanted = [[None if end is None else f"{end:f}" for end in value] for value in case.expected]
            print(f"{engine} {case.group} {case.source[:8]} {case.text!r}: {answer['values']} not {wanted}")
