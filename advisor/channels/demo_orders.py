"""A believable year of orders for a demo shop, made up from its `trade` in web/demo_shops.yml.

The orders of a day are drawn with a seed of that day and shop, so that a day's orders are the same on whatever day one
looks: an order that was open yesterday is the same one, further on its way, today.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

Times = npt.NDArray[np.datetime64]
Numbers = npt.NDArray[Any]  # float64 mostly; numpy's own types do not tell what its arithmetic gives
DAY_S, HOUR_S = 86_400, 3_600
NEVER = np.datetime64("NaT", "s")
BUSY_HOURS = np.cumsum([1, 0.5, 0.3, 0.2, 0.2, 0.4, 1, 2, 3, 4, 5, 5, 5, 5, 4, 4, 4, 4, 5, 6, 8, 9, 8, 4])
DRAWS = 9  # uniform numbers an order is made of; more may be added at the end without changing the others


@dataclass(frozen=True, eq=False)
class DemoOrders:
    """Columns of n orders, oldest first, with all that will ever happen to them; `shown` hides the future.

    Times are datetime64[s] of China, NaT for never; money is int64 fen. `refund_fen` is what will be refunded.
    """

    number: npt.NDArray[np.str_]
    id: npt.NDArray[np.str_]  # what the API calls it: the number cannot be told from it
    goods: npt.NDArray[np.int64]  # place in the shop's goods
    amount_fen: npt.NDArray[np.int64]
    refund_fen: npt.NDArray[np.int64]
    fee_fen: npt.NDArray[np.int64]
    created_at: Times
    paid_at: Times
    shipped_at: Times
    delivered_at: Times
    confirmed_at: Times
    settled_at: Times
    asked_at: Times  # the buyer asks for the money back
    refunded_at: Times
    closed_at: Times

    def __len__(self) -> int:
        return len(self.id)


def drawn(shop_id: str, shop: Mapping[str, Any], today: date) -> DemoOrders:
    """The shop's orders of the last `days` days up to the end of today."""
    days = shop["trade"]["days"]
    draws = [_day(shop_id, shop["trade"], today.toordinal() - back) for back in range(days - 1, -1, -1)]
    begins = np.datetime64(today, "s") - np.arange(days - 1, -1, -1) * np.timedelta64(DAY_S, "s")
    return _orders(shop_id, shop, np.repeat(begins, [len(one) for one in draws]), np.concatenate(draws))


def multiple(trade: Mapping[str, Any], day: date) -> float:
    """How many times the ordinary orders a day has, by its weekday and season."""
    at = f"{day:%m-%d}"
    found = [one["multiple"] for one in trade["seasons"] if _is_within(at, one["from"], one["to"])]
    return float(max(found, default=1.0) * trade["weekdays"][day.weekday()])


def _is_within(at: str, first: str, last: str) -> bool:
    return first <= at <= last if first <= last else at >= first or at <= last


def _day(shop_id: str, trade: Mapping[str, Any], ordinal: int) -> Numbers:
    chance = np.random.default_rng([crc32(shop_id.encode()), ordinal])
    expected = trade["orders_per_day"] * multiple(trade, date.fromordinal(ordinal))
    numbers = chance.random((chance.poisson(expected), DRAWS))
    return numbers[np.argsort(numbers[:, 0])]  # by time of day


def _orders(shop_id: str, shop: Mapping[str, Any], begins: Times, chance: Numbers) -> DemoOrders:
    hour, goods_at, pieces_at, fate, minutes, ships, delivers, confirms, returns = chance.T
    trade, numbers = shop["trade"], _numbers(shop["trade"]["prefix"], begins)
    goods = _chosen({place: one["weight"] for place, one in enumerate(shop["goods"].values())}, goods_at)
    prices = np.array([one["price_fen"] for one in shop["goods"].values()])
    amount_fen = prices[goods] * _chosen(trade["pieces"], pieces_at)
    created = begins + _seconds(np.interp(hour * BUSY_HOURS[-1], [0, *BUSY_HOURS], np.arange(25)) * HOUR_S)
    is_ = _fates(trade, fate)
    paid = _where(~is_["never_paid"], created + _seconds(20 + _waits(240, minutes)))
    way = _way(trade, paid, _crowd(trade, begins), is_, (ships, delivers, confirms))
    back = _back(trade, paid, way["delivered_at"], is_, (ships, returns))
    refund_fen = np.where(is_["cancelled"] | is_["returned"], amount_fen, 0)
    refund_fen = np.where(is_["partly_refunded"], (amount_fen * (0.15 + 0.25 * returns)).astype(np.int64), refund_fen)
    free = np.fmax(way["confirmed_at"], _where(is_["partly_refunded"], back["refunded_at"]))
    settled = (free + np.timedelta64(int(trade["settle_days"] * DAY_S), "s")).astype("datetime64[s]")
    fee_fen = np.rint((amount_fen - refund_fen) * trade["fee"]).astype(np.int64)
    closed = np.where(is_["never_paid"], created + np.timedelta64(DAY_S, "s"), back["closed_at"])
    return DemoOrders(
        number=numbers, id=_opaque(shop_id, numbers), goods=goods, amount_fen=amount_fen, refund_fen=refund_fen,
        fee_fen=fee_fen, created_at=created, paid_at=paid, settled_at=settled,
        **way, **{**back, "closed_at": closed},
    )  # fmt: skip


