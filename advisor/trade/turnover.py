"""Turnover days two ways: by the textbook from balances, and by what the orders show stage by stage.

The textbook's receivable days (DSO) ask how much money is outstanding against the sales; the platform's ask how long an
order's money is on its way. For steady sales both come to the same (Little's law), for a growing shop DSO is lower.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from advisor.trade.cash_cycle import CashCycle, Line, cash_cycle, days_of
from advisor.trade.orders import Flags, Money, Orders, Times
from advisor.trade.past import known_at
from advisor.trade.returns import Returns
from advisor.trade.stage_path import ENOUGH_ORDERS, days_between, has_times, is_gone, moment
from advisor.trade.stage_path import stuck_after_days as stuck_limit
from advisor.trade.stages import Stages

WINDOW_DAYS = 90
TENTH_DAY = Decimal("0.1")


@dataclass(frozen=True)
class Balances:
    """A shop's books over `days` days: average balances and flows of the period, in one money unit."""

    inventory: Decimal | int
    receivables: Decimal | int
    payables: Decimal | int
    sales: Decimal | int
    cost_of_goods: Decimal | int
    days: int = 365

    @property
    def cycle(self) -> CashCycle:
        """DIO = inventory x days / cost of goods; DSO = receivables x days / sales; DPO = payables x days / cost.

        Raises:
            ValueError: sales or cost of goods are not positive, or a balance is negative.

        Source: as `cash_cycle.days_of`.
        """
        return cash_cycle(
            days_of(self.inventory, self.cost_of_goods, self.days),
            days_of(self.receivables, self.sales, self.days),
            days_of(self.payables, self.cost_of_goods, self.days),
        )


@dataclass(frozen=True)
class ReceivableTurnover:
    """DSO from the orders, with what went in: `average_fen`, the mean of what was outstanding at the end of each of
    `days` days, and net sales of the same days. `stuck_fen` is in neither: outstanding for far longer than usual.
    """

    first_day: date
    last_day: date
    days: int
    average_fen: int
    net_sales_fen: int
    dso_days: Decimal
    stuck_fen: int


@dataclass(frozen=True)
class PlatformCycle:
    """The cycle as it is on a platform, in days; each part with its working in `lines`."""

    inventory_days: Decimal
    platform_days: Decimal  # paid to usable
    return_days: Decimal  # what returns add
    payable_days: Decimal
    lines: tuple[Line, ...]

    @property
    def days(self) -> Decimal:
        """From paying for goods to usable money, less what suppliers wait."""
        return self.inventory_days + self.platform_days + self.return_days - self.payable_days


def receivable_turnover(
    orders: Orders, as_of: np.datetime64 | None = None, window_days: int = WINDOW_DAYS
) -> ReceivableTurnover | None:
    """Days of sales outstanding over the last whole days before `as_of` (default: `orders.last_seen`).

    Outstanding at the end of a day = paid - refunded - settled, of the orders up to then whose source tells the
    settlement; DSO = average outstanding x days / net sales. The window begins when the days within which 95 % of the
    settled orders were settled are over: before that the balance lacks the orders from before the file.

    Returns:
        None where fewer than 20 orders have a time of settlement, or the window has no day or no net sales.
    """
    at = orders.last_seen if as_of is None else np.datetime64(as_of, "s")
    paid = known_at(orders.where(orders.is_paid & orders.tells("settled_at")), at)
    is_void = is_gone(paid) & (paid.refund_fen == 0) & np.isnat(paid.settled_at)  # closed, nobody knows when
    paid = paid.where(paid.is_paid & ~np.isnat(moment(paid, "paid_at")) & ~is_void)
    settling = days_between(moment(paid, "paid_at"), paid.settled_at)
    settling = settling[~np.isnan(settling)]
    if not has_times(paid, "settled_at") or len(settling) < ENOUGH_ORDERS:
        return None
    stuck = _is_stuck(paid, at, stuck_limit(settling))
    first, outstanding, net_sales = _daily(paid.where(~stuck), at)
    begins = max(int(np.ceil(np.quantile(settling, 0.95))), len(outstanding) - window_days, 0)
    window, sales = outstanding[begins:], int(net_sales[begins:].sum())
    if not len(window) or sales <= 0:
        return None
    average = int(round(float(window.mean())))
    return ReceivableTurnover(
        first_day=_date(first + begins),
        last_day=_date(first + len(outstanding) - 1),
        days=len(window),
        average_fen=average,
        net_sales_fen=sales,
        dso_days=days_of(max(0, average), sales, len(window)),
        stuck_fen=int((paid.paid_fen - paid.refund_fen)[stuck].sum()),
    )


