"""How wishes come together in a conversation: one more, one instead of another, one taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from advisor.trade.exclusions import Exclusion, Wish
from advisor.trade.product_filters import ALTERNATIVES, Filter

SUBJECT = "subject"
"""A wish taken back by what it is about, as in "subject:days_to_funds"."""


def subject(wish: Wish) -> str:
    """What a wish is about: of two about the same the later one counts ("三天内到账", then "一周也行")."""
    if isinstance(wish, Filter):
        return f"without {wish.value}" if wish.field == "without" else wish.field
    return "yearly_rate" if wish.by == "yearly_rate_above" else f"{wish.by} {wish.value}"


def with_added(wishes: Sequence[Wish], added: Iterable[Wish]) -> tuple[Wish, ...]:
    """The wishes with newer ones behind them, each of which takes the place of an older one that it contradicts."""
    kept = list(wishes)
    for one in added:
        kept = [other for older in kept if (other := _beside(older, one)) is not None] + [one]
    return tuple(kept)


def _beside(older: Wish, newer: Wish) -> Wish | None:
    """What is left of a wish beside a newer one: nothing of one about the same, nor of a group now wanted."""
    if subject(older) == subject(newer):
        return None
    if isinstance(newer, Filter) and newer.field == "group" and isinstance(older, Exclusion) and older.by == "group":
        return None if older.value in newer.value.split(ALTERNATIVES) else older
    if isinstance(older, Filter) and older.field == "group" and isinstance(newer, Exclusion) and newer.by == "group":
        left_over = [one for one in older.value.split(ALTERNATIVES) if one != newer.value]
        return replace(older, value=ALTERNATIVES.join(left_over)) if left_over else None
    return older


def without(wishes: Sequence[Wish], restored: str) -> tuple[Wish, ...]:
    """The wishes after one was taken back by its own words or its subject; "银行的也行" is one more group to see."""
    name, _, value = restored.partition(":")
    if name == SUBJECT:
        return tuple(one for one in wishes if subject(one) != value)
    kept = [one for one in wishes if str(one) != restored]
    if name != "group":
        return tuple(kept)
    return tuple(_widened(one, value) if isinstance(one, Filter) and one.field == "group" else one for one in kept)


def _widened(one: Filter, value: str) -> Filter:
    known = one.value.split(ALTERNATIVES)
    return one if value in known else replace(one, value=ALTERNATIVES.join([*known, value]))
