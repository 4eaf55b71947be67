"""How fast one shop is matched with many products: `.venv/bin/python -m benchmarks.matching`.

Times are of the whole answer as the chat uses it: the first ten products with reasons, counts, superlatives,
combinations, the next question and the first steps. CPU times stand beside those by the clock, which are longer on a
machine that others use. The table of products is built once for each version of the knowledge: its time stands apart.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from statistics import median

from advisor.trade.matching import CashPosition, Matches, ProductTable, match
from advisor.trade.records import Lpr, Need, Profile
from benchmarks.generated_products import products

TODAY = date(2026, 11, 30)
SIZES = (100, 1_000, 10_000, 100_000)
REPEATS = 15
FIRST = 10
AIM_MS = {10_000: 20, 100_000: 150}
INTERVIEWED = {
    "platform": "taobao", "months_in_business": 20, "monthly_sales_fen": 20_000_000, "has_licence": True,
    "credit_record": "clean", "files_tax": "sometimes", "has_property": False,
}  # fmt: skip
LPR = Lpr("2026-11", None, Decimal("0.03"), None)
PROFILES = {
    "nothing known": {},
    "interviewed": INTERVIEWED,
    "young, overdue": {**INTERVIEWED, "months_in_business": 2, "credit_record": "overdue_now", "has_licence": False},
    "all known": {**INTERVIEWED, "owner_age_years": 35, "return_rate": "0.12", "months_on_platform": 18},
}
CASH = CashPosition(
    gap_fen=16_000_000, gap_first_day=date(2026, 12, 4), gap_last_day=date(2027, 1, 20), receivable_days=9
)


def answered(table: ProductTable, facts: dict[str, object]) -> Matches:
    """One answer, read as the chat reads it."""
    found = match(
        table,
        Profile(facts),
        Need(20_000_000, 60, within_days=3),
        today=TODAY,
        lpr=LPR,
        cautions=("credit_record", "months_in_business"),
        cash=CASH,
    )
    assert found.ranked[:FIRST]
    return found


def times_ms(work: Callable[[], object]) -> tuple[float, float, float]:
    """Median and largest time by the clock, and median CPU time, of some runs after one that warms up."""
    work()
    clock, cpu = [], []
    for _ in range(REPEATS):
        began, began_cpu = time.perf_counter(), time.process_time()
        work()
        clock.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - began_cpu) * 1000)
    return median(clock), max(clock), median(cpu)


def main() -> None:
    """Print the table of times."""
    print(f"{'products':>9} {'table s':>8}  {'shop':16} {'median ms':>9} {'max ms':>8} {'CPU ms':>8}  aim ms")
    for size in SIZES:
        listed = products(size)
        began = time.perf_counter()
        table = ProductTable.of(listed)
        built = time.perf_counter() - began
        for name, facts in PROFILES.items():
            middle, most, cpu = times_ms(partial(answered, table, facts))
            times = f"{middle:9.1f} {most:8.1f} {cpu:8.1f}"
            print(f"{size:>9,} {built:8.2f}  {name:16} {times}  {AIM_MS.get(size, ''):>6}")
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