def platform_cycle(
    inventory_days: Decimal | int, stages: Stages, payable_days: Decimal | int, returns: Returns | None = None
) -> PlatformCycle:
    """The cycle of a shop on a platform: stock + stages from paid to usable + what returns add - supplier credit.

    To keep one sale, 1 / (1 - r) must be made, r the share of money that comes back in the end; each of the r / (1 - r)
    that come back has the goods away for the days to its refund. So returns add r / (1 - r) x mean days to the refund.
    Parts are rounded to a tenth of a day.

    Args:
        inventory_days, payable_days: >= 0.
        stages: from `stages_of`.
        returns: from `returns_of`; None counts as none.

    Raises:
        ValueError: days are negative.
    """
    if min(inventory_days, payable_days) < 0:
        raise ValueError("days must not be negative")
    platform = _tenths(stages.mean_days)
    share = min(returns.delay.happens, 0.99) if returns else 0.0
    until_refund = returns.delay.mean_days if returns else 0.0
    added = _tenths(share / (1 - share) * until_refund)
    per_stage: Mapping[str, Decimal | int] = {f"{one.id}_days": _tenths(one.mean_days) for one in stages.stages}
    parts = {"inventory_days": Decimal(inventory_days), "platform_days": platform, "return_days": added}
    every = {**parts, "payable_days": Decimal(payable_days)}
    lines = (
        Line("platform", per_stage, platform, "days"),
        Line("returns", {"share": Decimal(f"{share:.4f}"), "days_to_refund": _tenths(until_refund)}, added, "days"),
        Line("platform_cycle", every, sum(parts.values(), Decimal(0)) - Decimal(payable_days), "days"),
    )
    return PlatformCycle(Decimal(inventory_days), platform, added, Decimal(payable_days), lines)


def _daily(paid: Orders, at: np.datetime64) -> tuple[int, Money, Money]:
    """First day (days since 1970), outstanding at the end of each whole day before `at`, net sales of each."""
    starts = _day(moment(paid, "paid_at"))
    first = int(starts.min()) if len(starts) else 0
    count = max(0, int(_day(at)) - first)
    net = paid.paid_fen - paid.refund_fen
    refund_at = np.where(np.isnat(paid.refunded_at), moment(paid, "paid_at"), paid.refunded_at)
    ends = np.where(np.isnat(paid.settled_at), np.int64(2**40), _day(paid.settled_at))
    left = np.where(is_gone(paid) & np.isnat(paid.settled_at), _day(refund_at), ends)
    moves = np.zeros(count + 1, np.int64)
    before = np.minimum(_day(refund_at), left)  # a refund after settlement is not taken from what is outstanding
    for days, money in ((starts, paid.paid_fen), (before, -paid.refund_fen), (left, -net)):
        np.add.at(moves, np.clip(days - first, 0, count), money)
    sales = np.zeros(count + 1, np.int64)
    np.add.at(sales, np.clip(starts - first, 0, count), net)
    return first, np.cumsum(moves)[:count], sales[:count]


def _is_stuck(paid: Orders, at: np.datetime64, limit: float) -> Flags:
    age = days_between(moment(paid, "paid_at"), at)
    stuck: Flags = np.isnat(paid.settled_at) & ~is_gone(paid) & (age > limit)
    return stuck


def _day(at: Times | np.datetime64) -> npt.NDArray[np.int64]:
    days: npt.NDArray[np.int64] = np.asarray(at).astype("datetime64[D]").astype(np.int64)
    return days


def _date(days: int) -> date:
    return date.fromordinal(date(1970, 1, 1).toordinal() + days)


def _tenths(days: float) -> Decimal:
    return Decimal(str(days)).quantize(TENTH_DAY)
