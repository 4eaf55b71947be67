"""Measures on cash: what it lasts for, whether it will be short, whether the shop earns anything."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from advisor.trade.forecast.earnings import earnings
from advisor.trade.forecast.what_if import SURE_ENOUGH
from advisor.trade.swot.measured import Measured
from advisor.trade.swot.measures_of_orders import YUAN, monthly_sales_fen
from advisor.trade.swot.shop_data import ShopData

DAYS_PER_MONTH = 30
MONTHS_PER_YEAR = 12
YEAR_DAYS = 365
LONGEST_BUFFER_DAYS = 3650
TIGHT = Decimal("0.2")  # a gap up to a fifth of a month's sales: our own working value
THIN = Decimal("0.03")  # profit below 3 % of sales: our own working value


def cash_buffer_days(data: ShopData) -> Measured | None:
    """Own cash x 30 / what goes out in a month: sales x (cost share + advertising share) + fixed costs.

    Costs that were not told count as 0, so own cash and cost share must be known; sales as told, else as measured.
    """
    cash, share, sales_fen = data.facts.get("own_cash_fen"), data.facts.get("cost_share"), _sales_fen(data)
    if cash is None or share is None or sales_fen is None:
        return None
    spent_share = Decimal(str(share)) + Decimal(str(data.facts.get("advertising_share") or 0))
    out_fen = sales_fen * spent_share + int(data.facts.get("fixed_costs_fen") or 0)
    if out_fen <= 0:
        return None
    days = min(int(int(cash) * DAYS_PER_MONTH / out_fen), LONGEST_BUFFER_DAYS)
    return Measured("cash_buffer_days", days, Decimal(days), "days", "computed", last_day=data.as_of)


def cash_ahead(data: ShopData) -> Measured | None:
    """Whether cash will be short in the days of the forecast: the gap that is enough in 80 % of the futures.

    None missing: enough; up to a fifth of a month's sales: tight; more: short. `figure` is the gap in fen.
    """
    if data.forecast is None or data.scenario is None:
        return None
    gap_fen, sales_fen = data.forecast.gaps[SURE_ENOUGH].amount_fen, _expected_monthly_fen(data)
    value = "enough" if not gap_fen else "tight" if sales_fen and gap_fen <= TIGHT * sales_fen else "short"
    return _of_forecast(data, "cash_ahead", value, Decimal(gap_fen), "fen")


def profit(data: ShopData) -> Measured | None:
    """Profit expected in the days of the forecast, as a fraction of the sales that are kept: earning from 3 %, about
    even from 0, else losing. Costs that were not told count as 0, so that the cost share must be known."""
    if data.forecast is None or data.scenario is None or not data.scenario.terms.cost_share:
        return None
    earned = earnings(data.scenario, data.forecast)
    if earned.kept_fen <= 0:
        return None
    share = (Decimal(earned.profit_fen) / earned.kept_fen).quantize(Decimal("0.001"), ROUND_HALF_UP)
    value = "earning" if share >= THIN else "even" if share >= 0 else "losing"
    return _of_forecast(data, "profit", value, share, "fraction")


def yearly_revenue_fen(data: ShopData) -> Measured | None:
    """Net sales of a year: of the orders where they reach over a year or more, else twelve times a month's."""
    book = data.book
    if book is not None and book.currency == YUAN and book.days_covered >= YEAR_DAYS:
        yearly = int(Decimal(book.net_fen) * YEAR_DAYS / book.days_covered)
        days = (book.first_day, book.last_day, book.paid_orders)
        return Measured("yearly_revenue_fen", yearly, Decimal(yearly), "fen", "orders", *days)
    sales_fen = _sales_fen(data)
    if sales_fen is None:
        return None
    yearly = sales_fen * MONTHS_PER_YEAR
    return Measured("yearly_revenue_fen", yearly, Decimal(yearly), "fen", "computed", last_day=data.as_of)


def _sales_fen(data: ShopData) -> int | None:
    told = data.facts.get("monthly_sales_fen")
    seen = None if told is not None else monthly_sales_fen(data)
    return int(told) if told is not None else None if seen is None else int(seen.value)


def _expected_monthly_fen(data: ShopData) -> int:
    assert data.scenario is not None
    return int(data.scenario.expected_sales(DAYS_PER_MONTH).sum())


def _of_forecast(data: ShopData, name: str, value: str, figure: Decimal, unit: str) -> Measured:
    assert data.forecast is not None
    first, last = data.forecast.first_day, data.forecast.last_day
    return Measured(name, value, figure, unit, "forecast", first, last, data.forecast.paths, "futures")
