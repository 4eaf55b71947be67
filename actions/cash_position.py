"""What the latest forecast or cash cycle found of a merchant's money, for the matching."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from actions.facts import profile_of
from actions.shop_cash import shop_cash
from actions.turn import Turn
from actions.wiring import stores
from advisor.trade.matching.results import CashPosition
from advisor.trade.stages import in_flight


def cash_position(turn: Turn) -> CashPosition:
    """The gap of the forecast, else the size of the cash cycle's; days and money on their way, of orders where there
    are any."""
    forecast = stores().merchants.latest_result(turn.merchant_id, "forecast")
    cycle = stores().merchants.latest_result(turn.merchant_id, "cash_cycle")
    body = forecast.body if forecast else {}
    first = _day(body.get("gap_first_day"))
    days = body.get("gap_days") or 0
    gap_fen = body.get("gap_fen") if forecast else cycle.body.get("gap_fen") if cycle else None
    return CashPosition(
        gap_fen=gap_fen,
        gap_first_day=first,
        gap_last_day=first + timedelta(days=max(0, int(days) - 1)) if first else None,
        receivable_days=profile_of(turn.merchant_id).get("receivable_days"),
        on_its_way_fen=_on_its_way_fen(turn),
    )


def _on_its_way_fen(turn: Turn) -> int | None:
    cash = shop_cash(turn.merchant_id)
    if cash is None or not cash.is_in_yuan:
        return None
    return int(in_flight(cash.orders, cash.stages).money_fen.sum())


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None
