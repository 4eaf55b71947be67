"""Facts stated inside a longer sentence: "我在拼多多卖手机壳三年了，月流水12万，想借20万用三个月".

What a figure or a name is about is said by the words right around it; those words are data (`Question.stated_as`). A
figure that no such words claim is nobody's, one that can be read in two ways is a doubt to be asked about, and what
is said of somebody else, of the past or of a case that may be is not taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from advisor.trade.answer_options import folded, places
from advisor.trade.answer_quantities import QUANTITY_KIND, is_allowed, kept_number
from advisor.trade.answer_words import NOT_SAID_OF_NOW
from advisor.trade.quantities import Quantity, quantities
from advisor.trade.quantity_words import PLAIN
from advisor.trade.questions import kept_value
from advisor.trade.records import Option, Question

SLOT = "{}"
FEN_IN_WAN = 1_000_000
SHORTEST_NAME = 2
_CLAUSE = re.compile(r"[。！？；，,!?;\n](?!\d)|\.(?=\s|$)|、")
_BETWEEN = re.compile(  # what may stand between the words of a pattern and the figure
    r"(?:大概|大约|差不多|估计|应该|左右|上下|也就|约|是|有|能|到|就|个|为|在|的|我|这|家|:|：|\s|about|around|roughly|some"
    r"|for|on|at|of|is|are|the|my|a|an|and|have|been|in|to)*"
)
_NEGATED = re.compile(r"(?:不|没|别|未|无)[^\s]{0,2}$|(?:not|n't|never|no)\s+(?:\w+\s+)?$")
_NOT_NOW = re.compile("|".join(NOT_SAID_OF_NOW))
_OF_NOW = re.compile(
    r"现在|目前|如今|(?<!如果|要是|假如|假设|万一)我(?!朋友|同学|亲戚|老乡|邻居|有个|们那)|\bnow\b|\bi\b|[。！？!?\n]"
)
_APART = re.compile(r"(?<=[^\x00-\x7f])\s|\s(?=[^\x00-\x7f])")
_PERIODS = ("a month", "per month", "a day", "a year", "一个月", "一天", "一年")
_SHOP = re.compile("店$")


@dataclass(frozen=True)
class Facts:
    """What a sentence states.

    values: kept values by question id.
    doubts: figures that are said to be a question's but can be read in several ways, with the readings as kept
        values, the likeliest first; none may be taken before it is confirmed.
    unclaimed: quantities that no words around them claim.
    """

    values: dict[str, Any] = field(default_factory=dict)
    doubts: dict[str, tuple[Quantity, tuple[Any, ...]]] = field(default_factory=dict)
    unclaimed: tuple[Quantity, ...] = ()


@dataclass(frozen=True)
class _Thing:
    """A quantity or the name of an option, at its place."""

    start: int
    end: int
    quantity: Quantity | None = None
    named: tuple[tuple[Question, Option], ...] = ()


def stated(text: str, questions: Mapping[str, Question]) -> Facts:
    """The facts that a sentence states beyond doubt, and its doubts.

    Args:
        text: the merchant's sentence, any string.
        questions: the questions that may be answered, by id; only those with `stated_as` are.

    Returns:
        Two different values for one question cancel each other: it is asked.
    """
    plain = text.translate(PLAIN)
    open_to = [question for question in questions.values() if question.stated_as]
    things = _things(text, plain, open_to)
    found: dict[str, list[Any]] = {}
    facts = Facts(unclaimed=())
    unclaimed = []
    for thing in things:
        claims = list(_claims(plain, thing, things, open_to))
        for question, option in claims:
            if thing.quantity is None:
                found.setdefault(question.id, []).append(option and option.value)
            elif readings := _readings(question, thing.quantity):
                facts.doubts[question.id] = (thing.quantity, readings)
            elif (value := kept_value(question, thing.quantity, text)) is not None:
                found.setdefault(question.id, []).append(value)
        is_free = not claims and not _is_of_another(plain, thing.start)
        if thing.quantity and is_free and thing.quantity.text not in _PERIODS:
            unclaimed.append(thing.quantity)
    values = {name: said[0] for name, said in found.items() if all(one == said[0] for one in said)}
    return Facts(values, {k: v for k, v in facts.doubts.items() if k not in values}, tuple(unclaimed))


def _things(text: str, plain: str, open_to: list[Question]) -> list[_Thing]:
    things = [_Thing(*quantity.span, quantity=quantity) for quantity in quantities(_APART.sub("，", text))]
    names: dict[str, list[tuple[Question, Option]]] = {}
    for question in open_to:
        for option in question.options if question.kind == "choice" else ():
            for name in {folded(one) for one in (*option.name.values(), *option.also)}:
                if len(name) >= SHORTEST_NAME and name != "1688":
                    names.setdefault(name, []).append((question, option))
    for name in sorted(names, key=lambda one: (-len(one), one)):
        for start, end in places(plain, name):
            if all(end <= thing.start or start >= thing.end for thing in things):
                things.append(_Thing(start, end, named=tuple(names[name])))
    return sorted(things, key=lambda thing: thing.start)


def _claims(
    plain: str, thing: _Thing, things: list[_Thing], open_to: list[Question]
) -> Iterator[tuple[Question, Option | None]]:
    """The questions whose words stand around a thing."""
    start, end = _clause_of(plain, thing)
    if _is_of_another(plain, thing.start):
        return
    others = [one for one in things if one is not thing]
    for question in open_to:
        options = [option for asked, option in thing.named if asked is question]
        if thing.quantity is None and not options or thing.quantity and not _may_be(question, thing.quantity):
            continue
        ends = {thing.end, _shorter(plain, thing)}
        if any(_fits(plain, start, thing.start, stop, end, others, p) for stop in ends for p in question.stated_as):
            yield question, options[0] if options else None


def _fits(text: str, low: int, start: int, stop: int, high: int, others: list[_Thing], pattern: str) -> bool:
    head, _, tail = pattern.partition(SLOT)
    befores = {text[low:start], _without(text, low, start, others)}
    afters = {text[stop:high], _without(text, stop, high, others)}
    return any(_ends_with(one, head) for one in befores) and any(_starts_with(one, tail) for one in afters)


def _ends_with(before: str, head: str) -> bool:
    if not head:
        return True
    edge = r"(?<![a-z])" if head[0].isascii() else ""
    words = rf"\s+{_BETWEEN.pattern}".join(map(re.escape, head.split()))
    match = re.search(rf"{edge}{words}{_BETWEEN.pattern}$", before)
    return bool(match) and not _NEGATED.search(before[: match.start()] if match else "")


def _starts_with(after: str, tail: str) -> bool:
    edge = r"(?![a-z])" if tail[-1:].isascii() else ""
    return not tail or re.match(rf"{_BETWEEN.pattern}{re.escape(tail)}{edge}", after) is not None


def _without(text: str, low: int, high: int, others: list[_Thing]) -> str:
    """The text between two places without the other figures and names in it."""
    kept, place = "", low
    for one in others:
        if low <= one.start and one.end <= high:
            kept, place = kept + text[place : one.start], one.end
    return kept + text[place:high]


def _clause_of(plain: str, thing: _Thing) -> tuple[int, int]:
    before = [match.end() for match in _CLAUSE.finditer(plain, 0, thing.start)]
    after = _CLAUSE.search(plain, thing.end)
    return (before[-1] if before else 0), (after.start() if after else len(plain))


def _shorter(plain: str, thing: _Thing) -> int:
    """The end of a name without the shop in it: 淘宝店."""
    is_shop = thing.quantity is None and _SHOP.search(plain[: thing.end])
    return thing.end - 1 if is_shop and thing.end - thing.start > SHORTEST_NAME else thing.end


def _is_of_another(plain: str, place: int) -> bool:
    """Whether what is said at a place is of somebody else, of the past or of a case that may be."""
    turns = [match.end() for match in _OF_NOW.finditer(plain, 0, place)]
    return bool(_NOT_NOW.search(plain[turns[-1] if turns else 0 : place]))


def _may_be(question: Question, quantity: Quantity) -> bool:
    kind = QUANTITY_KIND.get(question.kind)
    if kind == "rate" and quantity.hedge in ("at_most", "at_least"):  # a wish, not an offer
        return False
    kinds = {reading.kind for reading in quantity.readings} or {quantity.kind}
    return kind in kinds or kind == "money" and _is_bare(quantity)


def _is_bare(quantity: Quantity) -> bool:
    return quantity.kind == "count" and not quantity.unit


def _readings(question: Question, quantity: Quantity) -> tuple[Any, ...]:
    """The kept values that an unclear figure may stand for: 借20 is probably 20 万元, 一分 is by the month or year."""
    if question.kind == "money" and _is_bare(quantity):
        fen = quantity.bounds[1] * FEN_IN_WAN
        return (kept_number(question, fen),) if is_allowed(question, fen) else ()
    kind = QUANTITY_KIND.get(question.kind)
    fitting = [reading for reading in quantity.readings if reading.kind == kind]
    values = [kept_value(question, reading, "") for reading in fitting]
    return tuple(value for value in values if value is not None)


def sole_unclaimed(facts: Facts, question: Question, text: str) -> Any | None:
    """The kept value of the only quantity of a question's kind that nothing else claims; None where there is none."""
    kind = QUANTITY_KIND.get(question.kind)
    of_kind = [one for one in facts.unclaimed if one.kind == kind and not one.is_ambiguous]
    return kept_value(question, of_kind[0], text) if len(of_kind) == 1 else None
