"""How much of what is sold comes back, and when.

Orders that are too young to have come back are not yet kept: the curve counts them (Kaplan-Meier, `survival`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from advisor.trade.delays import Delay
from advisor.trade.orders import Flags, Orders
from advisor.trade.past import known_at
from advisor.trade.stage_path import ENOUGH_ORDERS, days_between, moment
from advisor.trade.survival import Floats, delay_of, product_limit


@dataclass(frozen=True, eq=False)
class Returns:
    """Refunds of paid orders; rates are fractions, 0 to 1.

    rate: refunded orders / paid orders as seen, and rate_by_money the same in money. ultimate_rate: of orders, when all
    have had the time to come back. delay: days from payment to refund; `delay.happens` is the share of MONEY that is
    refunded in the end. source: "orders", or "rule" where fewer than 20 refunds have their time: they are then all
    put `rule_return_days` after the payment. paid_orders, refunded_orders: what the rates rest on.
    """

    rate: float
    rate_by_money: float
    ultimate_rate: float
    delay: Delay
    source: str
    paid_orders: int
    refunded_orders: int


@dataclass(frozen=True, eq=False)
class _Refunds:
    """Of m paid orders: days to now and to the refund (NaN: none, or not known when), [m] each; money in fen."""

    age_days: Floats
    refund_days: Floats
    is_refunded: Flags
    paid_fen: Floats
    refund_fen: Floats

    @property
    def is_timed(self) -> Flags:
        timed: Flags = self.is_refunded & ~np.isnan(self.refund_days)
        return timed


def returns_of(orders: Orders, as_of: np.datetime64 | None = None, rule_return_days: float = 7) -> Returns | None:
    """Rates and delay of the refunds of paid orders.

    A refund without its time is taken to have come like those with it. An order older than 99 % of the refunds were
    counts as kept for good, so that a late one among few very old orders does not weigh too much. Of an order refunded
    in part, the rest is kept.

    Args:
        orders: what is later than `as_of` is not looked at, nor are orders whose source tells nothing of refunds.
        as_of: default: `orders.last_seen`.
        rule_return_days: >= 0, from payment to refund where the orders do not tell.

    Returns:
        None where nothing was paid, or where no source has refunds or their times.
    """
    at = orders.last_seen if as_of is None else np.datetime64(as_of, "s")
    paid = known_at(orders.where(orders.tells("refund_fen") | orders.tells("refunded_at")), at)
    paid = paid.where(paid.is_paid)
    if not len(paid):
        return None
    refunds = _refunds(paid, at)
    enough = refunds.is_timed.sum() >= ENOUGH_ORDERS
    ultimate_rate, delay = _measured(refunds) if enough else _by_rule(refunds, rule_return_days)
    refunded = int(refunds.is_refunded.sum())
    money = min(1.0, float(refunds.refund_fen.sum()) / max(1.0, float(paid.paid_fen.sum())))
    return Returns(
        refunded / len(paid), money, ultimate_rate, delay, "orders" if enough else "rule", len(paid), refunded
    )


def _refunds(paid: Orders, at: np.datetime64) -> _Refunds:
    paid_at = moment(paid, "paid_at")
    is_refunded = (paid.refund_fen > 0) | ~np.isnat(paid.refunded_at)
    money = paid.paid_fen.astype(np.float64)
    said = np.where(paid.tells("refund_fen"), paid.refund_fen, np.where(is_refunded, paid.paid_fen, 0))
    return _Refunds(
        np.maximum(np.nan_to_num(days_between(paid_at, at)), 0.0),
        np.maximum(days_between(paid_at, paid.refunded_at), 0.0),
        is_refunded,
        money,
        np.minimum(said, money),
    )


def _measured(refunds: _Refunds) -> tuple[float, Delay]:
    timed, is_open = refunds.is_timed, ~refunds.is_refunded
    kept_after = float(np.quantile(refunds.refund_days[timed], 0.99, method="lower"))
    for_good = max(float(refunds.age_days.max()), float(refunds.refund_days[timed].max())) + 1.0
    ages = np.where(refunds.age_days > kept_after, for_good, refunds.age_days)[is_open]
    orders = _incidence(
        refunds.refund_days[timed],
        np.full(timed.sum(), refunds.is_refunded.sum() / timed.sum()),
        ages,
        np.ones(len(ages)),
    )
    scale = refunds.refund_fen.sum() / max(1.0, refunds.refund_fen[timed].sum())
    rest = (refunds.paid_fen - refunds.refund_fen)[refunds.is_refunded]
    money = _incidence(
        refunds.refund_days[timed],
        refunds.refund_fen[timed] * scale,
        np.append(ages, np.full(len(rest), for_good)),
        np.append(refunds.paid_fen[is_open], rest),
    )
    return orders.happens, money


def _incidence(refund_days: Floats, refund_weights: Floats, open_days: Floats, open_weights: Floats) -> Delay:
    """Share that has come back by day, the rest never."""
    is_observed = np.append(np.ones(len(refund_days), np.bool_), np.zeros(len(open_days), np.bool_))
    days, weights = np.append(refund_days, open_days), np.append(refund_weights, open_weights)
    return delay_of(product_limit(days, is_observed, weights))


def _by_rule(refunds: _Refunds, rule_return_days: float) -> tuple[float, Delay]:
    """Rates of the orders that have had the days of the rule, where they are enough; never less than seen of all."""
    everyone = np.ones(len(refunds.age_days), np.bool_)
    is_old = refunds.age_days >= rule_return_days
    groups = [everyone, is_old] if is_old.sum() >= ENOUGH_ORDERS else [everyone]
    by_orders = max(float(refunds.is_refunded[group].mean()) for group in groups)
    by_money = max(float(refunds.refund_fen[group].sum() / max(1.0, refunds.paid_fen[group].sum())) for group in groups)
    return by_orders, Delay.fixed(rule_return_days).scaled(min(1.0, by_money))
