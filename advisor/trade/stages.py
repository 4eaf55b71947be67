"""How long the money of a shop's orders takes from payment to the bank, stage by stage, and what is on its way now.

Open orders count as "longer than so much" (Kaplan-Meier, `survival`). Days are calendar days and fractions of them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt

from advisor.trade.delays import Delay
from advisor.trade.orders import Flags, Money, Orders, Times
from advisor.trade.past import known_at
from advisor.trade.stage import Stage, curve_of, stage_of
from advisor.trade.stage_path import (
    ENOUGH_ORDERS,
    SECONDS_PER_DAY,
    STAGE_IDS,
    Leg,
    as_settled,
    days_between,
    has_times,
    is_gone,
    legs,
    moment,
    passage,
)
from advisor.trade.survival import finished_delay_of

__all__ = ["STAGE_IDS", "InFlight", "Stage", "Stages", "in_flight", "stages_of"]

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Stages:
    """All stages of a shop as they were known at `as_of` (datetime64[s], NaT without any time).

    `total` is paid to usable, stage after stage, taken as independent; `measured_total` the same from orders paid and
    settled, where enough of them are known: it needs no independence. `unused_corrections` name parts of a joined stage
    that could not be corrected alone. `settles_from`: the moment from which the platform counts its settlement.
    """

    as_of: np.datetime64
    stages: tuple[Stage, ...]
    total: Delay
    bottleneck: str
    measured_total: Delay | None = None
    unused_corrections: tuple[str, ...] = ()
    settles_from: str = "confirmed"

    @property
    def mean_days(self) -> float:
        """Mean days from payment to usable money."""
        return self.total.mean_days


@dataclass(frozen=True, eq=False)
class InFlight:
    """k groups of paid orders alike in stage and age; int64 [k] each.

    stage: place in `Stages.stages`. age_days: calendar days since the order came into that stage; paid_age_days: since
    it was paid. money_fen: paid less refunded. orders: how many. Stuck orders (`Stage.stuck_after_days`) are in no
    group: nobody knows when their money comes, if it does. They are `stuck_orders` with `stuck_fen`.
    """

    stage: Whole
    age_days: Whole
    paid_age_days: Whole
    money_fen: Money
    orders: Whole
    stuck_orders: int = 0
    stuck_fen: int = 0

    @property
    def total_fen(self) -> int:
        """Money that is on its way and is expected to come."""
        return int(self.money_fen.sum())


def stages_of(
    orders: Orders,
    rule_days: Mapping[str, float],
    as_of: np.datetime64 | None = None,
    corrections: Mapping[str, float] = {},
    settles_from: str = "confirmed",
) -> Stages:
    """The stages of a shop's paid orders.

    A stage is measured where at least 20 orders have both its moments; else the platform's rule is used. What the
    merchant says wins over both. Stages between whose moments the source has none are one ("deliver+confirm").

    Args:
        orders: what is later than `as_of` is not looked at.
        rule_days: days of every id of `STAGE_IDS`; "confirm" counts from delivery.
        as_of: default: `orders.last_seen`.
        corrections: days by stage id; for a joined stage its own id, or each of its parts.
        settles_from: paid, shipped, delivered or confirmed; moments after it are not looked at.

    Raises:
        ValueError: a rule is missing, a correction names no stage, days are negative or not a number, or
            `settles_from` is no moment.
    """
    _check_days(rule_days, corrections)
    at = orders.last_seen if as_of is None else np.datetime64(as_of, "s")
    paid = as_settled(known_at(orders.where(orders.is_paid), at), settles_from)
    paid = paid.where(paid.is_paid)
    path = legs(paid)
    said = {leg.id: _said(leg, corrections) for leg in path}
    by_rule = {leg.id: sum(float(rule_days[stage]) for stage in leg.ids) for leg in path}
    stages = tuple(stage_of(paid, leg, by_rule[leg.id], said[leg.id], at) for leg in path)
    used = {name for leg in path if said[leg.id] is not None for name in (leg.id, *leg.ids)}
    return Stages(
        as_of=at,
        stages=stages,
        total=reduce(lambda earlier, stage: stage.delay.after(earlier), stages, Delay.fixed(0)),
        bottleneck=max(stages, key=lambda stage: stage.mean_days).id,
        measured_total=_measured_total(paid, stages[-1], at),
        unused_corrections=tuple(name for name in corrections if name not in used),
        settles_from=settles_from,
    )


def in_flight(orders: Orders, stages: Stages) -> InFlight:
    """Paid orders whose money was not usable yet at `stages.as_of`; not those closed or refunded in full.

    An order is in the stage of its latest known moment. Where its source does not tell the end of that stage, the order
    moves on by the mean days of the stage (of other orders, the rule or the merchant), and its money counts as usable
    when they are all over.
    """
    known = as_settled(known_at(orders.where(orders.is_paid), stages.as_of), stages.settles_from)
    known = known.where(known.is_paid & ~is_gone(known) & (known.paid_fen > known.refund_fen))
    known = known.where(~np.isnat(moment(known, "paid_at")))
    stage, since = _place(known, stages)
    is_stuck = _is_stuck(stage, since, stages)
    is_coming = (stage < len(stages.stages)) & ~is_stuck
    money = known.paid_fen - known.refund_fen
    ages = [_age_days(at[is_coming], stages.as_of) for at in (since, moment(known, "paid_at"))]
    groups, at = np.unique(np.stack([stage[is_coming], *ages]), axis=1, return_inverse=True)
    grouped = np.zeros(groups.shape[1], np.int64)
    np.add.at(grouped, at.ravel(), money[is_coming])
    counts = np.bincount(at.ravel(), minlength=len(grouped)).astype(np.int64)
    return InFlight(groups[0], groups[1], groups[2], grouped, counts, int(is_stuck.sum()), int(money[is_stuck].sum()))


def _measured_total(orders: Orders, last: Stage, at: np.datetime64) -> Delay | None:
    if not has_times(orders, "settled_at"):
        return None
    through = passage(orders, Leg(STAGE_IDS[:-1], "paid_at", "settled_at"), at)
    if through.finished.sum() < ENOUGH_ORDERS:
        return None
    return last.delay.after(finished_delay_of(curve_of(through)))


def _said(leg: Leg, corrections: Mapping[str, float]) -> float | None:
    """Days that the merchant gave for the whole of a leg."""
    if leg.id in corrections:
        return float(corrections[leg.id])
    if all(stage in corrections for stage in leg.ids):
        return sum(float(corrections[stage]) for stage in leg.ids)
    return None


def _check_days(rule_days: Mapping[str, float], corrections: Mapping[str, float]) -> None:
    missing = [stage for stage in STAGE_IDS if stage not in rule_days]
    if missing:
        raise ValueError(f"rule_days lacks {', '.join(missing)}")
    for name in corrections:
        if not set(name.split("+")) <= set(STAGE_IDS):
            raise ValueError(f"corrections: {name}: no stage; stages are {', '.join(STAGE_IDS)}")
    for name, days in (*rule_days.items(), *corrections.items()):
        if not (math.isfinite(days) and days >= 0):
            raise ValueError(f"{name}: days must be 0 or more, not {days}")


def _place(orders: Orders, stages: Stages) -> tuple[Whole, Times]:
    """The stage of each order [n], `len(stages.stages)` when its money is usable, and the time it came into it [n]."""
    stage, since = np.zeros(len(orders), np.int64), moment(orders, "paid_at")
    for number, one in enumerate(stages.stages[1:], start=1):
        entered = getattr(orders, one.starts)
        stage = np.where(np.isnat(entered), stage, number)
        since = np.where(np.isnat(entered), since, entered)
    for number, one in enumerate(stages.stages):
        is_blind = ~orders.tells(one.ends) if one.is_end_known else np.ones(len(orders), np.bool_)
        over = is_blind & (stage == number) & (days_between(since, stages.as_of) >= one.mean_days)
        stage = stage + over
        since = since + np.where(over, round(one.mean_days * SECONDS_PER_DAY), 0).astype("timedelta64[s]")
    return stage, since


def _is_stuck(stage: Whole, since: Times, stages: Stages) -> Flags:
    limits = np.array([*(one.stuck_after_days for one in stages.stages), np.inf])
    stuck: Flags = days_between(since, stages.as_of) > limits[stage]
    return stuck


def _age_days(at: Times, as_of: np.datetime64) -> Whole:
    """Calendar days, as in a `Delay`."""
    days: Whole = (as_of.astype("datetime64[D]") - at.astype("datetime64[D]")).astype(np.int64)
    return days
