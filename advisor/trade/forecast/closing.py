"""How far one lever has to be moved so that no money is missing: "账期要多少天才不缺钱"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from advisor.trade.forecast.earnings import Earnings
from advisor.trade.forecast.scenario import Scenario
from advisor.trade.forecast.simulation import simulate
from advisor.trade.forecast.what_if import SURE_ENOUGH, NoChange, applied
from advisor.trade.what_if_reading import Change

PATHS = 1_000
STEPS: dict[str, tuple[Decimal, int]] = {  # the step of the answer, and how many of them are tried at most
    "payable_days": (Decimal(1), 180),
    "inventory_days": (Decimal(-1), 180),
    "settle_days": (Decimal(-1), 60),
    "confirm_days": (Decimal(-1), 60),
    "deliver_days": (Decimal(-1), 60),
    "ship_days": (Decimal(-1), 60),
    "return_rate": (Decimal("-0.005"), 200),
    "advertising_share": (Decimal("-0.005"), 200),
    "cost_share": (Decimal("-0.005"), 200),
    "fixed_costs_fen": (Decimal(-10_000), 100_000),
    "opening_cash_fen": (Decimal(100_000), 100_000),
}


@dataclass(frozen=True)
class Closing:
    """The lever's number now, and the nearest one at which the 80 % gap is closed; None where none is."""

    lever: str
    before: float
    after: float | None


def closing(scenario: Scenario, lever: str, seed: int, paths: int = PATHS) -> Closing:
    """Search by halving: the more a lever is moved, the less is missing.

    Raises:
        KeyError: a lever that is not in `STEPS`.
        NoChange: the lever has nothing to give, or no money is missing.
    """
    step, most = STEPS[lever]

    def moved(steps: int) -> tuple[Scenario, float, float]:
        return applied(scenario, Change(lever, "add", step * steps))

    def is_short(of: Scenario) -> bool:
        return simulate(of, seed=seed, paths=paths).gaps[SURE_ENOUGH].amount_fen > 0

    furthest, before, after = moved(most)
    if before == after or not is_short(scenario):
        raise NoChange(lever)
    if is_short(furthest):
        return Closing(lever, before, None)
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if is_short(moved(middle)[0]) else (low, middle)
    return Closing(lever, before, moved(high)[2])


def sales_to_break_even(earned: Earnings) -> float | None:
    """So many times the expected sales at which the shop neither earns nor loses; None where each sale loses money."""
    margin_fen = earned.kept_fen - earned.goods_fen - earned.advertising_fen
    return earned.fixed_fen / margin_fen if margin_fen > 0 else None
