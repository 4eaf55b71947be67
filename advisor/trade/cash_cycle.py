"""The cash conversion cycle: how long money is away, how much of it, and what would bring it back sooner.

Days are `Decimal` days, money is integer fen. Stock and what is owed to suppliers are valued at cost, what
buyers and the platform still owe at the sales price. A month has 30 days here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

DAYS_PER_MONTH = 30


@dataclass(frozen=True)
class CashCycle:
    """Days money lies in stock (DIO), with buyers and the platform (DSO), and is lent by suppliers (DPO)."""

    inventory_days: Decimal
    receivable_days: Decimal
    payable_days: Decimal

    @property
    def ccc_days(self) -> Decimal:
        """DIO + DSO - DPO; negative when suppliers are paid after the sales money has come in."""
        return self.inventory_days + self.receivable_days - self.payable_days


@dataclass(frozen=True)
class TiedUp:
    """Money tied up in the cycle. `total_fen` = inventory + receivable - payable; it may be negative."""

    inventory_fen: int
    receivable_fen: int
    payable_fen: int

    @property
    def total_fen(self) -> int:
        return self.inventory_fen + self.receivable_fen - self.payable_fen


@dataclass(frozen=True)
class CycleInputs:
    """What a cash cycle is worked out from: three periods, net sales of 30 days, cost as part of sales."""

    inventory_days: Decimal
    receivable_days: Decimal
    payable_days: Decimal
    monthly_sales_fen: int
    cost_share: Decimal

    @property
    def cycle(self) -> CashCycle:
        return cash_cycle(self.inventory_days, self.receivable_days, self.payable_days)

    @property
    def tied_up(self) -> TiedUp:
        return money_tied_up(self.cycle, self.monthly_sales_fen, self.cost_share)


@dataclass(frozen=True)
class FundingGap:
    """The proposed loan need: how much, and for how many days. Both zero when nothing is missing."""

    amount_fen: int
    days: int


@dataclass(frozen=True)
class Line:
    """One line of the working: a label code, the named numbers that went in, and what came out in `unit`."""

    code: str
    inputs: Mapping[str, Decimal | int]
    result: Decimal | int
    unit: str  # days | fen


Working = tuple[Line, ...]


def days_of(balance: Decimal | int, yearly_flow: Decimal | int, days_in_year: int = 365) -> Decimal:
    """Turnover days of a balance: DIO, DSO or DPO, in days.

    days = balance x days in the year / yearly flow. DIO: average stock over cost of goods sold; DSO: average
    receivables over sales; DPO: average payables over cost of goods sold (or purchases).

    Args:
        balance: average balance, >= 0, in the same money unit as the flow.
        yearly_flow: flow of twelve months, > 0.
        days_in_year: 365, or 360 where the books use it.

    Returns:
        Days, unrounded.

    Raises:
        ValueError: the flow is not positive or the balance is negative.

    Source: OpenStax, Principles of Finance, chapter 19 (working capital, cash conversion cycle).

    >>> days_of(3_000_000, 30_000_000)
    Decimal('36.5')
    """
    if yearly_flow <= 0:
        raise ValueError("yearly_flow must be positive")
    if balance < 0:
        raise ValueError("balance must not be negative")
    return Decimal(balance) * days_in_year / Decimal(yearly_flow)


def cash_cycle(inventory_days: Decimal | int, receivable_days: Decimal | int, payable_days: Decimal | int) -> CashCycle:
    """The cash conversion cycle: ccc_days = DIO + DSO - DPO.

    Args:
        inventory_days: from paying for goods (or receiving them) to selling them, >= 0.
        receivable_days: from the sale to usable money, >= 0.
        payable_days: from receiving goods to paying for them, >= 0.

    Raises:
        ValueError: a period is negative.

    Source: OpenStax, Principles of Finance, chapter 19.

    >>> cash_cycle(90, 40, 60).ccc_days
    Decimal('70')
    """
    if min(inventory_days, receivable_days, payable_days) < 0:
        raise ValueError("days must not be negative")
    return CashCycle(Decimal(inventory_days), Decimal(receivable_days), Decimal(payable_days))


def money_tied_up(cycle: CashCycle, monthly_sales_fen: int, cost_share: Decimal) -> TiedUp:
    """Money the cycle keeps busy, in fen.

    inventory = sales a month x cost share x DIO / 30; receivable = sales a month x DSO / 30;
    payable = sales a month x cost share x DPO / 30. It is `days_of` turned round, with 12 months of 30 days.

    Args:
        cycle: from `cash_cycle`.
        monthly_sales_fen: net sales of 30 days, >= 0.
        cost_share: cost of goods as a fraction of sales, 0 to 1 (above 1: sold below cost).

    Returns:
        Each part rounded half up to the fen; the total is the sum of the rounded parts.

    Raises:
        ValueError: sales or the cost share are negative.

    Source: the turnover ratios of `days_of`, solved for the balance.

    >>> money_tied_up(cash_cycle(30, 15, 10), 30_000_000, Decimal("0.6")).total_fen
    27000000
    """
    if monthly_sales_fen < 0 or cost_share < 0:
        raise ValueError("monthly_sales_fen and cost_share must not be negative")
    cost_fen = monthly_sales_fen * cost_share
    return TiedUp(
        _for_days(cost_fen, cycle.inventory_days),
        _for_days(Decimal(monthly_sales_fen), cycle.receivable_days),
        _for_days(cost_fen, cycle.payable_days),
    )


def funding_gap(cycle: CashCycle, tied_up: TiedUp, own_cash_fen: int | None = None) -> FundingGap:
    """What the merchant would have to borrow, and for how long.

    amount = money tied up - own cash, at least 0. days = the cycle, rounded up. Where the cycle is not
    positive and money is missing all the same (receivables are at the sales price, payables at cost), days =
    the receivable days rounded up: by then the sales money is in. Nothing missing: 0 fen for 0 days.

    >>> cycle = cash_cycle(30, 15, 10)
    >>> funding_gap(cycle, money_tied_up(cycle, 30_000_000, Decimal("0.6")), own_cash_fen=7_000_000)
    FundingGap(amount_fen=20000000, days=35)
    """
    amount_fen = max(0, tied_up.total_fen - (own_cash_fen or 0))
    if not amount_fen:
        return FundingGap(0, 0)
    days = cycle.ccc_days if cycle.ccc_days > 0 else cycle.receivable_days
    return FundingGap(amount_fen, int(days.to_integral_value(ROUND_CEILING)))


def working(inputs: CycleInputs, own_cash_fen: int | None = None) -> Working:
    """The working of the cycle, the money and the gap, line by line, for a template to show.

    Codes in order: cycle, inventory, receivable, payable, tied_up, gap. Inputs are named as the facts are.
    """
    cycle, money = inputs.cycle, inputs.tied_up
    sales: dict[str, Decimal | int] = {"monthly_sales_fen": inputs.monthly_sales_fen}
    cost = {**sales, "cost_share": inputs.cost_share}
    gap, own_cash = funding_gap(cycle, money, own_cash_fen), own_cash_fen or 0
    return (
        Line("cycle", dict(vars(cycle)), cycle.ccc_days, "days"),
        Line("inventory", {**cost, "inventory_days": cycle.inventory_days}, money.inventory_fen, "fen"),
        Line("receivable", {**sales, "receivable_days": cycle.receivable_days}, money.receivable_fen, "fen"),
        Line("payable", {**cost, "payable_days": cycle.payable_days}, money.payable_fen, "fen"),
        Line("tied_up", dict(vars(money)), money.total_fen, "fen"),
        Line("gap", {"total_fen": money.total_fen, "own_cash_fen": own_cash}, gap.amount_fen, "fen"),
    )


def moved(inputs: CycleInputs, field: str, days: int) -> CycleInputs:
    """The same shop with one period moved by `days`, never below 0."""
    return replace(inputs, **{field: max(Decimal(0), getattr(inputs, field) + days)})


def _for_days(monthly_fen: Decimal, days: Decimal) -> int:
    return int((monthly_fen * days / DAYS_PER_MONTH).quantize(Decimal(1), ROUND_HALF_UP))
