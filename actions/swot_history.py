"""The self-assessments of a shop in a row: readiness by date, and what changed since the last time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.speech import button, label, say
from actions.swot_follow_up import kept_snapshot
from actions.swot_words import factor_names
from actions.turn import Turn
from actions.wiring import stores
from advisor.merchants.store import Result
from advisor.trade.swot import Difference, difference

READ = 40
SHOWN = 6


def answer_history(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Say the trend, the newest last; with none or one self-assessment that. Always answers."""
    results = _distinct(stores().merchants.results(turn.merchant_id, "swot", READ))[:SHOWN]
    found = _changed(results)
    steps = stores().catalogue.steps()
    say(
        dispatcher,
        turn,
        "swot_history",
        results=list(reversed(results)),
        found=found,
        moved=[(factor_names(turn, [one.factor_id]), one) for one in found.moved] if found else [],
        gone=[steps[name] for name in found.steps_gone if name in steps] if found else [],
        added=[steps[name] for name in found.steps_added if name in steps] if found else [],
        buttons=[button(label(turn, "show_check_up" if results else "start_swot"), "start_swot")],
    )
    return True


def _distinct(results: Sequence[Result]) -> list[Result]:
    """The newest first, of the same ones in a row the newest: looking at a result again is no new one."""
    found: list[Result] = []
    for one in results:
        if not found or _told(one) != _told(found[-1]):
            found.append(one)
    return found


def _told(result: Result) -> tuple[Any, ...]:
    body = result.body
    return body.get("readiness"), body.get("quadrants"), body.get("values")


def _changed(results: Sequence[Result]) -> Difference | None:
    if len(results) < 2:
        return None
    after, before = kept_snapshot(results[0]), kept_snapshot(results[1])
    return difference(before, after) if before and after else None
