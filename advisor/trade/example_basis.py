"""What the examples of terms are worked out from: a shop and the money it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from advisor.trade.cash_cycle import CycleInputs

Number = Decimal | int

USUAL: Mapping[str, Decimal] = {
    "monthly_sales_fen": Decimal(10_000_000),
    "cost_share": Decimal("0.6"),
    "inventory_days": Decimal(30),
    "receivable_days": Decimal(12),
    "payable_days": Decimal(7),
    "return_rate": Decimal("0.1"),
    "advertising_share": Decimal("0.1"),
    "own_cash_fen": Decimal(3_000_000),
    "fixed_costs_fen": Decimal(800_000),
    "need_amount_fen": Decimal(10_000_000),
    "need_days": Decimal(90),
    "offered_yearly_rate": Decimal("0.12"),
}
"""Round values of a small shop, for whatever the merchant has not told; by fact, as facts are kept. Our own choice."""


@dataclass(frozen=True)
class Basis:
    """The facts of an example, all of them known; money in fen, shares and rates as fractions (rates a year's)."""

    cycle_inputs: CycleInputs
    return_rate: Decimal
    advertising_share: Decimal
    own_cash_fen: int
    fixed_costs_fen: int
    loan_fen: int
    loan_days: int
    loan_rate: Decimal
    lpr_one_year: Decimal | None

    @classmethod
    def of(cls, facts: Mapping[str, Decimal], lpr_one_year: Decimal | None) -> Basis:
        """The basis of facts that hold a value for each name of `USUAL`."""
        periods = (facts["inventory_days"], facts["receivable_days"], facts["payable_days"])
        return cls(
            CycleInputs(*periods, int(facts["monthly_sales_fen"]), facts["cost_share"]),
            facts["return_rate"],
            facts["advertising_share"],
            int(facts["own_cash_fen"]),
            int(facts["fixed_costs_fen"]),
            int(facts["need_amount_fen"]),
            int(facts["need_days"]),
            facts["offered_yearly_rate"],
            lpr_one_year,
        )

    @property
    def sales_fen(self) -> int:
        """Net sales of 30 days."""
        return self.cycle_inputs.monthly_sales_fen

    @property
    def lpr(self) -> Decimal:
        """The one-year LPR.

        Raises:
            ValueError: it is not known.
        """
        if self.lpr_one_year is None:
            raise ValueError("the LPR is not known")
        return self.lpr_one_year


@dataclass(frozen=True)
class Placeholder:
    """What a name in braces stands for: how it is written (see `term_examples.Figure`), the facts it rests on, and the
    figure itself."""

    kind: str
    facts: tuple[str, ...]
    of: Callable[[Basis], Number]
    needs_lpr: bool = False


def constant(kind: str, number: Number) -> Placeholder:
    """A figure that an example takes for itself, such as a fee of 3 %."""
    return Placeholder(kind, (), lambda _: number)
