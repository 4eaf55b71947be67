"""How long a turn takes, at the start and late in a conversation; and the memory of the process.

    .venv/bin/python benchmarks/turns.py [TURNS]

One merchant talks in a mix of interview answers, questions and small talk; each turn is timed from the gateway taking
the message to its answer standing in the outbox. Quote ratios and medians: single figures depend on the machine.
"""

from __future__ import annotations

import asyncio
import dataclasses
import os
import statistics
import sys
import tempfile
import time
import uuid
import warnings
from pathlib import Path

TALK = (
    "你好",
    "算现金周期",
    "30万左右",
    "什么是账期",
    "六成",
    "45天",
    "微业贷利率多少",
    "停",
    "谢谢",
    "帮我找贷款",
    "20个w",
    "俩月",
    "为什么问这个",
    "三天内",
    "淘宝",
    "一年半",
    "先不做了",
    "现在LPR多少",
    "what can you do",
    "做融资体检",
    "卖女装的",
    "上一步",
    "取消",
)


async def measured(turns: int) -> list[float]:
    """Milliseconds of each of so many turns of one conversation."""
    from advisor import settings
    from advisor.channels.inbound import Inbound
    from advisor.commands.training import trained_model
    from advisor.runtime import build

    runtime = build(dataclasses.replace(settings.load(), model=trained_model()))
    await runtime.start()
    took = []
    for number in range(turns):
        started = time.perf_counter()
        inbound = Inbound("bench", "terminal", uuid.uuid4().hex, text=TALK[number % len(TALK)])
        await (await runtime.gateway.receive(inbound)).turn
        took.append((time.perf_counter() - started) * 1000)
    await runtime.close()
    return took


def main() -> None:
    """Print the table."""
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            ADVISOR_DATABASE_URL=f"sqlite:///{folder}/advisor.db",
            ADVISOR_FILES_FOLDER=f"{folder}/files",
            ADVISOR_UPLOADS_FOLDER=f"{folder}/uploads",
            ADVISOR_MESSAGES_PER_MINUTE="1000000",
        )
        from advisor.nlu import no_tensorflow

        no_tensorflow.install()
        cpu = time.process_time()
        took = asyncio.run(measured(turns))
        cpu = time.process_time() - cpu
    rounds = len(TALK)
    for name, part in (("all", took), (f"first {rounds}", took[:rounds]), (f"last {rounds}", took[-rounds:])):
        p95 = statistics.quantiles(part, n=20)[-1]
        print(
            f"{name:10} {len(part):4} turns  p50 {statistics.median(part):6.1f} ms  p95 {p95:6.1f} ms  "
            f"max {max(part):6.1f} ms"
        )
    resident = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
    print(f"CPU {cpu * 1000 / turns:.1f} ms a turn, start included; memory {int(resident.split()[1]) / 1024:.0f} MB")


if __name__ == "__main__":
    main()
