"""How long one forecast takes: 10,000 paths of 91 days, all lines, quantiles and gaps, with everything drawn anew.

    .venv/bin/python benchmarks/forecast.py [--paths 10000] [--days 91] [--runs 9]

The shop is made up: 30 orders a day for 200 days, four stages, some hundred groups of orders in flight, returns, fees,
a pace that may change, and every kind of cost. "cpu" is time of the processor, which other programs do not lengthen.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from datetime import date
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from advisor.trade.delays import Delay
from advisor.trade.forecast.history import History
from advisor.trade.forecast.pace import Pace
from advisor.trade.forecast.sales_model import fitted
from advisor.trade.forecast.scenario import Scenario
from advisor.trade.forecast.simulation import DAYS, PATHS, simulate
from advisor.trade.forecast.terms import Terms
from advisor.trade.stages import InFlight

ORDERS_A_DAY, ORDER_FEN, HISTORY_DAYS = 30, 10_000, 200
TERMS = Terms(
    opening_cash_fen=20_000_000, cost_share=0.6, inventory_days=30, payable_days=15, advertising_share=0.05,
    wages_fen=2_000_000, rent_fen=500_000, tax_share=0.01, other_fen=100_000,
)  # fmt: skip


def main() -> None:
    """Print the times of fitting and of simulating."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paths", type=int, default=PATHS)
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    begin = time.perf_counter()
    scenario = made_up()
    print(f"{options.paths} paths of {options.days} days; scenario and fit: {time.perf_counter() - begin:.3f} s")
    runs = [timed(scenario, options) for _ in range(options.runs + 1)][1:]
    for name, values in zip(("wall", "cpu"), zip(*runs, strict=True), strict=True):
        print(f"{name}: median {statistics.median(values):.3f} s, best {min(values):.3f} s")


def timed(scenario: Scenario, options: argparse.Namespace) -> tuple[float, float]:
    """Seconds of one forecast: by the clock and of the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    simulate(scenario, seed=1, paths=options.paths, days=options.days)
    return time.perf_counter() - wall, time.process_time() - cpu


def made_up() -> Scenario:
    """The made-up shop on 31 May 2026."""
    rng = np.random.default_rng(1)
    counts = rng.poisson(ORDERS_A_DAY, HISTORY_DAYS)
    sales = counts * ORDER_FEN
    past = History(np.datetime64("2025-11-13"), counts, sales, counts * float(ORDER_FEN) ** 2 * 1.5, sales // 20)
    groups = [rng.integers(0, top, 300) for top in (4, 9, 30, 100_000)]
    return Scenario(
        as_of=date(2026, 5, 31),
        terms=TERMS,
        sales=fitted(past, np.ones(HISTORY_DAYS)),
        stages=(Delay.of([0.5, 0.5]), Delay.of([0.0, 0.2, 0.5, 0.3]), Delay.of(np.full(10, 0.1)), Delay.fixed(1)),
        returns=Delay.of(np.full(20, 0.01)),
        in_flight=InFlight(*groups, orders=np.ones(300, np.int64)),
        settled_fen=rng.integers(0, 300_000, 40),
        past_sales_fen=sales,
        past_refunds_fen=sales // 20,
        season=np.ones(0),
        fee_share=0.03,
        pace=Pace(1.0, 0.15),
    )


if __name__ == "__main__":
    main()
