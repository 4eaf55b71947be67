"""JioNLP (PyPI jionlp): parse_money and parse_time on the whole text, else the same in what its extractors find.

It is for Chinese, and has no reader of percentages or of bare numbers.
"""

import contextlib
import io

from adapter import SECONDS, serve

with contextlib.redirect_stdout(io.StringIO()):
    import jionlp


def _find(text, kind, language):
    if language != "zh" or kind in ("percent", "number"):
        return None
    if kind == "duration":
        return _durations(text)
    amounts = _amounts(text)
    return amounts[:1] if kind == "principal" else amounts


def _amounts(text):
    try:
        found = [jionlp.parse_money(text)]
    except Exception:
        found = [one["detail"] for one in jionlp.ner.extract_money(text, with_parsing=True)]
    return [_ends(one["num"], one["definition"]) for one in found]


def _ends(number, definition):
    if isinstance(number, list):
        return tuple(number)
    return (number, None) if definition == "blur+" else (None, number) if definition == "blur-" else (number, number)


def _durations(text):
    try:
        found = [jionlp.parse_time(text)]
    except Exception:
        found = [one["detail"] for one in jionlp.ner.extract_time(text, with_parsing=True)]
    deltas = [one["time"] for one in found if one["type"] == "time_delta"]
    return [tuple(map(_seconds, one)) if isinstance(one, list) else (_seconds(one),) * 2 for one in deltas]


def _seconds(parts):
    return (
        None if "infinite" in parts else sum(SECONDS[unit] * value for unit, value in parts.items() if unit in SECONDS)
    )


serve(_find)
