"""How long a large order export takes from the file to its figures, and how much memory: a million orders.

    .venv/bin/python benchmarks/orders.py [ORDERS]

The files are made up, in a temporary folder: plain in UTF-8 and in GBK, with every cell in quotation marks, and as
sub-orders. Each is taken through the whole way in a process of its own: read, stages, money in flight, returns and
summary. "ready" is wall seconds of all that, "processor" the seconds of processor in it, then those of each part;
memory is the peak of the process. Quote processor seconds and ratios: wall seconds depend on what else runs.
"""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

WORKBENCH = (
    "订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,发货时间,确认收货时间,订单状态,退款金额"
)
ITEMS = "主订单编号,订单应付金额,手续费,选购商品,订单提交时间,支付完成时间,发货时间,订单完成时间,订单状态,售后状态"


class Export(NamedTuple):
    """A file of made-up orders."""

    name: str
    header: str
    encoding: str
    rows_per_order: int
    quoting: int = csv.QUOTE_MINIMAL


EXPORTS = (
    Export("workbench UTF-8", WORKBENCH, "utf-8", 1),
    Export("workbench GBK", WORKBENCH, "gbk", 1),
    Export("workbench quoted", WORKBENCH, "utf-8", 1, csv.QUOTE_ALL),
    Export("sub-orders UTF-8", ITEMS, "utf-8", 2),
)
READ = """
import json, resource, sys, time
sys.path.insert(0, sys.argv[1])
from datetime import date
from pathlib import Path
from advisor.merchants.readers import read_orders
from advisor.trade.order_book import summarise
from advisor.trade.returns import returns_of
from advisor.trade.stages import in_flight, stages_of

RULES = {"ship": 2.0, "deliver": 3.0, "confirm": 7.0, "settle": 1.0, "withdraw": 1.0}
parts = {}

def timed(name, work):
    used = time.process_time()
    result = work()
    parts[name] = time.process_time() - used
    return result

began, used = time.perf_counter(), time.process_time()
file = timed("read", lambda: read_orders(Path(sys.argv[2]), today=date(2026, 12, 31)))
stages = timed("stages", lambda: stages_of(file.orders, RULES))
timed("in flight", lambda: in_flight(file.orders, stages))
timed("returns", lambda: returns_of(file.orders))
timed("summary", lambda: summarise(file.orders, file.findings, file.rows))
found = {
    "wall_s": time.perf_counter() - began,
    "processor_s": time.process_time() - used,
    "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    "rows": file.rows,
    "orders": len(file.orders),
    "parts": parts,
}
print(json.dumps(found))
"""


def rows(count: int, per_order: int) -> Iterator[list[str]]:
    """Made-up rows with ever new numbers and times; a tenth is refunded, a seventh not paid."""
    draw = random.Random(7)
    start = datetime(2026, 1, 1)
    for number in range(count):
        at = start + timedelta(seconds=number // per_order * 7)
        times = [at + timedelta(hours=hours) for hours in (0, 0.01, 20 + draw.random(), 120 + draw.random() * 60)]
        price = f"{draw.randint(900, 39_900) / 100:.2f}"
        is_paid, is_refunded = draw.random() > 1 / 7, draw.random() < 0.1
        shown = [at.strftime("%Y-%m-%d %H:%M:%S") if is_paid or not place else "" for place, at in enumerate(times)]
        order = f"{310_000_000_000_000_000 + number // per_order * 7919}"
        if per_order > 1:
            returned = "退款成功" if is_refunded else "-"
            yield [order, price, "0.00", f"示例商品{number % 300}", *shown, "已完成", returned]
        else:
            paid, refund = (price, price if is_refunded else "0.00") if is_paid else ("0.00", "0.00")
            yield [order, price, paid, "示例省示例市", *shown, "交易成功" if is_paid else "交易关闭", refund]


def main() -> None:
    """Print a line for each file."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.csv"
        for export in EXPORTS:
            with path.open("w", encoding=export.encoding, newline="") as stream:
                stream.write(export.header + "\n")
                csv.writer(stream, quoting=export.quoting).writerows(rows(count, export.rows_per_order))
            _print(export.name, path)


def _print(name: str, path: Path) -> None:
    command = [sys.executable, "-c", READ, str(Path(__file__).parents[1]), str(path)]
    found = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    size = f"{path.stat().st_size / 1024**2:4.0f} MB {found['rows']:9,} rows {found['orders']:9,} orders"
    figures = (
        f"ready {found['wall_s']:5.1f} s  processor {found['processor_s']:5.1f} s  peak {found['peak_mb']:4.0f} MB"
    )
    parts = "  ".join(f"{part} {seconds:.1f}" for part, seconds in found["parts"].items())
    print(f"{name:17}{size}  {figures}  ({parts})")


if __name__ == "__main__":
    main()
