"""How long a large order export takes to read, and how much memory: a million orders, in UTF-8, in GBK and as items.

    .venv/bin/python benchmarks/orders.py [ORDERS]

The files are made up, with ten columns, in a temporary folder; each is read in a process of its own. Seconds are those
of `read_orders` alone, memory is the peak of the whole process. Quote ratios: single figures depend on the machine.
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

WORKBENCH = (
    "订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,发货时间,确认收货时间,订单状态,退款金额"
)
ITEMS = "主订单编号,订单应付金额,手续费,选购商品,订单提交时间,支付完成时间,发货时间,订单完成时间,订单状态,售后状态"
FILES = (
    ("workbench UTF-8", WORKBENCH, "utf-8", 1),
    ("workbench GBK", WORKBENCH, "gbk", 1),
    ("sub-orders UTF-8", ITEMS, "utf-8", 2),
)
READ = """
import json, resource, sys, time
from pathlib import Path
from advisor.merchants.readers import read_orders
started, used = time.perf_counter(), time.process_time()
file = read_orders(Path(sys.argv[1]))
seconds, used = time.perf_counter() - started, time.process_time() - used
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([seconds, used, peak, file.rows, len(file.orders)]))
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
            yield [
                order,
                price,
                "0.00",
                f"示例商品{number % 300}",
                *shown,
                "已完成",
                "退款成功" if is_refunded else "-",
            ]
        else:
            paid, refund = (price, price if is_refunded else "0.00") if is_paid else ("0.00", "0.00")
            yield [order, price, paid, "示例省示例市", *shown, "交易成功" if is_paid else "交易关闭", refund]


def main() -> None:
    """Print a line for each file."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        for name, header, encoding, per_order in FILES:
            path = Path(folder) / "orders.csv"
            with path.open("w", encoding=encoding, newline="") as stream:
                stream.write(header + "\n")
                csv.writer(stream).writerows(rows(count, per_order))
            run = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, check=True, text=True)
            seconds, used, peak_mb, read, orders = json.loads(run.stdout)
            size = f"{path.stat().st_size / 1024**2:4.0f} MB  {read:9,} rows  {orders:9,} orders"
            print(f"{name:17} {size}  {seconds:5.1f} s  ({used:.1f} s of processor)  {peak_mb:5.0f} MB peak")


if __name__ == "__main__":
    main()
