"""The figures of `cash-cycle` as JSON values and as lines for people (keys: docs/command_line.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from advisor.commands.output import plain
from advisor.trade.cash_cycle import CycleInputs, funding_gap, working
from advisor.trade.delays import Delay
from advisor.trade.levers import levers
from advisor.trade.return_cost import ReturnCost
from advisor.trade.returns import Returns
from advisor.trade.stage import Stage
from advisor.trade.stages import InFlight, Stages
from advisor.trade.turnover import PlatformCycle

QUANTILES = (("median_days", 0.5), ("p80_days", 0.8), ("p95_days", 0.95))
DIGITS = 4


def cycle_json(inputs: CycleInputs) -> dict[str, Any]:
    """The textbook cycle with its inputs, working, gap and levers."""
    gap = funding_gap(inputs.cycle, inputs.tied_up)
    return {
        "inputs": plain(inputs),
        "ccc_days": plain(inputs.cycle.ccc_days),
        "tied_up_fen": inputs.tied_up.total_fen,
        "gap": plain(gap),
        "working": plain(working(inputs)),
        "levers": plain(levers(inputs)),
    }


def stages_json(stages: Stages) -> dict[str, Any]:
    """Every stage with its figures, and the whole way two ways."""
    return {
        "as_of": str(stages.as_of),
        "bottleneck": stages.bottleneck,
        "total": delay_json(stages.total),
        "measured_total": delay_json(stages.measured_total) if stages.measured_total else None,
        "unused_corrections": list(stages.unused_corrections),
        "stages": [_stage_json(stage) for stage in stages.stages],
    }


def returns_json(returns: Returns | None) -> dict[str, Any] | None:
    """Rates and the delay of refunds; None where the source does not tell of refunds."""
    if returns is None:
        return None
    rates = {field.name: getattr(returns, field.name) for field in fields(returns) if field.name != "delay"}
    return {**rounded(rates), "ultimate_rate_by_money": round(returns.delay.happens, DIGITS)} | {
        "delay": delay_json(returns.delay)
    }


def return_cost_json(cost: ReturnCost) -> dict[str, Any]:
    """The parts of what returns cost and their two sums, in fen."""
    return {**vars(cost), "cost_fen": cost.cost_fen, "cash_out_fen": cost.cash_out_fen}


def return_cost_lines(cost: ReturnCost | None) -> list[str]:
    """What returns cost, in one line; none where that is not known."""
    if cost is None:
        return []
    lost, extra, back = (f"{fen / 100:,.2f}" for fen in (cost.goods_lost_fen, cost.extra_fen, cost.goods_back_fen))
    return [
        f"returns cost {cost.cost_fen / 100:,.2f}: goods lost {lost}, freight {extra}; goods back on the shelf {back}"
    ]


def in_flight_json(flight: InFlight, stages: Stages) -> dict[str, Any]:
    """Money on its way, by stage."""
    by_stage = [
        {
            "stage": stage.id,
            "orders": int(flight.orders[flight.stage == number].sum()),
            "money_fen": int(flight.money_fen[flight.stage == number].sum()),
        }
        for number, stage in enumerate(stages.stages)
    ]
    return {
        "orders": int(flight.orders.sum()),
        "money_fen": flight.total_fen,
        "by_stage": by_stage,
        "stuck_orders": flight.stuck_orders,
        "stuck_fen": flight.stuck_fen,
    }


def platform_cycle_json(cycle: PlatformCycle) -> dict[str, Any]:
    """The cycle on the platform with its working."""
    return {"days": plain(cycle.days), **plain(cycle)}


def delay_json(delay: Delay) -> dict[str, Any]:
    """Mean days of what happens, days by which half, 80 % and 95 % of all have happened, and the share that does."""
    quantiles = {name: delay.quantile_days(share) for name, share in QUANTILES}
    return rounded({"mean_days": delay.mean_days, **quantiles, "happens": delay.happens})


def rounded(values: Any) -> Any:
    """JSON values with floats rounded to 4 places."""
    if isinstance(values, float):
        return round(values, DIGITS)
    if isinstance(values, Mapping):
        return {name: rounded(value) for name, value in values.items()}
    return [rounded(value) for value in values] if isinstance(values, (list, tuple)) else values


def stage_lines(stages: Stages) -> list[str]:
    """A table of the stages."""
    head = f"{'stage':18}{'from':>9}{'mean':>8}{'median':>8}{'80 %':>8}{'95 %':>8}{'done':>9}{'open':>8}{'stuck':>8}"
    rows = [
        f"{one.id:18}{one.source:>9}{one.mean_days:8.1f}{_days(one.median_days)}{_days(one.p80_days)}"
        f"{_days(one.p95_days)}{one.finished:9}{one.open:8}{one.stuck:8}"
        for one in stages.stages
    ]
    total = delay_json(stages.total)
    whole = f"{'paid to usable':27}{total['mean_days']:8.1f}" + "".join(_days(total[name]) for name, _ in QUANTILES)
    return [head, *rows, whole, f"the longest stage is {stages.bottleneck}"]


def _stage_json(stage: Stage) -> dict[str, Any]:
    return rounded({field.name: getattr(stage, field.name) for field in fields(stage) if field.name != "delay"})


def _days(days: float | None) -> str:
    return f"{'-':>8}" if days is None else f"{days:8.1f}"
