"""What is known in one matching: the facts of the shop, what follows from them, the need and the cash position."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from advisor.trade.day_counts import DAYS_PER_MONTH
from advisor.trade.matching.criteria import MONTHS_PER_YEAR
from advisor.trade.matching.results import CashPosition
from advisor.trade.records import Lpr, Need

USUAL_RECEIVABLE_DAYS = 15
"""How long sales money is on its way where the shop's own time is not known: a usual round (our own value)."""


@dataclass(frozen=True)
class Case:
    """One question: a shop, its need, and the day. `known` is `known_of(facts, need, cash)`."""

    facts: Mapping[str, Any]
    need: Need
    today: date
    known: Mapping[str, Any]
    cautions: frozenset[str] = frozenset()
    lpr: Lpr | None = None
    cash: CashPosition = field(default_factory=CashPosition)

    @classmethod
    def of(
        cls,
        facts: Mapping[str, Any],
        need: Need,
        today: date,
        cautions: Collection[str] = (),
        lpr: Lpr | None = None,
        cash: CashPosition | None = None,
    ) -> Case:
        """A case with everything that follows from what is given."""
        position = cash or CashPosition()
        return cls(facts, need, today, known_of(facts, need, position), frozenset(cautions), lpr, position)

    def for_part(self, need: Need) -> Case:
        """The same shop with another need."""
        return Case.of(self.facts, need, self.today, self.cautions, self.lpr, self.cash)

    @property
    def fee_days(self) -> int:
        """How long one fee of an advance lasts: until the sales money comes."""
        return receivable_days(self.facts, self.cash) or USUAL_RECEIVABLE_DAYS

    @property
    def within_days(self) -> int | None:
        """How soon the money must be there: as the merchant says, else by the first day of the cash gap."""
        if self.need.within_days is not None:
            return self.need.within_days
        first = self.cash.gap_first_day
        return None if first is None or not self.cash.gap_fen else max(0, (first - self.today).days)

    @property
    def days_enough(self) -> int:
        """For how long a loan is needed at most: the days of the need, or of the cash gap where it is shorter."""
        gap_days = self.cash.gap_days if self.cash.gap_fen else None
        return self.need.days if gap_days is None else min(self.need.days, gap_days)


def known_of(facts: Mapping[str, Any], need: Need, cash: CashPosition) -> dict[str, Any]:
    """Field -> value of all that is known.

    What follows from the facts: the business is no younger than its shop on the platform; a year's sales are twelve
    times a month's, or as many months as the business is old if it is younger than a year; sales money on its way is a
    month's sales x receivable days / 30, unless the cash position says it.
    """
    known = {name: value for name, value in facts.items() if value is not None}
    if "months_on_platform" in known:
        known.setdefault("months_in_business", known["months_on_platform"])
    if "monthly_sales_fen" in known:
        months = min(known.get("months_in_business", MONTHS_PER_YEAR), MONTHS_PER_YEAR)
        known.setdefault("yearly_revenue_fen", known["monthly_sales_fen"] * months)
    if cash.on_its_way_fen is not None:
        known["on_its_way_fen"] = cash.on_its_way_fen
    elif "monthly_sales_fen" in known:
        days = receivable_days(facts, cash)
        known["on_its_way_fen"] = int(known["monthly_sales_fen"]) * days // DAYS_PER_MONTH
    return known | {"need_amount_fen": need.amount_fen, "need_days": need.days}


def receivable_days(facts: Mapping[str, Any], cash: CashPosition) -> int:
    """Days until sales money comes: as the cash position says, else the shop, else a usual round."""
    own = facts.get("receivable_days") if cash.receivable_days is None else cash.receivable_days
    return USUAL_RECEIVABLE_DAYS if own is None else int(own)
