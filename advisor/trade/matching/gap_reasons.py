"""What the cash gap says of the need itself: codes listed in `results.Matches`."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.trade.matching.known import Case
from advisor.trade.matching.results import Reason


def about_need(case: Case) -> tuple[Reason, ...]:
    """Whether the need fits the cash gap in amount and days; nothing where no gap was worked out."""
    return tuple(_about(case))


def _about(case: Case) -> Iterator[Reason]:
    cash, need = case.cash, case.need
    if cash.gap_fen is None:
        return
    if cash.gap_fen == 0:
        yield Reason("no_gap", {})
        return
    days = {"gap_first_day": cash.gap_first_day, "gap_last_day": cash.gap_last_day}
    amounts = {"gap_fen": cash.gap_fen, "need_amount_fen": need.amount_fen}
    if cash.gap_fen < need.amount_fen:
        yield Reason("gap_smaller_than_need", amounts)
    elif cash.gap_fen > need.amount_fen:
        yield Reason("need_smaller_than_gap", amounts)
    else:
        yield Reason("covers_gap", {"gap_fen": cash.gap_fen, **days})
    if cash.gap_days is not None and cash.gap_days < need.days:
        yield Reason("need_longer_than_gap", {"gap_days": cash.gap_days, "need_days": need.days, **days})
