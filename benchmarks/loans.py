"""How long a rate takes, ours beside pyxirr's on the same flows, and a schedule with all its rates.

    .venv/bin/python benchmarks/loans.py

Each case is one sum received and then 12 monthly, 52 weekly or 365 daily payments, as a list of (day, fen). The two
are timed by turns, so that whatever else the machine does falls on both; the least of all rounds counts. pyxirr is
compiled: on 12 or 52 flows it is done before Python has looked at every pair once, so there the ratio is large.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent)]

import pyxirr  # noqa: E402

from advisor.trade.loan_rates import yearly_rates  # noqa: E402
from advisor.trade.rates import xirr  # noqa: E402
from advisor.trade.schedules import even_repayments, monthly_schedule  # noqa: E402

START = date(2026, 1, 31)
ROUNDS, CALLS = 200, 20
CASES = ((12, 30), (52, 7), (365, 1))
MONTHS = (12, 36, 360)


def main() -> None:
    """Print the table and store it in benchmarks/results/loans.json."""
    results: dict[str, dict[str, float]] = {}
    for count, step in CASES:
        results[f"xirr, {count} flows"] = _compared(_flows(count, step))
    for months in MONTHS:
        (seconds,) = _least([lambda months=months: _priced(months)])  # type: ignore[misc]
        results[f"schedule of {months} months with its rates"] = {"ours_us": round(seconds * 1e6, 1)}
    for name, row in results.items():
        print(f"{name:42}" + "  ".join(f"{key} {value}" for key, value in row.items()))
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results" / "loans.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def _flows(count: int, step_days: int) -> list[tuple[date, int]]:
    due = [START + timedelta(days=step_days * number) for number in range(1, count + 1)]
    return list(even_repayments(10_000_000, 10_000_000, 11_500_000, due, START).flows)


def _compared(flows: list[tuple[date, int]]) -> dict[str, float]:
    found, expected = xirr(flows), pyxirr.xirr(flows)
    if expected is None or abs(found - expected) > 1e-9:
        raise SystemExit(f"the rates differ: {found} and {expected}")
    ours, theirs = _least([lambda: xirr(flows), lambda: pyxirr.xirr(flows)])
    return {
        "ours_us": round(ours * 1e6, 1),
        "pyxirr_us": round(theirs * 1e6, 1),
        "ratio": round(ours / theirs, 2),
    }


def _priced(months: int) -> None:
    yearly_rates(monthly_schedule("level_payment", 10_000_000, months, Decimal("0.12"), START, 0, 50_000), "30/360")


def _least(functions: list[Callable[[], object]]) -> list[float]:
    """Seconds of one call of each, the least of all rounds; the functions take turns."""
    least = [float("inf")] * len(functions)
    for _ in range(ROUNDS):
        for place, function in enumerate(functions):
            before = time.perf_counter()
            for _ in range(CALLS):
                function()
            least[place] = min(least[place], (time.perf_counter() - before) / CALLS)
    return least


if __name__ == "__main__":
    main()
