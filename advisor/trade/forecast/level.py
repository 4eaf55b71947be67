"""Where the sales of a shop stand today, how fast they wander and how uneven their days are, all with their doubt.

Money of a day = level x calendar x luck. The level is followed by a filter that lets it wander; which amount of
wandering and of unevenness is right is not picked but weighed: every pair of a grid keeps its probability, so that a
short history leaves many of them open and gives a wide forecast.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from advisor.trade.forecast.draws import Floats
from advisor.trade.forecast.tracks import LEAST_FEN, Block, Tracks
from advisor.trade.forecast.weekdays import DAYS_PER_WEEK

WEEKLY_CHANGES = (0.01, 0.03, 0.06, 0.1, 0.15, 0.22, 0.32, 0.5, 1.0)  # standard deviation of the level's logarithm
UNEVENNESS = (0.05, 0.1, 0.2, 0.3, 0.45, 0.65, 1.0)  # standard deviation of a day's luck beyond the single orders'
USUAL_CHANGE = 0.1  # scale of the half-Cauchy distribution of the weekly change before any day was seen
FIRST_DOUBT = 0.5  # relative variance of the level before any day was seen
FIRST_DAYS = 14
ORDERS_PER_BLOCK = 3.0  # days are taken together until they hold so many orders, on average:
LONGEST_BLOCK_DAYS = 28  # one day with or without an order says little
BREAKS_DAYS = (21, 14, 7, 3)  # before the end, on which the level may have broken off; since earlier ones it is found
BREAK_DOUBT = 1.0  # relative variance of the level after a break
PASSING_DAYS = 4.0  # what has lasted so long is as likely to be over as to last; our own working value
DAYS_PER_BREAK = 365  # one in so many; our own working value


@dataclass(frozen=True, eq=False)
class Level:
    """k possible truths. `mean` [k] money of an ordinary day in fen, `doubt` [k] its relative variance, `weekly_change`
    [k] the standard deviation of its logarithm's change over a week, `unevenness` [k] of a day's luck, `weight` [k] the
    probability of each, summing to 1. `broken`: the probability that the level has broken off within the last weeks.
    """

    mean: Floats
    doubt: Floats
    weekly_change: Floats
    unevenness: Floats
    weight: Floats
    broken: float = 0.0


def followed(sales: Floats, calendar: Floats, money_per_event: float, orders_per_day: float) -> Level:
    """The level after the last day.

    A day's money has the variance u m + c^2 m^2 (m its mean): u = `money_per_event` for orders that come singly and
    differ in size (compound Poisson), c for what befalls the whole day. The filter is that of a local level with
    relative errors. How far a day is off is judged on the scale on which gamma values are nearly normal (cube root). A
    day far off may be an odd day or the level may have moved: its gain is lowered and the doubt afterwards is larger
    (Student errors of both). A pair's weight is the likelihood of all days. Such a filter takes weeks to believe that
    all is different from one day to the next; so every pair goes on in several ways, in some of which the level breaks
    off and is nearly unknown: rare beforehand, but soon the likelier ones when it has happened.

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
    tracks = _of_all_pairs(sales, calendar)
    pairs = len(tracks.mean)
    blocks = _blocks(sales, calendar, orders_per_day)
    breaks = _breaks(blocks)
    passing = []
    for place, block in enumerate(blocks):
        if place in breaks:
            passing.append((breaks[place], before := tracks.part(0, pairs)))
            tracks = tracks.and_also(replace(before, doubt=before.doubt + BREAK_DOUBT).rarer(breaks[place].probability))
        tracks = tracks.seen(block, money_per_event)
    for number, (one, before) in enumerate(passing, start=1):
        broken = tracks.part(number * pairs, (number + 1) * pairs)
        tracks = tracks.and_also(one.passed(before, broken))
    weight = np.exp(tracks.fit - tracks.fit.max())
    weight /= weight.sum()
    return Level(tracks.mean, tracks.doubt, tracks.change, tracks.uneven, weight, float(weight[pairs:].sum()))


def _of_all_pairs(sales: Floats, calendar: Floats) -> Tracks:
    """Before any day was seen."""
    change, uneven = (axis.ravel() for axis in np.meshgrid(WEEKLY_CHANGES, UNEVENNESS, indexing="ij"))
    begin = min(FIRST_DAYS, len(sales))
    mean = np.full(len(change), max(LEAST_FEN, float(sales[:begin].sum() / calendar[:begin].sum())))
    fit = np.log(change) - np.log1p((change / USUAL_CHANGE) ** 2)
    return Tracks(mean, np.full(len(change), FIRST_DOUBT), change, uneven, fit)


@dataclass(frozen=True)
class _Break:
    """The level may have broken off `days` before the end, with so much probability since the one before it."""

    days: int
    probability: float

    def passed(self, before: Tracks, broken: Tracks) -> Tracks:
        """What broke off may be over soon, a promotion that nobody told of: then the level is what it was `before`.

        Against what has `broken` off for good it is 16 to 9 after three days, 1 to 3 after a week, 1 to 12 after two.
        """
        doubt = before.doubt + before.change**2 * self.days / DAYS_PER_WEEK
        return replace(before, doubt=doubt, fit=broken.fit).rarer((PASSING_DAYS / self.days) ** 2)


def _breaks(blocks: Sequence[Block]) -> dict[int, _Break]:
    """The places of blocks before which the level may break off."""
    before_end = np.cumsum([block.days for block in blocks][::-1])[::-1]
    places = sorted({int(np.argmin(np.abs(before_end - ago))) for ago in BREAKS_DAYS if ago < before_end[0] / 2})
    ages = [int(before_end[place]) for place in places]
    since = [(age - later) / DAYS_PER_BREAK for age, later in zip(ages, [*ages, 0][1:], strict=True)]
    return {place: _Break(age, chance) for place, age, chance in zip(places, ages, since, strict=True)}


def _blocks(sales: Floats, calendar: Floats, orders_per_day: float) -> list[Block]:
    """Days taken together; the first days may be left over."""
    length = max(1, min(LONGEST_BLOCK_DAYS, len(sales) // 2, math.ceil(ORDERS_PER_BLOCK / orders_per_day)))
    over = len(sales) % length
    money = sales[over:].reshape(-1, length).sum(axis=1)
    factors = calendar[over:].reshape(-1, length)
    alike = factors.sum(axis=1) ** 2 / (factors**2).sum(axis=1)
    return [
        Block(float(m), float(f), length, float(a)) for m, f, a in zip(money, factors.sum(axis=1), alike, strict=True)
    ]
