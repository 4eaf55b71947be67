"""What of the matches is shown: a few products with their weightiest reasons, the best of each kind, near misses."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice
from typing import Any

from actions.exclusions import wanted_products
from actions.turn import Turn
from actions.wiring import stores
from advisor.trade.matching import Match, Matches, Reason
from advisor.trade.records import Product

SHOWN = 3
NEAR_SHOWN = 1
STEPS_SHOWN = 2
FOR_SHOWN, AGAINST_SHOWN, BLOCKS_SHOWN = 2, 1, 2
WORTH_ASKING = ("subsidised_guaranteed_loan", "guarantee", "interest_subsidy", "matching_platform")
"""Kinds of public schemes to ask about, one of each."""
IN_THE_LINE = frozenset(
    {"old_figures", "undated_figures", "price_low_confidence", "platform_group", "price_from_only", "price_unpublished",
     "speed_unpublished", "sources_disagree", "fast_enough"}
)  # fmt: skip
"""Reasons that the line of a product says already, in its cost, its speed or its source."""
Line = tuple[Product, Match]


def next_few(matches: Matches, seen: Sequence[str]) -> list[Match]:
    """The first few that were not seen; `ranked` is worked out no further than it is read."""
    return list(islice((one for one in matches.ranked if one.product_id not in seen), SHOWN))


def found(turn: Turn, matches: Matches, shown: Sequence[Match]) -> dict[str, Any]:
    """What the template `matches` says of the products: the lines, and what stands below them."""
    ids = {one.product_id for one in shown}
    best = {name: getattr(matches, name) for name in ("cheapest", "fastest", "easiest")}
    is_none_possible = not any(one.is_possible for one in shown)
    is_open = not any(matches.counts.get(tier) for tier in ("eligible", "likely"))
    return {
        "lines": [(*line(one), _reasons(one)) for one in shown],
        "near": [] if is_none_possible else [line(one) for one in _near(matches) if one.product_id not in ids],
        "schemes": _schemes(turn, matches, ids),
        "best": {name: (*line(one), one.product_id in ids) for name, one in best.items() if one},
        "combinations": [[(line(part.match)[0], part) for part in one.parts] for one in matches.combinations[:1]],
        "combined": matches.combinations[:1],
        "first_steps": _with_products(matches.first_steps[:STEPS_SHOWN]) if is_open else [],
        "is_none_possible": is_none_possible,
        "counts": matches.counts,
        "considered": len(matches.ranked),
        "about_need": matches.about_need,
    }


def _reasons(one: Match) -> tuple[list[Reason], list[Reason]]:
    """The weightiest reasons for and against that the line does not say anyway; what blocks is told in full."""
    speaks_for, against = (
        [reason for reason in some if reason.code not in IN_THE_LINE] or list(reversed(some))
        for some in (one.reasons_for, one.reasons_against)
    )
    return speaks_for[:FOR_SHOWN], against[: AGAINST_SHOWN if one.is_possible else BLOCKS_SHOWN]


def _schemes(turn: Turn, matches: Matches, shown: Collection[str]) -> list[Product]:
    """Public schemes to ask about, one of each kind: never forgotten, whatever ranks before them."""
    blocked = {one.product_id for one in matches.schemes if not one.is_possible}
    found: dict[str, Product] = {}
    for product in wanted_products(turn):
        if product.kind in WORTH_ASKING and product.id not in blocked and product.id not in shown:
            found.setdefault(product.kind, product)
    return [found[kind] for kind in WORTH_ASKING if kind in found][:SHOWN]


def _near(matches: Matches) -> list[Match]:
    """The nearest of those that a condition blocks: they stand behind all possible ones."""
    possible = len(matches.ranked) - matches.counts.get("not_now", 0)
    return list(matches.ranked[possible : possible + NEAR_SHOWN])


def _with_products(steps: Sequence[Any]) -> list[tuple[Any, Product | None]]:
    catalogue = stores().catalogue
    return [(one, catalogue.product(one.params["product_id"]) if "product_id" in one.params else None) for one in steps]


def line(one: Match) -> Line:
    """A match with its product."""
    return stores().catalogue.product(one.product_id), one
