"""Figures of a shop for the examples of terms: sales, costs, and the money that the cash cycle keeps busy."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from advisor.trade.cash_cycle import DAYS_PER_MONTH, cash_cycle, days_of, funding_gap, money_tied_up, moved
from advisor.trade.day_counts import half_up
from advisor.trade.example_basis import Basis, Placeholder, constant

SALES = ("monthly_sales_fen",)
COST = (*SALES, "cost_share")
STOCK = (*COST, "inventory_days")
CREDIT = (*COST, "payable_days")
ON_THE_WAY = (*SALES, "receivable_days")
DAYS = ("inventory_days", "receivable_days", "payable_days")
CYCLE = (*COST, *DAYS)
OUTGOINGS = (*COST, "advertising_share", "fixed_costs_fen")

COMMISSION = Decimal("0.05")
SPREAD = Decimal("0.005")
RESERVE_DAYS = 14
YUAN_FEN = 100


def _sales_of(basis: Basis, days: int) -> int:
    """Net sales of some days, in fen."""
    return money_tied_up(cash_cycle(0, days, 0), basis.sales_fen, Decimal(0)).receivable_fen


def _goods_fen(basis: Basis) -> int:
    """Cost of the goods sold in a month."""
    return money_tied_up(cash_cycle(DAYS_PER_MONTH, 0, 0), basis.sales_fen, basis.cycle_inputs.cost_share).inventory_fen


def _advertising_fen(basis: Basis) -> int:
    return half_up(basis.sales_fen * basis.advertising_share)


def gross_profit_fen(basis: Basis) -> int:
    """Net sales less the cost of the goods, a month."""
    return basis.sales_fen - _goods_fen(basis)


def _outgoings_fen(basis: Basis) -> int:
    return _goods_fen(basis) + _advertising_fen(basis) + basis.fixed_costs_fen


def _gross_sales_fen(basis: Basis) -> int:
    """Sales before refunds: to keep one sale, 1 / (1 - share returned) must be made (as in `turnover`)."""
    return half_up(basis.sales_fen / (1 - basis.return_rate))


def _set_free(basis: Basis, field: str, days: int) -> int:
    """Money no longer tied up when a period moves by some days, in fen."""
    inputs = basis.cycle_inputs
    return inputs.tied_up.total_fen - moved(inputs, field, days).tied_up.total_fen


def _gap(basis: Basis) -> tuple[int, int]:
    inputs = basis.cycle_inputs
    gap = funding_gap(inputs.cycle, inputs.tied_up, basis.own_cash_fen)
    return gap.amount_fen, gap.days


SHOP_FIGURES: Mapping[str, Placeholder] = {
    "monthly_sales": Placeholder("money", SALES, lambda basis: basis.sales_fen),
    "daily_sales": Placeholder("about_money", SALES, lambda basis: _sales_of(basis, 1)),
    "cost_share": Placeholder("percent", ("cost_share",), lambda basis: basis.cycle_inputs.cost_share),
    "margin_share": Placeholder("percent", ("cost_share",), lambda basis: 1 - basis.cycle_inputs.cost_share),
    "goods_cost": Placeholder("about_money", COST, _goods_fen),
    "gross_profit": Placeholder("about_money", COST, gross_profit_fen),
    "inventory_days": Placeholder("days", ("inventory_days",), lambda basis: basis.cycle_inputs.inventory_days),
    "receivable_days": Placeholder("days", ("receivable_days",), lambda basis: basis.cycle_inputs.receivable_days),
    "payable_days": Placeholder("days", ("payable_days",), lambda basis: basis.cycle_inputs.payable_days),
    "cycle_days": Placeholder("days", DAYS, lambda basis: basis.cycle_inputs.cycle.ccc_days),
    "stock_money": Placeholder("about_money", STOCK, lambda basis: basis.cycle_inputs.tied_up.inventory_fen),
    "receivable_money": Placeholder("about_money", ON_THE_WAY, lambda basis: basis.cycle_inputs.tied_up.receivable_fen),
    "payable_money": Placeholder("about_money", CREDIT, lambda basis: basis.cycle_inputs.tied_up.payable_fen),
    "tied_up_money": Placeholder("about_money", CYCLE, lambda basis: basis.cycle_inputs.tied_up.total_fen),
    "own_cash": Placeholder("money", ("own_cash_fen",), lambda basis: basis.own_cash_fen),
    "gap_money": Placeholder("about_money", (*CYCLE, "own_cash_fen"), lambda basis: _gap(basis)[0]),
    "gap_days": Placeholder("days", (*CYCLE, "own_cash_fen"), lambda basis: _gap(basis)[1]),
    "a_day_sooner": Placeholder("about_money", ON_THE_WAY, lambda basis: _set_free(basis, "receivable_days", -1)),
    "five_days_less_stock": Placeholder("about_money", STOCK, lambda basis: _set_free(basis, "inventory_days", -5)),
    "fifteen_days_more_terms": Placeholder("about_money", COST, lambda basis: _set_free(basis, "payable_days", 15)),
    "fixed_costs": Placeholder("money", ("fixed_costs_fen",), lambda basis: basis.fixed_costs_fen),
    "monthly_outgoings": Placeholder("about_money", OUTGOINGS, _outgoings_fen),
    "buffer_days": Placeholder(
        "days", (*OUTGOINGS, "own_cash_fen"), lambda basis: days_of(basis.own_cash_fen, _outgoings_fen(basis), 30)
    ),
    "return_rate": Placeholder("percent", ("return_rate",), lambda basis: basis.return_rate),
    "gross_sales": Placeholder("about_money", (*SALES, "return_rate"), _gross_sales_fen),
    "refunds": Placeholder(
        "about_money", (*SALES, "return_rate"), lambda basis: _gross_sales_fen(basis) - basis.sales_fen
    ),
    "advertising_share": Placeholder("percent", ("advertising_share",), lambda basis: basis.advertising_share),
    "advertising": Placeholder("about_money", (*SALES, "advertising_share"), _advertising_fen),
    "sales_for_one_yuan": Placeholder(
        "exact_money", ("cost_share",), lambda basis: half_up(YUAN_FEN / (1 - basis.cycle_inputs.cost_share))
    ),
    "stock_turns": Placeholder("count", ("inventory_days",), lambda basis: 365 / basis.cycle_inputs.inventory_days),
    "commission_rate": constant("percent", COMMISSION),
    "commission": Placeholder("about_money", SALES, lambda basis: half_up(basis.sales_fen * COMMISSION)),
    "spread_rate": constant("percent", SPREAD),
    "spread": Placeholder("about_money", SALES, lambda basis: half_up(basis.sales_fen * SPREAD)),
    "reserve_days": constant("days", RESERVE_DAYS),
    "reserve": Placeholder("about_money", SALES, lambda basis: _sales_of(basis, RESERVE_DAYS)),
}
