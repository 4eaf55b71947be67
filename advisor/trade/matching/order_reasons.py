"""Why one product stands before another: the one thing that decides, as a code with its facts."""

from __future__ import annotations

from advisor.trade.matching.results import TIERS, Match, Reason, Weighing

PARTS = {
    "price_fen": "cheaper",
    "doubt_fen": "surer_price",
    "delay_fen": "in_time",
    "fit_fen": "fits_better",
    "effort_fen": "easier",
    "caution_fen": "fewer_weaknesses",
}


def why_before(first: Match, second: Match) -> Reason:
    """Why `first` stands before `second` in one result.

    Codes: better_tier {tier, other_tier}, nearer {blocked, other_blocked} (fewer or lighter conditions not met),
    price_published {}, then what makes the largest difference in what the two count: cheaper, surer_price, in_time,
    fits_better, easier, fewer_weaknesses {fen}; and where they count alike: faster {days_to_funds,
    other_days_to_funds} or same {} (by id, so that the order is always the same).

    Raises:
        ValueError: `second` stands before `first` by what the two count.
    """
    places = TIERS.index(first.tier), TIERS.index(second.tier)
    if places[0] != places[1]:
        _check(places[0] < places[1], first, second)
        return Reason("better_tier", {"tier": first.tier, "other_tier": second.tier})
    if first.miss_weight != second.miss_weight:
        _check(first.miss_weight < second.miss_weight, first, second)
        return Reason("nearer", {"blocked": _blocked(first), "other_blocked": _blocked(second)})
    if first.weighing.is_priced != second.weighing.is_priced:
        _check(first.weighing.is_priced, first, second)
        return Reason("price_published", {})
    return _by_weight(first, second)


def _by_weight(first: Match, second: Match) -> Reason:
    more_fen = second.weighing.total_fen - first.weighing.total_fen
    _check(more_fen >= 0, first, second)
    if more_fen:
        fen, part = max((_more(first.weighing, second.weighing, part), part) for part in PARTS)
        return Reason(PARTS[part], {"fen": fen})
    if first.weighing.price_fen < second.weighing.price_fen:
        return Reason("cheaper", {"fen": second.weighing.price_fen - first.weighing.price_fen})
    if first.days_to_funds is not None and first.days_to_funds != second.days_to_funds:
        days = {"days_to_funds": first.days_to_funds, "other_days_to_funds": second.days_to_funds}
        return Reason("faster", days)
    return Reason("easier", {"fen": 0}) if first.ease.points > second.ease.points else Reason("same", {})


def _more(first: Weighing, second: Weighing, part: str) -> int:
    return int(getattr(second, part) - getattr(first, part))


def _blocked(one: Match) -> tuple[str, ...]:
    return tuple(result.field for result in one.criteria if result.status == "not_met")


def _check(is_before: bool, first: Match, second: Match) -> None:
    if not is_before:
        raise ValueError(f"{second.product_id} stands before {first.product_id}, not behind it")
