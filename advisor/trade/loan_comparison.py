"""Several offers on one need: each priced for the same sum and days, the one that costs least first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from advisor.trade.loan_warnings import warnings
from advisor.trade.loans import Cost, cost_for_days


@dataclass(frozen=True)
class Offer:
    """What a lender names; the arguments of `loans.cost_for_days`.

    name: tells the offers apart. yearly_rate, fee_rate: at least one; fractions. term_days: how long one loan runs at
    most; None where it lasts as long as the money is needed.
    """

    name: str
    method: str = "revolving"
    yearly_rate: Decimal | None = None
    fee_rate: Decimal | None = None
    fee_upfront_fen: int = 0
    term_days: int | None = None


@dataclass(frozen=True)
class PricedOffer:
    """An offer's cost on the need; `more_than_best_fen` is what it costs above the cheapest, 0 for that one."""

    offer: Offer
    cost: Cost
    more_than_best_fen: int
    warnings: tuple[str, ...]


def compared(
    offers: Sequence[Offer], principal_fen: int, days: int, lpr_one_year: Decimal | None = None
) -> tuple[PricedOffer, ...]:
    """Every offer on one sum and number of days, by total cost, then all-in yearly rate, then name.

    A loan repaid by the month costs less in total than one at the same rate that is repaid at the end, because the
    money is there for a shorter time: the rates are what tells them apart, so both stand in `Cost`. The same sum is
    borrowed from each; where a fee is kept back, less is received (`Cost.received_fen`).

    Raises:
        ValueError: two offers of one name, or an offer that `loans.cost_for_days` refuses; names the offer.
    """
    names = [offer.name for offer in offers]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"two offers are called {twice[0]!r}")
    priced = [(offer, _cost(offer, principal_fen, days)) for offer in offers]
    ranked = sorted(priced, key=lambda one: (one[1].total_cost_fen, one[1].all_in_yearly_rate, one[0].name))
    best = ranked[0][1].total_cost_fen if ranked else 0
    return tuple(
        PricedOffer(offer, cost, cost.total_cost_fen - best, warnings(cost, lpr_one_year)) for offer, cost in ranked
    )


def _cost(offer: Offer, principal_fen: int, days: int) -> Cost:
    try:
        return cost_for_days(
            principal_fen,
            days,
            yearly_rate=offer.yearly_rate,
            fee_rate=offer.fee_rate,
            method=offer.method,
            fee_upfront_fen=offer.fee_upfront_fen,
            term_days=offer.term_days,
        )
    except ValueError as error:
        raise ValueError(f"{offer.name}: {error}") from None
