"""How long a report takes: everything from the stores to page, PDF and pictures, in a new process and again.

The shop is made up: 24,000 orders, the self-assessment answered, a forecast and a search for products.

    .venv/bin/python benchmarks/report.py [--orders N]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
MERCHANT = "benchmark"


def main() -> None:
    """Print a table of seconds, wall and processor, the first time and again."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--orders", type=int, default=24_000)
    count = options.parse_args().orders
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        _settings(Path(folder))
        from tests.reports.made_up_shop import make_shop

        make_shop(MERCHANT, orders=count)
        _forget_what_was_kept()
        first, again = _seconds(), _seconds()
    print(f"{'seconds':<28}{'first':>8}{'again':>8}{'cpu':>8}   ({count:,} orders)")
    for name, (wall, _) in first.items():
        print(f"{name:<28}{wall:>8.2f}{again[name][0]:>8.2f}{again[name][1]:>8.2f}")
    sums = [sum(one[0] for one in times.values()) for times in (first, again)]
    print(f"{'all':<28}{sums[0]:>8.2f}{sums[1]:>8.2f}{sum(one[1] for one in again.values()):>8.2f}")


def _settings(folder: Path) -> None:
    os.environ["ADVISOR_DATABASE_URL"] = f"sqlite:///{folder}/advisor.db"
    os.environ["ADVISOR_KNOWLEDGE"] = str(ROOT / "knowledge")
    os.environ["ADVISOR_FILES_FOLDER"], os.environ["ADVISOR_UPLOADS_FOLDER"] = f"{folder}/files", f"{folder}/uploads"


def _forget_what_was_kept() -> None:
    """As in a server that has just been started: the orders are read from the database."""
    from actions import shop_cash

    shop_cash._kept.forget((os.environ["ADVISOR_DATABASE_URL"], MERCHANT))


def _seconds() -> dict[str, tuple[float, float]]:
    from actions.shop_report import report_of, turn_of

    found: dict[str, tuple[float, float]] = {}

    def timed(name: str, make: Callable[[], Any]) -> Any:
        wall, cpu = time.perf_counter(), time.process_time()
        made = make()
        found[name] = (time.perf_counter() - wall, time.process_time() - cpu)
        return made

    report = timed("gathering and computing", lambda: report_of(turn_of(MERCHANT, "zh")))
    from advisor.reports.report import report_pdf, report_pictures
    from advisor.reports.report_page import report_page
    from advisor.reports.report_view import view

    shown = timed("words and charts", lambda: view(report))
    timed("page", lambda: report_page(shown))
    timed("PDF", lambda: report_pdf(shown))
    timed("pictures", lambda: report_pictures(shown))
    return found


if __name__ == "__main__":
    main()
