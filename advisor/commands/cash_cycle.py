"""`cash-cycle`: from an order export to stages, returns, money on its way and the cash cycle."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from advisor.commands.arguments import day, fee, share
from advisor.commands.cycle_figures import (
    cycle_json,
    in_flight_json,
    platform_cycle_json,
    return_cost_json,
    return_cost_lines,
    returns_json,
    rounded,
    stage_lines,
    stages_json,
)
from advisor.commands.facts_file import checked_facts
from advisor.commands.order_file import finding_lines, order_file, settlement_rule
from advisor.commands.output import CommandError, mapping_file, plain, show
from advisor.commands.seeding import seeded_catalogue
from advisor.trade.cash_cycle import CycleInputs
from advisor.trade.order_book import OrderBook, as_json, summarise
from advisor.trade.orders import Orders
from advisor.trade.past import end_of, known_at, sold_until
from advisor.trade.return_cost import ReturnCost, return_cost
from advisor.trade.returns import Returns, returns_of
from advisor.trade.sales_pattern import sales_pattern
from advisor.trade.settlement import SettlementRule
from advisor.trade.stage_path import STAGE_IDS
from advisor.trade.stages import InFlight, Stages, in_flight, stages_of
from advisor.trade.turnover import PlatformCycle, platform_cycle, receivable_turnover

CYCLE_FIELDS = ("inventory_days", "receivable_days", "payable_days", "monthly_sales_fen", "cost_share")
OTHER_PLATFORM = "other"
LONGEST_STAGE_DAYS = 720
RETURN_DAYS = 7  # paid to refunded, where the rule does not say


def add_to(subcommands: Any) -> None:
    """Register the subcommand."""
    cycle = subcommands.add_parser("cash-cycle", help="stages, returns and cash cycle from an order export")
    cycle.add_argument("orders", metavar="ORDERS_FILE")
    cycle.add_argument("--terms", metavar="FILE", help=f"YAML with {', '.join(CYCLE_FIELDS)}, platform")
    cycle.add_argument("--platform", metavar="ID", help="whose rules stand in for times the file does not have")
    cycle.add_argument("--stage", type=_correction, action="append", default=[], metavar="STAGE=DAYS")
    cycle.add_argument("--as-of", type=day, metavar="YYYY-MM-DD", help="as it was at the end of that day")
    cycle.add_argument("--return-freight", type=fee, default=0, metavar="YUAN", help="borne for each return, both ways")
    cycle.add_argument(
        "--resellable-share", type=share, default=Decimal(1), metavar="FRACTION", help="of goods sent back"
    )
    cycle.add_argument("--json", action="store_true")
    cycle.set_defaults(run=cash_cycle)


@dataclass(frozen=True, eq=False)
class _Shop:
    """What the orders and the terms say of one shop at one moment."""

    orders: Orders
    book: OrderBook
    platform: str
    rule_days: Mapping[str, Decimal]
    terms: Mapping[str, Any]
    stages: Stages
    returns: Returns | None

    @property
    def facts(self) -> Mapping[str, Any]:
        """The inputs of the cycle: the merchant's terms, else what the orders say."""
        receivable_days = Decimal(str(self.stages.mean_days)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return {"monthly_sales_fen": self.book.monthly_sales_fen, "receivable_days": receivable_days, **self.terms}

    @property
    def missing(self) -> list[str]:
        return [name for name in CYCLE_FIELDS if self.facts.get(name) is None]


def cash_cycle(options: Namespace) -> int:
    """The order book, what the orders say about the way of the money, and the cycle where its inputs are known."""
    shop = _shop(options)
    flight = in_flight(shop.orders, shop.stages)
    cycle = None if shop.missing else cycle_json(_inputs(shop.facts))
    on_platform = _platform_cycle(shop)
    cost = _return_cost(shop, options)
    value = {
        "orders": as_json(shop.book),
        "missing": shop.missing,
        "cash_cycle": cycle,
        "receivable_source": "terms" if "receivable_days" in shop.terms else "stages",
        "platform": shop.platform,
        "rule_days": plain(dict(shop.rule_days)),
        "stages": stages_json(shop.stages),
        "returns": returns_json(shop.returns),
        "return_cost": return_cost_json(cost) if cost else None,
        "in_flight": in_flight_json(flight, shop.stages),
        "receivables": plain(receivable_turnover(shop.orders, shop.stages.as_of)),
        "platform_cycle": platform_cycle_json(on_platform) if on_platform else None,
        "seasonality": rounded(plain(sales_pattern(shop.orders, _sales_until(shop, options)))),
    }
    lines = [*_order_lines(shop, flight), *return_cost_lines(cost), *_cycle_lines(shop, cycle, on_platform)]
    show(options, value, "\n".join(lines))
    return 0


def _sales_until(shop: _Shop, options: Namespace) -> Any:
    """The moment until which sales are looked at: days after the file's last order count only where asked for."""
    return shop.stages.as_of if options.as_of else sold_until(shop.orders)


def _shop(options: Namespace) -> _Shop:
    file = order_file(options.orders)
    catalogue = seeded_catalogue()
    questions = catalogue.questions()
    terms = checked_facts(options.terms, mapping_file(options.terms), questions) if options.terms is not None else {}
    said = options.platform if options.platform is not None else terms.get("platform")
    platform = said if said is not None else file.platform or OTHER_PLATFORM
    rule = settlement_rule(catalogue, platform)
    at = end_of(options.as_of) if options.as_of else file.orders.last_seen
    orders = known_at(file.orders, at)
    if not len(orders):
        raise CommandError(f"--as-of {options.as_of}: no order of the file is that old")
    _check_once([stage for stage, _ in options.stage])
    return _Shop(
        orders=orders,
        book=summarise(orders, file.findings, file.rows),
        platform=platform,
        rule_days=rule.stage_days,
        terms=terms,
        stages=_stages(orders, rule, at, dict(options.stage)),
        returns=returns_of(orders, at, float(rule.return_days or RETURN_DAYS)),
    )


def _stages(orders: Orders, rule: SettlementRule, at: Any, corrections: Mapping[str, float]) -> Stages:
    try:
        by_rule = {name: float(days) for name, days in rule.stage_days.items()}
        return stages_of(orders, by_rule, at, corrections, rule.settles_from)
    except ValueError as error:
        raise CommandError(f"--stage: {error}") from None


def _check_once(stages: list[str]) -> None:
    twice = [stage for stage in stages if stages.count(stage) > 1]
    if twice:
        raise CommandError(f"--stage: {twice[0]} is given more than once")


def _return_cost(shop: _Shop, options: Namespace) -> ReturnCost | None:
    """What the refunds of the file cost; None where the cost of goods is not known."""
    cost_share = shop.facts.get("cost_share")
    if shop.returns is None or cost_share is None:
        return None
    return return_cost(
        shop.book.refund_fen,
        cost_share=Decimal(str(cost_share)),
        resellable_share=options.resellable_share,
        returned_orders=shop.book.refunded_orders,
        freight_fen=options.return_freight,
    )


def _platform_cycle(shop: _Shop) -> PlatformCycle | None:
    stock, payable = shop.facts.get("inventory_days"), shop.facts.get("payable_days")
    return None if stock is None or payable is None else platform_cycle(stock, shop.stages, payable, shop.returns)


def _inputs(facts: Mapping[str, Any]) -> CycleInputs:
    numbers = {name: Decimal(str(facts[name])) for name in CYCLE_FIELDS if name != "monthly_sales_fen"}
    return CycleInputs(monthly_sales_fen=int(facts["monthly_sales_fen"]), **numbers)


def _order_lines(shop: _Shop, flight: InFlight) -> list[str]:
    book, returns = shop.book, shop.returns
    lines = [
        f"{book.rows} rows, {book.paid_orders} paid, {book.refunded_orders} refunded; net {_money(book.net_fen)} "
        + book.currency,
        *finding_lines(book.excluded, book.problems),
        f"days, as of {shop.stages.as_of}; rules of {shop.platform} where the orders do not tell",
        *stage_lines(shop.stages),
        *[f"--stage {part}: not a stage of this file, so not counted" for part in shop.stages.unused_corrections],
        f"on its way: {flight.orders.sum()} orders, {_money(flight.total_fen)}; "
        f"stuck, not counted: {flight.stuck_orders} orders, {_money(flight.stuck_fen)}",
    ]
    if returns:
        share, money = returns.ultimate_rate, returns.delay.happens
        lines.append(f"refunded in the end: {share:.1%} of orders, {money:.1%} of money")
    return lines


def _cycle_lines(shop: _Shop, cycle: Mapping[str, Any] | None, on_platform: PlatformCycle | None) -> list[str]:
    lines = [f"for the cycle give in --terms: {', '.join(shop.missing)}"]
    if cycle:
        lines = [f"cycle {cycle['ccc_days']} days; tied up {_money(cycle['tied_up_fen'])}"]
    if on_platform:
        lines.append(f"cycle on the platform, returns included: {on_platform.days} days")
    return lines


def _correction(text: str) -> tuple[str, float]:
    stage, _, days = text.partition("=")
    try:
        number = Decimal(days)
    except InvalidOperation:
        number = Decimal("NaN")
    is_days = number.is_finite() and 0 <= number <= LONGEST_STAGE_DAYS
    if not set(stage.split("+")) <= set(STAGE_IDS) or not is_days:
        allowed = f"stages: {', '.join(STAGE_IDS)}; days: 0 to {LONGEST_STAGE_DAYS}"
        raise ArgumentTypeError(f"{text!r} is not STAGE=DAYS such as settle=7; {allowed}")
    return stage, float(number)


def _money(fen: int) -> str:
    return f"{fen / 100:,.2f}"