def _crowd(trade: Mapping[str, Any], begins: Times) -> Numbers:
    """How many times as long packing takes: a promotion is not packed in a day."""
    days, place = np.unique(begins.astype("datetime64[D]"), return_inverse=True)
    return np.array([max(0.8, multiple(trade, day) ** 0.4) for day in days.tolist()])[place]


def _way(
    trade: Mapping[str, Any], paid: Times, crowd: Numbers, is_: Mapping[str, Any], chance: tuple[Any, ...]
) -> dict[str, Times]:
    """Shipping, delivery and confirmation; what is returned is never confirmed."""
    ships, delivers, confirms = chance
    shipped = _where(~is_["cancelled"], paid + _seconds(crowd * trade["ship_hours"] * HOUR_S * (0.35 + 1.3 * ships)))
    delivered = shipped + _seconds(trade["deliver_days"] * DAY_S * (0.5 + 0.6 * delivers + 0.9 * delivers**4))
    myself = delivered + _seconds(_waits(trade["confirm_days"] * DAY_S, confirms / trade["confirms"] % 1))
    itself = shipped + np.timedelta64(trade["auto_confirm_days"] * DAY_S, "s")
    confirmed = np.where(confirms < trade["confirms"], np.fmin(myself, itself), itself)
    return {"shipped_at": shipped, "delivered_at": delivered, "confirmed_at": _where(~is_["returned"], confirmed)}


def _back(
    trade: Mapping[str, Any], paid: Times, delivered: Times, is_: Mapping[str, Any], chance: tuple[Any, ...]
) -> dict[str, Times]:
    """Asking for the money and getting it: soon where nothing was sent, after the goods came back otherwise."""
    ships, returns = chance
    after = _seconds(np.minimum(_waits(trade["ask_days"] * DAY_S, returns), 5 * DAY_S))
    asked = np.where(is_["cancelled"], paid + _seconds(ships * trade["ship_hours"] * HOUR_S * 0.3), delivered + after)
    asked = _where(is_["cancelled"] | is_["returned"] | is_["partly_refunded"], asked)
    days = np.where(is_["returned"], trade["refund_days"] * (0.6 + 0.8 * ships), 0.2 + ships)
    refunded = asked + _seconds(days * DAY_S)
    return {
        "asked_at": asked,
        "refunded_at": refunded,
        "closed_at": _where(is_["cancelled"] | is_["returned"], refunded),
    }


def _fates(trade: Mapping[str, Any], chance: Numbers) -> dict[str, npt.NDArray[np.bool_]]:
    names = ("never_paid", "cancelled", "returned", "partly_refunded")
    ends = np.cumsum([trade[name] for name in names])
    fate = np.searchsorted(ends, chance, side="right")
    return {name: fate == place for place, name in enumerate(names)}


def _chosen(weights: Mapping[int, float], chance: Numbers) -> npt.NDArray[np.int64]:
    ends = np.cumsum(list(weights.values()))
    places = np.searchsorted(ends / ends[-1], chance, side="right")
    return np.array(list(weights), np.int64)[np.minimum(places, len(weights) - 1)]


def _waits(mean: float, chance: Numbers) -> Numbers:
    """Waiting times of that mean, most of them short."""
    return -mean * np.log1p(-chance)


def _seconds(number: Numbers) -> Numbers:
    return number.astype("timedelta64[s]")


def _where(chosen: npt.NDArray[np.bool_], at: Times) -> Times:
    found: Times = np.where(chosen, at, NEVER)
    return found


def _numbers(prefix: str, begins: Times) -> npt.NDArray[np.str_]:
    """TB260131007: the day and the place in it."""
    places = np.arange(len(begins)) - np.searchsorted(begins, begins)
    days = np.char.replace(np.datetime_as_string(begins, "D"), "-", "")
    return np.array([f"{prefix}{day[2:]}{place + 1:03d}" for day, place in zip(days, places, strict=True)])


def _opaque(shop_id: str, numbers: npt.NDArray[np.str_]) -> npt.NDArray[np.str_]:
    made = (blake2b(number.encode(), digest_size=8, key=shop_id.encode()).hexdigest() for number in numbers)
    return np.array([f"o-{one}" for one in made])
