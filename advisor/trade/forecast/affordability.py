"""Whether a loan can be carried: the forecast with the loan in it, and whether it is needed at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from advisor.trade.forecast.gap import Gap
from advisor.trade.forecast.scenario import Scenario
from advisor.trade.forecast.simulation import Forecast, simulate
from advisor.trade.forecast.what_if import SURE_ENOUGH, Effect
from advisor.trade.schedules import Schedule

CARRIED = Decimal("1.2")  # cash for every yuan of debt service below which we call it thin; our own working value


@dataclass(frozen=True, eq=False)
class Affordability:
    """A loan in the forecast.

    `service_fen`: what is paid back within the forecast's days. `coverage`: money earned in these days before any debt
    service, for every yuan of it (debt service coverage ratio); None where nothing is due. `worst_day` and `worst_fen`:
    the lowest middle balance; `worst_bad_fen` the lowest 10 % balance. `due_later_fen`: what falls due after them.
    """

    with_loan: Forecast
    gap_without: Gap
    gap_with: Gap
    service_fen: int
    due_later_fen: int
    coverage: Decimal | None
    worst_day: date
    worst_fen: int
    worst_bad_fen: int

    @property
    def codes(self) -> tuple[str, ...]:
        """What must be said: not_needed, closes_gap or still_short; thin_coverage; due_later."""
        needs = self.gap_without.amount_fen
        main = "not_needed" if not needs else "still_short" if self.gap_with.amount_fen else "closes_gap"
        is_thin = self.coverage is not None and self.coverage < CARRIED
        rest = (("thin_coverage", is_thin), ("due_later", self.due_later_fen > 0))
        return (main, *(code for code, is_so in rest if is_so))


def affordability(scenario: Scenario, loan: Schedule, base: Forecast) -> Affordability:
    """A loan taken on top of those in `scenario`.

    coverage = (expected operating money of the days, all lines but loans) / payments of all loans due in them.

    Args:
        base: the forecast of `scenario`; the loan is simulated with its seed, paths and days.
    """
    terms = replace(scenario.terms, loans=(*scenario.terms.loans, loan))
    with_loan = simulate(replace(scenario, terms=terms), seed=base.seed, paths=base.paths, days=len(base))
    payments = [(day, -fen) for one in terms.loans for day, fen in one.flows if fen < 0]
    service_fen = sum(fen for day, fen in payments if base.first_day <= day <= base.last_day)
    earned_fen = int(base.lines_fen.sum() - base.line("loans").sum())
    worst = int(np.argmin(with_loan.p50_fen))
    return Affordability(
        with_loan=with_loan,
        gap_without=base.gaps[SURE_ENOUGH],
        gap_with=with_loan.gaps[SURE_ENOUGH],
        service_fen=service_fen,
        due_later_fen=sum(fen for day, fen in payments if day > base.last_day),
        coverage=_ratio(earned_fen, service_fen),
        worst_day=base.first_day + timedelta(days=worst),
        worst_fen=int(with_loan.p50_fen[worst]),
        worst_bad_fen=int(with_loan.p10_fen.min()),
    )


def instead_of_borrowing(levers: Sequence[Effect]) -> Effect | None:
    """The first of the levers (ranked) that closes a gap all by itself: then the best advice is not to borrow."""
    return next((one for one in levers if one.gap_before.amount_fen and not one.gap_after.amount_fen), None)


def _ratio(earned_fen: int, service_fen: int) -> Decimal | None:
    if not service_fen:
        return None
    return (Decimal(earned_fen) / service_fen).quantize(Decimal("0.01"), ROUND_HALF_UP)
