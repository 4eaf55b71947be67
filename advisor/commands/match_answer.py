"""The answer of `match`: as JSON with stable keys, and as lines of the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from advisor.commands.match_words import MatchWords
from advisor.commands.output import plain
from advisor.trade.matching import Asking, Combination, CriterionResult, Match, Matches
from advisor.trade.records import Question

PLACES = 6  # of a yearly rate
Questions = Mapping[str, Question]


def answer(found: Matches, some: Sequence[Match], questions: Questions, words: MatchWords) -> dict[str, Any]:
    """The JSON of `match` for the matches shown; the keys are told in docs/command_line.md."""
    return {
        "matches": [_match(one, words) for one in some],
        "ask_next": _ask_next(found.ask_next, questions, words.language),
        "counts": dict(found.counts),
        "cheapest": _id(found.cheapest),
        "fastest": _id(found.fastest),
        "easiest": _id(found.easiest),
        "combinations": [_combination(one, words) for one in found.combinations],
        "schemes": [_match(one, words) for one in found.schemes],
        "first_steps": [
            {"code": one.code, **plain(dict(one.params)), "text": words.step(one)} for one in found.first_steps
        ],
    }


def lines(found: Matches, some: Sequence[Match], questions: Questions, words: MatchWords) -> Iterator[str]:
    """The same for people, as far as it fits a terminal."""
    yield ", ".join(f"{count} {name}" for name, count in found.counts.items())
    for place, one in enumerate(some, start=1):
        yield f"{place}. {words.name(one.product_id)} ({one.product_id}): {words.tier(one)}"
        yield f"   {_costs(one)}"
        yield from (f"   + {said}" for said in words.reasons(one.reasons_for))
        yield from (f"   - {said}" for said in words.reasons(one.reasons_against))
    yield from (words.combination(one) for one in found.combinations)
    yield from (f"first: {words.step(one)}" for one in found.first_steps)
    if found.ask_next is not None:
        asked = questions[found.ask_next.field]
        yield f"ask next: {asked.id} ({asked.name[words.language]}), decides {found.ask_next.decides} products"


def _match(one: Match, words: MatchWords) -> dict[str, Any]:
    return {
        "product": one.product_id,
        "tier": one.tier,
        "criteria": [_criterion(result, said) for result, said in words.conditions(one)],
        "cost_fen": one.cost_fen,
        "all_in_yearly_rate": _rate(one.all_in_yearly_rate),
        "days_to_funds": plain(one.days_to_funds),
        "for": words.reasons(one.reasons_for),
        "against": words.reasons(one.reasons_against),
        "name": words.name(one.product_id),
        "cost_low_fen": one.cost_low_fen,
        "cost_high_fen": one.cost_high_fen,
        "price_confidence": one.price_confidence,
        "blocking": one.blocking,
        "missing": list(one.missing),
    }


def _criterion(result: CriterionResult, said: str) -> dict[str, Any]:
    return {"id": result.field, "status": result.status, "reason": said, "distance": plain(result.distance)}


def _ask_next(asking: Asking | None, questions: Questions, language: str) -> dict[str, Any] | None:
    if asking is None:
        return None
    return {
        "field": asking.field,
        "why": questions[asking.field].why[language],
        "decides": asking.decides,
        "could_change_first": asking.why.params["could_change_first"],
    }


def _combination(one: Combination, words: MatchWords) -> dict[str, Any]:
    parts = [
        {"product": part.match.product_id, "amount_fen": part.amount_fen, "from_day": part.from_day, "days": part.days}
        for part in one.parts
    ]
    return {
        "parts": parts,
        "cost_low_fen": one.cost_low_fen,
        "cost_high_fen": one.cost_high_fen,
        "all_in_yearly_rate": _rate(one.all_in_yearly_rate),
        "days_to_funds": plain(one.days_to_funds),
        "why": one.why.code,
        "text": words.combination(one),
    }


def _id(one: Match | None) -> str | None:
    return None if one is None else one.product_id


def _rate(rate: Decimal | None) -> float | None:
    return None if rate is None else float(round(rate, PLACES))


def _costs(one: Match) -> str:
    cost = "price not published" if one.cost_fen is None else f"costs {one.cost_fen / 100:,.2f} yuan"
    rate = "" if one.all_in_yearly_rate is None else f", {one.all_in_yearly_rate:.2%} a year"
    days = "speed not published" if one.days_to_funds is None else f"{one.days_to_funds} days to funds"
    return f"{cost}{rate}; {days}"
