"""Where the sales of a shop stand today, how fast they wander and how uneven their days are, all with their doubt.

Money of a day = level x calendar x luck. The level is followed by a filter that lets it wander; which amount of
wandering and of unevenness is right is not picked but weighed: every pair of a grid keeps its probability, so that a
short history leaves many of them open and gives a wide forecast.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from advisor.trade.forecast.draws import Floats

DAYS_PER_WEEK = 7
WEEKLY_CHANGES = (0.01, 0.03, 0.06, 0.1, 0.15, 0.22, 0.32, 0.5, 1.0)  # standard deviation of the level's logarithm
UNEVENNESS = (0.05, 0.1, 0.2, 0.3, 0.45, 0.65, 1.0)  # standard deviation of a day's luck beyond the single orders'
USUAL_CHANGE = 0.1  # scale of the half-Cauchy distribution of the weekly change before any day was seen
LEAST_FEN = 1.0  # of an ordinary day
WIDEST = 9.0  # variance up to which the cube root is near enough to normal: nothing sold is then nothing odd
TAIL = 5.0  # degrees of freedom of what comes unexpected: far off moves the level less
FIRST_DOUBT = 0.5  # relative variance of the level before any day was seen
FIRST_DAYS = 14
ORDERS_PER_BLOCK = 3.0  # days are taken together until they hold so many orders, on average:
LONGEST_BLOCK_DAYS = 28  # one day with or without an order says little


@dataclass(frozen=True, eq=False)
class Level:
    """k possible truths. `mean` [k] money of an ordinary day in fen, `doubt` [k] its relative variance, `weekly_change`
    [k] the standard deviation of its logarithm's change over a week, `unevenness` [k] of a day's luck, `weight` [k] the
    probability of each, summing to 1.
    """

    mean: Floats
    doubt: Floats
    weekly_change: Floats
    unevenness: Floats
    weight: Floats


def followed(sales: Floats, calendar: Floats, money_per_event: float, orders_per_day: float) -> Level:
    """The level after the last day.

    A day's money has the variance u m + c^2 m^2 (m its mean): u = `money_per_event` for orders that come singly and
    differ in size (compound Poisson), c for what befalls the whole day. The filter is that of a local level with
    relative errors. How far a day is off is judged on the scale on which gamma values are nearly normal (cube root). A
    day far off may be an odd day or the level may have moved: its gain is lowered and the doubt afterwards is larger
    (Student errors of both). A pair's weight is the likelihood of all days.

    Args:
        sales: [n] money of each day, fen.
        calendar: [n] what each day is of an ordinary one (weekday and season), > 0.
        money_per_event: mean square of an order's money / its mean, fen.
        orders_per_day: on average, > 0.

    Source: West and Harrison, Bayesian Forecasting and Dynamic Models, 2nd edition, chapters 2 and 12 (local level,
    mixtures of models); Meinhold and Singpurwalla, Robustification of Kalman filter models, JASA 84 (1989);
    Gelman, Prior distributions for variance parameters in hierarchical models, Bayesian Analysis 1 (2006)
    (half-Cauchy).
    """
    change, uneven = (axis.ravel() for axis in np.meshgrid(WEEKLY_CHANGES, UNEVENNESS, indexing="ij"))
    begin = min(FIRST_DAYS, len(sales))
    mean = np.full(len(change), max(LEAST_FEN, float(sales[:begin].sum() / calendar[:begin].sum())))
    doubt, fit = np.full(len(change), FIRST_DOUBT), np.log(change) - np.log1p((change / USUAL_CHANGE) ** 2)
    for money, factor, days, days_alike in _blocks(sales, calendar, orders_per_day):
        doubt = doubt + change**2 * days / DAYS_PER_WEEK
        expected = mean * factor
        noise = money_per_event / expected + uneven**2 / days_alike
        distance = _distance(money / expected, doubt + noise)
        fit -= 0.5 * np.log(doubt + noise) + np.log(expected) / 3 + 0.5 * (TAIL + 1) * np.log1p(distance / TAIL)
        rarity = np.maximum(1.0, (TAIL + distance) / (TAIL + 1))
        noise = noise * rarity
        mean = np.maximum(LEAST_FEN, mean * (1.0 + doubt / (doubt + noise) * (money / expected - 1.0)))
        doubt = doubt * noise / (doubt + noise) + (rarity - 1.0) * change**2 * days / DAYS_PER_WEEK
    weight = np.exp(fit - fit.max())
    return Level(mean, doubt, change, uneven, weight / weight.sum())


def _distance(ratio: float | Floats, variance: Floats) -> Floats:
    """Square of the normal value that a gamma value of mean 1 stands for (Wilson and Hilferty; not for more spread)."""
    spread = np.minimum(variance, WIDEST)
    distance: Floats = (np.cbrt(ratio) - 1.0 + spread / 9.0) ** 2 * 9.0 / spread
    return distance


def _blocks(sales: Floats, calendar: Floats, orders_per_day: float) -> list[tuple[float, float, int, float]]:
    """Days taken together: money, calendar, days, and how many equal days they are worth. The first days may be left
    over."""
    length = max(1, min(LONGEST_BLOCK_DAYS, len(sales) // 2, math.ceil(ORDERS_PER_BLOCK / orders_per_day)))
    over = len(sales) % length
    money = sales[over:].reshape(-1, length).sum(axis=1)
    factors = calendar[over:].reshape(-1, length)
    alike = factors.sum(axis=1) ** 2 / (factors**2).sum(axis=1)
    return [(float(m), float(f), length, float(a)) for m, f, a in zip(money, factors.sum(axis=1), alike, strict=True)]
