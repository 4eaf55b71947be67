"""Our own answers. Where a text has several readings, the one of the kind looked for, as in an answer to a question."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from adapter import SECONDS, serve

from advisor.trade.numbers import numbers
from advisor.trade.quantities import Quantity, quantities, sole_quantity


def _find(text: str, kind: str, language: str) -> list:
    if kind == "principal":
        return [(found.low, found.high) for found in quantities(text) if found.kind == "money"][:1]
    if kind == "number":
        return [(found.low, found.high) for found in numbers(text)]
    found = [reading for quantity in quantities(text) for reading in (quantity.readings or (quantity,))]
    fitting = [one for one in found if one.kind == kind and one.unit != "LPR+"]
    if not fitting and kind == "money" and (answer := sole_quantity(text, kind)):
        fitting = [answer]
    return [_ends(one) for one in fitting]


def _ends(found: Quantity) -> tuple:
    by = SECONDS[found.unit] if found.kind == "duration" else 1
    return tuple(end if end is None else end * by for end in (found.low, found.high))


serve(_find)
