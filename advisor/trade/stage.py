"""One stage on the way of the money: measured on the orders, or told by the merchant or by the platform's rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from advisor.trade.delays import Delay
from advisor.trade.orders import Orders
from advisor.trade.stage_path import ENOUGH_ORDERS, Leg, Passage, has_times, passage, stuck_after_days
from advisor.trade.survival import Survival, finished_delay_of, product_limit


@dataclass(frozen=True, eq=False)
class Stage:
    """One stage, or several joined with "+" where the moment between them is not in the source.

    starts, ends: columns of `Orders`, the last end is "usable". source: "orders" | "rule" | "merchant". finished and
    open are orders, as are left (refunded in full or closed on the way), stuck (open for more than `stuck_after_days`;
    they are not in the figures) and out_of_order (an end before its start, counted as 0 days). median_days, p80_days
    and p95_days are None where the curve does not get there. `open_share`: the share of `delay` that nobody has seen
    end, taken to end at the longest duration seen (`finished_delay_of`); with it `mean_days` is rather too short.
    """

    id: str
    starts: str
    ends: str
    delay: Delay
    source: str
    mean_days: float
    median_days: float | None
    p80_days: float | None
    p95_days: float | None
    stuck_after_days: float
    is_end_known: bool  # the source has a time for its end, at least of some orders
    finished: int = 0
    open: int = 0
    left: int = 0
    stuck: int = 0
    out_of_order: int = 0
    open_share: float = 0.0


def stage_of(orders: Orders, leg: Leg, rule_days: float, said_days: float | None, at: np.datetime64) -> Stage:
    """One stage of paid orders: what the merchant says, else measured, else the rule.

    Args:
        orders: paid ones, as they were known at the moment `at`.
        rule_days, said_days: for the whole leg.
    """
    through = passage(orders, leg, at) if has_times(orders, leg.ends) else None
    counts = _counts(through) if through else {}
    if said_days is None and through and counts["finished"] >= ENOUGH_ORDERS:
        return _measured(leg, through, counts, rule_days)
    days, source = (rule_days, "rule") if said_days is None else (said_days, "merchant")
    return Stage(
        leg.id,
        leg.starts,
        leg.ends,
        delay=Delay.fixed(days),
        source=source,
        mean_days=days,
        median_days=days,
        p80_days=days,
        p95_days=days,
        stuck_after_days=stuck_after_days([days]),
        is_end_known=through is not None,
        **counts,
    )


def curve_of(through: Passage) -> Survival:
    """The Kaplan-Meier curve of a passage; what left is cut off when it left."""
    counted = through.is_counted
    return product_limit(through.days[counted], through.finished[counted])


def _measured(leg: Leg, through: Passage, counts: Mapping[str, int], rule_days: float) -> Stage:
    curve = curve_of(through)
    delay = finished_delay_of(curve, at_least_days=rule_days)
    return Stage(
        leg.id,
        leg.starts,
        leg.ends,
        delay=delay,
        source="orders",
        mean_days=delay.mean_days,
        median_days=curve.quantile_days(0.5),
        p80_days=curve.quantile_days(0.8),
        p95_days=curve.quantile_days(0.95),
        stuck_after_days=through.stuck_after_days,
        is_end_known=True,
        open_share=curve.open_share,
        **counts,
    )


def _counts(through: Passage) -> dict[str, int]:
    counts = {name: int(getattr(through, name).sum()) for name in ("finished", "open", "left", "stuck")}
    return {**counts, "out_of_order": through.out_of_order}
