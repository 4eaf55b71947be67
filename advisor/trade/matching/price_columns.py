"""Prices of all products as columns, and what they cost about: close enough to choose whom to price exactly.

`product_costs` says what a product costs; here the same is worked out in floats, without rounding each instalment to
the fen, and the bound says how far from the exact cost that can be (tests compare both).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from advisor.trade.day_counts import DAYS_PER_MONTH
from advisor.trade.product_costs import PRICE_FIELDS, PricePlan, price_field, price_plan
from advisor.trade.records import Product
from advisor.trade.schedules import DAYS_PER_YEAR, MONTHS_PER_YEAR

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
ASSUMED_TOP_YEARLY = Decimal("0.24")
"""What a price "from x %" counts as: nothing published keeps it below the rate above which courts long refused
interest and lenders are told to stay, so it may not pass a price that is published whole (our own value)."""
NO_LIMIT = (1 << 62) - 1
BY_DAY, LEVEL, EQUAL, FLAT = range(4)
_METHODS = {"level_payment": LEVEL, "equal_principal": EQUAL, "flat_fee": FLAT}
RELATIVE_ERROR = 1e-9  # of floats, with room to spare


@dataclass(frozen=True)
class PriceColumns:
    """One entry for each product; rates are yearly fractions, not-a-number where there is none."""

    high: Floats  # what ranks: the highest published price, ASSUMED_TOP_YEARLY for one that says only "from"
    known: Floats  # the highest published price, or the lowest where only that is known
    is_priced: npt.NDArray[np.bool_]
    is_from_only: npt.NDArray[np.bool_]
    fee: Floats
    term_days: Ints  # how long one fee lasts, 0 where the shop's own round counts
    method: npt.NDArray[np.uint8]
    limit_fen: Ints
    confidence: npt.NDArray[np.uint8]  # 0 high, 1 medium, 2 low, or sources that disagree

    @classmethod
    def of(cls, products: Sequence[Product]) -> PriceColumns:
        """The columns of products in their order."""
        plans = [price_plan(product) for product in products]
        ranked = [_number(None if plan is None else ranking_rate(plan)) for plan in plans]
        known = [_number(None if plan is None else known_rate(plan)) for plan in plans]
        return cls(
            high=np.array(ranked),
            known=np.array(known),
            is_priced=np.array([plan is not None for plan in plans], dtype=bool),
            is_from_only=np.array([plan is not None and plan.ends[1] is None for plan in plans], dtype=bool),
            fee=np.array([0.0 if plan is None else float(plan.fee_rate or 0) for plan in plans]),
            term_days=np.array([0 if plan is None else plan.own_term_days or 0 for plan in plans], dtype=np.int64),
            method=np.array(
                [BY_DAY if plan is None else _METHODS.get(plan.method, BY_DAY) for plan in plans], dtype=np.uint8
            ),
            limit_fen=np.array([one.amount_max_fen or NO_LIMIT for one in products], dtype=np.int64),
            confidence=np.array([price_doubt(one) for one in products], dtype=np.uint8),
        )

    def principal_fen(self, amount_fen: int) -> Ints:
        """How much of an amount each product lends at most."""
        return np.minimum(self.limit_fen, amount_fen)

    def instalment_months(self, days: int, fee_days: int) -> Ints:
        """Over how many months one loan is repaid in parts; 0 where it is repaid in one sum."""
        months = np.where(self.method == BY_DAY, 0, _months(days))
        again, term_days = self._taken_again(days, fee_days)
        months[again] = np.where(self.method[again] == BY_DAY, 0, _months(term_days))
        return months

    def cost(self, yearly: Floats, amount_fen: int, days: int, fee_days: int) -> tuple[Floats, Floats]:
        """About what each product costs at these rates, in fen, and by how much that can be wrong at most.

        0 where there is no price.
        """
        length = np.where(self.method == BY_DAY, days, _months(days))
        share, times = self._share(yearly, length, slice(None)) + self.fee, np.ones(len(length))
        again, term_days = self._taken_again(days, fee_days)
        term = np.where(self.method[again] == BY_DAY, term_days, _months(term_days))
        whole, rest = np.divmod(length[again], term)
        times[again] = whole + (rest > 0)
        in_turn = whole * self._share(yearly, term, again) + self._share(yearly, rest, again)
        share[again] = in_turn + self.fee[again] * times[again]
        principal = self.principal_fen(amount_fen).astype(np.float64)
        found = np.where(self.is_priced, principal * share, 0.0)
        roundings = times + 1.0 + (self.method != BY_DAY) * 2 * length
        level = np.flatnonzero((self.method == LEVEL) & self.is_priced)
        roundings[level] += _grown(yearly[level] / MONTHS_PER_YEAR, length[level])
        return found, roundings + RELATIVE_ERROR * (found + principal * 1e-3)

    def _taken_again(self, days: int, fee_days: int) -> tuple[Ints, Ints]:
        """Products whose loan is shorter than the need, which costs its fee again, and the days of one loan."""
        with_fee = np.flatnonzero(self.fee > 0)
        term_days = np.where(self.term_days[with_fee] > 0, self.term_days[with_fee], fee_days)
        is_shorter = term_days < days
        return with_fee[is_shorter], term_days[is_shorter]

    def _share(self, yearly: Floats, length: Ints, among: Ints | slice) -> Floats:
        """Interest as a share of the loan, over days or months as the method counts; `length` is that of `among`."""
        method, yearly = self.method[among], yearly[among]
        found: Floats = yearly * length / DAYS_PER_YEAR
        for number, share in ((LEVEL, _level_share), (EQUAL, _equal_share), (FLAT, _flat_share)):
            chosen = np.flatnonzero((method == number) & (length > 0))
            found[chosen] = share(yearly[chosen] / MONTHS_PER_YEAR, length[chosen])
        return found


def _level_share(monthly: Floats, months: Ints) -> Floats:
    """n payments of i / (1 - (1 + i)^-n) less the loan."""
    found: Floats = months * monthly / -np.expm1(-months * np.log1p(monthly)) - 1.0
    return found


def _grown(monthly: Floats, months: Ints) -> Floats:
    """What a fen a month comes to with interest: what is rounded off a level payment is paid at the end, so grown."""
    found: Floats = np.expm1(months * np.log1p(monthly)) / monthly
    return found


def _equal_share(monthly: Floats, months: Ints) -> Floats:
    """Interest on a balance that falls evenly."""
    return monthly * (months + 1) / 2


def _flat_share(monthly: Floats, months: Ints) -> Floats:
    """Interest on the whole loan every month."""
    return monthly * months


def known_rate(plan: PricePlan) -> Decimal:
    """The highest published price, or the lowest where only that is known."""
    low, high = plan.ends
    found = low if high is None else high
    assert found is not None  # a plan has at least one
    return found


def ranking_rate(plan: PricePlan) -> Decimal:
    """The yearly rate a product is ranked at: its highest; for one that says only "from", what it may reach."""
    low, high = plan.ends
    return known_rate(plan) if high is not None or low is None else max(low, ASSUMED_TOP_YEARLY)


def price_doubt(product: Product) -> int:
    """0, 1 or 2: how weak the source of the price is; sources that disagree on it are as weak as a low one."""
    if any(one.field in PRICE_FIELDS for one in product.conflicts):
        return 2
    return ("high", "medium", "low").index(product.source(price_field(product)).confidence)


def _number(rate: Decimal | None) -> float:
    return float("nan") if rate is None else float(rate)


def _months(days: Ints | int) -> Ints:
    return np.asarray(-(-days // DAYS_PER_MONTH))
