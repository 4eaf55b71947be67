"""The nouns of the self-assessment as the knowledge base hands them over: factors, bands, steps, strategies.

Conventions as in `advisor.trade.records`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from advisor.trade.records import Words


@dataclass(frozen=True)
class StepChange:
    """What a step is to change of the shop's numbers, so that its effect can be computed.

    `lever` is a lever of `advisor.trade.what_if_words`, `value` in its unit (days, a fraction, fen); `mode` is add, set
    or multiply.
    """

    lever: str
    mode: str
    value: Decimal


@dataclass(frozen=True)
class Step:
    """One thing a merchant can do next."""

    id: str
    text: Words
    effort: str  # low | medium | high
    days: int  # until it can show an effect
    leads_to: str  # swot, cash_cycle, financing, human or nothing: where in the conversation it continues
    owner: str = "owner"  # owner | staff | accountant | platform | bank: who has to do it
    asks: str = ""  # question id of the number it is to change, so that it can be asked again later; empty: none
    changes: tuple[StepChange, ...] = ()  # empty: nothing that the cash model can compute
    unless: tuple[str, ...] = ()  # factor ids: left out while one of them is a weakness or challenge of weight 3


@dataclass(frozen=True)
class Band:
    """A range of answers of a factor and what it means. Tried in order, the first that fits counts."""

    operator: str  # at_least | at_most | one_of | is
    value: Any
    quadrant: str  # strength | weakness | opportunity | challenge | neutral
    weight: int  # 1 to 3
    says: Words  # may use {value}: the answer as people write it
    readiness: Decimal  # 0 to 1: how good this answer is for getting finance
    industries: tuple[str, ...] = ()  # empty: every industry
    steps: tuple[str, ...] = ()  # step ids
    cap: int | None = None  # the readiness is never above it while this answer stands, 0 to 100


@dataclass(frozen=True)
class Peer:
    """What is usual among shops of some trades, in the form of an answer to the factor's question.

    `value` is the middle of what is usual. `source` is empty: our own working value, not sourced.
    """

    industries: tuple[str, ...]  # empty: every trade
    value: Any
    source: str = ""


@dataclass(frozen=True)
class Factor:
    """One factor of the self-assessment, measured by the answer to the question `field`, or by `formula`."""

    id: str
    field: str
    side: str  # merchant | lender | government
    name: Words
    for_lenders: Words
    bands: tuple[Band, ...]
    reason: str  # why these thresholds
    criteria: tuple[str, ...] = ()  # product criteria (fields) it touches
    asked: bool = True  # false: measured only when the fact is known otherwise, never asked for
    formula: str = ""  # a measure of `advisor.trade.swot.measures` that answers `field`; empty: none
    part: str = "trading"  # trading | money | credit | management | surroundings: the part of the readiness it is in
    peers: tuple[Peer, ...] = ()


@dataclass(frozen=True)
class Strategy:
    """What an inner and an outer finding together call for (the pairs of a TOWS matrix).

    It fits where one of `inside` is found among the strengths (SO, ST) or weaknesses (WO, WT) and one of `outside`
    among the opportunities (SO, WO) or challenges (ST, WT).
    """

    id: str
    kind: str  # SO | WO | ST | WT
    inside: tuple[str, ...]  # factor ids, any of them
    outside: tuple[str, ...]  # factor ids, any of them
    text: Words
    steps: tuple[str, ...]  # step ids
