"""Whether the self-assessment holds together: every band can be reached, every answer means something, every step is
called for and leads somewhere, and strategies rest on factors that can be found in their quadrants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from advisor.catalogue import read_swot
from advisor.catalogue.errors import Problem
from advisor.catalogue.files import Entry
from advisor.catalogue.values import number
from advisor.trade.swot.bands import fitting_band
from advisor.trade.swot.strategies import KINDS
from advisor.trade.swot_records import Factor

NEAREST = {"percent": Decimal("0.0001"), "rate": Decimal("0.0001")}
"""The smallest difference between two answers; one where it is not named."""
Found = tuple[str, str, str, str]  # record, field, value, message


def swot_problems(entries: Sequence[Entry]) -> list[Problem]:
    """What is wrong with the self-assessment as a whole; records that are malformed by themselves are passed over."""
    files = {(entry.kind, entry.id): entry.file for entry in entries}
    questions = {entry.id: entry.fields for entry in entries if entry.kind == "question"}
    industries: list[Any] = [None, *_options(questions.get("industry", {}))]
    factors = {entry.id: one for entry in entries if entry.kind == "factor" and (one := _factor(entry))}
    of_factors = (
        (factor.id, *found)
        for factor in factors.values()
        for found in _band_problems(factor, questions.get(factor.field, {}), industries)
    )
    kinds = (("factor", of_factors), ("step", _steps(entries)), ("strategy", _strategies(entries, factors)))
    return [Problem(files[kind, found[0]], *found) for kind, problems in kinds for found in problems]


def _factor(entry: Entry) -> Factor | None:
    try:
        return read_swot.factor({"id": entry.id, "body": entry.fields})
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError):
        return None  # `checks` says what is wrong with it


def _band_problems(
    factor: Factor, question: Mapping[str, Any], industries: Sequence[Any]
) -> Iterator[tuple[str, str, str]]:
    try:
        answers = _possible_answers(factor, question)
        fits = {(value, place): fitting_band(factor, value, place) for value in answers for place in industries}
    except (ValueError, ArithmeticError, TypeError):
        return
    reached = set(fits.values())
    for at, band in enumerate(factor.bands):
        if answers and at not in reached:
            yield (
                f"bands[{at + 1}]",
                str(band.value)[:80],
                "never the first that fits: a band before it takes all of it",
            )
    nothing = next(((value, place) for (value, place), at in fits.items() if at is None), None)
    if nothing:
        yield "bands", str(nothing[0]), f"no band fits this answer (industry: {nothing[1] or 'not known'})"


def _possible_answers(factor: Factor, question: Mapping[str, Any]) -> list[Any]:
    """Every option, or the numbers at and around the limits of the bands, within the question's range."""
    kind = question.get("kind")
    if kind == "yes_no":
        return [True, False]
    if kind == "choice":
        return _options(question)
    low, high = number(question.get("minimum")), number(question.get("maximum"))
    limits = [Decimal(str(band.value)) for band in factor.bands]
    step = NEAREST.get(str(kind), Decimal(1))
    tried = {limit + move for limit in limits for move in (-step, Decimal(0), step)}
    tried |= {end for end in (low, high) if end is not None}
    return [str(one) for one in sorted(tried) if (low is None or one >= low) and (high is None or one <= high)]


def _options(question: Mapping[str, Any]) -> list[Any]:
    options = question.get("options")
    return [one.get("value") for one in options if isinstance(one, dict)] if isinstance(options, list) else []


def _steps(entries: Sequence[Entry]) -> Iterator[Found]:
    called = set(_called(entries))
    for entry in entries:
        if entry.kind != "step":
            continue
        if entry.id not in called:
            yield entry.id, "id", entry.id, "no band and no strategy calls for this step"
        if entry.fields.get("leads_to") == "nothing" and not entry.fields.get("asks"):
            yield entry.id, "leads_to", "nothing", "a step leads on in the conversation, or `asks` for what it changed"


def _called(entries: Sequence[Entry]) -> Iterator[str]:
    for entry in entries:
        bands = entry.fields.get("bands") if entry.kind == "factor" else None
        for one in (*(bands if isinstance(bands, list) else ()), *([entry.fields] if entry.kind == "strategy" else ())):
            steps = one.get("steps") if isinstance(one, Mapping) else None
            yield from (step for step in (steps if isinstance(steps, list) else ()) if isinstance(step, str))


def _strategies(entries: Sequence[Entry], factors: Mapping[str, Factor]) -> Iterator[Found]:
    for entry in entries:
        quadrants = KINDS.get(str(entry.fields.get("kind"))) if entry.kind == "strategy" else None
        for name, quadrant in zip(("inside", "outside"), quadrants or (), strict=False):
            ids = entry.fields.get(name)
            for id in ids if isinstance(ids, list) else ():
                if id in factors and quadrant not in {band.quadrant for band in factors[id].bands}:
                    yield entry.id, name, id, f"has no band in the quadrant {quadrant}, so that it can never be found"
