"""What matching answers with: products in order, what each costs and why it stands where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

TIERS = ("eligible", "likely", "unknown", "not_now")
"""eligible: all published conditions are met. likely: nothing speaks against it. unknown: something is open. not_now:
a condition is not met. Never a decision of a lender."""
POSSIBLE = TIERS[:3]


@dataclass(frozen=True)
class Reason:
    """A code with its facts; `match_reasons` lists those of products. Money in fen, times in days, rates yearly."""

    code: str
    params: Mapping[str, Any]


@dataclass(frozen=True)
class CriterionResult:
    """One condition against one shop.

    `field` is a question id, or "collateral". `expected` is the published value; for amount and term (operator
    between) the pair of limits, of which one may be None. `distance` is how much is missing, in the unit of the kept
    value; None when it is met or has no measure. `is_checked_later`: not met by a low-confidence figure.
    `wait_months`, `cured_on`: where time alone cures it, after how many months, and the day; else None.
    """

    field: str
    status: str  # met | not_met | unknown
    operator: str  # at_least | at_most | one_of | is | between
    expected: Any
    actual: Any
    distance: Decimal | None = None
    is_checked_later: bool = False
    is_published: bool = False  # one of the product's own conditions, not a built-in one
    confidence: str = "high"  # of the source: high | medium | low
    wait_months: int | None = None
    cured_on: date | None = None

    @property
    def id(self) -> str:
        """Tells two conditions on one field apart: owner_age_years_at_least, need_amount_fen_between."""
        return f"{self.field}_{self.operator}"


@dataclass(frozen=True)
class Ease:
    """How little stands between a shop and the money: `points` 0 to 100; `lost` are the points lost, by cause.

    Causes: collateral, papers (licence, tax, credit report), open_conditions (not known yet), no_invitation.
    """

    points: int
    lost: Mapping[str, int]


@dataclass(frozen=True)
class Weighing:
    """What a product counts in the order within its tier, in fen: its cost for the need and what is added to it.

    `price_fen` is the highest published cost, or the lowest where only that is known. `doubt_fen` is added for a weak
    source or a price without an upper end, `delay_fen` for money after the day it is needed, `fit_fen` for instalments
    and terms that do not fit the need, `effort_fen` for what has to be brought and found out, `caution_fen` for
    conditions that weaknesses touch. `matching.weighing` has the rules. Of a product without a price, `price_fen` is 0
    and `is_priced` false: it stands behind those with a price.
    """

    is_priced: bool
    price_fen: int
    doubt_fen: int
    delay_fen: int
    fit_fen: int
    effort_fen: int
    caution_fen: int

    @property
    def total_fen(self) -> int:
        return self.price_fen + self.doubt_fen + self.delay_fen + self.fit_fen + self.effort_fen + self.caution_fen


@dataclass(frozen=True)
class Match:
    """One product for one need. Costs are None when not published.

    `cost_fen` is what ranks: at the highest published price, else at the lowest; `all_in_yearly_rate` belongs to it.
    Costs are of the need's amount, but no more than the product's limit. `price_confidence` is that of the price's
    source, None without a price. `blocking` is the field of the first condition not met (`blocked_by` the condition).
    `miss_weight`: 0 when nothing is surely missed; of near misses, the smaller the nearer (a condition that neither
    time nor work cures soon counts four). `missing` are question ids to ask for. Reasons stand in the order of their
    weight.
    """

    product_id: str
    tier: str
    criteria: tuple[CriterionResult, ...]
    cost_low_fen: int | None
    cost_high_fen: int | None
    yearly_low: Decimal | None
    yearly_high: Decimal | None
    price_confidence: str | None
    days_to_funds: Decimal | None
    ease: Ease
    weighing: Weighing
    miss_weight: int
    reasons_for: tuple[Reason, ...]
    reasons_against: tuple[Reason, ...]
    missing: tuple[str, ...]
    blocking: str | None

    @property
    def cost_fen(self) -> int | None:
        return self.cost_low_fen if self.cost_high_fen is None else self.cost_high_fen

    @property
    def all_in_yearly_rate(self) -> Decimal | None:
        return self.yearly_low if self.yearly_high is None else self.yearly_high

    @property
    def blocked_by(self) -> CriterionResult | None:
        return next((one for one in self.criteria if one.status == "not_met"), None)

    @property
    def is_possible(self) -> bool:
        return self.tier != "not_now"


@dataclass(frozen=True)
class Part:
    """One draw of a combination. `match` is the product for just this amount and these days, with their cost.

    `from_day` counts from the day the money is needed (0).
    """

    match: Match
    amount_fen: int
    from_day: int
    days: int


@dataclass(frozen=True)
class Combination:
    """Products that serve a need together; one product may stand in it twice (two draws on one line).

    `cost_low_fen`, `cost_high_fen`: sums over the parts at their lowest and highest published prices (the one published
    end where there is only one). `all_in_yearly_rate`: the high cost / sum of (money x days) x 365. `days_to_funds`:
    until all money of day 0 is there, None where a part does not publish it.
    `why`: early_receipt_first {on_its_way_fen, receivable_days}, fast_then_cheap {late_days}, two_limits
    {amount_max_fen} (of the first part) or, where one product alone fits, cheaper_together; each with saves_fen against
    the cheapest product alone that is in time (None where there is none).
    """

    parts: tuple[Part, ...]
    cost_low_fen: int
    cost_high_fen: int
    all_in_yearly_rate: Decimal
    days_to_funds: Decimal | None
    why: Reason


@dataclass(frozen=True)
class Asking:
    """The one missing fact that would change the answer most.

    `decides`: how many products the fact alone can decide (their tier changes with one of the plausible answers).
    `why`: decides_products {field, decides, could_change_first: bool, first_id: id of the first product now}.
    """

    field: str
    why: Reason
    decides: int


@dataclass(frozen=True)
class CashPosition:
    """What the cash cycle or the forecast found; None where it is not known. A gap of 0 means: no money is missing."""

    gap_fen: int | None = None
    gap_first_day: date | None = None
    gap_last_day: date | None = None
    receivable_days: int | None = None  # until sales money comes
    on_its_way_fen: int | None = None  # sales money not yet paid out: the most that can be received early

    @property
    def gap_days(self) -> int | None:
        """Days from the first to the last, both counted."""
        if self.gap_first_day is None or self.gap_last_day is None:
            return None
        return (self.gap_last_day - self.gap_first_day).days + 1


@dataclass(frozen=True)
class Matches:
    """The answer.

    `ranked`: every product that lends money, the best first, near misses last; it is worked out as far as it is read.
    `schemes`: public schemes and services, always; a public loan stands among both. `counts`: of `ranked` by tier.
    `cheapest` (lowest cost at its highest published price), `fastest`, `easiest`: of the possible ones; None where
    fewer than two can be compared. `combinations`: at most three, the cheapest first. `ask_next`: None when nothing is
    worth asking. `first_steps`: what opens the most products that are not_now, each with `opens` (how many) and its
    amounts: wait_months {months, on}, raise_sales {monthly_sales_fen, distance_fen}, get_licence, file_taxes,
    repay_overdue, lower_returns {return_rate}, borrow_less {amount_fen, distance_fen}, shorter_term {days,
    distance_days}, and public_scheme {product_id} without `opens`. Where a product misses more than the one thing, the
    change opens nothing by itself; it is told with `opens` 0 where it `helps` (how many products miss it).
    `about_need`: what the cash position says of the need itself: no_gap, gap_smaller_than_need {gap_fen,
    need_amount_fen}, need_smaller_than_gap {same}, need_longer_than_gap {gap_days, need_days, gap_first_day,
    gap_last_day}, covers_gap {gap_fen, gap_first_day, gap_last_day}.
    """

    ranked: Sequence[Match]
    schemes: Sequence[Match]
    counts: Mapping[str, int]
    cheapest: Match | None = None
    fastest: Match | None = None
    easiest: Match | None = None
    combinations: tuple[Combination, ...] = ()
    ask_next: Asking | None = None
    first_steps: tuple[Reason, ...] = ()
    about_need: tuple[Reason, ...] = field(default_factory=tuple)
