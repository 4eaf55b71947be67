"""The loop every adapter runs: questions from standard input, answers to standard output, each timed."""

import json
import sys
import time
from collections.abc import Callable

SECONDS = {
    "second": 1, "minute": 60, "hour": 3_600, "day": 86_400, "workday": 86_400, "week": 604_800, "month": 2_592_000,
    "quarter": 7_776_000, "year": 31_536_000,
}  # fmt: skip


def serve(find: "Callable[[str, str, str], list | None]") -> None:
    """Answer each question with what `find(text, kind, language)` gives; the first call is made twice (loading)."""
    is_warm = False
    for line in sys.stdin:
        asked = json.loads(line)
        words = asked["text"], asked["kind"], asked["language"]
        if not is_warm:
            find(*words)
            is_warm = True
        began = time.perf_counter()
        values = find(*words)
        took = (time.perf_counter() - began) * 1_000
        shown = None if values is None else [[None if end is None else str(end) for end in value] for value in values]
        print(json.dumps({"values": shown, "ms": round(took, 4)}))
